"""Small pieces of a page that recur, rendered once for the same values in the same language.

Thirty rows of four figures are mostly the same few figures: looking a piece up costs a hundredth of rendering it.
"""

from collections.abc import Hashable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def once(piece: str, **values: Hashable) -> SafeString:
    """The piece (a template's name) for these values; they are all it may show, and must be immutable."""
    return rendered(piece, get_language(), tuple(values.items()))


@lru_cache(maxsize=4096)
def rendered(piece: str, language: str | None, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    """Rendered in the active language, which is an argument so that each has its own."""
    return render_to_string(piece, dict(values))
