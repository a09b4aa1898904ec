"""A mail that carries an invitation: mail programs find it, whatever way it is sent."""

from email import message_from_bytes, policy

import pytest
from django.core.mail import get_connection
from django.test import Client
from django.urls import include, path

from config.urls import urlpatterns as every_page
from notices.post import Envelope, compose
from notices.urls import development_pages
from notices.values import Invitation, Mail

urlpatterns = [*every_page, path("dev/", include(development_pages))]
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX-NAME:Café Río\r\nEND:VCALENDAR\r\n"
MAIL = Mail("Your one-to-one", "On Tuesday.", invitation=Invitation("REQUEST", CALENDAR))
ENVELOPE = Envelope("ben@riverside.example", "<1@localhost>")


def test_it_is_the_last_of_the_ways_to_read_the_mail():
    message = message_from_bytes(compose(MAIL, ENVELOPE).message().as_bytes(), policy=policy.default)
    assert message.get_content_type() == "multipart/alternative"
    *_others, part = message.iter_parts()
    assert (part.get_content_type(), part["Content-Type"].params["method"]) == ("text/calendar", "REQUEST")
    assert part["Content-Type"].params["charset"] == "utf-8"
    assert part.get_content().splitlines() == CALENDAR.splitlines()


def test_a_mail_service_gets_it_attached(settings):
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    message = message_from_bytes(compose(MAIL, ENVELOPE).message().as_bytes(), policy=policy.default)
    (part,) = message.iter_attachments()
    assert (part.get_filename(), part["Content-Type"].params["method"]) == ("invitation.ics", "REQUEST")


def test_most_mails_carry_none():
    message = compose(Mail("Hello", "There."), ENVELOPE)
    assert [kind for _content, kind in message.alternatives] == ["text/html"]


@pytest.mark.urls("tests.notices.test_invitation_in_mail")
def test_development_shows_it(db, settings, tmp_path):
    settings.MAIL_FILES = tmp_path
    backend = "django.core.mail.backends.filebased.EmailBackend"
    get_connection(backend, file_path=tmp_path).send_messages([compose(MAIL, ENVELOPE)])
    (file,) = tmp_path.iterdir()
    page = Client().get(f"/dev/mail/{file.name}/0/").text
    assert "X-NAME:Café Río" in page
