"""F24 and F60: a new version comes while people are at work, and nobody's request fails."""

import signal
import threading
import time
from collections import Counter
from contextlib import closing

import psycopg2
import pytest
from django.db import connection, connections, transaction

from chapters import migrating
from chapters.scope import chapter_scope
from tests import factories
from tests.faults.scale import FULL, only_full
from tests.faults.serving import Load, database, server, session, workers_of  # noqa: F401  # fixtures

RESTARTS = 5 if FULL else 2
PATIENCE = 60
READING_SECONDS = 600 if FULL else 5
A_LOCK_S_WAIT = 1.0
MIGRATION = "ALTER TABLE chapters_chapter ADD COLUMN trial integer"
BACK = "ALTER TABLE chapters_chapter DROP COLUMN IF EXISTS trial"


@pytest.mark.slow
@only_full
def test_f24_the_web_takes_a_new_version_under_load_and_no_request_fails(database, server, session, record_property):  # noqa: F811
    """Docs/operating.md, "Upgrade": HUP to gunicorn's first process."""
    process, port = server
    load = Load(port, session)
    load.begin()
    try:
        for _restart in range(RESTARTS):
            assert load.answered(10)
            before = set(workers_of(process))
            process.send_signal(signal.SIGHUP)
            deadline = time.monotonic() + PATIENCE
            while before & set(workers_of(process)):
                assert time.monotonic() < deadline
                time.sleep(0.1)
        assert load.answered(10)
    finally:
        load.end()
    statuses = Counter(status for _at, status in load.answers)
    record_property("figures", f"F24: {RESTARTS} restarts, {len(load.answers)} requests, {statuses}")
    assert statuses.keys() == {200, 303}
    assert database.leads().keys() >= set(load.acknowledged)


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
