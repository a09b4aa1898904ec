"""One thank-you as the two see it: the amount, and what it said before; its giver corrects it or takes it back."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from chapters.models import Chapter
from members.refusals import Refusal
from referrals import permissions
from referrals.actions import thanking
from referrals.forms.thanks import CorrectThanksForm, seen_of
from referrals.models import ThanksMoved, ThanksTakenBack, ThankYou
from referrals.querysets import ThankYouQuerySet
from referrals.values import Thanks, written
from referrals.views.answers import PLACE, status_of
from referrals.views.lines import moment_of, told_day, told_moment


@requires(Role.MEMBER)
@require_safe
def thank_you(request: Any, thank_you: UUID) -> HttpResponse:
    """For whoever thanked and was thanked; anybody else reads the words on the wall."""
    at, found = now(), of_the_two(request, thank_you)
    context = {
        **_about(request, found),
        "events": _events(found, request.chapter, at),
        "day": told_day(found, found.at, request.chapter, at),
        "can_correct": permissions.can_correct_thanks(request.member, found),
        "can_take_back": permissions.can_take_back_thanks(request.member, found, at),
    }
    return render(request, "referrals/thank_you.html", context)


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
def correct_thanks(request: Any, thank_you: UUID) -> HttpResponse:
    """Its giver says it otherwise: the words, the business."""
    found = of_the_two(request, thank_you)
    if not permissions.can_correct_thanks(request.member, found):
        raise PermissionDenied
    form = CorrectThanksForm(request.POST if request.method == "POST" else None, thank_you=found)
    if form.is_valid():
        try:
            _refuse_what_moved(found, form)
            thanking.correct_thanks(thank_you=found, thanks=form.thanks, by=request.member, at=now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.info(request, _("Corrected. %(name)s is told.") % {"name": found.receiver})
        return go_to(_path(request, found))
    context = {**_about(request, found), "form": form}
    return render(request, "referrals/correct_thanks.html", context, status=status_of(form))


def _refuse_what_moved(found: ThankYou, form: CorrectThanksForm) -> None:
    """What was read is what is corrected, or the same is there already. Raises ThanksMoved."""
    there = Thanks(found.text, found.amount, found.repeat) == form.thanks
    if not there and form.cleaned_data["seen"] != seen_of(found):
        raise ThanksMoved


@requires(Role.MEMBER)
@require_POST
def take_back_thanks(request: Any, thank_you: UUID) -> HttpResponse:
    """Undo thanks just said. A second tap finds them gone and is answered the same."""
    wall = f"{request.chapter.path}thanks/wall/"
    gone = ThanksTakenBack.objects.in_chapter(request.chapter).filter(uuid=thank_you, giver=request.member)
    found = _read_by(request).filter(uuid=thank_you).first()
    if found is None and gone.exists():
        return go_to(wall)
    found = of_the_two(request, thank_you)
    at = now()
    if not permissions.can_correct_thanks(request.member, found):
        raise PermissionDenied
    if not permissions.can_take_back_thanks(request.member, found, at):
        messages.error(request, _("That was a while ago. You can still correct it."))
        return go_to(_path(request, found))
    try:
        thanking.take_back_thanks(thank_you=found, by=request.member, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("Taken back, as if never said."))
    return go_to(wall)


def _read_by(request: Any) -> ThankYouQuerySet:
    thanks: ThankYouQuerySet = ThankYou.objects.in_chapter(request.chapter).of(request.member).with_people()
    return thanks


def of_the_two(request: Any, key: UUID) -> ThankYou:
    """Thanks that the reader said or was given; any other has no page."""
    found: ThankYou | None = _read_by(request).filter(uuid=key).first()
    if found is None:
        raise Http404
    found.chapter = request.chapter
    return found


def _path(request: Any, found: ThankYou) -> str:
    return f"{request.chapter.path}thanks/{found.uuid}/"


def _about(request: Any, found: ThankYou) -> dict[str, Any]:
    mine = found.giver_id == request.member.pk
    return {
        "place": PLACE,
        "thank_you": found,
        "here": _path(request, found),
        "mine": mine,
        "giver": found.giver.name if found.giver else _("Somebody"),
        "other": found.receiver if mine else found.giver,
        "amount": _amount(found.amount, request.chapter),
        "wall": f"{request.chapter.path}thanks/wall/",
    }


def _amount(amount: Decimal | None, chapter: Chapter) -> str:
    return written(amount, chapter.currency) if amount is not None else ""


def _events(found: ThankYou, chapter: Chapter, at: datetime) -> list[dict[str, str]]:
    """The trail, newest first: each correction with what it changed. One statement."""
    before = list(found.corrections.order_by("at"))
    said = [
        *(Thanks(one.text, one.amount, one.repeat) for one in before),
        Thanks(found.text, found.amount, found.repeat),
    ]
    events = [{"when": told_moment(found, found.at, chapter, at), "what": _("Said"), "note": ""}]
    for one, (was, became) in zip(before, pairwise(said), strict=True):
        note = " ".join(_changes(was, became, chapter))
        events.append({"when": moment_of(one.at, chapter, at), "what": _("Corrected"), "note": note})
    return events[::-1]


def _changes(was: Thanks, became: Thanks, chapter: Chapter) -> Iterable[str]:
    """What differs, in sentences."""
    nothing = _("no business")
    if was.amount != became.amount:
        said = {"was": _amount(was.amount, chapter) or nothing, "now": _amount(became.amount, chapter) or nothing}
        yield _("%(was)s became %(now)s.") % said
    if was.repeat != became.repeat:
        yield _("Repeat business.") if became.repeat else _("One-off.")
    if was.text != became.text:
        yield _("It said: “%(text)s”") % {"text": was.text} if was.text else _("It had no words.")
