"""Who is drifting? Open flags and early signs, with the evidence under each and a way to begin the conversation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapters.access import requires
from chapters.clock import now
from chapters.fragments import go_to
from members.models import Member
from standing.courses import Course, asked_of, courses
from standing.flags import open_flags
from standing.forms.signs import SetAsideForm
from standing.models import SignSetAside
from standing.permissions import ANSWERS_DISPUTES, COMMITTEE, SEES_STANDING, can_see_sign
from standing.refusals import NotSetAside, ReasonMissing, SetAsideAlready
from standing.setting_aside import Aside, asides_of, covering, set_aside, take_up_again
from standing.sign_sentences import STARTS, Cell, bond, cells, evidence, mondays_of
from standing.signs import Sign, signs_of
from standing.states import SignKind
from standing.terms import rules_in_force


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign in words: what it is, what it rests on, a way to begin, and where it is set aside."""

    word: str
    says: str
    start: str
    href: str


@dataclass(frozen=True, slots=True)
class Drifting:
    """A member with early signs, their figures behind `href`: who could call them, and the last weeks of who fades."""

    pk: int
    name: str
    seat: str
    href: str
    signs: tuple[SignLine, ...]
    caller: str
    caller_href: str
    bond: str
    weeks: list[Cell]


@requires(*SEES_STANDING)
@require_safe
def drifting(request: Any) -> HttpResponse:
    """The page; four statements of its own, whatever the chapter's size. Nobody finds a sign about themselves."""
    chapter, me, at, root = request.chapter, request.member, now(), request.chapter.path
    asides = [aside for aside in asides_of(chapter) if can_see_sign(aside.member_id, me)]
    people: list[Drifting] = []
    hidden: list[Aside] = []
    for course in _courses(request, at):
        signs = signs_of(course)
        covered = covering(asides, course.member_id, signs, at)
        hidden += covered.values()
        if shown := [sign for sign in signs if sign.kind not in covered]:
            people.append(_drifting(course, shown, me, root))
    flags = open_flags(chapter, reader=me.pk, roles=request.roles)
    context = {
        "flags": [flag for flag in flags if can_see_sign(flag.member_id, me)],
        "decides": not request.roles.isdisjoint(COMMITTEE),
        "answers_disputes": not request.roles.isdisjoint(ANSWERS_DISPUTES),
        "people": people,
        "asides": sorted(hidden, key=lambda aside: (aside.name, aside.pk)),
        "today": chapter.today(at),
    }
    return render(request, "standing/drifting.html", context)


@requires(*SEES_STANDING)
@require_http_methods(["GET", "HEAD", "POST"])
def set_sign_aside(request: Any, member: int, sign: str) -> HttpResponse:
    """Set a sign aside, with a reason; twice is once. Where it says nothing any more, there is nothing to set aside."""
    at, back = now(), f"{request.chapter.path}drifting/"
    course, found = _course_and_sign(request, member, sign, at)
    if found is None and request.method == "POST":
        messages.info(request, _("%(name)s: this sign says nothing any more.") % {"name": course.name})
        return go_to(back)
    if found is None:
        raise Http404
    if covering(asides_of(request.chapter), member, [found], at):
        return go_to(back)
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _set_aside(request, course, found, form.cleaned_data["reason"], at)
    context = {"form": form, "name": course.name, "sign": _line(found, ""), "back": back, "place": "drifting"}
    return render(request, "standing/set_sign_aside.html", context, status=422 if form.errors else 200)


def _set_aside(request: Any, course: Course, sign: Sign, reason: str, at: datetime) -> HttpResponse:
    back = f"{request.chapter.path}drifting/"
    found = get_object_or_404(Member.objects.in_chapter(request.chapter), pk=course.member_id)
    try:
        kept = set_aside(member=found, sign=sign, by=request.member, at=at, reason=reason)
    except (ReasonMissing, SetAsideAlready) as refusal:
        messages.error(request, str(refusal))
    else:
        says = _("Set aside. It comes back in 12 weeks, or when it says more.")
        messages.info(request, says, extra_tags=f"{back}set-aside/{kept.pk}/take-up/")
    return go_to(back)


@requires(*SEES_STANDING)
@require_POST
def take_sign_up(request: Any, aside: int) -> HttpResponse:
    """Take it up again; twice is once."""
    found = get_object_or_404(SignSetAside.objects.in_chapter(request.chapter), pk=aside)
    if not can_see_sign(found.member_id, request.member):
        raise Http404
    try:
        take_up_again(aside=found, by=request.member, at=now())
    except NotSetAside as refusal:
        messages.error(request, str(refusal))
    return go_to(f"{request.chapter.path}drifting/")


def _courses(request: Any, at: datetime) -> list[Course]:
    """What everybody did whose signs whoever looks may see. Two statements."""
    chapter, today = request.chapter, request.chapter.today(at)
    asked = asked_of(chapter, as_of=today, rules=rules_in_force(chapter, today))
    found = courses([asked], {chapter.pk: chapter.zone})
    return [course for course in found if can_see_sign(course.member_id, request.member)]


def _course_and_sign(request: Any, member: int, kind: str, at: datetime) -> tuple[Course, Sign | None]:
    course = next((one for one in _courses(request, at) if one.member_id == member), None)
    if course is None or kind not in SignKind.values:
        raise Http404
    return course, next((sign for sign in signs_of(course) if sign.kind == kind), None)


def _line(sign: Sign, path: str) -> SignLine:
    word = str(SignKind(sign.kind).label)
    return SignLine(
        word[:1].upper() + word[1:], evidence(sign), str(STARTS[sign.kind]), f"{path}{sign.kind}/set-aside/"
    )


def _drifting(course: Course, signs: list[Sign], viewer: Member, root: str) -> Drifting:
    caller = course.caller
    own = caller is not None and caller.key == viewer.pk
    fades = any(sign.kind == SignKind.FADING for sign in signs)
    return Drifting(
        pk=course.member_id,
        name=course.name,
        seat=course.seat,
        href=f"{root}standing/chapter/{course.member_id}/",
        signs=tuple(_line(sign, f"{root}drifting/{course.member_id}/") for sign in signs),
        caller="" if caller is None else _("You") if own else caller.name,
        caller_href="" if caller is None or own else f"{root}members/{caller.key}/",
        bond="" if caller is None else bond(caller),
        weeks=cells(course, mondays_of(course.week_end)) if fades else [],
    )
