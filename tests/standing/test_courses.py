"""What the one statement tells of each member's last weeks, and of who could call them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from chapters.models import Recess
from chapters.rules import RuleSet
from chapters.scope import chapter_scope
from members.models import Leave, Partnership
from referrals.models import LeadTaking
from standing.courses import asked_of, courses
from tests import factories
from tests.standing.pages import AT, WEDNESDAY, WEEK_END, held_meetings

TUESDAY = date(2026, 2, 24)
"""Of the last week that is over."""


def told(chapter, member, **other):
    """The member's course as of that Wednesday."""
    return next(one for one in asked(chapter, **other) if one.member_id == member.pk)


def asked(chapter, *, as_of=WEDNESDAY, rules=None):
    return courses([asked_of(chapter, as_of=as_of, rules=rules or RuleSet())], {chapter.pk: chapter.zone})


def slip(chapter, giver, receiver, day, **other):
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    kind = "referral" if receiver else "lead"
    return factories.SlipFactory(chapter=chapter, giver=giver, receiver=receiver, kind=kind, given_at=at, **other)


def one_to_one(chapter, one, other, day, **more):
    return factories.OneToOneFactory(chapter=chapter, a=one, b=other, date=day, **more)


def partners(chapter, one, other, **more):
    accepted = {"state": "accepted", "proposed_at": AT, "started_on": date(2026, 1, 5)}
    return Partnership.objects.create(chapter=chapter, proposer=one, partner=other, **accepted | more)


def leave(chapter, member, first, last, *, approved=True):
    Leave.objects.create(chapter=chapter, member=member, first_day=first, last_day=last, approved=approved)


def test_each_week_that_counts_has_what_was_done_in_it_and_the_running_week_stands_before_them(
    chapter, officer, member
):
    held_meetings(chapter, {member: ["present", "absent", "late", "medical", "substitute", ""]})
    slip(chapter, member, officer, TUESDAY)
    slip(chapter, member, None, TUESDAY)
    slip(chapter, member, officer, date(2026, 3, 3))
    slip(chapter, officer, member, date(2026, 2, 3))
    one_to_one(chapter, member, officer, date(2026, 2, 16))
    one_to_one(chapter, member, officer, WEDNESDAY)
    found = told(chapter, member)
    assert found.weeks == tuple(range(27))
    assert found.meetings[:8] == (0, 1, 1, 0, 1, 1, 1, 0)
    assert found.came[:8] == (0, 0, 1, 0, 1, 0, 1, 0)
    assert found.given[:4] == (1, 2, 0, 0)
    assert found.one_to_ones[:4] == (1, 0, 1, 0)
    assert (found.gave, found.got, found.met) == (date(2026, 3, 3), date(2026, 2, 3), WEDNESDAY)
    assert found.monday(1) == date(2026, 2, 23)


def test_what_is_withdrawn_bad_or_disputed_is_nothing_done_and_nothing_got(chapter, officer, member):
    slip(chapter, member, officer, TUESDAY, withdrawn_at=AT - timedelta(hours=1))
    slip(chapter, member, officer, TUESDAY, bad_at=AT - timedelta(hours=1))
    one_to_one(chapter, member, officer, TUESDAY, disputed=True)
    found, theirs = told(chapter, member), told(chapter, officer)
    assert (sum(found.given), sum(found.one_to_ones)) == (0, 0)
    assert (found.gave, found.met, theirs.got) == (None, None, None)


def test_a_lead_they_are_on_is_something_got(chapter, officer, member):
    lead = slip(chapter, officer, None, date(2025, 12, 2))
    LeadTaking.objects.create(chapter=chapter, lead=lead, member=member, at=AT - timedelta(days=30))
    assert told(chapter, member).got == date(2026, 2, 2)


def test_weeks_with_leave_or_recess_do_not_count(chapter, officer, member):
    leave(chapter, member, date(2026, 2, 11), date(2026, 2, 11))
    leave(chapter, member, date(2026, 1, 1), date(2026, 1, 31), approved=False)
    Recess.objects.create(chapter=chapter, first_day=date(2025, 12, 22), last_day=date(2026, 1, 4))
    assert told(chapter, member).weeks[:12] == (0, 1, 2, 4, 5, 6, 7, 8, 11, 12, 13, 14)
    assert told(chapter, officer).weeks[:12] == (0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13)
    assert told(chapter, member).counted == 26


def test_a_newcomer_has_the_weeks_since_they_joined(chapter, officer):
    mia = factories.MemberFactory(chapter=chapter, stay__joined_on=date(2026, 2, 11))
    found = told(chapter, mia)
    assert (found.weeks, found.joined_on, found.whole, found.settling_in) == (
        (0, 1, 2), date(2026, 2, 11), True, True,
    )  # fmt: skip
    assert not told(chapter, mia, rules=RuleSet(grace_weeks=2)).settling_in
    assert not told(chapter, officer).settling_in


def test_before_the_record_begins_nothing_counts(chapter, member):
    chapter.record_from = date(2026, 2, 16)
    chapter.save()
    found = told(chapter, member)
    assert (found.weeks, found.whole) == ((0, 1, 2), False)


def test_nothing_of_tomorrow_is_known(chapter, officer, member):
    slip(chapter, member, officer, date(2026, 3, 5))
    one_to_one(chapter, member, officer, date(2026, 3, 5))
    assert (told(chapter, member).gave, told(chapter, member).met) == (None, None)
    thursday = told(chapter, member, as_of=date(2026, 3, 5))
    assert (thursday.gave, thursday.met, thursday.given[0]) == (date(2026, 3, 5), date(2026, 3, 5), 1)


def test_a_day_is_the_chapters_own(chapter, officer, member):
    chapter.timezone = "Australia/Sydney"
    chapter.save()
    # Sunday evening in London is Monday in Sydney: the running week
    at = datetime(2026, 3, 1, 20, tzinfo=UTC)
    factories.SlipFactory(chapter=chapter, giver=member, receiver=officer, given_at=at)
    found = told(chapter, member)
    assert (found.gave, found.given[:2]) == (WEEK_END, (1, 0))


def test_who_left_or_has_told_their_last_day_is_not_there(chapter, officer, member):
    for day in (date(2026, 2, 1), date(2026, 4, 1)):
        factories.MemberFactory(chapter=chapter, stay__left_on=day)
    assert {one.member_id for one in asked(chapter)} == {officer.pk, member.pk}


@pytest.fixture
def others(chapter):
    return [factories.MemberFactory(chapter=chapter, name=name) for name in ("Cleo", "Dev", "Elin", "Finn")]


def test_a_power_partner_could_call_before_the_sponsor_and_whoever_met_them_lately(chapter, officer, member, others):
    partner, sponsor, met, _ = others
    one_to_one(chapter, member, met, date(2026, 3, 2))
    assert told(chapter, member).caller.bond == "met"
    member.stays.update(sponsor=sponsor)
    assert told(chapter, member).caller.key == sponsor.pk
    ours = partners(chapter, partner, member)
    one_to_one(chapter, member, partner, date(2026, 1, 20))
    caller = told(chapter, member).caller
    assert (caller.key, caller.name, caller.bond, caller.day) == (partner.pk, "Cleo", "partner", date(2026, 1, 20))
    Partnership.objects.in_chapter(chapter).filter(pk=ours.pk).update(state="ended", ended_on=date(2026, 3, 3))
    assert told(chapter, member).caller.key == sponsor.pk


def test_of_several_who_met_them_the_latest_could_call(chapter, officer, member, others):
    for other, day in zip(others, (5, 20, 12, 20), strict=True):
        one_to_one(chapter, member, other, date(2026, 2, day), disputed=other is others[3])
    assert told(chapter, member).caller.name == "Dev"


def test_nobody_is_asked_to_call_who_is_on_leave_or_gone(chapter, officer, member, others):
    away, gone, here, _ = others
    partners(chapter, member, away)
    partners(chapter, gone, member)
    one_to_one(chapter, member, here, TUESDAY)
    assert told(chapter, member).caller.key in {away.pk, gone.pk}
    leave(chapter, away, date(2026, 3, 1), date(2026, 3, 10))
    gone.stays.update(left_on=date(2026, 3, 1))
    assert told(chapter, member).caller.key == here.pk


def test_where_nobody_knows_them_an_officer_could_call_but_never_the_member_themselves(chapter, officer, member):
    vice = factories.MemberFactory(chapter=chapter, offices=["vice_president"])
    assert (told(chapter, member).caller.key, told(chapter, member).caller.bond) == (vice.pk, "vice_president")
    assert told(chapter, officer).caller.key == vice.pk
    assert (told(chapter, vice).caller.key, told(chapter, vice).caller.bond) == (officer.pk, "president")


def test_a_chapter_of_one_has_nobody_to_call(chapter, officer):
    assert told(chapter, officer).caller is None


def test_a_chunk_of_chapters_is_told_as_each_of_them(chapter, officer, member, other_chapter, stranger):
    held_meetings(chapter, {member: ["present"] * 9})
    slip(chapter, member, officer, TUESDAY)
    with chapter_scope(other_chapter.pk):
        other_chapter.timezone = "Australia/Sydney"
        other_chapter.save()
        theirs = factories.MemberFactory(chapter=other_chapter)
        held_meetings(other_chapter, {theirs: ["late"] * 5})
        slip(other_chapter, theirs, stranger, date(2026, 3, 1))
        one_to_one(other_chapter, theirs, stranger, TUESDAY)
    alone = []
    for one in (chapter, other_chapter):
        with chapter_scope(one.pk):
            alone += asked(one)
    both = [chapter, other_chapter]
    with chapter_scope(chapter.pk, other_chapter.pk):
        terms = [asked_of(one, as_of=WEDNESDAY, rules=RuleSet()) for one in both]
        assert courses(terms, {one.pk: one.zone for one in both}) == alone
    assert len(alone) == 4


def test_another_chapters_rows_are_nobodys_here(chapter, officer, member, other_chapter, stranger):
    before = asked(chapter)
    with chapter_scope(other_chapter.pk):
        theirs = factories.MemberFactory(chapter=other_chapter)
        held_meetings(other_chapter, {theirs: ["present"] * 5})
        slip(other_chapter, theirs, stranger, TUESDAY)
        one_to_one(other_chapter, theirs, stranger, TUESDAY)
    assert asked(chapter) == before


def test_it_is_one_statement(chapter, officer, member, at_most):
    terms = asked_of(chapter, as_of=WEDNESDAY, rules=RuleSet())
    with at_most(1):
        courses([terms], {chapter.pk: chapter.zone})
