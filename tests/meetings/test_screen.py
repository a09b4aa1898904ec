"""The big screen: what the room reads, by a signed link that ends with the day; nothing private, and cheap to ask."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from chapters.scope import chapter_scope
from meetings.actions.marking import Said, take_marks
from meetings.actions.run_sheet import press
from meetings.actions.running import cancel_meeting, close_meeting
from meetings.actions.visiting import add_visit
from meetings.models import Presentation, RunSheet, WeekAsk
from meetings.rhythm import meeting_on
from meetings.run_sheet import Act, Pressed
from meetings.sheets import sheet_of
from meetings.states import AgendaKind, Attendance
from meetings.tokens import screen_path
from members.models import Profile
from tests.factories import MemberFactory, SlipFactory, ThankYouFactory
from tests.meetings.conftest import LATER, TUESDAY

NOW = datetime(2026, 3, 3, 7, 15, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def path(chapter):
    return screen_path(chapter, TUESDAY)


@pytest.fixture
def at_step(chapter, officer):
    """Bring the meeting to the first step of a kind, or to a member's turn."""

    def go(kind, member=None):
        press(chapter=chapter, day=TUESDAY, act=Act.START, pressed=Pressed(), by=officer, at=NOW)
        sheet = sheet_of(chapter, meeting_on(chapter, TUESDAY))
        step = next(
            step
            for step in sheet.plan.steps
            if step.kind == kind and (member is None or step.presenter.member == member.pk)
        )
        RunSheet.objects.in_chapter(chapter).update(step=step.number, step_since=NOW)

    return go


def shown(client, path):
    return re.sub(r"\s+", " ", client.get(path).content.decode())


def test_it_opens_for_whoever_has_the_link_and_not_with_another_chapters(chapter, other_chapter, client, path):
    assert client.get(path).status_code == 200
    assert client.get(path.replace("riverside", "lakeside")).status_code == 404
    with chapter_scope(other_chapter.pk):
        foreign = screen_path(other_chapter, TUESDAY)
    token = foreign.rstrip("/").rpartition("/")[2]
    assert client.get(f"/c/riverside/screen/{token}/").status_code == 404
    assert client.get(f"/c/riverside/screen/20260303.{'x' * 43}/").status_code == 404
    assert client.post(path).status_code in {403, 405}


def test_it_is_dead_the_day_after_in_the_chapters_zone(chapter, client, path):
    chapter.timezone = "America/New_York"
    chapter.save()
    with time_machine.travel(datetime(2026, 3, 4, 4, 59, tzinfo=UTC), tick=False):
        assert client.get(path).status_code == 200
    with time_machine.travel(datetime(2026, 3, 4, 5, 0, tzinfo=UTC), tick=False):
        assert client.get(path).status_code == 404


def test_a_day_without_a_meeting_has_no_screen(chapter, client):
    assert client.get(screen_path(chapter, TUESDAY + timedelta(days=1))).status_code == 404


def test_before_the_start_it_welcomes_visitors_by_name(chapter, officer, client, path):
    add_visit(
        chapter=chapter,
        day=TUESDAY,
        name="Sofia Stroud",
        email="sofia@dogs.example",
        category="Dog groomer",
        invited_by=officer,
        at=NOW,
    )
    page = shown(client, path)
    assert "We begin at 07:00." in page
    assert "Sofia Stroud" in page
    assert "Dog groomer" in page
    assert "sofia@dogs.example" not in page


def test_in_the_round_it_shows_who_their_seat_and_whom_they_want_to_meet(
    chapter, officer, member, client, path, at_step
):
    Profile.objects.create(chapter=chapter, member=member, whom_i_want_to_meet="Letting agents")
    at_step(AgendaKind.PRESENTATIONS, member)
    page = shown(client, path)
    assert "<h1>Ben Whitlock</h1>" in page
    assert member.stays.get().seat.category.name in page
    assert "Letting agents" in page
    WeekAsk.objects.create(chapter=chapter, date=TUESDAY, member=member, text="Jo at the boatyard")
    page = shown(client, path)
    assert "Jo at the boatyard" in page
    assert "Letting agents" not in page


def test_it_names_who_is_next_and_a_substitute_in_the_members_place(chapter, officer, member, client, path, at_step):
    last = MemberFactory(chapter=chapter, name="Zoe Quist")
    said = {member.pk: Said(Attendance.ABSENT), last.pk: Said(Attendance.SUBSTITUTE, "Ana Ruiz")}
    take_marks(chapter=chapter, day=TUESDAY, said=said, by=officer, at=NOW)
    at_step(AgendaKind.PRESENTATIONS, officer)
    page = shown(client, path)
    assert "<h1>Amara Osei</h1>" in page
    assert "<b>Ana Ruiz</b>" in page
    assert "Ben Whitlock" not in page


def test_the_feature_shows_the_days_speaker_and_title(chapter, member, client, path, at_step):
    Presentation.objects.create(chapter=chapter, date=TUESDAY, member=member, title="Water finds a way")
    at_step(AgendaKind.FEATURE)
    page = shown(client, path)
    assert "<h1>Ben Whitlock</h1>" in page
    assert "Water finds a way" in page


def test_slips_and_thanks_come_with_names_and_warmth_and_nothing_private(
    chapter, officer, member, client, path, at_step
):
    SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=LATER, warmth=4, prospect_phone="960001")
    SlipFactory(chapter=chapter, giver=member, kind="lead", receiver=None, given_at=LATER, prospect="Acme Ltd")
    ThankYouFactory(chapter=chapter, giver=member, receiver=officer, at=LATER, amount="1234.50", text="For the 1234.")
    at_step(AgendaKind.SLIPS)
    page = shown(client, path)
    assert "Amara Osei → Ben Whitlock" in page
    assert "introduced them" in page
    assert "shared a lead" in page
    assert "Ben Whitlock thanks Amara Osei" in page
    for private in ("Gareth Nkosi", "new boiler", "960001", "Acme", "1234", "1,234"):
        assert private not in page


def over(chapter, officer):
    press(chapter=chapter, day=TUESDAY, act=Act.START, pressed=Pressed(), by=officer, at=NOW)
    press(chapter=chapter, day=TUESDAY, act=Act.END, pressed=Pressed(), by=officer, at=LATER)


def thank(chapter, receiver, givers, at):
    for giver in givers:
        ThankYouFactory(chapter=chapter, giver=giver, receiver=receiver, at=at, amount="100")


@pytest.mark.parametrize(("contributors", "told"), [(2, False), (3, True)])
def test_the_business_is_told_once_closed_where_three_contributed(chapter, officer, client, path, contributors, told):
    thank(chapter, officer, [MemberFactory(chapter=chapter) for _ in range(contributors)], NOW)
    over(chapter, officer)
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    assert (f"£{contributors}00" in shown(client, path)) is told


def test_f36_the_screen_and_the_minutes_tell_one_total_and_none_before(chapter, officer, sign_in, client, path):
    """Two totals over other spans, with a thank-you by name between them, would tell its amount."""
    givers = [MemberFactory(chapter=chapter) for _ in range(5)]
    thank(chapter, officer, givers[:1], NOW - timedelta(days=3))
    thank(chapter, officer, givers[1:4], NOW)
    over(chapter, officer)
    assert "£" not in shown(client, path)
    thank(chapter, officer, givers[4:], LATER + timedelta(minutes=1))
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER + timedelta(minutes=2))
    assert "£500" in shown(client, path)
    assert "£500" in shown(sign_in(officer), "/c/riverside/minutes/2026-03-03/")


def test_a_cancelled_meeting_says_so(chapter, officer, client, path):
    cancel_meeting(chapter=chapter, day=TUESDAY, note="The hall is painted.", by=officer, at=NOW)
    assert "The hall is painted." in shown(client, path)


def version_on(page):
    return re.search(r'data-version="([0-9a-f]+)"', page)[1]


def test_it_is_told_what_changes_and_else_nothing_in_two_statements(
    chapter, officer, member, client, path, at_step, at_most
):
    at_step(AgendaKind.SLIPS)
    version = version_on(shown(client, path))
    with at_most(2):
        assert client.get(path, {"version": version}).status_code == 204
    changes = [
        lambda: SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=NOW),
        lambda: ThankYouFactory(chapter=chapter, giver=officer, receiver=member, at=NOW),
        lambda: WeekAsk.objects.create(chapter=chapter, date=TUESDAY, member=member, text="Jo"),
        lambda: Presentation.objects.create(chapter=chapter, date=TUESDAY, member=member, title="Water"),
        lambda: RunSheet.objects.in_chapter(chapter).update(extra_seconds=60),
        lambda: RunSheet.objects.in_chapter(chapter).update(step=0),
        lambda: take_marks(chapter=chapter, day=TUESDAY, said={member.pk: Said(Attendance.ABSENT)}, by=officer, at=NOW),
        lambda: add_visit(chapter=chapter, day=TUESDAY, name="Sofia", email="", category="", invited_by=None, at=NOW),
    ]
    for change in changes:
        change()
        answer = client.get(path, {"version": version})
        assert answer.status_code == 200
        assert "<html" not in answer.content.decode()
        assert version_on(answer.content.decode()) != version
        version = version_on(answer.content.decode())
        assert client.get(path, {"version": version}).status_code == 204


def test_few_statements_show_it_whole(chapter, officer, client, path, at_step, at_most):
    at_step(AgendaKind.SLIPS)
    client.get(path)
    with at_most(8):
        client.get(path)
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    with at_most(8):
        client.get(path)


def test_looking_makes_nothing_and_sets_no_cookie(chapter, client, path):
    answer = client.get(path)
    assert not RunSheet.objects.in_chapter(chapter).exists()
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
