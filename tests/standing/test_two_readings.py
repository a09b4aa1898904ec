"""The set-wise statement against a slow reading of the same specification by somebody else (`oracle`)."""

import os
from random import Random

import pytest
from django.db import transaction

from chapters.scope import chapter_scope
from standing.engine import standings
from tests.standing.histories import history
from tests.standing.loading import load
from tests.standing.oracle import standing

SEEDS = int(os.environ.get("STANDING_HISTORIES", "150"))
FIRST = int(os.environ.get("STANDING_FIRST_HISTORY", "0"))


def ours(told) -> dict:
    """What the engine says of a history, which is then forgotten."""
    slug = told.tables["chapter.csv"][0]["slug"]
    with transaction.atomic():
        chapter = load(told.tables, slug)
        with chapter_scope(chapter.pk):
            answer = standings(chapter, as_of=told.as_of).as_dict()
        transaction.set_rollback(True)
    return answer


@pytest.mark.django_db
def test_nasty_little_chapters_stand_as_a_second_reader_of_the_specification_says():
    for seed in range(FIRST, FIRST + SEEDS):
        told = history(Random(seed))
        assert ours(told) == standing(told.tables, told.as_of), f"history {seed}"
