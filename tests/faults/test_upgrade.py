"""F24 and F60: a new version comes while people are at work, and nobody's request fails."""

import threading
import time
from contextlib import closing

import psycopg2
import pytest
from django.db import connection, connections, transaction

from chapters import migrating
from chapters.scope import chapter_scope
from tests import factories
from tests.faults.scale import FULL

READING_SECONDS = 600 if FULL else 5
A_LOCK_S_WAIT = 2.0
MIGRATION = "ALTER TABLE chapters_chapter ADD COLUMN trial integer"
BACK = "ALTER TABLE chapters_chapter DROP COLUMN IF EXISTS trial"


@pytest.fixture
def visitor(transactional_db, sign_in):
    """A member's browser; nothing of its making is still in a transaction."""
    with transaction.atomic():
        found = factories.ChapterFactory(slug="riverside")
        with chapter_scope(found.pk):
            member = factories.MemberFactory(chapter=found)
    return sign_in(member)


@pytest.fixture
def reader(visitor):
    """Somebody who began to read the chapters' table and does not end."""
    settings = connection.get_connection_params()
    with closing(psycopg2.connect(**settings)) as line, line.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM chapters_chapter")
        yield line


def upgrade(said: list[str]) -> None:
    """What the migrate command does with one migration."""

    def act() -> None:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(MIGRATION)

    try:
        migrating.patiently(act, say=said.append)
    finally:
        connections["owner"].close()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_f60_a_migration_waits_for_a_long_reader_and_no_request_fails(visitor, reader, monkeypatch, record_property):
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 10.0 if FULL else 0.5)
    said, waits = [], []
    migration = threading.Thread(target=upgrade, args=(said,))
    migration.start()
    try:
        end = time.monotonic() + READING_SECONDS
        while time.monotonic() < end:
            begun = time.monotonic()
            assert visitor.get("/c/riverside/meeting/").status_code == 200
            waits.append(time.monotonic() - begun)
            time.sleep(0.02)
        assert migration.is_alive()
    finally:
        reader.rollback()
        migration.join(60)
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_attribute WHERE attname = 'trial' AND NOT attisdropped")
            done = cursor.fetchone()[0]
            cursor.execute(BACK)
    assert done == 1
    assert said
    assert max(waits) > 0
    record_property("figures", f"F60: {len(waits)} requests, the longest {max(waits):.2f} s, {len(said)} tries in vain")
    if FULL:
        assert max(waits) < A_LOCK_S_WAIT + 1
