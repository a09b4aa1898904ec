"""Whom a notice goes to, and what it says."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Recipient:
    """A user, or a bare address. The address is kept in lower case."""

    email: str
    user_id: int | None = None


@dataclass(frozen=True)
class Act:
    """What a mail asks for: a label, a verb first, and where it leads (a whole address)."""

    label: str
    address: str


@dataclass(frozen=True)
class Invitation:
    """What a mail puts into the reader's calendar, or takes out of it: a whole iCalendar object (RFC 5545).

    `method` is the object's own METHOD (RFC 5546): REQUEST, or CANCEL.
    """

    method: str
    text: str

    @property
    def content_type(self) -> str:
        """What calls it an invitation to mail programs (RFC 6047)."""
        return f"text/calendar; method={self.method}"


@dataclass(frozen=True)
class Mail:
    """What a mail says, and asks for: one act, and sometimes a quieter one beside it.

        `text` is paragraphs with an empty line between; lines that begin with "- " are a list.

    The page that most readers see is made from the text; `html` replaces it where that is not enough. Mail programs
    offer to put an `invitation` into the calendar. Answers go to `reply_to`, where there is such an address. A mail of
    several has them as its `parts`, under its own words.
    """

    subject: str
    text: str
    act: Act | None = None
    also: Act | None = None
    html: str = ""
    invitation: Invitation | None = None
    reply_to: str = ""
    parts: tuple["Mail", ...] = ()

    @property
    def keeps_company(self) -> bool:
        """Whether it can be a part of another: it is plain words and an act."""
        return not self.html and self.invitation is None and not self.parts


def address(path: str) -> str:
    """The whole address of a page, from the settings: a request's Host header is never asked (F40)."""
    return f"{settings.SITE_URL}{path}"


def mailbox(slug: str) -> str:
    """The address of the chapter with this slug, where members send leads; empty on a server that takes no mail in."""
    return f"{slug}@{settings.INBOUND_DOMAIN}" if settings.INBOUND_DOMAIN else ""


def one_line(text: str) -> str:
    """Text fit for a header: no line breaks or other control characters (F51)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
