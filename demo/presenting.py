"""Feature presentations of the demo: those of the last weeks, the rota ahead, and people who stand in."""

from datetime import datetime

from chapters.models import Chapter
from meetings.actions.presenting import fill_rota
from meetings.models import Meeting, Presentation, Substitute
from members.models import Stay

TITLES = (
    "Three things to check before you sign",
    "A morning in my workshop",
    "What your boiler would tell you",
    "The call I like best",
    "How my clients find me, and how they don’t",
    "Five minutes that save a year",
    "What I do when nobody watches",
    "A job that went wrong, and what came of it",
)
STAND_INS = (
    ("Mira Castell", "mira@castell.example", "bookkeeper"),
    ("Tom Ashdown", "tom.ashdown@post.example", "retired headmaster"),
    ("Yusuf Demir", "", "works for Grace"),
)


def plan(chapter: Chapter, at: datetime) -> None:
    """Speakers of the latest meetings, the next six planned as a chapter's are, and three people on the list."""
    today = chapter.today(at)
    held = Meeting.objects.in_chapter(chapter).held().filter(date__lt=today).latest_first()[: len(TITLES)]
    stays = Stay.objects.in_chapter(chapter).current_on(today).order_by("joined_on", "member__name")
    people = list(stays.values_list("member", flat=True)[: len(TITLES)])
    Presentation.objects.bulk_create(
        Presentation(chapter=chapter, date=meeting.date, member_id=key, title=title)
        for meeting, key, title in zip(held, people, TITLES, strict=False)
    )
    Substitute.objects.bulk_create(
        Substitute(chapter=chapter, name=name, email=email, trade=trade) for name, email, trade in STAND_INS
    )
    fill_rota(chapter=chapter, at=at)
