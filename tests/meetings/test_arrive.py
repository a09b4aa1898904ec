"""Scanning the code at the door: members mark themselves, visitors register; nobody else, and at no other time."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from chapters.scope import chapter_scope
from meetings.actions.marking import Said, say_absent, take_marks
from meetings.actions.running import cancel_meeting, close_meeting
from meetings.codes import code_now, printed_code
from meetings.models import Arrival, Visit
from meetings.states import Attendance
from tests.factories import MemberFactory, StayFactory
from tests.meetings.conftest import AT_SEVEN, LATER, TUESDAY, statements_of

EARLY = datetime(2026, 3, 3, 6, 40, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HTMX = {"HX-Request": "true"}
ROLL = "/c/riverside/roll-call/2026-03-03/"
NORA = {"name": "Nora Wong", "category": "Baker", "email": "Nora@Visitor.example", "consent": "on"}


@pytest.fixture
def clock():
    """Twenty to seven on a Tuesday, before the meeting; tests move it."""
    cache.clear()
    with time_machine.travel(EARLY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def door(chapter, clock):
    """The path of the code shown at an instant (now, unless told)."""
    return lambda at=EARLY, of=chapter: f"/c/riverside/arrive/{code_now(of, TUESDAY, at).token}/"


@pytest.fixture
def paper(chapter, clock):
    """The path of the printed code."""
    return f"/c/riverside/arrive/{printed_code(chapter).token}/"


def mark_of(member):
    return list(member.marks.values_list("mark", "marked_by__name"))


def test_opening_it_changes_nothing_and_one_tap_marks_them_present(chapter, member, sign_in, door):
    client = sign_in(member)
    page = client.get(door())
    assert "I’m here" in page.text
    assert "data-at-once" in page.text
    assert not chapter.marks.exists()
    answer = client.post(door(), follow=True)
    assert "You are here" in answer.text
    assert mark_of(member) == [("present", "Ben Whitlock")]


def test_after_the_start_they_are_late(member, sign_in, door, clock):
    clock.move_to(AT_SEVEN)
    sign_in(member).post(door(AT_SEVEN))
    assert mark_of(member) == [("late", "Ben Whitlock")]


def test_whoever_scanned_in_time_is_present_however_long_signing_in_took(member, door, clock):
    clock.move_to(AT_SEVEN - MINUTE)
    path = door(AT_SEVEN - MINUTE)
    client = Client()
    page = client.get(path)
    assert f"/accounts/login/?next={path.replace('/', '%2F')}" in page.text
    assert client.cookies["scan"]["httponly"]
    assert client.cookies["scan"]["path"] == "/c/riverside/arrive/"
    clock.move_to(AT_SEVEN + 13 * MINUTE)
    client.force_login(member.user)
    client.post(path)
    assert mark_of(member) == [("present", "Ben Whitlock")]


def test_after_a_quarter_of_an_hour_or_without_the_note_the_code_has_changed(member, sign_in, door, clock):
    client = Client()
    client.get(door())
    clock.move_to(EARLY + 16 * MINUTE)
    client.force_login(member.user)
    for other in (client, sign_in(member)):
        for answer in (other.get(door()), other.post(door())):
            assert answer.status_code == 410
            assert "This code has changed" in answer.text
    assert not member.marks.exists()


@pytest.mark.parametrize("note", ["x", "tampered", "another chapter’s"])
def test_a_forged_note_opens_nothing(chapter, other_chapter, member, sign_in, door, clock, note):
    client = sign_in(member)
    client.get(door())
    good = client.cookies["scan"].value
    client.cookies["scan"] = {"x": "x", "tampered": good[:-2] + "aa"}.get(note, good.replace(".", "a.", 1))
    clock.move_to(EARLY + 5 * MINUTE)
    assert client.post(door()).status_code == 410
    assert not member.marks.exists()


def test_a_double_tap_and_two_codes_are_one_mark_that_stays(member, sign_in, door, clock):
    client = sign_in(member)
    for _tap in range(2):
        client.post(door())
    clock.move_to(LATER)
    client.post(door(LATER))
    assert mark_of(member) == [("present", "Ben Whitlock")]


@pytest.mark.parametrize("word", ["absent", "absent_notified", "substitute", "medical"])
def test_an_officers_mark_is_never_overwritten(chapter, officer, member, sign_in, door, paper, word):
    said = {member.pk: Said(Attendance(word))}
    take_marks(chapter=chapter, day=TUESDAY, said=said, by=officer, at=EARLY)
    client = sign_in(member)
    assert "The roll says otherwise" in client.get(door()).text
    for path in (door(), paper):
        assert client.post(path).status_code == 409
    assert mark_of(member) == [(word, "Amara Osei")]
    assert not chapter.arrivals.exists()


def test_the_leader_overrules_and_that_stays(chapter, officer, member, sign_in, door):
    client = sign_in(member)
    client.post(door())
    sign_in(officer).post(ROLL, {f"m{member.pk}": "absent"})
    assert client.post(door()).status_code == 409
    assert mark_of(member) == [("absent", "Amara Osei")]


def test_who_said_that_they_cant_come_and_came_is_here(chapter, member, sign_in, door):
    say_absent(chapter=chapter, day=TUESDAY, member=member, at=EARLY)
    sign_in(member).post(door())
    assert mark_of(member) == [("present", "Ben Whitlock")]


def test_it_is_themselves_alone_whatever_the_form_says(chapter, officer, member, sign_in, door):
    sign_in(member).post(door(), {"member": officer.pk, f"m{officer.pk}": "present", "marked_by": officer.pk})
    assert not officer.marks.exists()
    assert mark_of(member) == [("present", "Ben Whitlock")]


@pytest.mark.parametrize("when", ["too early", "over", "closed", "cancelled"])
def test_only_during_the_meeting(chapter, officer, member, sign_in, door, paper, clock, when):
    at = EARLY
    if when == "too early":
        at = AT_SEVEN - 46 * MINUTE
    elif when == "over":
        at = AT_SEVEN + 90 * MINUTE
    elif when == "closed":
        close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=EARLY, early=True)
    else:
        cancel_meeting(chapter=chapter, day=TUESDAY, note="", by=officer, at=EARLY)
    clock.move_to(at)
    for path in (door(at), paper):
        client = sign_in(member)
        assert "Not just now" in client.get(path).text
        assert client.post(path).status_code == 409
        visitor = Client().post(path, NORA)
        assert "Not just now" in visitor.text
    assert not chapter.marks.exists()
    assert not chapter.arrivals.exists()
    assert not chapter.visits.exists()


def test_an_old_code_is_not_good_again_at_the_next_meeting(member, sign_in, door, clock):
    path = door()
    clock.move_to(EARLY + timedelta(days=7))
    assert sign_in(member).post(path).status_code == 410
    assert not member.marks.exists()


def test_another_chapters_code_is_like_none(chapter, other_chapter, member, stranger, sign_in, door, clock):
    foreign = door(of=other_chapter)
    for path in (foreign, "/c/riverside/arrive/nonsense/", door()[:-3] + "/"):
        assert sign_in(member).get(path).status_code == 404
        assert sign_in(member).post(path).status_code == 404
    assert not chapter.marks.exists()


def test_a_stranger_and_who_has_left_are_nobody_here(chapter, member, stranger, sign_in, door):
    """F34."""
    gone = MemberFactory(chapter=chapter, name="Gone Away", stay=False)
    StayFactory(chapter=chapter, member=gone, left_on=TUESDAY)
    for person in (stranger, gone):
        client = sign_in(person)
        page = client.get(door()).text
        assert "no member here" in page
        assert person.name not in page
        assert "Ben Whitlock" not in page
        assert client.post(door()).status_code == 422  # a visitor without a name
    assert not chapter.marks.exists()


def test_guesses_are_slowed_down(chapter, clock):
    statuses = [Client().get(f"/c/riverside/arrive/guess-{number}/").status_code for number in range(40)]
    assert set(statuses) == {404, 429}
    assert statuses.count(404) == 30


def test_it_takes_few_statements(member, sign_in, door):
    client = sign_in(member)
    assert statements_of(client, door()) <= 8


# -- On paper -----------------------------------------------------------------------------------------------------


def row_of(client, member):
    page = client.get(ROLL).text
    return re.search(rf'<li class="roll-row[^"]*" id="m{member.pk}".*?</span>', page, re.DOTALL)[0]


def test_the_printed_code_waits_for_the_leaders_tap(chapter, officer, member, sign_in, paper, clock):
    client = sign_in(member)
    for _tap in range(2):
        assert "waits for a tap" in client.post(paper, follow=True).text
    assert not chapter.marks.exists()
    assert chapter.arrivals.get().state == "waiting"
    leader = sign_in(officer)
    assert "says they are here" in row_of(leader, member)
    leader.post(ROLL, {f"m{member.pk}": "present"})
    assert mark_of(member) == [("present", "Amara Osei")]
    assert chapter.arrivals.get().state == "seen"
    assert "You are here" in client.get(paper).text


def test_the_second_officer_sees_it_with_the_next_poll(officer, member, sign_in, paper, clock):
    leader = sign_in(officer)
    shown = re.search(r'id="shown" value="([0-9a-f]*)"', leader.get(ROLL).text)[1]
    sign_in(member).post(paper)
    news = leader.get(ROLL, {"shown": shown}, headers={"HX-Request": "true"})
    assert "says they are here" in news.text


def test_not_here_stays_so_and_undo_lets_it_wait_again(chapter, officer, member, sign_in, paper):
    client, leader = sign_in(member), sign_in(officer)
    client.post(paper)
    leader.post(ROLL, {f"m{member.pk}": "absent"})
    assert chapter.arrivals.get().state == "refused"
    assert client.post(paper).status_code == 409
    leader.post(ROLL, {f"m{member.pk}": ""})
    assert "says they are here" in row_of(leader, member)
    assert chapter.arrivals.get().state == "waiting"


def test_who_told_us_that_they_cant_come_and_says_they_are_here_shows(chapter, officer, member, sign_in, paper):
    say_absent(chapter=chapter, day=TUESDAY, member=member, at=EARLY)
    sign_in(member).post(paper)
    assert "says they are here" in row_of(sign_in(officer), member)
    assert mark_of(member) == [("absent_notified", "Ben Whitlock")]


def test_a_member_of_another_chapter_leaves_no_arrival(chapter, stranger, sign_in, paper):
    sign_in(stranger).post(paper)
    assert not chapter.arrivals.exists()
    with chapter_scope(stranger.chapter_id):
        assert not Arrival.objects.in_chapter(stranger.chapter_id).exists()


# -- Visitors -----------------------------------------------------------------------------------------------------


def test_a_visitor_registers_and_came(chapter, member, door):
    client = Client()
    assert "I am visiting" in client.get(door()).text
    answer = client.post(door(), {**NORA, "invited_by": "ben whitlock"}, follow=True)
    assert "Welcome" in answer.text
    visit = chapter.visits.get()
    assert (visit.name, visit.email, visit.outcome) == ("Nora Wong", "nora@visitor.example", "came")
    assert (visit.consent_at, visit.invited_by) == (EARLY, member)


def test_a_double_tap_is_one_visitor(chapter, door):
    for _tap in range(2):
        assert Client().post(door(), NORA).status_code == 303
    assert chapter.visits.count() == 1


def test_whoever_is_on_the_list_is_found_by_address_or_name(chapter, member, door):
    by_name = Visit.objects.create(chapter=chapter, date=TUESDAY, name="Nora Wong", invited_by=member)
    by_mail = Visit.objects.create(chapter=chapter, date=TUESDAY, name="R. Ekström", email="rhys@v.example")
    other = Visit.objects.create(chapter=chapter, date=TUESDAY, name="Zoë Hart", email="zoe@work.example")
    Client().post(door(), {**NORA, "name": "nora wong"})
    Client().post(door(), {"name": "Rhys", "email": "RHYS@v.example", "consent": "on"})
    Client().post(door(), {"name": "Zoë Hart", "email": "zoe@home.example", "consent": "on"})
    assert set(chapter.visits.values_list("pk", "outcome")) == {(v.pk, "came") for v in (by_name, by_mail, other)}
    by_name.refresh_from_db()
    other.refresh_from_db()
    assert (by_name.email, by_name.invited_by) == ("nora@visitor.example", member)
    assert (other.email, other.consent_at) == ("zoe@work.example", None)


def test_by_the_printed_code_whoever_keeps_the_list_says_so(chapter, paper):
    Client().post(paper, NORA)
    assert chapter.visits.get().outcome == ""


def test_what_an_officer_said_of_a_visitor_stays(chapter, door):
    Visit.objects.create(chapter=chapter, date=TUESDAY, name="Nora Wong", outcome="no_show")
    Client().post(door(), NORA)
    assert chapter.visits.get().outcome == "no_show"


def test_an_open_roll_call_shows_them_with_its_next_poll(officer, sign_in, door):
    leader = sign_in(officer)
    shown = re.search(r"\?visits=([0-9a-f]+)", leader.get(ROLL).text)[1]
    assert leader.get(ROLL, {"visits": shown}, headers=HTMX).status_code == 204
    Client().post(door(), NORA)
    news = leader.get(ROLL, {"visits": shown}, headers=HTMX)
    assert "Nora Wong" in news.text
    assert "csrfmiddlewaretoken" in news.text


def test_without_consent_no_address_is_kept(chapter, door):
    refused = Client().post(door(), {**NORA, "consent": ""})
    assert refused.status_code == 422
    assert "leave the e-mail empty" in refused.text
    Client().post(door(), {"name": "Nora Wong"})
    assert (chapter.visits.get().email, chapter.visits.get().consent_at) == ("", None)


def test_a_typing_visitor_has_a_quarter_of_an_hour(chapter, door, clock):
    client = Client()
    client.get(door())
    clock.move_to(EARLY + 10 * MINUTE)
    assert client.post(door(), NORA).status_code == 303
    assert Client().post(door(), NORA).status_code == 410


def test_a_visitor_learns_nothing_of_who_else_is_there(chapter, officer, member, door):
    Visit.objects.create(chapter=chapter, date=TUESDAY, name="Rhys Ekström", email="rhys@v.example")
    client = Client()
    known = client.post(door(), {"name": "Rhys Ekström"}, follow=True)
    unknown = Client().post(door(), {"name": "Nobody Known"}, follow=True)
    pages = [re.sub(r"\d{2}:\d{2}", "", page.text) for page in (known, unknown, client.get(door()))]
    assert pages[0] == pages[1]
    for page in pages:
        assert "Rhys" not in page
        assert member.name not in page
        assert officer.name not in page


def test_past_the_limit_the_door_tells_nobody_and_whoever_keeps_the_list_decides(chapter, door):
    for day in ("2026-02-17", "2026-02-24"):
        Visit.objects.create(chapter=chapter, date=day, name="Nora Wong", email="nora@visitor.example", outcome="came")
    often = Client().post(door(), NORA, follow=True)
    first = Client().post(door(), {**NORA, "name": "New Here", "email": "new@visitor.example"}, follow=True)
    assert often.text == first.text
    assert dict(chapter.visits.filter(date=TUESDAY).values_list("name", "outcome")) == {
        "Nora Wong": "",
        "New Here": "came",
    }


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "<svg onload=alert(1)>"])
def test_f42_what_a_visitor_types_is_text(chapter, officer, sign_in, door, text):
    Client().post(door(), {**NORA, "name": text, "category": text, "invited_by": text})
    visit = chapter.visits.get()
    leader = sign_in(officer)
    for path in ("meeting/2026-03-03/", "roll-call/2026-03-03/", "visitors/", f"visitors/{visit.pk}/"):
        page = leader.get(f"/c/riverside/{path}").text
        assert "<img src=x" not in page
        assert "<svg onload" not in page
        assert text.replace("<", "&lt;").replace(">", "&gt;") in page


def test_a_name_of_several_lines_is_one(chapter, door):
    """F51."""
    Client().post(door(), {**NORA, "name": "Nora\r\nBcc: all@riverside.example"})
    assert chapter.visits.get().name == "Nora Bcc: all@riverside.example"


def test_visitors_are_slowed_down(chapter, door):
    statuses = [Client().post(door(), {"name": f"Guest {number}"}).status_code for number in range(35)]
    assert statuses.count(303) == 30
    assert set(statuses) == {303, 429}
