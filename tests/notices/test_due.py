"""Due work: each chapter's by itself, five tries with waits between, and nobody's trouble is a neighbour's."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from chapters.models import Category
from chapters.scope import named_chapters
from notices import due
from notices.drain import drain
from notices.models import Due
from notices.pace import MOST_TRIES
from tests import factories

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
KIND = "digging"


@pytest.fixture
def runs(monkeypatch, clock):
    """What a handler of this test was called with; it is next due a day later."""
    calls = []

    def dig(chapter, due_at, at):
        calls.append((chapter.slug, due_at, named_chapters()))
        Category.objects.create(chapter=chapter, name=f"Dug {len(calls)}")
        if chapter.slug == "lakeside":
            raise ZeroDivisionError
        return due_at + timedelta(days=1)

    monkeypatch.setattr(due, "_handlers", {KIND: dig})
    return calls


def test_work_is_done_in_its_chapter_and_planned_again(chapter, runs):
    due.plan(chapter, KIND, AT)
    due.plan(chapter, KIND, AT)
    due.work_off(chapter.pk, KIND)
    assert runs == [("riverside", AT, (chapter.pk,))]
    assert [(row.due_at, row.tries) for row in Due.objects.all()] == [(AT + timedelta(days=1), 0)]


def test_days_that_were_missed_are_caught_up_with(chapter, runs, clock):
    due.plan(chapter, KIND, AT)
    clock.later(days=3)
    due.work_off(chapter.pk, KIND)
    assert [run[1].day for run in runs] == [3, 4, 5, 6]


def test_f23_work_that_always_fails_is_tried_five_times_and_parked_while_neighbours_go_on(
    chapter, other_chapter, runs, clock
):
    for place in (chapter, other_chapter):
        due.plan(place, KIND, AT)
    for _ in range(60):
        for key, kind in due.found(clock.at):
            due.work_off(key, kind)
        clock.later(seconds=30)
    failed = [run for run in runs if run[0] == "lakeside"]
    assert (len(failed), len(runs)) == (MOST_TRIES, MOST_TRIES + 1)
    parked = Due.objects.get(chapter=other_chapter)
    assert parked.parked_at is not None
    assert "ZeroDivisionError" in parked.reason
    assert not Category.objects.in_chapter(other_chapter).exists()
    assert Due.objects.get(chapter=chapter).due_at == AT + timedelta(days=1)


def test_f17_work_whose_worker_dies_each_time_is_parked_too(chapter, runs, clock, monkeypatch):
    due.plan(chapter, KIND, AT)

    def die(chapter, due_at, at):
        raise SystemExit

    monkeypatch.setattr(due, "_handlers", {KIND: die})
    deaths = 0
    for _ in range(60):
        try:
            due.work_off(chapter.pk, KIND)
        except SystemExit:
            deaths += 1
        clock.later(seconds=30)
    assert deaths == MOST_TRIES
    assert Due.objects.get().reason == "The worker ended each time."


def test_parked_work_is_listed_and_can_be_given_another_chance(chapter, other_chapter, runs, clock, capsys):
    due.plan(other_chapter, KIND, AT)
    for _ in range(60):
        due.work_off(other_chapter.pk, KIND)
        clock.later(minutes=1)
    said = StringIO()
    call_command("notices", stdout=said)
    assert "lakeside: parked work digging" in said.getvalue()
    call_command("notices", "--again", stdout=StringIO())
    due.work_off(other_chapter.pk, KIND)
    assert len(runs) == MOST_TRIES + 1


def test_a_parked_notice_is_listed_without_its_content_and_sent_again(chapter, told, clock, mailbox, greeting):
    greeting.broken = True
    for _ in range(6):
        drain(chapter.pk)
        clock.later(minutes=10)
    said = StringIO()
    call_command("notices", stdout=said)
    assert "riverside: parked" in said.getvalue()
    assert "ben@" not in said.getvalue()
    greeting.broken = False
    call_command("notices", "--again", stdout=StringIO())
    drain(chapter.pk)
    assert len(mailbox.arrived) == 1
    assert call_command("notices", stdout=said) is None
    assert "Nothing is parked" in said.getvalue()


def test_every_chapter_gets_a_first_turn_and_only_one(chapter, other_chapter, runs, clock):
    for _ in range(2):
        due.begin_missing(clock.at)
        clock.later(seconds=1)
    assert sorted(Due.objects.filter(kind=KIND).values_list("chapter", flat=True)) == [chapter.pk, other_chapter.pk]


def test_work_that_would_be_due_for_ever_is_refused(chapter, clock, monkeypatch):
    monkeypatch.setattr(due, "_handlers", {KIND: lambda chapter, due_at, at: due_at})
    due.plan(chapter, KIND, AT)
    due.work_off(chapter.pk, KIND)
    assert "for ever" in Due.objects.get().reason


def test_an_operator_sees_how_far_a_kind_of_work_is(chapter, other_chapter, runs, clock):
    third = factories.ChapterFactory(slug="hillside")
    for place in (chapter, other_chapter):
        due.plan(place, KIND, AT)
    assert due.how_far(clock.at) == [due.HowFar(KIND, rests=0, waiting=3, parked=0, since=AT)]
    for _ in range(60):
        for key, kind in due.found(clock.at):
            due.work_off(key, kind)
        clock.later(seconds=30)
    due.plan(third, KIND, AT + timedelta(minutes=1))
    (told,) = due.how_far(clock.at)
    assert (told.rests, told.waiting, told.parked, told.since) == (1, 1, 1, AT + timedelta(minutes=1))
    said = StringIO()
    call_command("notices", "--how-far", stdout=said)
    assert said.getvalue() == (
        f"{KIND}: nothing due in 1 of 3 chapters, 1 wait, the longest since 2026-03-03 09:01 UTC, 1 parked\n"
    )
