"""One presentation: its title, passing, the officers' say; and what listeners write, which nobody else reads."""

from datetime import UTC, datetime

import pytest
import time_machine

from meetings.models import Feedback
from notices.models import Notice
from tests.factories import MeetingFactory, MemberFactory
from tests.meetings.presenting import DAYS, NEXT, NOW, given, mails, rota, row_of

AFTER = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def row(chapter, member):
    """Ben presents next Tuesday."""
    return given(chapter, member, title="Boilers")


@pytest.fixture
def path(row):
    return f"/c/riverside/presentations/{row.pk}/"


@pytest.fixture
def listener(chapter):
    return MemberFactory(chapter=chapter, name="Cara Lund", email="cara@riverside.example")


def test_everybody_reads_who_speaks_about_what_and_the_speaker_alone_says_so(chapter, path, officer, member, sign_in):
    assert "Boilers" in sign_in(officer).get(path).text
    assert sign_in(officer).post(path, {"title": "Taxes"}).status_code == 403
    sign_in(member).post(path, {"title": "Better\nboilers"})
    assert row_of(chapter).title == "Better boilers"
    assert sign_in(member).post(path, {"title": "x" * 201}).status_code == 422


def test_a_speaker_passes_and_a_second_tap_does_no_harm(chapter, path, officer, member, sign_in):
    client = sign_in(member)
    for _ in range(2):
        page = client.post(f"{path}pass/", follow=True)
        assert "Amara Osei is next, and told." in page.text
    assert rota(chapter)[NEXT] == "Amara Osei"
    other = sign_in(MemberFactory(chapter=chapter)).post(f"{path}pass/", follow=True)
    assert "You do not present on that day any more." in other.text


@pytest.mark.parametrize(
    ("office", "may"), [("president", True), ("education", True), ("secretary", False), ("", False)]
)
def test_president_and_education_set_the_speaker(chapter, path, row, member, listener, sign_in, office, may):
    person = MemberFactory(chapter=chapter, offices=[office] if office else [])
    answer = sign_in(person).post(f"{path}speaker/", {"member": listener.pk, "seen": member.pk})
    assert answer.status_code == (303 if may else 403)
    assert rota(chapter)[NEXT] == ("Cara Lund" if may else "Ben Whitlock")
    assert ("Set the speaker" in sign_in(person).get(path).text) is may


def test_a_speaker_of_another_chapter_is_no_choice(chapter, path, officer, member, stranger, sign_in):
    page = sign_in(officer).post(f"{path}speaker/", {"member": stranger.pk, "seen": member.pk}, follow=True)
    assert "Pick one of the members of that day." in page.text
    assert rota(chapter)[NEXT] == "Ben Whitlock"


WORDS = {"learned": "Bleed the radiators", "could_refer": "My landlord"}


def wrote(client, path, member, **words):
    return client.post(f"{path}write/", {**WORDS, "speaker": member.pk, **words}, follow=True)


def test_before_the_meeting_nobody_writes(chapter, path, member, listener, sign_in):
    page = wrote(sign_in(listener), path, member)
    assert "Write this once the meeting has begun." in page.text
    assert not Feedback.objects.in_chapter(chapter).exists()


def test_the_speaker_and_the_writer_read_it_and_nobody_else_whatever_their_office(
    chapter, path, row, officer, member, listener, sign_in, clock
):
    clock.move_to(AFTER)
    assert "Ben Whitlock can read it." in wrote(sign_in(listener), path, member).text
    assert "Bleed the radiators" in sign_in(listener).get(path).text
    assert "Bleed the radiators" in sign_in(member).get(f"{path}feedback/").text
    education = MemberFactory(chapter=chapter, offices=["education", "vice_president", "secretary"])
    for person in (officer, education, listener):
        assert sign_in(person).get(f"{path}feedback/").status_code == 403
    for person in (officer, education):
        assert "Bleed the radiators" not in sign_in(person).get(path).text
    assert [notice.email for notice in Notice.objects.in_chapter(chapter).filter(kind="feedback_written")] == [
        member.email
    ]
    assert "Bleed" not in str(mails(chapter, "feedback_written"))


def test_an_officer_who_makes_themselves_the_speaker_reads_nothing(
    chapter, path, officer, member, listener, sign_in, clock
):
    clock.move_to(AFTER)
    wrote(sign_in(listener), path, member)
    page = sign_in(officer).post(f"{path}speaker/", {"member": officer.pk, "seen": member.pk}, follow=True)
    assert "the speaker stays" in page.text
    assert sign_in(officer).get(f"{path}feedback/").status_code == 403


def test_written_again_it_is_one_and_emptied_it_is_gone(chapter, path, member, listener, sign_in, clock):
    clock.move_to(AFTER)
    client = sign_in(listener)
    wrote(client, path, member)
    wrote(client, path, member, learned="Twice a year")
    assert Feedback.objects.in_chapter(chapter).get().learned == "Twice a year"
    wrote(client, path, member, learned="", could_refer=" ")
    assert not Feedback.objects.in_chapter(chapter).exists()


def test_words_meant_for_another_speaker_are_not_given_to_this_one(
    chapter, path, row, officer, member, listener, sign_in, clock
):
    clock.move_to(AFTER)
    page = wrote(sign_in(listener), path, officer)
    assert "The speaker of that day changed meanwhile." in page.text
    assert not Feedback.objects.in_chapter(chapter).exists()
    wrote(sign_in(member), path, member)
    assert not Feedback.objects.in_chapter(chapter).exists()


def test_a_day_without_a_meeting_says_so(chapter, path, member, listener, sign_in):
    MeetingFactory(chapter=chapter, date=NEXT, status="cancelled")
    assert "There is no meeting on this day" in sign_in(listener).get(path).text


def test_a_member_of_another_chapter_finds_nothing(chapter, path, stranger, sign_in):
    for place in ("", "feedback/", "swap/"):
        assert sign_in(stranger).get(f"{path}{place}").status_code == 404


def test_it_takes_few_statements(chapter, path, officer, sign_in, at_most):
    for _ in range(8):
        MemberFactory(chapter=chapter)
    client = sign_in(officer)
    with at_most(8):
        client.get(path)
    assert DAYS
