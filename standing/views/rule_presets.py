"""Rules as groups commonly have them: each with what it would set here, and what of it has no rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.models import Rules
from chapters.rules import RULE_RANGES, RuleSet
from standing.forms.rules import RULE_WORDS
from standing.presets import PRESETS, Preset


@dataclass(frozen=True, slots=True)
class Sets:
    """One key a preset sets, in words; `before` is empty where the chapter has it so already."""

    name: str
    value: str
    before: str


@requires(Role.PRESIDENT)
@require_safe
def rule_presets(request: Any) -> HttpResponse:
    """The presets against the chapter's latest version; each leads into the form, filled in and previewed."""
    latest = Rules.objects.in_chapter(request.chapter).order_by("-effective_from").values(*RULE_RANGES).first()
    known = RuleSet.with_defaults(latest or {}).as_dict()
    context = {"presets": [(preset, _sets(preset, known)) for preset in PRESETS], "place": "set_up"}
    return render(request, "standing/rule_presets.html", context)


def _sets(preset: Preset, known: Mapping[str, int | None]) -> list[Sets]:
    return [
        Sets(str(RULE_WORDS[key][0]), in_words(value), "" if known[key] == value else in_words(known[key]))
        for key, value in preset.sets.items()
    ]


def in_words(value: int | None) -> str:
    """A rule's number; no number of substitutes is any."""
    return _("any number") if value is None else str(value)
