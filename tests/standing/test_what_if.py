"""The coming weeks, tapped on and off: by the rule of the forecasts, judged by the words of standing."""

from datetime import date, timedelta
from random import Random

import pytest

from chapters.rules import RuleSet
from chapters.scope import chapter_scope
from meetings.models import OneToOne
from members.models import Partnership
from standing.engine import standings
from standing.forecast import HORIZON, CountedMeeting, EligibleWeek, Past, attended, given
from standing.rolling import AHEAD, meetings_out, week_out
from standing.states import RuleStatus
from standing.supposing import Supposed, suppose
from standing.what_if_words import comes_to
from tests import factories
from tests.standing.histories import history
from tests.standing.loading import load
from tests.standing.pages import AT, MOST_BYTES, MOST_STATEMENTS, grow, held_meetings, leads, statements_of, weight_of

WHAT_IF = "/c/riverside/standing/what-if/"
WEEK_END = date(2026, 3, 2)

pytestmark = pytest.mark.usefixtures("wednesday")


def tries_of(client, query=""):
    return {rule.name: rule for rule in client.get(f"{WHAT_IF}{query}").context["tries"]}


@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_coming_every_week_is_what_the_forecast_says(seed, db):
    found = history(Random(seed))
    chapter = load(found.tables, "riverside")
    with chapter_scope(chapter.pk):
        asked = standings(chapter, as_of=found.as_of)
        for member in asked.members:
            most = Supposed((True,) * AHEAD, (2,) * AHEAD)
            weeks = suppose(member.past, most, week_end=asked.week_end, rules=asked.rules)
            for figure, words in ((member.attendance, "attendance"), (member.leads, "leads")):
                if figure.status in {RuleStatus.AT_RISK, RuleStatus.BEHIND}:
                    first = next((n for n, week in enumerate(weeks, 1) if getattr(week, words) == RuleStatus.MET), None)
                    assert first == (figure.forecast if (figure.forecast or HORIZON) <= AHEAD else None)


@pytest.mark.parametrize("seed", range(2, 60, 4))
def test_before_any_week_the_figures_are_those_of_standing(seed, db):
    found = history(Random(seed))
    chapter = load(found.tables, "riverside")
    with chapter_scope(chapter.pk):
        asked = standings(chapter, as_of=found.as_of)
        for member in asked.members:
            if member.attendance.status != RuleStatus.OFF:
                assert attended(member.past, [], asked.rules) == (member.attendance.credited, member.attendance.counted)
            if member.leads.status != RuleStatus.OFF:
                assert given(member.past, [], asked.rules) == (member.leads.given, member.leads.weeks)


def test_each_week_says_what_would_be_and_what_drops_out(chapter, member, sign_in):
    held_meetings(chapter, {member: ["absent"] * 8 + ["present"] * 18})
    rule = tries_of(sign_in(member))["comes"]
    assert [(week.when, week.figure, week.status) for week in rule.weeks[:3]] == [
        ("This week", "19 of 26", "at_risk"),
        ("Week of 9 Mar", "20 of 26", "met"),
        ("Week of 16 Mar", "21 of 26", "met"),
    ]
    assert rule.weeks[0].out == "The absence of 2 September drops out."
    assert rule.says == "From Monday 16 March on it is met."


def test_a_tap_turns_one_week_and_keeps_the_others(chapter, member, sign_in):
    held_meetings(chapter, {member: ["present"] * 26})
    client = sign_in(member)
    rule = tries_of(client)["comes"]
    assert rule.weeks[1].value == "10111111"
    off = tries_of(client, "?comes=10111111&gives=22222222")
    assert [week.label for week in off["comes"].weeks[:3]] == ["I come", "I can’t", "I come"]
    assert (off["comes"].weeks[1].figure, off["comes"].weeks[1].value) == ("25 of 26", "11111111")
    assert off["comes"].others == ("gives", "22222222")
    assert off["gives"].weeks[0].value == "02222222"


def test_a_week_of_leads_is_none_the_rule_or_the_most_that_counts(chapter, member, sign_in):
    leads(chapter, member, 26)
    client = sign_in(member)
    for digit, label, figure in (("0", "none", "50 of 52"), ("1", "2 leads", "52 of 52"), ("2", "4 leads", "54 of 52")):
        week = tries_of(client, f"?gives={digit}")["gives"].weeks[0]
        assert (week.label, week.figure) == (label, figure)
    assert [tries_of(client)["gives"].weeks[n].label for n in range(2)] == ["2 leads", "2 leads"]


def test_the_page_says_that_a_week_can_be_tapped_back(member, sign_in):
    text = sign_in(member).get(WHAT_IF).content.decode()
    for words in (
        "Tap the coming weeks on and off",
        "A tap says that you can’t come, the next that you do.",
        "round again",
    ):
        assert words in text


@pytest.mark.parametrize("query", ["?comes=xyz&gives=9", "?comes=&gives=", f"?comes={'1' * 400}&gives={'0' * 400}"])
def test_a_made_up_address_is_read_as_far_as_it_can_be(query, chapter, member, sign_in):
    held_meetings(chapter, {member: ["present"] * 26})
    rules = tries_of(sign_in(member), query)
    assert [len(rule.weeks) for rule in rules.values()] == [AHEAD, AHEAD]
    assert all(week.label == "I come" for week in rules["comes"].weeks)


def test_htmx_gets_the_lists_alone(member, sign_in):
    client = sign_in(member)
    alone = client.get(WHAT_IF, headers={"HX-Request": "true"}).content.decode()
    assert alone.lstrip().startswith("<div")
    assert "<html" in client.get(WHAT_IF).content.decode()


def test_a_rule_that_is_off_cannot_be_tried(chapter, member, sign_in):
    client = sign_in(member)
    assert set(tries_of(client)) == {"comes", "gives"}
    chapter.rules.create(effective_from=date(2026, 1, 1), leads_per_week=0, attendance_percent=0)
    assert tries_of(client) == {}
    assert "nothing to try" in client.get(WHAT_IF).content.decode()


@pytest.mark.parametrize(
    ("statuses", "says"),
    [
        (["met"] * 8, "It stays met all 8 weeks."),
        (["behind"] * 8, "Like this it is not met within 8 weeks."),
        (["behind"] * 3 + ["met"] * 5, "From Monday 30 March on it is met."),
        (["met"] * 2 + ["at_risk"] * 6, "From Monday 23 March on it is met no more."),
        (["met", "behind"] + ["met"] * 6, "From Monday 23 March on it is met."),
        (["behind", "met"] + ["behind"] * 6, "From Monday 23 March on it is met no more."),
    ],
)
def test_what_it_comes_to_is_a_sentence(statuses, says):
    mondays = [WEEK_END + timedelta(weeks=n) for n in range(1, 9)]
    assert comes_to([RuleStatus(one) for one in statuses], mondays) == says


def meetings(*marks, oldest=26):
    found = [
        CountedMeeting(oldest - n, mark == "p", mark == "s", WEEK_END - timedelta(weeks=oldest - n) + timedelta(days=1))
        for n, mark in enumerate(marks)
    ]
    return Past(tuple(found), (), "1" * 104)


def test_what_drops_out_next_is_told_with_the_figure_then():
    rules = RuleSet()
    out = meetings_out(meetings(*"a" * 8, *"p" * 18), week_end=WEEK_END, rules=rules)
    assert (out.monday, out.days, out.missed) == (date(2026, 3, 9), (date(2025, 9, 2),), True)
    assert (out.credited, out.counted) == (19, 26)
    assert not meetings_out(meetings(*"sp"), week_end=WEEK_END, rules=rules).missed
    later = meetings_out(meetings(*"p" * 19, oldest=19), week_end=WEEK_END, rules=rules)
    assert (later.weeks, later.credited, later.counted) == (8, 26, 26)
    assert meetings_out(meetings(*"p" * 18, oldest=18), week_end=WEEK_END, rules=rules) is None
    assert meetings_out(meetings(), week_end=WEEK_END, rules=rules) is None


def test_a_week_of_leads_drops_out_with_what_it_counted():
    rules = RuleSet()
    past = Past((), tuple(EligibleWeek(week, 3 if week == 26 else 1) for week in range(26, 0, -1)), "1" * 104)
    out = week_out(past, week_end=WEEK_END, rules=rules)
    assert (out.week, out.slips, out.given, out.asked) == (date(2025, 9, 1), 3, 27, 52)
    assert week_out(Past((), (), ""), week_end=WEEK_END, rules=rules) is None


def test_my_standing_says_what_drops_out_next(chapter, member, sign_in):
    held_meetings(chapter, {member: ["absent"] * 8 + ["present"] * 18})
    leads(chapter, member, 26)
    text = sign_in(member).get("/c/riverside/standing/").content.decode()
    assert "On Monday 9 March the absence of 2 September drops out: come this week and it is 19 of 26." in text
    assert "On Monday 9 March the week of 1 September drops out, with 2 that count: give 2 this week" in text
    assert WHAT_IF in text


def test_the_one_to_one_that_would_be_missed_next_is_told_until_one_meets_again(chapter, member, officer, sign_in):
    other = factories.MemberFactory(chapter=chapter, name="Carla Reyes")
    for day in ("2025-03-20", "2025-03-12", "2025-09-02"):
        factories.OneToOneFactory(chapter=chapter, a=member, b=other, date=date.fromisoformat(day))
    factories.OneToOneFactory(chapter=chapter, a=member, b=officer, date=date(2025, 3, 25))
    client = sign_in(member)

    def told():
        return {line.rule: line.rolls for line, _cells in client.get("/c/riverside/standing/").context["figures"]}

    says = "On Monday %s your one-to-one with %s of %s drops out: meet again before."
    assert told()["one_to_ones"] == says % ("30 March", "Amara Osei", "25 March 2025")
    OneToOne.objects.in_chapter(chapter).filter(date=date(2025, 3, 20)).update(disputed=True)
    assert told()["one_to_ones"] == says % ("16 March", "Carla Reyes", "12 March 2025")
    factories.OneToOneFactory(chapter=chapter, a=member, b=other, date=date(2026, 1, 8))
    assert told()["one_to_ones"] == says % ("30 March", "Amara Osei", "25 March 2025")
    assert told()["partner_one_to_ones"] == ""


def test_of_a_power_partner_it_is_the_quarter(chapter, member, officer, sign_in):
    state = {"state": "accepted", "started_on": date(2025, 3, 4), "proposed_at": AT.replace(year=2025)}
    Partnership.objects.create(chapter=chapter, proposer=officer, partner=member, **state)
    factories.OneToOneFactory(chapter=chapter, a=member, b=officer, date=date(2025, 12, 4))
    page = sign_in(member).get("/c/riverside/standing/").content.decode()
    assert "On Monday 9 March your one-to-one with Amara Osei of 4 December 2025 drops out: meet again before." in page


def test_the_page_is_light_and_eight_statements_at_most_for_three_members_and_for_sixty(chapter, officer, sign_in):
    client = sign_in(officer)
    few = statements_of(client, WHAT_IF)
    grow(chapter, 57)
    assert statements_of(client, WHAT_IF) == few <= MOST_STATEMENTS
    assert weight_of(client, WHAT_IF) <= MOST_BYTES
