"""What waits for a member, a line each; conversations first, then people, then what officers answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.models import Chapter
from referrals.states import QuestionKind
from standing.states import Disputed
from standing.to_do import Waiting

A_WEEK, A_FORTNIGHT = 7, 14


@dataclass(frozen=True, slots=True)
class Line:
    """One line of "mine to do"; `due` is since when, in words, where somebody waits."""

    href: str
    title: str
    note: str
    name: str
    due: str


def in_days(days: int) -> str:
    """How far off a day is."""
    if days <= 1:
        return _("Tomorrow") if days == 1 else _("Today")
    if days < A_FORTNIGHT:
        return _("In %(count)s days") % {"count": days}
    return ngettext("In %(count)s week", "In %(count)s weeks", days // A_WEEK) % {"count": days // A_WEEK}


def for_days(today: date, since: date | None) -> str:
    """How long somebody has waited; empty for less than a day."""
    days = (today - since).days if since else 0
    if days <= 0:
        return ""
    if days < A_FORTNIGHT:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    return ngettext("%(count)s week", "%(count)s weeks", days // A_WEEK) % {"count": days // A_WEEK}


def others(chapter: Chapter, waiting: Iterable[Waiting], today: date) -> list[Line]:
    """What waits besides slips: conversations first, then people, then leave for officers to answer."""
    mine = (one for one in waiting if one.what in LINE_OF and one.word != "coming")
    return [LINE_OF[one.what](chapter.path, one, today) for one in mine]


def _flag(root: str, one: Waiting, today: date) -> Line:
    title = _("Your chapter would like to talk about your seat")
    return Line(f"{root}standing/flag/{one.key}/", title, _("Say how you see it."), "", for_days(today, one.day))


def _seat_review(root: str, one: Waiting, today: date) -> Line:
    titles = {
        "call": _("%(name)s’s seat is flagged"),
        "vote": _("The committee votes about %(name)s’s seat"),
        "check": _("Look with %(name)s at how it went"),
        "confirm": _("A decision about %(name)s’s seat waits"),
    }
    notes = {
        "call": _("A call is due."),
        "vote": _("Read, then vote or step aside."),
        "check": _("The day you agreed on has come."),
        "confirm": _("Confirm it, or undo it."),
    }
    title = titles[one.word] % {"name": one.person}
    return Line(f"{root}standing/flag/{one.key}/", title, notes[one.word], one.person, for_days(today, one.day))


def _dispute(root: str, one: Waiting, today: date) -> Line:
    title, what = _("%(name)s asks for a second look") % {"name": one.person}, str(Disputed(one.word).label)
    note = what[:1].upper() + what[1:]
    return Line(f"{root}standing/disputes/{one.key}/", title, note, one.person, for_days(today, one.day))


def _partnership(root: str, one: Waiting, today: date) -> Line:
    title = _("%(name)s asks you to be a power partner") % {"name": one.person}
    return Line(f"{root}partners/", title, one.text, one.person, for_days(today, one.day))


def _contract(root: str, one: Waiting, today: date) -> Line:
    note = _("Read it, and say that you agree.")
    return Line(f"{root}contract/", _("What we agree on as a chapter"), note, "", for_days(today, one.day))


def _handing_on(root: str, one: Waiting, today: date) -> Line:
    title = _("%(name)s has left the chapter") % {"name": one.person}
    note = ngettext(
        "What becomes of the referral you passed them?", "What becomes of the %(count)s you passed them?", int(one.text)
    ) % {"count": one.text}
    return Line(f"{root}slips/handing-on/", title, note, one.person, "")


def _one_to_one(root: str, one: Waiting, today: date) -> Line:
    day = date_format(one.day, "j F") if one.day else ""
    title = _("One-to-one with %(name)s, %(day)s") % {"name": one.person, "day": day}
    return Line(f"{root}one-to-ones/", title, _("Did it happen?"), one.person, "")


def _lead_question(root: str, one: Waiting, today: date) -> Line:
    if one.word == QuestionKind.NAME:
        title = _("%(name)s asks: may I use your name?") % {"name": one.person}
    else:
        title = _("%(name)s asks: is there more?") % {"name": one.person}
    note = one.text or _("About your lead")
    return Line(f"{root}slips/{one.key}/", title, note, one.person, for_days(today, one.day))


def _leave(root: str, one: Waiting, today: date) -> Line:
    title = _("%(name)s asks for leave") % {"name": one.person}
    note = _("From %(day)s") % {"day": date_format(one.day, "j F")} if one.day else one.text
    return Line(f"{root}set-up/leaves/", title, note, one.person, "")


def _appointment(root: str, one: Waiting, today: date) -> Line:
    href, name = f"{root}one-to-ones/plan/{one.key}/", {"name": one.person}
    if one.word == "over":
        day = {"day": date_format(one.day, "j F") if one.day else ""}
        return Line(href, _("Did you meet %(name)s?") % name, _("Planned for %(day)s") % day, one.person, "")
    if one.word == "planned":
        note = _("Your chapter suggests it. Find a time.")
        return Line(href, _("A one-to-one with %(name)s") % name, note, one.person, for_days(today, one.day))
    title = _("%(name)s proposes a one-to-one") % name
    return Line(href, title, _("Choose a time."), one.person, for_days(today, one.day))


def _swap(root: str, one: Waiting, today: date) -> Line:
    title = _("%(name)s asks to present on your day") % {"name": one.person}
    note = date_format(one.day, "l j F") if one.day else ""
    return Line(f"{root}presentations/", title, note, one.person, "")


def _follow_up(root: str, one: Waiting, today: date) -> Line:
    title = _("Thank %(name)s for coming") % {"name": one.person}
    return Line(f"{root}visitors/{one.key}/", title, one.text, one.person, for_days(today, one.day))


def _look_back(root: str, one: Waiting, today: date) -> Line:
    name = {"name": one.person}
    if one.word == "due":
        note = _("The last time was a quarter ago.")
        return Line(f"{root}look-back/?with={one.key}", _("Look back with %(name)s?") % name, note, one.person, "")
    title = _("%(name)s asks you to look back together") if one.word == "asked" else _("Looking back with %(name)s")
    note = _("How did what you gave each other turn out?")
    return Line(f"{root}look-back/{one.key}/", title % name, note, one.person, for_days(today, one.day))


LINE_OF = {
    "flag": _flag,
    "seat_review": _seat_review,
    "contract": _contract,
    "handing_on": _handing_on,
    "dispute": _dispute,
    "partnership": _partnership,
    "one_to_one": _one_to_one,
    "lead_question": _lead_question,
    "leave": _leave,
    "appointment": _appointment,
    "swap": _swap,
    "follow_up": _follow_up,
    "look_back": _look_back,
}
