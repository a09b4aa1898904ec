"""Seats: one business a category."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.models import Category, Seat
from chapters.refusals import sentence_of
from members.actions.seats import add_seat, set_status
from members.forms.set_up import SeatForm, SeatStatusForm
from members.refusals import Refusal
from members.seats import seats_with_holders


@requires(Role.PRESIDENT, Role.SECRETARY)
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: Any) -> HttpResponse:
    """Every seat with who holds it, and a new one."""
    categories = Category.objects.in_chapter(request.chapter).values_list("name", flat=True)
    form = SeatForm(request.POST or None, categories=categories)
    if request.method == "POST" and form.is_valid():
        try:
            add_seat(chapter=request.chapter, **form.cleaned_data)
        except IntegrityError as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.info(request, _("The seat is on the list, open."))
            return redirect(request.path)
    rows = seats_with_holders(request.chapter, day=request.chapter.today(now()))
    context = {"form": form, "seats": rows, "choices": SeatStatusForm.base_fields["status"]}
    return render(request, "members/set_up/seats.html", context, status=422 if form.errors else 200)


@requires(Role.PRESIDENT, Role.SECRETARY)
@require_POST
def seat_status(request: Any, seat: int) -> HttpResponse:
    """Open, reserve or close a seat that nobody holds."""
    found = get_object_or_404(Seat.objects.in_chapter(request.chapter), pk=seat)
    form = SeatStatusForm(request.POST)
    if form.is_valid():
        try:
            set_status(seat=found, status=form.cleaned_data["status"], at=now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect(f"{request.chapter.path}set-up/seats/")
