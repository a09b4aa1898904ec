"""What a chapter holds already, as the rows an export would write."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from archive.rows import Row

R = TypeVar("R", bound=Row)


@dataclass
class Stored:
    """A chapter's rows by key; none where the chapter is new."""

    rows: dict[type[Row], dict[tuple[Any, ...], Row]] = field(default_factory=dict)

    def add(self, row_type: type[R], rows: Iterable[R]) -> None:
        """Note the rows of one kind."""
        self.rows[row_type] = {row.key(): row for row in rows}

    def of(self, row_type: type[R]) -> dict[tuple[Any, ...], R]:
        """The rows of one kind by key."""
        return cast("dict[tuple[Any, ...], R]", self.rows.get(row_type, {}))
