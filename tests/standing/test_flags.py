"""Flags: raised by a run of Mondays behind, or by an officer; answered; closed (spec/standing.md, "Flags")."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chapters.models import Rules
from standing.actions.flags import close_flag, flag_seat
from standing.models import Flag, Snapshot
from standing.refusals import FlagClosed, NoSeatToFlag, OwnFlag, ReasonMissing, SeatFlaggedAlready
from standing.snapshots import conclude
from standing.terms import rules_in_force, terms_of
from tests import factories

MONDAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 0, 10, tzinfo=UTC)


def stood(member, *words, until=MONDAY, filled_in=False):
    """Snapshots of a member, the last one on `until`."""
    for weeks, word in enumerate(reversed(words)):
        Snapshot.objects.create(
            chapter=member.chapter,
            member=member,
            monday=until - timedelta(weeks=weeks),
            overall=word,
            filled_in=filled_in,
            **dict.fromkeys(("attendance", "leads", "one_to_ones", "partner_one_to_ones"), "behind"),
            **dict.fromkeys(
                ("credited", "counted", "given", "weeks", "done", "required", "partner_done", "partner_required"), 0
            ),
        )


def after(chapter, monday=MONDAY, at=AT):
    """What follows from a Monday's snapshots."""
    conclude([terms_of(chapter, as_of=monday, rules=rules_in_force(chapter, monday))], at=at)
    return list(Flag.objects.in_chapter(chapter).order_by("opened_at"))


def test_four_mondays_behind_flag_the_seat_once(chapter, member):
    stood(member, "behind", "behind", "behind", "behind")
    (flag,) = after(chapter)
    assert flag.member == member
    assert flag.seat == member.stays.get().seat
    assert (flag.run_from, flag.run_until) == (MONDAY - timedelta(weeks=3), MONDAY)
    assert flag.opened_by is None
    assert after(chapter) == [flag]


@pytest.mark.parametrize(
    "words", [("behind", "behind", "behind"), ("behind", "at_risk", "behind", "behind"), ("settling_in",) * 4]
)
def test_a_shorter_or_broken_run_does_not(chapter, member, words):
    stood(member, *words)
    assert after(chapter) == []


def test_a_missing_monday_breaks_a_run(chapter, member):
    stood(member, "behind", "behind")
    stood(member, "behind", "behind", "behind", until=MONDAY - timedelta(weeks=3))
    assert after(chapter) == []


def test_what_was_filled_in_on_moving_in_flags_nobody(chapter, member):
    stood(member, "behind", "behind", "behind", "behind", filled_in=True)
    assert after(chapter) == []
    Snapshot.objects.in_chapter(chapter).update(filled_in=False)
    assert len(after(chapter)) == 1


def test_zero_turns_automatic_flags_off(chapter, member):
    Rules.objects.create(chapter=chapter, effective_from=date(2026, 1, 1), flag_after_weeks=0)
    stood(member, "behind", "behind", "behind", "behind")
    assert after(chapter) == []
    Rules.objects.in_chapter(chapter).update(flag_after_weeks=2)
    assert len(after(chapter)) == 1


def test_somebody_who_left_meanwhile_holds_no_seat_to_flag(chapter, member):
    stood(member, "behind", "behind", "behind", "behind")
    member.stays.update(left_on=MONDAY)
    assert after(chapter) == []
    member.stays.update(left_on=MONDAY + timedelta(days=1))
    assert len(after(chapter)) == 1


def test_a_run_begins_anew_after_the_seats_last_flag_closed(chapter, member, officer):
    stood(member, "behind", "behind", "behind", "behind")
    (flag,) = after(chapter)
    close_flag(flag=flag, by=officer, at=AT + timedelta(days=2), reason="Talked; a new plan.")
    assert len(after(chapter)) == 1
    for week in (1, 2, 3):
        stood(member, "behind", until=MONDAY + timedelta(weeks=week))
        assert len(after(chapter, MONDAY + timedelta(weeks=week), AT + timedelta(weeks=week))) == 1
    stood(member, "behind", until=MONDAY + timedelta(weeks=4))
    assert len(after(chapter, MONDAY + timedelta(weeks=4), AT + timedelta(weeks=4))) == 2


def test_a_correction_that_breaks_the_run_is_shown_and_closes_nothing(chapter, member):
    stood(member, "behind", "behind", "behind", "behind")
    after(chapter)
    Snapshot.objects.in_chapter(chapter).filter(monday=MONDAY - timedelta(weeks=2)).update(overall="met")
    (flag,) = after(chapter)
    assert flag.run_broken
    assert flag.closed_at is None
    Snapshot.objects.in_chapter(chapter).update(overall="behind")
    (flag,) = after(chapter)
    assert not flag.run_broken


def test_an_officer_flags_a_seat_with_a_reason_once(chapter, member, officer):
    with pytest.raises(ReasonMissing):
        flag_seat(member=member, by=officer, at=AT, reason="  ")
    flag = flag_seat(member=member, by=officer, at=AT, reason="Not been seen since January.")
    assert (flag.opened_by, flag.run_from, flag.reason) == (officer, None, "Not been seen since January.")
    with pytest.raises(SeatFlaggedAlready):
        flag_seat(member=member, by=officer, at=AT, reason="Still not.")
    stood(member, "behind", "behind", "behind", "behind")
    assert after(chapter) == [flag]


def test_nobody_without_a_seat_is_flagged(chapter, officer):
    with pytest.raises(NoSeatToFlag):
        flag_seat(member=factories.MemberFactory(chapter=chapter, stay=False), by=officer, at=AT, reason="Gone.")


def test_a_flag_is_closed_by_another_with_a_reason_and_then_left_alone(chapter, member, officer):
    flag = flag_seat(member=member, by=officer, at=AT, reason="Let us talk.")
    with pytest.raises(ReasonMissing):
        close_flag(flag=flag, by=officer, at=AT, reason="")
    with pytest.raises(OwnFlag):
        close_flag(flag=flag, by=member, at=AT, reason="All is well.")
    close_flag(flag=flag, by=officer, at=AT, reason="Leave until May.")
    flag.refresh_from_db()
    assert (flag.closed_at, flag.closed_by, flag.closing_reason) == (AT, officer, "Leave until May.")
    with pytest.raises(FlagClosed):
        close_flag(flag=flag, by=officer, at=AT, reason="Again.")


def test_f27_a_clock_that_steps_back_keeps_no_flag_open(member, officer):
    flag = flag_seat(member=member, by=officer, at=AT, reason="Six weeks without a word.")
    close_flag(flag=flag, by=officer, at=AT - timedelta(minutes=5), reason="We talked.")
    assert Flag.objects.in_chapter(member.chapter).get().closed_at == AT
