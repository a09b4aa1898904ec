"""The chapter's rules as dated versions: a new one is shown with who would change status before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.models import Chapter, Rules
from chapters.refusals import sentence_of
from chapters.rules import RULE_RANGES, RuleSet
from chapters.values import Week
from standing.forms.rules import RULE_WORDS, RulesForm, VersionForm
from standing.presets import BY_KEY, Preset
from standing.terms import in_force
from standing.views.rule_presets import in_words
from standing.views.rule_preview import preview_of

GROUPS = (4, 2, 2, 3)


@dataclass(frozen=True, slots=True)
class Version:
    """One version as it is listed: what it changes, and whether it holds now, will, or did."""

    pk: int
    effective_from: date
    changes: list[str]
    holds: bool
    to_come: bool


@requires(Role.PRESIDENT)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: Any) -> HttpResponse:
    """Every version, the latest first, and a new one: previewed, then saved as it was previewed."""
    chapter, today = request.chapter, request.chapter.today(now())
    stored = list(
        Rules.objects.in_chapter(chapter).order_by("effective_from").values("pk", "effective_from", *RULE_RANGES)
    )
    form, preset = _form(request, stored[-1] if stored else {}, today)
    context: dict[str, Any] = {"form": form, "preset": preset}
    if form.is_valid():
        as_previewed = "save" in request.POST and request.POST.get("previewed") == _digest(form)
        if as_previewed and _saved(chapter, form):
            says = _("The rules are set from %(day)s.") % {"day": _day(form.cleaned_data["effective_from"])}
            messages.info(request, says)
            return redirect(request.path)
        if not form.errors:
            held = in_force(stored, Week.of(today).monday)
            preview = preview_of(chapter, as_of=today, held=held, wanted=form.rules())
            context |= {"preview": preview, "previewed": _digest(form)}
    context |= {"versions": _versions(stored, today), "groups": grouped(form), "place": "set_up"}
    return render(request, "standing/rules.html", context, status=422 if form.errors else 200)


@requires(Role.PRESIDENT)
@require_POST
def remove_rules(request: Any, rules: int) -> HttpResponse:
    """Take back a version that does not hold yet; the page has asked first."""
    monday = request.chapter.week(now()).monday
    to_come = Rules.objects.in_chapter(request.chapter).filter(effective_from__gte=monday)
    get_object_or_404(to_come, pk=rules).delete()
    messages.info(request, _("That version is taken back."))
    return redirect(f"{request.chapter.path}set-up/rules/")


def _form(request: Any, latest: Mapping[str, Any], today: date) -> tuple[VersionForm, Preset | None]:
    """As it was sent; as a preset fills it in (`?preset=`), to be previewed; or as the latest version has it."""
    held = _shown({key: latest.get(key) for key in RULE_RANGES})
    initial: dict[str, Any] = {**held, "effective_from": Week.of(today).end}
    if request.method == "POST":
        return VersionForm(request.POST, initial=initial, today=today), None
    preset = BY_KEY.get(request.GET.get("preset", ""))
    if preset is None:
        return VersionForm(initial=initial, today=today), None
    filled = {key: "" if value is None else value for key, value in {**initial, **preset.sets}.items()}
    return VersionForm(filled, initial=initial, today=today), preset


def _shown(typed: dict[str, int | None]) -> dict[str, int | None]:
    """The defaults in place of what was left empty."""
    return RuleSet.with_defaults(typed).as_dict()


def _digest(form: VersionForm) -> str:
    """What was previewed, told apart from what is typed now."""
    return "|".join(str(value) for value in (form.cleaned_data["effective_from"], *form.keys().values()))


def _saved(chapter: Chapter, form: VersionForm) -> bool:
    try:
        with transaction.atomic():
            Rules.objects.create(chapter=chapter, effective_from=form.cleaned_data["effective_from"], **form.keys())
    except IntegrityError as error:
        form.add_error(None, sentence_of(error))
        return False
    return True


def _versions(stored: list[dict[str, Any]], today: date) -> list[Version]:
    """The latest first; each with what it changes against the one before it."""
    monday = Week.of(today).monday
    holding = max((row["effective_from"] for row in stored if row["effective_from"] < monday), default=None)
    before, found = RuleSet().as_dict(), []
    for row in stored:
        rules = _shown({key: row[key] for key in RULE_RANGES})
        day = row["effective_from"]
        changes = [f"{RULE_WORDS[key][0]}: {in_words(rules[key])}" for key in RULE_RANGES if rules[key] != before[key]]
        found.append(Version(row["pk"], day, changes, holds=day == holding, to_come=day >= monday))
        before = rules
    return found[::-1]


def grouped(form: RulesForm) -> list[tuple[str, list[Any]]]:
    """The fields of the eleven rules under titles, in the order of the specification."""
    titles = (_("Meetings"), _("Leads and referrals"), _("One-to-ones"), _("How it is judged"))
    keys, groups = iter(RULE_RANGES), []
    for title, size in zip(titles, GROUPS, strict=True):
        groups.append((title, [form[next(keys)] for _number in range(size)]))
    return groups


def _day(day: date) -> str:
    return date_format(day, "j F Y")
