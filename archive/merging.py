"""What an archive brings to a chapter: new rows, changed ones, and contradictions (spec/archive.md, "Commands")."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast

from django.utils.translation import gettext as _

from archive.cells import Setting
from archive.declared import Column, Row
from archive.faults import Faults, quoted
from archive.reading import Archive, Placed
from archive.removed import as_kept
from archive.rows import ROW_TYPES, SlipRow
from archive.stored import Stored

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Renewed(Generic[R]):
    """A stored row and the one that replaces it."""

    old: R
    new: R


@dataclass
class Brought(Generic[R]):
    """What a file brings: `same` counts the rows that are stored as they are, `without` those that held details of a
    prospect which are removed here and stay so.
    """

    added: list[R] = field(default_factory=list)
    renewed: list[Renewed[R]] = field(default_factory=list)
    same: int = 0
    without: int = 0


@dataclass
class Changes:
    """What an archive brings, file by file."""

    brought: dict[type[Row], Brought[Any]] = field(default_factory=dict)

    def of(self, row_type: type[R]) -> Brought[R]:
        """What one kind of row brings."""
        return cast("Brought[R]", self.brought.setdefault(row_type, Brought()))

    @property
    def added(self) -> int:
        """How many rows are new."""
        return sum(len(part.added) for part in self.brought.values())

    @property
    def renewed(self) -> int:
        """How many stored rows change."""
        return sum(len(part.renewed) for part in self.brought.values())

    @property
    def same(self) -> int:
        """How many rows are stored as they are."""
        return sum(part.same for part in self.brought.values())

    @property
    def without(self) -> int:
        """How many rows held details of a prospect that are removed here and stay so."""
        return sum(part.without for part in self.brought.values())


def merge(
    archive: Archive, stored: Stored, *, update: bool, setting: Setting, faults: Faults, ignored: Collection[str] = ()
) -> Changes:
    """Compare every row that could be read with the stored one of its key.

    A row that says something else is a fault, unless `update` lets it replace the stored one. The attributes named in
    `ignored` are not compared and stay as they are.
    """
    changes = Changes()
    for row_type in ROW_TYPES:
        brought = changes.of(row_type)
        kept = stored.of(row_type)
        for placed in archive.of(row_type).rows:
            if placed.unreadable:
                continue
            old = kept.get(placed.row.key())
            row = as_kept(placed.row, old, stored, setting.now)
            brought.without += row is not placed.row and bool(row.differences(placed.row))
            if old is None:
                brought.added.append(row)
                continue
            different = [part for part in old.differences(row) if part.attribute not in ignored]
            if not different:
                brought.same += 1
            elif update:
                brought.renewed.append(Renewed(old, row))
            else:
                faults.add(row_type.file, placed.line, _contradiction(old, placed, different, setting))
    for slip in archive.marked.values():
        changes.of(SlipRow).renewed.append(Renewed(stored.of(SlipRow)[slip.key()], slip))
    return changes


def _contradiction(old: Row, placed: Placed[Any], different: list[Column], setting: Setting) -> str:
    told = []
    for part in different:
        new, kept = (part.write(getattr(row, part.attribute), setting) for row in (placed.row, old))
        values = {"column": part.name, "new": _cell(new), "old": _("another") if part.private else _cell(kept)}
        told.append(_("%(column)s is %(new)s, stored is %(old)s") % values)
    return _("%s; expected the row as it is stored, or an import that updates") % ", ".join(told)


def _cell(text: str) -> str:
    return quoted(text) if text else _("empty")
