"""F10, F11: two officers answer one dispute at once, or a member's tap arrives twice: one act wins, nothing is lost."""

from datetime import timedelta

import pytest

from chapters.clock import now
from chapters.scope import chapter_scope
from meetings.models import Mark
from notices.models import Notice
from standing.models import Dispute
from tests import factories
from tests.faults.scale import times
from tests.faults.test_slips_in_conflict import both, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def committed(transactional_db):
    chapter = factories.ChapterFactory(slug="riverside", name="Riverside")
    with chapter_scope(chapter.pk):
        member = factories.MemberFactory(chapter=chapter)
        president = factories.MemberFactory(chapter=chapter, offices=["president"])
        secretary = factories.MemberFactory(chapter=chapter, offices=["secretary"])
    return chapter, member, president, secretary


def absence(chapter, member, weeks):
    day = chapter.today(now()) - timedelta(weeks=weeks)
    meeting = factories.MeetingFactory(chapter=chapter, date=day, status="held")
    return factories.MarkFactory(chapter=chapter, meeting=meeting, member=member, mark="absent")


def test_one_of_two_answers_stands_and_the_mark_is_as_it_says(committed):
    chapter, member, president, secretary = committed
    yes, no = signed_in(president), signed_in(secretary)
    for round_ in range(1, times(50, 6) + 1):
        with chapter_scope(chapter.pk):
            mark = absence(chapter, member, round_)
            row = {"chapter": chapter, "member": member, "raised_at": now(), "why": "I was there."}
            dispute = Dispute.objects.create(**row, what="mark", day=mark.meeting.date, mark="present")
        path = f"/c/riverside/standing/disputes/{dispute.pk}/answer/"
        answers = both(
            [
                lambda at=path: yes.post(at, {"upheld": "yes", "word": "You were."}),
                lambda at=path: no.post(at, {"upheld": "no", "word": "You were not."}),
            ]
        )
        assert sorted(one.status_code for one in answers) == [303, 422]
        with chapter_scope(chapter.pk):
            state = Dispute.objects.in_chapter(chapter).get(pk=dispute.pk).state
            word = Mark.objects.in_chapter(chapter).get(pk=mark.pk).mark
            assert (state, word) == (
                ("upheld", "present") if answers[0].status_code == 303 else ("not_upheld", "absent")
            )
            told = Notice.objects.in_chapter(chapter).filter(kind="dispute_answered", subject=dispute.pk)
            assert told.count() == 1


def test_a_tap_that_arrives_twice_at_once_is_one_dispute(committed):
    chapter, member, _president, _secretary = committed
    clients = [signed_in(member), signed_in(member)]
    for round_ in range(1, times(50, 6) + 1):
        with chapter_scope(chapter.pk):
            day = absence(chapter, member, round_).meeting.date
        path, words = f"/c/riverside/standing/attendance/{day}/", {"mark": "present", "why": "I was there."}
        answers = both([lambda one=one, at=path, said=words: one.post(at, said) for one in clients])
        assert [one.status_code for one in answers] == [303, 303]
        assert answers[0].url == answers[1].url
        with chapter_scope(chapter.pk):
            dispute = Dispute.objects.in_chapter(chapter).get(day=day)
            assert Notice.objects.in_chapter(chapter).filter(kind="dispute_raised", subject=dispute.pk).count() == 2
