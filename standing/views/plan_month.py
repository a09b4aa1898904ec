"""Plan the month: a proposal of who meets whom, edited by officers, then sent; and what became of earlier ones."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import go_to
from meetings.models import MonthPlan, PlannedPair
from meetings.states import AppointmentState
from meetings.views.finding import done
from members.refusals import Refusal
from standing import month_plans as acts
from standing.needs import ONE_DAY, Person, month_end, people_of
from standing.permissions import PLANS_MONTH
from standing.why import left_out_words, why_words

PLACE = "plan_month"
LATE_IN_MONTH = 15
MOST_PLANS = 24
LONGEST_KEY = 18


@requires(*PLANS_MONTH)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_month(request: Any) -> HttpResponse:
    """The months that can be planned, and every earlier plan with how many met. POST proposes one."""
    at = now()
    months = _months(request.chapter.today(at))
    if request.method == "POST":
        month = next((one for one in months if one.isoformat() == request.POST.get("month")), None)
        if month is None:
            messages.error(request, _("Choose a month."))
            return go_to(f"{request.chapter.path}plan-month/")
        plan = acts.make_plan(chapter=request.chapter, month=month, by=request.member, at=at)
        return go_to(_path(request, plan))
    plans = list(
        MonthPlan.objects.in_chapter(request.chapter)
        .annotate(
            planned=Count("pairs", distinct=True),
            met=Count("appointments", filter=Q(appointments__state=AppointmentState.MET), distinct=True),
        )
        .order_by("-month")[:MOST_PLANS]
    )
    known = {plan.month for plan in plans}
    context = {
        "months": [(month.isoformat(), _in_words(month)) for month in months if month not in known],
        "plans": [(plan, _in_words(plan.month), _path(request, plan), _fate(plan)) for plan in plans],
        "place": PLACE,
    }
    return render(request, "standing/plan_month.html", context)


def _months(today: date) -> list[date]:
    """This month and the next; late in a month the next one first."""
    this = today.replace(day=1)
    both = [this, month_end(this) + ONE_DAY]
    return both if today.day <= LATE_IN_MONTH else both[::-1]


def _in_words(month: date) -> str:
    return date_format(month, "F Y")


def _path(request: Any, plan: MonthPlan) -> str:
    return f"{request.chapter.path}plan-month/{plan.pk}/"


def _fate(plan: Any) -> str:
    pairs = ngettext("%(count)s pair", "%(count)s pairs", plan.planned) % {"count": plan.planned}
    if plan.sent_at is None:
        return _("%(pairs)s, not sent yet") % {"pairs": pairs}
    return _("%(pairs)s, %(met)s met") % {"pairs": pairs, "met": plan.met}


def _plan_or_404(request: Any, key: int) -> MonthPlan:
    plans = MonthPlan.objects.in_chapter(request.chapter).select_related("chapter", "made_by")
    found: MonthPlan | None = plans.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@requires(*PLANS_MONTH)
@require_safe
def month_plan(request: Any, plan: int) -> HttpResponse:
    """One month's pairs with why, and who is left out and why; to be edited and sent, or as it was sent."""
    at, found = now(), _plan_or_404(request, plan)
    pairs = list(
        PlannedPair.objects.in_chapter(request.chapter).filter(plan=found).select_related("a", "b").order_by("pk")
    )
    today = request.chapter.today(at)
    editable = found.sent_at is None and month_end(found.month) >= today
    people = people_of(request.chapter, found.month, today) if editable else {}
    context = {
        "plan": found,
        "month": _in_words(found.month),
        "sent": date_format(request.chapter.today(found.sent_at), "j F") if found.sent_at else "",
        "pairs": [(one, why_words(one.why)) for one in pairs],
        "editable": editable,
        "here": _path(request, found),
        "place": PLACE,
        **(_around(people, pairs) if editable else {"states": _states(request, found, at)}),
    }
    return render(request, "standing/month_plan.html", context)


def _around(people: dict[int, Person], pairs: list[PlannedPair]) -> dict[str, Any]:
    """Who has fewer than they ask for, and whom a pair could be added of."""
    planned = Counter(key for one in pairs for key in (one.a_id, one.b_id))
    left_out = [(person, left_out_words(person, planned[person.key])) for person in people.values()]
    room = [person for person in people.values() if planned[person.key] < person.room]
    return {"left_out": [(person, why) for person, why in left_out if why], "room": room}


def _states(request: Any, plan: MonthPlan, at: datetime) -> dict[str, int]:
    """How far those are who were asked: only how many, never who said no. One statement."""
    rows = plan.appointments.values_list("state").annotate(Count("pk"))
    return {AppointmentState(state).name.lower(): count for state, count in rows}


def _key(request: Any, name: str) -> int:
    """A key that was sent, by form or by Undo; 0 where it is none."""
    typed = request.POST.get(name) or request.GET.get(name) or ""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_KEY else 0


@requires(*PLANS_MONTH)
@require_POST
def add_pair(request: Any, plan: int) -> HttpResponse:
    """Bring two more together."""
    found = _plan_or_404(request, plan)
    one, other = _key(request, "one"), _key(request, "other")
    return done(
        request,
        lambda: acts.add_pair(plan=found, one=one, other=other, at=now()),
        path=_path(request, found),
        says=_("Added."),
    )


@requires(*PLANS_MONTH)
@require_POST
def remove_pair(request: Any, plan: int, pair: int) -> HttpResponse:
    """Take a pair out; Undo puts it back."""
    found = _plan_or_404(request, plan)
    here = _path(request, found)
    planned = PlannedPair.objects.in_chapter(request.chapter).filter(plan=found, pk=pair).first()
    if planned is None:
        raise Http404
    return done(
        request,
        lambda: acts.remove_pair(plan=found, pair=planned, at=now()),
        path=here,
        says=_("Taken out."),
        undo=f"{here}add/?one={planned.a_id}&other={planned.b_id}",
    )


@requires(*PLANS_MONTH)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_anew(request: Any, plan: int) -> HttpResponse:
    """Propose the month again, as things are now; asks first."""
    found = _plan_or_404(request, plan)
    if request.method != "POST":
        context = {"month": _in_words(found.month), "here": _path(request, found), "place": PLACE}
        return render(request, "standing/plan_anew.html", context)
    return done(
        request,
        lambda: acts.plan_anew(plan=found, by=request.member, at=now()),
        path=_path(request, found),
        says=_("Planned anew."),
    )


@requires(*PLANS_MONTH)
@require_http_methods(["GET", "HEAD", "POST"])
def send_plan(request: Any, plan: int) -> HttpResponse:
    """Ask every pair to find a time; asks first, and happens once."""
    found = _plan_or_404(request, plan)
    here = _path(request, found)
    if request.method != "POST":
        if found.sent_at is not None:
            return redirect(here)
        count = PlannedPair.objects.in_chapter(request.chapter).filter(plan=found).count()
        context = {"month": _in_words(found.month), "count": count, "here": here, "place": PLACE}
        return render(request, "standing/send_plan.html", context)
    try:
        asked = acts.send_plan(plan=found, by=request.member, at=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(count)s pair is asked now.", "%(count)s pairs are asked now.", asked) % {"count": asked}
        messages.info(request, words)
    return go_to(here)
