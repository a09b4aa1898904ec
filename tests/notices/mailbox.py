"""A mail server on loopback that takes, refuses or drops mail as a test wants."""

import asyncio
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

OK = "250 taken"

logging.getLogger("mail.log").setLevel(logging.ERROR)


@dataclass
class Mailbox:
    """What arrived, and how the server behaves: `says` answers the end of DATA, `at_rcpt` each recipient."""

    says: str = OK
    at_rcpt: str = "250 OK"
    drops: int = 0
    takes: float = 0.0
    arrived: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  # as aiosmtpd calls it
        if self.at_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_rcpt

    async def handle_DATA(self, server: SMTP, session, envelope):  # noqa: N802  # as aiosmtpd calls it
        message = message_from_bytes(envelope.content, policy=policy.default)
        message["X-To"] = ",".join(envelope.rcpt_tos)
        if self.says.startswith("250"):
            self.arrived.append(message)
        if self.takes:
            await asyncio.sleep(self.takes)
        if self.drops:
            self.drops -= 1
            server.transport.abort()
            return "421 gone"
        return self.says

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for message in self.arrived]

    @property
    def recipients(self) -> list[str]:
        return [message["X-To"] for message in self.arrived]


@contextmanager
def mail_server(mailbox: Mailbox) -> Iterator[Mailbox]:
    """The server, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", mailbox.port))
        mailbox.port = probe.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
