"""Whether a mail is from the domain it says: small questions, each guard seen to matter; and bytes of any kind."""

from pathlib import Path
from types import SimpleNamespace

import dkim
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inbound.reading import judging
from inbound.reading.judging import Connection, judge, organisation_of
from inbound.reading.opening import open_mail
from inbound.reading.zones import Unanswered, of_file
from inbound.states import Reason
from tests.inbound.mails import EVERY
from tests.inbound.postroom import CHAPTER, key, look_here, mail, zone
from tests.inbound.sent_on import cut_short

NOWHERE = Connection("", "")
GOOD = [case.raw for case in EVERY if case.state == "drafts"]


def texts(name):
    return of_file(Path(zone()))(name)


def verdict(raw, domain="riverside.example", resolver=texts, came=NOWHERE):
    return judge(raw, domain, open_mail(raw)[1], came, resolver)


def test_the_resolver_that_is_handed_in_is_the_one_that_is_asked():
    asked = []

    def resolver(name):
        asked.append(name.rstrip("."))
        return texts(name)

    assert verdict(mail(), resolver=resolver) == "proved"
    assert asked == ["_dmarc.riverside.example", "pretended._domainkey.riverside.example"]
    assert verdict(mail(), resolver=lambda name: []) == "no_policy"


def test_a_domain_that_does_not_answer_is_another_thing_than_one_that_says_no():
    def silent(name):
        raise Unanswered

    def silent_on_keys(name):
        return silent(name) if "domainkey" in name else texts(name)

    assert verdict(mail(), resolver=silent) == "no_answer"
    assert verdict(mail(), resolver=silent_on_keys) == "no_answer"


def test_a_mail_asks_few_questions_however_many_signatures_it_carries():
    asked = []

    def resolver(name):
        asked.append(name)
        return texts(name)

    raw = mail(secret=key("evil"))
    signature = raw[: raw.index(b"From:")]
    assert verdict(signature * 50 + raw, resolver=resolver) == "forged"
    assert len(asked) <= 4


@pytest.mark.parametrize(
    ("domain", "organisation"),
    [
        ("riverside.example", "riverside.example"),
        ("a.b.riverside.example", "riverside.example"),
        ("riverside.example-evil.example", "example-evil.example"),
        ("shop.co.uk", "shop.co.uk"),
        ("mail.shop.co.uk", "shop.co.uk"),
    ],
)
def test_who_owns_a_domain(domain, organisation):
    assert organisation_of(domain) == organisation


def signature(**fields):
    named = {b"a": b"rsa-sha256"} | {name.encode(): value for name, value in fields.items()}
    return SimpleNamespace(signature_fields=named, include_headers=(b"from", b"to"))


def test_a_signature_covers_from_and_the_whole_body_with_an_algorithm_of_today():
    assert judging._covers(signature())
    assert not judging._covers(signature(l=b"10"))
    assert not judging._covers(signature(a=b"rsa-sha1"))
    assert not judging._covers(SimpleNamespace(signature_fields={b"a": b"rsa-sha256"}, include_headers=(b"to",)))


def test_without_looking_at_the_length_more_could_be_written_below(monkeypatch):
    raw = mail(length=True) + b"\r\nAnd give me your keys.\r\n"
    assert verdict(raw) == "forged"
    monkeypatch.setattr(judging, "_covers", lambda found: True)
    assert verdict(raw) == "proved"


def test_a_line_that_ends_the_headers_for_one_reader_does_not_let_anybody_write_on():
    """Found by the bytes below: the signature still fits, and we would read on where it sees but another header."""
    raw = mail().replace(b"MIME-", b"X-Odd: 1\rno header\r\nBuy: my pills\r\nMIME-")
    assert dkim.verify(raw, dnsfunc=lambda name, timeout: texts(name.decode())[0])
    assert any("pills" in item for item in open_mail(raw)[0].items)
    assert verdict(raw) == "forged"


def test_without_looking_at_to_whom_a_private_mail_could_be_sent_on_to_a_chapter(monkeypatch):
    raw = f"Cc: {CHAPTER}\r\n".encode() + mail(to="friend@club.example")
    assert verdict(raw) == "partly"
    assert CHAPTER in open_mail(raw)[0].recipients
    monkeypatch.setattr(judging, "_says_to_whom", lambda found: True)
    assert verdict(raw) == "proved"


def test_what_a_line_hides_from_one_reader_is_not_proved(monkeypatch):
    raw = cut_short(mail(to=f"{CHAPTER}, friend@club.example"))
    assert dkim.verify(raw, dnsfunc=lambda name, timeout: texts(name.decode())[0])
    assert open_mail(raw)[0].recipients == [CHAPTER]
    assert verdict(raw) == "forged"
    monkeypatch.setattr(judging, "_unfolded", lambda headers: [name for name, _value in headers])
    assert verdict(raw) == "proved"


def test_without_alignment_anybodys_signature_would_do(monkeypatch):
    raw = mail(by="evil.example")
    assert verdict(raw) == "forged"
    monkeypatch.setattr(judging, "_aligned", lambda one, other, strict: True)
    assert verdict(raw) == "proved"


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=3000))
def test_bytes_of_any_kind_end_with_a_word(raw):
    found = look_here(raw, return_path="")
    assert found.broken in {"", Reason.BROKEN}
    assert found.doubt


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(GOOD), st.data())
def test_a_mail_that_was_tampered_with_is_read_and_says_what_was_signed_or_nothing(raw, data):
    """Cut, doubled, overwritten: what it then says is never proved, unless all that was signed still stands."""
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 40)))
    harmed = raw[:start] + data.draw(st.binary(max_size=40)) + raw[end:]
    found, whole = look_here(harmed, return_path=""), look_here(raw, return_path="")
    if not found.doubt and not found.said_twice and not found.automatic:
        said = [(one.senders, one.recipients, one.written_at, one.subject, one.items) for one in (found, whole)]
        assert said[0] == said[1]
