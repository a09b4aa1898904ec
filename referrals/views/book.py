"""My little black book: people I trust, by trade. Nobody but me opens it, whatever their office."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.refusals import Refusal
from referrals.actions import books
from referrals.actions.prospects import ProspectObjected
from referrals.forms.asks import TrustedForm
from referrals.models import TrustedPerson
from referrals.views.answers import sent_once, status_of

PLACE = "me"


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def book(request: Any) -> HttpResponse:
    """Who is in it, and one more."""
    form = TrustedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        row = {"chapter": request.chapter, "owner": request.member, "details": form.details}
        try:
            books.keep(**row, sending=form.sending, at=now())
        except ProspectObjected as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, _("%(name)s is in your book.") % {"name": form.cleaned_data["name"]})
            return go_to(f"{request.chapter.path}book/")
    context = {"people": list(_mine(request).by_trade()), "form": form, "place": PLACE}
    return render(request, "referrals/book.html", context, status=status_of(form))


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def trusted_person(request: Any, trusted: UUID) -> HttpResponse:
    """One of them, and writing them down anew."""
    person = get_object_or_404(_mine(request), uuid=trusted)
    details = {name: getattr(person, name) for name in ("name", "trade", "phone", "email", "note")}
    form = TrustedForm(request.POST if request.method == "POST" else None, initial=details)
    if form.is_valid():
        try:
            books.change(person=person, owner=request.member, details=form.details)
        except ProspectObjected as refusal:
            form.add_error(None, str(refusal))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return go_to(f"{request.chapter.path}book/")
        else:
            messages.info(request, _("Kept."))
            return go_to(f"{request.chapter.path}book/")
    context = {"person": person, "form": form, "place": PLACE}
    return render(request, "referrals/trusted_person.html", context, status=status_of(form))


@requires(Role.MEMBER)
@require_POST
def forget_trusted(request: Any, trusted: UUID) -> HttpResponse:
    """Take somebody out of it."""
    person = get_object_or_404(_mine(request), uuid=trusted)
    books.forget(person=person, owner=request.member)
    messages.info(request, _("%(name)s is out of your book.") % {"name": person.name})
    return go_to(f"{request.chapter.path}book/")


def _mine(request: Any) -> Any:
    return TrustedPerson.objects.in_chapter(request.chapter).kept_by(request.member)
