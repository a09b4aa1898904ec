"""A slip's own page: what it says, what became of it, what can be done next."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from referrals import permissions
from referrals.models import Ask, Slip
from referrals.states import Kind, Stage, UseName
from referrals.views.answers import PLACE
from referrals.views.lines import SAID, SlipLine, moment_of, told_moment


@requires(Role.MEMBER)
@require_safe
def slip(request: Any, uuid: UUID) -> HttpResponse:
    """A referral for its giver and receiver, a lead for the chapter; nobody else learns that it is there."""
    at = now()
    found = readable(request, uuid)
    me = request.member
    context = {
        "place": PLACE,
        "slip": found,
        "line": SlipLine.of(found, me, request.chapter, at),
        "is_lead": found.kind == Kind.LEAD,
        "mine": found.giver_id == me.pk,
        "given": told_moment(found, found.given_at, request.chapter, at),
        "prospect": found.prospect if permissions.can_see_prospect(me, found) else "",
        "reason": found.bad_reason if permissions.can_see_reason(me, request.roles, found) else "",
        "asked": asked_for(found),
        "naming": _naming(found, found.giver_id == me.pk),
        "can_mark_bad": permissions.can_mark_bad(me, request.roles, found),
        "can_withdraw": permissions.can_withdraw(me, found),
        "can_give_again": permissions.can_give_again(me, found, at),
        "events": _events(found, request, at),
    }
    return render(request, "referrals/slip.html", context)


def readable(request: Any, uuid: UUID) -> Slip:
    """The slip of this id, if the person may read it, else 404."""
    slips = Slip.objects.in_chapter(request.chapter).readable_by(request.member).with_people()
    found: Slip = get_object_or_404(slips, uuid=uuid)
    return found


def asked_for(found: Slip) -> Ask | None:
    """The ask that a referral answers, if it does. One statement."""
    asks: Any = Ask.objects.in_chapter(found.chapter_id)
    ask: Ask | None = asks.filter(answers__slip=found).first() if found.kind == Kind.REFERRAL else None
    return ask


def _naming(found: Slip, mine: bool) -> str:
    """Whether the giver's name may be used."""
    if mine:
        return {
            UseName.YES: _("you may be named"),
            UseName.ASK: _("they ask you before they name you"),
            UseName.NO: _("you are not named"),
        }[UseName(found.use_name or UseName.ASK)]
    words = {
        UseName.YES: _("you may name %(name)s"),
        UseName.ASK: _("ask %(name)s before you name them"),
        UseName.NO: _("leave %(name)s’s name out"),
    }[UseName(found.use_name or UseName.ASK)]
    return words % {"name": found.giver}


def _events(found: Slip, request: Any, at: datetime) -> list[dict[str, str]]:
    """What happened to it, newest first: two statements."""
    chapter = request.chapter
    happened = [(found.given_at, told_moment(found, found.given_at, chapter, at), _passed(found))]
    told: list[tuple[datetime, str]] = []
    if found.withdrawn_at:
        told.append((found.withdrawn_at, _("%(name)s withdrew it") % {"name": found.giver}))
    told += [(report.at, str(SAID[Stage(report.stage)])) for report in found.progress.all()]
    happened += [(when, moment_of(when, chapter, at), what) for when, what in told]
    for thank_you in found.thanks.select_related("giver"):
        said = _("%(name)s said thanks") % {"name": thank_you.giver or _("Somebody")}
        happened.append((thank_you.at, told_moment(thank_you, thank_you.at, chapter, at), said))
    happened.sort(key=lambda event: event[0], reverse=True)
    return [{"when": when, "what": what} for _at, when, what in happened]


def _passed(found: Slip) -> str:
    if found.kind == Kind.LEAD:
        return _("%(name)s shared it with the chapter") % {"name": found.giver}
    names = {"giver": found.giver, "receiver": found.receiver}
    if found.warmth is None:
        return _("%(giver)s passed it to %(receiver)s") % names
    return _("%(giver)s %(did)s and passed it to %(receiver)s") % {**names, "did": found.get_warmth_display()}
