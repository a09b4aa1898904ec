"""What several pages answer alike."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chapters.models import Chapter
from referrals.models import AnotherBody
from referrals.views.lines import day_of

PLACE = "my_slips"
"""Where these pages belong among the places (templates/_components/nav.html)."""

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponse]


def sent_once(view: View[P]) -> View[P]:
    """Answer 422 where an id was used before for something else, with nothing of what that was (F03, F05)."""

    @wraps(view)
    def answered(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AnotherBody:
            return render(request, "referrals/another_body.html", status=HTTPStatus.UNPROCESSABLE_ENTITY)

    return answered


def day_it_counts_for(given_at: datetime, arrived: datetime, chapter: Chapter) -> str:
    """A sentence where it arrived later than on the day it was given (F07), else nothing."""
    if chapter.today(given_at) == chapter.today(arrived):
        return ""
    return " " + _("It counts for %(day)s, when you gave it.") % {"day": day_of(given_at, chapter, arrived)}


def status_of(form: Any) -> HTTPStatus:
    """422 for a page that shows what was wrong with what was typed."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
