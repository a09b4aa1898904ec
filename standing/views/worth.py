"""What do I get for it? Read by the member alone; of the chapter officers read totals."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from chapters.models import Chapter
from referrals.values import written
from standing.actions.worth import keep_estimate
from standing.forms.worth import OwnEstimateForm
from standing.models import OwnEstimate
from standing.permissions import READS_TOTALS
from standing.worth import Worth, YearOfMine, worth_of
from standing.worth_totals import totals_of


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def worth(request: Any) -> HttpResponse:
    """What I put in, what came of it, what is in flight, by year; and my own figures to type. One's own alone."""
    chapter, me = request.chapter, request.member
    own = OwnEstimate.objects.in_chapter(chapter).filter(member=me).first() or OwnEstimate(chapter=chapter, member=me)
    typed = {name: getattr(own, name) for name in OwnEstimateForm.base_fields}
    form = OwnEstimateForm(request.POST if request.method == "POST" else None, chapter=chapter, initial=typed)
    if form.is_valid():
        keep_estimate(member=me, **form.cleaned_data)
        messages.info(request, _("Kept, for you alone."))
        return go_to(request.path)
    found = worth_of(chapter, me, own=own, today=chapter.today(now()))
    context = {
        "form": form,
        "found": found,
        "said": _said(chapter, found.all) | {"cost": _money(chapter, found.cost)},
        "years": [(one, _said(chapter, one)) for one in found.years],
        "payback": _payback(chapter, found),
        "knows_cost": own.dues_a_year is not None or own.hour_is_worth is not None,
        "reads_totals": not request.roles.isdisjoint(READS_TOTALS),
        "place": "me",
    }
    return render(request, "standing/worth.html", context, status=422 if form.errors else 200)


@requires(*READS_TOTALS)
@require_safe
def chapter_worth(request: Any) -> HttpResponse:
    """All members together, by quarter: nothing that the chapter's minutes did not tell."""
    chapter = request.chapter
    found = totals_of(chapter, today=chapter.today(now()))
    quarters = [(one, _money(chapter, one.business)) for one in found]
    return render(request, "standing/chapter_worth.html", {"quarters": quarters, "place": "me"})


def _said(chapter: Chapter, one: YearOfMine) -> dict[str, str]:
    """Its amounts and hours as people write them."""
    return {
        "dues": _money(chapter, one.dues),
        "got": _money(chapter, one.got),
        "brought": _money(chapter, one.brought),
        "hours": f"{one.hours:.0f}",
    }


def _money(chapter: Chapter, amount: Decimal) -> str:
    return written(amount, chapter.currency)


def _payback(chapter: Chapter, found: Worth) -> str:
    """How it compares, in a sentence; nothing where no cost is known."""
    if found.payback is None:
        return ""
    said = {"times": f"{found.payback:f}", "part": _money(chapter, found.all.got), "cost": _money(chapter, found.cost)}
    if found.payback >= 1 and found.hour_is_worth:
        return _("What came to you is %(times)s times what you put in, your hours included.") % said
    if found.payback >= 1:
        return _("What came to you is %(times)s times your dues.") % said
    return _("So far %(part)s of the %(cost)s you put in. Trust takes time; the first year mostly sows.") % said
