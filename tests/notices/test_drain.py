"""Sending a chapter's notices: each reason once, and what a mail server may do about it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from notices.actions import OUTBOX, tell, unsubscribe
from notices.drain import drain
from notices.models import Bounced, Due
from notices.values import Recipient


def test_a_notice_arrives_as_text_and_page_with_one_click_to_end_them(chapter, mailbox, told):
    drain(chapter.pk)
    told.refresh_from_db()
    (mail,) = mailbox.arrived
    assert (told.state, told.tries) == ("sent", 1)
    assert (mail["To"], mail["Subject"], mail["From"]) == (
        "ben@riverside.example",
        "Good morning",
        "Riverside <notices@localhost>",
    )
    assert mail["Message-ID"] == told.message_id
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/c/riverside/unsubscribe/{told.pk}." in mail["List-Unsubscribe"]
    text, page = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "Hello Ben." in text
    assert "http://localhost/x" in text
    assert "<li" in page
    assert "ben@" not in mail["List-Unsubscribe"] + text + page


def test_nothing_is_left_due_when_all_is_sent(chapter, mailbox, told):
    drain(chapter.pk)
    drain(chapter.pk)
    assert len(mailbox.arrived) == 1
    assert not Due.objects.exists()


def test_what_is_due_later_is_left_until_then(chapter, mailbox, told, clock):
    at = clock.at + timedelta(hours=1)
    tell(chapter=chapter, kind="greeting", about="later", to=Recipient("b@x.example"), at=clock.at, due_at=at)
    drain(chapter.pk)
    assert len(mailbox.arrived) == 1
    assert list(Due.objects.values_list("kind", "try_at")) == [(OUTBOX, at)]
    clock.later(hours=1)
    drain(chapter.pk)
    assert len(mailbox.arrived) == 2


def test_what_is_no_longer_due_is_skipped_with_the_reason(chapter, mailbox, told, greeting):
    greeting.late = "too late"
    drain(chapter.pk)
    told.refresh_from_db()
    assert (told.state, told.reason, mailbox.arrived) == ("skipped", "too late", [])


def test_whoever_unsubscribed_is_not_written_to(chapter, mailbox, told):
    unsubscribe(chapter=chapter, email="ben@riverside.example", kind="greeting")
    drain(chapter.pk)
    told.refresh_from_db()
    assert (told.state, told.reason, mailbox.arrived) == ("skipped", "unsubscribed", [])


def test_a_kind_that_fails_is_tried_five_times_and_parked(chapter, mailbox, told, greeting, clock):
    greeting.broken = True
    for _ in range(8):
        drain(chapter.pk)
        clock.later(minutes=10)
    told.refresh_from_db()
    assert (told.state, told.tries) == ("parked", 5)
    assert "ZeroDivisionError" in told.reason
    assert not Due.objects.exists()


def test_a_notice_of_no_kind_is_parked_in_the_end(chapter, mailbox, clock):
    tell(chapter=chapter, kind="gone", about="x", to=Recipient("b@x.example"), at=clock.at)
    for _ in range(5):
        drain(chapter.pk)
        clock.later(minutes=10)
    assert chapter.notices.get().state == "parked"


def test_f48_a_server_that_says_later_for_half_an_hour_gets_each_mail_once_within_ten_minutes(
    chapter, mailbox, told, clock
):
    for name in "abc":
        tell(chapter=chapter, kind="greeting", about=name, to=Recipient(f"{name}@x.example"), at=clock.at)
    begin, mailbox.says = clock.at, "451 later"
    while clock.at < begin + timedelta(minutes=30):
        drain(chapter.pk)
        clock.later(seconds=20)
    assert mailbox.arrived == []
    mailbox.says = "250 taken"
    while len(mailbox.arrived) < 4:
        drain(chapter.pk)
        clock.later(seconds=20)
        assert clock.at < begin + timedelta(minutes=40)
    drain(chapter.pk)
    assert sorted(mailbox.recipients) == ["a@x.example", "b@x.example", "ben@riverside.example", "c@x.example"]


def test_no_server_at_all_costs_no_try(chapter, mailbox, told, clock, settings):
    settings.EMAIL_PORT = 1
    for _ in range(10):
        drain(chapter.pk)
        clock.later(minutes=1)
    told.refresh_from_db()
    assert (told.state, told.tries) == ("waiting", 0)


def test_f49_a_line_dropped_before_the_answer_gives_one_duplicate_with_one_id(chapter, mailbox, told, clock):
    mailbox.drops = 1
    for _ in range(3):
        drain(chapter.pk)
        clock.later(minutes=10)
    told.refresh_from_db()
    assert (len(mailbox.arrived), len(set(mailbox.ids))) == (2, 1)
    assert told.state == "sent"


def test_f49_a_line_dropped_every_time_is_parked_after_the_second(chapter, mailbox, told, clock):
    mailbox.drops = 9
    for _ in range(5):
        drain(chapter.pk)
        clock.later(minutes=10)
    told.refresh_from_db()
    assert (len(mailbox.arrived), told.state) == (2, "parked")


def test_f50_an_address_that_refuses_is_written_to_no_more(chapter, mailbox, told, clock):
    mailbox.at_rcpt = "550 no such person"
    drain(chapter.pk)
    told.refresh_from_db()
    assert told.state == "skipped"
    assert "no such person" in Bounced.objects.get(email="ben@riverside.example").reason
    mailbox.at_rcpt = "250 OK"
    tell(chapter=chapter, kind="greeting", about="again", to=Recipient("ben@riverside.example"), at=clock.at)
    drain(chapter.pk)
    assert mailbox.arrived == []
    assert chapter.notices.get(about="again").state == "skipped"


@pytest.mark.parametrize("says", ["452 full", "554 5.7.1 Relay access denied"])
def test_what_a_server_does_not_take_now_is_tried_again(chapter, mailbox, told, clock, says):
    mailbox.at_rcpt = says
    drain(chapter.pk)
    mailbox.at_rcpt = "250 OK"
    clock.later(minutes=9)
    drain(chapter.pk)
    assert (len(mailbox.arrived), Bounced.objects.count()) == (1, 0)


@pytest.mark.parametrize("name", ["River\r\nBcc: evil@x.example\r\nside", "River\nBcc: evil@x.example", "R\u2028x\x00"])
def test_f51_line_breaks_in_a_name_add_no_header(chapter, mailbox, clock, greeting, monkeypatch, name):
    chapter.name = name.replace("\x00", "")
    chapter.save()
    from_kind = greeting().render
    monkeypatch.setattr(greeting, "render", lambda self, notice: replace(from_kind(notice), subject=f"From {name}"))
    tell(chapter=chapter, kind="greeting", about="x", to=Recipient("ben@riverside.example"), at=clock.at)
    drain(chapter.pk)
    (mail,) = mailbox.arrived
    assert mailbox.recipients == ["ben@riverside.example"]
    assert mail["Bcc"] is None
    assert mail["From"].addresses[0].addr_spec == "notices@localhost"
    assert mail["Subject"].startswith("From R")
