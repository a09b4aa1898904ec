"""`{{ session.user_agent|device }}`: what somebody signed in with, as they would call it."""

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.translation import gettext as _

register = template.Library()

BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "Chrome": "Chrome"} | {
    "CriOS": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "Mac"} | {
    "CrOS": "Chromebook",
    "Linux": "Linux",
}
"""In the order in which they are looked for: a browser also names those it takes after."""


@register.filter
@stringfilter
def device(agent: str) -> str:
    """A browser and a system where `agent`, as browsers introduce themselves, tells them."""
    browser = next((name for sign, name in BROWSERS.items() if sign in agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser we do not know")
