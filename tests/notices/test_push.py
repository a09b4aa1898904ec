"""News reaches the browsers a person wants to be told in, sealed for them alone; else it goes by mail."""

import pytest
from allauth.account.forms import ResetPasswordKeyForm
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from notices import devices
from notices.actions import tell
from notices.drain import drain
from notices.kinds import optional
from notices.models import Device, Notice
from notices.push import known_service, public_key, vapid
from notices.states import State
from notices.values import Recipient
from tests.notices.push_service import push_service

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
OLD, NEW = "a long enough word", "another long enough word"


@pytest.fixture
def service(settings):
    settings.PUSH_SERVICES = ["127.0.0.1"]
    with push_service() as found:
        yield found


@pytest.fixture
def browser(service, member, sign_in, mailbox, clock, greeting):
    """Ben is signed in in a browser, and wants to be told there."""
    client, browser = sign_in(member), service.browser()
    assert client.post("/device/", browser.fields).status_code == 204
    browser.client = client
    return browser


def tell_ben(chapter, member, clock, about="Ben") -> Notice:
    member.user.refresh_from_db()
    member.user.be_quiet(None, None)
    tell(chapter=chapter, kind="greeting", about=about, to=Recipient(member.email, member.user_id), at=clock.at)
    return Notice.objects.in_chapter(chapter).get(about=about)


def test_a_notice_is_pushed_and_only_its_browser_can_read_it(chapter, member, browser, service, mailbox, clock):
    tell_ben(chapter, member, clock)
    drain(chapter.pk)
    (path, headers, body) = service.got[0]
    assert path == "/push/one"
    assert browser.read(body) == {
        "title": "Riverside",
        "body": "Good morning",
        "tag": browser.read(body)["tag"],
        "acts": [{"label": "Open", "path": "http://localhost/x"}],
    }
    assert b"morning" not in body
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["ttl"] == str(28 * 24 * 60 * 60), (
        "the mail is settled as sent: a phone that is off must find it later"
    )
    assert service.claims()["aud"] == service.address
    assert service.claims()["sub"].startswith("mailto:")
    assert public_key() in headers["authorization"]
    assert mailbox.arrived == []
    assert Notice.objects.in_chapter(chapter).get().state == State.SENT


def test_the_key_is_the_secret_s_own_and_the_same_in_every_process(settings):
    first = public_key()
    assert vapid() is vapid()
    settings.SECRET_KEY = "another"
    assert public_key() != first


def test_every_device_is_told(chapter, member, browser, service, clock, sign_in):
    desk = service.browser("desk")
    sign_in(member).post("/device/", desk.fields)
    tell_ben(chapter, member, clock)
    drain(chapter.pk)
    assert {path for path, _, _ in service.got} == {"/push/one", "/push/desk"}


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_browser_that_is_gone_is_forgotten_and_the_mail_goes_out(
    chapter, member, browser, service, mailbox, clock, status
):
    service.status = status
    tell_ben(chapter, member, clock)
    drain(chapter.pk)
    assert len(mailbox.arrived) == 1
    assert not Device.objects.exists()


@pytest.mark.parametrize("status", [429, 500, 302])
def test_a_service_in_trouble_costs_nothing_but_the_mail_s_way(
    chapter, member, browser, service, mailbox, clock, status
):
    service.status = status
    tell_ben(chapter, member, clock)
    drain(chapter.pk)
    assert len(mailbox.arrived) == 1
    assert len(service.got) == 1
    assert Device.objects.count() == 1


def test_a_service_that_is_away_costs_nothing_but_the_mail_s_way(chapter, member, browser, service, mailbox, clock):
    Device.objects.update(endpoint="http://127.0.0.1:9/push/one")
    tell_ben(chapter, member, clock)
    drain(chapter.pk)
    assert len(mailbox.arrived) == 1


def test_where_the_mail_server_is_away_pushes_go_on(chapter, member, browser, service, mailbox, clock, settings):
    settings.EMAIL_PORT = 1
    for name in "abc":
        clock.later(seconds=1)
        tell(chapter=chapter, kind="greeting", about=name, to=Recipient(f"{name}@x.example"), at=clock.at)
    tell_ben(chapter, member, clock)
    drain(chapter.pk)
    assert len(service.got) == 1
    assert Notice.objects.in_chapter(chapter).filter(reason="").exclude(state=State.SENT).count() == 2, (
        "not all in vain"
    )


def test_after_signing_out_nothing_is_pushed_there(chapter, member, browser, service, mailbox, clock):
    browser.client.post("/accounts/logout/")
    tell_ben(chapter, member, clock)
    drain(chapter.pk)
    assert service.got == []
    assert len(mailbox.arrived) == 1


def test_after_the_session_is_over_nothing_is_pushed_there(chapter, member, browser, service, mailbox, clock):
    Session.objects.update(expire_date=clock.at)
    tell_ben(chapter, member, clock)
    drain(chapter.pk)
    assert service.got == []
    assert len(mailbox.arrived) == 1


@pytest.fixture
def desk(member, browser, service):
    """Ben is signed in at a desk too, by a sign-in that knows how it came about, and is told there."""
    member.user.set_password(OLD)
    member.user.save()
    client = Client()
    client.post("/accounts/login/", {"login": member.email, "password": OLD})
    assert client.post("/device/", service.browser("desk").fields).status_code == 204
    return client


def test_a_new_password_ends_the_pushes_wherever_somebody_was_signed_in(
    chapter, member, browser, desk, service, mailbox, clock
):
    typed = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    assert desk.post("/accounts/password/change/", typed).status_code == 302
    tell_ben(chapter, member, clock)
    drain(chapter.pk)
    assert service.got == []
    assert len(mailbox.arrived) == 1
    assert desk.post("/device/", service.browser("desk").fields | {"round": "0"}).status_code == 204, "it goes on there"


def test_a_password_made_anew_by_mail_ends_them_too(member, browser, desk):
    form = ResetPasswordKeyForm({"password1": NEW, "password2": NEW}, user=member.user, temp_key="x")
    assert form.is_valid(), form.errors
    form.save()
    assert not Device.objects.exists()


def test_once_news_is_to_come_by_mail_again_no_browser_goes_on_by_itself(member, browser):
    assert browser.client.post("/device/", browser.fields | {"round": "0"}).status_code == 204
    browser.client.post("/c/riverside/me/notices/", {"by_mail": "yes"})
    assert browser.client.post("/device/", browser.fields | {"round": "0"}).status_code == 422
    assert not Device.objects.exists()
    assert 'data-round="1"' in browser.client.get("/c/riverside/me/notices/").text
    assert browser.client.post("/device/", browser.fields).status_code == 204, "asked anew"
    assert browser.client.post("/device/", browser.fields | {"round": "1"}).status_code == 204


def test_a_browser_that_was_asked_for_another_key_does_not_go_on(settings, member, browser):
    assert browser.client.post("/device/", browser.fields | {"key": public_key()}).status_code == 204
    assert browser.client.post("/device/", browser.fields | {"key": "B" * 87}).status_code == 422


def test_somebody_else_s_sign_in_on_the_same_browser_takes_it_over(chapter, member, officer, browser, service, sign_in):
    assert sign_in(officer).post("/device/", browser.fields).status_code == 204
    assert Device.objects.get().user == officer.user


def test_an_endpoint_is_not_taken_over_by_who_only_knows_its_address(member, officer, browser, service, sign_in):
    forged = service.browser().fields
    assert sign_in(officer).post("/device/", forged).status_code == 422
    assert Device.objects.get().user == member.user


def test_the_same_once_more_is_one_device(member, browser):
    assert browser.client.post("/device/", browser.fields).status_code == 204
    assert Device.objects.count() == 1


def test_one_browser_is_told_no_more(member, browser, service, sign_in):
    other = service.browser("desk")
    sign_in(member).post("/device/", other.fields)
    assert browser.client.post("/device/", {"endpoint": browser.endpoint, "end": "yes"}).status_code == 204
    assert Device.objects.get().endpoint == other.endpoint


def test_nobody_ends_another_s_device(officer, browser, sign_in):
    sign_in(officer).post("/device/", {"endpoint": browser.endpoint, "end": "yes"})
    assert Device.objects.count() == 1


def test_the_oldest_of_too_many_is_forgotten(member, browser, service):
    for number in range(devices.MOST_DEVICES):
        browser.client.post("/device/", service.browser(f"n{number}").fields)
    assert Device.objects.count() == devices.MOST_DEVICES
    assert not Device.objects.filter(endpoint=browser.endpoint).exists()


def test_the_first_device_brings_the_night_s_quiet_hours(member, browser):
    member.user.refresh_from_db()
    assert member.user.quiet_hours == devices.NIGHT


def test_who_chose_to_have_none_keeps_none_whatever_they_add(member, browser):
    browser.client.post("/c/riverside/me/notices/", {"wanted": list(optional())})
    browser.client.post("/device/", {"endpoint": browser.endpoint, "end": "yes"})
    browser.client.post("/device/", browser.fields)
    member.user.refresh_from_db()
    assert member.user.quiet_hours is None


@pytest.mark.parametrize("more", [{}, {"round": "0"}])
def test_another_device_and_one_that_goes_on_bring_none(member, browser, service, more):
    User.objects.update(quiet_from=None, quiet_until=None)  # as before one could choose
    if more:
        Device.objects.all().delete()
    browser.client.post("/device/", service.browser("other").fields | more)
    member.user.refresh_from_db()
    assert member.user.quiet_hours is None


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://127.0.0.1.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
        "https://user@evil.example/",
        "https://evil.example\\@fcm.googleapis.com/x",
        "https://127.0.0.1:6379\\.fcm.googleapis.com/x",
        "https://user@fcm.googleapis.com/x",
        "ftp:/x",
        "https://[",
        "https://fcm.googleapis.com\u2100/x",
        "x",
    ],
)
def test_we_knock_at_no_door_that_is_not_a_push_service_s(settings, member, sign_in, service, endpoint):
    fields = service.browser().fields | {"endpoint": endpoint}
    assert sign_in(member).post("/device/", fields).status_code == 422
    assert not Device.objects.exists()


def test_a_push_service_is_asked_by_https_alone_on_a_server(settings):
    settings.PUSH_SERVICES, settings.LOCAL = ["push.example"], False
    assert known_service("https://eu.push.example/x")
    assert not known_service("http://eu.push.example/x")


@pytest.mark.parametrize("spoilt", [{"p256dh": "AAAA"}, {"auth": "&&&"}, {"auth": ""}, {"endpoint": ""}])
def test_half_a_subscription_is_refused(member, sign_in, service, spoilt):
    assert sign_in(member).post("/device/", service.browser().fields | spoilt).status_code == 422


def test_nobody_who_is_not_signed_in_adds_a_device(service, chapter):
    assert Client().post("/device/", service.browser().fields).status_code == 302
    assert not Device.objects.exists()
