"""Mail that a mail service brings: with its secret, stored as it came; without, nothing."""

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from inbound import turns
from inbound.models import InboundMessage
from inbound.views.mail_in import SERVICES
from tests.inbound.postroom import CHAPTER, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process", "people")]
SECRET = "service:secret-of-the-service"


@pytest.fixture(autouse=True)
def _service(settings):
    settings.INBOUND_SERVICE, settings.INBOUND_SECRET = "sendgrid", SECRET


def brought(raw, *, secret=SECRET, to=CHAPTER):
    proof = "Basic " + base64.b64encode(secret.encode()).decode()
    envelope = json.dumps({"to": [to], "from": "ben@riverside.example"})
    body = {"email": SimpleUploadedFile("mail.eml", raw), "envelope": envelope}
    return Client(enforce_csrf_checks=True).post("/mail-in/", body, headers={"Authorization": proof})


def postmarks(raw, padding=""):
    proof = "Basic " + base64.b64encode(SECRET.encode()).decode()
    body = {"RawEmail": raw.decode(), "Headers": [{"Name": "X-Padding", "Value": padding}], "Attachments": []}
    body |= {"FromFull": {"Email": "ben@riverside.example"}, "OriginalRecipient": CHAPTER, "TextBody": "A lead."}
    return Client().post(
        "/mail-in/", json.dumps(body), content_type="application/json", headers={"Authorization": proof}
    )


def test_it_is_stored_once_and_its_signature_still_fits(chapter, arrives):
    for _ in range(2):
        assert brought(mail(subject="A subject so long that a program would fold it anew " * 3)).status_code == 200
    turns.read_waiting(chapter.pk)
    message = InboundMessage.objects.in_chapter(chapter).get()
    assert (message.state, message.reason, message.return_path) == ("drafts", "", "ben@riverside.example")


def test_without_the_secret_or_the_service_nothing_comes_in(chapter, settings):
    assert brought(mail(), secret="service:guess").status_code == 400
    settings.INBOUND_SERVICE = ""
    assert brought(mail()).status_code == 404
    assert Client().get("/mail-in/").status_code == 405
    assert not InboundMessage.objects.in_chapter(chapter).exists()


def test_mail_to_nobody_is_taken_and_dropped(chapter):
    assert brought(mail(), to="nobody@in.chapterhouse.example").status_code == 200
    assert not InboundMessage.objects.in_chapter(chapter).exists()


def test_a_mail_without_its_raw_form_is_stored_and_waits_for_its_senders_word(chapter, settings):
    settings.INBOUND_SERVICE = "postmark"
    assert postmarks(mail(), padding="x" * 2_000_000).status_code == 200
    turns.read_waiting(chapter.pk)
    assert InboundMessage.objects.in_chapter(chapter).get().state in {"drafts", "quarantined", "ignored"}


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_that_is_named_needs_our_secret_and_nothing_else(service, settings):
    settings.INBOUND_SERVICE = service
    assert brought(mail(), secret="service:guess").status_code == 400
