"""What somebody hands in, when it counts from, and how money is written."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Self
from uuid import UUID

from babel import Locale
from django.utils.translation import get_language
from moneyed import CurrencyDoesNotExist, Money
from moneyed.l10n import format_money

from chapters.currencies import decimals_of
from referrals.states import BadKind, Sure, UseName, Warmth

PHONE_IS_BELIEVED_FOR = timedelta(days=14)
UNDO_FOR = timedelta(minutes=5)
SILENCE = timedelta(days=7)
"""After so long without a word the receiver of a referral is asked how it goes …"""
SECOND_SILENCE = timedelta(days=14)
"""… and after so long once more."""
LONG_SILENCE = timedelta(days=28)
"""After so long its giver may ask, once a `SILENCE`."""
LOOKING_BACK = timedelta(weeks=26)
"""The span in which a receiver's own share of bad referrals is looked at."""
PUT_OFF_AT_MOST = timedelta(days=183)
"""How far ahead a receiver may wish to be asked."""
CONTRIBUTORS = 3
MANY_RECEIVED = 5
BAD_SHARE = 5
"""More than one in so many bad, of at least so many received, is worth a thought."""


@dataclass(frozen=True)
class Referral:
    """What the giver says of a prospect who expects the call; `warmth` is what the giver did."""

    prospect: str
    need: str
    warmth: Warmth
    prospect_phone: str = ""
    prospect_email: str = ""
    inside: bool = False
    use_name: UseName = UseName.YES


@dataclass(frozen=True)
class Lead:
    """What the giver tells everybody: what, where it was heard, how sure it is.

    The prospect's name is shown only where the giver says it may be.
    """

    need: str
    prospect: str = ""
    prospect_shown: bool = False
    use_name: UseName = UseName.ASK
    heard: str = ""
    sure: Sure | str = ""


@dataclass(frozen=True)
class ToLearn:
    """What was wrong with a referral, and what would have made it good."""

    kind: BadKind
    better: str


@dataclass(frozen=True)
class Thanks:
    """Public words, and an amount that the two alone see; `repeat` where that business comes again."""

    text: str = ""
    amount: Decimal | None = None
    repeat: bool = False


@dataclass(frozen=True)
class JointPlan:
    """When and where two partners meet a prospect, and whether the prospect agreed that the other one comes."""

    starts_at: datetime
    place: str
    prospect_agreed: bool


@dataclass(frozen=True)
class Question:
    """What somebody asks the chapter, "who do you know who …", and the last day on which an answer helps."""

    text: str
    need_by: date


@dataclass(frozen=True)
class Vouched:
    """Somebody a member vouches for, who agreed to be named: who, and how to reach them."""

    person: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class FromNearby:
    """An answer to another chapter's ask: its author's name and chapter, their words, and the address they give."""

    name: str
    chapter: str
    words: str
    email: str


@dataclass(frozen=True)
class Sending:
    """One handing in: the id the device made, and when it says that was."""

    uuid: UUID
    given_at: datetime | None = None

    def counts_from(self, arrived: datetime) -> datetime:
        """The phone's time if not in the future and within 14 days, else the time of arrival."""
        believed = self.given_at is not None and arrived - PHONE_IS_BELIEVED_FOR <= self.given_at <= arrived
        return self.given_at.astimezone(UTC) if self.given_at is not None and believed else arrived


def digest_of(kind: str, by: int, body: Mapping[str, object]) -> str:
    """What tells two bodies sent under one id apart: the kind of thing, the sender's key and what was typed.

    When it was sent is no part of it: a phone that tries again sends the same words at another moment.
    """
    words = {key: _canonical(value) for key, value in body.items()}
    return hashlib.sha256(json.dumps([kind, by, words], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _canonical(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value if isinstance(value, bool | int | None) else str(value)


def written(amount: Decimal, currency: str) -> str:
    """An amount as people of the page's language write it, with the currency's decimals (ISO 4217)."""
    decimals = decimals_of(currency)
    rounded = amount.quantize(Decimal(1).scaleb(-decimals))
    try:
        money = Money(rounded, currency)
    except CurrencyDoesNotExist:  # younger than the library
        return f"{currency} {rounded:,}"
    language = get_language() or "en"
    usual: str = Locale.parse(language, sep="-").currency_formats["standard"].pattern
    pattern = usual.replace(".00", "." + "0" * decimals if decimals else "")
    return format_money(money, format=pattern, locale=language, currency_digits=False)


@dataclass(frozen=True)
class Business:
    """Business thanked for in a span; `amount` is None where it is withheld."""

    amount: Decimal | None

    @classmethod
    def told(cls, *, total: Decimal, contributors: int, of: int) -> Self:
        """Of so many amounts: told where three or more members contributed, or where there are none (F36)."""
        return cls(total if contributors >= CONTRIBUTORS or not of else None)


@dataclass(frozen=True)
class Found:
    """How many referrals somebody was given in a span, and how many of them they found of no use."""

    all: int
    bad: int

    @property
    def many_bad(self) -> bool:
        """More than a fifth, of at least five: worth a thought, and the receiver's own alone."""
        return self.all >= MANY_RECEIVED and self.bad * BAD_SHARE > self.all
