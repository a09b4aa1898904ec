"""Putting invented histories (`bench.leaving`) into the tables, and turning their clock week by week."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import connections

from bench.data import EMPTIED, GROWN, ROOM, Row, copy
from bench.leaving import RECESSES, WEEKS, Told

BEGINS = date(2024, 1, 1)
"""The Monday of week 0."""

TABLES = {
    "t_person": "chapter int, person int, joined int, gone int",
    "t_mark": "chapter int, week int, person int, mark text",
    "t_slip": "chapter int, week int, day int, giver int, receiver int",
    "t_met": "chapter int, week int, day int, a int, b int, n int",
    "t_opened": "chapter int, week int, person int",
}
CHAPTERS = "generate_series(1, %(chapters)s) c"
STATEMENTS = [
    f"""INSERT INTO chapters_chapter (id, network_id, slug, name, timezone, currency, weekday, start_time,
          duration_minutes, place, online_url, record_from, reminder_hour, created_at)
        SELECT c, 1, 'chapter-' || c, 'Chapter ' || c, 'Europe/London', 'GBP', 1, '07:00', 90, '', '', NULL, 9,
          '2020-01-01' FROM {CHAPTERS}""",
    f"""INSERT INTO chapters_category (id, chapter_id, name, key)
        SELECT chapter * {ROOM} + person, chapter, 'Trade ' || person, 'trade ' || person FROM t_person""",
    f"""INSERT INTO chapters_seat (id, chapter_id, category_id, place, status)
        SELECT chapter * {ROOM} + person, chapter, chapter * {ROOM} + person, 1, 'held' FROM t_person""",
    f"""INSERT INTO chapters_recess (chapter_id, first_day, last_day, reason)
        SELECT c, %(begins)s::date + 7 * w, %(begins)s::date + 7 * w + 13, ''
        FROM {CHAPTERS}, unnest(%(recesses)s) w""",
    f"""INSERT INTO members_member (id, chapter_id, email, name, company, phone, user_id, opened_week)
        SELECT chapter * {ROOM} + person, chapter, person || '@' || chapter || '.example', 'Member ' || person, '', '',
          chapter * {ROOM} + person, %(begins)s::date + 7 * joined FROM t_person""",
    f"""INSERT INTO members_stay (chapter_id, member_id, joined_on, seat_id)
        SELECT chapter, chapter * {ROOM} + person, %(begins)s::date + 7 * joined, chapter * {ROOM} + person
        FROM t_person""",
    f"""INSERT INTO meetings_meeting (id, chapter_id, date, status, note, place)
        SELECT c * {ROOM} + w, c, %(begins)s::date + 7 * w + 1, 'held', '', ''
        FROM {CHAPTERS}, generate_series(0, {WEEKS - 1}) w WHERE w <> ALL (%(shut)s)""",
    f"""INSERT INTO meetings_mark (chapter_id, meeting_id, member_id, mark, substitute, correction, day_unknown)
        SELECT chapter, chapter * {ROOM} + week, chapter * {ROOM} + person, mark, '', '', false
        FROM t_mark ORDER BY week, chapter, person""",
    f"""INSERT INTO referrals_slip (chapter_id, uuid, digest, day_unknown, kind, given_at, giver_id, receiver_id,
          prospect, prospect_phone, prospect_email, need, inside, use_name, stage, bad_reason)
        SELECT chapter, gen_random_uuid(), '', false, CASE WHEN receiver IS NULL THEN 'lead' ELSE 'referral' END,
          %(begins)s::date + 7 * week + day + interval '12 hours', chapter * {ROOM} + giver,
          chapter * {ROOM} + receiver, '', '', '', '', false, 'yes', 'passed', ''
        FROM t_slip ORDER BY week, day, chapter""",
    f"""INSERT INTO meetings_onetoone (chapter_id, uuid, digest, day_unknown, date, a_id, b_id, n, topics, disputed)
        SELECT chapter, gen_random_uuid(), '', false, %(begins)s::date + 7 * week + day, chapter * {ROOM} + a,
          chapter * {ROOM} + b, n, '', false FROM t_met ORDER BY week, day, chapter""",
]
AWAY = f"""INSERT INTO members_leave (chapter_id, member_id, first_day, last_day, reason, approved)
VALUES (%s, %s * {ROOM} + %s, %s, %s, '', true)"""
TURN = (
    f"""UPDATE members_stay s SET left_on = %(monday)s FROM t_person p
        WHERE s.member_id = p.chapter * {ROOM} + p.person AND p.gone = %(week)s""",
    f"""UPDATE members_member m SET opened_week = %(before)s FROM t_opened o
        WHERE m.id = o.chapter * {ROOM} + o.person AND o.week = %(week)s - 1""",
)


def monday(week: int) -> date:
    """The first day of a week of these histories."""
    return BEGINS + timedelta(weeks=week)


def load(histories: list[Told]) -> None:
    """Make the tables anew with these chapters, numbered from 1; nobody has left yet."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {EMPTIED} CASCADE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("INSERT INTO chapters_network (id, slug, name) VALUES (1, 'harbour', 'Harbour')")
        for (table, columns), rows in zip(TABLES.items(), _rows(histories), strict=True):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
            cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns})")
            copy(cursor, table, rows)
            cursor.execute(f"ANALYZE {table}")
        shut = [week + n for week in RECESSES for n in (0, 1)]
        told = {"chapters": len(histories), "begins": BEGINS, "recesses": list(RECESSES), "shut": shut}
        for statement in STATEMENTS:
            cursor.execute(statement, told)
        cursor.executemany(AWAY, list(_leaves(histories)))
        for table in GROWN:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET lock_timeout = 0")  # the server may be tidying up the same table
        cursor.execute("VACUUM ANALYZE")


def turn_to(week: int) -> None:
    """The Monday of a week has come: who left by then has left, and the week before it says who opened the app."""
    with connections["owner"].cursor() as cursor:
        for statement in TURN:
            cursor.execute(statement, {"monday": monday(week), "before": monday(week - 1), "week": week})


def _rows(histories: list[Told]) -> Iterator[Iterable[Row]]:
    numbered = list(enumerate(histories, 1))
    yield ((c, one.number, one.joined, one.left) for c, told in numbered for one in told.people)
    yield ((c, *row) for c, told in numbered for row in told.marks)
    yield ((c, *row) for c, told in numbered for row in told.slips)
    yield ((c, *row) for c, told in numbered for row in _pairs(told))
    yield ((c, *row) for c, told in numbered for row in told.opened)


def _pairs(told: Told) -> Iterator[Row]:
    """Each one-to-one with the smaller number first, those of two people on one day numbered."""
    times: dict[Any, int] = {}
    for week, day, one, other in told.one_to_ones:
        pair = week, day, min(one, other), max(one, other)
        times[pair] = times.get(pair, 0) + 1
        yield *pair, times[pair]


def _leaves(histories: list[Told]) -> Iterator[Row]:
    for chapter, told in enumerate(histories, 1):
        for person in told.people:
            for first, last in person.away:
                yield chapter, chapter, person.number, monday(first), monday(last + 1) - timedelta(days=1)
