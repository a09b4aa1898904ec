"""Asking who left why, kindly, and what the chapter may learn from the answers."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from chapters.models import Chapter
from chapters.values import meeting_instant
from members.models import ExitAnswer, Stay
from members.states import ExitReason
from notices.actions import tell
from notices.values import Recipient

EXIT_ASKED = "exit_asked"
A_FEW_DAYS = timedelta(days=3)
LATE_MORNING = time(10)
AT_LEAST = 3
"""So many answers without a name are told together, and never fewer: nor by the step from one sum to the next."""


def ask_why(*, stay: Stay, at: datetime) -> None:
    """Have whoever leaves asked why, a few days after their first day out. In the transaction of the act."""
    assert stay.left_on is not None
    chapter, member = stay.chapter, stay.member
    due_at = max(at, meeting_instant(stay.left_on + A_FEW_DAYS, LATE_MORNING, chapter.zone))
    about, to = f"stay {stay.pk} {stay.left_on}", Recipient(member.email, member.user_id)
    tell(chapter=chapter, kind=EXIT_ASKED, about=about, to=to, at=at, due_at=due_at, subject=stay.pk)


@transaction.atomic
def say_why(*, stay: Stay, reasons: list[str], words: str, named: bool, at: datetime) -> None:
    """Keep what they say, once; what is sent once more changes nothing. Words are kept only with the name."""
    answer = ExitAnswer(
        chapter=stay.chapter,
        stay=stay,
        answered_at=at,
        reasons=sorted(set(reasons)),
        words=words if named else "",
        named=named,
    )
    ExitAnswer.objects.in_chapter(stay.chapter).bulk_create([answer], ignore_conflicts=True)


@dataclass(frozen=True)
class Learnt:
    """Why members left: `sums` of those without a name (a reason and how often; `of` so many answers, `waiting` not
    told of yet), and the answers that their authors let be read with their names.
    """

    sums: list[tuple[str, int]]
    of: int
    waiting: int
    named: list[ExitAnswer]


def learnt_from_leavers(chapter: Chapter) -> Learnt:
    """What officers may read. Unnamed answers are told of three at a time, the oldest first. One statement."""
    answers = ExitAnswer.objects.in_chapter(chapter).select_related("stay__member").order_by("answered_at", "pk")
    named = [one for one in answers if one.named]
    unnamed = [one for one in answers if not one.named]
    told = unnamed[: len(unnamed) - len(unnamed) % AT_LEAST]
    counted = Counter(reason for one in told for reason in one.reasons)
    sums = [(str(ExitReason(reason).label), times) for reason, times in counted.most_common()]
    return Learnt(sums, len(told), len(unnamed) - len(told), named[::-1])
