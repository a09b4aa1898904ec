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


class NobodyOnIt(NotOnIt):
    """As the giver of the lead reads it."""

    sentence = _("Nobody is on this lead any more.")


class NothingToAsk(Refusal):
    """The giver said already whether their name may be used."""

    sentence = _("That is answered already: see what the lead says.")


@transaction.atomic
def ask_about_lead(
    *, chapter: Chapter, lead: Slip, kind: QuestionKind, words: str, by: Member, at: datetime
) -> LeadQuestion:
    """Ask its giver, who is told at once. The same question again, not answered yet, is the one asked before.

    Where it is asked again in other words these take the place of the first, and its giver is told of them. Raises
    LeadOver, NothingToAsk, AlreadyAnswered.
    """
    locked = _open(chapter, lead)
    if kind == QuestionKind.NAME and locked.use_name not in {"", UseName.ASK}:
        raise NothingToAsk
    asked = LeadQuestion.objects.in_chapter(chapter).filter(lead=locked, asker=by, kind=kind)
    question: LeadQuestion | None = asked.order_by("-asked_at").first()
    if question is None or question.answered_at is not None:
        if question is not None and kind == QuestionKind.NAME:
            raise NothingToAsk
        question = LeadQuestion.objects.create(
            chapter=chapter, lead=locked, asker=by, kind=kind, words=words, asked_at=at
        )
        about = f"question {question.pk}"
    elif words in {"", question.words}:
        return question
    else:
        question.say(words)
        about = f"question {question.pk} {at.isoformat()}"
    _tell("lead_asked", about, chapter, locked.giver, question.pk, at)
    return question


@transaction.atomic
def answer_about_lead(
    *, chapter: Chapter, question: LeadQuestion, words: str, allowed: bool | None, at: datetime
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
def release_lead(*, chapter: Chapter, lead: Slip, by: Member, at: datetime, who: int | None = None) -> None:
    """Not on it any more: it is offered anew. Its giver may say so of somebody else, who is told.

    `who`: the key of the one whom the giver saw on it. Raises NotOnIt, where it is somebody else by now too.
    """
    locked, taking = _locked(chapter, lead), _taking(chapter, lead)
    mine = by.pk == locked.giver_id
    if taking is None:
        raise NobodyOnIt if mine else NotOnIt
    if taking.member_id != (who if mine else by.pk):
        raise NotOnIt(_("%(name)s is on this lead now.") % {"name": taking.member})
    _release(locked, taking, at)
    if taking.member_id != by.pk:
        _tell("lead_released", f"taking {taking.pk}", chapter, taking.member, lead.pk, at)


@transaction.atomic
def release_for_leaver(*, chapter: Chapter, taking: LeadTaking, at: datetime) -> bool:
    """Whoever is on an open lead has left: it is offered anew. Says whether it was; not where it is over by now."""
    locked, now = _locked(chapter, taking.lead), _taking(chapter, taking.lead)
    if now != taking or not _is_open(locked):
        return False
    _release(locked, taking, at)
    return True


@transaction.atomic
def wake_lead(*, chapter: Chapter, lead: Slip, at: datetime) -> None:
    """Its giver has it offered anew. Raises LeadOver."""
    try:
        lead.offer_anew(at)
    except SlipMoved:
        raise LeadOver from None


@transaction.atomic
def end_lead(*, chapter: Chapter, lead: Slip, stage: Stage, by: Member, at: datetime) -> Progress:
    """Its giver, or whoever is on it, says how it ended (won, lost); the other one is told.

    Raises SlipMoved, where somebody has said so already or it became a referral too.
    """
    if not _is_open(lead):
        raise SlipMoved
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
def withdraw_slip(*, chapter: Chapter, slip: Slip, at: datetime) -> None:
    """Its giver takes it back; whoever is on a lead hears of it, so that they do not call. Raises SlipMoved.

    The lead that a referral came out of is open again.
    """
    slip.withdraw(at)
    if slip.kind == Kind.REFERRAL:
        is_no_referral(referral=slip)
        return
    taking = _taking(chapter, slip)
    if taking:
        _tell("lead_withdrawn", f"slip {slip.uuid} {at.isoformat()}", chapter, taking.member, slip.pk, at)


@transaction.atomic
def give_again(*, slip: Slip, at: datetime) -> None:
    """Undo `withdraw_slip`, and what it did to the lead that a referral came out of. Raises SlipMoved."""
    slip.give_again()
    became_referral(referral=slip, at=at)


def became_referral(*, referral: Slip, at: datetime) -> None:
    """A lead's prospect agreed: the lead is not open any more; whoever shared it and whoever was on it are told.

    Called in the transaction that passes the referral, or has it stand again; a lead that is over stays as it is, and
    what came out of none changes none.
    """
    locked = _lead_of(referral)
    if locked is None or not _is_open(locked):
        return
    chapter, giver = referral.chapter, referral.giver
    locked.move_to(Stage.CONTACTED)
    Progress.objects.create(
        chapter=chapter, slip=locked, at=max(at, locked.given_at), stage=Stage.CONTACTED, reported_by=giver
    )
    taking = _taking(chapter, locked)
    for person in (locked.giver, taking.member if taking else None):
        if person is not None and person.pk not in {giver.pk, referral.receiver_id}:
            _tell("lead_became_referral", f"slip {referral.uuid}", chapter, person, locked.pk, at)


def is_no_referral(*, referral: Slip) -> None:
    """The referral was withdrawn, or its prospect had not agreed: the lead it came out of is open again.

    Unless another good one came out of it, or its prospect asked to be forgotten. Called in that act's transaction.
    """
    locked = None if referral.objected else _lead_of(referral)
    if locked is None or not locked.is_good or locked.stage != Stage.CONTACTED:
        return
    if Slip.objects.in_chapter(referral.chapter_id).filter(came_from=locked).good().exists():
        return
    Progress.objects.in_chapter(referral.chapter_id).filter(slip=locked, stage=Stage.CONTACTED).delete()
    locked.go_back_to(Stage.PASSED)


def _lead_of(referral: Slip) -> Slip | None:
    """The lead that a referral came out of, locked; None where it came out of none."""
    source = referral.came_from
    return _locked(referral.chapter, source) if source is not None and source.kind == Kind.LEAD else None


def _locked(chapter: Chapter, lead: Slip) -> Slip:
    """The lead as it is now. Whoever changes who is on it locks it first, so that two wait for each other."""
    rows = Slip.objects.in_chapter(chapter).leads().select_related("giver")
    locked: Slip = rows.select_for_update(of=("self",)).get(pk=lead.pk)
    return locked


def _is_open(lead: Slip) -> bool:
    return lead.is_good and lead.stage == Stage.PASSED


def _open(chapter: Chapter, lead: Slip) -> Slip:
    """The lead, locked against its giver's withdrawal, while it can be acted on. Raises LeadOver."""
    locked = _locked(chapter, lead)
    if not _is_open(locked):
        raise LeadOver
    return locked


def _release(locked: Slip, taking: LeadTaking, at: datetime) -> None:
    LeadTaking.objects.in_chapter(locked.chapter_id).filter(pk=taking.pk).update(released_at=at)
    if _is_open(locked):
        locked.offer_anew(at)


def _taking(chapter: Chapter, lead: Slip) -> LeadTaking | None:
    rows = LeadTaking.objects.in_chapter(chapter).now().select_related("member")
    taking: LeadTaking | None = rows.filter(lead=lead).first()
    return taking


def _tell(kind: str, about: str, chapter: Chapter, person: Member, subject: int, at: datetime) -> None:
    tell(chapter=chapter, kind=kind, about=about, to=address_of(person), at=at, subject=subject)
