"""Asking how it goes, after silence; and putting that off."""

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from chapters.models import Chapter
from chapters.values import first_instant
from members.models import Member, Stay
from members.refusals import Refusal
from notices.actions import tell
from notices.values import Recipient
from referrals.actions.people import address_of
from referrals.models import AskedHow, Slip, SlipMoved
from referrals.states import ENDED, Way
from referrals.story import Silence, story_of
from referrals.values import LONG_SILENCE, PUT_OFF_AT_MOST, SECOND_SILENCE, SILENCE

FIND_AND_ASK = """
WITH open_ones AS (
  SELECT s.id, s.receiver_id,
         greatest(s.given_at,
                  (SELECT max(p.at) FROM referrals_progress p WHERE p.chapter_id = s.chapter_id AND p.slip_id = s.id),
                  (SELECT max(a.until) FROM referrals_askedhow a
                   WHERE a.chapter_id = s.chapter_id AND a.slip_id = s.id) - %(silence)s) AS since
  FROM referrals_slip s
  WHERE s.chapter_id = %(chapter)s AND s.receiver_id IS NOT NULL AND s.withdrawn_at IS NULL AND s.bad_at IS NULL
    AND NOT s.objected AND s.stage <> ALL (%(ended)s) AND NOT s.day_unknown
),
asked AS (
  INSERT INTO referrals_askedhow (chapter_id, slip_id, at, way, since)
  SELECT %(chapter)s, o.id, %(at)s, CASE WHEN o.since > %(fortnight)s THEN 'week' ELSE 'fortnight' END, o.since
  FROM open_ones o
  WHERE o.since > %(month)s AND o.since <= %(week)s
    AND EXISTS (SELECT FROM members_stay t
                WHERE t.chapter_id = %(chapter)s AND t.member_id = o.receiver_id AND t.joined_on <= %(today)s
                  AND (t.left_on IS NULL OR t.left_on > %(today)s))
  ON CONFLICT (chapter_id, slip_id, way, since) WHERE way IN ('week', 'fortnight') DO NOTHING
  RETURNING id, slip_id
)
SELECT asked.id, m.email, m.user_id
FROM asked JOIN open_ones o ON o.id = asked.slip_id
JOIN members_member m ON m.chapter_id = %(chapter)s AND m.id = o.receiver_id
ORDER BY asked.id
"""
"""Silent since when is what `Silence.of` says too; here for all open referrals of a chapter at once."""


class NotYet(Refusal):
    """It is not time for the giver to ask."""

    sentence = _("You can ask after four weeks without a word, and then once a week.")


class NobodyToAsk(Refusal):
    """The receiver left; the sentence says who."""


class NotThatFar(Refusal):
    """Put off to a day that is past, or too far ahead."""

    sentence = _("Choose a day from tomorrow on, within half a year.")


@transaction.atomic
def ask_the_silent(*, chapter: Chapter, at: datetime) -> int:
    """Ask each receiver of a referral that has been silent for a week, and for two: once each. Answers how many.

    The same again, at the same instant or a little later, asks nobody twice. Inside the chapter's scope.
    """
    asked: dict[str, Any] = {
        "chapter": chapter.pk,
        "at": at,
        "today": chapter.today(at),
        "ended": [stage.value for stage in ENDED],
        "silence": SILENCE,
        "week": at - SILENCE,
        "fortnight": at - SECOND_SILENCE,
        "month": at - LONG_SILENCE,
    }
    with connection.cursor() as cursor:
        cursor.execute(FIND_AND_ASK, asked)
        rows = cursor.fetchall()
    for pk, email, user in rows:
        tell(chapter=chapter, kind="how_does_it_go", about=f"asked {pk}", to=Recipient(email, user), at=at, subject=pk)
    return len(rows)


@transaction.atomic
def ask_how_it_goes(*, chapter: Chapter, slip: Slip, by: Member, at: datetime) -> AskedHow:
    """The giver asks the receiver, who is told at once. Raises SlipMoved, NotYet, NobodyToAsk.

    Two taps at once wait for each other; the second is too early.
    """
    locked = Slip.objects.in_chapter(chapter).with_people().select_for_update(of=("self",)).get(pk=slip.pk)
    if not locked.is_open:
        raise SlipMoved
    silence = Silence.of(locked, story_of(locked))
    if not silence.giver_may_ask(at):
        raise NotYet
    if not is_here(locked.receiver, chapter.today(at)):
        raise NobodyToAsk(_("%(name)s has left the chapter.") % {"name": locked.receiver})
    asked: AskedHow = AskedHow.objects.create(
        chapter=chapter, slip=locked, at=at, way=Way.GIVER, by=by, since=silence.since
    )
    to = address_of(locked.receiver)
    tell(chapter=chapter, kind="giver_asks", about=f"asked {asked.pk}", to=to, at=at, subject=asked.pk)
    return asked


def is_here(receiver: Member, today: date) -> bool:
    """Whether a receiver is a member on a local day. One statement."""
    return Stay.objects.in_chapter(receiver.chapter_id).current_on(today).filter(member=receiver).exists()


@transaction.atomic
def put_off(*, chapter: Chapter, slip: Slip, until: date, by: Member, at: datetime) -> AskedHow:
    """The receiver wishes to be asked again on a local day, and not before. Raises SlipMoved, NotThatFar.

    The same day once more changes nothing.
    """
    today = chapter.today(at)
    if not today < until <= today + PUT_OFF_AT_MOST:
        raise NotThatFar
    locked = Slip.objects.in_chapter(chapter).select_for_update().get(pk=slip.pk)
    if not locked.is_open:
        raise SlipMoved
    silence = Silence.of(locked, story_of(locked))
    instant = first_instant(until, chapter.zone)
    if silence.put_off_to == instant:
        latest: AskedHow = AskedHow.objects.in_chapter(chapter).filter(slip=slip, until=instant).latest("at")
        return latest
    AskedHow.objects.in_chapter(chapter).filter(slip=slip, until__gt=at).delete()  # the latest wish holds
    made: AskedHow = AskedHow.objects.create(
        chapter=chapter, slip=locked, at=at, way=Way.LATER, by=by, since=silence.since, until=instant
    )
    return made
