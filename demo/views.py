"""The style page: every component at work, in development only."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapters.access import public
from demo.forms import SampleForm


@dataclass(frozen=True)
class Choice:
    """A chip or a tab."""

    label: str
    count: int | None = None
    here: bool = False
    href: str = "#"


@dataclass(frozen=True)
class Event:
    """A line of a timeline."""

    when: str
    what: str
    note: str = ""


WEEKS = ["full soon", "none soon", *["full"] * 5, "excused", "none", "part", *["full"] * 7, "none", *["full"] * 8]
CONTEXT = {
    "tabs": [Choice("Given", 12, here=True), Choice("Received", 4), Choice("Leads")],
    "filters": [Choice("All", 31, here=True), Choice("Behind", 10), Choice("At risk", 16), Choice("Met", 2)],
    "statuses": ["met", "at_risk", "behind", "settling_in", "off", "not_yet"],
    "cells": [(kind, f"week {number}") for number, kind in enumerate(WEEKS, start=1)],
    "counts": [(20, "here", ""), (1, "late", ""), (2, "away", ""), (4, "to go", "left")],
    "events": [
        Event("Today, 08:12", "Won", "“They signed for the whole terrace.”"),
        Event("12 November", "Meeting arranged"),
        Event("3 November", "Passed by Amara, introduced in person"),
    ],
}


@public(reason="samples only, and only in development")
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component with its variants."""
    form = SampleForm({"name": "Amara", "mail": "amara@", "stage": "contacted"})
    page = Paginator(range(99), 10).page(3)
    return render(request, "dev/style.html", CONTEXT | {"form": form, "page": page})
