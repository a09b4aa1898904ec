"""Each early sign at its edges: what one member did in weeks that count, and what is said of it."""

from datetime import date, timedelta

import pytest

from standing.courses import Course
from standing.signs import Sign, signs_of
from standing.states import SignKind

WEEK_END = date(2026, 3, 2)
WEEKS = 26


def course(weeks=WEEKS, *, comes=1, gives=1, meets=1, recent=None, **told):
    """Somebody who did as much every week; `recent` is (came, given, one-to-ones) in all of the last six."""
    rows = {"came": [comes] * weeks, "given": [gives] * weeks, "one_to_ones": [meets] * weeks}
    for row, total in zip(rows.values(), recent or (), strict=bool(recent)):
        row[:6] = [total // 6 + (n < total % 6) for n in range(6)]
    ages = told.pop("ages", range(1, weeks + 1))
    usual = {
        "chapter_id": 1,
        "member_id": 7,
        "name": "Åke Lund",
        "seat": "Builder",
        "joined_on": date(2020, 1, 6),
        "whole": True,
        "week_end": WEEK_END,
        "settling_in": False,
        "opened_week": None,
        "gave": WEEK_END,
        "got": WEEK_END,
        "met": WEEK_END,
    }
    rows = {name: (0, *row) for name, row in rows.items()}
    return Course(**{**usual, "weeks": (0, *ages), "meetings": (0, *[1] * weeks), **rows, **told})


def kinds(told):
    return [sign.kind.value for sign in signs_of(told)]


def ago(weeks):
    """The Tuesday of the week so many before the running one."""
    return WEEK_END - timedelta(weeks=weeks) + timedelta(days=1)


def test_whoever_does_as_always_has_no_sign():
    assert signs_of(course()) == []


@pytest.mark.parametrize(
    ("recent", "percent"),
    [((6, 6, 6), None), ((4, 4, 4), None), ((4, 4, 3), 64), ((3, 6, 6), None), ((3, 5, 5), 64), ((0, 0, 0), 0)],
)
def test_who_fades_did_less_than_two_thirds_of_their_usual_in_six_weeks_and_a_meeting_weighs_three(recent, percent):
    # usual in six weeks: 3 × 6 + 6 + 6 = 30
    found = [sign for sign in signs_of(course(recent=recent)) if sign.kind == SignKind.FADING]
    assert [100 - sign.weight for sign in found] == ([] if percent is None else [percent])


def test_fading_is_told_with_both_sides_of_it():
    (sign,) = signs_of(course(recent=(2, 3, 1)))
    told = sign.faded
    assert (told.since, told.came, told.meetings, told.given, told.one_to_ones) == (date(2026, 1, 19), 2, 6, 3, 1)
    assert (told.before_weeks, told.before_came, told.before_meetings) == (20, 20, 20)
    assert (told.before_given, told.before_one_to_ones) == (20, 20)


def test_nineteen_weeks_that_count_are_enough_to_see_somebody_fade_and_eighteen_are_not():
    assert kinds(course(19, recent=(0, 0, 0))) == ["fading"]
    assert kinds(course(18, recent=(0, 0, 0))) == []


def test_meetings_that_were_not_held_are_nobodys_absence():
    told = course(recent=(0, 6, 6), meetings=(0, *[0] * 6, *[1] * 20))
    assert kinds(told) == []
    assert kinds(course(recent=(0, 6, 6))) == ["fading"]


def test_who_never_did_much_does_not_fade():
    assert kinds(course(comes=0, gives=0, meets=0, recent=(0, 0, 0))) == []
    assert kinds(course(comes=1, gives=0, meets=0, recent=(0, 0, 0))) == ["fading"]


@pytest.mark.parametrize(("weeks", "said"), [(8, []), (9, ["silent"])])
def test_nothing_passed_or_received_for_eight_whole_weeks_is_said(weeks, said):
    assert kinds(course(gave=ago(weeks), got=ago(weeks + 3))) == said
    assert kinds(course(gave=ago(weeks + 3), got=ago(weeks))) == said


@pytest.mark.parametrize(("weeks", "said"), [(8, []), (9, ["no_one_to_one"])])
def test_no_one_to_one_for_eight_whole_weeks_is_said(weeks, said):
    assert kinds(course(met=ago(weeks))) == said


def test_the_weight_is_the_number_of_whole_weeks_since():
    (sign,) = signs_of(course(met=ago(12)))
    assert (sign.weight, sign.since) == (11, ago(12))
    (never,) = signs_of(course(met=None))
    assert (never.weight, never.since) == (26, None)


def test_weeks_that_do_not_count_are_no_silence():
    away = [age for age in range(1, 33) if not 3 <= age <= 8]
    assert kinds(course(ages=away, met=ago(12))) == []
    assert kinds(course(met=ago(12))) == ["no_one_to_one"]


@pytest.mark.parametrize(("weeks", "said"), [(6, []), (7, ["not_opened"])])
def test_nothing_opened_for_six_whole_weeks_is_said(weeks, said):
    assert kinds(course(opened_week=WEEK_END - timedelta(weeks=weeks))) == said


def test_who_has_no_account_opens_nothing_and_that_is_no_sign():
    assert kinds(course(opened_week=None)) == []


@pytest.mark.parametrize(("weeks", "said"), [(13, []), (14, ["only_comes"])])
def test_who_comes_and_has_passed_nothing_for_a_quarter_is_said(weeks, said):
    assert kinds(course(gives=0, gave=ago(weeks))) == said


def test_who_hardly_comes_does_not_come_without_giving():
    assert kinds(course(gives=0, gave=None)) == ["only_comes"]
    rarely = course(gives=0, gave=None, comes=0)
    assert kinds(rarely) == []
    few = course(gives=0, gave=None, meetings=(0, *[1] * 5, *[0] * 21))
    assert "only_comes" not in kinds(few)


def test_silence_says_already_that_nothing_is_given():
    assert kinds(course(gives=0, gave=None, got=None)) == ["silent"]
    assert kinds(course(gives=0, gave=None, got=ago(1))) == ["only_comes"]


@pytest.mark.parametrize(("weeks", "said"), [(20, []), (21, ["only_gives"])])
def test_who_gives_and_got_nothing_in_twenty_weeks_is_said(weeks, said):
    assert kinds(course(got=ago(weeks))) == said


def test_who_gives_hardly_anything_cannot_wonder_that_nothing_comes():
    six, five = ((0, *[1] * n, *[0] * (WEEKS - n)) for n in (6, 5))
    assert "only_gives" in kinds(course(got=None, given=six))
    assert "only_gives" not in kinds(course(got=None, given=five))


@pytest.mark.parametrize(("weeks", "said"), [(3, []), (4, ["unmet"]), (25, ["unmet"]), (26, ["no_one_to_one"])])
def test_nobody_has_met_the_newcomer_is_said_from_the_fourth_week_until_half_a_year(weeks, said):
    told = course(weeks, met=None, joined_on=WEEK_END - timedelta(weeks=weeks))
    assert [kind for kind in kinds(told) if kind in {"unmet", "no_one_to_one"}] == said


def test_a_newcomer_whom_somebody_met_is_met():
    assert kinds(course(8, joined_on=WEEK_END - timedelta(weeks=8), met=ago(7), settling_in=True)) == []
    assert kinds(course(8, joined_on=WEEK_END - timedelta(weeks=8), met=None, settling_in=True)) == ["unmet"]


def test_where_the_record_begins_later_than_a_stay_nobody_is_a_newcomer():
    assert "unmet" not in kinds(course(8, joined_on=date(2026, 1, 5), met=None, whole=False))
    assert "unmet" not in kinds(course(8, joined_on=date(2024, 1, 8), met=None))


def test_whoever_settles_in_is_not_judged():
    quiet = {"gives": 0, "meets": 0, "gave": None, "got": None, "joined_on": date(2020, 1, 6)}
    assert kinds(course(**quiet, settling_in=True)) == []
    assert kinds(course(**quiet)) == ["silent"]
    told = course(10, **quiet, settling_in=True, opened_week=ago(8))
    assert kinds(told) == ["not_opened"]


def test_a_sign_comes_back_with_six_weeks_more_or_a_fifth_less():
    assert not Sign(SignKind.SILENT, 13).outweighs(8)
    assert Sign(SignKind.SILENT, 14).outweighs(8)
    assert not Sign(SignKind.FADING, 59).outweighs(40)
    assert Sign(SignKind.FADING, 60).outweighs(40)
