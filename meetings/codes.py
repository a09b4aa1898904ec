"""The codes a phone scans to say that somebody is here: one that changes every minute, and one printed on paper.

Both are short, so that the picture can be read from across a room, and in letters that nobody mixes up. The changing
one says its minute; chapter, meeting and minute are signed. It is good for two minutes, the one it is shown in and the
one after, and a phone that scanned it in time may take a quarter of an hour to sign in (`Scan`).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import segno
from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.safestring import SafeString, mark_safe

from chapters.models import Chapter
from notices.values import address

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
MINUTE = timedelta(minutes=1)
GOOD_FOR = 2
"""Minutes, the one it is shown in included."""
SIGN_IN_WITHIN = timedelta(minutes=15)
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
MINUTE_LETTERS, SIGNED_LETTERS, PRINTED_LETTERS = 6, 10, 20
BITS = 5


@dataclass(frozen=True)
class Code:
    """A code to show: `address` is what it leads to, `svg` its picture, `seconds` how long it is still shown."""

    token: str
    address: str
    seconds: int = 0

    @property
    def short(self) -> str:
        """The address as somebody would type it."""
        return self.address.partition("://")[2]

    @property
    def svg(self) -> SafeString:
        """The picture, black on white, to be put into a page as it is; its size is the stylesheet's affair."""
        drawn = segno.make(self.address, micro=False, error="m", boost_error=False)
        return mark_safe(drawn.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S308  # ours


@dataclass(frozen=True)
class Scan:
    """What a token stands for: the printed code (`day` None), or the changing one of a day's meeting and a minute."""

    token: str
    day: date | None = None
    shown_at: datetime | None = None

    @property
    def printed(self) -> bool:
        """Whether it is the one on paper."""
        return self.day is None

    def is_good(self, at: datetime) -> bool:
        """Whether it may be used now without having been scanned before."""
        return self.shown_at is None or self.shown_at <= at < self.shown_at + GOOD_FOR * MINUTE


def code_now(chapter: Chapter, day: date, at: datetime) -> Code:
    """The changing code of a day's meeting, as it is to be shown at an instant."""
    minute, passed = divmod(at - EPOCH, MINUTE)
    token = _letters(minute, MINUTE_LETTERS) + _signed(chapter, f"{day} {minute}", SIGNED_LETTERS)
    return Code(token, _address(chapter, token), 60 - int(passed.total_seconds()))


def printed_code(chapter: Chapter) -> Code:
    """The code on paper: it only ever makes an arrival that waits for the leader's tap."""
    token = _signed(chapter, "printed", PRINTED_LETTERS)
    return Code(token, _address(chapter, token))


def read_code(chapter: Chapter, token: str) -> Scan | None:
    """What a token of this chapter stands for, however old it is; None for any other text."""
    token = token.lower()
    if constant_time_compare(token, _signed(chapter, "printed", PRINTED_LETTERS)):
        return Scan(token)
    first, signature = token[:MINUTE_LETTERS], token[MINUTE_LETTERS:]
    if len(signature) != SIGNED_LETTERS or not set(first) <= set(LETTERS):
        return None
    minute = 0
    for letter in first:
        minute = minute * len(LETTERS) + LETTERS.index(letter)
    shown_at = EPOCH + minute * MINUTE
    shown_on = chapter.today(shown_at)
    for day in (shown_on, shown_on - timedelta(days=1)):  # a meeting may run past midnight
        if constant_time_compare(signature, _signed(chapter, f"{day} {minute}", SIGNED_LETTERS)):
            return Scan(token, day, shown_at)
    return None


def remember(chapter: Chapter, scan: Scan, at: datetime) -> str:
    """A note for the phone's own cookie that it scanned this code, while it was good, at an instant."""
    return _signer(chapter).sign(f"{scan.token}-{int(at.timestamp())}")


def remembered_at(chapter: Chapter, scan: Scan, note: str, at: datetime) -> datetime | None:
    """When the phone scanned this very code, by its note; None where it did not, or longer ago than it may take."""
    try:
        token, _, seconds = _signer(chapter).unsign(note).rpartition("-")
        scanned_at = datetime.fromtimestamp(int(seconds), UTC)
    except (BadSignature, ValueError):
        return None
    in_time = scanned_at <= at <= scanned_at + SIGN_IN_WITHIN
    return scanned_at if token == scan.token and in_time else None


def _signer(chapter: Chapter) -> Signer:
    return Signer(salt=f"meetings.scan.{chapter.pk}", sep=".")


def _address(chapter: Chapter, token: str) -> str:
    return address(f"{chapter.path}arrive/{token}/")


def _signed(chapter: Chapter, text: str, letters: int) -> str:
    digest = salted_hmac(f"meetings.code.{chapter.pk}", text, algorithm="sha256").digest()
    return _letters(int.from_bytes(digest), letters)


def _letters(number: int, count: int) -> str:
    """The last `count` letters of a number."""
    return "".join(LETTERS[number >> (BITS * place) & 31] for place in reversed(range(count)))
