"""A member's feed, as other programs read it: meetings where they are, own duties and one-to-ones, nothing private."""

import re
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from chapters.models import Recess
from chapters.scope import chapter_scope
from meetings.actions import running
from meetings.actions.calendar import make_address
from meetings.actions.marking import say_absent
from meetings.models import Appointment, Presentation, Visit
from notices.models import Notice
from tests import factories
from tests.meetings.calendars import events_of, read, words_of

TODAY, TUESDAY = date(2026, 3, 4), date(2026, 3, 10)
AT = datetime(2026, 3, 4, 9, tzinfo=UTC)
WEDNESDAY, NEXT = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def feed(chapter, member):
    """The path of Ben's feed."""
    token = make_address(chapter=chapter, member=member, instead_of="", at=AT).token
    return f"/c/riverside/calendar/{token}.ics"


@pytest.fixture
def act(chapter, officer):
    return {"chapter": chapter, "day": TUESDAY, "by": officer, "at": AT}


def events(feed):
    answer = Client().get(feed)
    assert answer.status_code == 200
    return events_of(answer.text)


def name(day):
    return f"meeting-{day:%Y%m%d}"


def an_appointment(chapter, one, other, **known):
    usual = {"uuid": uuid4(), "digest": "x", "state": "agreed", "starts_at": datetime(2026, 3, 12, 10, tzinfo=UTC)}
    return Appointment.objects.create(chapter=chapter, proposer=one, other=other, proposed_at=AT, **usual | known)


def test_it_is_half_a_year_of_meetings_and_the_last_two_months(feed, at_most):
    with at_most(8):
        answer = Client().get(feed)
    calendar = read(answer.text)
    days = sorted(event.dtstart.value.date() for event in calendar.contents["vevent"])
    assert (days[0], days[-1], len(days)) == (date(2026, 1, 13), date(2026, 9, 1), 34)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (answer.headers["Cache-Control"], calendar.contents["x-wr-calname"][0].value) == (
        "private, no-cache",
        "Riverside",
    )


def test_seven_stays_seven_across_the_clock_changes(feed):
    """F25."""
    begin = [event.dtstart.value for event in events(feed).values()]
    assert {one.time() for one in begin} == {time(7)}
    assert {one.astimezone(UTC).hour for one in begin} == {6, 7}


def test_a_meeting_says_where_it_is_and_how_to_say_that_one_cannot_come(feed):
    event = events(feed)[name(TUESDAY)]
    assert (event.summary.value, event.location.value) == ("Riverside meeting", "The Boathouse, Mill Lane")
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=90)
    link = re.search(r"http://localhost:8000(\S+)", words_of(event, "description"))[1]
    assert Client().get(link).status_code == 200
    assert words_of(events(feed)[name(TUESDAY - timedelta(days=7))], "description") == ""


def test_a_recess_has_no_meetings_and_is_there_as_whole_days(chapter, feed):
    Recess.objects.create(chapter=chapter, first_day=date(2026, 8, 3), last_day=date(2026, 8, 16), reason="Summer")
    found = events(feed)
    assert found["recess-20260803-20260816"].dtend.value == date(2026, 8, 17)
    assert found["recess-20260803-20260816"].transp.value == "TRANSPARENT"
    assert name(date(2026, 8, 4)) not in found
    assert name(date(2026, 8, 18)) in found


def test_a_meeting_called_off_after_reminders_were_planned_says_cancelled(chapter, feed, act):
    """F28: nobody is reminded, and calendars hear of it."""
    before = events(feed)[name(TUESDAY)]
    running.cancel_meeting(**act, note="The hall is being painted.")
    event = events(feed)[name(TUESDAY)]
    assert (before.status.value, event.status.value) == ("CONFIRMED", "CANCELLED")
    assert int(event.sequence.value) > int(before.sequence.value)
    assert event.description.value == "The hall is being painted."
    running.restore_meeting(**act)
    again = events(feed)[name(TUESDAY)]
    assert (again.status.value, again.sequence.value) == ("CONFIRMED", "2")


def test_a_moved_meeting_is_one_event_under_its_old_name(chapter, feed, act):
    many = len(events(feed))
    running.move_meeting(**act, to_day=WEDNESDAY, clock=time(12, 30), place="Town Hall")
    found = events(feed)
    event = found[name(TUESDAY)]
    assert (len(found), name(WEDNESDAY) in found) == (many, False)
    assert (event.dtstart.value.date(), event.dtstart.value.time()) == (WEDNESDAY, time(12, 30))
    assert (event.status.value, event.sequence.value, event.location.value) == ("CONFIRMED", "1", "Town Hall")
    to = {"clock": time(7), "place": chapter.place}
    running.move_meeting(**act | {"day": WEDNESDAY}, to_day=WEDNESDAY + timedelta(days=1), **to)
    running.cancel_meeting(**act | {"day": WEDNESDAY + timedelta(days=1)}, note="")
    event = events(feed)[name(TUESDAY)]
    assert (event.dtstart.value.date(), event.status.value, event.sequence.value) == (
        date(2026, 3, 12),
        "CANCELLED",
        "3",
    )
    running.restore_meeting(**act | {"day": WEDNESDAY + timedelta(days=1)})
    running.move_meeting(**act | {"day": WEDNESDAY + timedelta(days=1)}, to_day=TUESDAY, **to)
    event = events(feed)[name(TUESDAY)]
    assert (event.dtstart.value.date(), event.status.value, event.sequence.value) == (TUESDAY, "CONFIRMED", "5")
    assert len(events(feed)) == many


def test_a_meeting_moved_far_ahead_keeps_its_one_event(chapter, feed, act):
    day = date(2026, 12, 2)
    running.move_meeting(**act, to_day=day, clock=time(7), place=chapter.place)
    assert events(feed)[name(TUESDAY)].dtstart.value.date() == day


def test_an_unusual_day_that_was_left_again_is_no_event(chapter, member, feed, act):
    moved = running.move_meeting(**act, to_day=WEDNESDAY, clock=time(7), place=chapter.place)
    factories.MarkFactory(chapter=chapter, meeting=moved, member=member)
    running.move_meeting(**act | {"day": WEDNESDAY}, to_day=TUESDAY, clock=time(7), place=chapter.place)
    found = events(feed)
    assert name(WEDNESDAY) not in found
    assert found[name(TUESDAY)].status.value == "CONFIRMED"


def test_a_members_duties_are_in_their_own_calendar_alone(chapter, member, officer, feed):
    Presentation.objects.create(chapter=chapter, date=TUESDAY, member=member, title="Boilers")
    Visit.objects.create(chapter=chapter, date=NEXT, name="Nora Wong", host=member)
    Visit.objects.create(chapter=chapter, date=NEXT, name="Rhys Ekström", host=member)
    factories.OfficeFactory(chapter=chapter, member=member, office="secretary", from_day=NEXT)
    found = events(feed)
    assert found[name(TUESDAY)].summary.value == "Riverside: you present"
    first, second = (words_of(found[name(day)], "description") for day in (TUESDAY, NEXT))
    assert "You give the feature presentation." in first
    assert "You call the roll" not in first
    assert "You call the roll." in second
    assert second.count("You host visitors.") == 1
    assert "Nora" not in Client().get(feed).text
    token = make_address(chapter=chapter, member=officer, instead_of="", at=AT).token
    others = events(f"/c/riverside/calendar/{token}.ics")[name(TUESDAY)]
    assert others.summary.value == "Riverside meeting"
    assert "You run the meeting." in others.description.value


def test_whoever_said_that_they_cannot_come_has_the_time_free(chapter, member, feed):
    say_absent(chapter=chapter, day=TUESDAY, member=member, substitute="Jo Reid", at=AT)
    event = events(feed)[name(TUESDAY)]
    assert event.transp.value == "TRANSPARENT"
    assert "Jo Reid comes in your place." in event.description.value


def test_agreed_one_to_ones_are_there_and_what_was_only_proposed_is_not(chapter, member, officer, feed):
    agreed = an_appointment(chapter, officer, member, place="Café Río", topics="The Nkosi boiler", sequence=4)
    an_appointment(chapter, member, officer, state="cancelled", starts_at=datetime(2026, 3, 13, 9, tzinfo=UTC))
    an_appointment(chapter, member, officer, state="proposed", starts_at=None)
    text = Client().get(feed).text
    found = {key: event for key, event in events_of(text).items() if key.startswith("one")}
    event = found[f"one-to-one-{agreed.uuid}"]
    assert (event.summary.value, event.location.value, event.sequence.value) == (
        "One-to-one with Amara Osei",
        "Café Río",
        "4",
    )
    assert sorted(event.status.value for event in found.values()) == ["CANCELLED", "CONFIRMED"]
    assert "Nkosi" not in text
    assert "@riverside.example" not in text


def test_others_one_to_ones_are_not_there(chapter, officer, feed):
    an_appointment(chapter, officer, factories.MemberFactory(chapter=chapter))
    assert not [key for key in events(feed) if key.startswith("one")]


def test_many_rows_are_no_more_statements(chapter, member, officer, act, feed, at_most):
    for n in range(6):
        an_appointment(chapter, officer, member, starts_at=datetime(2026, 3, 12 + n, 10, tzinfo=UTC))
        Presentation.objects.create(chapter=chapter, date=TUESDAY + timedelta(weeks=n), member=member)
        running.cancel_meeting(**act | {"day": TUESDAY + timedelta(weeks=n)}, note="")
    with at_most(8):
        assert Client().get(feed).status_code == 200


def test_only_the_meetings_of_ones_stay_are_there(chapter, member, feed):
    member.stays.update(joined_on=date(2026, 2, 4), left_on=date(2026, 3, 11))
    found = sorted(event.dtstart.value.date() for event in events(feed).values())
    assert (found[0], found[-1]) == (date(2026, 2, 10), TUESDAY)


def test_a_program_that_has_it_is_told_that_it_is_the_same_until_it_is_not(chapter, feed, act):
    first = Client().get(feed)
    with time_machine.travel(AT + timedelta(hours=3), tick=False):
        same = Client().get(feed, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    running.cancel_meeting(**act, note="")
    assert Client().get(feed, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def refusals(*paths):
    answers = [Client().get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_whoever_left_has_no_feed_any_more(chapter, member, feed):
    """F34: dead at once, and like an address that never was."""
    assert Client().get(feed).status_code == 200
    member.stays.update(left_on=TODAY)
    refusals(
        feed,
        "/c/riverside/calendar/nonsense.ics",
        "/c/riverside/calendar/non%00sense.ics",
        "/c/nowhere/calendar/nonsense.ics",
    )


def test_an_account_that_is_closed_has_no_feed(member, feed):
    member.user.is_active = False
    member.user.save()
    refusals(feed)


def test_another_chapters_address_is_not_there(chapter, other_chapter, stranger, feed):
    with chapter_scope(other_chapter.pk):
        theirs = make_address(chapter=other_chapter, member=stranger, instead_of="", at=AT).token
    refusals(feed.replace("riverside", "lakeside"), f"/c/riverside/calendar/{theirs}.ics")
    assert Client().get(f"/c/lakeside/calendar/{theirs}.ics").status_code == 200


def test_reading_it_changes_nothing_and_nothing_else_is_answered(chapter, feed):
    client = Client()
    assert client.head(feed).status_code == 200
    assert client.post(feed).status_code == 405
    assert not chapter.meetings.exists()
    assert not Notice.objects.in_chapter(chapter).exists()
    assert not client.cookies
