"""The reminder's link: opening it changes nothing, one tap says it, another takes it back."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from chapters.scope import chapter_scope
from meetings.models import Mark, Substitute
from meetings.tokens import cant_come_address, who_and_when
from referrals.models import Slip
from tests import factories

DAY = date(2026, 3, 10)
BEFORE = datetime(2026, 3, 9, 9, tzinfo=UTC)
AFTER = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def link(chapter, member, settings):
    return cant_come_address(chapter, member.pk, DAY).removeprefix(settings.SITE_URL)


@pytest.fixture(autouse=True)
def _the_day_before():
    with time_machine.travel(BEFORE, tick=False):
        yield


def marks(chapter) -> list:
    return list(Mark.objects.in_chapter(chapter).values_list("member__name", "mark", "substitute"))


def test_opening_it_shows_the_meeting_and_changes_nothing(chapter, link):
    page = Client().get(link)
    assert page.status_code == 200
    assert "Tuesday 10 March, 07:00" in page.text
    assert "Ben" not in page.text
    assert marks(chapter) == []


def test_one_tap_says_so_and_the_same_again_changes_nothing(chapter, link):
    for _ in range(2):
        assert Client().post(link).status_code == 200
    assert marks(chapter) == [("Ben Whitlock", "absent_notified", "")]


def test_a_substitute_can_be_named(chapter, link):
    Client().post(link, {"substitute": "Jo Reid"})
    assert marks(chapter) == [("Ben Whitlock", "substitute", "Jo Reid")]


def test_it_can_be_taken_back(chapter, link):
    Client().post(link)
    assert "Good, see you there" in Client().post(link, {"coming": "yes"}).text
    assert marks(chapter) == []


def test_it_says_where_leads_can_be_mailed_to_if_anywhere(link, settings):
    assert 'href="mailto:riverside@in.chapterhouse.example"' in Client().post(link).text
    settings.INBOUND_DOMAIN = ""
    assert "mailto:" not in Client().get(link).text


def test_another_site_cannot_say_it(chapter, link):
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert marks(chapter) == []


def test_whoever_an_officer_saw_is_there(chapter, member, officer, link):
    meeting = factories.MeetingFactory(chapter=chapter, date=DAY)
    factories.MarkFactory(chapter=chapter, meeting=meeting, member=member, mark="present", marked_by=officer)
    assert Client().post(link).status_code == 422
    assert marks(chapter) == [("Ben Whitlock", "present", "")]


@pytest.mark.parametrize("status", ["cancelled", "held"])
def test_a_meeting_that_is_cancelled_or_closed_takes_no_word(chapter, link, status):
    factories.MeetingFactory(chapter=chapter, date=DAY, status=status)
    assert Client().get(link).status_code == 200
    Client().post(link)
    assert marks(chapter) == []


def test_once_the_meeting_is_over_the_page_says_so(chapter, link):
    with time_machine.travel(AFTER, tick=False):
        assert "This meeting is over." in Client().post(link).text
    assert marks(chapter) == []


def test_a_link_of_somebody_who_left_is_dead(chapter, member, link):
    member.stays.update(left_on=date(2026, 3, 9))
    assert Client().get(link).status_code == 404
    assert Client().post(link).status_code == 404


def test_a_forged_link_and_one_for_another_chapter_are_not_there(chapter, other_chapter, member, link):
    token = link.rstrip("/").rpartition("/")[2]
    assert who_and_when(chapter, token) == (member.pk, DAY)
    assert who_and_when(other_chapter, token) is None
    answers = [Client().post(f"/c/{slug}/cant-come/{t}/") for slug, t in [("lakeside", token), ("riverside", "x.y")]]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert marks(chapter) == []


def leads_of(chapter) -> list:
    return list(Slip.objects.in_chapter(chapter).order_by("pk").values_list("giver__name", "kind", "need", "receiver"))


def typed(link, *lines, key="7d9a4e0c-6a0f-4f57-9d7e-0f3c2a1b5e64", **more):
    return Client().post(link, {"leads": "\r\n".join(lines), "key": key, **more})


def test_somebody_of_the_list_is_picked_and_no_address_of_theirs_is_shown(chapter, link):
    jo = Substitute.objects.create(chapter=chapter, name="Jo Reid", email="jo@stand.example", trade="baker")
    page = Client().get(link).text
    assert "Jo Reid, baker" in page
    assert "jo@stand.example" not in page
    assert "Jo Reid comes in your place." in Client().post(link, {"stand_in": jo.pk}).text
    assert marks(chapter) == [("Ben Whitlock", "substitute", "Jo Reid")]


def test_somebody_of_another_chapters_list_is_no_choice(chapter, other_chapter, link):
    with chapter_scope(other_chapter.pk):
        foreign = Substitute.objects.create(chapter=other_chapter, name="Hidden", email="")
    assert Client().post(link, {"stand_in": foreign.pk}).status_code == 422
    assert marks(chapter) == []


def test_somebody_new_joins_the_list_and_needs_a_name(chapter, member, link):
    assert Client().post(link, {"email": "jo@stand.example"}).status_code == 422
    Client().post(link, {"substitute": "Jo Reid", "email": "jo@stand.example"})
    found = Substitute.objects.in_chapter(chapter).get()
    assert (found.name, found.email, found.added_by) == ("Jo Reid", "jo@stand.example", member)


def test_opened_again_it_says_what_was_said(chapter, link):
    Client().post(link, {"substitute": "Jo Reid"})
    assert "Jo Reid comes in your place." in Client().get(link).text


def test_each_line_becomes_a_lead_of_the_members_and_sent_again_it_is_the_same(chapter, link):
    Client().post(link)
    for _ in range(2):
        page = typed(link, "A café looks for a plumber", "", "  The school wants new windows ")
        assert "2 leads are with the chapter." in page.text
    assert leads_of(chapter) == [
        ("Ben Whitlock", "lead", "A café looks for a plumber", None),
        ("Ben Whitlock", "lead", "The school wants new windows", None),
    ]
    typed(link, "A café looks for a plumber", "One more")
    assert len(leads_of(chapter)) == 3


@pytest.mark.parametrize("line", ["Call 0117 496 0123 about windows", "mail jane@school.example", "x" * 501])
def test_no_line_with_a_way_to_reach_the_prospect_is_kept(chapter, link, line):
    Client().post(link)
    page = typed(link, "A café looks for a plumber", line)
    assert page.status_code == 422
    assert "A café looks for a plumber" in page.text
    assert leads_of(chapter) == []


def test_ten_at_a_time_and_only_with_the_pages_own_key(chapter, link):
    Client().post(link)
    assert typed(link, *(f"Lead {n}" for n in range(11))).status_code == 422
    lost = typed(link, "A lead", key="nonsense")
    assert lost.status_code == 422
    assert "Please send it once more." in lost.text
    assert "nonsense" not in lost.text
    assert leads_of(chapter) == []
    assert typed(link, *(f"Lead {n}" for n in range(10))).status_code == 200
    assert len(leads_of(chapter)) == 10


def test_the_key_of_somebody_elses_page_shares_ones_own_leads_alone(chapter, officer, link, settings):
    other = cant_come_address(chapter, officer.pk, DAY).removeprefix(settings.SITE_URL)
    for one in (link, other):
        assert typed(one, "The school wants new windows").status_code == 200
    assert [row[0] for row in leads_of(chapter)] == ["Ben Whitlock", "Amara Osei"]


@pytest.mark.parametrize("status", ["held", "cancelled"])
def test_no_leads_once_the_meeting_is_closed_or_off(chapter, link, status):
    factories.MeetingFactory(chapter=chapter, date=DAY, status=status)
    typed(link, "The school wants new windows")
    assert leads_of(chapter) == []


def test_one_member_does_not_have_everybody_mailed(chapter, link):
    for n in range(5):
        assert Client().post(link, {"substitute": f"Jo {n}", "email": f"jo{n}@stand.example"}).status_code == 200
    page = Client().post(link, {"substitute": "Jo 6", "email": "jo6@stand.example"})
    assert page.status_code == 422
    assert "Five people have been asked" in page.text
    assert marks(chapter) == [("Ben Whitlock", "substitute", "Jo 4")]


def test_it_offers_leave_to_who_is_away_for_longer(chapter, link):
    assert 'href="/c/riverside/leave/"' in Client().get(link).text
