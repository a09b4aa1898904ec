"""The nav: the same for everybody with the same roles on the same page, so it is rendered once."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag(takes_context=True)
def places(context: dict[str, Any]) -> SafeString:
    """The places of the chapter, for a member of it; `place` in the context names the one to mark as here."""
    request = context["request"]
    if not (getattr(request, "chapter", None) and request.member):
        return SafeString()
    here = context.get("place") or request.resolver_match.url_name
    chapter = request.chapter
    return _rendered(chapter.path, chapter.name, frozenset(map(str, request.roles)), here, get_language())


@lru_cache(maxsize=512)
def _rendered(root: str, name: str, roles: frozenset[str], here: str, language: str | None) -> SafeString:
    """Rendered in the language that is active; it is an argument so that each has its own."""
    return render_to_string("_components/nav.html", {"root": root, "name": name, "roles": roles, "here": here})
