"""A network: its chapters by their totals, a new chapter, and the rules it gives to one. Never a member's standing."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.models import Chapter, NetworkRules
from chapters.refusals import sentence_of
from chapters.rules import RULE_RANGES, RuleSet
from members.actions.founding import found_chapter
from standing.forms.network import NewChapterForm
from standing.forms.rules import RulesForm
from standing.views.rules import grouped

COLUMNS = (
    "name",
    "slug",
    "totals__monday",
    "totals__members",
    "totals__last_closed_meeting",
    "totals__met",
    "totals__judged",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One chapter; `met` is withheld (empty) where fewer than three members are judged."""

    name: str
    slug: str
    members: str
    last_meeting: str
    met: str
    value: int
    judged: int


@requires(Role.NETWORK_ADMIN)
@require_safe
def network(request: Any) -> HttpResponse:
    """The network's chapters by name, from the totals the snapshots wrote; no chapter is opened. One statement."""
    found = Chapter.objects.filter(network=request.network).order_by("name", "pk").values_list(*COLUMNS)
    rows = [_row(*row) for row in found]
    return render(request, "standing/network.html", {"rows": rows})


@requires(Role.NETWORK_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def new_chapter(request: Any) -> HttpResponse:
    """Found a chapter and invite its president."""
    usual = None if request.method == "POST" else _usual(request.network.pk)
    form = NewChapterForm(request.POST or None, initial=usual)
    if form.is_valid():
        try:
            with transaction.atomic():
                found_chapter(network=request.network, charter=form.charter(), president=form.president(), at=now())
        except IntegrityError as error:
            form.add_error(None, sentence_of(error))
        else:
            said = {"chapter": form.cleaned_data["name"], "name": form.cleaned_data["president_name"]}
            messages.info(request, _("%(chapter)s is there, and %(name)s is invited to lead it.") % said)
            return redirect(request.network.path)
    return render(request, "standing/new_chapter.html", {"form": form}, status=422 if form.errors else 200)


@requires(Role.NETWORK_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def network_rules(request: Any) -> HttpResponse:
    """The rules the network gives to a chapter that it founds; those that exist keep theirs."""
    stored = NetworkRules.objects.filter(network=request.network).values(*RULE_RANGES).first() or {}
    form = RulesForm(request.POST or None, initial=RuleSet.with_defaults(stored).as_dict())
    if form.is_valid():
        NetworkRules.objects.update_or_create(network=request.network, defaults=form.keys())
        messages.info(request, _("New chapters begin with these rules."))
        return redirect(request.path)
    context = {"form": form, "groups": grouped(form)}
    return render(request, "standing/network_rules.html", context, status=422 if form.errors else 200)


def _row(
    name: str,
    slug: str,
    monday: date | None,
    members: int | None,
    last: date | None,
    met: int | None,
    judged: int | None,
) -> Row:
    told = met is not None and judged is not None
    return Row(
        name=name,
        slug=slug,
        members=str(members) if monday else "–",
        last_meeting=_("Last met %(day)s") % {"day": date_format(last, "j M Y")} if last else _("Not met yet"),
        met=_("%(met)s of %(all)s") % {"met": met, "all": judged} if told else "",
        value=met or 0,
        judged=judged or 0,
    )


def _usual(network: int) -> dict[str, str]:
    """The zone and currency most of its chapters have."""
    found = list(Chapter.objects.filter(network=network).values_list("timezone", "currency"))
    if not found:
        return {}
    ((zone, currency), _times), *_others = Counter(found).most_common(1)
    return {"timezone": zone, "currency": currency}
