"""The rows of the chapter's standing: thirty people, four small pictures each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chapters.rules import RuleSet
from standing.sentences import room_of
from standing.states import Overall, RuleStatus
from standing.values import MemberStanding

ORDER = (Overall.BEHIND, Overall.AT_RISK, Overall.SETTLING_IN, Overall.MET)
NOTHING = frozenset({RuleStatus.OFF, RuleStatus.NOT_YET})

Told = tuple[RuleStatus, int, int, float, float]
"""A rule's status, what was done of what is asked, and the bar's length and tick (0: none)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One rule of one member: "18 of 25", the status in words, and a bar: how long, in which box, the tick's path."""

    name: str
    status: str
    word: str
    says: str
    done: str
    box: str
    tick: str


@dataclass(frozen=True, slots=True)
class Row:
    """One member."""

    pk: int
    href: str
    name: str
    seat: str
    status: str
    word: str
    flag: str
    open: bool
    figures: tuple[Cell, ...]


def _meetings(one: MemberStanding, rules: RuleSet) -> Told:
    figure = one.attendance
    target = rules.attendance_percent * figure.counted / 100
    return figure.status, figure.credited, figure.counted, figure.counted, target


def _leads(one: MemberStanding, rules: RuleSet) -> Told:
    figure, asked = one.leads, rules.leads_per_week * one.leads.weeks
    return figure.status, figure.given, asked, room_of(figure.given, asked), asked


def _one_to_ones(one: MemberStanding, rules: RuleSet) -> Told:
    figure = one.one_to_ones
    return figure.status, figure.done, figure.required, figure.required, 0


def _partners(one: MemberStanding, rules: RuleSet) -> Told:
    figure = one.partner_one_to_ones
    return figure.status, figure.done, figure.required, figure.required, 0


FIGURES: dict[str, Callable[[MemberStanding, RuleSet], Told]] = {
    "attendance": _meetings,
    "leads": _leads,
    "one_to_ones": _one_to_ones,
    "partner_one_to_ones": _partners,
}


def heads() -> dict[str, str]:
    """The columns by which one can sort, and their names."""
    return {
        "name": _("Name"),
        "overall": _("Standing"),
        "attendance": _("Meetings"),
        "leads": _("Leads and referrals"),
        "one_to_ones": _("One-to-ones"),
        "partner_one_to_ones": _("Power partners"),
    }


def sorted_by(column: str, members: Iterable[MemberStanding], rules: RuleSet) -> list[MemberStanding]:
    """By name; or the furthest from what is asked first ("-" before it: last), by name within that."""
    key = column.removeprefix("-")
    found = sorted(members, key=lambda one: (one.name.casefold(), one.email))
    if key == "overall":
        found.sort(key=lambda one: ORDER.index(one.overall))
    elif key in FIGURES:
        found.sort(key=lambda one: _share(FIGURES[key](one, rules)))
    return found[::-1] if column.startswith("-") else found


def _share(told: Told) -> float:
    _status, done, asked, _length, _tick = told
    return done / asked if asked else float("inf")


def rows_of(
    members: Iterable[MemberStanding],
    rules: RuleSet,
    *,
    seats: dict[int, str],
    flagged: set[int],
    href: str,
    opened: int | None,
) -> list[Row]:
    """A row each; `href` has a %s for the member's key. Words and names are looked up once."""
    says, flag = _("%s of %s"), _("flagged")
    words = {status: str(status.label) for status in RuleStatus}
    stands = {overall: str(overall.label) for overall in Overall}
    names = heads()
    columns = [(names[key], told) for key, told in FIGURES.items()]

    def cell(name: str, told: Told) -> Cell:
        status, done, asked, length, tick = told
        text = "–" if status in NOTHING else says % (done, asked)
        path = f"M{tick:g} 0v1" if tick else ""
        return Cell(name, status.value, words[status], text, str(done), f"0 0 {length or 1:g} 1", path)

    return [
        Row(
            pk=one.member_id,
            href=href % one.member_id,
            name=one.name,
            seat=seats.get(one.member_id, ""),
            status=one.overall.value,
            word=stands[one.overall],
            open=one.member_id == opened,
            flag=flag if one.member_id in flagged else "",
            figures=tuple(cell(name, told(one, rules)) for name, told in columns),
        )
        for one in members
    ]
