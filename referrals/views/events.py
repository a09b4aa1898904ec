"""What happened to a slip, in words, newest first."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from referrals.models import Slip
from referrals.states import Kind, Stage, Way
from referrals.story import Happened
from referrals.views.lines import LEAD_SAID, SAID, day_of, moment_of, told_moment

Event = dict[str, str]


def events_of(found: Slip, story: Iterable[Happened], request: Any, at: datetime) -> list[Event]:
    """For timeline.html; the giving itself is the first thing that happened."""
    chapter = request.chapter
    happened = [(found.given_at, told_moment(found, found.given_at, chapter, at), _passed(found))]
    if found.withdrawn_at:
        words = _("%(name)s withdrew it") % {"name": found.giver}
        happened.append((found.withdrawn_at, moment_of(found.withdrawn_at, chapter, at), words))
    if found.objected and found.details_gone_at:
        words = _("The prospect asked to be forgotten")
        happened.append((found.details_gone_at, moment_of(found.details_gone_at, chapter, at), words))
    for one in story:
        when = moment_of(one.at, chapter, at)
        if one.what == "thanked" and one.word == "day_unknown":
            when = _("brought over, day not known")
        happened.append((one.at, when, WORDS[one.what](found, one, request, at)))
        if one.what == "taken" and one.until:
            words = _("%(name)s is not on it any more") % {"name": one.who}
            happened.append((one.until, moment_of(one.until, chapter, at), words))
    happened.sort(key=lambda event: event[0], reverse=True)
    return [{"when": when, "what": what} for _at, when, what in happened]


def _passed(found: Slip) -> str:
    if found.kind == Kind.LEAD:
        return _("%(name)s shared it with the chapter") % {"name": found.giver}
    names = {"giver": found.giver, "receiver": found.receiver}
    if found.warmth is None:
        return _("%(giver)s passed it to %(receiver)s") % names
    return _("%(giver)s %(did)s and passed it to %(receiver)s") % {**names, "did": found.get_warmth_display()}


def _reported(found: Slip, one: Happened, request: Any, at: datetime) -> str:
    stage = Stage(one.word)
    if found.kind != Kind.LEAD:
        return str(SAID[stage])
    said = str(LEAD_SAID.get(stage, SAID[stage]))
    return _("%(name)s: %(said)s") % {"name": one.who, "said": said} if one.who else said


def _thanked(found: Slip, one: Happened, request: Any, at: datetime) -> str:
    return _("%(name)s said thanks") % {"name": one.who or _("Somebody")}


def _asked(found: Slip, one: Happened, request: Any, at: datetime) -> str:
    if one.word == Way.GIVER:
        return _("%(name)s asked how it goes") % {"name": one.who}
    if one.word == Way.LATER and one.until:
        names = {"name": one.who, "day": day_of(one.until, request.chapter, at)}
        return _("%(name)s wishes to be asked again: %(day)s") % names
    return _("%(name)s was asked how it goes") % {"name": found.receiver}


def _taken(found: Slip, one: Happened, request: Any, at: datetime) -> str:
    return _("%(name)s is on it") % {"name": one.who}


def _led_to(found: Slip, one: Happened, request: Any, at: datetime) -> str:
    names = {"giver": one.who, "receiver": one.word}
    if found.kind == Kind.LEAD:
        return _("%(giver)s passed it to %(receiver)s as a referral") % names
    return _("Out of it came a referral from %(giver)s to %(receiver)s") % names


def _wrote(found: Slip, one: Happened, request: Any, at: datetime) -> str:
    if not one.word:  # forgotten since
        return _("%(name)s wrote by mail") % {"name": one.who}
    return _("%(name)s wrote by mail: “%(words)s”") % {"name": one.who, "words": one.word}


WORDS: dict[str, Callable[[Slip, Happened, Any, datetime], str]] = {
    "reported": _reported,
    "thanked": _thanked,
    "asked": _asked,
    "taken": _taken,
    "led_to": _led_to,
    "wrote": _wrote,
}
