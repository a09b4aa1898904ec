"""Roll call: one tap a mark, by script or by one form; two officers see each other's taps."""

import re

import pytest

from chapters.scope import chapter_scope
from meetings.actions.marking import Said, say_absent, take_marks
from meetings.actions.running import cancel_meeting, close_meeting
from meetings.states import Attendance
from members.models import Leave
from tests.factories import MarkFactory, MeetingFactory, MemberFactory
from tests.meetings.conftest import LATER, TUESDAY, statements_of

PATH = "/c/riverside/roll-call/2026-03-03/"
HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.usefixtures("tuesday")


def shown_on(page):
    return re.search(r'id="shown" value="([0-9a-f]*)"', page.content.decode())[1]


def test_todays_roll_is_what_opens(officer, member, sign_in):
    page = sign_in(officer).get("/c/riverside/roll-call/").content.decode()
    assert "Tuesday 3 March" in page
    assert "Amara Osei" in page
    assert "Ben Whitlock" in page


def test_before_its_day_the_roll_and_the_run_sheet_say_how_early_it_is(officer, sign_in):
    client, early = sign_in(officer), "This meeting is in 7 days. What you tap now is kept for it."
    assert early in client.get(PATH.replace("03-03", "03-10")).text
    assert early in client.get("/c/riverside/meeting/2026-03-10/run-sheet/").text
    assert "What you tap now" not in client.get(PATH).text


@pytest.mark.parametrize("office", ["president", "vice_president", "secretary", "visitor_host"])
def test_who_calls_the_roll_may(chapter, sign_in, office):
    caller = MemberFactory(chapter=chapter, offices=[office])
    assert sign_in(caller).get(PATH).status_code == 200
    assert sign_in(caller).post(PATH, {f"m{caller.pk}": "present"}).status_code == 303
    assert caller.marks.get().mark == "present"


def test_nobody_else_may(chapter, member, officer, stranger, sign_in, client):
    treasurer = MemberFactory(chapter=chapter, offices=["treasurer"])
    for person, status in ((member, 403), (treasurer, 403), (stranger, 404)):
        assert sign_in(person).get(PATH).status_code == status
        assert sign_in(person).post(PATH, {f"m{member.pk}": "present"}).status_code == status
    assert client.get(PATH).status_code == 302
    assert not chapter.marks.exists()


def test_a_tap_saves_one_mark_and_answers_with_that_row(officer, member, sign_in):
    client = sign_in(officer)
    shown = shown_on(client.get(PATH))
    answer = client.post(PATH, {f"m{member.pk}": "late", "shown": shown}, headers=HTMX).content.decode()
    assert member.marks.get().mark == "late"
    assert re.findall(r'<li class="roll-row[^>]*id="m(\d+)"', answer) == [str(member.pk)]
    assert "Undo" in answer


def test_a_double_tap_is_one_mark(officer, member, sign_in):
    client = sign_in(officer)
    shown = shown_on(client.get(PATH))
    for _tap in range(2):
        assert client.post(PATH, {f"m{member.pk}": "present", "shown": shown}, headers=HTMX).status_code == 200
    assert member.marks.get().mark == "present"


def test_undo_brings_back_what_was(officer, member, sign_in, chapter):
    take_marks(
        chapter=chapter, day=TUESDAY, said={member.pk: Said(Attendance.SUBSTITUTE, "Ana Ruiz")}, by=officer, at=LATER
    )
    client = sign_in(officer)
    answer = client.post(PATH, {f"m{member.pk}": "present", "shown": shown_on(client.get(PATH))}, headers=HTMX)
    undo = dict(re.findall(r'<input type="hidden" name="([ms]\d+)" value="([^"]*)">', answer.content.decode()))
    client.post(PATH, undo, headers=HTMX)
    assert (member.marks.get().mark, member.marks.get().substitute) == ("substitute", "Ana Ruiz")


def test_another_officers_tap_arrives_with_the_poll_and_nothing_new_is_204(officer, second_officer, member, sign_in):
    hers, mine = sign_in(second_officer), sign_in(officer)
    shown = shown_on(hers.get(PATH))
    assert hers.get(PATH, {"shown": shown}, headers=HTMX).status_code == 204
    mine.post(PATH, {f"m{member.pk}": "present"}, headers=HTMX)
    news = hers.get(PATH, {"shown": shown}, headers=HTMX)
    assert f'id="m{member.pk}" hx-swap-oob="true"' in news.content.decode()
    assert hers.get(PATH, {"shown": shown_on(news)}, headers=HTMX).status_code == 204


def test_a_poll_reloads_the_page_once_the_meeting_is_closed_or_the_people_change(chapter, officer, member, sign_in):
    client = sign_in(officer)
    shown = shown_on(client.get(PATH))
    MemberFactory(chapter=chapter)
    assert client.get(PATH, {"shown": shown}, headers=HTMX).headers["HX-Refresh"] == "true"
    shown = shown_on(client.get(PATH))
    assert client.get(PATH, {"shown": shown}, headers=HTMX).status_code == 204
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    assert client.get(PATH, {"shown": shown}, headers=HTMX).headers["HX-Refresh"] == "true"


def test_without_script_one_form_keeps_all_the_marks(officer, member, sign_in):
    answer = sign_in(officer).post(
        PATH, {"was": f"{officer.pk}:,{member.pk}:", f"m{officer.pk}": "present", f"m{member.pk}": "absent"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)
    assert (officer.marks.get().mark, member.marks.get().mark) == ("present", "absent")


def test_a_form_opened_before_another_officers_tap_does_not_undo_it(chapter, officer, second_officer, member, sign_in):
    take_marks(chapter=chapter, day=TUESDAY, said={member.pk: Said(Attendance.LATE)}, by=second_officer, at=LATER)
    stale = {"was": f"{officer.pk}:,{member.pk}:absent", f"m{member.pk}": "absent", f"m{officer.pk}": "present"}
    sign_in(officer).post(PATH, stale)
    assert (member.marks.get().mark, officer.marks.get().mark) == ("late", "present")


def test_who_told_us_is_marked_already_and_who_is_on_leave_is_excused(chapter, officer, member, sign_in):
    say_absent(chapter=chapter, day=TUESDAY, member=member, at=LATER)
    away = MemberFactory(chapter=chapter, name="Freya Lindqvist")
    Leave.objects.create(chapter=chapter, member=away, first_day=TUESDAY, last_day=TUESDAY, approved=True)
    page = sign_in(officer).get(PATH).content.decode()
    assert "told us</span>" in page
    assert "on leave</span>" in page
    assert re.search(r"<dt>to mark</dt><dd>1</dd>", page)


def test_a_leave_that_nobody_approved_excuses_nobody(chapter, officer, member, sign_in):
    Leave.objects.create(chapter=chapter, member=member, first_day=TUESDAY, approved=None)
    assert re.search(r"<dt>to mark</dt><dd>2</dd>", sign_in(officer).get(PATH).content.decode())


def test_a_closed_roll_shows_marks_and_takes_none(chapter, officer, member, sign_in):
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    client = sign_in(officer)
    assert b'type="radio"' not in client.get(PATH).content
    assert client.post(PATH, {f"m{member.pk}": "present"}, headers=HTMX).headers["HX-Refresh"] == "true"
    assert "marks are final" in client.get(PATH).content.decode()
    assert not chapter.marks.exists()


def test_a_cancelled_roll_takes_none(chapter, officer, member, sign_in):
    cancel_meeting(chapter=chapter, day=TUESDAY, note="", by=officer, at=LATER)
    client = sign_in(officer)
    client.post(PATH, {f"m{member.pk}": "present"})
    assert not chapter.marks.exists()
    page = client.get(PATH).content.decode()
    assert "This meeting is cancelled: there is nobody to mark." in page
    assert "to mark</dt>" not in page
    assert 'class="roll"' not in page


@pytest.mark.parametrize("typed", ["asleep", "PRESENT", "present;"])
def test_a_word_that_is_no_mark_changes_nothing(chapter, officer, member, sign_in, typed):
    sign_in(officer).post(PATH, {f"m{member.pk}": typed})
    assert not chapter.marks.exists()


def test_a_name_that_no_database_keeps_is_kept_as_far_as_it_can_be(officer, member, sign_in):
    typed = {f"m{member.pk}": "substitute", f"s{member.pk}": "Ana\x00\r\nRuiz" + "z" * 300}
    sign_in(officer).post(PATH, typed)
    assert member.marks.get().substitute == ("Ana Ruiz" + "z" * 300)[:200]


def test_a_key_that_no_database_has_is_nobody(chapter, officer, sign_in):
    client = sign_in(officer)
    assert client.post(PATH, {f"m{10**18 - 1}": "present", f"m{10**30}": "present"}).status_code == 303
    assert client.get(f"{PATH}{10**30}/").status_code == 404
    assert not chapter.marks.exists()


def test_another_chapters_member_cannot_be_marked(chapter, officer, stranger, sign_in):
    sign_in(officer).post(PATH, {f"m{stranger.pk}": "present"})
    assert not chapter.marks.exists()
    with chapter_scope(stranger.chapter_id):
        assert not stranger.marks.exists()


@pytest.mark.parametrize("path", ["2026-03-04", "2026-02-30", "tomorrow", "9999-12-28", "0001-01-02"])
def test_a_day_without_a_meeting_is_not_there(officer, sign_in, path):
    assert sign_in(officer).get(f"/c/riverside/roll-call/{path}/").status_code == 404


@pytest.mark.parametrize("members", [2, 59])
def test_it_takes_few_statements_whatever_the_chapters_size(chapter, officer, sign_in, members):
    people = [MemberFactory(chapter=chapter) for _ in range(members)]
    said = {person.pk: Said(Attendance.PRESENT) for person in people[::2]}
    take_marks(chapter=chapter, day=TUESDAY, said=said, by=officer, at=LATER)
    client = sign_in(officer)
    assert statements_of(client, PATH) <= 8


def test_a_mark_that_was_brought_over_says_that_its_day_is_not_known(chapter, officer, member, sign_in):
    MarkFactory(chapter=chapter, meeting=MeetingFactory(chapter=chapter), member=member, day_unknown=True)
    assert "brought over, day not known" in sign_in(officer).get(PATH).content.decode()
    sign_in(officer).post(PATH, {f"m{member.pk}": "late"})
    assert "brought over" not in sign_in(officer).get(PATH).content.decode()
