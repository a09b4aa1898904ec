"""`manage.py pretend_mail`: a member's mail, to try things with. In development alone."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chapters.clock import now
from inbound.pretending import private_key, records_of, signed, written
from inbound.receiving import receive
from inbound.values import Door


class Command(BaseCommand):
    """Write, sign and take in one mail."""

    help = "Takes in a mail as if a member had sent it, its text from the standard input. In development alone."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who writes to whom."""
        parser.add_argument("sender", help="a member's address")
        parser.add_argument("to", help="one of our addresses; a bare slug is that chapter's")
        parser.add_argument("--subject", default="Leads of the week")
        parser.add_argument("--forged", action="store_true", help="without the signature that proves it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it in. Raises CommandError on a server, and where nobody has the address."""
        if not settings.LOCAL:
            raise CommandError("This is for development: it vouches for whatever sender one names.")
        at, to = now(), options["to"]
        to = to if "@" in to else f"{to}@{settings.INBOUND_DOMAIN}"
        domain = options["sender"].rpartition("@")[2].lower()
        text = sys.stdin.read()
        raw = written(sender=options["sender"], to=to, subject=options["subject"], text=text, at=at)
        if not options["forged"]:
            settings.DATA.mkdir(parents=True, exist_ok=True)
            key = private_key(settings.DATA / "mail-key.pem")
            raw = signed(raw, domain, key)
            self._vouch(domain, key)
        if receive(raw=raw, recipient=to, return_path=options["sender"], at=at) is Door.NOBODY:
            raise CommandError(f"Nobody has the address {to!r} here.")
        self.stdout.write("Taken; a worker reads it now. What is answered is at /dev/mail/.")

    def _vouch(self, domain: str, key: bytes) -> None:
        zone = settings.DATA / "mail.zone"
        known = zone.read_text() if zone.exists() else ""
        if f"_dmarc.{domain}." not in known:
            zone.write_text(known + records_of(domain, key))
