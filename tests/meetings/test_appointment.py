"""The page of a one-to-one to come: only the two see and act; taps that come twice or too late do no harm."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils.html import escape

from chapters.scope import chapter_scope
from meetings.models import Appointment, MonthPlan, OneToOne, Worksheet
from members.actions.profiles import write_profile
from tests.factories import AppointmentFactory, MemberFactory

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 12, 12, tzinfo=UTC)
ROOT = "/c/riverside/one-to-ones/"

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def proposed(chapter, member, officer):
    """Ben asks the president."""
    return AppointmentFactory(
        chapter=chapter, proposer=member, other=officer, topics="ideal clients", place="Mill Lane", times=[NOON, LATER]
    )


@pytest.fixture
def here(proposed):
    return f"{ROOT}plan/{proposed.uuid}/"


@pytest.fixture
def agreed(proposed):
    Appointment.objects.in_chapter(proposed.chapter).update(state="agreed", starts_at=NOON, turn_of=None)
    return now_of(proposed)


def now_of(appointment):
    return Appointment.objects.in_chapter(appointment.chapter_id).get(pk=appointment.pk)


def first_time(appointment):
    return appointment.times.order_by("starts_at").first().pk


def says(answer):
    return answer.content.decode()


def test_the_one_who_is_asked_takes_a_time_with_one_tap_and_a_second_does_no_harm(proposed, here, officer, sign_in):
    client = sign_in(officer)
    page = says(client.get(here))
    assert "Ben Whitlock proposes" in page
    assert "Tuesday 10 March, 12:00" in page
    for _tap in range(2):
        answer = client.post(f"{here}accept/", {"time": first_time(proposed)}, follow=True)
        assert answer.redirect_chain == [(here, 303)]
        assert "Agreed." in says(answer)
    assert now_of(proposed).starts_at == NOON


def test_the_one_who_asked_sees_that_it_waits_and_takes_nothing(proposed, here, member, sign_in):
    client = sign_in(member)
    page = says(client.get(here))
    assert "Waiting for Amara Osei" in page
    assert "/accept/" not in page
    client.post(f"{here}accept/", {"time": first_time(proposed)})
    assert now_of(proposed).state == "proposed"


@pytest.mark.parametrize("time", ["", "x", "-1", "0", "9" * 30, "²"])
def test_a_time_that_is_none_is_refused_with_a_sentence(proposed, here, officer, sign_in, time):
    answer = sign_in(officer).post(f"{here}accept/", {"time": time}, follow=True)
    assert "The times changed meanwhile" in says(answer)
    assert now_of(proposed).state == "proposed"


PARTS = ["", "accept/", "times/", "move/", "decline/", "call-off/", "met/", "worksheet/"]


@pytest.mark.parametrize("part", PARTS)
def test_a_third_member_and_every_officer_finds_nothing(chapter, agreed, here, sign_in, part):
    """F30, F35."""
    third = MemberFactory(
        chapter=chapter, offices=["president", "vice_president", "secretary", "education", "mentor", "treasurer"]
    )
    client = sign_in(third)
    nothing = f"{ROOT}plan/{uuid4()}/"
    for method in ("get", "post"):
        found, missing = getattr(client, method)(here + part), getattr(client, method)(nothing + part)
        assert found.status_code in {404, 405}
        assert (found.status_code, found.content) == (missing.status_code, missing.content)
    assert now_of(agreed).state == "agreed"
    assert not Worksheet.objects.in_chapter(chapter).exists()


def test_the_other_chapters_president_finds_nothing(other_chapter, agreed, here, stranger, sign_in):
    with chapter_scope(other_chapter.pk):
        assert sign_in(stranger).get(here).status_code == 404
        assert sign_in(stranger).get(here.replace("riverside", "lakeside")).status_code == 404


def test_other_times_pass_the_turn(proposed, here, officer, member, sign_in):
    answer = sign_in(officer).post(f"{here}times/", {"first": "2026-03-17T08:30"}, follow=True)
    assert "Ben Whitlock is asked now." in says(answer)
    assert now_of(proposed).turn_of == member
    assert "Amara Osei proposes" in says(sign_in(member).get(here))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"first": ""}, "This is still missing"),
        ({"first": "tomorrow"}, "Type a day and a time"),
        ({"first": "2026-03-17T08:30Z"}, "Type a day and a time"),
        ({"first": "2026-03-03T07:00"}, "That time is past"),
        ({"first": "2028-03-03T07:00"}, "more than a year away"),
    ],
)
def test_times_that_cannot_be_are_said_beside_the_field(proposed, here, officer, sign_in, typed, wrong):
    answer = sign_in(officer).post(f"{here}times/", typed)
    assert answer.status_code == 422
    assert wrong in says(answer)
    assert proposed.times.count() == 2


def test_a_stale_move_or_answer_is_refused_with_what_is_so_now(agreed, here, officer, sign_in):
    client = sign_in(officer)
    for answer in (
        client.get(f"{here}times/", follow=True),
        client.post(f"{here}times/", {"first": "2026-03-17T08:30"}, follow=True),
    ):
        assert "You two have agreed on a time meanwhile." in says(answer)
    assert now_of(agreed).starts_at == NOON


def test_moving_shows_that_the_old_time_no_longer_stands(agreed, here, officer, member, sign_in):
    client = sign_in(officer)
    assert "Tuesday 10 March, 12:00" in says(client.get(here))
    client.post(f"{here}move/", {"first": "2026-03-17T08:30"})
    assert now_of(agreed).sequence == 1
    assert "that no longer stands" in says(sign_in(member).get(here))


@pytest.mark.parametrize(("part", "state"), [("decline/", "declined"), ("call-off/", "cancelled")])
def test_it_asks_before_it_ends_and_opening_the_page_changes_nothing(proposed, here, officer, sign_in, part, state):
    client = sign_in(officer)
    assert client.get(here + part).status_code == 200
    assert now_of(proposed).state == "proposed"
    for _tap in range(2):
        assert client.post(here + part).status_code == 303
    assert now_of(proposed).state == state
    assert client.get(here).status_code == 200
    assert "meanwhile" in says(client.get(here + part, follow=True))


def test_we_met_is_offered_from_the_day_on_logs_once_and_undo_takes_it_back(
    agreed, here, member, sign_in, time_machine_at
):
    client = sign_in(member)
    assert f"{here}met/" not in says(client.get(here))
    with time_machine_at(2026, 3, 10, 9):
        assert f"{here}met/" in says(client.get(here))
        assert f"{here}met/" in says(client.get(ROOT))
        for _tap in range(2):
            answer = client.post(f"{here}met/", follow=True)
        log = OneToOne.objects.in_chapter(agreed.chapter).get()
        assert (log.date.isoformat(), log.logged_by) == ("2026-03-10", member)
        assert "It is logged." in says(answer)
        assert "You met on Tuesday 10 March" in says(client.get(here))
        client.post(f"{ROOT}{log.uuid}/withdraw/")
        assert f"{here}met/" in says(client.get(here))
    assert not OneToOne.objects.in_chapter(agreed.chapter).exists()


def test_each_writes_their_own_worksheet_and_reads_the_others(agreed, here, member, officer, sign_in):
    sign_in(member).post(f"{here}worksheet/", {"looks_for": "Clinics <b>nearby</b>", "who_i_know": ""})
    sheet = Worksheet.objects.in_chapter(agreed.chapter).get()
    assert (sheet.member, sheet.looks_for) == (member, "Clinics <b>nearby</b>")
    page = says(sign_in(officer).get(here))
    assert escape("Clinics <b>nearby</b>") in page
    assert "<b>nearby" not in page
    sign_in(officer).post(f"{here}worksheet/", {"who_i_know": "The rowing club", "member": member.pk})
    sign_in(officer).post(f"{here}worksheet/", {"who_i_know": "The rowing club"})
    assert Worksheet.objects.in_chapter(agreed.chapter).count() == 2
    assert "The rowing club" in says(sign_in(member).get(here))


def test_a_worksheet_begins_with_the_latest_then_with_the_profile(chapter, agreed, here, member, officer, sign_in):
    client = sign_in(member)
    write_profile(member=member, parts={"whom_i_want_to_meet": "Facility managers"})
    assert "Facility managers" in says(client.get(f"{here}worksheet/"))
    other = AppointmentFactory(chapter=chapter, proposer=MemberFactory(chapter=chapter), other=member)
    Worksheet.objects.create(chapter=chapter, appointment=other, member=member, looks_for="Architects")
    Worksheet.objects.create(chapter=chapter, appointment=other, member=other.proposer, looks_for="Not mine")
    page = says(client.get(f"{here}worksheet/"))
    assert "Architects" in page
    assert "Not mine" not in page


def test_a_worksheet_of_what_was_called_off_is_not_kept(agreed, here, member, sign_in):
    Appointment.objects.in_chapter(agreed.chapter).update(state="cancelled")
    answer = sign_in(member).post(f"{here}worksheet/", {"looks_for": "Clinics"}, follow=True)
    assert "called off meanwhile" in says(answer)
    assert not Worksheet.objects.in_chapter(agreed.chapter).exists()


def test_a_clash_is_a_hint(chapter, proposed, here, officer, sign_in):
    AppointmentFactory(
        chapter=chapter,
        proposer=officer,
        other=MemberFactory(chapter=chapter, name="Grace Mbeki"),
        state="agreed",
        starts_at=NOON.replace(minute=30),
        turn_of=None,
        times=[NOON.replace(minute=30), LATER],
    )
    client = sign_in(officer)
    assert says(client.get(here)).count("You meet Grace Mbeki then.") == 1
    client.post(f"{here}accept/", {"time": first_time(proposed)})
    assert now_of(proposed).state == "agreed"


@pytest.mark.parametrize("state", ["proposed", "agreed"])
def test_it_takes_eight_statements_whatever_there_is(chapter, proposed, here, officer, sign_in, at_most, state):
    client = sign_in(officer)
    client.get(here)
    Worksheet.objects.create(chapter=chapter, appointment=proposed, member=officer, looks_for="Clinics")
    for _row in range(3):
        other = MemberFactory(chapter=chapter)
        AppointmentFactory(
            chapter=chapter, proposer=officer, other=other, state="agreed", starts_at=LATER, times=[LATER]
        )
    Appointment.objects.in_chapter(chapter).filter(pk=proposed.pk).update(state=state, starts_at=NOON)
    with at_most(8):
        assert client.get(here).status_code == 200


def test_a_planned_one_asks_either_for_a_time(chapter, officer, member, sign_in):
    plan = MonthPlan.objects.create(chapter=chapter, month="2026-03-01", made_at=NOON)
    asked = AppointmentFactory(chapter=chapter, proposer=member, other=officer, turn_of=None, plan=plan)
    path = f"{ROOT}plan/{asked.uuid}/"
    for person in (officer, member):
        assert "meet in March" in says(sign_in(person).get(path))
        assert "suggests that you meet in March" in says(sign_in(person).get(ROOT))
    sign_in(member).post(f"{path}times/", {"first": "2026-03-17T08:30"})
    assert now_of(asked).turn_of == officer


def test_without_its_filter_a_third_would_see_it(chapter, agreed, here, sign_in, monkeypatch):
    client = sign_in(MemberFactory(chapter=chapter))
    assert client.get(here).status_code == 404
    monkeypatch.setattr("meetings.querysets.AppointmentQuerySet.of", lambda rows, member: rows)
    assert client.get(here).status_code == 200
