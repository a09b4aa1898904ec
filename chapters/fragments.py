"""Whole page or one fragment: the server picks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
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
