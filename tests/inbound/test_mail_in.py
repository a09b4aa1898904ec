"""Mail that a mail service brings: with its secret, stored as it came; without, nothing."""

import base64
import json

import pytest
from django.test import Client

from inbound import turns
from inbound.models import InboundMessage
from inbound.views.mail_in import SERVICES
from tests.inbound.postroom import CHAPTER, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process", "people")]
SECRET = "service:secret-of-the-service"


@pytest.fixture(autouse=True)
def _service(settings):
    settings.INBOUND_SERVICE, settings.INBOUND_SECRET = "sparkpost", SECRET


def posted(body, secret=SECRET):
    proof = "Basic " + base64.b64encode(secret.encode()).decode()
    client = Client(enforce_csrf_checks=True)
    headers = {"Authorization": proof}
    return client.post("/mail-in/", json.dumps(body), content_type="application/json", headers=headers)


def brought(raw, *, secret=SECRET, to=CHAPTER):
    content = {"email_rfc822": base64.b64encode(raw).decode(), "email_rfc822_is_base64": True}
    message = {"protocol": "smtp", "rcpt_to": to, "msg_from": "ben@riverside.example", "content": content}
    return posted([{"msys": {"relay_message": message}}], secret)


def postmarks(padding=""):
    """A mail taken to pieces, without its raw form."""
    body = {"Headers": [{"Name": "X-Padding", "Value": padding}], "Attachments": [], "TextBody": "A lead of mine."}
    ben, chapter = {"Email": "ben@riverside.example", "Name": "Ben"}, {"Email": CHAPTER, "Name": ""}
    body |= {"FromFull": ben, "ToFull": [chapter], "OriginalRecipient": CHAPTER, "Subject": "Leads"}
    return posted(body)


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


@pytest.mark.parametrize("body", [[], {}, [{"msys": {"relay_message": {}}}], "nonsense", 7])
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(chapter, body):
    assert posted(body).status_code in {200, 400}
    assert not InboundMessage.objects.in_chapter(chapter).exists()


def test_mail_to_nobody_is_taken_and_dropped(chapter):
    assert brought(mail(), to="nobody@in.chapterhouse.example").status_code == 200
    assert not InboundMessage.objects.in_chapter(chapter).exists()


def test_a_mail_without_its_raw_form_is_stored_and_waits_for_its_senders_word(chapter, settings):
    settings.INBOUND_SERVICE = "postmark"
    assert postmarks(padding="x" * 2_000_000).status_code == 200
    turns.read_waiting(chapter.pk)
    message = InboundMessage.objects.in_chapter(chapter).get()
    assert message.state == "quarantined"


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_that_is_named_needs_our_secret_and_nothing_else(service, settings):
    settings.INBOUND_SERVICE = service
    assert brought(mail(), secret="service:guess").status_code == 400
