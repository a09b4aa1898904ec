"""Quiet hours, and a bundle rather than a stream."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from django.core.management import call_command

from notices import kinds
from notices.actions import stop_sending, tell
from notices.company import end_of_quiet
from notices.drain import drain
from notices.kinds import Waits
from notices.models import Device, Due, Notice
from notices.pace import BUNDLE_MINUTES, minutes
from notices.states import State
from notices.values import Recipient
from tests.notices.push_service import push_service

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def ben(member, mailbox, clock, greeting):
    return member


def told(chapter, member, clock, *about, kind="greeting"):
    for one in about:
        tell(chapter=chapter, kind=kind, about=one, to=Recipient(member.email, member.user_id), at=clock.at)


def body(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def test_what_is_due_together_is_one_mail(chapter, ben, mailbox, clock):
    told(chapter, ben, clock, "Ann", "Bob", "Cid")
    drain(chapter.pk)
    (mail,) = mailbox.arrived
    assert mail["Subject"] == "3 things for you"
    assert [name for name in ("Ann", "Bob", "Cid") if f"Hello {name}." in body(mail)] == ["Ann", "Bob", "Cid"]
    assert body(mail).count("http://localhost/x") == 3
    assert set(Notice.objects.in_chapter(chapter).values_list("state", flat=True)) == {State.SENT}


@pytest.mark.parametrize(
    ("to", "reply_to", "says"),
    [
        (["re@x.example", "re@x.example"], "re@x.example", False),
        (["re@x.example", "other@x.example"], None, True),
        (["re@x.example", ""], None, True),
        (["", ""], None, False),
    ],
)
def test_reply_answers_a_bundle_only_where_all_of_it_is_answered_there(
    chapter, ben, mailbox, clock, greeting, monkeypatch, to, reply_to, says
):
    plain, answers = greeting().render, dict(zip(("Ann", "Bob"), to, strict=True))
    monkeypatch.setattr(greeting, "render", lambda _, one: replace(plain(one), reply_to=answers[one.about]))
    told(chapter, ben, clock, "Ann", "Bob")
    drain(chapter.pk)
    (mail,) = mailbox.arrived
    assert mail["Reply-To"] == reply_to
    assert ("use “Answer by mail” under it" in body(mail)) == says


def test_two_people_s_news_is_never_mixed(chapter, ben, officer, mailbox, clock):
    told(chapter, ben, clock, "Ann", "Bob")
    told(chapter, officer, clock, "Cid")
    drain(chapter.pk)
    mails = {mail["To"]: body(mail) for mail in mailbox.arrived}
    assert len(mails) == 2
    assert "Cid" not in mails[ben.email]
    assert "Ann" not in mails[officer.email]


def test_the_first_comes_at_once_and_what_follows_soon_comes_as_one(chapter, ben, mailbox, clock):
    told(chapter, ben, clock, "Ann")
    drain(chapter.pk)
    clock.later(seconds=5)
    told(chapter, ben, clock, "Bob", "Cid")
    drain(chapter.pk)
    assert len(mailbox.arrived) == 1
    clock.at += minutes(BUNDLE_MINUTES)
    drain(chapter.pk)
    assert [mail["Subject"] for mail in mailbox.arrived] == ["Good morning", "2 things for you"]


def test_what_waits_is_due_again_by_itself(chapter, ben, mailbox, clock):
    told(chapter, ben, clock, "Ann")
    drain(chapter.pk)
    told(chapter, ben, clock, "Bob")
    drain(chapter.pk)
    due = Due.objects.get(chapter=chapter, kind="notices")
    assert due.try_at == clock.at + minutes(BUNDLE_MINUTES)


@pytest.mark.parametrize("waits", [Waits.FOR_THE_MORNING, Waits.FOR_NOTHING])
def test_some_kinds_wait_for_no_company(chapter, ben, mailbox, clock, monkeypatch, greeting, waits):
    monkeypatch.setitem(kinds._kinds, "word", kinds.Registered(greeting(), "words", waits))
    told(chapter, ben, clock, "Ann", "Bob", kind="word")
    drain(chapter.pk)
    assert [mail["Subject"] for mail in mailbox.arrived] == ["Good morning"] * 2


def test_in_quiet_hours_news_waits_for_the_morning_and_comes_as_one(chapter, ben, mailbox, clock):
    ben.user.be_quiet(time(21), time(7))
    clock.at = datetime(2026, 3, 3, 23, tzinfo=chapter.zone)
    told(chapter, ben, clock, "Ann", "Bob")
    drain(chapter.pk)
    clock.at = datetime(2026, 3, 4, 6, 59, tzinfo=chapter.zone)
    drain(chapter.pk)
    assert mailbox.arrived == []
    clock.at = datetime(2026, 3, 4, 7, tzinfo=chapter.zone)
    drain(chapter.pk)
    assert [mail["Subject"] for mail in mailbox.arrived] == ["2 things for you"]


def test_quiet_hours_do_not_hold_what_would_be_too_late(chapter, ben, mailbox, clock, monkeypatch, greeting):
    monkeypatch.setitem(kinds._kinds, "word", kinds.Registered(greeting(), "words", Waits.FOR_NOTHING))
    ben.user.be_quiet(time(21), time(7))
    clock.at = datetime(2026, 3, 3, 23, tzinfo=chapter.zone)
    told(chapter, ben, clock, "Ann", kind="word")
    drain(chapter.pk)
    assert len(mailbox.arrived) == 1


@pytest.mark.parametrize(
    ("first", "end", "local", "until"),
    [
        (time(21), time(7), "2026-03-03 20:59", None),
        (time(21), time(7), "2026-03-03 21:00", "2026-03-04 07:00"),
        (time(21), time(7), "2026-03-04 06:59", "2026-03-04 07:00"),
        (time(21), time(7), "2026-03-04 07:00", None),
        (time(12), time(14), "2026-03-03 13:00", "2026-03-03 14:00"),
        (time(12), time(14), "2026-03-03 11:59", None),
        (time(9), time(9), "2026-03-03 09:00", None),
        (None, None, "2026-03-03 03:00", None),
        (time(21), time(7), "2026-03-28 23:00", "2026-03-29 07:00"),
    ],
)
def test_when_quiet_hours_end(chapter, ben, first, end, local, until):
    ben.user.be_quiet(first, end)
    at = datetime.fromisoformat(local).replace(tzinfo=chapter.zone)
    found = end_of_quiet(ben.user, chapter, at)
    assert found == (datetime.fromisoformat(until).replace(tzinfo=chapter.zone) if until else None)


@pytest.mark.parametrize(
    ("at", "until"), [("2026-10-25T00:10Z", "2026-10-25T00:30Z"), ("2026-10-25T01:10Z", "2026-10-25T01:30Z")]
)
def test_where_an_hour_comes_twice_quiet_hours_end_in_the_one_that_it_is(chapter, ben, at, until):
    ben.user.be_quiet(time(21), time(1, 30))
    found = end_of_quiet(ben.user, chapter, datetime.fromisoformat(at))
    assert found is not None
    assert found.astimezone(UTC) == datetime.fromisoformat(until)


def test_one_that_is_not_worth_telling_any_more_stays_out(chapter, ben, mailbox, clock, monkeypatch, greeting):
    class Gone(greeting):
        def still_due(self, notice, at):
            return "over"

    monkeypatch.setitem(kinds._kinds, "gone", kinds.Registered(Gone(), "words"))
    told(chapter, ben, clock, "Ann")
    told(chapter, ben, clock, "Bob", kind="gone")
    told(chapter, ben, clock, "Cid")
    drain(chapter.pk)
    (mail,) = mailbox.arrived
    assert mail["Subject"] == "2 things for you"
    assert "Bob" not in body(mail)
    assert Notice.objects.in_chapter(chapter).get(about="Bob").state == State.SKIPPED


def test_one_that_cannot_be_written_does_not_keep_the_others(chapter, ben, mailbox, clock, monkeypatch, greeting):
    class Broken(greeting):
        def render(self, notice):
            raise ZeroDivisionError

    monkeypatch.setitem(kinds._kinds, "broken", kinds.Registered(Broken(), "words"))
    told(chapter, ben, clock, "Ann")
    told(chapter, ben, clock, "Bob", kind="broken")
    drain(chapter.pk)
    (mail,) = mailbox.arrived
    assert mail["Subject"] == "Good morning"
    assert Notice.objects.in_chapter(chapter).get(about="Bob").state == State.WAITING


def test_a_bundle_that_nobody_knows_of_comes_a_second_time_at_most_under_one_id(chapter, ben, mailbox, clock):
    mailbox.drops = 1
    told(chapter, ben, clock, "Ann", "Bob")
    drain(chapter.pk)
    clock.later(minutes=10)
    drain(chapter.pk)
    clock.later(minutes=10)
    drain(chapter.pk)
    assert len(mailbox.ids) == 2
    assert len(set(mailbox.ids)) == 1
    assert [mail["Subject"] for mail in mailbox.arrived] == ["2 things for you"] * 2
    assert set(Notice.objects.in_chapter(chapter).values_list("state", flat=True)) == {State.SENT}


def test_what_a_server_refused_together_goes_alone_under_ids_of_its_own(chapter, ben, mailbox, clock):
    mailbox.says = "451 later"
    told(chapter, ben, clock, "Ann", "Bob")
    drain(chapter.pk)
    mailbox.says = "250 taken"
    for _ in range(3):
        clock.later(minutes=10)
        drain(chapter.pk)
    assert len(mailbox.arrived) == len(set(mailbox.ids)) == 2


def test_a_bundle_is_one_notification(chapter, ben, mailbox, clock, settings, sign_in):
    settings.PUSH_SERVICES = ["127.0.0.1"]
    with push_service() as service:
        browser = service.browser()
        sign_in(ben).post("/device/", browser.fields)
        Device.objects.get().user.be_quiet(None, None)
        told(chapter, ben, clock, "Ann", "Bob")
        drain(chapter.pk)
        assert [browser.read(sealed)["body"] for _, _, sealed in service.got] == ["Good morning · Good morning"]
    assert mailbox.arrived == []


def test_an_address_that_bounces_gets_no_bundle(chapter, ben, mailbox, clock):
    told(chapter, ben, clock, "Ann", "Bob")
    stop_sending(to=ben.email, reason="550", at=clock.at)
    drain(chapter.pk)
    assert mailbox.arrived == []


def test_quiet_hours_are_not_called_waiting_too_long(chapter, ben, mailbox, clock, capsys):
    ben.user.be_quiet(time(9), time(18))
    told(chapter, ben, clock, "Ann")
    drain(chapter.pk)
    clock.later(hours=2)
    call_command("notices")
    assert "Nothing is parked" in capsys.readouterr().out
