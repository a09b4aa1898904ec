"""A chapter's snapshots through time: closing a week, moving in, late changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chapters.models import Recess, Rules
from meetings.models import OneToOne
from members.models import Leave, Partnership, Stay
from notices.models import Due
from referrals.models import Slip
from standing.due import LATE_CHANGES, take_snapshots
from standing.engine import standings
from standing.models import ChapterTotals, LateChange, Snapshot
from standing.weekly import bring_up_to_date, close_week, fill_in, next_close
from tests import factories

AT = datetime(2026, 3, 4, 9, tzinfo=UTC)  # a Wednesday; Europe/London
MONDAY = date(2026, 3, 2)


@pytest.fixture
def record(chapter, officer, member):
    """Two members with thirty held meetings: the officer always came, the member never did."""
    for week in range(1, 31):
        meeting = factories.MeetingFactory(chapter=chapter, date=MONDAY - timedelta(days=7 * week - 1), status="held")
        factories.MarkFactory(chapter=chapter, meeting=meeting, member=officer)
        factories.MarkFactory(chapter=chapter, meeting=meeting, member=member, mark="absent")
    return chapter


def as_told(chapter, monday):
    """What the engine says of a Monday, as snapshots keep it."""
    return {
        standing.member_id: (
            standing.overall,
            standing.attendance.credited,
            standing.attendance.counted,
            standing.leads.given,
            standing.one_to_ones.done,
            standing.partner_one_to_ones.done,
        )
        for standing in standings(chapter, as_of=monday).members
    }


def as_stored(chapter, monday):
    return {
        row[0]: tuple(row[1:])
        for row in Snapshot.objects.in_chapter(chapter)
        .filter(monday=monday)
        .values_list("member_id", "overall", "credited", "counted", "given", "done", "partner_done")
    }


def mondays_of(chapter):
    return list(Snapshot.objects.in_chapter(chapter).order_by("monday").values_list("monday", flat=True).distinct())


def test_moving_in_fills_the_last_26_weeks_and_says_so(record):
    fill_in(record, at=AT)
    assert mondays_of(record) == [MONDAY - timedelta(weeks=weeks) for weeks in range(25, -1, -1)]
    assert Snapshot.objects.in_chapter(record).filter(filled_in=False).count() == 0
    assert as_stored(record, MONDAY) == as_told(record, MONDAY)
    assert as_stored(record, MONDAY - timedelta(weeks=9)) == as_told(record, MONDAY - timedelta(weeks=9))


def test_a_week_is_stored_once_and_missed_ones_are_made_up(record):
    fill_in(record, at=AT)
    close_week(record, at=AT + timedelta(weeks=3))
    assert mondays_of(record)[-3:] == [MONDAY + timedelta(weeks=weeks) for weeks in (1, 2, 3)]
    assert Snapshot.objects.in_chapter(record).filter(filled_in=False).count() == 6
    before = list(Snapshot.objects.in_chapter(record).order_by("pk").values_list())
    close_week(record, at=AT + timedelta(weeks=3))
    assert list(Snapshot.objects.in_chapter(record).order_by("pk").values_list()) == before


def test_the_next_turn_is_soon_after_the_chapters_own_monday(record):
    record.timezone = "Pacific/Auckland"
    sunday_evening_in_london = datetime(2026, 3, 8, 18, tzinfo=UTC)
    assert record.today(sunday_evening_in_london) == date(2026, 3, 9)
    assert next_close(record, at=sunday_evening_in_london) == datetime(2026, 3, 15, 11, 10, tzinfo=UTC)
    assert take_snapshots(record, AT, AT) > AT


def note_nothing(chapter):
    LateChange.objects.in_chapter(chapter).delete()
    Due.objects.filter(kind=LATE_CHANGES).delete()


LATE = {
    "a mark": lambda c, a, b: b.marks.filter(meeting__date=date(2026, 2, 24)).update(mark="present"),
    "a mark taken away": lambda c, a, b: a.marks.filter(meeting__date=date(2026, 2, 24)).delete(),
    "a meeting that was not held": lambda c, a, b: c.meetings.filter(date=date(2026, 2, 24)).update(status="cancelled"),
    "a slip": lambda c, a, b: factories.SlipFactory(chapter=c, giver=b, receiver=a, given_at=AT - timedelta(days=5)),
    "a one-to-one": lambda c, a, b: factories.OneToOneFactory(chapter=c, a=a, b=b, date=date(2026, 2, 20)),
    "a leave": lambda c, a, b: Leave.objects.create(
        chapter=c, member=b, first_day=date(2026, 2, 1), last_day=date(2026, 2, 27), approved=True
    ),
    "a recess": lambda c, a, b: Recess.objects.create(
        chapter=c, first_day=date(2026, 2, 1), last_day=date(2026, 2, 27)
    ),
    "rules": lambda c, a, b: Rules.objects.create(chapter=c, effective_from=date(2026, 2, 1), attendance_percent=0),
    "a stay that ended": lambda c, a, b: b.stays.update(left_on=date(2026, 2, 10)),
    "a stay that began later": lambda c, a, b: b.stays.update(joined_on=date(2026, 2, 10)),
    "a partnership": lambda c, a, b: Partnership.objects.create(
        chapter=c, proposer=a, partner=b, state="accepted", proposed_at=AT, started_on=date(2025, 9, 1)
    ),
    "the record's first day": lambda c, a, b: type(c).objects.filter(pk=c.pk).update(record_from=date(2026, 1, 1)),
}


@pytest.mark.parametrize("what", LATE)
def test_a_late_change_brings_what_is_stored_up_to_date(record, officer, member, what):
    factories.OneToOneFactory(chapter=record, a=officer, b=member, date=date(2026, 2, 19))
    fill_in(record, at=AT)
    note_nothing(record)
    before = as_stored(record, MONDAY)
    LATE[what](record, officer, member)
    assert Due.objects.filter(chapter=record, kind=LATE_CHANGES, due_at__lte=datetime.now(UTC)).exists()
    record.refresh_from_db()
    bring_up_to_date(record, at=AT)
    assert as_stored(record, MONDAY) != before or what == "a partnership"
    for monday in mondays_of(record):
        assert as_stored(record, monday) == as_told(record, monday)
    assert not LateChange.objects.in_chapter(record).exists()


def test_a_partner_found_late_counts_in_what_is_stored(record, officer, member):
    factories.OneToOneFactory(chapter=record, a=officer, b=member, date=date(2026, 2, 19))
    fill_in(record, at=AT)
    LATE["a partnership"](record, officer, member)
    bring_up_to_date(record, at=AT)
    stored = Snapshot.objects.in_chapter(record).get(monday=MONDAY, member=member)
    assert (stored.partner_done, stored.partner_required) == (1, 1)


def test_what_people_do_this_week_notes_nothing(chapter, officer, member):
    note_nothing(chapter)
    at = datetime.now(UTC)
    meeting = factories.MeetingFactory(chapter=chapter, date=chapter.today(at))
    factories.MarkFactory(chapter=chapter, meeting=meeting, member=member)
    slip = factories.SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=at)
    Slip.objects.in_chapter(chapter).filter(pk=slip.pk).update(stage="contacted", withdrawn_at=at)
    factories.OneToOneFactory(chapter=chapter, a=officer, b=member, date=chapter.today(at))
    assert not LateChange.objects.in_chapter(chapter).exists()
    assert not Due.objects.filter(kind=LATE_CHANGES).exists()


def test_a_change_that_alters_no_figure_notes_nothing(record, officer, member):
    factories.OneToOneFactory(chapter=record, a=officer, b=member, date=date(2026, 2, 19))
    note_nothing(record)
    OneToOne.objects.in_chapter(record).update(topics="the boathouse", confirmed_at=AT)
    record.meetings.update(note="a fine morning")
    Stay.objects.in_chapter(record).update(name_then="Somebody")
    assert not LateChange.objects.in_chapter(record).exists()


def test_a_network_hears_of_three_or_more_judged_and_of_nobody_fewer(record):
    fill_in(record, at=AT)
    totals = ChapterTotals.objects.get(chapter=record)
    assert (totals.members, totals.judged, totals.met) == (2, None, None)
    assert totals.last_closed_meeting == date(2026, 2, 24)
    factories.MemberFactory(chapter=record)
    bring_up_to_date(record, at=AT)
    totals.refresh_from_db()
    assert (totals.members, totals.judged, totals.met) == (3, 3, 0)


def test_a_stay_from_the_first_day_there_is_brings_what_is_stored_up_to_date(record, member):
    fill_in(record, at=AT)
    note_nothing(record)
    Stay.objects.in_chapter(record).filter(member=member).update(joined_on=date.min)
    bring_up_to_date(record, at=AT)
    assert as_stored(record, MONDAY) == as_told(record, MONDAY)
