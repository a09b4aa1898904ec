"""A visitor registers by a member's link, hears when and where, and can say that they cannot come."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from meetings.actions.running import cancel_meeting, close_meeting, move_meeting, restore_meeting
from meetings.actions.visiting import Guest, register_visit
from meetings.models import Visit
from meetings.tokens import invite_address, visit_address
from meetings.visitor_reminders import remind_visitors
from notices.drain import drain
from tests.factories import MemberFactory
from tests.meetings.conftest import LATER, TUESDAY
from tests.notices.conftest import Clock, mailbox  # noqa: F401  # a fixture

LAST_WEEK = datetime(2026, 2, 24, 12, tzinfo=UTC)
THE_DAY_BEFORE = datetime(2026, 3, 2, 9, tzinfo=UTC)
THE_DAY_AFTER = datetime(2026, 3, 4, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
NORA = {"name": "Nora Wong", "category": "Baker", "email": "Nora@Visitor.example", "consent": "on"}
GUEST = Guest("Nora Wong", "nora@visitor.example", "Baker", consent=True)


@pytest.fixture(autouse=True)
def clock(chapter, monkeypatch):
    """Last week; pages and workers tell the same time."""
    cache.clear()
    clock = Clock()
    clock.at = LAST_WEEK
    monkeypatch.setattr("chapters.clock.tick", clock)
    with time_machine.travel(LAST_WEEK, tick=False) as traveller:
        clock.travel = traveller
        yield clock


def move_to(clock, at):
    clock.at = at
    clock.travel.move_to(at)


@pytest.fixture
def link(chapter, member, settings):
    return invite_address(chapter, member.pk, TUESDAY).removeprefix(settings.SITE_URL)


@pytest.fixture
def nora(chapter, member):
    return register_visit(chapter=chapter, day=TUESDAY, guest=GUEST, invited_by=member, at=LAST_WEEK)


def told(chapter):
    return list(chapter.notices.filter(kind__startswith="visit").order_by("pk").values_list("kind", "email", "state"))


def sent(chapter):
    drain(chapter.pk)
    return told(chapter)


def test_it_says_when_where_and_who_invites_and_nothing_else(chapter, officer, member, link):
    Visit.objects.create(chapter=chapter, date=TUESDAY, name="Rhys Ekström")
    page = Client().get(link)
    assert "Ben Whitlock invites you to Riverside" in page.text
    assert "Tuesday 3 March, 07:00" in page.text
    assert "The Boathouse, Mill Lane" in page.text
    for private in ("Amara", "Rhys", member.email):
        assert private not in page.text
    assert not chapter.visits.filter(name="Nora Wong").exists()


def test_registering_is_one_visit_however_often_and_one_mail(chapter, member, link, mailbox):  # noqa: F811
    for _tap in range(2):
        answer = Client().post(link, NORA, follow=True)
        assert "Look into your mail" in answer.text
    visit = chapter.visits.get()
    assert (visit.name, visit.email, visit.outcome) == ("Nora Wong", "nora@visitor.example", "")
    assert (visit.invited_by, visit.registered_at, visit.consent_at) == (member, LAST_WEEK, LAST_WEEK)
    assert sent(chapter) == [("visit_registered", "nora@visitor.example", "sent")]
    (mail,) = mailbox.arrived
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Your visit to Riverside on Tuesday 3 March"
    assert "Ben Whitlock looks forward to seeing you." in text
    assert "/c/riverside/my-visit/" in text
    assert "Amara" not in text


def test_without_consent_nothing_is_kept_or_sent(chapter, link):
    assert Client().post(link, {**NORA, "consent": ""}).status_code == 422
    assert not chapter.visits.exists()
    assert "You are on the list" in Client().post(link, {"name": "Nora Wong"}, follow=True).text
    assert (chapter.visits.get().email, told(chapter)) == ("", [])


@pytest.mark.parametrize("kind", ["nonsense", "foreign", "left", "tampered"])
def test_a_link_that_is_none_of_ours_or_whose_sender_left_is_not_there(
    chapter, other_chapter, member, link, settings, kind
):
    """F34."""
    path = {
        "nonsense": "/c/riverside/visit/nonsense/",
        "foreign": invite_address(other_chapter, member.pk, TUESDAY)
        .removeprefix(settings.SITE_URL)
        .replace("lakeside", "riverside"),
        "tampered": link.replace("20260303", "20260310"),
    }.get(kind, link)
    if kind == "left":
        member.stays.update(left_on=date(2026, 2, 24))
    assert Client().get(path).status_code == 404
    assert Client().post(path, NORA).status_code == 404
    assert not chapter.visits.exists()


@pytest.mark.parametrize("what", ["over", "closed", "cancelled"])
def test_a_meeting_that_is_not_to_come_takes_no_visitors(chapter, officer, link, clock, what):
    if what == "over":
        move_to(clock, LATER + 2 * HOUR)
    elif what == "closed":
        close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LAST_WEEK, early=True)
    else:
        cancel_meeting(chapter=chapter, day=TUESDAY, note="", by=officer, at=LAST_WEEK)
    assert "This invitation is over" in Client().post(link, NORA).text
    assert not chapter.visits.exists()


def test_past_the_limit_they_are_told_whom_to_talk_to_by_mail_alone(chapter, link, mailbox):  # noqa: F811
    """Whoever types somebody's address, or name, does not learn that they were here."""
    for day in (date(2026, 2, 10), date(2026, 2, 17)):
        Visit.objects.create(chapter=chapter, date=day, name="Nora W.", email="nora@visitor.example", outcome="came")
    known = [Client().post(link, NORA, follow=True) for _tap in range(2)]
    unknown = Client().post(link, NORA | {"name": "Lee Park", "email": "lee@visitor.example"}, follow=True)
    assert {page.text for page in known} == {unknown.text}
    assert chapter.visits.filter(date=TUESDAY).get().name == "Lee Park"
    assert sent(chapter) == [
        ("visit_limit", "nora@visitor.example", "sent"),
        ("visit_registered", "lee@visitor.example", "sent"),
    ]
    text = mailbox.arrived[0].get_body(("plain",)).get_content()
    assert "You have visited us 2 times. The next step is to apply. Talk to Ben Whitlock." in text
    assert Client().post(link, {"name": "Nora W."}, follow=True).status_code == 200


def test_once_the_day_is_over_nobody_is_told_of_the_limit(chapter, link, clock):
    chapter.change(visits_allowed=1)
    Visit.objects.create(
        chapter=chapter, date=date(2026, 2, 10), name="N", email="nora@visitor.example", outcome="came"
    )
    Client().post(link, NORA)
    move_to(clock, THE_DAY_AFTER)
    assert sent(chapter) == [("visit_limit", "nora@visitor.example", "skipped")]


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({"outcome": "no_show"}, False),
        ({"outcome": ""}, False),
        ({"outcome": "came", "email": "another@visitor.example"}, False),
        ({"outcome": "came", "email": ""}, True),
        ({"outcome": "came"}, True),
    ],
)
def test_what_counts_against_the_limit(chapter, link, changes, counts):
    chapter.change(visits_allowed=1)
    row = {"name": "nora wong", "email": "nora@visitor.example"} | changes
    Visit.objects.create(chapter=chapter, date=date(2026, 2, 10), **row)
    Client().post(link, NORA)
    assert [kind for kind, *_rest in told(chapter)] == ["visit_limit" if counts else "visit_registered"]


def test_a_chapter_without_a_limit_lets_everybody_come(chapter, link):
    chapter.change(visits_allowed=0)
    for week in range(5):
        day = date(2026, 1, 6) + timedelta(weeks=week)
        Visit.objects.create(chapter=chapter, date=day, name="Nora", email="nora@visitor.example", outcome="came")
    assert Client().post(link, NORA).status_code == 303


def test_registrations_are_slowed_down(chapter, link):
    statuses = [Client().post(link, {"name": f"Guest {number}"}).status_code for number in range(35)]
    assert statuses.count(303) == 30
    assert set(statuses) == {303, 429}


def test_the_link_of_a_moved_meeting_leads_to_its_new_day(chapter, officer, link):
    cancel_meeting(chapter=chapter, day=TUESDAY, note="", by=officer, at=LAST_WEEK)
    chapter.meetings.create(date=date(2026, 3, 4), moved_from=TUESDAY)
    assert "Wednesday 4 March" in Client().get(link).text
    Client().post(link, NORA)
    assert chapter.visits.get().date == date(2026, 3, 4)


# -- I can't come -------------------------------------------------------------------------------------------------


@pytest.fixture
def mine(chapter, nora, settings):
    return visit_address(chapter, nora.pk).removeprefix(settings.SITE_URL)


def test_opening_it_changes_nothing_one_tap_says_it_another_takes_it_back(nora, mine):
    assert "You can’t come?" in Client().get(mine).text
    nora.refresh_from_db()
    assert nora.cannot_come_at is None
    for _tap in range(2):
        assert "Thank you for saying so" in Client().post(mine, follow=True).text
    nora.refresh_from_db()
    assert nora.cannot_come_at == LAST_WEEK
    Client().post(mine, {"coming": "yes"})
    nora.refresh_from_db()
    assert nora.cannot_come_at is None


def test_members_see_that_they_cant_come(member, nora, mine, sign_in):
    Client().post(mine)
    assert "can’t come</span>" in sign_in(member).get("/c/riverside/meeting/2026-03-03/").text


def test_once_somebody_said_what_became_of_it_there_is_nothing_to_say(chapter, nora, mine):
    Visit.objects.in_chapter(chapter).update(outcome="came")
    assert "This visit is over" in Client().post(mine).text
    nora.refresh_from_db()
    assert nora.cannot_come_at is None


def test_another_visits_or_chapters_link_is_not_there(chapter, other_chapter, nora, mine, settings):
    foreign = visit_address(other_chapter, nora.pk).removeprefix(settings.SITE_URL).replace("lakeside", "riverside")
    for path in (foreign, mine.replace(str(nora.pk), str(nora.pk + 1), 1), "/c/riverside/my-visit/7/"):
        assert Client().get(path).status_code == 404
    Visit.objects.in_chapter(chapter).filter(pk=nora.pk).delete()
    assert Client().post(mine).status_code == 404


# -- Reminders ----------------------------------------------------------------------------------------------------


def test_they_are_reminded_the_day_before_at_the_chapters_hour_once(chapter, nora, clock, mailbox):  # noqa: F811
    sent(chapter)
    assert remind_visitors(chapter, LAST_WEEK, THE_DAY_BEFORE - HOUR) == THE_DAY_BEFORE
    for hours in range(3):
        remind_visitors(chapter, THE_DAY_BEFORE, THE_DAY_BEFORE + hours * HOUR)
    clock.at = THE_DAY_BEFORE
    assert sent(chapter)[1:] == [("visit_reminder", "nora@visitor.example", "sent")]
    mail = mailbox.arrived[-1]
    assert mail["Subject"] == "Tomorrow, 07:00: your visit to Riverside"
    assert re.search(r"/c/riverside/my-visit/\S+", mail.get_body(("plain",)).get_content())


def test_whoever_registered_since_was_just_told(chapter, member, clock):
    late = THE_DAY_BEFORE + HOUR
    register_visit(chapter=chapter, day=TUESDAY, guest=GUEST, invited_by=member, at=late)
    remind_visitors(chapter, THE_DAY_BEFORE, late + HOUR)
    assert [kind for kind, *_ in told(chapter)] == ["visit_registered"]


@pytest.mark.parametrize("what", ["cancelled", "cannot come", "taken off", "too late", "came early"])
def test_no_reminder_is_sent_where_it_is_no_use(chapter, officer, nora, clock, mailbox, what):  # noqa: F811
    """F22, F28."""
    sent(chapter)
    remind_visitors(chapter, THE_DAY_BEFORE, THE_DAY_BEFORE)
    clock.at = THE_DAY_BEFORE
    rows = Visit.objects.in_chapter(chapter)
    if what == "cancelled":
        chapter.meetings.create(date=TUESDAY, status="cancelled")
    elif what == "cannot come":
        rows.update(cannot_come_at=LAST_WEEK)
    elif what == "taken off":
        rows.all().delete()
    elif what == "too late":
        clock.at = LATER
    else:
        rows.update(outcome="came")
    assert ("visit_reminder", "nora@visitor.example", "skipped") in sent(chapter)
    assert len(mailbox.arrived) == 1


def test_a_cancelled_or_moved_meeting_is_told_to_who_agreed_to_be_told(
    chapter,
    officer,
    nora,
    clock,
    mailbox,  # noqa: F811
):
    Visit.objects.create(chapter=chapter, date=TUESDAY, name="No Consent", email="no@visitor.example")
    gone = Guest("Gone", "gone@visitor.example", consent=True)
    register_visit(chapter=chapter, day=TUESDAY, guest=gone, invited_by=officer, at=LAST_WEEK)
    Visit.objects.in_chapter(chapter).filter(name="Gone").update(cannot_come_at=LAST_WEEK)
    sent(chapter)
    cancel_meeting(chapter=chapter, day=TUESDAY, note="The hall is being painted.", by=officer, at=LAST_WEEK)
    clock.at = LAST_WEEK + HOUR
    sent(chapter)
    (mail,) = [mail for mail in mailbox.arrived if "no meeting" in mail.get_body(("plain",)).get_content()][-1:]
    assert mail["To"] == "nora@visitor.example"
    assert "The hall is being painted." in mail.get_body(("plain",)).get_content()
    restore_meeting(chapter=chapter, day=TUESDAY, by=officer, at=clock.at)
    clock.at += HOUR
    sent(chapter)
    move_meeting(
        chapter=chapter,
        day=TUESDAY,
        to_day=date(2026, 3, 5),
        clock=time(8),
        place="Town Hall",
        by=officer,
        at=clock.at,
    )
    clock.at += HOUR
    mine = [row for row in sent(chapter) if row[1] == "nora@visitor.example"]
    assert [kind for kind, *_ in mine] == ["visit_registered", "visit_cancelled", "visit_restored", "visit_moved"]
    assert {state for *_, state in mine} == {"sent"}
    assert mailbox.arrived[-1]["To"] != "no@visitor.example"
    assert not [row for row in told(chapter) if row[1] == "no@visitor.example"]
    remind_visitors(chapter, THE_DAY_BEFORE, THE_DAY_BEFORE)
    assert "visit_reminder" not in {kind for kind, *_ in told(chapter)}
    remind_visitors(chapter, THE_DAY_BEFORE, THE_DAY_BEFORE + timedelta(days=2))
    assert "visit_reminder" in {kind for kind, *_ in told(chapter)}


# -- Following up -------------------------------------------------------------------------------------------------


@pytest.fixture
def came(chapter, officer, nora):
    Visit.objects.in_chapter(chapter).update(outcome="came")
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    return nora


def follow_ups(chapter):
    return [row[1:] for row in sent(chapter) if row[0] == "visit_follow_up"]


def test_the_host_is_reminded_the_day_after_the_close_once(chapter, member, came, clock, mailbox):  # noqa: F811
    remind_visitors(chapter, LATER, LATER + HOUR)
    assert follow_ups(chapter) == []
    clock.at = THE_DAY_AFTER
    for hours in range(3):
        remind_visitors(chapter, LATER, THE_DAY_AFTER + hours * HOUR)
    assert follow_ups(chapter) == [(member.email, "sent")]
    assert mailbox.arrived[-1]["Subject"] == "Nora Wong visited us. Have you thanked them?"
    assert f"/c/riverside/visitors/{came.pk}/" in mailbox.arrived[-1].get_body(("plain",)).get_content()


def test_whoever_was_asked_to_host_is_reminded_instead(chapter, member, came, clock):
    host = MemberFactory(chapter=chapter)
    Visit.objects.in_chapter(chapter).update(host=host)
    clock.at = THE_DAY_AFTER
    remind_visitors(chapter, LATER, THE_DAY_AFTER)
    assert follow_ups(chapter) == [(host.email, "sent")]


@pytest.mark.parametrize("what", ["done", "did not come", "reopened", "another host", "left"])
def test_nobody_is_reminded_of_what_is_done_or_was_not(chapter, officer, member, came, clock, what):
    clock.at = THE_DAY_AFTER
    remind_visitors(chapter, LATER, THE_DAY_AFTER)
    rows = Visit.objects.in_chapter(chapter)
    if what == "done":
        rows.update(followed_up_at=LATER, followed_up_by=member)
    elif what == "did not come":
        rows.update(outcome="no_show")
    elif what == "reopened":
        chapter.meetings.update(status="scheduled", closed_at=None, closed_by=None)
    elif what == "another host":
        rows.update(host=officer)
    else:
        member.stays.update(left_on=TUESDAY)
    assert follow_ups(chapter) == [(member.email, "skipped")]


def test_after_days_without_a_worker_it_is_too_late(chapter, came, clock):
    clock.at = THE_DAY_AFTER + timedelta(days=3)
    remind_visitors(chapter, LATER, clock.at)
    assert follow_ups(chapter) == []
