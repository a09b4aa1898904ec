"""What happens at a meeting: slips and thanks as they come in, visitors, who closed it; and whether any is new."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chapters.models import Chapter
from chapters.statements import Answer, ask
from chapters.values import first_instant
from meetings.rhythm import ComingMeeting

HAPPENED = """
    WITH meeting AS (SELECT id FROM meetings_meeting WHERE chapter_id = %(chapter)s AND date = %(day)s)
    SELECT s.kind, s.id, s.given_at, giver.name, receiver.name, s.warmth::text, '', NULL::bigint, NULL
    FROM referrals_slip s
    JOIN members_member giver ON giver.chapter_id = s.chapter_id AND giver.id = s.giver_id
    LEFT JOIN members_member receiver ON receiver.chapter_id = s.chapter_id AND receiver.id = s.receiver_id
    WHERE s.chapter_id = %(chapter)s AND s.given_at >= %(first)s AND s.given_at < %(end)s
      AND s.withdrawn_at IS NULL AND NOT s.day_unknown
    UNION ALL
    SELECT 'thanks', t.id, t.at, giver.name, receiver.name, '', t.text, NULL, NULL
    FROM referrals_thankyou t
    JOIN members_member receiver ON receiver.chapter_id = t.chapter_id AND receiver.id = t.receiver_id
    LEFT JOIN members_member giver ON giver.chapter_id = t.chapter_id AND giver.id = t.giver_id
    WHERE t.chapter_id = %(chapter)s AND t.at >= %(first)s AND t.at < %(end)s AND NOT t.day_unknown
    UNION ALL
    SELECT 'visit', v.id, v.cannot_come_at, v.name, inviter.name, v.outcome, v.category,
           coalesce(v.host_id, v.invited_by_id), host.name
    FROM meetings_visit v
    LEFT JOIN members_member inviter ON inviter.chapter_id = v.chapter_id AND inviter.id = v.invited_by_id
    LEFT JOIN members_member host ON host.chapter_id = v.chapter_id AND host.id = v.host_id
    WHERE v.chapter_id = %(chapter)s AND v.date = %(day)s
    UNION ALL
    SELECT 'presentation', p.id, NULL, m.name, NULL, '', p.title, NULL, NULL
    FROM meetings_presentation p JOIN members_member m ON m.chapter_id = p.chapter_id AND m.id = p.member_id
    WHERE p.chapter_id = %(chapter)s AND p.date = %(day)s
    UNION ALL
    SELECT 'turn', e.pgh_id, e.pgh_created_at, who.name, NULL, e.status, e.note, NULL, NULL
    FROM meetings_meetingevent e
    LEFT JOIN members_member who
      ON who.chapter_id = e.chapter_id AND who.id = (e.pgh_context ->> 'member')::bigint
    WHERE e.chapter_id = %(chapter)s AND e.pgh_obj_id = (SELECT id FROM meeting)
    ORDER BY 3 DESC NULLS LAST, 2 DESC
"""
VERSION = """
    WITH meeting AS (SELECT id FROM meetings_meeting WHERE chapter_id = %(chapter)s AND date = %(day)s)
    SELECT md5(concat_ws('|',
      (SELECT concat_ws(',', status, note, starts_at, place, closed_at)
         FROM meetings_meeting WHERE id = (SELECT id FROM meeting)),
      (SELECT string_agg(concat_ws(',', member_id, mark, substitute), ';' ORDER BY member_id)
         FROM meetings_mark WHERE chapter_id = %(chapter)s AND meeting_id = (SELECT id FROM meeting)),
      (SELECT string_agg(concat_ws(',', id, name, category, outcome, host_id, cannot_come_at), ';' ORDER BY id)
         FROM meetings_visit WHERE chapter_id = %(chapter)s AND date = %(day)s),
      (SELECT concat_ws(',', id, member_id, title)
         FROM meetings_presentation WHERE chapter_id = %(chapter)s AND date = %(day)s),
      (SELECT string_agg(concat_ws(',', id, withdrawn_at IS NULL), ';' ORDER BY id)
         FROM referrals_slip WHERE chapter_id = %(chapter)s AND given_at >= %(first)s AND given_at < %(end)s),
      (SELECT string_agg(concat_ws(',', id, corrected_at), ';' ORDER BY id)
         FROM referrals_thankyou WHERE chapter_id = %(chapter)s AND at >= %(first)s AND at < %(end)s)))
"""


@dataclass(frozen=True)
class Given:
    """A slip or thanks as the whole chapter may read it: never a prospect's details, never an amount."""

    kind: str
    at: datetime
    giver: str
    receiver: str
    warmth: int | None
    text: str


@dataclass(frozen=True)
class VisitLine:
    """A visitor of the day: who invited them (`host`), and by key and name who looks after them.

    `hosted_by` is empty where that is whoever invited them.
    """

    pk: int
    name: str
    category: str
    host: str
    outcome: str
    host_id: int | None = None
    hosted_by: str = ""
    cannot_come: bool = False


@dataclass(frozen=True)
class Turn:
    """The meeting was opened, closed, reopened, cancelled or moved: when, and by whom (empty: not known)."""

    at: datetime
    by: str
    status: str
    note: str


@dataclass(frozen=True)
class Feature:
    """The day's feature presentation."""

    pk: int
    speaker: str
    title: str


@dataclass(frozen=True)
class Happening:
    """What happened at one meeting, newest first; visitors by name; who presents, where somebody does."""

    given: list[Given]
    visits: list[VisitLine]
    turns: list[Turn]
    feature: Feature | None = None


def happening_at(chapter: Chapter, meeting: ComingMeeting) -> Happening:
    """What happened on the day of a meeting, in the chapter's zone. One statement."""
    given, visits, turns, feature = [], [], [], None
    for kind, key, at, who, whom, word, text, host, hosted_by in _rows(HAPPENED, chapter, meeting.date):
        if kind == "visit":
            cannot_come = at is not None and not word
            visits.append(VisitLine(key, who, text, whom or "", word, host, hosted_by or "", cannot_come))
        elif kind == "presentation":
            feature = Feature(key, who, text)
        elif kind == "turn":
            turns.append(Turn(at, who or "", word, text))
        else:
            given.append(Given(kind, at, who or "", whom or "", int(word) if word else None, text))
    return Happening(given, sorted(visits, key=lambda visit: (visit.name, visit.pk)), turns, feature)


def version_of(chapter: Chapter, day: date) -> str:
    """Changes whenever a mark, visit, slip, thank-you, the presentation or the meeting of that day does.

    One cheap statement.
    """
    ((version,),) = _rows(VERSION, chapter, day)
    return str(version)


def _rows(statement: str, chapter: Chapter, day: date) -> Answer:
    first, end = (first_instant(local, chapter.zone) for local in (day, day + timedelta(days=1)))
    return ask(statement, {"chapter": chapter.pk, "day": day, "first": first, "end": end})
