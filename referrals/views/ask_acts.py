"""What members do with an ask: answer it, take an answer back; and its author: ask the network too, end it, undo."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import go_to
from members.refusals import Refusal
from referrals.actions import answering, asking, door
from referrals.actions.people import NotAMember
from referrals.forms.asks import FromBookForm, IntroduceForm, VouchForm
from referrals.models import Answer, Ask, TrustedPerson
from referrals.models.asks import AskMoved
from referrals.permissions import can_open_again
from referrals.states import AskState
from referrals.values import Vouched
from referrals.views.answers import sent_once
from referrals.views.ask import ask_page, found_ask
from referrals.views.sources import named_in

ENDS = {"found": AskState.FOUND, "not_needed": AskState.NOT_NEEDED}


@requires(Role.MEMBER)
@require_POST
@sent_once
def answer_ask(request: Any, ask: UUID) -> HttpResponse:
    """With somebody I vouch for, somebody out of my book, or "I can introduce you"."""
    found, at = found_ask(request, ask), now()
    form, vouched = _typed(request)
    if not form.is_valid():
        return ask_page(request, found, at, form)
    if isinstance(form, VouchForm):
        vouched = form.vouched
    try:
        answering.answer_ask(
            ask=found,
            vouched=vouched,
            agreed=form.cleaned_data.get("agreed", False),
            words=form.cleaned_data.get("words", ""),
            sending=form.sending,
            by=request.member,
            at=at,
        )
    except (Refusal, NotAMember) as refusal:
        messages.error(request, str(refusal) if isinstance(refusal, Refusal) else str(AskMoved()))
    else:
        messages.info(request, _("%(name)s has your answer. Nobody else reads it.") % {"name": found.asker})
    return go_to(_path(request, found))


def _typed(request: Any) -> tuple[Any, Vouched | None]:
    """The form that was sent; and who is meant, where it is somebody out of the sender's own book."""
    posted = request.POST
    if "trusted" in posted:
        book = TrustedPerson.objects.in_chapter(request.chapter).kept_by(request.member)
        person = get_object_or_404(book, uuid=named_in(request, "trusted", ""))
        return FromBookForm(posted), Vouched(person.name, person.phone, person.email)
    return (VouchForm(posted) if posted.get("how") == "vouch" else IntroduceForm(posted)), None


@requires(Role.MEMBER)
@require_POST
def take_back_answer(request: Any, answer: UUID) -> HttpResponse:
    """Forget my answer, and whom it names."""
    answers = Answer.objects.in_chapter(request.chapter).read_by(request.member).select_related("ask")
    given = get_object_or_404(answers, uuid=answer)
    if given.answerer_id != request.member.pk:
        raise PermissionDenied
    words = _("Taken back. Nothing of it is kept.")
    return _done(request, given.ask, lambda: answering.take_back_answer(answer=given), words)


@requires(Role.MEMBER)
@require_POST
def ask_network(request: Any, ask: UUID) -> HttpResponse:
    """Let the network's other chapters read my ask, or no more."""
    found = _own(request, ask)
    if request.POST.get("network") == "yes":
        words = _("The network’s other chapters read it now.")
        return _done(request, found, lambda: door.put_out(ask=found, at=now()), words)
    return _done(request, found, lambda: door.take_in(ask=found), _("Only the chapter reads it now."))


@requires(Role.MEMBER)
@require_POST
def end_ask(request: Any, ask: UUID) -> HttpResponse:
    """I found somebody, or need nobody any more. The same tap twice is one."""
    found = _own(request, ask)
    state = ENDS.get(request.POST.get("how", ""))
    if state is None or found.state == state:
        return go_to(_path(request, found))
    words = _("Good. Do thank whoever helped.") if state == AskState.FOUND else _("It rests.")
    undo = f"{_path(request, found)}open-again/"
    return _done(request, found, lambda: asking.end_ask(ask=found, state=state, at=now()), words, undo)


@requires(Role.MEMBER)
@require_POST
def open_ask_again(request: Any, ask: UUID) -> HttpResponse:
    """Undo the end just made. Once more is answered as the first time."""
    found, at = _own(request, ask), now()

    def again() -> None:
        if found.state == AskState.OPEN:
            return
        if not can_open_again(request.member, found, at):
            raise AskMoved
        asking.open_ask_again(ask=found)

    return _done(request, found, again, _("It is open again."))


def _own(request: Any, uuid: UUID) -> Ask:
    found = found_ask(request, uuid)
    if found.asker_id != request.member.pk:
        raise PermissionDenied
    return found


def _path(request: Any, found: Ask) -> str:
    return f"{request.chapter.path}asks/{found.uuid}/"


def _done(request: Any, found: Ask, act: Callable[[], object], says: str, undo: str = "") -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, says, extra_tags=undo)
    return go_to(_path(request, found))
