"""Why two members are planned to meet, and why somebody is left out, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from standing.needs import Person

BY_HAND = "by_hand"


def why_words(why: str) -> str:
    """The reasons kept with a pair, as a sentence begins; those this version does not know are left out."""
    said = []
    for reason in why.split():
        word, _colon, number = reason.partition(":")
        if word == "short" and number.isdigit():
            said.append(ngettext("%(n)s meeting short", "%(n)s meetings short", int(number)) % {"n": number})
        elif word in _words():
            said.append(_words()[word])
    return ", ".join(said)


def _words() -> dict[str, str]:
    return {
        "partner": _("power partners, due this quarter"),
        "never": _("have not met yet"),
        "newcomer": _("one of the two is new"),
        "similar": _("serve similar clients"),
        BY_HAND: _("added by an officer"),
    }


def left_out_words(person: Person, planned: int) -> str:
    """Why somebody has fewer one-to-ones in a plan than they ask for; empty where they have them all."""
    if person.away:
        return _("on leave all month")
    if person.number == 0:
        return _("asks for none")
    if planned >= person.number:
        return ""
    if planned:
        return _("%(planned)s of the %(number)s they ask for") % {"planned": planned, "number": person.number}
    return _("nobody with room is due; first in line next month")
