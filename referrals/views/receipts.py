"""What a phone's queue is answered when it hands in later what was typed without network.

It posts to the same routes as the pages do, and the same rules hold; only the answer is shorter: a receipt with what
was said and where it is now, or the sentences that say what was wrong.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]
KEPT = {HTTPStatus.OK, HTTPStatus.SEE_OTHER, HTTPStatus.FOUND}


def for_queue(request: HttpRequest) -> bool:
    """Whether a queue asks, rather than a page."""
    wants = request.get_preferred_type(["text/html", "application/json"])
    return request.method == "POST" and wants == "application/json"


def receipted(view: View[P]) -> View[P]:
    """Answer a queue with a receipt; refuse whoever sends what somebody else wrote on this device (403, F08)."""

    @wraps(view)
    def answered(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = str(request.user.pk)
        if request.POST.get("queue_of", user) != user:
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        return _receipt(request, response) if for_queue(request) else response

    return answered


def refusal(*sentences: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> HttpResponse:
    """What was wrong, for the queue to show beside what waits."""
    return JsonResponse({"wrong": sentences}, status=status)


def sentences_of(form: BaseForm) -> list[str]:
    """What was wrong with what was typed, each with the name of its field."""
    found = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        found += [f"{label} {error}" if label else str(error) for error in errors]
    return found


def _receipt(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Takes along what the next page would have said: it is said where the queue is shown."""
    says = " ".join(str(message) for message in get_messages(request))
    if response.status_code in KEPT:
        return JsonResponse({"says": says, "path": response.headers.get("Location", "")})
    if response.status_code == HTTPStatus.CONFLICT:
        return refusal(
            says or _("It changed before this arrived, so this changed nothing."), status=HTTPStatus.CONFLICT
        )
    return response
