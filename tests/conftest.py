"""Two chapters and three standing people are always there: an officer, a member, a stranger from the other chapter."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg2
import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases

from chapters.scope import chapter_scope
from tests import factories


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits names the owner's connection too: it alone may empty the tables afterwards."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and marker.kwargs.get("transaction") and "owner" not in marker.kwargs.get("databases", ()):
            raise pytest.UsageError(f"{item.nodeid}: say django_db(transaction=True, databases=['default', 'owner'])")


MIGRATED = f"migrated_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
"""This worker's database with its tables and no rows: what others are copied from, for migrating takes its time."""


def copy_database(source: str, name: str) -> None:
    """Make a database anew as a copy of one that nobody is connected to."""
    with closing(psycopg2.connect(os.environ["MIGRATION_DATABASE_URL"])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


@pytest.fixture(scope="session")
def django_db_setup(
    request, django_test_environment, django_db_blocker, django_db_modify_db_settings
) -> Iterator[None]:
    """Make one database a worker: the owner migrates it, the application's role uses it.

    With `--reuse-db`, on servers of one's own, it is kept for the next run, which then only migrates what is new.
    """
    keep = request.config.getoption("reuse_db")
    anew = request.config.getoption("create_db")
    with django_db_blocker.unblock():
        before = setup_databases(
            verbosity=0,
            interactive=False,
            aliases={"default", "owner"},
            serialized_aliases=set(),
            keepdb=keep and not anew,
        )
        migrated = connections["owner"].settings_dict["NAME"]
        connections.close_all()
    copy_database(migrated, MIGRATED)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        teardown_databases(before, verbosity=0, keepdb=keep)


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def chapter(db):
    """Riverside, in scope for the whole test (a request or task inside it names its own)."""
    found = factories.ChapterFactory(slug="riverside", name="Riverside")
    with chapter_scope(found.pk):
        yield found


@pytest.fixture
def other_chapter(chapter):
    """Lakeside, not in scope."""
    return factories.ChapterFactory(slug="lakeside", name="Lakeside")


@pytest.fixture
def officer(chapter):
    """Riverside's president."""
    return factories.MemberFactory(
        chapter=chapter, name="Amara Osei", email="amara@riverside.example", offices=["president"]
    )


@pytest.fixture
def member(chapter):
    """A member of Riverside without an office."""
    return factories.MemberFactory(chapter=chapter, name="Ben Whitlock", email="ben@riverside.example")


@pytest.fixture
def stranger(other_chapter):
    """A member, and president, of Lakeside."""
    with chapter_scope(other_chapter.pk):
        return factories.MemberFactory(
            chapter=other_chapter, name="Hana Sato", email="hana@lakeside.example", offices=["president"]
        )


@pytest.fixture
def network_admin(chapter):
    """Looks after the network of both chapters; a member of neither."""
    return factories.NetworkAdminFactory(network=chapter.network)


@pytest.fixture
def sign_in():
    """A client signed in as a member (or anybody with a `user`)."""

    def as_person(person) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    return as_person


@pytest.fixture
def at_most():
    """Fail on more statements than a page may use; the test’s own savepoints do not count."""

    @contextmanager
    def counting(most: int) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        own = ("SAVEPOINT", "RELEASE SAVEPOINT", "SELECT set_config('app.chapter_ids'")
        asked = [query["sql"] for query in captured if not query["sql"].startswith(own)]
        assert len(asked) <= most, "\n".join([f"{len(asked)} statements:", *asked])

    return counting
