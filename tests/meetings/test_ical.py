"""What goes to people's calendars, read back by two libraries that did not write it."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical

from chapters.models import Chapter, Recess
from meetings.ical import appointment_event, invitation, meeting_event, recess_event, written
from meetings.models import Appointment, Meeting
from meetings.rhythm import ComingMeeting, Rhythm
from members.models import Member
from tests.meetings.calendars import events_of, read, words_of

AT = datetime(2026, 3, 1, 12, 30, 15, 400, tzinfo=UTC)
BRUSSELS, NEW_YORK = ZoneInfo("Europe/Brussels"), ZoneInfo("America/New_York")


def a_chapter(**other) -> Chapter:
    usual = {"slug": "riverside", "name": "Riverside", "timezone": "Europe/Brussels", "weekday": 1}
    return Chapter(**usual | {"start_time": time(7), "duration_minutes": 90, "place": "The Boathouse"} | other)


def meetings_of(chapter: Chapter, *days: date) -> str:
    rhythm = Rhythm(chapter, {}, ())
    return written(
        [meeting_event(chapter, rhythm.on(day), summary="Riverside meeting", at=AT) for day in days], chapter.zone
    )


@pytest.fixture
def appointment():
    chapter = a_chapter()
    amara = Member(pk=1, name="Amara Osei", email="amara@riverside.example")
    ben = Member(pk=2, name="Ben Whitlock", email="ben@riverside.example")
    return Appointment(
        chapter=chapter,
        uuid=uuid4(),
        proposer=amara,
        other=ben,
        state="agreed",
        starts_at=datetime(2026, 3, 31, 8, tzinfo=UTC),
        minutes=45,
        place="Café Río",
        topics="The Nkosi boiler",
        sequence=2,
    )


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_seven_in_brussels_is_seven_in_calendars_on_both_sides_of_the_clock_change(sunday):
    """F25."""
    days = [sunday - timedelta(days=5), sunday + timedelta(days=2)]
    events = events_of(meetings_of(a_chapter(), *days)).values()
    begin = [event.dtstart.value for event in events]
    assert [(b.date(), b.time()) for b in begin] == [(day, time(7)) for day in days]
    before, after = (b.astimezone(UTC) for b in begin)
    assert before.hour != after.hour
    assert [b.astimezone(UTC) for b in begin] == [
        datetime.combine(day, time(7), BRUSSELS).astimezone(UTC) for day in days
    ]


def test_seven_in_new_york_is_one_then_noon_in_brussels_in_march():
    days = [date(2026, 3, 3), date(2026, 3, 10), date(2026, 3, 24), date(2026, 3, 31)]
    events = events_of(meetings_of(a_chapter(timezone="America/New_York"), *days)).values()
    assert [event.dtstart.value.astimezone(BRUSSELS).hour for event in events] == [13, 12, 12, 13]


@pytest.mark.parametrize("zone", ["Europe/Brussels", "America/New_York", "Europe/Dublin", "Australia/Lord_Howe"])
def test_the_zone_that_is_sent_along_tells_the_same_time_as_the_database_all_year(zone):
    chapter = a_chapter(timezone=zone)
    days = [date(2026, 1, 6) + timedelta(weeks=n) for n in range(52)]
    text = meetings_of(chapter, *days)
    begin, end = text.index("BEGIN:VTIMEZONE"), text.index("BEGIN:VEVENT")
    sent = tzical(StringIO(text[begin:end])).get()
    for day in days:
        assert datetime.combine(day, time(7), sent).astimezone(UTC) == datetime.combine(
            day, time(7), chapter.zone
        ).astimezone(UTC)


def test_an_hour_that_comes_twice_is_told_apart():
    chapter = a_chapter()
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30 for the second time
    meeting = ComingMeeting(date(2026, 10, 25), second - timedelta(hours=1), second, "")
    text = written([meeting_event(chapter, meeting, summary="x", at=AT)], chapter.zone)
    (event,) = events_of(text).values()
    assert event.dtend.value - event.dtstart.value == timedelta(hours=1)
    assert "DTSTART;TZID=Europe/Brussels:20261025T023000" in text
    assert "DTEND:20261025T013000Z" in text


def test_a_chapter_that_lives_by_utc_needs_no_zone():
    assert "VTIMEZONE" not in meetings_of(a_chapter(timezone="UTC"), date(2026, 3, 3))
    (event,) = events_of(meetings_of(a_chapter(timezone="Etc/UTC"), date(2026, 3, 3))).values()
    assert event.dtstart.value.astimezone(UTC) == datetime(2026, 3, 3, 7, tzinfo=UTC)


def test_a_moved_meeting_is_known_by_the_day_it_was_planned_for():
    chapter = a_chapter()
    row = Meeting(date=date(2026, 3, 5), moved_from=date(2026, 3, 3), sequence=3, starts_at=time(12, 30), place="Hall")
    moved = Rhythm(chapter, {row.date: row}, ()).on(row.date)
    (event,) = events_of(written([meeting_event(chapter, moved, summary="x", at=AT)], chapter.zone)).values()
    assert (event.uid.value, event.sequence.value) == ("meeting-20260303@riverside.localhost", "3")
    assert event.dtstart.value == datetime(2026, 3, 5, 12, 30, tzinfo=BRUSSELS)
    assert (event.location.value, event.url.value) == ("Hall", "http://localhost:8000/c/riverside/meeting/2026-03-05/")


def test_a_cancelled_meeting_says_so_and_leaves_the_time_free():
    chapter = a_chapter()
    row = Meeting(date=date(2026, 3, 3), status="cancelled", sequence=1)
    meeting = Rhythm(chapter, {row.date: row}, ()).on(row.date)
    (event,) = events_of(written([meeting_event(chapter, meeting, summary="x", at=AT)], chapter.zone)).values()
    assert (event.status.value, event.transp.value, event.sequence.value) == ("CANCELLED", "TRANSPARENT", "1")


@pytest.mark.parametrize(
    "text",
    [
        "Tea, cake; and \\ more",
        "One line\r\nBEGIN:VEVENT\nUID:evil\n\nEND:VEVENT",
        'A "quoted": name',
        "ü" * 100,
        "🙂" * 60,
        "a" * 300,
        "bell\x07 and nul\x00 and \x85 and \u2028",
        "tab\tbed",
    ],
)
def test_whatever_people_type_stays_one_text(text):
    chapter = a_chapter(name=text, place=text)
    meeting = Rhythm(chapter, {}, ()).on(date(2026, 3, 3))
    event = meeting_event(chapter, meeting, summary=text, lines=[text, text], at=AT)
    calendar = read(written([event], chapter.zone, name=text))
    (found,) = calendar.contents["vevent"]
    clean = "".join(c for c in text.replace("\r\n", "\n") if c.isprintable() or c in "\n\t")
    assert found.summary.value == clean
    assert found.location.value == clean
    assert found.description.value == f"{clean}\n\n{clean}"


@pytest.mark.parametrize("name", ['Ben "B", Whitlock; x:y', "Ben\r\nATTENDEE:mailto:evil@x.example", "Bén", "a^nb"])
def test_a_name_adds_nobody_and_no_line_to_an_invitation(appointment, name):
    appointment.other.name = name
    text = invitation(appointment, reader=appointment.proposer, at=AT).text
    (event,) = events_of(text).values()
    assert [who.value for who in event.contents["attendee"]] == [
        "mailto:amara@riverside.example",
        "mailto:ben@riverside.example",
    ]


def test_a_recess_is_whole_days_that_keep_nobody_busy():
    chapter = a_chapter()
    recess = Recess(chapter=chapter, first_day=date(2026, 8, 3), last_day=date(2026, 8, 9), reason="Summer")
    (event,) = events_of(written([recess_event(chapter, recess, at=AT)], chapter.zone)).values()
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 8, 3), date(2026, 8, 10))
    assert (event.transp.value, event.description.value) == ("TRANSPARENT", "Summer")


def test_a_one_to_one_says_with_whom_where_and_when_and_not_what_about(appointment):
    text = written([appointment_event(appointment, reader=appointment.other, at=AT)], appointment.chapter.zone)
    (event,) = events_of(text).values()
    assert event.uid.value == f"one-to-one-{appointment.uuid}@riverside.localhost"
    assert (event.summary.value, event.location.value) == ("One-to-one with Amara Osei", "Café Río")
    assert event.dtstart.value == datetime(2026, 3, 31, 10, tzinfo=BRUSSELS)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=45)
    assert (event.status.value, event.sequence.value) == ("CONFIRMED", "2")
    assert event.dtstamp.value == datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)
    assert "Nkosi" not in text


def test_an_invitation_asks_its_reader_and_names_the_other_as_coming(appointment):
    sent = invitation(appointment, reader=appointment.other, at=AT)
    calendar = read(sent.text)
    (event,) = calendar.contents["vevent"]
    assert (sent.method, calendar.method.value) == ("REQUEST", "REQUEST")
    assert event.organizer.value == "mailto:notices@localhost"
    said = {who.value: who.params for who in event.contents["attendee"]}
    assert said["mailto:ben@riverside.example"]["PARTSTAT"] == ["NEEDS-ACTION"]
    assert said["mailto:amara@riverside.example"]["PARTSTAT"] == ["ACCEPTED"]
    assert all(params["RSVP"] == ["FALSE"] for params in said.values())


@pytest.mark.parametrize("state", ["cancelled", "declined", "proposed"])
def test_what_is_no_longer_agreed_is_taken_out_again(appointment, state):
    appointment.state, appointment.sequence = state, 3
    sent = invitation(appointment, reader=appointment.other, at=AT)
    (event,) = events_of(sent.text).values()
    assert (sent.method, event.status.value, event.sequence.value) == ("CANCEL", "CANCELLED", "3")


def test_what_follows_a_feed_learns_its_name_and_how_often_to_ask():
    chapter = a_chapter()
    text = written([], chapter.zone, name="Riverside, mornings")
    assert "X-WR-CALNAME:Riverside\\, mornings" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT2H" in text


def test_the_words_helper_answers_nothing_for_what_is_not_there(appointment):
    text = written([appointment_event(appointment, reader=appointment.other, at=AT)], NEW_YORK)
    (event,) = events_of(text).values()
    assert words_of(event, "description") == ""
