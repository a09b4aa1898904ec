"""What became of slips: `status`, and the two sights of one fact that a slip is bad (spec/archive.md, "Checks")."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from archive.faults import Faults, quoted
from archive.reading import Archive, Placed
from archive.rows import ProgressRow, SlipRow
from archive.stored import Stored

BAD = "bad"
PASSED = "passed"


def check_outcomes(archive: Archive, stored: Stored, faults: Faults) -> None:
    """Complete `bad_at` and progress `bad` from each other, then see that every status agrees."""
    _mark_slips(archive, stored, faults)
    _report_marks(archive, stored)
    _statuses(archive, stored, faults)


def latest(progress: Iterable[ProgressRow]) -> set[str]:
    """The latest status; several where they were reported in the same second."""
    rows = list(progress)
    last = max((row.at for row in rows), default=None)
    return {row.status for row in rows if row.at == last} or {PASSED}


def _mark_slips(archive: Archive, stored: Stored, faults: Faults) -> None:
    """A slip with a progress row `bad` is bad since then; another moment in `bad_at` contradicts it."""
    table = archive.of(SlipRow)
    places = {placed.row.id: place for place, placed in enumerate(table.rows) if placed.says("id")}
    for placed in archive.of(ProgressRow).rows:
        report = placed.row
        if not placed.says("slip", "at", "status") or report.status != BAD:
            continue
        if report.slip in places:
            place = places[report.slip]
            slip = table.rows[place]
            if slip.says("bad_at", "given_at") and _agrees(report, slip.row, placed.line, faults):
                row = replace(slip.row, bad_at=report.at)
                table.rows[place] = Placed(slip.line, row, slip.unreadable)
            continue
        kept = archive.marked.get(report.slip) or stored.of(SlipRow).get((report.slip,))
        if kept and kept.bad_at != report.at and _agrees(report, kept, placed.line, faults):
            archive.marked[report.slip] = replace(kept, bad_at=report.at)


def _agrees(report: ProgressRow, slip: SlipRow, line: int, faults: Faults) -> bool:
    if slip.bad_at is None and report.at < slip.given_at:
        what = _("the slip is bad before it was given, %s; expected a later instant") % _utc(slip.given_at)
    elif slip.bad_at not in {None, report.at}:
        what = _("the slip is bad since %s; expected the same instant") % _utc(slip.bad_at or report.at)
    else:
        return True
    faults.add(ProgressRow.file, line, what)
    return False


def _utc(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat() + "Z"


def _report_marks(archive: Archive, stored: Stored) -> None:
    """A bad slip has a progress row that says so."""
    table = archive.of(ProgressRow)
    told = {placed.row.key() for placed in table.rows if placed.says("slip", "at", "status")}
    for placed in archive.of(SlipRow).rows:
        slip = placed.row
        if placed.says("id", "bad_at", "given_at") and slip.bad_at is not None and slip.bad_at >= slip.given_at:
            report = ProgressRow(slip.id, slip.bad_at, BAD, "")
            if report.key() not in told and report.key() not in stored.of(ProgressRow):
                table.rows.append(Placed(placed.line, report))


def _statuses(archive: Archive, stored: Stored, faults: Faults) -> None:
    """The status of a slip is that of its latest progress, in the archive or with what is stored."""
    table = archive.of(ProgressRow)
    if not table.whole:
        return
    given: dict[uuid.UUID, list[ProgressRow]] = defaultdict(list)
    unknown: set[uuid.UUID] = set()
    for placed in table.rows:
        if not placed.says("at", "status"):
            unknown.add(placed.row.slip)
        elif placed.says("slip"):
            given[placed.row.slip].append(placed.row)
    kept: dict[uuid.UUID, list[ProgressRow]] = defaultdict(list)
    for row in stored.of(ProgressRow).values():
        kept[row.slip].append(row)
    for slip in archive.of(SlipRow).rows:
        if not slip.row.status or not slip.says("id", "status", "bad_at") or slip.row.id in unknown:
            continue
        agreeing = _agreeing(slip.row, given[slip.row.id], kept[slip.row.id])
        if slip.row.status not in agreeing:
            values = {"status": quoted(slip.row.status), "expected": " / ".join(sorted(agreeing))}
            what = _("status is %(status)s, but its progress says otherwise; expected %(expected)s, or none")
            faults.add(SlipRow.file, slip.line, what % values)


def _agreeing(slip: SlipRow, given: list[ProgressRow], stored: list[ProgressRow]) -> set[str]:
    if slip.bad_at is not None:
        return {BAD}
    return latest(given) | (latest(given + stored) if stored else set())
