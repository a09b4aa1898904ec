"""`manage.py receive_mail`: the door for mail, for a mail server to hand it over by LMTP; or one mail from a file."""

import asyncio
import logging
import signal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chapters.clock import now
from inbound.lmtp import serve
from inbound.receiving import LARGEST, receive
from inbound.values import Door


class Command(BaseCommand):
    """Take mail in."""

    help = "Takes mail in by LMTP on INBOUND_HOST and INBOUND_PORT until told to end; with --file and --to one mail."

    def add_arguments(self, parser: CommandParser) -> None:
        """A file, and the envelope it came in."""
        parser.add_argument("--file", help="a mail (.eml) to take in instead of listening")
        parser.add_argument("--to", help="one of our addresses; with --file")
        parser.add_argument("--return-path", help="the envelope's sender; with --file. Nobody's without it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Listen, or take one in. Raises CommandError where that cannot be."""
        if not settings.INBOUND_DOMAIN:
            raise CommandError("INBOUND_DOMAIN is not set, so no mail has an address here. See .env.example.")
        if options["file"]:
            self._take(Path(options["file"]), options["to"] or "", options["return_path"])
            return
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            asyncio.run(serve(settings.INBOUND_HOST, settings.INBOUND_PORT))
        except KeyboardInterrupt:
            return
        except OSError as error:
            raise CommandError(f"Port {settings.INBOUND_PORT} cannot be used: {error.strerror}.") from error

    def _take(self, file: Path, to: str, return_path: str | None) -> None:
        raw = file.read_bytes()
        if len(raw) > LARGEST:
            raise CommandError("It is too large: 30 MB at most.")
        door = receive(raw=raw, recipient=to, return_path=return_path, at=now())
        if door is Door.NOBODY:
            raise CommandError(f"Nobody has the address {to!r} here.")
        self.stdout.write("Taken; a worker reads it now." if door is Door.TAKEN else "It was here before.")
