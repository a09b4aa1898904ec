"""`{{ row|marks }}`: the six radios of one member at roll call.

Thirty rows of six radios with their words are most of what roll call costs, so their template is rendered once a
language and filled in for each row.
"""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from meetings.roll import RollRow

register = template.Library()

PLACE = "{pk}"


@register.filter
def marks(row: RollRow) -> SafeString:
    """The radios of `_components/marks.html` for this row, its mark checked."""
    radios = _pattern(get_language()).replace(PLACE, str(int(row.pk)))
    if row.mark:
        radios = radios.replace(f'value="{row.mark}"', f'value="{row.mark}" checked', 1)
    return mark_safe(radios)  # noqa: S308  # a template of ours, filled with a number


@lru_cache
def _pattern(_language: str | None) -> str:
    return render_to_string("_components/marks.html", {"pk": PLACE})
