"""What several pages answer alike."""

from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chapters.models import Chapter
from referrals.models import AnotherBody
from referrals.views.lines import day_of
from referrals.views.receipts import P, View, for_queue, receipted, refusal, sentences_of

PLACE = "my_slips"
"""Where these pages belong among the places (templates/_components/nav.html)."""


def sent_once(view: View[P]) -> View[P]:
    """Answer 422 where an id was used before for something else, with nothing of what that was (F03, F05).

    A phone's queue is answered with a receipt (`referrals.views.receipts`).
    """

    @receipted
    @wraps(view)
    def answered(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AnotherBody:
            if for_queue(request):
                return refusal(_("It arrived before it was changed, and stays as it was then."))
            return render(request, "referrals/another_body.html", status=HTTPStatus.UNPROCESSABLE_ENTITY)

    return answered


def day_it_counts_for(given_at: datetime, arrived: datetime, chapter: Chapter) -> str:
    """A sentence where it arrived later than on the day it was given (F07), else nothing."""
    if chapter.today(given_at) == chapter.today(arrived):
        return ""
    return " " + _("It counts for %(day)s, when you gave it.") % {"day": day_of(given_at, chapter, arrived)}


def form_page(request: Any, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    """The page of a form, 422 where something typed was wrong; a queue is told only what."""
    if form.errors and for_queue(request):
        return refusal(*sentences_of(form))
    return render(request, template, {"form": form, **context}, status=status_of(form))


def status_of(form: Any) -> HTTPStatus:
    """422 for a page that shows what was wrong with what was typed."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
