"""Who stands differently than a week before, and the rows that made it so."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from chapters.models import Rules
from chapters.scope import chapter_scope
from chapters.values import Week
from meetings.models import Mark
from referrals.models import Slip
from standing.change_rows import rows_that_counted
from standing.changes import changes_of
from standing.engine import standings
from standing.models import LateChange, Snapshot
from standing.terms import rules_in_force, terms_of
from standing.weekly import close_week, fill_in
from tests import factories
from tests.standing.histories import history
from tests.standing.loading import load
from tests.standing.pages import held_meetings, leads

MONDAY, BEFORE = date(2026, 3, 2), date(2026, 2, 23)
AT = datetime(2026, 3, 4, 9, tzinfo=UTC)
RULES = ("attendance", "leads", "one_to_ones", "partner_one_to_ones")


@pytest.fixture(params=range(0, 240, 8))
def told(request, db):
    """A nasty little chapter, in scope, and the date asked for."""
    found = history(Random(request.param))
    chapter = load(found.tables, "riverside")
    with chapter_scope(chapter.pk):
        yield chapter, found.as_of


def figures_of(member, rules):
    """Each figure's sum and what it is of."""
    return {
        "attendance": (member.attendance.credited, member.attendance.counted),
        "leads": (member.leads.given, member.leads.weeks * rules.leads_per_week),
        "one_to_ones": (member.one_to_ones.done, member.one_to_ones.required),
        "partner_one_to_ones": (member.partner_one_to_ones.done, member.partner_one_to_ones.required),
    }


def test_the_rows_that_counted_add_up_to_every_figure(told):
    chapter, as_of = told
    answer = standings(chapter, as_of=as_of)
    rows = rows_that_counted(
        terms_of(chapter, as_of=as_of, rules=answer.rules), [one.member_id for one in answer.members]
    )
    for member in answer.members:
        for rule, (done, asked) in figures_of(member, answer.rules).items():
            mine = [row for row in rows if (row.member_id, row.rule) == (member.member_id, rule)]
            assert (sum(row.done for row in mine), sum(row.asked for row in mine)) == (done, asked), rule
            if rule != "attendance":
                most = 2 if rule == "leads" else 1
                assert all(row.done == min(len(row.things), most * row.asked) for row in mine), "told with the rows"


def test_what_came_in_and_dropped_out_adds_up_to_the_difference(told):
    chapter, as_of = told
    monday = Week.of(as_of).monday
    for day in (monday - timedelta(weeks=1), monday):
        close_week(chapter, at=datetime(day.year, day.month, day.day, 15, tzinfo=UTC))
    before, now = (standings(chapter, as_of=day) for day in (monday - timedelta(weeks=1), monday))
    found = changes_of(chapter, until=monday)
    assert (found.rules_before, found.rules_now) == (before.rules, now.rules)
    wanted = {
        (one.member_id, rule)
        for one in now.members
        if (was := before.of(one.member_id))
        for rule in RULES
        if getattr(was, rule).status != getattr(one, rule).status
    }
    assert {(one.member_id, rule.rule) for one in found.members for rule in one.rules} == wanted
    for one in found.members:
        for rule in one.rules:
            made = sum((row.now.done if row.now else 0) - (row.before.done if row.before else 0)
                       for row in rule.differences)  # fmt: skip
            assert made == rule.now.done - rule.before.done


@pytest.fixture
def ann(chapter):
    """In a chapter that asks for no one-to-ones."""
    chapter.rules.create(effective_from=date(2025, 1, 1), one_to_ones_per_year=0)
    return factories.MemberFactory(chapter=chapter, name="Ann Reed")


def stored(chapter, *mondays):
    for monday in mondays:
        close_week(chapter, at=datetime(monday.year, monday.month, monday.day, 15, tzinfo=UTC))


def only(found, name="Ann Reed"):
    (one,) = [one for one in found.members if one.name == name]
    return one


def marks_of(rule):
    return [(row.row.day, row.row.mark, row.before is not None, row.now is not None) for row in rule.differences]


def test_a_mark_that_enters_and_one_that_drops_out_are_the_rows(chapter, ann):
    held_meetings(chapter, {ann: ["present"] * 20 + ["absent"] * 7})
    stored(chapter, BEFORE, MONDAY)
    one = only(changes_of(chapter, until=MONDAY))
    (rule,) = one.rules
    assert (rule.rule, rule.before.status, rule.now.status) == ("attendance", "met", "at_risk")
    assert (rule.before.done, rule.before.asked, rule.now.done, rule.now.asked) == (20, 26, 19, 26)
    assert marks_of(rule) == [(date(2025, 8, 26), "present", True, False), (date(2026, 2, 24), "absent", False, True)]


def test_a_substitute_who_comes_to_count_is_a_row(chapter, ann):
    Rules.objects.in_chapter(chapter).update(max_substitutes=1, attendance_percent=4)
    held_meetings(chapter, {ann: ["substitute"] + ["absent"] * 24 + ["substitute", "absent"]})
    stored(chapter, BEFORE, MONDAY)
    Rules.objects.in_chapter(chapter).update(attendance_percent=3)
    rows = {
        day: {row.day: row.done for row in rows_of(chapter, ann, day) if row.mark == "substitute"}
        for day in (BEFORE, MONDAY)
    }
    assert rows == {BEFORE: {date(2025, 8, 26): 1, date(2026, 2, 17): 0}, MONDAY: {date(2026, 2, 17): 1}}


def rows_of(chapter, member, day):
    return rows_that_counted(terms_of(chapter, as_of=day, rules=rules_in_force(chapter, day)), [member.pk])


def test_a_slip_withdrawn_since_is_told_by_the_week_it_counted_in(chapter, ann):
    leads(chapter, ann, 27)
    slip = Slip.objects.in_chapter(chapter).filter(giver=ann, given_at__lt=AT - timedelta(weeks=3)).latest("given_at")
    Slip.objects.in_chapter(chapter).filter(pk=slip.pk).update(withdrawn_at=datetime(2026, 2, 25, tzinfo=UTC))
    stored(chapter, BEFORE, MONDAY)
    (rule,) = only(changes_of(chapter, until=MONDAY)).rules
    assert (rule.rule, rule.before.status, rule.now.status) == ("leads", "met", "at_risk")
    changed = [row for row in rule.differences if row.before and row.now]
    assert [(row.row.day, row.before.done, row.now.done) for row in changed] == [(date(2026, 2, 2), 2, 1)]
    assert [thing.pk for thing in changed[0].before.things if thing not in changed[0].now.things] == [slip.pk]


def test_a_one_to_one_that_drops_out_is_told_with_whom(chapter, officer, ann):
    Rules.objects.in_chapter(chapter).update(one_to_ones_per_year=1)
    factories.OneToOneFactory(chapter=chapter, a=ann, b=officer, logged_by=ann, date=date(2025, 2, 26))
    stored(chapter, BEFORE, MONDAY)
    one = only(changes_of(chapter, until=MONDAY))
    (rule,) = one.rules
    (row,) = rule.differences
    assert (rule.rule, rule.before.status, rule.now.status) == ("one_to_ones", "met", "behind")
    assert (row.row.name, row.before.done, row.now.done) == (officer.name, 1, 0)
    assert [thing.day for thing in row.before.things] == [date(2025, 2, 26)]
    assert row.now.things == ()


def test_a_version_of_the_rules_is_named_as_the_reason(chapter, ann):
    leads(chapter, ann, 27, each=1)
    chapter.rules.create(effective_from=date(2026, 2, 25), one_to_ones_per_year=0, leads_per_week=1)
    stored(chapter, BEFORE, MONDAY)
    found = changes_of(chapter, until=MONDAY)
    (rule,) = only(found).rules
    assert (rule.by_rules, rule.before.status, rule.now.status) == (True, "behind", "met")
    assert (found.rules_before.leads_per_week, found.rules_now.leads_per_week) == (2, 1)


def test_who_joined_and_who_left_are_told_without_rules(chapter, ann):
    factories.MemberFactory(chapter=chapter, name="New One", stay__joined_on=date(2026, 2, 26))
    factories.MemberFactory(chapter=chapter, name="Old One", stay__left_on=date(2026, 2, 26))
    stored(chapter, BEFORE, MONDAY)
    found = changes_of(chapter, until=MONDAY)
    new, old = only(found, "New One"), only(found, "Old One")
    assert (new.before, new.now, new.rules) == (None, "settling_in", ())
    assert (old.now, old.rules) == (None, ())


def test_with_nothing_stored_or_one_monday_nothing_is_compared(chapter, ann):
    assert changes_of(chapter, until=MONDAY).monday is None
    fill_in(chapter, at=AT)
    Snapshot.objects.in_chapter(chapter).exclude(monday=MONDAY).delete()
    found = changes_of(chapter, until=MONDAY)
    assert (found.monday, found.compared, found.members) == (MONDAY, False, ())


def test_until_the_monday_is_stored_the_one_before_is_shown_and_a_late_change_is_said(chapter, ann):
    held_meetings(chapter, {ann: ["present"] * 2})
    LateChange.objects.in_chapter(chapter).delete()
    stored(chapter, BEFORE - timedelta(weeks=1), BEFORE)
    found = changes_of(chapter, until=MONDAY)
    assert (found.monday, found.pending) == (BEFORE, False)
    Mark.objects.in_chapter(chapter).filter(member=ann).first().delete()
    assert changes_of(chapter, until=MONDAY).pending
