"""Who stands in gets a page with what to know, and one tap says that they can't do it after all (F25, F28, F34)."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.test import Client

from meetings.actions.marking import Said, take_marks
from meetings.actions.running import cancel_meeting, move_meeting, restore_meeting
from meetings.models import Mark, Substitute, WeekAsk
from meetings.states import Attendance
from meetings.tokens import StandIn, cant_come_address, digest_of, stand_in_address, who_stands_in
from members.models import Profile
from notices.kinds import find
from notices.models import Notice
from tests.factories import MeetingFactory

DAY = date(2026, 3, 10)
BEFORE = datetime(2026, 3, 9, 9, tzinfo=UTC)
JO = {"substitute": "Jo Reid", "email": "Jo@Stand.example", "trade": "baker"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cant_come(chapter, member, settings):
    return cant_come_address(chapter, member.pk, DAY).removeprefix(settings.SITE_URL)


@pytest.fixture
def link(chapter, member, settings, cant_come):
    """Ben can't come and named Jo."""
    Client().post(cant_come, JO)
    asked = StandIn(member.pk, DAY, digest_of("Jo Reid"))
    return stand_in_address(chapter, asked).removeprefix(settings.SITE_URL)


def due(chapter, kind, at=BEFORE):
    """Notices of a kind that would be sent: to whom."""
    rows = Notice.objects.in_chapter(chapter).filter(kind=kind).order_by("pk")
    return [row.email for row in rows if not find(kind).kind.still_due(row, at)]


def sent(chapter):
    """As if the first mail had left."""
    Notice.objects.in_chapter(chapter).filter(kind="stand_in_asked").update(state="sent")


def mark(chapter):
    return Mark.objects.in_chapter(chapter).values_list("mark", "substitute").get()


def test_the_mail_names_who_when_and_where_and_leads_to_the_page(chapter, member, link, settings):
    assert due(chapter, "stand_in_asked") == ["jo@stand.example"]
    mail = find("stand_in_asked").kind.render(Notice.objects.in_chapter(chapter).get(kind="stand_in_asked"))
    assert mail.subject == "Can you stand in for Ben Whitlock on Tuesday 10 March?"
    assert "Tuesday 10 March, 07:00, The Boathouse, Mill Lane." in mail.text
    assert mail.act.address == f"{settings.SITE_URL}{link}"


def test_the_page_has_what_to_know_and_opening_it_changes_nothing(chapter, member, link):
    Profile.objects.create(
        chapter=chapter, member=member, whom_i_want_to_meet="Letting agents", what_is_not_for_me="Gas mains"
    )
    page = Client().get(link).text
    for words in ("You stand in for Ben Whitlock", "Tuesday 10 March, 07:00", "The Boathouse", "Letting agents"):
        assert words in page
    for private in (member.email, "Gas mains", "jo@stand.example"):
        assert private not in page
    WeekAsk.objects.create(chapter=chapter, date=DAY, member=member, text="The <i>new</i> clinic")
    page = Client().get(link).text
    assert "The &lt;i&gt;new&lt;/i&gt; clinic" in page
    assert "Letting agents" not in page
    assert mark(chapter) == ("substitute", "Jo Reid")


def test_one_tap_says_they_cannot_and_the_member_hears_once(chapter, member, link):
    for _ in range(2):
        assert "Nobody counts on you" in Client().post(link).text
    assert mark(chapter) == ("absent_notified", "")
    assert due(chapter, "stand_in_declined") == [member.email]
    assert due(chapter, "stand_in_asked") == []


def test_the_roll_call_shows_who_comes_for_whom(chapter, officer, link, sign_in):
    assert "Jo Reid" in sign_in(officer).get(f"/c/riverside/roll-call/{DAY}/").text


def test_whoever_comes_after_all_sends_nobody_and_who_had_heard_is_told(chapter, link, cant_come):
    sent(chapter)
    Client().post(cant_come, {"coming": "yes"})
    assert due(chapter, "stand_in_called_off") == ["jo@stand.example"]
    assert "Nobody counts on you" in Client().get(link).text
    Client().post(link)
    assert not Mark.objects.in_chapter(chapter).exists()


def test_who_had_not_heard_yet_is_told_nothing(chapter, link, cant_come):
    Client().post(cant_come, {"coming": "yes"})
    assert due(chapter, "stand_in_asked") == due(chapter, "stand_in_called_off") == []


def test_another_one_named_takes_the_place_of_the_first(chapter, link, cant_come):
    sent(chapter)
    Client().post(cant_come, {"substitute": "Mira", "email": "mira@stand.example"})
    assert mark(chapter) == ("substitute", "Mira")
    assert due(chapter, "stand_in_called_off") == ["jo@stand.example"]
    assert due(chapter, "stand_in_asked")[-1] == "mira@stand.example"
    Client().post(link)
    assert mark(chapter) == ("substitute", "Mira")


def test_who_said_they_cannot_is_left_in_peace_when_another_is_named(chapter, link, cant_come):
    sent(chapter)
    Client().post(link)
    Client().post(cant_come, {"substitute": "Mira", "email": "mira@stand.example"})
    assert due(chapter, "stand_in_called_off") == []


def test_a_double_tap_asks_once(chapter, link, cant_come):
    Client().post(cant_come, JO)
    assert Notice.objects.in_chapter(chapter).filter(kind="stand_in_asked").count() == 1
    assert Substitute.objects.in_chapter(chapter).count() == 1


def test_a_meeting_called_off_needs_nobody_and_brought_back_asks_again(chapter, officer, link):
    sent(chapter)
    cancel_meeting(chapter=chapter, day=DAY, note="", by=officer, at=BEFORE)
    assert due(chapter, "stand_in_called_off") == ["jo@stand.example"]
    assert "There is no meeting on that day after all." in Client().get(link).text
    Client().post(link)
    assert mark(chapter) == ("substitute", "Jo Reid")
    restore_meeting(chapter=chapter, day=DAY, by=officer, at=datetime(2026, 3, 9, 10, tzinfo=UTC))
    assert due(chapter, "stand_in_called_off") == []
    assert Notice.objects.in_chapter(chapter).filter(kind="stand_in_asked").count() == 2


def test_cancelled_before_the_mail_left_none_is_sent(chapter, officer, link):
    cancel_meeting(chapter=chapter, day=DAY, note="", by=officer, at=BEFORE)
    assert due(chapter, "stand_in_asked") == due(chapter, "stand_in_called_off") == []


def test_a_meeting_at_another_hour_asks_anew_and_on_another_day_needs_nobody(chapter, officer, link):
    sent(chapter)
    move = {"chapter": chapter, "day": DAY, "place": chapter.place, "by": officer}
    move_meeting(to_day=DAY, clock=time(8), at=datetime(2026, 3, 9, 10, tzinfo=UTC), **move)
    assert "Tuesday 10 March, 08:00" in Client().get(link).text
    assert Notice.objects.in_chapter(chapter).filter(kind="stand_in_asked").count() == 2
    move_meeting(to_day=date(2026, 3, 12), clock=time(7), at=datetime(2026, 3, 9, 11, tzinfo=UTC), **move)
    assert due(chapter, "stand_in_called_off") == ["jo@stand.example"]


def test_times_are_the_chapters_across_the_change_of_clocks(chapter, member, settings):
    chapter.timezone = "Europe/Brussels"
    chapter.save()
    for day in (date(2026, 3, 24), date(2026, 3, 31)):
        Client().post(cant_come_address(chapter, member.pk, day).removeprefix(settings.SITE_URL), JO)
        page = Client().get(
            stand_in_address(chapter, StandIn(member.pk, day, digest_of("Jo Reid"))).removeprefix(settings.SITE_URL)
        )
        assert ", 07:00 – 08:30" in page.text


@pytest.mark.parametrize("status", ["held", "over"])
def test_once_the_meeting_is_over_nothing_changes(chapter, officer, link, clock, status):
    if status == "held":
        take_marks(chapter=chapter, day=DAY, said={officer.pk: Said(Attendance.PRESENT)}, by=officer, at=BEFORE)
        MeetingFactory._meta.model.objects.in_chapter(chapter).update(status="held")
    else:
        clock.move_to(datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert "There is nothing to do" in Client().post(link).text
    assert Mark.objects.in_chapter(chapter).filter(mark="substitute").exists()


def test_the_links_of_a_member_who_left_are_dead(chapter, member, link):
    member.stays.update(left_on=date(2026, 3, 9))
    assert Client().get(link).status_code == 404
    assert Client().post(link).status_code == 404
    assert due(chapter, "stand_in_asked") == []


def test_a_forged_link_and_one_for_another_chapter_are_not_there(chapter, other_chapter, member, link, cant_come):
    token = link.rstrip("/").rpartition("/")[2]
    assert who_stands_in(chapter, token) == StandIn(member.pk, DAY, digest_of("Jo Reid"))
    assert who_stands_in(other_chapter, token) is None
    other = cant_come.rstrip("/").rpartition("/")[2]
    tries = [("lakeside", token), ("riverside", "x.y"), ("riverside", other), ("nowhere", token)]
    answers = [Client().post(f"/c/{slug}/stand-in/{one}/") for slug, one in tries]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert mark(chapter) == ("substitute", "Jo Reid")


def test_another_site_cannot_say_it(chapter, link):
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert mark(chapter) == ("substitute", "Jo Reid")
