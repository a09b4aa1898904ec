"""A lead's own page: what was heard, who is on it, what was asked and answered, what can be done next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from referrals import permissions
from referrals.forms.leads import ENDS, MoreForm, QuestionForm
from referrals.models import LeadQuestion, Slip
from referrals.states import QuestionKind
from referrals.story import on_it, story_of
from referrals.views.answers import PLACE, status_of
from referrals.views.events import events_of
from referrals.views.lines import SlipLine, moment_of, told_moment
from referrals.views.naming import naming_of


@dataclass(frozen=True)
class Asked:
    """A question in words; `answer` says yes or no where that was asked, `form` where words answer it.

    `waits` for the reader's answer where `mine`, else for the giver's. `private`: between the two.
    """

    href: str
    says: str
    words: str
    when: str
    answer: str
    waits: bool
    mine: bool
    private: bool
    allowed: bool
    form: Form | None


def lead_page(request: Any, found: Slip, at: datetime, *, wrong: tuple[int, Form] | None = None) -> HttpResponse:
    """For every member. `wrong`: a question, by key (0: a new one), and what could not be kept of what was typed.

    Two statements of its own: what happened, and what was asked.
    """
    me = request.member
    story = story_of(found)
    who = on_it(story)
    thread = list(_thread(request, found, at, wrong))
    can_ask = permissions.can_ask(me, found)
    context = {
        "place": PLACE,
        "slip": found,
        "line": SlipLine.of(found, me, request.chapter, at),
        "mine": found.giver_id == me.pk,
        "given": told_moment(found, found.given_at, request.chapter, at),
        "prospect": found.prospect if permissions.can_see_prospect(me, found) else "",
        "reason": found.bad_reason if permissions.can_see_reason(me, request.roles, found) else "",
        "naming": _naming(found, thread, found.giver_id == me.pk),
        "who": who,
        "on_it_myself": who is not None and who.member == me.pk,
        "is_open": permissions.is_open_lead(found),
        "can_ask": can_ask,
        "can_ask_name": permissions.can_ask_name(me, found) and not _asked_name(thread),
        "question": wrong[1] if wrong and not wrong[0] else QuestionForm() if can_ask else None,
        "can_take": permissions.can_take(me, found, who),
        "can_release": permissions.can_release(me, found, who),
        "can_make_referral": permissions.can_make_referral(me, found, who),
        "ends": ENDS if permissions.can_end(me, found, who) else [],
        "can_mark_bad": permissions.can_mark_bad(me, request.roles, found),
        "can_correct": permissions.can_correct(me, found),
        "can_withdraw": permissions.can_withdraw(me, found),
        "can_give_again": permissions.can_give_again(me, found, at),
        "thread": thread,
        "events": events_of(found, story, request, at),
    }
    return render(request, "referrals/lead.html", context, status=status_of(wrong[1]) if wrong else 200)


def _naming(found: Slip, thread: list[Asked], mine: bool) -> str:
    """Whether the giver's name may be used; what they answered the reader holds for the reader."""
    if not mine and any(one.allowed for one in thread):
        return _("you may name %(name)s") % {"name": found.giver}
    return naming_of(found, mine)


def _asked_name(thread: list[Asked]) -> bool:
    """Whether the reader, who is not the giver, asked for the name already: they see nobody else's such question."""
    return any(one.private for one in thread)


def _thread(request: Any, found: Slip, at: datetime, wrong: tuple[int, Form] | None) -> Iterator[Asked]:
    questions = LeadQuestion.objects.in_chapter(request.chapter).about(found).readable_by(request.member, found)
    for question in questions.select_related("asker"):
        question.lead = found
        mine = permissions.can_answer_question(request.member, question) and permissions.is_open_lead(found)
        names = {"name": question.asker}
        is_name = question.kind == QuestionKind.NAME
        form: Form | None = None
        if mine and not is_name:
            form = wrong[1] if wrong and wrong[0] == question.pk else MoreForm()
        yield Asked(
            href=f"{request.chapter.path}slips/{found.uuid}/questions/{question.pk}/answer/",
            says=(_("%(name)s asks: may I use your name?") if is_name else _("%(name)s asks: is there more?")) % names,
            words=question.words,
            when=moment_of(question.asked_at, request.chapter, at),
            answer=_answer(question, found),
            waits=question.answered_at is None and permissions.is_open_lead(found),
            mine=mine,
            private=is_name,
            allowed=bool(question.allowed),
            form=form,
        )


def _answer(question: LeadQuestion, found: Slip) -> str:
    if question.answered_at is None:
        return ""
    if question.kind == QuestionKind.MORE:
        return str(question.answer)
    names = {"name": found.giver}
    return _("%(name)s: yes") % names if question.allowed else _("%(name)s: not this time") % names
