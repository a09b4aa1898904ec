"""A mail, and what becomes of it, said in a line."""

from dataclasses import dataclass

RECEIPT = "ben mail_read"


@dataclass(frozen=True)
class Case:
    """A mail, and its definite end."""

    name: str
    raw: bytes
    state: str
    reason: str = ""
    drafts: int = 0
    told: tuple[str, ...] = ()
    return_path: str | None = "ben@riverside.example"


def good(name: str, raw: bytes, drafts: int = 1, who: str = "ben", **more) -> Case:
    return Case(name, raw, "drafts", drafts=drafts, told=(f"{who} mail_read",), **more)


def asked(name: str, raw: bytes, reason: str, who: str = "ben", **more) -> Case:
    return Case(name, raw, "quarantined", reason, told=(f"{who} mail_in_your_name",), **more)


def left_alone(name: str, raw: bytes, reason: str = "unknown", **more) -> Case:
    return Case(name, raw, "ignored", reason, **more)


def nothing(name: str, raw: bytes) -> Case:
    return Case(name, raw, "empty", "no_text", told=(RECEIPT,))
