"""Whole page or one fragment: the server picks."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render


def answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, fragment: str = "", status: int = 200
) -> HttpResponse:
    """The page, or for htmx the named partial of its template; never a fragment when history is restored."""
    htmx: Any = getattr(request, "htmx", None)
    name = f"{template}#{fragment}" if fragment and htmx and not htmx.history_restore_request else template
    response = render(request, name, context, status=status)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def go_to(path: str) -> HttpResponse:
    """On to a page after an act, by GET (303)."""
    return HttpResponseRedirect(path, status=HTTPStatus.SEE_OTHER)
