"""Many chapters at once come to the same as each by itself."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from chapters.models import Chapter
from chapters.scope import chapter_scope
from standing.batch import store_all
from standing.engine import standings
from standing.models import Snapshot
from tests.standing.histories import history
from tests.standing.loading import load

AT = datetime(2026, 11, 18, 9, tzinfo=UTC)


@pytest.mark.django_db
def test_all_chapters_at_once_are_stored_as_each_is_told(monkeypatch):
    monkeypatch.setattr("standing.batch.AT_ONCE", 4)
    for seed in range(10):
        load(history(Random(seed)).tables, f"chapter-{seed}")
    changed = store_all(at=AT)
    stored = 0
    for chapter in Chapter.objects.all():
        monday = chapter.week(AT).monday
        with chapter_scope(chapter.pk):
            told = standings(chapter, as_of=monday)
            kept = {row.member_id: row for row in Snapshot.objects.in_chapter(chapter).filter(monday=monday)}
        stored += len(kept)
        assert kept.keys() == {member.member_id for member in told.members}
        for member in told.members:
            row = kept[member.member_id]
            assert row.overall == member.overall
            assert (row.credited, row.counted) == (member.attendance.credited, member.attendance.counted)
            assert (row.leads, row.given, row.weeks) == (
                member.leads.status,
                member.leads.given,
                member.leads.weeks,
            )
            assert (row.done, row.required) == (member.one_to_ones.done, member.one_to_ones.required)
            assert row.partner_required == member.partner_one_to_ones.required
    assert changed == stored > 0
    assert store_all(at=AT) == 0
    assert monday == date(2026, 11, 16)
