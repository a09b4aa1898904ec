"""The door for mail: LMTP (RFC 2033), spoken by the operator's mail server, which took the mail from the world.

It stores and says so; nothing is looked into here. Where storing fails, it says "later", and the mail server keeps it.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, Session
from django.db import connection

from chapters.clock import now
from inbound.addresses import place_of
from inbound.receiving import LARGEST, receive
from inbound.values import Door

logger = logging.getLogger(__name__)

AT_ONCE = 2
"""How many mails are stored at a time: each is held in memory."""
LONGEST_LINE = 200_000
"""Longer than mail allows (RFC 5322: 998): what old programs send is taken all the same."""
TAKEN, NOBODY, LATER = "250 2.6.0 Taken", "550 5.1.1 Nobody has this address here", "451 4.3.0 Not now; try again"


class MailDoor(LMTP):
    """Says for every recipient, as LMTP does, what aiosmtpd says once: that a mail is too large, or a line too long."""

    line_length_limit = LONGEST_LINE

    async def push(self, status: Any) -> None:
        """Say it, as often as the other side waits for it."""
        refused = isinstance(status, str) and status.startswith(("552 Error: Too much mail data", "500 Line too long"))
        for _ in self.envelope.rcpt_tos if refused and self.envelope else ("once",):
            await super().push(status)


class MailHandler:
    """Answers what aiosmtpd asks: whether this is one of our addresses, and whether this mail is taken."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="mail")

    async def handle_RCPT(  # noqa: N802  # as aiosmtpd calls it
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the address down, or say that nobody has it."""
        place = await self._in_thread(partial(place_of, address, now()))
        if isinstance(place, Exception):
            return LATER
        if place is None:
            return NOBODY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802  # the same
        """Store it for each address; each gets an answer of its own (RFC 2033, 4.2)."""
        raw = envelope.original_content or b""
        answers = []
        for recipient in envelope.rcpt_tos:
            path = envelope.mail_from or ""
            door = await self._in_thread(partial(receive, raw=raw, recipient=recipient, return_path=path, at=now()))
            answers.append(LATER if isinstance(door, Exception) else NOBODY if door is Door.NOBODY else TAKEN)
        return "\r\n".join(answers)

    async def _in_thread(self, work: Any) -> Any:
        """What it answers, or the exception it raised, logged."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(_safely, work))


def _safely(work: Any) -> Any:
    try:
        return work()
    except Exception as error:  # whatever ails the database, the mail server keeps the mail
        logger.exception("Mail could not be stored.")
        return error
    finally:
        connection.close()


async def serve(host: str, port: int) -> None:
    """Take mail until cancelled."""
    handler = MailHandler()

    def session() -> LMTP:
        return MailDoor(
            handler, data_size_limit=LARGEST, enable_SMTPUTF8=True, ident="Chapterhouse", hostname="localhost"
        )

    server = await asyncio.get_running_loop().create_server(session, host, port)
    async with server:
        await server.serve_forever()
