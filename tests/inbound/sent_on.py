"""Mails that somebody got hold of and sent on: signed, and changed in what the signature leaves out."""

from tests.inbound.cases import Case, asked, good
from tests.inbound.postroom import CHAPTER, SIGNED, mail, sign

FRIEND, COPY = "friend@club.example", f"Cc: {CHAPTER}"
CC = COPY.encode() + b"\r\n"


def without(name: str) -> tuple[str, ...]:
    return tuple(one for one in SIGNED if one != name)


def cut_short(raw: bytes) -> bytes:
    """A line that one reader leaves out, and to another ends the header above it; the signature still fits."""
    return raw.replace(b", friend", b",\r\nFrom here\r\n friend")


SENT_ON: list[Case] = [
    asked("a mail to a friend, who puts the chapter in Cc", mail(to=FRIEND, over=CC), "partly"),
    asked("the same, the chapter put into a Cc that was there", mail(to=FRIEND, headers=(COPY,)), "partly"),
    asked("the chapter put in To in place of others", mail(signed=without("to")), "partly"),
    asked("sent again with a new date", mail(signed=without("date")), "partly"),
    asked("the subject not signed", mail(signed=without("subject")), "partly"),
    good("to a friend with the chapter in Cc, signed", mail(to=FRIEND, headers=(COPY,), signed=(*SIGNED, "cc"))),
    good("no Message-ID signed, as some do", mail(signed=without("message-id"))),
    good("signed against additions", mail(signed=(*SIGNED, "from", "to", "cc", "subject", "date"))),
    good("a signature that leaves out To above one that does not", sign(mail(), "riverside.example", without("to"))),
    asked("an addition where none may be", mail(to=FRIEND, signed=(*SIGNED, "cc"), over=CC), "forged"),
    asked("a line that ends To for one reader", cut_short(mail(to=f"{CHAPTER}, {FRIEND}")), "forged"),
    asked("more headers than anybody writes", b"X-Pad: 1\r\n" * 30_000 + mail(), "unproved"),
]
