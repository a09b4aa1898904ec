"""The data set: as many chapters of thirty members as asked for, a year or more, in seconds.

Invented chapters go by COPY into temporary tables and from there, set-wise and as the owner without triggers (so
without a trail), into the real ones, in the order of time, as life would have written them.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from django.db import connections

from bench import template
from bench.template import MEMBERS, START, WEEKS, Row

TEMPLATES = 11
ROOM = 1000
"""Keys of one chapter's members, seats and meetings are below this times its own."""

TABLES: dict[str, tuple[str, Callable[[Random], Iterable[Row]]]] = {
    "t_mark": ("week int, member int, mark text", template.marks),
    "t_slip": (
        "given_at timestamptz, giver int, receiver int, withdrawn_at timestamptz, bad_at timestamptz",
        template.slips,
    ),
    "t_pair": ("date date, a int, b int, n int, disputed boolean", template.one_to_ones),
    "t_partnership": ("a int, b int, started_on date", template.partnerships),
    "t_leave": ("member int, first_day date, last_day date, approved boolean", template.leaves),
}

# Chapters `first` to `last`; their number says which invented one they are a copy of.
NUMBERS = "generate_series(%(first)s, %(last)s) c"
YEARS = "generate_series(0, %(years)s - 1) y"

STATEMENTS = [
    f"""INSERT INTO chapters_chapter (id, network_id, slug, name, timezone, currency, weekday, start_time,
          duration_minutes, place, online_url, record_from, reminder_hour, created_at)
        SELECT c, 1, 'chapter-' || c, 'Chapter ' || c,
          (ARRAY['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney'])[c %% 4 + 1], 'GBP', 1,
          '07:00', 90, '', '', NULL, 9, '2020-01-01' FROM {NUMBERS}""",
    f"""INSERT INTO chapters_category (id, chapter_id, name, key)
        SELECT c * {ROOM} + m, c, 'Trade ' || m, 'trade ' || m FROM {NUMBERS}, generate_series(0, {MEMBERS - 1}) m""",
    f"""INSERT INTO chapters_seat (id, chapter_id, category_id, place, status)
        SELECT c * {ROOM} + m, c, c * {ROOM} + m, 1, 'held' FROM {NUMBERS}, generate_series(0, {MEMBERS - 1}) m""",
    f"""INSERT INTO chapters_recess (chapter_id, first_day, last_day, reason)
        SELECT c, '2025-12-22'::date - 364 * y, '2026-01-04'::date - 364 * y, '' FROM {NUMBERS}, {YEARS}""",
    f"""INSERT INTO chapters_rules (chapter_id, effective_from, attendance_percent, max_substitutes, leads_per_week)
        SELECT c, f, 75, 4, l FROM {NUMBERS},
          (VALUES ('2025-09-01'::date, 1), ('2026-03-02', 2)) v (f, l)""",
    f"""INSERT INTO members_member (id, chapter_id, email, name, company, phone)
        SELECT c * {ROOM} + m, c, 'member-' || m || '@chapter-' || c || '.example', 'Member ' || m, 'Firm ' || m, ''
        FROM {NUMBERS}, generate_series(0, {MEMBERS - 1}) m""",
    f"""INSERT INTO members_stay (chapter_id, member_id, joined_on, seat_id)
        SELECT c, c * {ROOM} + m.n, m.joined_on, c * {ROOM} + m.n FROM {NUMBERS}, t_member m""",
    f"""INSERT INTO members_leave (chapter_id, member_id, first_day, last_day, reason, approved)
        SELECT c, c * {ROOM} + t.member, t.first_day, t.last_day, '', t.approved
        FROM {NUMBERS} JOIN t_leave t ON t.template = c %% {TEMPLATES}""",
    f"""INSERT INTO members_partnership (chapter_id, proposer_id, partner_id, state, looks_for, can_give,
          partner_looks_for, partner_can_give, proposed_at, started_on)
        SELECT c, c * {ROOM} + t.a, c * {ROOM} + t.b, 'accepted', '', '', '', '', t.started_on, t.started_on
        FROM {NUMBERS} JOIN t_partnership t ON t.template = c %% {TEMPLATES}""",
    f"""INSERT INTO meetings_meeting (id, chapter_id, date, status, note, place)
        SELECT c * {ROOM} + y * 100 + w, c, %(start)s::date + 7 * w + 1 - 364 * y, 'held', '', ''
        FROM {NUMBERS}, {YEARS}, generate_series(0, {WEEKS - 1}) w ORDER BY y DESC, w, c""",
    f"""INSERT INTO meetings_mark (chapter_id, meeting_id, member_id, mark, substitute, correction, day_unknown)
        SELECT c, c * {ROOM} + y * 100 + t.week, c * {ROOM} + t.member, t.mark, '', '', false
        FROM {YEARS}, {NUMBERS} JOIN t_mark t ON t.template = c %% {TEMPLATES} ORDER BY y DESC, t.week, c, t.member""",
    f"""INSERT INTO referrals_slip (chapter_id, uuid, digest, day_unknown, kind, given_at, giver_id, receiver_id,
          prospect, prospect_phone, prospect_email, need, warmth, inside, use_name, stage, withdrawn_at, bad_at,
          bad_reason)
        SELECT c, gen_random_uuid(), '', false, CASE WHEN t.receiver IS NULL THEN 'lead' ELSE 'referral' END,
          t.given_at - y * interval '364 days', c * {ROOM} + t.giver, c * {ROOM} + t.receiver, 'Gareth Nkosi',
          CASE WHEN t.receiver IS NULL THEN '' ELSE '+44 7700 901334' END, '', 'new boiler before winter', 3, false,
          'yes', CASE WHEN t.bad_at IS NULL THEN 'passed' ELSE 'bad' END, t.withdrawn_at - y * interval '364 days',
          t.bad_at - y * interval '364 days', ''
        FROM {YEARS}, {NUMBERS} JOIN t_slip t ON t.template = c %% {TEMPLATES} ORDER BY y DESC, t.given_at, c""",
    f"""INSERT INTO meetings_onetoone (chapter_id, uuid, digest, day_unknown, date, a_id, b_id, n, topics, disputed)
        SELECT c, gen_random_uuid(), '', false, t.date - 364 * y, c * {ROOM} + t.a, c * {ROOM} + t.b, t.n, '',
          t.disputed
        FROM {YEARS}, {NUMBERS} JOIN t_pair t ON t.template = c %% {TEMPLATES} ORDER BY y DESC, t.date, c""",
]
GROWN = ("chapters_chapter", "chapters_category", "chapters_seat", "members_member", "meetings_meeting")
FILLED = ("meetings_mark", "referrals_slip", "meetings_onetoone")
EMPTIED = "chapters_network, chapters_chapter"


def build(chapters: int, *, years: int = 1) -> None:
    """Make the data set anew: this many chapters of thirty, this many years of history."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # the server may be tidying up the same table
        cursor.execute(f"TRUNCATE {EMPTIED} CASCADE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("INSERT INTO chapters_network (id, slug, name) VALUES (1, 'harbour', 'Harbour')")
        _copy_templates(cursor)
        numbers = {"first": 1, "last": chapters, "years": years, "start": START}
        with _indexed_at_the_end(cursor):
            for statement in STATEMENTS:
                cursor.execute(statement, numbers)
        for table in GROWN:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _indexed_at_the_end(cursor: Any) -> Iterator[None]:
    """The many rows go in without their indexes, which are made in one go afterwards: 330,000 members would else take
    hours. Writes to the catalogue, as the superuser that the bench's own owner is.
    """
    tables = [f"'{table}'::regclass" for table in FILLED]
    cursor.execute(f"UPDATE pg_index SET indisready = false WHERE indrelid IN ({', '.join(tables)})")
    cursor.execute("SET work_mem = '256MB'")
    cursor.execute("SET maintenance_work_mem = '1GB'")
    yield
    for table in FILLED:
        cursor.execute(f"REINDEX TABLE {table}")
    cursor.execute("RESET work_mem")
    cursor.execute("RESET maintenance_work_mem")


def _copy_templates(cursor: Any) -> None:
    cursor.execute("DROP TABLE IF EXISTS t_member")
    cursor.execute("CREATE TEMPORARY TABLE t_member (n int, joined_on date)")
    copy(cursor, "t_member", ((member, template.joined(member)) for member in range(MEMBERS)))
    for table, (columns, rows) in TABLES.items():
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(f"CREATE TEMPORARY TABLE {table} (template int, {columns})")
        copy(cursor, table, _of_all_templates(rows))
        cursor.execute(f"ANALYZE {table}")


def _of_all_templates(rows: Callable[[Random], Iterable[Row]]) -> Iterator[Row]:
    for number in range(TEMPLATES):
        for row in rows(Random(number)):
            yield number, *row


def copy(cursor: Any, table: str, rows: Iterable[Row]) -> None:
    """Fill a temporary table."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    text.seek(0)
    cursor.copy_expert(f"COPY {table} FROM STDIN WITH (FORMAT csv)", text)
