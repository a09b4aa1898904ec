"""A slip's own page: what it says, what became of it, what can be done next."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from referrals import permissions
from referrals.actions.silence import is_here
from referrals.forms.silence import PutOffForm
from referrals.forms.slips import BadAnswerForm
from referrals.left_behind import left_behind
from referrals.models import Ask, Lesson, Slip
from referrals.states import ENDED, Kind
from referrals.story import Silence, story_of
from referrals.tokens import prospect_path
from referrals.views.answers import PLACE, status_of
from referrals.views.events import events_of
from referrals.views.lead import lead_page
from referrals.views.lines import SlipLine, day_of, title_of, told_moment
from referrals.views.naming import naming_of


@requires(Role.MEMBER)
@require_safe
def slip(request: Any, uuid: UUID) -> HttpResponse:
    """A referral for its giver and receiver, a lead for the chapter; nobody else learns that it is there."""
    found = readable(request, uuid)
    page = lead_page if found.kind == Kind.LEAD else referral_page
    return page(request, found, now())


def referral_page(request: Any, found: Slip, at: datetime, *, wrong: Form | None = None) -> HttpResponse:
    """For the two. `wrong`: an answer that could not be kept. Two statements of its own; one more each where it was no
    use, for its giver, and where they may ask how it goes.
    """
    me = request.member
    story = story_of(found)
    silence = Silence.of(found, story)
    is_mine, today = found.giver_id == me.pk, request.chapter.today(at)
    open_still = is_mine and found.is_good and found.stage not in ENDED
    lesson = Lesson.objects.in_chapter(request.chapter).filter(slip=found).first() if found.bad_at else None
    context = {
        "place": PLACE,
        "slip": found,
        "line": SlipLine.of(found, me, request.chapter, at),
        "mine": is_mine,
        "left_behind": open_still and left_behind(request.chapter, today).filter(pk=found.pk).exists(),
        "given": told_moment(found, found.given_at, request.chapter, at),
        "prospect": found.prospect,
        "naming": naming_of(found, found.giver_id == me.pk),
        "came_from": _came_from(found, request),
        "lesson": lesson,
        "answer_form": (wrong or BadAnswerForm()) if permissions.can_answer_bad(me, found, lesson) else None,
        "put_off_form": PutOffForm() if permissions.can_put_off(me, found) else None,
        "put_off_to": _put_off_to(silence, request, at) if found.is_open else "",
        "can_ask_how": permissions.can_ask_how(me, found, silence, at) and is_here(found.receiver, today),
        "can_bring_partner": permissions.can_bring_partner(me, found),
        "asked": asked_for(found),
        "can_mark_bad": permissions.can_mark_bad(me, request.roles, found),
        "can_correct": permissions.can_correct(me, found),
        "can_withdraw": permissions.can_withdraw(me, found),
        "can_give_again": permissions.can_give_again(me, found, at),
        "prospect_path": prospect_path(found) if permissions.can_hand_link(me, found) else "",
        "events": events_of(found, story, request, at),
    }
    return render(request, "referrals/slip.html", context, status=status_of(wrong) if wrong else 200)


def readable(request: Any, uuid: UUID) -> Slip:
    """The slip of this id, if the person may read it, else 404."""
    slips = Slip.objects.in_chapter(request.chapter).readable_by(request.member).with_people()
    found: Slip = get_object_or_404(slips.select_related("giver", "receiver", "came_from__giver"), uuid=uuid)
    return found


def asked_for(found: Slip) -> Ask | None:
    """The ask that a referral answers, if it does. One statement."""
    asks: Any = Ask.objects.in_chapter(found.chapter_id)
    ask: Ask | None = asks.filter(answers__slip=found).first() if found.kind == Kind.REFERRAL else None
    return ask


def _came_from(found: Slip, request: Any) -> dict[str, str]:
    """What it came out of, as far as its reader may see that."""
    source = found.came_from
    if source is None:
        return {}
    if source.kind == Kind.LEAD or permissions.is_one_of_the_two(request.member, source):
        return {"says": title_of(source, request.member), "href": f"{request.chapter.path}slips/{source.uuid}/"}
    return {"says": _("another referral"), "href": ""}


def _put_off_to(silence: Silence, request: Any, at: datetime) -> str:
    put_off = silence.put_off_to
    return day_of(put_off, request.chapter, at) if put_off and put_off > at else ""
