"""The usual agenda of a meeting of any length, from which a chapter makes its own."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.states import AgendaKind, RoundOrder
from members.states import OfficeName

LONGEST_MINUTES = 240
"""What one item may take at most (the database says so too)."""


@dataclass(frozen=True)
class Item:
    """One item of an agenda: what it is, how long, who leads it (no office: whoever runs the meeting).

    In a round `seconds_each` is each member's time; 0 shares the item's minutes among those who are there.
    """

    kind: AgendaKind
    title: Any
    minutes: int
    office: str = ""
    seconds_each: int = 0
    round_order: RoundOrder = RoundOrder.FIXED


ITEMS = (
    Item(AgendaKind.NETWORKING, _("Open networking"), 15, OfficeName.VISITOR_HOST),
    Item(AgendaKind.WELCOME, _("Welcome"), 5, OfficeName.PRESIDENT),
    Item(AgendaKind.EDUCATION, _("Education"), 5, OfficeName.EDUCATION),
    Item(AgendaKind.PRESENTATIONS, _("Weekly presentations"), 30, OfficeName.PRESIDENT),
    Item(AgendaKind.VISITORS, _("Visitors introduce themselves"), 5, OfficeName.VISITOR_HOST),
    Item(AgendaKind.FEATURE, _("Feature presentation"), 10),
    Item(AgendaKind.SLIPS, _("Slips and thanks"), 10, OfficeName.VICE_PRESIDENT),
    Item(AgendaKind.REPORTS, _("Reports"), 5, OfficeName.TREASURER),
    Item(AgendaKind.ANNOUNCEMENTS, _("Announcements"), 3, OfficeName.SECRETARY),
    Item(AgendaKind.CLOSE, _("Close"), 2, OfficeName.PRESIDENT),
)
MINUTES = {
    60: (5, 3, 3, 22, 4, 10, 7, 3, 1, 2),
    75: (10, 4, 4, 26, 4, 10, 9, 4, 2, 2),
    90: (15, 5, 5, 30, 5, 10, 10, 5, 3, 2),
}
"""How long each of `ITEMS` takes in a meeting of 60, 75 and 90 minutes."""


def usual_agenda(duration: int) -> tuple[Item, ...]:
    """The usual agenda of a meeting of so many minutes; other lengths scale the nearest of the three.

    The minutes add up to the duration wherever there is a minute for each item.
    """
    nearest = min(MINUTES, key=lambda known: (abs(known - duration), known))
    return tuple(
        replace(item, minutes=minutes) for item, minutes in zip(ITEMS, _scaled(MINUTES[nearest], duration), strict=True)
    )


def _scaled(minutes: tuple[int, ...], duration: int) -> list[int]:
    """Whole minutes in proportion, the largest remainders rounded up; each from one minute to four hours."""
    total = sum(minutes)
    shares = [part * duration / total for part in minutes]
    whole = [max(1, int(share)) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda n: (int(shares[n]) - shares[n], n))
    for number in by_remainder[: max(0, duration - sum(whole))]:
        whole[number] += 1
    while sum(whole) > duration and max(whole) > 1:
        whole[whole.index(max(whole))] -= 1
    return [min(part, LONGEST_MINUTES) for part in whole]
