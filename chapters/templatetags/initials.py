"""`{{ name|initials }}`: the one or two letters that stand in for a photo."""

from django import template
from django.template.defaultfilters import stringfilter

register = template.Library()


@register.filter
@stringfilter
def initials(name: str) -> str:
    """First letters of the first and the last word of `name`; a dot where there is no name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "·"
