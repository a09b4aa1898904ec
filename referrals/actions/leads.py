"""What members do with a lead: ask, answer, take it, release it, say how it ended, have it offered anew."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chapters.models import Chapter
from members.models import Member
from members.refusals import Refusal
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.models import LeadQuestion, LeadTaking, Progress, Slip, SlipMoved
from referrals.states import Kind, QuestionKind, Stage, UseName


class LeadOver(Refusal):
    """It was withdrawn, was no use, became a referral or has ended."""

    sentence = _("This lead is no longer open.")


class LeadTaken(Refusal):
    """Somebody else came first; the sentence says who."""


class NotOnIt(Refusal):
    """Nobody is on it, or somebody else is."""

    sentence = _("You are not on this lead any more.")


class NothingToAsk(Refusal):
    """The giver said already whether their name may be used."""

    sentence = _("That is answered already: see what the lead says.")


@transaction.atomic
def ask_about_lead(
    *, chapter: Chapter, lead: Slip, kind: QuestionKind, words: str, by: Member, at: datetime
) -> LeadQuestion:
    """Ask its giver, who is told at once. The same question again, not answered yet, is the one asked before.

    Raises LeadOver, NothingToAsk.
    """
    locked = _open(chapter, lead)
    if kind == QuestionKind.NAME and locked.use_name not in {"", UseName.ASK}:
        raise NothingToAsk
    asked = LeadQuestion.objects.in_chapter(chapter).filter(lead=locked, asker=by, kind=kind)
    before: LeadQuestion | None = asked.order_by("-asked_at").first()
    if before is not None and (before.answered_at is None or kind == QuestionKind.NAME):
        return before
    question: LeadQuestion = LeadQuestion.objects.create(
        chapter=chapter, lead=locked, asker=by, kind=kind, words=words, asked_at=at
    )
    _tell("lead_asked", f"question {question.pk}", chapter, locked.giver, question.pk, at)
    return question


@transaction.atomic
def answer_about_lead(
    *, chapter: Chapter, question: LeadQuestion, words: str, allowed: bool | None, by: Member, at: datetime
) -> None:
    """The giver answers, once; whoever asked is told, and whoever is on the lead where the chapter reads it.

    Raises AlreadyAnswered.
    """
    question.close(words=words, allowed=allowed, at=at)
    taking = _taking(chapter, question.lead)
    told = {question.asker_id: question.asker}
    if taking and question.kind == QuestionKind.MORE:
        told[taking.member_id] = taking.member
    for person in told.values():
        _tell("lead_answered", f"question {question.pk}", chapter, person, question.pk, at)


@transaction.atomic
def take_lead(*, chapter: Chapter, lead: Slip, by: Member, at: datetime) -> LeadTaking:
    """I am on it: the giver is told, and nobody else takes it. Taking it twice is taking it once.

    Raises LeadOver, LeadTaken (which says who has it).
    """
    locked = _open(chapter, lead)
    wish = LeadTaking(chapter=chapter, lead=locked, member=by, at=at)
    LeadTaking.objects.bulk_create([wish], ignore_conflicts=True)
    taking = _taking(chapter, locked)
    assert taking is not None  # ours, or the one that was in its way
    if taking.member_id != by.pk:
        raise LeadTaken(_("%(name)s is on it already.") % {"name": taking.member})
    _tell("lead_taken", f"taking {taking.pk}", chapter, locked.giver, taking.pk, at)
    return taking


@transaction.atomic
def release_lead(*, chapter: Chapter, lead: Slip, by: Member, at: datetime) -> None:
    """Not on it any more: it is offered anew. Its giver may say so of somebody else, who is told. Raises NotOnIt."""
    taking = _taking(chapter, lead)
    if taking is None or by.pk not in {taking.member_id, lead.giver_id}:
        raise NotOnIt
    rows = LeadTaking.objects.in_chapter(chapter).now().filter(pk=taking.pk)
    if rows.update(released_at=at) != 1:
        raise NotOnIt
    if taking.member_id != by.pk:
        _tell("lead_released", f"taking {taking.pk}", chapter, taking.member, lead.pk, at)
    try:
        lead.offer_anew(at)
    except SlipMoved:  # it is over: there is nothing to offer
        return


@transaction.atomic
def wake_lead(*, chapter: Chapter, lead: Slip, by: Member, at: datetime) -> None:
    """Its giver has it offered anew. Raises LeadOver."""
    try:
        lead.offer_anew(at)
    except SlipMoved:
        raise LeadOver from None


@transaction.atomic
def end_lead(*, chapter: Chapter, lead: Slip, stage: Stage, by: Member, at: datetime) -> Progress:
    """Its giver, or whoever is on it, says how it ended (won, lost); the other one is told. Raises SlipMoved."""
    lead.move_to(stage)
    report: Progress = Progress.objects.create(
        chapter=chapter, slip=lead, at=max(at, lead.given_at), stage=stage, reported_by=by
    )
    taking = _taking(chapter, lead)
    for person in (lead.giver, taking.member if taking else None):
        if person is not None and person.pk != by.pk:
            _tell("lead_ended", f"progress {report.pk}", chapter, person, report.pk, at)
    return report


@transaction.atomic
def withdraw_slip(*, chapter: Chapter, slip: Slip, by: Member, at: datetime) -> None:
    """Its giver takes it back; whoever is on a lead hears of it, so that they do not call. Raises SlipMoved."""
    slip.withdraw(at)
    taking = _taking(chapter, slip) if slip.kind == Kind.LEAD else None
    if taking:
        _tell("lead_withdrawn", f"slip {slip.uuid} {at.isoformat()}", chapter, taking.member, slip.pk, at)


def became_referral(*, chapter: Chapter, lead: Slip, referral: Slip, by: Member, at: datetime) -> None:
    """A lead's prospect agreed: the lead is not open any more; whoever shared it and whoever was on it are told.

    Called in the transaction that passes the referral, once; a lead that is over already stays as it is.
    """
    locked = Slip.objects.in_chapter(chapter).select_related("giver").select_for_update(of=("self",)).get(pk=lead.pk)
    if not locked.is_good or locked.stage != Stage.PASSED:
        return
    locked.move_to(Stage.CONTACTED)
    Progress.objects.create(
        chapter=chapter, slip=locked, at=max(at, locked.given_at), stage=Stage.CONTACTED, reported_by=by
    )
    taking = _taking(chapter, locked)
    for person in (locked.giver, taking.member if taking else None):
        if person is not None and person.pk not in {by.pk, referral.receiver_id}:
            _tell("lead_became_referral", f"slip {referral.uuid}", chapter, person, locked.pk, at)


def _open(chapter: Chapter, lead: Slip) -> Slip:
    """The lead, locked against its giver's withdrawal, while it can be acted on. Raises LeadOver."""
    rows = Slip.objects.in_chapter(chapter).leads().select_related("giver")
    locked: Slip = rows.select_for_update(of=("self",)).get(pk=lead.pk)
    if not locked.is_good or locked.stage != Stage.PASSED:
        raise LeadOver
    return locked


def _taking(chapter: Chapter, lead: Slip) -> LeadTaking | None:
    rows = LeadTaking.objects.in_chapter(chapter).now().select_related("member")
    taking: LeadTaking | None = rows.filter(lead=lead).first()
    return taking


def _tell(kind: str, about: str, chapter: Chapter, person: Member, subject: int, at: datetime) -> None:
    tell(chapter=chapter, kind=kind, about=about, to=address_of(person), at=at, subject=subject)
