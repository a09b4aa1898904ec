"""A chapter comes from another server, by its network's admin."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chapters.models import Chapter
from chapters.scope import chapter_scope
from members.models import Member, Office, Stay
from notices.models import Notice
from tests.archive.small import SMALL, altered
from tests.archive.test_move_in import zipped

PAGE = "/n/harbour/move-in/"


@pytest.fixture
def admin(network_admin, sign_in):
    return sign_in(network_admin)


def send(client, files: dict[str, str]):
    return client.post(PAGE, {"archive": SimpleUploadedFile("mill.zip", zipped(files))})


def test_an_archive_becomes_a_chapter_and_its_president_is_invited(admin) -> None:
    answer = send(admin, SMALL)
    assert answer.headers["Location"] == f"{PAGE}mill/"
    mill = Chapter.objects.get(slug="mill")
    assert mill.network.slug == "harbour"
    with chapter_scope(mill.pk):
        assert Stay.objects.in_chapter(mill).count() == 3
        assert not Office.objects.in_chapter(mill).exists()
    shown = admin.get(f"{PAGE}mill/").content.decode()
    assert "Ada, president" in shown
    admin.post(f"{PAGE}mill/", {"office": ["ada@mill.example president"]})
    with chapter_scope(mill.pk):
        assert [term.office for term in Office.objects.in_chapter(mill)] == ["president"]
        assert Notice.objects.in_chapter(mill).get(kind="invitation").email == "ada@mill.example"
    assert admin.get(f"{PAGE}mill/").headers["Location"] == "/n/harbour/"


def test_a_chapter_that_had_a_president_is_no_longer_the_networks_to_lead(admin) -> None:
    send(admin, SMALL)
    admin.post(f"{PAGE}mill/", {"office": ["ada@mill.example president"]})
    mill = Chapter.objects.get(slug="mill")
    with chapter_scope(mill.pk):
        term = Office.objects.in_chapter(mill).get()
        Office.objects.in_chapter(mill).update(to_day=term.from_day + timedelta(days=1))
    assert admin.get(f"{PAGE}mill/").headers["Location"] == "/n/harbour/"
    admin.post(f"{PAGE}mill/", {"office": ["bo@mill.example president"]})
    with chapter_scope(mill.pk):
        assert list(Office.objects.in_chapter(mill)) == [term]


def test_where_the_archive_names_no_president_anybody_may_lead(admin) -> None:
    send(admin, altered("members.csv", "president;mentor", ""))
    assert "Bo, president" in admin.get(f"{PAGE}mill/").content.decode()


def test_every_fault_is_shown_and_nothing_is_stored(admin) -> None:
    answer = send(admin, altered("thanks.csv", "120.50", "-1", altered("seats.csv", "open", "free")))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "seats.csv:4: status is “free”" in shown
    assert "thanks.csv:2: amount is “-1”" in shown
    assert not Chapter.objects.filter(slug="mill").exists()


def test_an_address_that_is_taken_is_a_fault_that_tells_nothing_more(admin, chapter, officer) -> None:
    files = altered("chapter.csv", "mill,Mill Lane", "riverside,Riverside")
    shown = send(admin, files).content.decode()
    assert "chapter.csv:2: slug is taken; expected one that is free" in shown
    assert "stored" not in shown.partition("<main")[2].replace("Nothing of it was stored", "")
    with chapter_scope(chapter.pk):
        assert list(Member.objects.in_chapter(chapter)) == [officer]


def test_what_is_no_archive_is_refused(admin) -> None:
    answer = admin.post(PAGE, {"archive": SimpleUploadedFile("a.zip", b"nothing")})
    assert answer.status_code == 422
    assert "not a .zip" in answer.content.decode()
    assert admin.post(PAGE).status_code == 422


def test_a_president_of_a_chapter_may_not(officer, sign_in) -> None:
    assert sign_in(officer).get(PAGE).status_code == 404
