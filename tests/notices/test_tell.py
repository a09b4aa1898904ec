"""Telling somebody: one row a reason, in the transaction of the act, in one statement."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from notices.actions import OUTBOX, tell
from notices.models import Due, Notice
from notices.values import Recipient

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)


def say(chapter, email="ben@riverside.example", about="slip 1", **options):
    tell(chapter=chapter, kind="referral_passed", about=about, to=Recipient(email), at=AT, **options)


def test_one_statement_tells_and_marks_the_chapter_as_due(chapter, django_assert_num_queries):
    with django_assert_num_queries(1):
        say(chapter)
    notice = chapter.notices.get()
    assert (notice.email, notice.due_at, notice.state) == ("ben@riverside.example", AT, "waiting")
    assert list(Due.objects.values_list("chapter", "kind", "due_at")) == [(chapter.pk, OUTBOX, AT)]


def test_the_same_reason_is_told_once_however_the_address_is_spelled(chapter):
    say(chapter)
    say(chapter, email=" Ben@Riverside.example ")
    assert chapter.notices.count() == 1


def test_another_reason_or_another_person_is_another_notice(chapter):
    say(chapter)
    say(chapter, about="slip 2")
    say(chapter, email="amara@riverside.example")
    assert chapter.notices.count() == 3


def test_a_notice_can_wait_for_its_hour(chapter):
    later = AT + timedelta(hours=3)
    say(chapter, due_at=later)
    assert chapter.notices.get().due_at == later
    assert Due.objects.get().due_at == later


def test_when_the_act_is_undone_nobody_is_told(chapter):
    with transaction.atomic():
        say(chapter)
        transaction.set_rollback(True)
    assert not chapter.notices.exists()
    assert not Due.objects.exists()


def test_another_chapter_cannot_be_told_from_here(chapter, other_chapter):
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        say(other_chapter)


def test_another_chapter_does_not_see_what_this_one_was_told(chapter, other_chapter):
    say(chapter)
    assert not Notice.objects.in_chapter(other_chapter).exists()
