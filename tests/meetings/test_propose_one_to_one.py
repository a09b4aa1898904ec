"""Proposing a one-to-one from a page: once, in the chapter's time, to a member of the chapter."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from chapters.scope import chapter_scope
from meetings.models import Appointment
from notices.models import Notice
from tests.factories import AppointmentFactory, MemberFactory

PROPOSE = "/c/riverside/one-to-ones/propose/"

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def typed(officer):
    return {
        "uuid": str(uuid4()),
        "other": officer.pk,
        "first": "2026-03-10T12:00",
        "minutes": "45",
        "place": "Mill Lane",
    }


def made(chapter):
    return Appointment.objects.in_chapter(chapter).get()


def test_it_is_proposed_once_however_often_it_is_sent(chapter, member, officer, sign_in, typed):
    client = sign_in(member)
    answers = [client.post(PROPOSE, typed) for _send in range(3)]
    found = made(chapter)
    assert {(answer.status_code, answer.url) for answer in answers} == {
        (303, f"/c/riverside/one-to-ones/plan/{found.uuid}/")
    }
    assert (found.proposer, found.other, found.minutes, found.place) == (member, officer, 45, "Mill Lane")
    assert Notice.objects.in_chapter(chapter).filter(kind="appointment_proposed").count() == 1


def test_another_body_under_the_same_id_is_refused_and_nothing_of_the_first_is_shown(chapter, member, sign_in, typed):
    client, third = sign_in(member), MemberFactory(chapter=chapter)
    client.post(PROPOSE, typed)
    for person, body in ((member, typed | {"place": "elsewhere"}), (third, typed)):
        answer = sign_in(person).post(PROPOSE, body)
        assert answer.status_code == 422
        assert "Mill Lane" not in answer.content.decode()
    assert made(chapter).place == "Mill Lane"


@pytest.mark.parametrize(
    ("zone", "clock", "instant"),
    [
        ("Europe/London", "2026-03-10T12:00", datetime(2026, 3, 10, 12, tzinfo=UTC)),
        ("Europe/London", "2026-04-10T12:00", datetime(2026, 4, 10, 11, tzinfo=UTC)),
        ("Europe/Brussels", "2026-03-29T02:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("Europe/Brussels", "2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("America/New_York", "2026-03-10 12:00", datetime(2026, 3, 10, 16, tzinfo=UTC)),
    ],
)
def test_times_are_the_chapters_clocks_where_they_skip_an_hour_or_have_one_twice(
    chapter, member, sign_in, typed, zone, clock, instant
):
    """F26: 02:30 on 29 March is 03:30; on 25 October the first of the two."""
    type(chapter).objects.filter(pk=chapter.pk).update(timezone=zone)
    sign_in(member).post(PROPOSE, typed | {"first": clock})
    assert made(chapter).times.get().starts_at == instant


def test_a_member_of_another_chapter_or_oneself_cannot_be_chosen(
    chapter, member, other_chapter, stranger, sign_in, typed
):
    for key in (stranger.pk, member.pk, 0, ""):
        assert sign_in(member).post(PROPOSE, typed | {"other": key}).status_code == 422
    assert not Appointment.objects.in_chapter(chapter).exists()
    with chapter_scope(other_chapter.pk):
        assert not Appointment.objects.in_chapter(other_chapter).exists()


def test_two_who_look_for_a_time_already_are_led_there(chapter, member, officer, sign_in, typed):
    open_ = AppointmentFactory(chapter=chapter, proposer=officer, other=member)
    answer = sign_in(member).post(PROPOSE, typed, follow=True)
    assert answer.redirect_chain[-1][0] == f"/c/riverside/one-to-ones/plan/{open_.uuid}/"
    assert "You two are looking for a time already." in answer.content.decode()


def test_a_clash_is_said_and_does_not_refuse(chapter, member, sign_in, typed):
    AppointmentFactory(
        chapter=chapter,
        proposer=member,
        other=MemberFactory(chapter=chapter, name="Grace Mbeki"),
        state="agreed",
        starts_at=datetime(2026, 3, 10, 11, 30, tzinfo=UTC),
    )
    answer = sign_in(member).post(PROPOSE, typed, follow=True)
    assert "You meet Grace Mbeki then." in answer.content.decode()
    assert Appointment.objects.in_chapter(chapter).count() == 2


def test_it_opens_with_the_one_of_whose_page_it_was_and_stays_within_eight_statements(
    chapter, member, officer, sign_in, at_most
):
    client = sign_in(member)
    assert (
        f"one-to-ones/propose/?with={officer.pk}" in client.get(f"/c/riverside/members/{officer.pk}/").content.decode()
    )
    with at_most(8):
        page = client.get(PROPOSE, {"with": officer.pk}).content.decode()
    assert f'value="{officer.pk}" required checked' in page


def test_the_list_has_what_comes_and_what_waits_for_whom(chapter, member, officer, sign_in, at_most):
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    people = [MemberFactory(chapter=chapter, name=name) for name in ("Coming Cora", "Asking Ada", "Waiting Will")]
    cora, ada, will = people
    AppointmentFactory(chapter=chapter, proposer=cora, other=member, state="agreed", starts_at=noon, turn_of=None)
    AppointmentFactory(chapter=chapter, proposer=ada, other=member, times=[noon])
    AppointmentFactory(chapter=chapter, proposer=member, other=will, times=[noon])
    AppointmentFactory(chapter=chapter, proposer=officer, other=ada, times=[noon])
    AppointmentFactory(chapter=chapter, proposer=member, other=officer, state="cancelled")
    client = sign_in(member)
    with at_most(8):
        answer = client.get("/c/riverside/one-to-ones/")
    planned = answer.context["planned"]
    assert {group: [one.name for one in ones] for group, ones in planned.items()} == {
        "coming": ["Coming Cora"],
        "answer": ["Asking Ada"],
        "waits": ["Waiting Will"],
    }
    assert planned["coming"][0].when == "Tuesday 10 March, 12:00"
