"""What a chapter holds already, as the rows an export would write."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from archive.declared import Row

R = TypeVar("R", bound=Row)
Key = tuple[Any, ...]


@dataclass
class Stored:
    """A chapter's rows by key, and the primary keys behind them; none where the chapter is new."""

    rows: dict[type[Row], dict[Key, Row]] = field(default_factory=dict)
    pks: dict[type[Row], dict[Key, int | None]] = field(default_factory=dict)
    is_objected: Callable[[str, str], bool] = lambda _phone, _email: False
    """Whether the owner of a phone number or an e-mail address objected to being in the chapter's slips."""

    def add(self, row_type: type[R], rows: Iterable[tuple[int | None, R]]) -> None:
        """Note rows of one kind with the primary keys behind them; of several with one key the last is kept."""
        found, pks = self.rows.setdefault(row_type, {}), self.pks.setdefault(row_type, {})
        for pk, row in rows:
            key = row.key()
            found[key], pks[key] = row, pk

    def renew(self, old: R, new: R) -> None:
        """Know a row under another key."""
        del self.rows[type(old)][old.key()]
        self.add(type(new), [(self.pks[type(old)].pop(old.key()), new)])

    def of(self, row_type: type[R]) -> dict[Key, R]:
        """The rows of one kind by key."""
        return cast("dict[Key, R]", self.rows.get(row_type, {}))

    def pk(self, row: Row) -> int | None:
        """The primary key behind the row with this one's key; None where nothing is."""
        return self.pks.get(type(row), {}).get(row.key())
