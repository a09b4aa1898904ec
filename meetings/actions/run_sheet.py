"""Run sheets: made from the template, and driven. Every act is a conditional update, so a repeat changes nothing."""

from collections.abc import Iterable
from datetime import date, datetime
from random import Random, SystemRandom
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from chapters.models import Chapter
from meetings.actions.running import row_to_mark
from meetings.models import RunSheet, RunSheetItem, Turn
from meetings.refusals import NoMeeting, SheetMoved
from meetings.rhythm import meeting_on
from meetings.run_sheet import MINUTE, Act, Line, Pressed, Sheet
from meetings.sheets import sheet_of, template_of
from meetings.states import AgendaKind, RoundOrder, RunState
from members.models import Member
from members.querysets import MemberQuerySet

MOST_EXTRA = 60 * MINUTE


@transaction.atomic
def prepare_sheet(*, chapter: Chapter, day: date, by: Member, at: datetime, lots: Random | None = None) -> None:
    """Make the run sheet from the template, or make it anew as long as it has not started; turns are drawn by `lots`.

    Raises NoMeeting, NotOn, or MarksAreFinal once the meeting is closed.
    """
    meeting = row_to_mark(chapter, day)
    RunSheet.objects.bulk_create([RunSheet(chapter=chapter, meeting=meeting)], ignore_conflicts=True)
    sheet = RunSheet.objects.in_chapter(chapter).select_for_update().get(meeting=meeting)
    if sheet.state != RunState.READY:
        return
    sheet.items.all().delete()
    sheet.turns.all().delete()
    items = template_of(chapter, day)
    _write(sheet, [line for _, line in items])
    drawn = any(item.round_order == RoundOrder.DRAWN for item, _ in items if item.kind == AgendaKind.PRESENTATIONS)
    people: MemberQuerySet = Member.objects.in_chapter(chapter).current_on(day)
    order = list(people.order_by("name", "email").values_list("pk", flat=True))
    if drawn:
        (lots or SystemRandom()).shuffle(order)
    Turn.objects.bulk_create(
        Turn(chapter=chapter, run_sheet=sheet, position=position, member_id=member)
        for position, member in enumerate(order)
    )


@transaction.atomic
def write_items(*, chapter: Chapter, day: date, lines: list[Line], seen: str, by: Member, at: datetime) -> None:
    """Write the items of one meeting's run sheet, made now where there is none; the chapter's template stays.

    `seen` says which items they are written over (`Sheet.items_seen`); the same once more changes nothing. Raises
    SheetMoved where others stand there or it has started, and what `prepare_sheet` raises.
    """
    row_to_mark(chapter, day)
    sheet = _sheet(chapter, day)
    if sheet.pk is not None and sheet.plan.lines == tuple(lines):
        return
    if sheet.items_seen != seen:
        raise SheetMoved
    if sheet.pk is None:
        prepare_sheet(chapter=chapter, day=day, by=by, at=at)
    row = RunSheet.objects.in_chapter(chapter).select_for_update().get(meeting__date=day)
    if row.state != RunState.READY:
        raise SheetMoved
    row.items.all().delete()
    _write(row, lines)


def _write(sheet: RunSheet, lines: Iterable[Line]) -> None:
    RunSheetItem.objects.bulk_create(
        RunSheetItem(chapter_id=sheet.chapter_id, run_sheet=sheet, position=position, **vars(line))
        for position, line in enumerate(lines)
    )


@transaction.atomic
def press(*, chapter: Chapter, day: date, act: Act, pressed: Pressed, by: Member, at: datetime) -> bool:
    """Do what a leader pressed, if the run sheet still is where it was pressed; whether anything changed.

    Pressed twice, sent again after a lost reply, or pressed before somebody else's latest act, it changes nothing.
    Raises what `prepare_sheet` raises where there is no run sheet yet.
    """
    sheet = _sheet(chapter, day)
    if act in {Act.PREPARE, Act.START} and (sheet.pk is None or act == Act.PREPARE):
        prepare_sheet(chapter=chapter, day=day, by=by, at=at)
        sheet = _sheet(chapter, day)
    if act == Act.PREPARE or sheet.pk is None:
        return False
    return _moved(chapter, sheet.pk, _change(sheet, act, pressed, pressed.counts_from(at)), pressed.said_at(at))


def _sheet(chapter: Chapter, day: date) -> Sheet:
    meeting = meeting_on(chapter, day)
    if meeting is None:
        raise NoMeeting
    return sheet_of(chapter, meeting)


def _moved(chapter: Chapter, pk: int, change: tuple[dict[str, Any], dict[str, Any]] | None, said_at: datetime) -> bool:
    """One conditional update: only from the state and step it was pressed at, and not before the latest act."""
    if change is None:
        return False
    wanted, values = change
    in_time = Q(moved_at__isnull=True) | Q(moved_at__lte=said_at)
    rows = RunSheet.objects.in_chapter(chapter).filter(in_time, pk=pk, **wanted)
    return bool(rows.update(**values, moved_at=said_at))


def _change(sheet: Sheet, act: Act, pressed: Pressed, since: datetime) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What the row must be for an act, and what it becomes; None where the act leads nowhere from there."""
    running = {"state": RunState.RUNNING, "step": pressed.step}
    following, before = sheet.plan.following(pressed.step), sheet.plan.before(pressed.step)
    if act == Act.START:
        begun = {"step": sheet.plan.first, "step_since": since, "started_at": since}
        return {"state": RunState.READY}, {"state": RunState.RUNNING, **begun}
    if act == Act.EXTRA:
        more = min(pressed.extra + MINUTE, MOST_EXTRA)
        return {**running, "extra_seconds": pressed.extra}, {"extra_seconds": more}
    if act == Act.BACK and sheet.clock.state == RunState.OVER:
        return {"state": RunState.OVER, "step": pressed.step}, {"state": RunState.RUNNING, "ended_at": None}
    if act == Act.BACK and before:
        again = {"step_since": Coalesce("last_since", since), "extra_seconds": F("last_extra")}
        return running, {"step": before.number, **again, "last_since": None, "last_extra": 0}
    if act == Act.NEXT and following:
        kept = {"last_since": F("step_since"), "last_extra": F("extra_seconds")}
        return running, {"step": following.number, "step_since": since, "extra_seconds": 0, **kept}
    if act in {Act.NEXT, Act.END}:
        return running, {"state": RunState.OVER, "ended_at": since}
    return None
