"""The run sheet of a meeting as it is stored, or as it would be made now from the chapter's template."""

from collections.abc import Iterator
from datetime import date
from itertools import starmap

from chapters.models import Chapter
from chapters.statements import Answer, ask
from meetings.agenda import Item, usual_agenda
from meetings.rhythm import ComingMeeting
from meetings.run_sheet import Clock, Feature, Line, Plan, Presenter, Sheet, plan_of
from meetings.states import AgendaKind, Attendance, RoundOrder, RunState

STORED = """
SELECT r.id, r.state, r.step, r.step_since, r.extra_seconds, r.started_at, r.ended_at, r.moved_at, r.last_since,
       r.last_extra, i.kind, i.title, i.minutes, i.seconds_each, i.leader, p.member_id, p.title
FROM meetings_runsheet r
JOIN meetings_runsheetitem i ON i.chapter_id = r.chapter_id AND i.run_sheet_id = r.id
LEFT JOIN meetings_presentation p ON p.chapter_id = r.chapter_id AND p.date = %(day)s
WHERE r.chapter_id = %(chapter)s AND r.meeting_id = %(meeting)s
ORDER BY i.position
"""
TEMPLATE = """
SELECT a.position, a.kind, a.title, a.minutes, a.office, a.seconds_each, a.round_order
FROM meetings_agendaitem a WHERE a.chapter_id = %(chapter)s
UNION ALL
SELECT -1, '', m.name, 0, o.office, 0, ''
FROM members_office o JOIN members_member m ON m.chapter_id = o.chapter_id AND m.id = o.member_id
WHERE o.chapter_id = %(chapter)s AND o.from_day <= %(day)s AND (o.to_day IS NULL OR o.to_day > %(day)s)
ORDER BY 1, 3
"""
"""The chapter's own items, and (position -1) who holds which office."""

ROUND = """
SELECT m.id, m.name, t.name, coalesce(nullif(a.text, ''), f.whom_i_want_to_meet, ''),
       coalesce(k.mark, ''), coalesce(k.substitute, ''),
       EXISTS (SELECT FROM members_leave l
               WHERE l.chapter_id = %(chapter)s AND l.member_id = m.id AND l.approved
                 AND (l.first_day IS NULL OR l.first_day <= %(day)s) AND (l.last_day IS NULL OR l.last_day >= %(day)s))
FROM members_stay s
JOIN members_member m ON m.chapter_id = s.chapter_id AND m.id = s.member_id
JOIN chapters_seat p ON p.chapter_id = s.chapter_id AND p.id = s.seat_id
JOIN chapters_category t ON t.chapter_id = p.chapter_id AND t.id = p.category_id
LEFT JOIN meetings_turn u ON u.chapter_id = s.chapter_id AND u.run_sheet_id = %(sheet)s AND u.member_id = m.id
LEFT JOIN meetings_mark k ON k.chapter_id = s.chapter_id AND k.meeting_id = %(meeting)s AND k.member_id = m.id
LEFT JOIN meetings_weekask a ON a.chapter_id = s.chapter_id AND a.member_id = m.id AND a.date = %(day)s
LEFT JOIN members_profile f ON f.chapter_id = s.chapter_id AND f.member_id = m.id
WHERE s.chapter_id = %(chapter)s AND s.joined_on <= %(day)s AND (s.left_on IS NULL OR s.left_on > %(day)s)
ORDER BY u.position NULLS LAST, m.name, m.email
"""
"""Every member of the day, in the order of their turns where those were drawn; asked every two seconds."""

AWAY = frozenset({Attendance.MEDICAL, Attendance.ABSENT, Attendance.ABSENT_NOTIFIED})


def sheet_of(chapter: Chapter, meeting: ComingMeeting) -> Sheet:
    """The run sheet of a meeting: as stored (two statements), or as it would be made now (two or three)."""
    row = meeting.row.pk if meeting.row else None
    closed = meeting.held or meeting.cancelled
    rows = ask(STORED, {"chapter": chapter.pk, "day": meeting.date, "meeting": row}) if row else []
    if not rows:
        items = template_of(chapter, meeting.date)
        plan = plan_of([line for _, line in items], _round(chapter, meeting, None))
        drawn = any(item.round_order == RoundOrder.DRAWN for item, _ in items)
        return Sheet(plan, Clock(), meeting.starts_at, drawn=drawn, closed=closed)
    pk, state, *clock = rows[0][:10]
    member, title = rows[0][15:]
    lines = [Line(AgendaKind(row[10]), *row[11:15]) for row in rows]
    feature = Feature(member, title) if member else None
    plan = plan_of(lines, _round(chapter, meeting, pk), feature)
    return Sheet(plan, Clock(RunState(state), *clock), meeting.starts_at, pk, closed=closed)


def over(meeting: ComingMeeting) -> Sheet:
    """The run sheet of a closed meeting, for those who need not know what was on it."""
    return Sheet(Plan((), ()), Clock(RunState.OVER), meeting.starts_at, closed=True)


def template_of(chapter: Chapter, day: date) -> list[tuple[Item, Line]]:
    """The chapter's own agenda, else the usual one of its meetings' length; each item with who leads it on a day.

    One statement.
    """
    found = ask(TEMPLATE, {"chapter": chapter.pk, "day": day})
    holders: dict[str, str] = {}
    for _position, _kind, name, _minutes, office, *_ in found:
        if not _kind:
            holders.setdefault(office, name)
    own = [row for row in found if row[1]]
    items = list(starmap(_item, own)) if own else usual_agenda(chapter.duration_minutes)
    return [
        (item, Line(item.kind, str(item.title), item.minutes, item.seconds_each, holders.get(item.office, "")))
        for item in items
    ]


def _item(_position: int, kind: str, title: str, minutes: int, office: str, each: int, order: str) -> Item:
    return Item(AgendaKind(kind), title, minutes, office, each, RoundOrder(order))


def _round(chapter: Chapter, meeting: ComingMeeting, sheet: int | None) -> list[Presenter]:
    row = meeting.row.pk if meeting.row else None
    asked = {"chapter": chapter.pk, "day": meeting.date, "meeting": row, "sheet": sheet}
    return list(_presenters(ask(ROUND, asked)))


def _presenters(found: Answer) -> Iterator[Presenter]:
    for member, name, seat, wants, mark, substitute, on_leave in found:
        stands_in = substitute if mark == Attendance.SUBSTITUTE else ""
        away = mark in AWAY or (on_leave and not mark)
        yield Presenter(member, name, seat, wants.strip(), stands_in, away)
