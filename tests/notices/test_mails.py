"""The page that shows a developer what would have been sent; nowhere else does it exist."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client
from django.urls import NoReverseMatch, include, path, reverse

from config.urls import urlpatterns as every_page
from notices.urls import development_pages

urlpatterns = [*every_page, path("dev/", include(development_pages))]


@pytest.fixture
def kept(settings, tmp_path):
    settings.MAIL_FILES = settings.EMAIL_FILE_PATH = tmp_path
    connection = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=tmp_path)
    for subject in ("First", "Second", "Élan"):
        mail = EmailMultiAlternatives(
            subject, "Open http://localhost:8000/i/abc/\n<b>now</b>", "a@x.example", ["ben@x.example"]
        )
        mail.attach_alternative("<p>page</p>", "text/html")
        connection.send_messages([mail])
    return tmp_path


@pytest.mark.urls("tests.notices.test_mails")
def test_the_newest_is_first_and_opens_with_links_to_follow(db, kept):
    page = Client().get("/dev/mail/").text
    assert page.index("Élan") < page.index("Second") < page.index("First")
    (file,) = kept.iterdir()
    one = Client().get(f"/dev/mail/{file.name}/1/").text
    assert "Second" in one
    assert "ben@x.example" in one
    assert '<a href="http://localhost:8000/i/abc/"' in one
    assert "<b>now" not in one


@pytest.mark.urls("tests.notices.test_mails")
def test_an_empty_folder_says_what_will_be_there(db, settings, tmp_path):
    settings.MAIL_FILES = tmp_path / "none"
    assert "No mail yet" in Client().get("/dev/mail/").text


@pytest.mark.urls("tests.notices.test_mails")
@pytest.mark.parametrize("name", ["..%2Fsecret.log", "nothing.log"])
def test_nothing_outside_the_folder_can_be_read(db, kept, name):
    (kept.parent / "secret.log").write_text("Subject: secret\n\nno")
    assert Client().get(f"/dev/mail/{name}/0/").status_code == 404


def test_outside_development_there_is_no_such_page(db):
    with pytest.raises(NoReverseMatch):
        reverse("mails")
    assert Client().get("/dev/mail/").status_code == 404
