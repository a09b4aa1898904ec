"""Notes between two members: the writer's own, or the two's. No office, list, count or guess opens them (F35)."""

import io
from datetime import UTC, datetime

import pytest
from django.utils.html import escape
from openpyxl import load_workbook

from meetings.models import PairNote, Worksheet
from tests.factories import AppointmentFactory, MemberFactory

ROOT = "/c/riverside/one-to-ones/"
EVERY_OFFICE = ["president", "vice_president", "secretary", "treasurer", "visitor_host", "education", "mentor"]

pytestmark = pytest.mark.usefixtures("tuesday")


def write(client, other, text, shared="no", **more):
    return client.post(f"{ROOT}with/{other.pk}/", {"text": text, "shared": shared, **more})


def page(client, other):
    return client.get(f"{ROOT}with/{other.pk}/").content.decode()


def notes(chapter):
    return PairNote.objects.in_chapter(chapter)


def test_it_says_the_day_it_was_written_in_the_chapters_zone(chapter, member, officer, sign_in):
    chapter.timezone = "America/New_York"
    chapter.save()
    at = datetime(2026, 3, 3, 3, tzinfo=UTC)
    notes(chapter).create(chapter=chapter, writer=member, other=officer, text="Late", written_at=at)
    assert "2 March 2026" in page(sign_in(member), officer)


@pytest.fixture
def third(chapter):
    return MemberFactory(chapter=chapter, name="Every Office", offices=EVERY_OFFICE)


def test_a_note_is_read_by_its_writer_alone_and_a_shared_one_by_the_two(chapter, member, officer, sign_in):
    ben, amara = sign_in(member), sign_in(officer)
    write(ben, officer, "PRIVATE: wants out of <i>retail</i>")
    write(ben, officer, "SHARED: meet at eight", "yes")
    assert escape("PRIVATE: wants out of <i>retail</i>") in page(ben, officer)
    assert "SHARED" in page(ben, officer)
    assert "PRIVATE" not in page(amara, member)
    assert "SHARED" in page(amara, member)


def test_no_officer_reads_a_note_anywhere_they_can_look(chapter, member, officer, third, sign_in):
    """F35."""
    write(sign_in(member), officer, "NOBODY-ELSE", "yes")
    note = notes(chapter).get()
    client = sign_in(third)
    for other in (member, officer):
        assert "NOBODY-ELSE" not in page(client, other)
        assert "NOBODY-ELSE" not in client.get(f"/c/riverside/members/{other.pk}/").content.decode()
    for path in (f"{ROOT}notes/{note.pk}/", f"{ROOT}notes/{note.pk}/remove/"):
        missing = path.replace(str(note.pk), str(note.pk + 1000))
        for method in ("get", "post"):
            found = getattr(client, method)(path, {"text": "x"})
            assert found.status_code == 404
            assert found.content == getattr(client, method)(missing, {"text": "x"}).content
    found = client.get("/c/riverside/members/", {"q": "NOBODY-ELSE"}).content.decode()
    assert not any(f"/members/{person.pk}/" in found for person in (member, officer, third))
    assert notes(chapter).get().text == "NOBODY-ELSE"


def test_no_export_holds_a_note_or_a_worksheet(chapter, member, officer, third, sign_in):
    """F35: what leaves with an officer's lists."""
    write(sign_in(member), officer, "NOBODY-ELSE", "yes")
    planned = AppointmentFactory(chapter=chapter, proposer=member, other=officer, topics="NOBODY-ELSE")
    Worksheet.objects.create(chapter=chapter, appointment=planned, member=member, looks_for="NOBODY-ELSE")
    book = load_workbook(io.BytesIO(sign_in(third).get("/c/riverside/export/lists/").content))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "Ben Whitlock" in cells
    assert not any("NOBODY-ELSE" in str(cell) for cell in cells)


def test_the_other_of_the_two_reads_a_shared_note_and_changes_nothing_of_it(chapter, member, officer, sign_in):
    write(sign_in(member), officer, "SHARED", "yes")
    note, client = notes(chapter).get(), sign_in(officer)
    assert f"notes/{note.pk}/" not in page(client, member)
    for path in ("", "remove/"):
        assert client.post(f"{ROOT}notes/{note.pk}/{path}", {"text": "mine now", "shared": "no"}).status_code == 404
    assert notes(chapter).get().text == "SHARED"


def test_its_writer_changes_it_takes_it_from_the_other_and_removes_it(chapter, member, officer, sign_in):
    ben = sign_in(member)
    write(ben, officer, "SHARED", "yes")
    path = f"{ROOT}notes/{notes(chapter).get().pk}/"
    assert "SHARED" in ben.get(path).content.decode()
    ben.post(path, {"text": "MINE", "shared": "no"})
    assert "MINE" not in page(sign_in(officer), member)
    assert ben.get(f"{path}remove/").status_code == 200
    assert notes(chapter).exists()
    ben.post(f"{path}remove/")
    assert not notes(chapter).exists()


def test_a_note_sent_twice_is_one_and_the_same_words_to_another_are_another(chapter, member, officer, third, sign_in):
    ben = sign_in(member)
    for _send in range(2):
        assert write(ben, officer, "likes early hours").status_code == 303
    write(ben, third, "likes early hours")
    assert notes(chapter).count() == 2


def test_nothing_is_kept_of_an_empty_note_or_about_oneself_or_a_stranger(chapter, member, officer, stranger, sign_in):
    ben = sign_in(member)
    assert write(ben, officer, "   ").status_code == 422
    assert write(ben, member, "to myself").status_code == 404
    assert write(ben, stranger, "from afar").status_code == 404
    assert not notes(chapter).exists()


def test_a_note_written_on_a_one_to_ones_page_leads_back_there_and_nowhere_else(
    chapter, member, officer, third, sign_in
):
    ours = AppointmentFactory(chapter=chapter, proposer=member, other=officer)
    theirs = AppointmentFactory(chapter=chapter, proposer=third, other=officer)
    ben = sign_in(member)
    assert f'value="{ours.uuid}"' in ben.get(f"{ROOT}plan/{ours.uuid}/").content.decode()
    assert write(ben, officer, "a", **{"from": ours.uuid}).url == f"{ROOT}plan/{ours.uuid}/"
    for place in (theirs.uuid, "https://evil.example", ""):
        assert write(ben, officer, f"b {place}", **{"from": place}).url == f"{ROOT}with/{officer.pk}/"


def test_without_its_filter_another_would_read_it(chapter, member, officer, third, sign_in, monkeypatch):
    write(sign_in(member), officer, "NOBODY-ELSE")
    assert "NOBODY-ELSE" not in page(sign_in(officer), member)
    monkeypatch.setattr("meetings.querysets.PairNoteQuerySet.read_by", lambda rows, member: rows)
    assert "NOBODY-ELSE" in page(sign_in(officer), member)


def test_it_takes_eight_statements_however_many_notes(chapter, member, officer, sign_in, at_most):
    ben = sign_in(member)
    for number in range(5):
        write(ben, officer, f"note {number}", "yes")
    with at_most(8):
        page(ben, officer)
