"""Asks of the demo: what members look for now, how others answered, and a little black book."""

import uuid
from datetime import datetime, timedelta

from chapters.models import Chapter
from members.models import Member
from referrals.actions.door import put_out
from referrals.models import Answer, Ask, NearbyAnswer, TrustedPerson

ASKS = {
    "riverside": (
        ("carys.llewellyn", "… lays floors that survive wet boots? The shop’s is due before the spring.", 9, False),
        ("grace.mbeki", "… is a surveyor for old houses, and has a week free this month?", 3, False),
        (
            "ben.whitlock",
            "… buys for a housing association? I’d like to show how we keep forty boilers going.",
            16,
            True,
        ),
        ("elin.sjoberg", "… photographs food well?", -5, False),
    ),
    "lakeside": (
        ("hana.sato", "… is a plumber who knows steam ovens? Ours leaks, and Christmas is near.", 12, True),
        ("ciara.walsh", "… grows trees by the hundred?", 20, True),
    ),
}
"""By chapter: who asks, what, in how many days an answer is needed, and whether the network is asked too."""
BOOK = (
    ("Marta Kos", "surveyor, valuations", "+44 7700 900180", "marta@kos.example"),
    ("Idris Vaughan", "tiler and floor layer", "+44 7700 900181", ""),
    ("Petra Holm", "signwriter", "", "petra@holm.example"),
)


def ask_around(chapter: Chapter, at: datetime) -> None:
    """Put a chapter's asks, answer one of them, and fill a member's book. Nobody is told: it was so before."""
    people = {member.email.partition("@")[0]: member for member in Member.objects.in_chapter(chapter)}
    for name, text, days, to_network in ASKS.get(chapter.slug, ()):
        ask = _put(chapter, people[name], text, days, at)
        if to_network:
            put_out(ask=ask, at=at)
        if name == "ben.whitlock":
            _answer(ask, people["amara.osei"], at)
            _answer_nearby(ask, at)
    if "ben.whitlock" in people:
        owner = people["ben.whitlock"]
        TrustedPerson.objects.bulk_create(
            TrustedPerson(
                chapter=chapter, uuid=uuid.uuid4(), owner=owner, name=name, trade=trade, phone=phone, email=email
            )
            for name, trade, phone, email in BOOK
        )


def _put(chapter: Chapter, asker: Member, text: str, days: int, at: datetime) -> Ask:
    asked_at = at - timedelta(days=2 if days > 0 else 20)
    over = {} if days > 0 else {"state": "found", "ended_at": at + timedelta(days=days)}
    ask: Ask = Ask.objects.create(
        chapter=chapter,
        uuid=uuid.uuid4(),
        asker=asker,
        asked_at=asked_at,
        told_at=asked_at,
        text=text,
        need_by=chapter.today(at) + timedelta(days=days),
        **over,
    )
    return ask


def _answer_nearby(ask: Ask, at: datetime) -> None:
    NearbyAnswer.objects.create(
        chapter=ask.chapter,
        uuid=uuid.uuid4(),
        ask=ask,
        at=at - timedelta(hours=5),
        name="Hana Sato",
        from_chapter="Lakeside",
        words="My brother-in-law sits on the board of one. I’ll ask him on Sunday.",
        email="hana.sato@lakeside.example",
    )


def _answer(ask: Ask, answerer: Member, at: datetime) -> None:
    Answer.objects.create(
        chapter=ask.chapter,
        uuid=uuid.uuid4(),
        ask=ask,
        answerer=answerer,
        at=at - timedelta(days=1),
        words="She does the books of one, and buys for it too. Mention the winter of the frozen pipes.",
        person="Joan Achterberg",
        phone="+44 7700 900190",
        agreed_at=at - timedelta(days=1),
    )
