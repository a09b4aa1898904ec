"""The waiting list for officers: who would like a seat, in order, and who hears of the open ones."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import go_to
from chapters.models import Category
from members.actions import waiting as acts
from members.forms.waiting import HearingForm, TradeForm
from members.models import Heard, Hearing, Waiting
from members.permissions import LOOKS_AFTER_VISITORS
from members.refusals import Refusal
from members.seats import open_seats
from members.states import Said


@dataclass(frozen=True)
class Place:
    """Somebody's place on the list; `heard` what they were told of the seat that is open now, if they were."""

    number: int
    person: Waiting
    heard: Heard | None
    today: date

    @property
    def says(self) -> str:
        """Would they like to come: coming, not_now, told, late (no word in time), or nothing."""
        if self.heard is None:
            return ""
        return self.heard.said or ("told" if self.today <= self.heard.until else "late")


@dataclass(frozen=True)
class Line:
    """One trade people wait for: its category (None: the chapter has none), how it is open, and its people."""

    name: str
    category: Category | None
    is_open: bool
    hearing: Hearing | None
    places: list[Place]

    @property
    def told(self) -> int:
        """How many heard of the seat."""
        return sum(1 for place in self.places if place.heard)

    @property
    def some_left(self) -> bool:
        """Whether somebody has not heard of it."""
        return self.told < len(self.places)

    @property
    def somebody_comes(self) -> bool:
        """Whether somebody would like to come, so that the others wait for an officer."""
        return any(place.says == Said.COMING for place in self.places)


@requires(*LOOKS_AFTER_VISITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_list(request: Any) -> HttpResponse:
    """Every trade people wait for, open ones first. POST: tell of a category's open seat, or have that rest."""
    if request.method == "POST":
        return _start_or_rest(request)
    day = request.chapter.today(now())
    context = {"lines": _lines(request, day), "form": HearingForm(), "place": "set_up"}
    return render(request, "members/waiting_list.html", context)


@requires(*LOOKS_AFTER_VISITORS)
@require_POST
def tell_next_waiting(request: Any, hearing: int) -> HttpResponse:
    """Tell the next now, though somebody has time left or would like to come. The same tap twice tells one."""
    found = get_object_or_404(Hearing.objects.in_chapter(request.chapter).select_related("chapter"), pk=hearing)
    after = request.POST.get("after", "")
    told = acts.tell_next(hearing=found, at=now(), after=int(after) if after.isdecimal() else -1)
    messages.info(request, _("%(name)s is told.") % {"name": told.name} if told else _("Nobody more was told."))
    return go_to(f"{request.chapter.path}waiting-list/")


@requires(*LOOKS_AFTER_VISITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_person(request: Any, waiting: int) -> HttpResponse:
    """How to reach somebody, and which of the chapter's categories they wait for."""
    people = Waiting.objects.in_chapter(request.chapter).on_the_list()
    person = get_object_or_404(people, pk=waiting)
    categories = list(Category.objects.in_chapter(request.chapter).order_by("key"))
    if person.key not in {category.key for category in categories}:
        categories.insert(0, Category(chapter=request.chapter, name=person.trade, key=person.key))
    form = TradeForm(request.POST or None, categories=categories, initial={"category": person.key})
    if request.method == "POST" and form.is_valid():
        people.filter(pk=person.pk).update(key=form.cleaned_data["category"])
        messages.info(request, _("Kept."))
        return go_to(f"{request.chapter.path}waiting-list/")
    context = {"person": person, "form": form, "place": "set_up"}
    return render(request, "members/waiting_person.html", context, status=422 if form.errors else 200)


@requires(*LOOKS_AFTER_VISITORS)
@require_POST
def remove_from_list(request: Any, waiting: int) -> HttpResponse:
    """Forget somebody; the page has asked first."""
    acts.leave_list(person=get_object_or_404(Waiting.objects.in_chapter(request.chapter), pk=waiting))
    messages.info(request, _("They are off the list, and nothing of them is kept."))
    return go_to(f"{request.chapter.path}waiting-list/")


def _start_or_rest(request: Any) -> HttpResponse:
    here, at = request.path, now()
    if "rest" in request.POST:
        key = request.POST["rest"]
        rows = Hearing.objects.in_chapter(request.chapter)
        acts.rest_hearing(hearing=get_object_or_404(rows, pk=key if key.isdecimal() else 0), at=at)
        messages.info(request, _("Nobody more is told until you say so."))
        return go_to(here)
    key = request.POST.get("category", "")
    categories = Category.objects.in_chapter(request.chapter).select_related("chapter")
    category = get_object_or_404(categories, pk=key if key.isdecimal() else 0)
    form = HearingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say how many days each has: 1 to 60."))
        return go_to(here)
    try:
        acts.start_hearing(category=category, days=form.cleaned_data["days"], by=request.member, at=at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, _("The list hears of it, one after another."))
    return go_to(here)


def _lines(request: Any, day: date) -> list[Line]:
    """Four statements, however many wait."""
    seats = open_seats(request.chapter, day=day).filter(category=OuterRef("pk"))
    people = list(Waiting.objects.in_chapter(request.chapter).on_the_list().in_order())
    categories: dict[str, Any] = {
        one.key: one for one in Category.objects.in_chapter(request.chapter).annotate(open=Exists(seats))
    }
    told = Heard.objects.in_chapter(request.chapter).filter(hearing__over_at=None).select_related("hearing")
    going_on = {one.category_id: one for one in Hearing.objects.in_chapter(request.chapter).going_on()}
    heard = {(one.hearing_id, one.person_id): one for one in told}
    lines = []
    for key in dict.fromkeys(person.key for person in people):
        theirs = [person for person in people if person.key == key]
        category = categories.get(key)
        hearing = going_on.get(category.pk) if category else None
        places = [
            Place(number, person, heard.get((hearing.pk, person.pk)) if hearing else None, day)
            for number, person in enumerate(theirs, 1)
        ]
        name = category.name if category else theirs[0].trade
        lines.append(Line(name, category, bool(category and category.open), hearing, places))
    return sorted(lines, key=lambda line: (not line.is_open, line.name.casefold()))
