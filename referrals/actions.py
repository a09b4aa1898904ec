"""Acts that touch several rows or tell somebody. Each happens whole or not at all."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chapters.models import Chapter
from members.models import Member, Stay
from members.refusals import Refusal
from notices.actions import tell
from notices.values import Recipient
from referrals.models import Progress, Slip, SlipMoved, ThankYou
from referrals.states import Kind, Stage
from referrals.values import Lead, Referral, Sending, Thanks, digest_of


class NotAMember(Exception):
    """Only current members give and receive."""


class AmountsStored(Refusal):
    """Amounts are numbers in the chapter's currency: in another one they would be other amounts."""

    sentence = _("Thanks hold amounts in this currency; in another one each would say something else. It stays.")


@transaction.atomic
def change_chapter(*, chapter: Chapter, settings: Mapping[str, object]) -> None:
    """Set some of a chapter's settings. Raises AmountsStored where its currency would change under amounts.

    The chapter's row is locked, so that no amount comes in between: thanks refer to it.
    """
    stored = Chapter.objects.select_for_update().get(pk=chapter.pk)
    changes = settings.get("currency", stored.currency) != stored.currency
    if changes and ThankYou.objects.in_chapter(chapter).filter(amount__isnull=False).exists():
        raise AmountsStored
    chapter.change(**settings)


@transaction.atomic
def pass_referral(
    *, chapter: Chapter, receiver: Member, referral: Referral, sending: Sending, by: Member, at: datetime
) -> Slip:
    """Give a prospect who expects the call to one member, and tell them.

    The same sending again is the same slip and nobody is told twice. Raises AnotherBody, NotAMember.
    """
    slip = Slip(
        chapter=chapter,
        uuid=sending.uuid,
        digest=digest_of(Kind.REFERRAL, by.pk, asdict(referral) | {"receiver": receiver.pk}),
        kind=Kind.REFERRAL,
        given_at=sending.counts_from(at),
        giver=by,
        receiver=receiver,
        **asdict(referral),
    ).hand_in()
    if not slip.is_repeat:
        _refuse_strangers(chapter, at, by, receiver)
        about = f"slip {slip.uuid}"
        tell(chapter=chapter, kind="referral_passed", about=about, to=address_of(receiver), at=at, subject=slip.pk)
    return slip


@transaction.atomic
def share_lead(*, chapter: Chapter, lead: Lead, sending: Sending, by: Member, at: datetime) -> Slip:
    """Tell the whole chapter of an opportunity. The same sending again is the same lead. Raises AnotherBody."""
    shared: Slip = Slip(
        chapter=chapter,
        uuid=sending.uuid,
        digest=digest_of(Kind.LEAD, by.pk, asdict(lead)),
        kind=Kind.LEAD,
        given_at=sending.counts_from(at),
        giver=by,
        **asdict(lead),
    ).hand_in()
    if not shared.is_repeat:
        _refuse_strangers(chapter, at, by)
    return shared


@transaction.atomic
def say_thanks(
    *,
    chapter: Chapter,
    receiver: Member,
    thanks: Thanks,
    sending: Sending,
    by: Member,
    at: datetime,
    slip: Slip | None = None,
) -> ThankYou:
    """Thank a member in public, and tell them. The same sending again is the same thanks.

    Raises AnotherBody, NotAMember.
    """
    body = asdict(thanks) | {"receiver": receiver.pk, "slip": slip and slip.pk}
    thank_you = ThankYou(
        chapter=chapter,
        uuid=sending.uuid,
        digest=digest_of("thanks", by.pk, body),
        at=sending.counts_from(at),
        giver=by,
        receiver=receiver,
        slip=slip,
        **asdict(thanks),
    ).hand_in()
    if not thank_you.is_repeat:
        _refuse_strangers(chapter, at, by, receiver)
        about = f"thanks {thank_you.uuid}"
        tell(chapter=chapter, kind="thanked", about=about, to=address_of(receiver), at=at, subject=thank_you.pk)
    return thank_you


@transaction.atomic
def report_progress(*, chapter: Chapter, slip: Slip, stage: Stage, by: Member, at: datetime) -> Progress:
    """The receiver says how it goes; the giver is told at once. For `bad` see `mark_bad`. Raises SlipMoved."""
    slip.move_to(stage)
    return _reported(chapter, slip, stage, by, at)


@transaction.atomic
def mark_bad(*, chapter: Chapter, slip: Slip, reason: str, by: Member, at: datetime) -> Progress:
    """It was no use, and why; it no longer counts, and the giver is told, kindly. Raises SlipMoved.

    `bad_at` and a progress `bad` are two sights of one fact (spec/archive.md, "Checks").
    """
    slip.mark_bad(reason, at)
    return _reported(chapter, slip, Stage.BAD, by, at)


@transaction.atomic
def take_back(*, slip: Slip, report: Progress) -> None:
    """Undo the latest report, a slip of the finger: as if it had never been. Raises SlipMoved."""
    reports = list(Progress.objects.in_chapter(slip.chapter_id).filter(slip=slip).order_by("-at", "-pk")[:2])
    if not reports or reports[0] != report:
        raise SlipMoved
    slip.go_back_to(Stage(reports[1].stage) if len(reports) > 1 else Stage.PASSED)
    report.delete()


def address_of(member: Member) -> Recipient:
    """Where a member is told things."""
    return Recipient(email=member.email, user_id=member.user_id)


def _reported(chapter: Chapter, slip: Slip, stage: Stage, by: Member, at: datetime) -> Progress:
    report: Progress = Progress.objects.create(
        chapter=chapter, slip=slip, at=max(at, slip.given_at), stage=stage, reported_by=by
    )
    kind = "slip_bad" if stage == Stage.BAD else "progress_reported"
    about = f"progress {report.pk}"
    tell(chapter=chapter, kind=kind, about=about, to=address_of(slip.giver), at=at, subject=report.pk)
    return report


def _refuse_strangers(chapter: Chapter, at: datetime, *people: Member) -> None:
    """Raise NotAMember, which undoes what was handed in, unless all of them are members today.

    Asked of what is new alone: a phone's late repeat is answered as the first was, whoever has left since.
    """
    keys = {person.pk for person in people}
    current = Stay.objects.in_chapter(chapter).current_on(chapter.today(at)).filter(member__in=keys)
    if current.count() != len(keys):
        raise NotAMember
