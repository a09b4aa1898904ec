"""Five hundred guesses at every way in (F45), and what the answers tell of an address (F46)."""

import re
import statistics
import time
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.test import Client

from accounts.models import User
from notices.models import Letter
from tests import factories
from tests.faults.passkey import Passkey
from tests.faults.scale import FULL, times

pytestmark = pytest.mark.django_db

GUESSES = times(full=500, everyday=60)
RIGHT = "a long and right one"
OWNER = "amara@people.example"


@pytest.fixture
def owner() -> User:
    user = factories.UserFactory(email=OWNER)
    user.set_password(RIGHT)
    user.save()
    return user


def signs_in(client: Client, password: str) -> bool:
    client.post("/accounts/login/", {"login": OWNER, "password": password})
    return "_auth_user_id" in client.session


def from_anywhere(guess: int) -> Client:
    """Somebody at another address of the net each time."""
    return Client(REMOTE_ADDR=f"10.0.{guess // 250}.{guess % 250 + 1}")


def test_the_right_password_opens(owner):
    assert signs_in(Client(), RIGHT)


def test_f45_guesses_at_a_password_end_after_five_from_wherever_they_come(owner, monkeypatch):
    tried = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: tried.append(raw) or raw == RIGHT)
    for guess in range(GUESSES):
        assert not signs_in(from_anywhere(guess), f"guess {guess}")
    assert len(tried) == 5
    assert not signs_in(from_anywhere(GUESSES), RIGHT)


def test_f45_meanwhile_the_owner_gets_in_by_passkey(owner):
    passkey = Passkey(owner)
    passkey.register()
    for guess in range(20):
        signs_in(from_anywhere(guess), f"guess {guess}")
        Passkey(owner).sign_in(from_anywhere(guess))  # with another key, in the owner's name
    assert not signs_in(Client(), RIGHT)
    assert not Passkey(owner).sign_in(Client())
    assert passkey.sign_in(Client())


def test_f45_one_machine_tries_few_addresses_a_minute(owner, monkeypatch):
    tried = []
    monkeypatch.setattr(User, "set_password", lambda self, raw: tried.append(raw))
    answers = set()
    for guess in range(max(GUESSES, 70)):
        form = {"login": f"nobody-{guess}@people.example", "password": f"guess {guess}"}
        answers.add(Client().post("/accounts/login/", form).status_code)
    assert len(tried) <= 30
    assert 429 in answers


def test_f45_guesses_at_a_code_end_after_three_and_new_codes_are_few(owner):
    accepted = 0
    for guess in range(GUESSES):
        client = from_anywhere(guess)
        client.post("/accounts/login/code/", {"email": OWNER})
        for _ in range(4):
            client.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})
            accepted += "_auth_user_id" in client.session
    assert accepted == 0
    assert Letter.objects.filter(email=OWNER).count() <= 12


def test_f45_a_code_is_dead_after_three_wrong_ones(owner):
    def after(wrong: int) -> bool:
        client = Client()
        client.post("/accounts/login/code/", {"email": OWNER})
        (code,) = re.findall(r"^([A-Z0-9]{3,6}-[A-Z0-9]{3,6})$", Letter.objects.latest("pk").text, re.MULTILINE)
        for _ in range(wrong):
            client.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})
        client.post("/accounts/login/code/confirm/", {"code": code})
        return "_auth_user_id" in client.session

    assert after(wrong=2)
    assert not after(wrong=3)


def test_f45_a_reset_is_mailed_a_few_times_and_its_link_cannot_be_guessed(owner):
    for guess in range(GUESSES):
        from_anywhere(guess).post("/accounts/password/reset/", {"email": OWNER})
    assert Letter.objects.filter(email=OWNER).count() <= 12
    answers = {
        Client()
        .post(f"/accounts/password/reset/key/1-{guess:032x}/", {"password1": RIGHT, "password2": RIGHT})
        .status_code
        for guess in range(GUESSES)
    }
    assert answers <= {200, 429}
    owner.refresh_from_db()
    assert owner.check_password(RIGHT)


WAYS: dict[str, Callable[[Client, str], object]] = {
    "login": lambda client, email: client.post("/accounts/login/", {"login": email, "password": "wrong one"}),
    "code": lambda client, email: client.post("/accounts/login/code/", {"email": email}, follow=True),
    "reset": lambda client, email: client.post("/accounts/password/reset/", {"email": email}, follow=True),
    "join": lambda client, email: client.post(
        "/accounts/signup/", {"email": email, "password1": "quite another one"}, follow=True
    ),
}


def seen(response, email: str) -> str:
    """What a person sees, tokens and their own address aside."""
    text = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", response.content.decode())
    return re.sub(r'name="uuid" value="[^"]+"', "", text.replace(email, "ADDRESS"))


@pytest.mark.parametrize("way", WAYS)
def test_f46_a_known_address_is_answered_like_an_unknown_one(owner, way):
    known, unknown = OWNER, "zorah@people.example"
    answers = [WAYS[way](from_anywhere(n), email) for n, email in enumerate((known, unknown))]
    assert seen(answers[0], known) == seen(answers[1], unknown)
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].redirect_chain == answers[1].redirect_chain if way != "login" else True
    assert Letter.objects.filter(email=known).count() == Letter.objects.filter(email=unknown).count()


@pytest.mark.parametrize("way", WAYS)
def test_f46_nor_does_the_time_tell(owner, way, settings, monkeypatch, record_property):
    """As many passwords are hashed either way; the seconds themselves are measured by `make faults`."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    owner.set_password(RIGHT)
    owner.save()
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    hashed: dict[str, list[int]] = {"known": [], "unknown": []}
    work = []
    encode = ScryptPasswordHasher.encode
    monkeypatch.setattr(ScryptPasswordHasher, "encode", lambda *words, **more: work.append(1) or encode(*words, **more))
    for n in range(times(full=41, everyday=9)):
        for who, email in (("known", OWNER), ("unknown", f"nobody-{n}@people.example")):
            work.clear()
            begin = time.perf_counter()
            WAYS[way](from_anywhere(n), email)
            took[who].append(time.perf_counter() - begin)
            hashed[who].append(len(work))
    assert hashed["known"] == hashed["unknown"]
    known, unknown = (statistics.median(took[who]) for who in ("known", "unknown"))
    record_property("figures", f"F46 {way}: known {known * 1000:.1f} ms, unknown {unknown * 1000:.1f} ms")
    assert abs(known - unknown) < max(0.03, 0.35 * unknown) or not FULL


@pytest.mark.parametrize("way", ["code", "reset"])
def test_f40_no_mail_carries_the_host_a_request_named(owner, way, settings):
    settings.ALLOWED_HOSTS = ["*"]
    evil = {"HTTP_HOST": "evil.example", "HTTP_X_FORWARDED_HOST": "evil.example"}
    WAYS[way](Client(**evil), OWNER)
    letter = Letter.objects.get(email=OWNER)
    assert "evil" not in letter.text + letter.subject
    if way == "reset":
        assert f"{settings.SITE_URL}/accounts/password/reset/key/" in letter.text


def test_f40_where_hosts_are_listed_another_is_refused(owner):
    assert WAYS["reset"](Client(HTTP_HOST="evil.example"), OWNER).status_code == 400
    assert not Letter.objects.exists()
