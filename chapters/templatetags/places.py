"""The nav: the same for everybody with the same roles on the same page."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from chapters.templatetags.once import once

register = template.Library()


@register.simple_tag(takes_context=True)
def places(context: dict[str, Any]) -> SafeString:
    """The places of the chapter, for a member of it; `place` in the context names the one to mark as here."""
    request = context["request"]
    if not (getattr(request, "chapter", None) and request.member):
        return SafeString()
    here = context.get("place") or request.resolver_match.url_name
    roles = frozenset(map(str, request.roles))
    return once("_components/nav.html", root=request.chapter.path, name=request.chapter.name, roles=roles, here=here)
