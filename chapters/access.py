"""Roles and policies: who may open a page. Reads `request.roles`, which `members.middleware` fills.

Not yours and not there answer alike (404); yours but not your role is 403; nobody is asked to sign in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)


class Role(TextChoices):
    """What somebody is in the chapter, or network, that the URL names."""

    MEMBER = "member", _("member")
    PRESIDENT = "president", _("president")
    VICE_PRESIDENT = "vice_president", _("vice president")
    SECRETARY = "secretary", _("secretary")
    TREASURER = "treasurer", _("treasurer")
    VISITOR_HOST = "visitor_host", _("visitor host")
    EDUCATION = "education", _("education")
    MENTOR = "mentor", _("mentor")
    COMMITTEE = "committee", _("membership committee")
    NETWORK_ADMIN = "network_admin", _("network admin")


@dataclass(frozen=True)
class Policy:
    """Who may open a page: everybody (with the reason), whoever is signed in, or holders of a role."""

    roles: frozenset[Role] = frozenset()
    public_because: str = ""
    signed_in: bool = False


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign-in, and back to the page; a fragment's request is sent there whole (F43).

    Back to the page a form was on, where the browser says which: what was typed waits there (static/js/phone/typed.js).
    """
    page = request.get_full_path()
    htmx = getattr(request, "htmx", None)
    if htmx:
        page = htmx.current_url_abs_path or "/"
    elif request.method not in {"GET", "HEAD"}:
        page = _came_from(request)
    target = f"{resolve_url(settings.LOGIN_URL)}?next={quote(page, safe='/')}"
    return HttpResponseClientRedirect(target) if htmx else redirect(target)


def _came_from(request: HttpRequest) -> str:
    """The page of ours that sent a form, else the front door."""
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host() or not page.path.startswith("/") or page.path.startswith("//"):
        return "/"
    return f"{page.path}?{page.query}" if page.query else page.path


def _refuse(request: Any, policy: Policy) -> HttpResponse | None:
    if policy.public_because:
        return None
    if not request.user.is_authenticated:
        return ask_to_sign_in(request)
    if policy.signed_in:
        return None
    if not request.roles:  # no place here: neither the chapter nor the network is theirs
        raise Http404
    if not policy.roles & request.roles:
        raise PermissionDenied
    return None


View = Callable[Concatenate[Any, P], Answer]


def _guarded(view: View[P, Answer], policy: Policy) -> Callable[Concatenate[Any, P], HttpResponseBase]:
    @wraps(view)
    def guarded(request: Any, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        refusal = _refuse(request, policy)
        return refusal if refusal is not None else view(request, *args, **kwargs)

    marked: Any = guarded
    marked.policy = policy  # read by the test that walks every route
    return cast("Callable[Concatenate[Any, P], HttpResponseBase]", guarded)


def requires(*roles: Role) -> Callable[[View[P, Answer]], Callable[Concatenate[Any, P], HttpResponseBase]]:
    """Only holders of one of these roles, in the chapter or network the URL names."""
    return lambda view: _guarded(view, Policy(roles=frozenset(roles)))


def signed_in(view: View[P, Answer]) -> Callable[Concatenate[Any, P], HttpResponseBase]:
    """Whoever is signed in, for pages about the person alone."""
    return _guarded(view, Policy(signed_in=True))


def public(*, reason: str) -> Callable[[View[P, Answer]], Callable[Concatenate[Any, P], HttpResponseBase]]:
    """Everybody. Say why."""
    return lambda view: _guarded(view, Policy(public_because=reason))
