"""P8: what passing a slip costs, notice and trail included, against one bare insert."""

from functools import cache
from uuid import uuid4

from django.db import connection, connections, transaction

from bench.goals import goal
from bench.site import SLUG
from bench.timing import ratio
from chapters.clock import now
from chapters.models import Chapter
from chapters.scope import chapter_scope
from members.models import Member
from referrals.actions.passing import pass_referral
from referrals.states import Warmth
from referrals.values import Referral, Sending

ROUNDS = 300


@cache
def bare_table() -> None:
    """A table of the same columns without triggers, policies or further indexes."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bare_slip (LIKE referrals_slip INCLUDING DEFAULTS INCLUDING IDENTITY)"
        )
        cursor.execute("ALTER TABLE bare_slip ADD PRIMARY KEY (id)")
        cursor.execute("GRANT INSERT ON bare_slip TO PUBLIC")


@goal("slip_vs_insert", at_most=8)
def passing() -> float:
    """Pass a referral in a chapter of thirty, in turn with a bare insert of as many columns, each committed."""
    bare_table()
    chapter = Chapter.objects.get(slug=SLUG)
    with chapter_scope(chapter.pk):
        giver, receiver = Member.objects.in_chapter(chapter).order_by("pk")[:2]
    referral = Referral(prospect="Gareth Nkosi", need="new boiler before winter", warmth=Warmth.VOUCHED)

    def pass_one() -> None:
        with chapter_scope(chapter.pk):
            pass_referral(
                chapter=chapter, receiver=receiver, referral=referral, sending=Sending(uuid4()), by=giver, at=now()
            )

    def insert_one() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO bare_slip (uuid, digest, day_unknown, kind, given_at, prospect, prospect_phone,"
                " prospect_email, need, warmth, inside, use_name, stage, bad_reason, chapter_id, giver_id, receiver_id,"
                " prospect_shown) VALUES (%s, '', false, 'referral', now(), 'Gareth Nkosi', '', '',"
                " 'new boiler before winter', 3, false, 'yes', 'passed', '', %s, %s, %s, false)",
                [uuid4(), chapter.pk, giver.pk, receiver.pk],
            )

    return ratio(pass_one, insert_one, rounds=ROUNDS)
