"""What the database itself says about the walls: policies, keys and the application's role."""

import pytest
from django.apps import apps
from django.db import connection, connections, models

from chapters.checks import powers_of_role

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

OUTSIDE_THE_WALL = {
    "notices_due": "what is due where: no content, so that a tick can find the chapter to open",
    "standing_chaptertotals": "a network's totals: written by the snapshots, never a member's standing",
    "standing_stale": "whose snapshots are out of date: no content, so that a tick can find the chapter to open",
}
WITH_CHAPTER = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
       EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*'
               AND pg_get_expr(p.polqual, p.polrelid) LIKE '%%app.chapter_ids%%'
               AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%%app.chapter_ids%%')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'chapter_id' AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p', 'm', 'v') AND c.relnamespace = 'public'::regnamespace
"""
KEYS = """
SELECT conrelid::regclass::text, confrelid::regclass::text,
       ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY k(n, i)
             JOIN pg_attribute ON attrelid = conrelid AND attnum = k.n ORDER BY k.i)
FROM pg_constraint WHERE contype = 'f'
"""
SEEING_THROUGH = "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace"
DEFINERS = "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"


def rows(sql: str, using: str = "owner") -> list[tuple]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def tables_without_a_wall() -> set[str]:
    found = rows(WITH_CHAPTER)
    assert len(found) > 20
    return {name for name, *walls in found if not all(walls)} - OUTSIDE_THE_WALL.keys()


def walled_tables() -> set[str]:
    return {name for name, *_ in rows(WITH_CHAPTER)} - OUTSIDE_THE_WALL.keys()


def keys_that_could_cross() -> set[tuple[str, str]]:
    walled = walled_tables()
    return {
        (table, target)
        for table, target, columns in rows(KEYS)
        if table in walled and target in walled and columns[0] != "chapter_id"
    }


def test_every_table_with_a_chapter_has_row_security_enabled_and_forced():
    assert tables_without_a_wall() == set()


@pytest.mark.parametrize(
    "harm",
    [
        "ALTER TABLE referrals_slip DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE referrals_slip NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY referrals_slip_wall ON referrals_slip",
    ],
)
def test_a_wall_taken_down_is_noticed(harm):
    with connections["owner"].cursor() as cursor:
        cursor.execute(harm)
    assert tables_without_a_wall() == {"referrals_slip"}


def test_every_reference_inside_a_chapter_is_composite():
    assert keys_that_could_cross() == set()


def test_a_plain_key_inside_a_chapter_is_noticed():
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE referrals_slip ADD FOREIGN KEY (giver_id) REFERENCES members_member (id)")
    assert keys_that_could_cross() == {("referrals_slip", "members_member")}


def test_every_foreign_key_of_the_models_inside_a_chapter_has_its_composite_key():
    composite = {(table, columns[-1]) for table, _, columns in rows(KEYS) if columns[0] == "chapter_id"}
    missing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.db_table in walled_tables() and not hasattr(model, "pgh_tracked_model")
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.db_table in walled_tables()
        and (model._meta.db_table, field.column) not in composite
    ]
    assert missing == []


def test_nothing_sees_through_the_policies():
    assert rows(SEEING_THROUGH) == []
    assert rows(DEFINERS) == []


def test_the_application_runs_as_a_role_that_row_security_binds():
    assert powers_of_role() == []
    assert connection.settings_dict["USER"] == "chapterhouse_app"


@pytest.mark.parametrize("statement", ["TRUNCATE referrals_slip", "ALTER TABLE referrals_slip DISABLE TRIGGER ALL"])
def test_the_application_has_row_privileges_only(statement):
    with connection.cursor() as cursor, pytest.raises(Exception, match=r"permission denied|must be owner"):
        cursor.execute(statement)


def test_a_role_that_owns_tables_is_refused(monkeypatch):
    monkeypatch.setattr("chapters.checks.connection", connections["owner"])
    assert "it owns tables" in powers_of_role()
