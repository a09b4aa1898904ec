"""Mail about an account: written with the act, sent like a notice, emptied once sent."""

import pytest
from django.db import transaction
from django.test import Client

from notices.actions import write_letter
from notices.drain import letters_due, send_letters
from notices.models import Letter
from tests import factories

OWNER = "amara@people.example"


@pytest.fixture
def asked(db):
    """Amara asked for a code."""
    factories.UserFactory(email=OWNER)
    Client().post("/accounts/login/code/", {"email": OWNER})
    return Letter.objects.get()


def test_a_code_is_written_where_the_request_commits_and_not_sent_by_it(asked, mailbox):
    assert (asked.email, asked.state) == (OWNER, "waiting")
    assert mailbox.arrived == []


def test_a_code_is_sent_once_and_then_forgotten(asked, mailbox):
    code = asked.text.split("\n")[2]
    for _ in range(2):
        send_letters()
    (mail,) = mailbox.arrived
    asked.refresh_from_db()
    text, page = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert mail["Subject"] == "Your code to sign in"
    assert code in text
    assert f">{code}</p>" in page
    assert (asked.state, asked.text) == ("sent", "")
    assert asked.message_id == mail["Message-ID"]
    assert code not in asked.message_id


def test_when_the_request_is_undone_no_letter_is_left(db, clock):
    with transaction.atomic():
        write_letter(to=OWNER, subject="x", text="y", at=clock.at)
        transaction.set_rollback(True)
    assert not letters_due(clock.at)


def test_a_letter_left_by_a_dead_worker_is_taken_again(db, clock, mailbox, monkeypatch):
    write_letter(to=OWNER, subject="x", text="y", at=clock.at)
    Letter.objects.update(state="claimed", claimed_at=clock.at, tries=1, message_id="<one@localhost>")
    assert not letters_due(clock.at)
    clock.later(seconds=91)
    assert letters_due(clock.at)
    send_letters()
    assert mailbox.ids == ["<one@localhost>"]


def test_a_server_that_says_later_gets_it_later(asked, mailbox, clock):
    mailbox.says = "451 later"
    clock.at = asked.created_at
    send_letters()
    mailbox.says = "250 taken"
    clock.later(minutes=9)
    send_letters()
    assert len(mailbox.arrived) == 1


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\u2028"])
def test_f51_line_breaks_in_subject_or_address_add_no_header(db, clock, mailbox, line_break):
    subject = f"Hello{line_break}Bcc: evil@x.example"
    write_letter(to=OWNER, subject=subject, text="y", at=clock.at)
    send_letters()
    (mail,) = mailbox.arrived
    assert mail["Bcc"] is None
    assert mailbox.recipients == [OWNER]
