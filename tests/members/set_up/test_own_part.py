"""Nobody is judge of their own case, and a chapter keeps a president."""

from datetime import date, timedelta
from functools import partial

import pytest

from chapters.scope import chapter_scope
from members.actions.leaves import answer_leave
from members.actions.offices import appoint, end_term
from members.actions.stays import end_stay
from members.models import Leave, Office
from members.refusals import LastPresident, OwnLeave
from tests import factories
from tests.faults.racing import race
from tests.members.moments import AT

DAY = date(2026, 3, 10)
ROOT = "/c/riverside/set-up/"


def presidency_of(person):
    return person.offices.get(office="president")


def leave_of(person):
    return Leave.objects.create(chapter=person.chapter, member=person, first_day="2026-12-01", last_day="2026-12-08")


def test_ones_own_leave_is_for_somebody_else_to_answer(chapter, officer, member, sign_in):
    mine, theirs = leave_of(officer), leave_of(member)
    with pytest.raises(OwnLeave):
        answer_leave(leave=mine, approved=True, by=officer, at=AT)
    client = sign_in(officer)
    page = client.get(f"{ROOT}leaves/").content.decode()
    assert f"leaves/{mine.pk}/" not in page
    assert f"leaves/{theirs.pk}/" in page
    client.post(f"{ROOT}leaves/{mine.pk}/", {"answer": "yes"})
    client.post(f"{ROOT}leaves/{theirs.pk}/", {"answer": "yes"})
    assert dict(Leave.objects.in_chapter(chapter).values_list("member", "approved")) == {
        officer.pk: None,
        member.pk: True,
    }


def test_my_week_asks_an_officer_about_others_leave_alone(officer, member, sign_in):
    leave_of(officer)
    assert "set-up/leaves" not in sign_in(officer).get("/c/riverside/").content.decode()
    leave_of(member)
    assert "set-up/leaves" in sign_in(officer).get("/c/riverside/").content.decode()


def test_the_last_presidents_term_ends_once_the_next_one_is_there(officer, member, sign_in):
    term = presidency_of(officer)
    with pytest.raises(LastPresident):
        end_term(term=term, to_day=DAY)
    page = sign_in(officer).post(f"{ROOT}offices/{term.pk}/end/", {"day": "2026-03-10"})
    assert "Appoint the next one first" in page.content.decode()
    appoint(member=member, office="president", from_day=DAY + timedelta(days=1))
    with pytest.raises(LastPresident):
        end_term(term=term, to_day=DAY)
    end_term(term=term, to_day=DAY + timedelta(days=1))
    with pytest.raises(LastPresident):
        end_term(term=presidency_of(member), to_day=DAY + timedelta(days=30))


def test_the_last_president_does_not_leave_and_others_do(officer, member):
    end_stay(stay=member.stays.get(), left_on=DAY, at=AT)
    with pytest.raises(LastPresident):
        end_stay(stay=officer.stays.get(), left_on=DAY, at=AT)
    assert officer.stays.get().left_on is None
    second = factories.MemberFactory(chapter=officer.chapter, offices=["president"])
    end_stay(stay=officer.stays.get(), left_on=DAY, at=AT)
    assert presidency_of(officer).to_day == DAY
    with pytest.raises(LastPresident):
        end_stay(stay=second.stays.get(), left_on=DAY + timedelta(days=30), at=AT)


def test_a_president_with_another_office_may_end_that_one(officer):
    end_term(term=factories.OfficeFactory(chapter=officer.chapter, member=officer, office="education"), to_day=DAY)
    assert presidency_of(officer).to_day is None


def step_down(chapter, pk):
    with chapter_scope(chapter.pk):
        try:
            end_term(term=Office.objects.in_chapter(chapter).select_related("chapter").get(pk=pk), to_day=DAY)
        except LastPresident:
            return "kept"
    return "ended"


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_presidents_who_step_down_at_once_leave_one():
    chapter = factories.ChapterFactory(slug="riverside")
    for _round in range(10):
        with chapter_scope(chapter.pk):
            Office.objects.in_chapter(chapter).delete()
            two = [factories.MemberFactory(chapter=chapter, offices=["president"]) for _ in range(2)]
            terms = [presidency_of(one).pk for one in two]
        assert race([partial(step_down, chapter, term) for term in terms]) == {"ended": 1, "kept": 1}
