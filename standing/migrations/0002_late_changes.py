"""Note what is changed of weeks that are over, in the database itself: however a row is written, it is seen.

A fact dated `since` counts for the Mondays after it. Each trigger runs once a statement, finds the earliest such date
of what was added, changed or taken away, and notes it only where a Monday since then has come; so what people do all
week (this week's slips, marks and one-to-ones) notes nothing.
"""

from django.db import migrations

NOTE = """
CREATE FUNCTION standing_note(changed bigint, since date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF since < (
    SELECT date_trunc('week', now() AT TIME ZONE timezone)::date FROM chapters_chapter WHERE id = changed
  ) OR EXISTS (SELECT FROM standing_snapshot WHERE chapter_id = changed AND monday > since) THEN
    INSERT INTO standing_latechange (chapter_id, since) VALUES (changed, since);
    INSERT INTO notices_due (chapter_id, kind, due_at, try_at, tries, reason)
    VALUES (changed, 'late_changes', clock_timestamp(), clock_timestamp(), 0, '') ON CONFLICT DO NOTHING;
  END IF;
END $$;
"""

# Table: (since when a row counts; whether it counts at all; the columns that matter). `r` is the row.
LONG_AGO = "date '0001-01-01'"
FACTS = {
    "meetings_mark": (
        "(SELECT m.date FROM meetings_meeting m WHERE m.chapter_id = r.chapter_id AND m.id = r.meeting_id)",
        "true",
        "meeting_id, member_id, mark",
    ),
    "meetings_meeting": ("r.date", "r.status = 'held'", "date, status"),
    "meetings_onetoone": ("r.date", "NOT r.disputed", "a_id, b_id, date, disputed"),
    "members_leave": (f"coalesce(r.first_day, {LONG_AGO})", "r.approved", "member_id, first_day, last_day, approved"),
    "chapters_recess": ("r.first_day", "true", "first_day, last_day"),
    "chapters_rules": (
        "r.effective_from",
        "true",
        "effective_from, attendance_percent, attendance_window_weeks, attendance_margin_percent, max_substitutes, "
        "leads_per_week, leads_window_weeks, one_to_ones_per_year, partner_one_to_ones_per_quarter, at_risk_percent, "
        "grace_weeks, flag_after_weeks",
    ),
    "members_partnership": ("r.started_on + 90", "r.started_on IS NOT NULL", "proposer_id, partner_id, started_on"),
    "members_stay": ("r.joined_on - 1", "true", "member_id, joined_on"),
    "referrals_slip": (
        "(SELECT (r.given_at AT TIME ZONE c.timezone)::date FROM chapters_chapter c WHERE c.id = r.chapter_id)",
        "true",
        "giver_id, given_at",
    ),
}

# What ends on a day counts from that day on, and changes nothing before it.
ENDS = {
    "members_partnership": ("r.ended_on", "ended_on"),
    "members_stay": ("r.left_on - 1", "left_on"),
    "referrals_slip": (
        "(SELECT (least(r.withdrawn_at, r.bad_at) AT TIME ZONE c.timezone)::date - 1"
        " FROM chapters_chapter c WHERE c.id = r.chapter_id)",
        "withdrawn_at, bad_at",
    ),
}


def columns_of(row: str, columns: str) -> str:
    """These columns of a row."""
    return "({})".format(", ".join(f"{row}.{column.strip()}" for column in columns.split(",")))


def changed_rows(table: str, since: str, counts: str, columns: str) -> str:
    """The dates of rows before and after an update, where a column that matters differs."""
    differs = f"{columns_of('o', columns)} IS DISTINCT FROM {columns_of('n', columns)}"
    return " UNION ALL ".join(
        f"SELECT r.chapter_id, {since} AS since FROM {rows} r JOIN old_rows o ON o.id = r.id "
        f"JOIN new_rows n ON n.id = r.id WHERE {counts} AND {differs}"
        for rows in ("old_rows", "new_rows")
    )


def function_of(table: str) -> str:
    """The function that a table's triggers run."""
    since, counts, columns = FACTS[table]
    updated = changed_rows(table, since, counts, columns)
    if table in ENDS:
        updated += " UNION ALL " + changed_rows(table, ENDS[table][0], "true", ENDS[table][1])
    once = "SELECT r.chapter_id, {since} AS since FROM {rows} r WHERE {counts}"
    found = {
        "INSERT": once.format(since=since, rows="new_rows", counts=counts),
        "DELETE": once.format(since=since, rows="old_rows", counts=counts),
        "UPDATE": updated,
    }
    branches = " ".join(
        f"IF TG_OP = '{event}' THEN PERFORM standing_note(f.chapter_id, min(f.since)) FROM ({query}) f "
        "WHERE f.since IS NOT NULL GROUP BY f.chapter_id; END IF;"
        for event, query in found.items()
    )
    return f"CREATE FUNCTION standing_note_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {branches} RETURN NULL; END $$;"


ROWS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}


def triggers_of(table: str) -> str:
    """A table's three triggers, each once a statement."""
    return " ".join(
        f"CREATE TRIGGER standing_late_{event} AFTER {event.upper()} ON {table} REFERENCING {rows} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION standing_note_{table}();"
        for event, rows in ROWS.items()
    )


# Another zone, or another first day of the record, is another reading of everything.
CHAPTER = f"""
CREATE FUNCTION standing_note_chapters_chapter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM standing_note(NEW.id, {LONG_AGO});
  RETURN NULL;
END $$;
CREATE TRIGGER standing_late_update AFTER UPDATE ON chapters_chapter FOR EACH ROW
WHEN ((OLD.timezone, OLD.record_from) IS DISTINCT FROM (NEW.timezone, NEW.record_from))
EXECUTE FUNCTION standing_note_chapters_chapter();
"""

MAKE = NOTE + CHAPTER + " ".join(function_of(table) + triggers_of(table) for table in FACTS)
UNDO = " ".join(
    [
        "DROP FUNCTION standing_note_chapters_chapter CASCADE;",
        *(f"DROP FUNCTION standing_note_{table} CASCADE;" for table in FACTS),
        "DROP FUNCTION standing_note;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [
        ("chapters", "0001_initial"),
        ("members", "0001_initial"),
        ("referrals", "0001_initial"),
        ("meetings", "0001_initial"),
        ("notices", "0001_initial"),
        ("standing", "0001_initial"),
    ]

    operations = [migrations.RunSQL(MAKE, UNDO)]
