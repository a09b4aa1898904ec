"""Writing in a seat review: to the other side, from a letter if one likes, or a note for oneself."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chapters.access import Role, requires
from chapters.clock import now
from reviews.actions.talking import note, remove_note, write
from reviews.case import Whole, whole
from reviews.forms import WordsForm
from reviews.letters import draft, drafts_for
from reviews.models import OwnNote
from reviews.permissions import is_about
from reviews.sentences import day_of
from reviews.states import Verb
from reviews.views.finding import (
    Asking,
    act_page,
    case_or_404,
    committee_or_403,
    data,
    done,
    elsewhere,
    opens,
    path_of,
    review_of,
    state_of,
)
from standing.models import Flag
from standing.permissions import COMMITTEE


@requires(Role.MEMBER)
@require_http_methods(["GET", "HEAD", "POST"])
def write_in_review(request: Any, flag: int) -> HttpResponse:
    """Write to the other side; the committee may begin from a letter and make it their own."""
    found = case_or_404(request, flag)
    if not opens(request, found, Verb.WRITE):
        return elsewhere(request, flag)
    mine = is_about(found, request.member)
    letters, text = ([], "") if mine else _letters(request, found, request.GET.get("letter", ""))
    form = WordsForm(data(request), initial={"text": text} if text else None)
    sees = (
        _("You, the president, the vice president and the committee read it.")
        if mine
        else _("%(name)s and the committee read it.") % {"name": found.member.name}
    )
    title = _("Write to the committee") if mine else _("Write to %(name)s") % {"name": found.member.name}
    ask = Asking(title, _("Send"), sees=sees, done=_("Sent. It is on the page, and a mail says that it is there."))
    return act_page(
        request,
        found,
        form,
        lambda typed: write(flag=found, by=request.member, at=now(), **typed),
        ask,
        letters=letters,
    )


def _letters(request: Any, flag: Flag, word: str) -> tuple[list[tuple[str, Any, bool]], str]:
    """The letters that fit where it stands (address, title, whether it is this one), and the chosen one's text."""
    today = request.chapter.today(now())
    case = whole(request.chapter, flag_id=flag.pk, me=request.member.pk, day=today)
    review = review_of(flag)
    due = review is not None and review.check_on is not None and review.check_on <= today
    offered = dict(drafts_for(state_of(flag), may_appeal=case.may_appeal(today), due=due))
    page = f"{path_of(request, flag.pk)}write/"
    links = [(f"{page}?letter={key}", letter.title, key == word) for key, letter in offered.items()]
    return links, draft(offered[word], _names(request, flag, case)) if word in offered else ""


def _names(request: Any, flag: Flag, case: Whole) -> dict[str, str]:
    """What letters name."""
    review, decision = review_of(flag), case.decision
    return {
        "name": flag.member.name.split(" ")[0],
        "by": request.member.name,
        "check": day_of(review.check_on if review else None) or "…",
        "day": day_of(decision.effective_on if decision else None) or "…",
        "appeal": day_of(decision.appeal_until if decision else None) or "…",
    }


@requires(*COMMITTEE)
@require_http_methods(["GET", "HEAD", "POST"])
def own_note(request: Any, flag: int) -> HttpResponse:
    """A note for oneself."""
    found = committee_or_403(request, flag)
    form = WordsForm(data(request), label=_("Your note"))
    sees = _("Only you can read this: no other officer, nor %(name)s, nor anybody of the network.")
    ask = Asking(
        _("A note for yourself"), _("Keep it"), sees=sees % {"name": found.member.name}, done=_("Kept, for you alone.")
    )
    return act_page(request, found, form, lambda typed: note(flag=found, by=request.member, at=now(), **typed), ask)


@requires(*COMMITTEE)
@require_POST
def remove_own_note(request: Any, flag: int, note: int) -> HttpResponse:
    """Forget one's own note; another's is not there."""
    found = committee_or_403(request, flag)
    mine = OwnNote.objects.in_chapter(request.chapter).filter(writer=request.member, review__flag=found)
    if review_of(found) is None:
        raise Http404
    kept = get_object_or_404(mine, pk=note)
    return done(request, flag, lambda: remove_note(note=kept, by=request.member), says=_("Gone."))
