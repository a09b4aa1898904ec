"""How a row of a file is declared: a class with an annotation for each column, in the order they are written."""

from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, Self, get_type_hints

from archive.cells import Kind, Setting


@dataclass(frozen=True)
class Cell:
    """What the cells of a column hold; `name` where the file calls the column otherwise than the row does.

    A `key` column, and one whose cells are `needed`, must be there. `empty` is what an empty cell means. A cell that
    is `derived` is checked and written, and says nothing of its own. What is stored of a `private` one is for the
    people it concerns: no fault repeats it.
    """

    kind: Kind
    name: str = ""
    key: bool = False
    needed: bool = False
    empty: Any = ""
    derived: bool = False
    private: bool = False


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, its attribute in the row, and what its cells hold."""

    name: str
    attribute: str
    kind: Kind
    key: bool
    needed: bool
    empty: Any
    derived: bool
    private: bool

    def write(self, value: Any, setting: Setting) -> str:
        """The cell."""
        return "" if value is None or value == "" else self.kind.write(value, setting)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one of the files."""

    file: ClassVar[str]

    @classmethod
    @cache
    def columns(cls) -> tuple[Column, ...]:
        """Its columns in the order they are written."""
        found = []
        for attribute, hint in get_type_hints(cls, include_extras=True).items():
            for cell in getattr(hint, "__metadata__", ()):
                options = (cell.kind, cell.key, cell.needed, cell.empty, cell.derived, cell.private)
                found.append(Column(cell.name or attribute, attribute, *options))
        return tuple(found)

    @classmethod
    def of(cls, values: list[Any]) -> Self:
        """The row of these values, in the order of the columns; None where one could not be read."""
        return cls(*values)

    def key(self) -> tuple[Any, ...]:
        """What makes it this row and no other, as it is compared."""
        return tuple(part.kind.compared(getattr(self, part.attribute)) for part in self.columns() if part.key)

    def differences(self, other: Self) -> list[Column]:
        """The columns in which two rows with one key say different things."""
        return [part for part in self.columns() if not part.derived and self._said(part) != other._said(part)]

    def _said(self, part: Column) -> Any:
        return part.kind.compared(getattr(self, part.attribute))
