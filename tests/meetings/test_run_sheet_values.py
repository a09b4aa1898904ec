"""A run sheet's plan and clock: planned times, turns, how long is left, how far behind."""

from datetime import UTC, datetime, timedelta

from meetings.run_sheet import Clock, Feature, Line, Presenter, Pressed, Sheet, plan_of
from meetings.states import AgendaKind, RunState

SEVEN = datetime(2026, 3, 3, 7, tzinfo=UTC)
LINES = (
    Line(AgendaKind.WELCOME, "Welcome", 5),
    Line(AgendaKind.PRESENTATIONS, "Weekly presentations", 10),
    Line(AgendaKind.FEATURE, "Feature presentation", 10),
    Line(AgendaKind.CLOSE, "Close", 2),
)
PEOPLE = [
    Presenter(1, "Amara Osei", "Accountant"),
    Presenter(2, "Ben Whitlock", "Plumber", away=True),
    Presenter(3, "Grace Mbeki", "Mortgage adviser", substitute="Ana Ruiz"),
    Presenter(4, "Hugo Lind", "Printer"),
]


def after(**span):
    return SEVEN + timedelta(**span)


def running(step, since=SEVEN, extra=0, started_at=SEVEN, **clock):
    plan = plan_of(LINES, PEOPLE, Feature(4, "Ink"))
    return Sheet(plan, Clock(RunState.RUNNING, step, since, extra, started_at, **clock), SEVEN, 1)


def test_a_round_is_a_turn_for_each_and_its_minutes_are_shared_among_those_who_are_there():
    plan = plan_of(LINES, PEOPLE)
    turns = plan.of_item(1)
    assert [step.presenter.speaks for step in turns] == ["Amara Osei", "Ben Whitlock", "Ana Ruiz", "Hugo Lind"]
    assert [(step.turn, step.seconds, step.after) for step in turns] == [
        (1, 200, 300),
        (0, 0, 500),
        (2, 200, 500),
        (3, 200, 700),
    ]
    assert [step.number for step in plan.steps] == list(range(7))
    assert plan.seconds == 27 * 60


def test_a_rounds_seconds_each_count_where_they_are_set():
    lines = [Line(AgendaKind.PRESENTATIONS, "Round", 10, seconds_each=45)]
    assert plan_of(lines, PEOPLE).seconds == 3 * 45
    assert plan_of(lines, []).seconds == 600


def test_who_is_away_is_passed_over_both_ways():
    plan = plan_of(LINES, PEOPLE)
    assert plan.following(1).number == 3
    assert plan.before(3).number == 1
    assert plan.following(6) is None
    assert plan.before(0) is None
    gone = [Presenter(1, "Amara Osei", "Accountant", away=True)]
    assert plan_of(LINES[1:2], gone).following(0) is None


def test_the_feature_names_who_gives_it():
    step = running(5).now
    assert (step.presenter.speaks, step.about, step.away) == ("Hugo Lind", "Ink", False)


def test_seconds_left_count_down_through_extra_minutes_and_below_nothing():
    assert running(0).left(after(minutes=4)) == 60
    assert running(0, extra=60).left(after(minutes=4)) == 120
    assert running(0).left(after(minutes=6)) == -60


def test_behind_is_against_the_plan_and_grows_once_the_time_is_over():
    assert running(0).behind(after(minutes=2)) == 0
    assert running(0).behind(after(minutes=7)) == 2
    assert running(0, extra=120).behind(SEVEN) == 2
    assert running(0, since=after(minutes=3), started_at=after(minutes=3)).behind(after(minutes=4)) == 3
    assert running(6, since=after(minutes=20)).behind(after(minutes=20)) == -5
    assert running(1, since=after(minutes=5, seconds=59)).behind(after(minutes=6)) == 0


def test_a_rehearsal_hours_away_counts_from_its_own_start():
    yesterday = SEVEN - timedelta(days=1)
    sheet = running(0, since=yesterday, started_at=yesterday)
    assert sheet.behind(yesterday) == 0
    assert sheet.planned(sheet.plan.steps[1]) == yesterday + timedelta(minutes=5)


def test_before_the_start_the_first_step_comes_next_and_at_the_end_none():
    ready = Sheet(plan_of(LINES, PEOPLE), Clock(), SEVEN)
    assert (ready.now, ready.next.number) == (None, 0)
    assert running(6).next is None
    over = Sheet(plan_of(LINES, PEOPLE), Clock(RunState.OVER, 6), SEVEN, 1)
    assert (over.now, over.next, over.left(SEVEN), over.behind(SEVEN)) == (None, None, 0, 0)


def test_a_devices_time_counts_within_a_quarter_of_an_hour_and_never_from_the_future():
    for ago, counts in [(0, 0), (14, 14), (16, 0), (-5, 0)]:
        pressed = Pressed(at=SEVEN - timedelta(minutes=ago))
        assert pressed.counts_from(SEVEN) == SEVEN - timedelta(minutes=counts)
    assert Pressed(at=after(minutes=1)).said_at(SEVEN) == SEVEN
    assert Pressed(at=after(minutes=-20)).said_at(SEVEN) == after(minutes=-20)
    assert Pressed().counts_from(SEVEN) == SEVEN


def test_the_version_changes_with_what_is_shown():
    versions = {running(0).version, running(1).version, running(0, extra=60).version}
    assert len(versions) == 3
    assert running(0).version == running(0).version
