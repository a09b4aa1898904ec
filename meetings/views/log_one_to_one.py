"""Log a one-to-one: with whom, when, about what."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import F, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.actions.one_to_ones import log_one_to_one as log
from meetings.forms.one_to_ones import OneToOneForm
from meetings.models import OneToOne
from meetings.refusals import LoggedAlready, NotHere, NotThen
from meetings.views.words import day_words
from members.models import Member
from referrals.views.answers import form_page, sent_once


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def log_one_to_one(request: Any) -> HttpResponse:
    """Offer those longest not met first; log it, and ask before a probable second one of that day."""
    at = now()
    people = longest_not_met(request, at)
    today = request.chapter.today(at)
    initial = {"other": request.GET.get("with", ""), "day": today}
    form = OneToOneForm(request.POST if request.method == "POST" else None, people=people, initial=initial)
    asks = False
    if form.is_valid():
        talk = form.talk
        try:
            made = log(chapter=request.chapter, uuid=form.sending.uuid, talk=talk, by=request.member, at=at)
        except LoggedAlready as already:
            asks = True
            form.add_error(None, _probably(request, already.found, talk.other, today))
        except NotThen as refusal:
            form.add_error("day", str(refusal))
        except NotHere:
            form.add_error("other", _("%(name)s has just left the chapter.") % {"name": talk.other})
        else:
            path = f"{request.chapter.path}one-to-ones/"
            says = _("Logged. %(name)s is told and can say if it did not happen.") % {"name": talk.other}
            messages.info(request, says, extra_tags=f"{path}{made.uuid}/withdraw/")
            return go_to(path)
    context = {"people": people, "asks": asks or "again" in request.POST, "today": today}
    return form_page(request, "meetings/log_one_to_one.html", form, context)


def _probably(request: Any, found: OneToOne, other: Member, today: Any) -> str:
    who = _("You") if found.logged_by_id == request.member.pk else str(other)
    return _(
        "%(who)s logged one for %(day)s already. If you met a second time that day, tick it below; else there is "
        "nothing to do."
    ) % {"who": who, "day": day_words(found.date, today)}


def longest_not_met(request: Any, at: datetime) -> list[Member]:
    """Current members but oneself, longest not met first, each with what they do and when the two last met."""
    me = request.member.pk
    both = Q(a=me, b=OuterRef("pk")) | Q(b=me, a=OuterRef("pk"))
    last = OneToOne.objects.in_chapter(request.chapter).undisputed().filter(both).order_by("-date").values("date")[:1]
    today = request.chapter.today(at)
    people = list(
        Member.objects.in_chapter(request.chapter)
        .current_on(today)
        .exclude(pk=me)
        .annotate(trade=F("stays__seat__category__name"), last=Subquery(last))
        .order_by(F("last").asc(nulls_first=True), "name", "email")
    )
    for person in people:
        met = _("met %(day)s") % {"day": date_format(person.last, "j M")} if person.last else _("not met yet")
        person.seat = f"{met} · {person.trade}"
    return people
