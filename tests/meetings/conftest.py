"""A Tuesday on which Riverside meets."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import MemberFactory

TUESDAY = date(2026, 3, 3)
AT_SEVEN = datetime(2026, 3, 3, 7, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 8, tzinfo=UTC)


@pytest.fixture
def tuesday():
    """It is Tuesday 3 March 2026, a quarter past seven in London."""
    with time_machine.travel(datetime(2026, 3, 3, 7, 15, tzinfo=UTC), tick=False):
        yield TUESDAY


@pytest.fixture
def second_officer(chapter):
    """Riverside's vice president."""
    return MemberFactory(
        chapter=chapter, name="Grace Mbeki", email="grace@riverside.example", offices=["vice_president"]
    )


def statements_of(client, path, data=None, **options):
    """How many statements a page takes; a request inside a test adds a savepoint and puts the scope back."""
    with CaptureQueriesContext(connection) as seen:
        client.get(path, data, **options)
    ours = ("SAVEPOINT", "RELEASE SAVEPOINT", "SELECT set_config")
    return sum(not query["sql"].startswith(ours) for query in seen)


@pytest.fixture
def time_machine_at():
    """Another moment, for a part of a test."""

    def at(*moment):
        return time_machine.travel(datetime(*moment, tzinfo=UTC), tick=False)

    return at
