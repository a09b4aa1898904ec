"""Set up: where an officer finds what they may set."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires


@dataclass(frozen=True)
class Place:
    """A page of Set up, and who finds it there."""

    path: str
    icon: str
    title: Promise
    note: Promise
    roles: frozenset[Role]


PRESIDENT = frozenset({Role.PRESIDENT})
RECORDS = frozenset({Role.PRESIDENT, Role.SECRETARY})
LEAVES = frozenset({Role.PRESIDENT, Role.VICE_PRESIDENT})
LEADERS = RECORDS | LEAVES
INVITERS = RECORDS | LEAVES
PLACES = [
    Place("set-up/chapter/", "store", _("Chapter"), _("Name, day, time, place, zone and currency"), PRESIDENT),
    Place("set-up/rules/", "scale", _("Rules"), _("What the group expects, from which day"), PRESIDENT),
    Place("set-up/contract/", "scroll-text", _("Contract"), _("The rules in words, and who agreed to them"), INVITERS),
    Place("set-up/seats/", "armchair", _("Seats"), _("One business a category"), RECORDS),
    Place(
        "waiting-list/",
        "hourglass",
        _("Waiting list"),
        _("Who would like a seat, and who hears of an open one"),
        LEADERS,
    ),
    Place("set-up/members/", "users", _("Members"), _("Who joined, who left, who sits where"), RECORDS),
    Place("invitations/", "mail", _("Invitations"), _("Who has an account, and who is still to come"), INVITERS),
    Place("set-up/offices/", "award", _("Offices"), _("Who does what, and for how long"), PRESIDENT),
    Place(
        "set-up/agenda/", "list-ordered", _("Agenda"), _("What a meeting consists of, and how long each takes"), LEADERS
    ),
    Place("set-up/code/", "qr-code", _("Code at the door"), _("On paper, for arrivals"), INVITERS),
    Place("set-up/recesses/", "tree-palm", _("Recesses"), _("Days the whole chapter is excused"), RECORDS),
    Place("set-up/substitutes/", "user-check", _("People who stand in"), _("Whom members can send"), INVITERS),
    Place("set-up/why-they-left/", "door-open", _("Why members left"), _("What they say, in sum or by name"), INVITERS),
    Place("set-up/leaves/", "calendar-off", _("Leave requests"), _("Members who asked to be excused"), LEAVES),
    Place(
        "move-in/", "folder-input", _("Move in"), _("Bring an archive, a roster or another system’s exports"), PRESIDENT
    ),
    Place("export/", "folder-output", _("Export"), _("The whole record, or lists for a spreadsheet"), RECORDS),
]


@requires(Role.PRESIDENT, Role.VICE_PRESIDENT, Role.SECRETARY)
@require_safe
def set_up(request: Any) -> HttpResponse:
    """The pages this officer may open."""
    places = [place for place in PLACES if place.roles & request.roles]
    return render(request, "members/set_up/set_up.html", {"places": places})
