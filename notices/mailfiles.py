"""Mail as development keeps it: in files, one or more to a file, newest first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

BETWEEN = re.compile(rb"\n-{79}\n")
MOST_FILES = 200


@dataclass(frozen=True)
class KeptMail:
    """One mail, and where it is kept."""

    name: str
    number: int
    at: datetime
    message: EmailMessage

    @property
    def to(self) -> str:
        """Whom it went to."""
        return str(self.message["To"] or "")

    @property
    def subject(self) -> str:
        """What it is about."""
        return str(self.message["Subject"] or "")

    @property
    def text(self) -> str:
        """Its plain text."""
        body = self.message.get_body(("plain",))
        return str(body.get_content()) if isinstance(body, EmailMessage) else ""

    @property
    def invitation(self) -> str:
        """The iCalendar object that mail programs offer to accept; empty in most mails."""
        parts = [part for part in self.message.walk() if part.get_content_type() == "text/calendar"]
        return str(parts[0].get_content()) if parts else ""


def newest(folder: Path) -> list[KeptMail]:
    """The mails in a folder, newest first."""
    files = sorted(folder.glob("*.log"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)
    return [mail for file in files[:MOST_FILES] for mail in reversed(list(_in_file(file)))]


def find(folder: Path, name: str, number: int) -> KeptMail | None:
    """One mail; None where there is none."""
    file = next((file for file in folder.glob("*.log") if file.name == name), None)
    return next((mail for mail in _in_file(file) if mail.number == number), None) if file else None


def _in_file(file: Path) -> Iterator[KeptMail]:
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    for number, content in enumerate(BETWEEN.split(file.read_bytes())):
        if content.strip():
            message = message_from_bytes(content.lstrip(b"\n"), policy=policy.default)
            yield KeptMail(file.name, number, at, message)
