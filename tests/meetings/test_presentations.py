"""The rota's page: who presents when, volunteering, swaps, what was; few statements, whatever the chapter's size."""

from datetime import timedelta

import pytest
import time_machine

from meetings.models import Presentation, Swap
from tests.factories import MarkFactory, MeetingFactory, MemberFactory
from tests.meetings.presenting import DAYS, NEXT, NOW, given, rota, row_of

PATH = "/c/riverside/presentations/"


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def test_opening_it_writes_nothing_and_says_what_is_open(chapter, member, sign_in):
    page = sign_in(member).get(PATH)
    assert page.status_code == 200
    assert page.text.count(">Volunteer<") == 12
    assert not Presentation.objects.in_chapter(chapter).exists()


def test_an_officer_fills_it_and_a_member_does_not(chapter, officer, member, sign_in):
    assert sign_in(member).post(f"{PATH}fill/").status_code == 403
    page = sign_in(officer).post(f"{PATH}fill/", follow=True)
    assert "The next six meetings are planned" in page.text
    assert list(rota(chapter).values())[:2] == ["Amara Osei", "Ben Whitlock"]


def test_whoever_looks_after_presentations_fills_it(chapter, sign_in):
    education = MemberFactory(chapter=chapter, offices=["education"])
    assert sign_in(education).post(f"{PATH}fill/").status_code == 303
    assert len(rota(chapter)) == 6


def test_a_member_volunteers_and_comes_to_the_page_of_their_presentation(chapter, member, sign_in):
    page = sign_in(member).post(f"{PATH}on/{NEXT}/", follow=True)
    assert page.redirect_chain[-1][0] == f"{PATH}{row_of(chapter).pk}/"
    assert "What will you speak about?" in page.text


def test_a_day_that_somebody_took_meanwhile_is_refused_in_a_sentence(chapter, officer, member, sign_in):
    given(chapter, officer)
    page = sign_in(member).post(f"{PATH}on/{NEXT}/", follow=True)
    assert "Somebody else presents on that day already." in page.text
    assert rota(chapter)[NEXT] == "Amara Osei"


def test_what_is_the_matter_with_a_day_stands_beside_it(chapter, officer, member, sign_in):
    given(chapter, officer)
    given(chapter, member, DAYS[1])
    meeting = MeetingFactory(chapter=chapter, date=NEXT)
    MarkFactory(chapter=chapter, meeting=meeting, member=officer, mark="absent_notified")
    MeetingFactory(chapter=chapter, date=DAYS[1], status="cancelled")
    text = sign_in(member).get(PATH).text
    assert "can’t come" in text
    assert "No meeting on this day" in text
    assert ">you<" in text


def test_requests_are_answered_by_who_was_asked_and_seen_by_nobody_else(chapter, officer, member, sign_in):
    wanted, own = given(chapter, officer), given(chapter, member, DAYS[2])
    client, other = sign_in(member), MemberFactory(chapter=chapter)
    client.post(f"{PATH}{wanted.pk}/swap/", {"own": own.pk, "speaker": officer.pk})
    swap = Swap.objects.in_chapter(chapter).get()
    assert "Ben Whitlock asks for your day" in sign_in(officer).get(PATH).text
    assert "You asked Amara Osei" in client.get(PATH).text
    assert "Ben Whitlock asks" not in sign_in(other).get(PATH).text
    for person in (member, other):
        assert sign_in(person).post(f"/c/riverside/swaps/{swap.pk}/accept/").status_code == 404
    page = sign_in(officer).post(f"/c/riverside/swaps/{swap.pk}/accept/", follow=True)
    assert "Ben Whitlock is told." in page.text
    assert rota(chapter) == {NEXT: "Ben Whitlock", DAYS[2]: "Amara Osei"}


def test_a_request_whose_day_changed_is_not_shown_and_refused_in_a_sentence(chapter, officer, member, sign_in):
    wanted = given(chapter, officer)
    sign_in(member).post(f"{PATH}{wanted.pk}/swap/", {"own": "", "speaker": officer.pk})
    swap = Swap.objects.in_chapter(chapter).get()
    Presentation.objects.in_chapter(chapter).update(member=MemberFactory(chapter=chapter))
    assert "asks for your day" not in sign_in(officer).get(PATH).text
    page = sign_in(officer).post(f"/c/riverside/swaps/{swap.pk}/accept/", follow=True)
    assert "one of the days has changed" in page.text


def test_asking_for_the_day_of_somebody_who_no_longer_has_it_is_refused(chapter, officer, member, sign_in):
    wanted = given(chapter, officer)
    other = MemberFactory(chapter=chapter)
    page = sign_in(member).post(f"{PATH}{wanted.pk}/swap/", {"own": "", "speaker": other.pk}, follow=True)
    assert "The speaker of that day changed meanwhile." in page.text
    assert sign_in(officer).get(f"{PATH}{wanted.pk}/swap/").status_code == 404


def test_what_was_comes_a_page_at_a_time_without_what_was_called_off(chapter, officer, member, sign_in):
    for weeks in range(1, 31):
        given(chapter, member, NEXT - timedelta(weeks=weeks), title=f"Talk {weeks:02}")
    MeetingFactory(chapter=chapter, date=NEXT - timedelta(weeks=2), status="cancelled")
    client = sign_in(officer)
    first = client.get(PATH).text
    assert ("Talk 01" in first, "Talk 02" in first, "Talk 27" in first, "Talk 28" in first) == (
        True,
        False,
        True,
        False,
    )
    older = client.get(PATH, {"before": (NEXT - timedelta(weeks=27)).isoformat()}).text
    assert ("Talk 27" in older, "Talk 28" in older, "Talk 30" in older) == (False, True, True)
    assert client.get(PATH, {"before": "nonsense"}).status_code == 200


def test_it_takes_few_statements_whatever_the_chapters_size(chapter, officer, sign_in, at_most):
    client = sign_in(officer)
    for weeks, day in enumerate(DAYS):
        member = MemberFactory(chapter=chapter)
        given(chapter, member, day)
        given(chapter, member, NEXT - timedelta(weeks=weeks + 1))
        Swap.objects.create(chapter=chapter, wanted=row_of(chapter, day), asked_by=officer, asked=member, asked_at=NOW)
    with at_most(8):
        client.get(PATH)


def test_my_week_says_that_i_present_and_who_asks_for_my_day(chapter, officer, member, sign_in):
    wanted = given(chapter, officer)
    sign_in(member).post(f"{PATH}{wanted.pk}/swap/", {"own": "", "speaker": officer.pk})
    text = sign_in(officer).get("/c/riverside/").text
    assert "You give the feature presentation." in text
    assert "Ben Whitlock asks to present on your day" in text
    assert "asks to present" not in sign_in(member).get("/c/riverside/").text


def test_the_meetings_page_says_who_presents(chapter, officer, member, sign_in):
    given(chapter, officer, title="Numbers that let you sleep")
    text = sign_in(member).get(f"/c/riverside/meeting/{NEXT}/").text
    assert "Numbers that let you sleep" in text
    assert f"/c/riverside/week-ask/{NEXT}/" in text
