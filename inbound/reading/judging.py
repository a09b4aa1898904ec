"""Is a mail from the domain it says it is from? DMARC (RFC 7489), judged here and by nobody else's word.

DKIM signatures (RFC 6376) are verified here, with the resolver that is handed in. SPF looks at the connection, which
the receiving server alone saw: its word (Authentication-Results, RFC 8601) is believed if it is the configured one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import dkim
from authheaders.dmarc_lookup import DMARCException, get_org_domain, lookup_receiver_record
from authres import AuthenticationResultsHeader
from dkim.util import InvalidTagValueList, parse_tag_value

from inbound.reading.opening import MOST_HEAD, Headers
from inbound.reading.zones import Texts, Unanswered

MOST_SIGNATURES = 10
MOST_VERIFIED = 3
END_OF_HEAD = re.compile(rb"\n\r?\n")
DOMAIN = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+")

ADDRESSED = (b"to", b"cc", b"date", b"subject")
"""What says to whom a mail was written, when, and on what. Not Message-ID: some leave it out, and we do not read it."""

PROVED, UNPROVED, FORGED, PARTLY = "proved", "unproved", "forged", "partly"
NO_POLICY, NO_ANSWER = "no_policy", "no_answer"


@dataclass(frozen=True)
class Connection:
    """What is known of how a mail came: the envelope's sender, and whose word on it is believed ("" nobody's)."""

    return_path: str
    receiver: str


def judge(raw: bytes, domain: str, headers: Headers, came: Connection, texts: Texts) -> str:
    """Whether a mail is proved to be from a domain, and if not, why not: one of the words above."""
    if not DOMAIN.fullmatch(domain) or END_OF_HEAD.search(raw, 0, MOST_HEAD) is None:
        return UNPROVED
    asked = _Asked(texts)
    policy = _policy(domain, asked)
    if asked.unanswered:
        return NO_ANSWER
    if not policy.get("p"):
        return NO_POLICY
    if _spf_passed(headers, came, domain, strict=policy.get("aspf") == "s"):
        return PROVED
    found = _by_signature(raw, domain, headers, policy.get("adkim") == "s", asked)
    return NO_ANSWER if asked.unanswered and found != PROVED else found


def _policy(domain: str, asked: "_Asked") -> dict[str, str]:
    """What a domain, or else the organisation it belongs to, says of its mail; empty where that is nothing."""
    for name in dict.fromkeys((domain, organisation_of(domain))):
        try:
            found: dict[str, str] = lookup_receiver_record(name, dnsfunc=asked.policy)
        except DMARCException:
            return {}
        if found:
            return found
    return {}


class _Asked:
    """The resolver, as the two libraries like to ask it; remembers that it did not answer."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self.unanswered = False

    def _ask(self, name: str) -> list[bytes]:
        try:
            return self._texts(name)
        except Unanswered:
            self.unanswered = True
            return []

    def policy(self, name: str) -> str | None:
        """A domain's DMARC record; two are none (RFC 7489, 6.6.3)."""
        found = [text for text in self._ask(name) if text.startswith(b"v=DMARC1")]
        return found[0].decode("ascii", "replace") if len(found) == 1 else None

    def key(self, name: bytes, timeout: int = 0) -> bytes | None:
        """A signer's key; one that says it is only being tested is none (RFC 6376, 3.6.1)."""
        found = self._ask(name.decode("ascii", "replace"))
        if len(found) != 1:
            return None
        try:
            flags = parse_tag_value(found[0]).get(b"t", b"")
        except InvalidTagValueList:
            return None
        return None if b"y" in flags.split(b":") else found[0]


def _by_signature(raw: bytes, domain: str, headers: Headers, strict: bool, asked: _Asked) -> str:
    """Whether a signature of the domain fits the whole mail, From, and what it says of to whom and when; and the mail
    says the same to us.

    Where the two of us read other headers, somebody put a line in that ends one, or all of them, for one reader alone.
    """
    signatures = sum(1 for name, _value in headers if name == "dkim-signature")
    found, tried = FORGED if signatures else UNPROVED, 0
    try:
        mail = dkim.DKIM(raw, minkey=1024)
    except dkim.DKIMException:
        return found
    signed = [
        (name.decode("ascii", "replace").lower(), value.decode("utf-8", "replace")) for name, value in mail.headers
    ]
    if _unfolded(signed) != _unfolded(headers):
        return found
    for number in range(min(signatures, MOST_SIGNATURES)):
        if tried < MOST_VERIFIED and _may_count(mail, number, domain, strict):
            tried += 1
            if _fits(mail, number, asked):
                if _says_to_whom(mail):
                    return PROVED
                found = PARTLY
    return found


def _unfolded(headers: Headers) -> Headers:
    return [(name, " ".join(value.split())) for name, value in headers]


def _may_count(mail: dkim.DKIM, number: int, domain: str, strict: bool) -> bool:
    """Whether a signature, if it fits, says something: it covers enough, and its domain goes with From's."""
    try:
        found = mail.verify_headerprep(number)
        return bool(found) and _covers(mail) and _aligned(mail.domain.decode("ascii").lower(), domain, strict)
    except (dkim.DKIMException, UnicodeDecodeError, ValueError, IndexError):
        return False


def _fits(mail: dkim.DKIM, number: int, asked: _Asked) -> bool:
    try:
        return bool(mail.verify(number, dnsfunc=asked.key))
    except MemoryError:
        raise
    except Exception:  # a signature that breaks what reads it, which takes many kinds, proves nothing
        return False


def _covers(mail: dkim.DKIM) -> bool:
    """From is signed, all of the body is (no l=), and not with SHA-1 (RFC 8301)."""
    fields = mail.signature_fields
    return b"from" in mail.include_headers and b"l" not in fields and fields[b"a"] != b"rsa-sha1"


def _says_to_whom(mail: dkim.DKIM) -> bool:
    """Each To, Cc, Date and Subject it has is signed: else whoever got hold of it could send it on to a chapter.

    Said twice and signed once, the upper one is not.
    """
    names = [name.lower() for name, _value in mail.headers]
    return all(names.count(name) <= mail.include_headers.count(name) for name in ADDRESSED)


def _spf_passed(headers: Headers, came: Connection, domain: str, *, strict: bool) -> bool:
    """Whether the configured receiver says that the envelope's sender, of this domain, was allowed to send.

    Its latest word alone counts: whatever stands below came with the mail.
    """
    if not came.receiver or "@" not in came.return_path:
        return False
    for name, value in headers:
        if name != "authentication-results":
            continue
        if value.split(";")[0].split()[:1] != [came.receiver]:
            continue
        sender = came.return_path.rpartition("@")[2].lower()
        return _says_spf_pass(value, sender) and _aligned(sender, domain, strict)
    return False


def _says_spf_pass(value: str, sender: str) -> bool:
    try:
        results = AuthenticationResultsHeader.parse_value(value).results
    except Exception:  # the library raises many kinds; what cannot be read says nothing
        return False
    passed = [one for one in results if one.method == "spf" and one.result == "pass"]
    # Not by the library's own reading of the domain: it stops at a hyphen.
    return any((one.smtp_mailfrom or "").rpartition("@")[2].lower() == sender for one in passed)


def _aligned(one: str, other: str, strict: bool) -> bool:
    if strict or one == other:
        return one == other
    return bool(DOMAIN.fullmatch(one)) and organisation_of(one) == organisation_of(other)


@lru_cache(maxsize=64)
def organisation_of(domain: str) -> str:
    """The domain somebody registered that this one belongs to, by the public suffix list.

    Under a top that is not on the list, two labels (its own rule): the library answers the bare top there, and every
    domain under it would be one organisation.
    """
    found = str(get_org_domain(domain))
    return found if "." in found else ".".join(domain.split(".")[-2:])
