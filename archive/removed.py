"""Details of prospects that were removed here stay removed, whatever a file says (spec/archive.md, "Checks")."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from archive.declared import Row
from archive.rows import ProgressRow, SlipRow
from archive.stored import Stored
from referrals.details import ALL_WORDS, CONTACT


def as_kept(brought: Row, old: Row | None, stored: Stored, at: datetime) -> Row:
    """The row as it may be kept: without what was removed of the stored one, or what its prospect objected to."""
    if isinstance(brought, SlipRow):
        return _slip(brought, old if isinstance(old, SlipRow) else None, stored, at)
    if isinstance(brought, ProgressRow) and brought.note:
        slip = stored.of(SlipRow).get((brought.slip,))
        return replace(brought, note="") if slip is not None and slip.objected else brought
    return brought


def _slip(brought: SlipRow, old: SlipRow | None, stored: Stored, at: datetime) -> SlipRow:
    if old is not None and old.details_gone_at is not None:
        cells = ALL_WORDS if old.objected else CONTACT
        kept: dict[str, Any] = {cell: getattr(old, cell) for cell in cells}
        return replace(brought, **kept, details_gone_at=old.details_gone_at, objected=old.objected)
    if stored.is_objected(brought.prospect_phone, brought.prospect_email):
        nothing: dict[str, Any] = dict.fromkeys(ALL_WORDS, "")
        return replace(brought, **nothing, details_gone_at=at, objected=True)
    return brought
