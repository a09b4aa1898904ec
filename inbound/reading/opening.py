"""What a mail says: who it says it is from, to whom, whether a machine wrote it, and its text."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError, ObsoleteHeaderDefect
from email.header import decode_header, make_header
from email.message import Message
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice
from typing import Any, cast

from inbound.reading.words import clean, decoded, items_of, text_of_page

Headers = list[tuple[str, str]]

MOST_HEAD = 256 * 1024
"""Bytes of headers; what stands below is not compared where one mail is told from another (inbound.receiving)."""
MOST_PARTS = 1000
LONGEST_SUBJECT = 200
ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+")
ONCE = {"from", "sender", "to", "cc", "subject", "date", "message-id", "reply-to", "in-reply-to", "mime-version"}
ONCE |= {"content-type", "content-transfer-encoding"}
"""What mail says once (RFC 5322, 3.6): said twice, one reader takes the first and another the last."""
BY_MACHINES = {"x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply-from", "x-failed-recipients", "x-loop"}
LISTS = {"mailing-list", "x-mailing-list", "x-beenthere"}
MACHINES_PRECEDENCE, LISTS_PRECEDENCE = {"auto_reply", "auto-reply", "junk"}, {"bulk", "list"}
AWAY = re.compile(
    r"\s*(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|abwesenheit"
    r"|réponse automatique|automatische antwort|automatisch antwoord|undeliver(?:able|ed)"
    r"|delivery status notification|mail delivery failed)",
    re.IGNORECASE,
)
AUTOMATIC, LIST = "automatic", "list"


@dataclass(frozen=True)
class Opened:
    """A mail, opened. Addresses are in lower case; `written_at` is its Date, None where that says nothing.

    `automatic` is empty where a person wrote it to us, else AUTOMATIC or LIST. `said_twice`: what is said once.
    """

    senders: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    subject: str = ""
    written_at: datetime | None = None
    automatic: str = ""
    said_twice: bool = False
    items: list[str] = field(default_factory=list)


def headers_of(message: Message) -> Headers:
    """Every header as it stands, unfolded, the names in lower case."""
    found = ((name.lower(), re.sub(r"\r?\n[ \t]*", " ", str(value))) for name, value in message.raw_items())
    return [
        (name, value.encode("utf-8", "surrogateescape").decode("utf-8", "replace").strip()) for name, value in found
    ]


def opened(message: Message, headers: Headers) -> Opened:
    """Open a mail."""
    subject = _words(next((value for name, value in headers if name == "subject"), ""))
    names = [name for name, _ in headers]
    return Opened(
        senders=_senders(headers),
        recipients=sorted(_addresses(headers, {"to", "cc"})),
        subject=subject[:LONGEST_SUBJECT],
        written_at=_date(headers),
        automatic=_automatic(message, headers, subject),
        said_twice=any(names.count(name) > 1 for name in ONCE),
        items=items_of(_text_of(message)),
    )


def _senders(headers: Headers) -> list[str]:
    """The addresses in all of its From headers; where they cannot be told for sure, more than one."""
    values = [value for name, value in headers if name == "from"]
    found = [address.lower() for _name, address in getaddresses(values)]
    sure = [address for address in found if ADDRESS.fullmatch(address)]
    return sure if found and sure == found == [_as_the_other_reads(value) for value in values] else [*sure, ""]


def _as_the_other_reads(value: str) -> str:
    """The one address of a From header as Python's second parser reads it; "" where it sees none, several or a fault.

    The first makes something of everything; what the two read differently is nobody's address.
    """
    try:
        header: Any = default.header_factory("from", value)
        faults = [fault for fault in header.defects if not isinstance(fault, ObsoleteHeaderDefect)]
        return "" if faults or len(header.addresses) != 1 else str(header.addresses[0].addr_spec).lower()
    except Exception:  # it raises whatever comes over it
        return ""


def _addresses(headers: Headers, names: set[str]) -> set[str]:
    values = [value for name, value in headers if name in names]
    return {address.lower() for _name, address in getaddresses(values) if "@" in address}


def _words(value: str) -> str:
    """A header's words, encoded or not (RFC 2047)."""
    with suppress(HeaderParseError, LookupError, UnicodeError, ValueError):
        value = str(make_header(decode_header(value)))
    return " ".join(clean(value).split())


def _date(headers: Headers) -> datetime | None:
    value = next((value for name, value in headers if name == "date"), "")
    try:
        found = parsedate_to_datetime(value)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _automatic(message: Message, headers: Headers, subject: str) -> str:
    said = {name: value.split(";")[0].strip().lower() for name, value in headers}
    if any(name.startswith("list-") or name in LISTS for name in said) or said.get("precedence") in LISTS_PRECEDENCE:
        return LIST
    by_machine = (
        said.get("auto-submitted", "no") not in {"no", ""},
        said.get("precedence") in MACHINES_PRECEDENCE,
        not BY_MACHINES.isdisjoint(said),
        message.get_content_type() in {"multipart/report", "message/delivery-status"},
        AWAY.match(subject),
    )
    return AUTOMATIC if any(by_machine) else ""


def _text_of(message: Message) -> str:
    """The first plain text with something in it, else the first page, that is no attachment."""
    page = ""
    for part in islice(_own_parts(message), MOST_PARTS):
        kind = part.get_content_type()
        if kind not in {"text/plain", "text/html"}:
            continue
        content = part.get_payload(decode=True)
        text = decoded(content, _charset(part)) if isinstance(content, bytes) else ""
        if kind == "text/plain" and text.strip():
            return text
        if kind == "text/html":
            page = page or text
    return text_of_page(page)


def _own_parts(message: Message) -> Iterator[Message]:
    """What its sender wrote or put in, in order: nothing attached, and nothing out of a mail within it."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        attached = str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")
        if attached or part.get_content_maintype() == "message":
            continue
        if part.is_multipart():
            waiting += reversed(cast("list[Message]", part.get_payload()))
        else:
            yield part


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or "utf-8"
    except (UnicodeError, ValueError, LookupError):
        return "utf-8"


def open_mail(raw: bytes) -> tuple[Opened, Headers]:
    """Open a mail as it came."""
    message = message_from_bytes(raw)
    headers = headers_of(message)
    return opened(message, headers), headers
