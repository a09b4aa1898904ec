"""What the pages of a seat review look up and answer alike."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from chapters.fragments import go_to
from members.refusals import Refusal
from reviews.models import Decision, Recusal, SeatReview
from reviews.permissions import is_about, sees_case, sees_flag
from reviews.refusals import NotNow, NotYours, SteppedAside, TooSoon
from reviews.states import TRANSITIONS, DecisionKind, ReviewState, Verb
from standing.models import Flag
from standing.refusals import FlagRefused

Done = TypeVar("Done")
PEOPLE = ("member", "opened_by", "closed_by", "seat__category", "review")


def flag_or_404(request: Any, key: int) -> Flag:
    """A flag of the chapter that the reader may know of; that a seat is flagged is nobody else's to know."""
    theirs = Recusal.objects.in_chapter(request.chapter).filter(review__flag=OuterRef("pk"), member=request.member)
    rows = Flag.objects.in_chapter(request.chapter).select_related(*PEOPLE).annotate(left_to_others=Exists(theirs))
    found: Flag = get_object_or_404(rows, pk=key)
    if not sees_flag(found, request.member, request.roles):
        raise Http404
    found.chapter = request.chapter
    return found


def case_or_404(request: Any, key: int) -> Flag:
    """As `flag_or_404`, for those who take part in the conversation: the member, or the committee."""
    found = flag_or_404(request, key)
    if not sees_case(found, request.member, request.roles):
        raise PermissionDenied
    return found


def committee_or_403(request: Any, key: int) -> Flag:
    """As `case_or_404`, for the committee alone: nobody is of it about their own seat."""
    found = case_or_404(request, key)
    if is_about(found, request.member):
        raise PermissionDenied
    return found


def review_of(flag: Flag) -> SeatReview | None:
    """The review of a flag, None before the first act."""
    return getattr(flag, "review", None)


def state_of(flag: Flag) -> ReviewState:
    """Where it stands."""
    review = review_of(flag)
    state = ReviewState(review.state) if review else ReviewState.FLAGGED
    return ReviewState.CLOSED if flag.closed_at is not None and Verb.WRITE in _verbs(state) else state


def can(flag: Flag, *verbs: Verb) -> bool:
    """Whether one of these is possible where it stands."""
    return bool(_verbs(state_of(flag)) & set(verbs))


def opens(request: Any, flag: Flag, verb: Verb) -> bool:
    """Whether the page of an act is shown: there is use for it, and its reader did not step aside.

    What was sent from one that was open is not turned away here: the act says why not, and the words are kept.
    """
    return request.method == "POST" or (can(flag, verb) and not stepped_aside(flag))


def stepped_aside(flag: Flag) -> bool:
    """Whether whoever asked for this flag, by `flag_or_404`, leaves it to the others."""
    aside: bool = cast("Any", flag).left_to_others
    return aside


def decision_read(flag: Flag) -> dict[str, int | None]:
    """What a form about a decision begins with: the newest on whether the seat opens."""
    rows = Decision.objects.in_chapter(flag.chapter_id).filter(review__flag=flag, kind=DecisionKind.OPEN_SEAT)
    return {"on": rows.order_by("-pk").values_list("pk", flat=True).first()}


def path_of(request: Any, key: int) -> str:
    """The case's page."""
    return f"{request.chapter.path}standing/flag/{key}/"


@dataclass(frozen=True)
class Asking:
    """What a page of one act says: a title, a sentence, who sees what is typed, and the label of its button.

    `first` is to be known before anything else.
    """

    title: str
    act: str
    says: str = ""
    sees: str = ""
    kind: str = ""
    done: str = ""
    first: str = ""


def act_page(
    request: Any, flag: Flag, form: Form, do: Callable[[dict[str, Any]], object], ask: Asking, **context: Any
) -> HttpResponse:
    """A page with one form: shown, shown again with what was wrong (422), or done and back to the case.

    Whatever stands in the way, what was typed stays on the page, but for what was not theirs to do (403).
    """
    back = path_of(request, flag.pk)
    if request.method == "POST" and form.is_valid():
        try:
            do(form.cleaned_data)
        except (SteppedAside, NotNow) as refusal:
            if not form.visible_fields():
                messages.error(request, str(refusal))
                return go_to(back)
            form.add_error(None, str(refusal))
        except NotYours as refusal:
            raise PermissionDenied from refusal
        except TooSoon as refusal:
            for field in refusal.fields:
                form.add_error(field, str(refusal))
        except (Refusal, FlagRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.info(request, ask.done or _("Done."))
            return go_to(back)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    shown = {"flag": flag, "form": form, "ask": ask, "back": back, "place": place_of(request, flag), **context}
    return render(request, "reviews/act.html", shown, status=status)


def done(request: Any, key: int, do: Callable[[], Done], *, says: str | Callable[[Done], str]) -> HttpResponse:
    """Do one thing and go back to the case, which says so (of what was done, where `says` asks), or says why not."""
    try:
        what = do()
    except SteppedAside as refusal:
        messages.error(request, str(refusal))
    except NotYours as refusal:
        raise PermissionDenied from refusal
    except (Refusal, FlagRefused) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, says if isinstance(says, str) else says(what))
    return go_to(path_of(request, key))


def elsewhere(request: Any, key: int) -> HttpResponse:
    """The case's page, for an act that its state has no use for."""
    return redirect(path_of(request, key))


def place_of(request: Any, flag: Flag) -> str:
    """Where it belongs among the places."""
    return "my_standing" if is_about(flag, request.member) else "chapter_standing"


def data(request: Any) -> Any:
    """What was posted, or None."""
    return request.POST if request.method == "POST" else None


def _verbs(state: ReviewState) -> set[Verb]:
    return {verb for verb, ways in TRANSITIONS.items() if state in ways}
