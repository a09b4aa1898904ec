"""What became of a slip, as its receiver tells it."""

from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from members.models import Member
from notices.actions import tell
from referrals.actions.leads import became_referral, is_no_referral
from referrals.actions.people import address_of
from referrals.models import Lesson, Progress, Slip, SlipMoved
from referrals.states import BadKind, Stage
from referrals.values import ToLearn


@transaction.atomic
def report_progress(*, chapter: Chapter, slip: Slip, stage: Stage, by: Member, at: datetime) -> Progress:
    """The receiver says how it goes; the giver is told at once. For `bad` see `mark_bad`. Raises SlipMoved."""
    slip.move_to(stage)
    return _reported(chapter, slip, stage, by, at)


@transaction.atomic
def mark_bad(
    *, chapter: Chapter, slip: Slip, reason: str, by: Member, at: datetime, learn: ToLearn | None = None
) -> Progress:
    """It was no use, and why; it no longer counts, and the giver is told, kindly. Raises SlipMoved.

    `bad_at` and a progress `bad` are two sights of one fact (spec/archive.md, "Checks"). Of a referral the receiver
    says what there is to `learn`, for the giver alone; where its prospect expected no call, the lead that it came out
    of is open again.
    """
    slip.mark_bad(reason, at)
    if learn is not None:
        Lesson.objects.create(chapter=chapter, slip=slip, kind=learn.kind, better=learn.better)
        if learn.kind == BadKind.UNEXPECTED:
            is_no_referral(referral=slip)
    return _reported(chapter, slip, Stage.BAD, by, at)


@transaction.atomic
def answer_bad(*, chapter: Chapter, lesson: Lesson, words: str, at: datetime) -> None:
    """The giver answers, once, and the receiver is told. Raises AlreadyAnswered."""
    lesson.close(words=words, at=at)
    to = address_of(lesson.slip.receiver)
    tell(chapter=chapter, kind="bad_answered", about=f"lesson {lesson.pk}", to=to, at=at, subject=lesson.pk)


@transaction.atomic
def take_back(*, slip: Slip, report: Progress) -> None:
    """Undo the latest report, a slip of the finger: as if it had never been. Raises SlipMoved."""
    reports = list(Progress.objects.in_chapter(slip.chapter_id).filter(slip=slip).order_by("-at", "-pk")[:2])
    if not reports or reports[0] != report:
        raise SlipMoved
    Lesson.objects.in_chapter(slip.chapter_id).filter(slip=slip).delete()
    slip.go_back_to(Stage(reports[1].stage) if len(reports) > 1 else Stage.PASSED)
    if report.stage == Stage.BAD:
        became_referral(referral=slip, at=slip.given_at)
    report.delete()


def _reported(chapter: Chapter, slip: Slip, stage: Stage, by: Member, at: datetime) -> Progress:
    report: Progress = Progress.objects.create(
        chapter=chapter, slip=slip, at=max(at, slip.given_at), stage=stage, reported_by=by
    )
    kind = "slip_bad" if stage == Stage.BAD else "progress_reported"
    about = f"progress {report.pk}"
    tell(chapter=chapter, kind=kind, about=about, to=address_of(slip.giver), at=at, subject=report.pk)
    return report
