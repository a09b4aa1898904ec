"""Dates as people type them: the order of day and month is told by the whole column, not by a cell."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from babel.dates import get_month_names

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "fi", "cs", "hu", "ro", "tr")
NUMBERS = re.compile(r"(\d{1,4})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{1,4})\.?(?:[T\s]\d{1,2}:.*)?")
WORDS = re.compile(r"[^\W\d_]+")
DIGITS = re.compile(r"\d+")
SERIAL = re.compile(r"[2-6]\d{4}")  # Excel's own count of days, of 1954 to 2091
EXCEL_BEGAN = date(1899, 12, 30)
CENTURY_TURNS = 70


class Order(StrEnum):
    """How a column writes its dates."""

    YEAR_FIRST = "ymd"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True)
class Guess:
    """The order that reads the most; not `sure` where another reads as many."""

    order: Order
    sure: bool


def guess_order(cells: Iterable[str]) -> Guess:
    """How the dates of a column are to be read; the day comes first where nothing tells."""
    filled = [cell for cell in cells if cell.strip()]
    read = {order: sum(parsed(cell, order) is not None for cell in filled) for order in Order}
    best = max((Order.DAY_FIRST, Order.MONTH_FIRST, Order.YEAR_FIRST), key=lambda order: read[order])
    rivals = [order for order in Order if order != best and read[order] == read[best]]
    same = all(_agree(filled, best, order) for order in rivals)
    return Guess(best, sure=read[best] > 0 and same)


def _agree(cells: Sequence[str], one: Order, other: Order) -> bool:
    return all(parsed(cell, one) == parsed(cell, other) for cell in cells)


def parsed(text: str, order: Order) -> date | None:
    """The date of a cell; None where it is none."""
    text = text.strip()
    if SERIAL.fullmatch(text):
        return EXCEL_BEGAN + timedelta(days=int(text))
    if words := [word for word in WORDS.findall(text) if word.casefold().rstrip(".") in _months()]:
        return _with_month(text, _months()[words[0].casefold()])
    match = NUMBERS.fullmatch(text)
    if not match:
        return None
    first, second, third = match.groups()
    if len(first) == 4:
        return _date(first, second, third) if order in {Order.YEAR_FIRST, *Order} else None
    if order == Order.YEAR_FIRST:
        return _date(first, second, third) if len(third) <= 2 else None
    return _date(third, second, first) if order == Order.DAY_FIRST else _date(third, first, second)


def _with_month(text: str, month: int) -> date | None:
    numbers = DIGITS.findall(text)
    if len(numbers) < 2:
        return None
    one, other = numbers[:2]
    day, year = (other, one) if len(one) == 4 else (one, other)
    return _date(year, str(month), day)


def _date(year: str, month: str, day: str) -> date | None:
    whole = int(year)
    if len(year) <= 2:
        whole += 1900 if whole >= CENTURY_TURNS else 2000
    try:
        return date(whole, int(month), int(day)) if len(year) != 3 else None
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """Names of months, whole and cut short, in the languages people keep their lists in."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    if len(name.rstrip(".")) > 2:
                        found.setdefault(name.casefold().rstrip("."), number)
    return found
