"""My leave."""

import pytest

from members.actions.leaves import answer_leave
from members.models import Leave
from notices.models import Notice
from tests.members.moments import AT

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/leave/"
AUGUST = {"first_day": "2026-08-03", "last_day": "2026-08-16", "reason": "Walking the coast path"}


def test_i_ask_and_see_it_waiting_then_answered(chapter, member, officer, sign_in):
    client = sign_in(member)
    assert client.post(PAGE, AUGUST).status_code == 303
    asked = Leave.objects.in_chapter(chapter).get()
    assert (asked.member, asked.approved) == (member, None)
    assert "waiting for an answer" in client.get(PAGE).content.decode()
    answer_leave(leave=asked, approved=True, by=officer, at=AT)
    assert "approved by Amara Osei" in client.get(PAGE).content.decode()
    assert Notice.objects.in_chapter(chapter).get().kind == "leave_answered"


def test_i_cannot_approve_my_own_or_ask_for_somebody_else(chapter, member, officer, sign_in):
    """F33."""
    sign_in(member).post(PAGE, AUGUST | {"approved": "true", "member": officer.pk, "answered_by": officer.pk})
    asked = Leave.objects.in_chapter(chapter).get()
    assert (asked.member, asked.approved, asked.answered_by) == (member, None, None)


def test_days_the_wrong_way_round_are_refused_with_what_was_typed_kept(chapter, member, sign_in):
    answer = sign_in(member).post(PAGE, AUGUST | {"last_day": "2026-08-01"})
    assert answer.status_code == 422
    assert "The last day is before the first." in answer.content.decode()
    assert "Walking the coast path" in answer.content.decode()
    assert not Leave.objects.in_chapter(chapter).exists()


def test_the_same_days_twice_are_refused_with_a_sentence(chapter, member, sign_in):
    sign_in(member).post(PAGE, AUGUST)
    answer = sign_in(member).post(PAGE, AUGUST)
    assert answer.status_code == 422
    assert "That leave is there already." in answer.content.decode()
    assert Leave.objects.in_chapter(chapter).count() == 1


def test_a_request_without_an_answer_can_be_taken_back_and_an_answered_one_cannot(chapter, member, officer, sign_in):
    client = sign_in(member)
    client.post(PAGE, AUGUST)
    asked = Leave.objects.in_chapter(chapter).get()
    answer_leave(leave=asked, approved=False, by=officer, at=AT)
    client.post(f"{PAGE}{asked.pk}/take-back/")
    assert Leave.objects.in_chapter(chapter).get() == asked
    asked.approved = None
    asked.save()
    assert client.post(f"{PAGE}{asked.pk}/take-back/").status_code == 303
    assert not Leave.objects.in_chapter(chapter).exists()


def test_nobody_takes_back_somebody_elses(chapter, member, officer, sign_in):
    others = Leave.objects.create(chapter=chapter, member=officer, first_day="2026-08-03")
    assert sign_in(member).post(f"{PAGE}{others.pk}/take-back/").status_code == 404
    assert Leave.objects.in_chapter(chapter).exists()


@pytest.mark.parametrize("many", [1, 60])
def test_it_takes_at_most_five_statements(chapter, member, officer, sign_in, at_most, many):
    for day in range(many):
        Leave.objects.create(
            chapter=chapter,
            member=member,
            first_day=f"20{day + 10}-01-01",
            last_day=f"20{day + 10}-01-08",
            approved=True,
            answered_by=officer,
        )
    client = sign_in(member)
    with at_most(5):
        client.get(PAGE)
