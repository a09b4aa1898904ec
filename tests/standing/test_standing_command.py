"""`manage.py standing`: what it prints, and how it refuses."""

import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from standing.engine import standings
from tests import factories
from tests.standing.loading import load
from tests.standing.tables import read_archive

RIVERSIDE = Path(__file__).resolve().parents[2] / "demo" / "riverside"
EXPECTED = Path(__file__).with_name("riverside.standing.2026-11-18.json")


def printed(*arguments):
    out = io.StringIO()
    call_command("standing", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_riverside_stands_as_worked_out_by_hand():
    load(read_archive(RIVERSIDE), "riverside")
    told = json.loads(printed("riverside", "--as-of", "2026-11-18", "--json"))
    expected = json.loads(EXPECTED.read_text())
    assert told == expected
    assert list(told) == list(expected)
    assert list(told["members"][0]["leads"]) == list(expected["members"][0]["leads"])


def test_without_json_it_is_a_table(chapter, member):
    lines = printed("riverside", "--as-of", "2026-03-04").splitlines()
    assert lines[0] == "riverside as of 2026-03-04: weeks before 2026-03-02"
    assert lines[2].startswith("ben@riverside.example")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nowhere",), "There is no chapter “nowhere”."),
        (("riverside", "--as-of", "2026-02-30"), "“2026-02-30” is not a date"),
        (("riverside", "--as-of", "20260304"), "“20260304” is not a date"),
        (("riverside", "--as-of", "2026-W10-3"), "“2026-W10-3” is not a date"),
        (("riverside", "--as-of", "0001-06-01"), "0001-06-01 is too early"),
        (("riverside", "--as-of", ""), "“” is not a date"),
    ],
)
def test_an_unknown_chapter_or_a_bad_date_is_a_sentence(chapter, arguments, sentence):
    with pytest.raises(CommandError, match=sentence) as refusal:
        printed(*arguments)
    assert refusal.value.returncode == 1


@pytest.mark.parametrize("people", [1, 12])
def test_a_chapter_is_two_statements_whatever_its_size(chapter, django_assert_num_queries, people):
    factories.MemberFactory.create_batch(people, chapter=chapter)
    with django_assert_num_queries(2):
        assert len(standings(chapter, as_of=date(2026, 3, 4)).members) == people


def test_one_member_stands_as_among_all_and_rules_can_be_tried(chapter, officer, member):
    everybody = standings(chapter, as_of=date(2026, 3, 4))
    alone = standings(chapter, as_of=date(2026, 3, 4), members_only=[member.pk])
    assert alone.members == (everybody.of(member.pk),)
    assert everybody.of(member.pk).one_to_ones.due == (officer.email,)
    tried = standings(chapter, as_of=date(2026, 3, 4), rules=type(everybody.rules)(one_to_ones_per_year=0))
    assert tried.of(member.pk).one_to_ones.status == "off"
