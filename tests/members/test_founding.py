from datetime import UTC, date, datetime, time

import pytest
from django.db import IntegrityError, transaction

from chapters.models import Chapter, NetworkRules, Rules
from chapters.scope import chapter_scope
from members.actions.founding import Charter, FirstPresident, found_chapter
from members.models import Member
from notices.models import Notice
from standing.terms import rules_in_force

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
PRESIDENT = FirstPresident(name="Niamh Byrne", email="Niamh@Byrne.example", category="Joiner")


def charter(**changes):
    return Charter(
        **{
            "slug": "hillside",
            "name": "Hillside",
            "timezone": "Europe/Dublin",
            "currency": "EUR",
            "weekday": 2,
            "start_time": time(7, 30),
            "duration_minutes": 90,
        }
        | changes
    )


def test_the_networks_rules_hold_from_the_first_day(chapter):
    NetworkRules.objects.create(network=chapter.network, leads_per_week=1)
    founded = found_chapter(network=chapter.network, charter=charter(), president=PRESIDENT, at=AT)
    with chapter_scope(founded.pk):
        assert rules_in_force(founded, date(2026, 3, 4)).leads_per_week == 1


def test_a_network_without_rules_leaves_the_usual_ones(chapter):
    founded = found_chapter(network=chapter.network, charter=charter(), president=PRESIDENT, at=AT)
    with chapter_scope(founded.pk):
        assert not Rules.objects.in_chapter(founded).exists()
        assert rules_in_force(founded, date(2026, 3, 4)).leads_per_week == 2


def test_nothing_is_made_where_the_address_was_taken_meanwhile(chapter):
    with pytest.raises(IntegrityError), transaction.atomic():
        found_chapter(network=chapter.network, charter=charter(slug="riverside"), president=PRESIDENT, at=AT)
    assert Chapter.objects.count() == 1
    assert not Member.objects.in_chapter(chapter).exists()


def test_the_scope_before_it_is_given_back(chapter):
    founded = found_chapter(network=chapter.network, charter=charter(), president=PRESIDENT, at=AT)
    assert not Notice.objects.in_chapter(founded).exists()
    with chapter_scope(founded.pk):
        assert Notice.objects.in_chapter(founded).get().email == "niamh@byrne.example"
