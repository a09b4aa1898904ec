"""It is a Wednesday, at noon in London, for every page of standing."""

import pytest
import time_machine

from tests.factories import MemberFactory
from tests.standing.pages import AT, WEDNESDAY


@pytest.fixture
def wednesday():
    with time_machine.travel(AT, tick=False):
        yield WEDNESDAY


@pytest.fixture
def vice_president(chapter):
    """Riverside's vice president."""
    return MemberFactory(
        chapter=chapter, name="Grace Mbeki", email="grace@riverside.example", offices=["vice_president"]
    )


@pytest.fixture
def secretary(chapter):
    """Riverside's secretary."""
    return MemberFactory(chapter=chapter, name="Omar Haddad", email="omar@riverside.example", offices=["secretary"])
