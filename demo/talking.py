"""Conversations about seats of the demo: one under way, with a plan; one that nobody has begun."""

import uuid
from datetime import datetime, timedelta

from chapters.models import Chapter
from members.models import Member, Office
from reviews.models import Message, OwnNote, PlanStep, SeatReview
from reviews.states import Help, ReviewState
from standing.models import Flag

CHAPTER = "riverside"
SAID = (
    (
        "grace.mbeki",
        33,
        "Dear Owen,\n\nwe have missed you on Tuesdays, and wondered how you are. When can I call you?\n\nGrace",
    ),
    (
        "owen.price",
        31,
        "Thank you for asking. The old press broke in June and I have been at it most mornings since. I did not want "
        "to come with empty hands.",
    ),
    (
        "grace.mbeki",
        30,
        "Come all the same, nobody counts at the door. I put down what we said on the phone; does it fit?\n\nGrace",
    ),
)
"""Who said what, how many days ago."""
STEPS = (
    ("Come to the next four meetings, with hands as empty as they are", 3, Help.SELF, ""),
    ("An hour about asking clients whom else they know", -8, Help.MENTOR, "tess.vandermeer"),
    ("One-to-ones with Carys and Rosa, who print every month", -8, Help.ONE_TO_ONES, ""),
)
"""What, due so many days ago, and who helps."""


def begin(chapter: Chapter, at: datetime) -> None:
    """Appoint somebody to the committee, and talk. Nobody is told: it was so before."""
    if chapter.slug != CHAPTER:
        return
    people = {member.email.partition("@")[0]: member for member in Member.objects.in_chapter(chapter)}
    today = chapter.today(at)
    Office.objects.create(
        chapter=chapter, member=people["hugh.tranter"], office="committee", from_day=today - timedelta(days=200)
    )
    _flag(people["ed.fairbairn"], people["amara.osei"], at - timedelta(days=2), "Four leads in half a year: how is he?")
    begun = at - timedelta(days=34)
    flag = _flag(people["owen.price"], people["grace.mbeki"], begun, "Owen has been quiet since June. Is he well?")
    told, answered = (at - timedelta(days=days) for days in (30, 29))
    Flag.objects.in_chapter(chapter).filter(pk=flag.pk).update(told_at=told, answered_at=answered)
    review = SeatReview.objects.create(
        chapter=chapter,
        flag=flag,
        state=ReviewState.SUPPORTED,
        check_on=today - timedelta(days=1),
        plan_agreed_at=answered,
    )
    for name, days, text in SAID:
        words = {"chapter": chapter, "review": review, "writer": people[name], "uuid": uuid.uuid4()}
        Message.objects.create(**words, text=text, written_at=at - timedelta(days=days))
    for what, ago, who_helps, helper in STEPS:
        PlanStep.objects.create(
            chapter=chapter,
            review=review,
            uuid=uuid.uuid4(),
            what=what,
            by_day=today - timedelta(days=ago),
            who_helps=who_helps,
            helper=people.get(helper),
            added_by=people["grace.mbeki"],
            added_at=told,
            done_at=at - timedelta(days=3) if ago > 0 else None,
        )
    OwnNote.objects.create(
        chapter=chapter,
        review=review,
        writer=people["grace.mbeki"],
        uuid=uuid.uuid4(),
        text="Sounded tired on the phone. Ask about the bank before the press.",
        written_at=at - timedelta(days=31),
    )


def _flag(member: Member, by: Member, opened_at: datetime, reason: str) -> Flag:
    seat = member.stays.get(left_on=None).seat
    flag: Flag = Flag.objects.create(
        chapter=member.chapter, seat=seat, member=member, opened_at=opened_at, opened_by=by, reason=reason
    )
    return flag
