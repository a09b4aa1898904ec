"""What keeps mail safe, taken away piece by piece: each time the fault it guards against is there to be seen."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from notices import outbox, post
from notices.actions import tell
from notices.drain import drain
from notices.values import Recipient
from tests import factories

pytestmark = pytest.mark.usefixtures("greeting")


def test_f49_without_the_count_of_uncertain_ends_a_mail_is_copied_again_and_again(
    chapter,
    mailbox,
    told,
    clock,
    monkeypatch,
):
    monkeypatch.setattr(outbox, "MOST_UNCERTAIN", 99)
    mailbox.drops = 9
    for _ in range(6):
        drain(chapter.pk)
        clock.later(minutes=10)
    assert len(mailbox.arrived) == 5


def test_f49_without_a_key_of_its_own_each_copy_would_be_another_mail(
    chapter,
    mailbox,
    told,
    clock,
    monkeypatch,
):
    numbers = iter(range(9))
    monkeypatch.setattr(outbox, "message_id", lambda key: f"<{next(numbers)}@localhost>")
    mailbox.drops = 1
    for _ in range(2):
        chapter.notices.update(message_id="")
        drain(chapter.pk)
        clock.later(minutes=10)
    assert len(set(mailbox.ids)) == 2


def test_f48_with_hasty_tries_mail_is_given_up_before_the_server_is_well(
    chapter,
    mailbox,
    told,
    clock,
    monkeypatch,
):
    monkeypatch.setattr(outbox, "SEND_AGAIN_MINUTES", 1)
    begin, mailbox.says = clock.at, "451 later"
    while clock.at < begin + timedelta(minutes=30):
        drain(chapter.pk)
        clock.later(minutes=1)
    mailbox.says = "250 taken"
    drain(chapter.pk)
    told.refresh_from_db()
    assert (told.state, mailbox.arrived) == ("parked", [])


def test_f51_without_cleaning_a_name_with_a_line_break_stops_its_mail(
    chapter,
    mailbox,
    clock,
    monkeypatch,
):
    chapter.name = "River\r\nBcc: evil@x.example"
    chapter.save()
    monkeypatch.setattr(post, "one_line", lambda text: text)
    tell(chapter=chapter, kind="greeting", about="x", to=Recipient("ben@riverside.example"), at=clock.at)
    drain(chapter.pk)
    assert mailbox.arrived == []


@pytest.mark.django_db
def test_f45_without_limits_every_guess_is_tried(settings, monkeypatch):
    settings.ACCOUNT_RATE_LIMITS = False
    factories.UserFactory(email="amara@people.example")
    tried = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: tried.append(raw))
    for guess in range(40):
        Client().post("/accounts/login/", {"login": "amara@people.example", "password": f"guess {guess}"})
    assert len(tried) == 40
