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


def brought(*raws, secret=SECRET, to=CHAPTER, base=True):
    """SparkPost brings what came in a while at once."""
    messages = []
    for raw in raws:
        text = base64.b64encode(raw).decode() if base else raw.decode()
        content = {"email_rfc822": text, "email_rfc822_is_base64": base}
        messages.append({"protocol": "smtp", "rcpt_to": to, "msg_from": "ben@riverside.example", "content": content})
    return posted([{"msys": {"relay_message": message}} for message in messages], secret)


def brought_whole(raw):
    """Postmark brings one, with its raw form where it was told so."""
    headers = [{"Name": "Return-Path", "Value": "<ben@riverside.example>"}]
    return posted({"Headers": headers, "OriginalRecipient": CHAPTER, "RawEmail": raw.decode()})


def postmarks(padding=""):
    """A mail taken to pieces, without its raw form."""
    body = {"Headers": [{"Name": "X-Padding", "Value": padding}], "Attachments": [], "TextBody": "A lead of mine."}
    ben, chapter = {"Email": "ben@riverside.example", "Name": "Ben"}, {"Email": CHAPTER, "Name": ""}
    body |= {"FromFull": ben, "ToFull": [chapter], "OriginalRecipient": CHAPTER, "Subject": "Leads"}
    return posted(body)


@pytest.mark.parametrize(("service", "bring"), [("sparkpost", brought), ("postmark", brought_whole)])
def test_it_is_stored_once_and_its_signature_still_fits(chapter, settings, service, bring):
    settings.INBOUND_SERVICE = service
    for _ in range(2):
        assert bring(mail(subject="A subject so long that a program would fold it anew " * 3)).status_code == 200
    turns.read_waiting(chapter.pk)
    message = InboundMessage.objects.in_chapter(chapter).get()
    assert (message.state, message.reason, message.return_path) == ("drafts", "", "ben@riverside.example")


def test_f54_a_mail_in_latin_1_and_one_that_is_none_do_not_keep_their_neighbours_out(chapter):
    old = mail("Müller’s café needs a façade.".encode("cp1252"), kind="text/plain; charset=windows-1252", number=2)
    assert brought(mail(), old, mail(number=3)).status_code == 200
    assert posted([{"msys": {}}, {"msys": {"relay_message": {}}}, 7]).status_code == 200
    turns.read_waiting(chapter.pk)
    ends = InboundMessage.objects.in_chapter(chapter).values_list("state", "reason")
    assert list(ends) == [("drafts", "")] * 3


def test_a_mail_of_plain_letters_comes_as_they_are(chapter):
    assert brought(mail("Müller’s café needs a façade."), base=False).status_code == 200
    turns.read_waiting(chapter.pk)
    assert InboundMessage.objects.in_chapter(chapter).get().state == "drafts"


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
