"""Mails as people, machines and forgers send them; the keys and the zone of the domains they are from."""

import base64
import functools
import json
import os
import tempfile
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import dkim
from django.conf import settings

from inbound.limited import _found
from inbound.pretending import private_key, records_of
from inbound.reading.child import look
from inbound.states import Reason
from inbound.values import Found

AT = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=10)
"""When mail comes in: signatures are of this very day."""
DOMAIN = "in.chapterhouse.example"
CHAPTER = f"riverside@{DOMAIN}"
BEN = "Ben Whitlock <ben@riverside.example>"
LEAD = "The bakery on Mill Lane needs a new oven."
SIGNED = ("from", "to", "subject", "date", "message-id", "content-type", "content-transfer-encoding")
REJECT = "v=DMARC1; p=reject"
SIGNERS = {
    "riverside.example": REJECT,
    "mail.riverside.example": "",
    "elsewhere.example": REJECT,
    "my-shop.example": "v=DMARC1; p=none",
    "strict.example": "v=DMARC1; p=quarantine; adkim=s; aspf=s",
    "news.strict.example": "",
    "silent.example": "",
    "evil.example": REJECT,
    "tested.example": REJECT,
    "broken.example": "v=DMARC1; p",
    "xn--mnchen-3ya.example": REJECT,
}
"""Domains that sign their mail, and the policy each publishes; all with one key, that of `evil.example` apart."""


@functools.cache
def key(name: str = "") -> bytes:
    return private_key(Path(tempfile.mkdtemp()) / "key.pem", bits=1024)


def key_of(domain: str) -> bytes:
    return key("evil") if domain == "evil.example" else key()


@functools.cache
def zone() -> str:
    """The path of a zone file with what these domains publish."""
    lines = []
    for domain, policy in SIGNERS.items():
        records = records_of(domain, key_of(domain), policy).splitlines()
        lines += records if policy else records[1:]
    lines = [line.replace("v=DKIM1;", "v=DKIM1; t=y;") if "tested" in line else line for line in lines]
    lines += [
        '_dmarc.twice.example. 60 IN TXT "v=DMARC1; p=reject"',
        '_dmarc.twice.example. 60 IN TXT "v=DMARC1; p=none"',
    ]
    lines += [line for line in records_of("twice.example", key(), REJECT).splitlines() if "_domainkey" in line]
    path = Path(tempfile.mkdtemp()) / "zone"
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def mail(
    body: bytes | str = LEAD,
    *,
    sender: str | None = BEN,
    to: str | None = CHAPTER,
    subject: str | None = "Leads of the week",
    headers: tuple[str, ...] = (),
    kind: str | None = "text/plain; charset=utf-8",
    encoding: str | None = "8bit",
    written_at: datetime | str | None = AT - timedelta(minutes=2),
    number: int = 1,
    by: str | None = "riverside.example",
    over: bytes = b"",
    signed: tuple[str, ...] = SIGNED,
    **signing,
) -> bytes:
    """A mail, signed `by` a domain; `over` are lines put on top afterwards. Each `number` is another mail."""
    date = format_datetime(written_at + timedelta(seconds=number)) if isinstance(written_at, datetime) else written_at
    lines = [
        f"From: {sender}" if sender is not None else "",
        f"To: {to}" if to else "",
        f"Subject: {subject}" if subject is not None else "",
        f"Date: {date}" if date else "",
        f"Message-ID: <{number}@riverside.example>",
        "MIME-Version: 1.0",
        f"Content-Type: {kind}" if kind else "",
        f"Content-Transfer-Encoding: {encoding}" if encoding else "",
        *headers,
    ]
    content = body.encode() if isinstance(body, str) else body
    head = "\n".join(filter(None, lines)).encode("utf-8", "surrogateescape")
    raw = (head + b"\n\n" + content + b"\n").replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return over + sign(raw, by, signed, **signing)


def sign(raw: bytes, by: str | None, signed: tuple[str, ...] = SIGNED, **signing) -> bytes:
    if by is None:
        return raw
    headers = [name.encode() for name in signed]
    secret = signing.pop("secret", None) or key_of(by)
    options = {"canonicalize": (b"relaxed", b"relaxed")} | signing
    return dkim.sign(raw, b"pretended", by.encode(), secret, include_headers=headers, **options) + raw


def parts(*found: tuple[str, bytes], boundary: str = "b1", kind: str = "mixed") -> dict:
    """Body and kind of a mail of several parts: each its headers and its content."""
    body = b"".join(
        b"--" + boundary.encode() + b"\n" + head.encode() + b"\n\n" + content + b"\n" for head, content in found
    )
    return {"body": body + f"--{boundary}--".encode(), "kind": f'multipart/{kind}; boundary="{boundary}"'}


def text_part(text: str) -> tuple[str, bytes]:
    return "Content-Type: text/plain; charset=utf-8", text.encode()


def html_part(text: str) -> tuple[str, bytes]:
    return "Content-Type: text/html; charset=utf-8", text.encode()


def attachment(name: str = "a.pdf", content: bytes = b"JVBERi0x", kind: str = "application/pdf") -> tuple[str, bytes]:
    head = f'Content-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"'
    return head + "\nContent-Transfer-Encoding: base64", base64.b64encode(content)


def look_here(raw: bytes, *, return_path: str) -> Found:
    """What the child finds, found in this process: a hundred children would take minutes."""
    asked = {"return_path": return_path, "receiver": settings.INBOUND_RECEIVER, "zone": settings.INBOUND_ZONE_FILE}
    try:
        return _found(json.dumps(look(raw, asked)).encode())
    except Exception:
        return Found(broken=Reason.BROKEN)


FULL = os.environ.get("FAULTS") == "full"
"""Whether every mail goes through a child of its own."""
