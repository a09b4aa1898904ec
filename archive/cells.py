"""What a cell may hold and how it is written: the kinds of spec/archive.md, "Form"."""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from archive.faults import quoted
from chapters.categories import LookAlikeLetters, category_key, refuse_look_alikes
from chapters.currencies import is_currency
from chapters.zones import is_zone

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}")
INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)"
)
WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
AMOUNT = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ADDRESS = re.compile(r"[^\s@,;<>\"()]+@[^\s@,;<>\"()]+")
SLUG = re.compile(r"[a-z0-9-]{1,50}")
LONGEST_ADDRESS = 254
LONGEST_CATEGORY = 200
MOST_DIGITS = 12
FIRST_MOMENT = datetime(1, 1, 2, tzinfo=UTC)  # which has a local date in every zone


class BadCell(Exception):
    """A cell that cannot be read: `wrong` where its look alone does not say why, and what is `expected`."""

    def __init__(self, expected: str, wrong: str = "") -> None:
        super().__init__(expected)
        self.expected, self.wrong = expected, wrong

    def sentence(self, column: str, text: str) -> str:
        """As a fault says it."""
        values = {"column": column, "cell": quoted(text), "wrong": self.wrong, "expected": self.expected}
        if not text:
            return _("%(column)s is empty; expected %(expected)s") % values
        if self.wrong:
            return _("%(column)s is %(cell)s, %(wrong)s; expected %(expected)s") % values
        return _("%(column)s is %(cell)s; expected %(expected)s") % values


@dataclass(frozen=True, slots=True)
class Setting:
    """What reading and writing a cell depend on: the moment, and the decimals of the currency where it is known."""

    now: datetime
    decimals: int | None = None


class Kind:
    """How the cells of a column are read and written; an empty cell never gets here."""

    def read(self, text: str, setting: Setting) -> Any:
        """The value; raises BadCell."""
        raise NotImplementedError

    def write(self, value: Any, setting: Setting) -> str:
        """The cell."""
        return str(value)

    def compared(self, value: Any) -> Any:
        """What two cells of a key have in common where they are the same."""
        return value


def matching(shape: re.Pattern[str], text: str, expected: str) -> str:
    """The text, where it has the shape; raises BadCell."""
    if not shape.fullmatch(text):
        raise BadCell(expected)
    return text


@dataclass(frozen=True)
class Text(Kind):
    """Text, kept as it is, of at most so many characters."""

    longest: int | None = None

    def read(self, text: str, setting: Setting) -> str:
        """The text."""
        if self.longest is not None and len(text) > self.longest:
            wrong = _("%d characters long") % len(text)
            raise BadCell(_("at most %d") % self.longest, wrong)
        return text


class Slug(Kind):
    """A chapter's address."""

    def read(self, text: str, setting: Setting) -> str:
        """The slug."""
        return matching(SLUG, text, _("at most 50 of a-z, 0-9 and -"))


class Address(Kind):
    """An e-mail address, trimmed and lower-cased."""

    def read(self, text: str, setting: Setting) -> str:
        """The address as it is compared; '' where there is nothing but spaces."""
        address = text.strip().lower()
        if address and (len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address)):
            raise BadCell(_("an e-mail address such as ada@example.org"))
        return address


class Person(Address):
    """The address of somebody who has a row in members.csv."""


@lru_cache(maxsize=10_000)
def look_alike(name: str) -> str:
    """What is wrong with a category in letters of two alphabets that look alike, or ''."""
    try:
        refuse_look_alikes(name)
    except LookAlikeLetters as refusal:
        return str(refusal)
    return ""


class Category(Kind):
    """A category's name: kept as it is, compared by its key, in letters of one alphabet."""

    def read(self, text: str, setting: Setting) -> str:
        """The name; '' where nothing of it can be seen."""
        key = category_key(text)
        if max(len(text), len(key)) > LONGEST_CATEGORY:
            raise BadCell(_("at most %d characters") % LONGEST_CATEGORY)
        if wrong := look_alike(text):
            raise BadCell(_("letters of one alphabet"), wrong.rstrip("."))
        return text if key else ""

    def compared(self, value: str) -> str:
        """Its key."""
        return category_key(value)


class Day(Kind):
    """A date in chapter time."""

    def read(self, text: str, setting: Setting) -> date:
        """The date."""
        expected = _("a date, YYYY-MM-DD")
        try:
            return date.fromisoformat(matching(DAY, text, expected))
        except ValueError as no_such_day:
            raise BadCell(expected) from no_such_day


class Clock(Kind):
    """A time on the wall."""

    def read(self, text: str, setting: Setting) -> time:
        """The time."""
        expected = _("a time, HH:MM from 00:00 to 23:59")
        try:
            return time.fromisoformat(matching(CLOCK, text, expected))
        except ValueError as no_such_time:
            raise BadCell(expected) from no_such_time

    def write(self, value: time, setting: Setting) -> str:
        """As HH:MM."""
        return f"{value:%H:%M}"


def whole_second(moment: datetime) -> datetime:
    """The moment in UTC as archives hold it: what is less than a second is dropped."""
    return moment.astimezone(UTC).replace(microsecond=0)


class Instant(Kind):
    """A moment that is past, in whole seconds of UTC."""

    def read(self, text: str, setting: Setting) -> datetime:
        """The moment."""
        expected = _("an ISO 8601 instant with an offset, such as 2026-03-04T07:00:00Z")
        try:
            moment = whole_second(datetime.fromisoformat(matching(INSTANT, text, expected).replace(",", ".")))
        except (ValueError, OverflowError) as no_such_moment:
            raise BadCell(expected) from no_such_moment
        if moment < FIRST_MOMENT:
            raise BadCell(expected)
        if moment > setting.now:
            raise BadCell(_("an instant that is past"), _("in the future"))
        return moment

    def write(self, value: datetime, setting: Setting) -> str:
        """As YYYY-MM-DDTHH:MM:SSZ."""
        return whole_second(value).replace(tzinfo=None).isoformat() + "Z"


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number from a least to a most."""

    least: int
    most: int

    def read(self, text: str, setting: Setting) -> int:
        """The number."""
        if not WHOLE.fullmatch(text) or not self.least <= int(text) <= self.most:
            bounds = {"least": self.least, "most": self.most}
            raise BadCell(_("a whole number from %(least)d to %(most)d") % bounds)
        return int(text)


def fits(amount: Decimal, decimals: int) -> bool:
    """Whether an amount can be written with this many decimals, nothing lost, in as many digits as an archive has."""
    written = f"{amount:.{decimals}f}"
    return Decimal(written) == amount and sum(sign.isdigit() for sign in written) <= MOST_DIGITS


class Amount(Kind):
    """Money, with the decimals of the chapter's currency."""

    def read(self, text: str, setting: Setting) -> Decimal:
        """The amount. Where the currency is not known, any number of decimals will do."""
        matching(AMOUNT, text, _("an amount such as %s, not negative") % self._example(setting))
        if sum(sign.isdigit() for sign in text) > MOST_DIGITS:
            raise BadCell(_("at most %d digits") % MOST_DIGITS)
        if setting.decimals is not None and len(text.partition(".")[2]) != setting.decimals:
            values = {"decimals": setting.decimals, "example": self._example(setting)}
            raise BadCell(_("the currency's %(decimals)d decimals, such as %(example)s") % values)
        return Decimal(text)

    def write(self, value: Decimal, setting: Setting) -> str:
        """With exactly the currency's decimals."""
        return f"{value:.{2 if setting.decimals is None else setting.decimals}f}"

    def _example(self, setting: Setting) -> str:
        return self.write(Decimal(120), setting)


class Id(Kind):
    """A UUID."""

    def read(self, text: str, setting: Setting) -> uuid.UUID:
        """The UUID."""
        return uuid.UUID(matching(UUID, text, _("a UUID in lower case")))


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, text: str, setting: Setting) -> str:
        """The word."""
        if text not in self.words:
            raise BadCell(_("one of %s") % ", ".join(self.words))
        return text


@dataclass(frozen=True)
class Choices(Kind):
    """Several of a few words with `;` between; in any order, and written in that of the words."""

    words: tuple[str, ...]

    def read(self, text: str, setting: Setting) -> tuple[str, ...]:
        """The words, in order."""
        given = text.split(";")
        if len(set(given)) < len(given) or not set(given) <= set(self.words):
            raise BadCell(_("each once, with ; between, of %s") % ", ".join(self.words))
        return tuple(word for word in self.words if word in given)

    def write(self, value: tuple[str, ...], setting: Setting) -> str:
        """With `;` between."""
        return ";".join(word for word in self.words if word in value)


class YesNo(Kind):
    """Yes or no."""

    def read(self, text: str, setting: Setting) -> bool:
        """The answer."""
        if text not in {"yes", "no"}:
            raise BadCell(_("yes or no"))
        return text == "yes"

    def write(self, value: bool, setting: Setting) -> str:
        """The word."""
        return "yes" if value else "no"


class Zone(Kind):
    """A time zone."""

    def read(self, text: str, setting: Setting) -> str:
        """Its IANA name."""
        if not is_zone(text):
            raise BadCell(_("the IANA name of a time zone, such as Europe/London"))
        return text


class Currency(Kind):
    """A currency."""

    def read(self, text: str, setting: Setting) -> str:
        """Its ISO 4217 code."""
        if not is_currency(text):
            raise BadCell(_("the ISO 4217 code of a currency, such as GBP"))
        return text
