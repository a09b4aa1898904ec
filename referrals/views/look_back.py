"""One review of two members: all of it, one slip at a time, its end, and how each can be helped."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import answer as fragment_or_page
from chapters.fragments import go_to
from members.models import Profile
from members.refusals import Refusal
from referrals.actions import looking_back as acts
from referrals.forms.looking_back import AnswerForm
from referrals.models import LookBack
from referrals.permissions import can_answer_anew
from referrals.views.answers import status_of
from referrals.views.looking_back import PLACE, Looked, look_back_or_404, looked_at, path_of, where_won


@requires(Role.MEMBER)
@require_safe
def look_back(request: Any, look_back: int) -> HttpResponse:
    """How far the two are; once it is finished, what both said."""
    found = look_back_or_404(request, look_back)
    looked = looked_at(request, found, now())
    context = {
        **_two(request, found),
        "looked": looked,
        "answered": sum(one.mine for one in looked),
        "go_on": _go_on(looked),
        "all_said": all(one.both for one in looked),
        "won": bool(where_won(looked)),
        "next_from": date_format(found.next_from, "j F Y") if found.next_from else "",
    }
    return render(request, "referrals/look_back.html", context)


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
def look_back_at(request: Any, look_back: int, number: int) -> HttpResponse:
    """One slip: how it turned out, and what the two say of it; neither reads the other before both have answered."""
    found = look_back_or_404(request, look_back)
    looked = looked_at(request, found, now())
    here = next((one for one in looked if one.item.position == number), None)
    if here is None:
        raise Http404
    if request.method == "GET" and request.GET.get("waits") and not here.both and not found.closed_at:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    form = AnswerForm(request.POST or None, whose=(found.a_id, found.b_id), initial=_initial(request, found, here))
    if form.is_valid():
        return _answer(request, found, here, form)
    following = looked[looked.index(here) + 1 :]
    can_say_anew = can_answer_anew(request.member, found, list(here.item.answers.all()))
    context = {
        **_two(request, found),
        "one": here,
        "form": form,
        "of": len(looked),
        "mine_now": not here.mine or ("mine" in request.GET and can_say_anew),
        "can_say_anew": can_say_anew,
        "side_by_side": any(said.typed_by for one in looked for said in one.said),
        "following": following[0].href if following else "",
    }
    return fragment_or_page(
        request, "referrals/look_back_at.html", context, fragment="said", status=int(status_of(form))
    )


def _initial(request: Any, found: LookBack, here: Looked) -> dict[str, Any]:
    """Whose answer is typed: the reader's, and once it is there the other one's; one's own words to say them anew."""
    if not here.mine:
        return {"whose": request.member.pk}
    if "mine" not in request.GET:
        return {"whose": found.other_than(request.member).pk}
    said = next(one for one in here.item.answers.all() if one.member_id == request.member.pk)
    return {"whose": request.member.pk, "as_good": said.as_good, "improve": said.improve}


def _answer(request: Any, found: LookBack, here: Looked, form: AnswerForm) -> HttpResponse:
    typed = form.cleaned_data
    whose = request.member if typed["whose"] == request.member.pk else found.other_than(request.member)
    try:
        acts.answer(
            look_back=found,
            item=here.item,
            whose=whose,
            as_good=typed["as_good"],
            improve=typed["improve"],
            by=request.member,
            at=now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return go_to(here.href)


@requires(Role.MEMBER)
@require_http_methods(["GET", "POST"])
def close_look_back(request: Any, look_back: int) -> HttpResponse:
    """Finish; asks first where something is not answered by both."""
    found = look_back_or_404(request, look_back)
    path = path_of(request, found)
    if request.method == "POST":
        acts.close_look_back(look_back=found, by=request.member, at=now())
        found.refresh_from_db()
        day = {"day": date_format(found.next_from, "j F")} if found.next_from else {}
        messages.info(request, _("Kept for you two. The next one from %(day)s.") % day)
        return go_to(path)
    if found.closed_at:
        return redirect(path)
    return render(request, "referrals/close_look_back.html", _two(request, found))


@requires(Role.MEMBER)
@require_safe
def how_to_help(request: Any, look_back: int) -> HttpResponse:
    """At the end, and only where work came of something: whoever gave it says how they can be helped."""
    found = look_back_or_404(request, look_back)
    won = where_won(looked_at(request, found, now()))
    if not won or found.closed_at is None:
        return redirect(path_of(request, found))
    givers = {slip.giver_id for slip in won}
    profiles = {one.member_id: one for one in _profiles(request, found)}
    people = [found.other_than(request.member), request.member]
    cards = [
        {
            "person": person,
            "me": person.pk == request.member.pk,
            "profile": profiles.get(person.pk),
            "gave": person.pk in givers,
        }
        for person in people
    ]
    cards.sort(key=lambda card: not card["gave"])
    return render(request, "referrals/how_to_help.html", {**_two(request, found), "cards": cards})


def _profiles(request: Any, found: LookBack) -> Any:
    return Profile.objects.in_chapter(request.chapter).filter(member__in=(found.a_id, found.b_id))


def _two(request: Any, found: LookBack) -> dict[str, Any]:
    return {
        "look_back": found,
        "other": found.other_than(request.member),
        "here": path_of(request, found),
        "place": PLACE,
    }


def _go_on(looked: list[Looked]) -> str:
    """Where to go on: what the reader has not answered, then what the other one has not."""
    mine = [one.href for one in looked if not one.mine]
    theirs = [one.href for one in looked if not one.both]
    return next(iter(mine + theirs), "")
