"""The way to the mail server: hand one mail over, and tell what became of it."""

import logging
import re
import smtplib
import time
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr, parseaddr
from enum import Enum, auto
from types import TracebackType
from typing import Any, Self

from anymail.exceptions import AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string

from notices.pace import NO_SERVER_MINUTES, minutes
from notices.smtp import Uncertain
from notices.values import Invitation, Mail, one_line

logger = logging.getLogger(__name__)

PERMANENT = range(500, 600)
PARAGRAPHS = re.compile(r"\n\s*\n")
OF_POLICY = re.compile(rb"\s*5\.7\.\d")
"""Refused for what the server allows (RFC 3463): it says nothing of whether the address is somebody's."""
CODE = re.compile(r"[A-Z0-9]{3,6}-?[A-Z0-9]{2,6}")


class Fate(Enum):
    """What became of a mail."""

    ARRIVED = auto()
    NOT_YET = auto()
    UNCERTAIN = auto()
    REFUSED = auto()
    NOT_WANTED = auto()
    NO_SERVER = auto()
    LATER = auto()


@dataclass(frozen=True)
class Outcome:
    """A mail's fate, and the server's words; of what is to come later, from when on."""

    fate: Fate
    reason: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class Envelope:
    """To whom, from whom, under which id; what such mails are called, and where one click ends them."""

    to: str
    message_id: str
    sender: str = ""
    unsubscribe: str = ""
    called: str = ""


class Post:
    """One line to the mail server, opened when first needed and opened anew after any trouble.

    Where there is no server, nobody of this process knocks again for half a minute: chapters do not queue up to wait.
    `away` says that this line found none.
    """

    _closed_until = 0.0

    def __init__(self) -> None:
        self.away = False
        self._connection: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._hang_up()

    def send(self, mail: Mail, envelope: Envelope) -> Outcome:
        """Hand a mail over. Raises nothing that a server or a mail can cause."""
        try:
            self._open()
        except Exception as error:  # however it cannot be reached, nothing was tried
            self._hang_up()
            self.away = True
            return Outcome(Fate.NO_SERVER, _words(error))
        try:
            message = compose(mail, envelope)
            message.connection = self._connection
            message.send()
        except Exception as error:  # a mail's own trouble, counted as a try
            self._hang_up()
            return _outcome(error, envelope.to)
        return Outcome(Fate.ARRIVED)

    def _open(self) -> None:
        if time.monotonic() < Post._closed_until:
            raise ConnectionError("The mail server could not be reached a moment ago.")
        Post._closed_until = time.monotonic() + minutes(NO_SERVER_MINUTES / 2).total_seconds()
        self._connection = self._connection or get_connection()
        self._connection.open()
        Post._closed_until = 0.0

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        try:
            if connection is not None:
                connection.close()
        except Exception:  # a line that is gone is closed
            logger.info("The line to the mail server was gone already.")


def compose(mail: Mail, envelope: Envelope) -> EmailMultiAlternatives:
    """The message: plain text first, the same in the product's look beside it, and last the invitation."""
    parts = [(part, _blocks(part.text)) for part in mail.parts]
    context = {"mail": mail, "blocks": _blocks(mail.text), "parts": parts, "envelope": envelope}
    headers = {"Message-ID": envelope.message_id, "Auto-Submitted": "auto-generated"}
    if envelope.unsubscribe:
        headers["List-Unsubscribe"] = f"<{envelope.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=one_line(mail.subject),
        body=render_to_string("mail/notice.txt", context),
        from_email=sender(envelope.sender),
        to=[one_line(envelope.to)],
        reply_to=[one_line(mail.reply_to)] if mail.reply_to else None,
        headers=headers,
    )
    message.attach_alternative(mail.html or render_to_string("mail/notice.html", context), "text/html")
    if mail.invitation:
        _invite(message, mail.invitation)
    return message


def _invite(message: EmailMultiAlternatives, invitation: Invitation) -> None:
    """Add what mail programs offer to accept; most mail services take that as an attachment alone."""
    if settings.EMAIL_BACKEND.startswith("anymail."):
        message.attach("invitation.ics", invitation.text, invitation.content_type)
    else:
        message.attach_alternative(invitation.text, invitation.content_type)


def sender(name: str) -> str:
    """The house's own address, under a chapter's name where there is one."""
    ours, mailbox = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((one_line(name) or ours, mailbox))


def message_id(key: str) -> str:
    """The id of a mail, whose key is the same whenever it is sent."""
    _, mailbox = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f"<{key}@{mailbox.rpartition('@')[2]}>"


def _blocks(text: str) -> list[dict[str, Any]]:
    """Paragraphs, lists and codes to type in, for the template."""
    blocks = []
    for paragraph in PARAGRAPHS.split(text.strip()):
        lines = paragraph.strip().splitlines()
        first = [line for line in lines if not line.startswith("- ")]
        items = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
        words = "\n".join(first)
        blocks.append({"text": words, "items": items, "code": bool(CODE.fullmatch(words))})
    return blocks


def _outcome(error: Exception, to: str) -> Outcome:
    if isinstance(error, Uncertain):
        return Outcome(Fate.UNCERTAIN, _words(error))
    if isinstance(error, AnymailRecipientsRefused):
        return Outcome(Fate.REFUSED, _words(error))
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = error.recipients.get(to) or next(iter(error.recipients.values()))
        words = f"{code} {bytes(said).decode(errors='replace')}"
        gone = code in PERMANENT and not OF_POLICY.match(said)
        return Outcome(Fate.REFUSED if gone else Fate.NOT_YET, one_line(words))
    return Outcome(Fate.NOT_YET, _words(error))


def _words(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}")[:500]
