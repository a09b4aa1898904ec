"""F37: no seat opens around its review, and nobody picks who judges their own."""

import logging
from datetime import timedelta

import pytest

from members.actions.departing import write_down_leaving
from members.actions.offices import appoint, end_term
from members.models import StayEvent
from members.refusals import NotTheirsToSet, StaysMember
from reviews.actions.settling import confirm
from reviews.actions.talking import write
from standing.actions.flags import flag_seat
from standing.models import Flag
from standing.refusals import FlaggedByNobody, OwnFlag
from tests.factories import MemberFactory
from tests.reviews.moments import AFTER_APPEAL, AT, DAY, TODAY

pytestmark = pytest.mark.usefixtures("wednesday")


def path_of(person):
    return f"/c/riverside/set-up/stays/{person.stays.get().pk}/end/"


@pytest.mark.parametrize("by", ["secretary", "officer"])
def test_f37_a_flagged_seat_is_not_opened_by_ending_the_stay(case, member, by, request, sign_in, caplog):
    case.decided()
    client = sign_in(request.getfixturevalue(by))
    page = client.get(path_of(member)).content.decode()
    assert "This seat is flagged." in page
    assert "vote" not in page
    assert client.post(path_of(member), {"day": TODAY}).status_code == 422
    with caplog.at_level(logging.WARNING, logger="members"):
        answer = client.post(path_of(member), {"day": TODAY, "reason": "Enough of Ben."})
    assert answer.status_code == 422
    assert "This seat is flagged." in answer.content.decode()
    assert "Refused: the end of stay" in caplog.text
    assert "Enough of" not in caplog.text
    assert member.stays.get().left_on is None
    case.acted(confirm, case.committee[0], AFTER_APPEAL)
    assert member.stays.get().left_on == DAY


def test_who_asks_to_leave_leaves_whatever_is_decided_about_their_seat(case, member, secretary, sign_in):
    case.voting()
    typed = {"day": TODAY, "reason": "He rang: too much work.", "own_wish": "on"}
    assert sign_in(secretary).post(path_of(member), typed).status_code == 302
    assert member.stays.get().left_on == TODAY
    context = StayEvent.objects.in_chapter(member.chapter).filter(left_on=TODAY).get().pgh_context
    assert (context["member"], context["ended_by"]) == (secretary.pk, secretary.pk)
    assert (context["reason"], context["own_wish"]) == ("He rang: too much work.", True)


def test_an_officer_leaves_by_their_own_word_and_learns_of_no_flag_that_way(chapter, officer, secretary, sign_in):
    flag_seat(member=secretary, by=officer, at=AT, reason="A word.")
    client = sign_in(secretary)
    assert "flagged" not in client.get(path_of(secretary)).content.decode()
    assert client.post(path_of(secretary), {"day": DAY}).status_code == 302


def test_f37_without_a_flag_an_officer_says_why_and_nobody_does_not(chapter, member, officer):
    stay = member.stays.get()
    for typed in ({"by": None, "reason": "Gone."}, {"by": officer, "reason": " "}):
        with pytest.raises(StaysMember):
            write_down_leaving(stay=stay, left_on=DAY, at=AT, **typed)
    write_down_leaving(stay=stay, left_on=DAY, at=AT, by=officer, reason="Moved away.")
    assert member.stays.get().left_on == DAY


@pytest.fixture
def president(chapter, vice_president):
    """Flagged, and talked to: a second one keeps the chapter its president."""
    found = MemberFactory(chapter=chapter, name="Zoe Adler", offices=["president"])
    flag = flag_seat(member=found, by=vice_president, at=AT, reason="A word.")
    return found, flag


def test_whoever_is_talked_with_about_their_seat_changes_nobody_of_the_committee(
    chapter, president, vice_president, appointed, officer, member, sign_in
):
    judged, flag = president
    client, path = sign_in(judged), "/c/riverside/set-up/offices/"
    form = {"member": member.pk, "office": "committee", "from_day": TODAY - timedelta(days=30)}
    end = f"{path}{appointed.offices.get().pk}/end/"
    write(flag=flag, by=vice_president, at=AT, text="How are you?", uuid="00000000-0000-4000-8000-000000000001")
    for answer in (client.post(path, form), client.post(end, {"day": TODAY})):
        assert answer.status_code == 422
        assert "stays as it is" in answer.content.decode()
    for office in ("president", "vice_president", "committee"):
        with pytest.raises(NotTheirsToSet):
            appoint(member=member, office=office, from_day=TODAY, by=judged)
    appoint(member=member, office="mentor", from_day=TODAY, by=judged)
    end_term(term=judged.offices.get(), to_day=DAY, by=judged)
    assert sign_in(officer).post(path, form).status_code == 302
    assert sign_in(officer).post(end, {"day": TODAY}).status_code == 302


def test_a_flag_they_do_not_know_of_is_no_reason_to_tell_them(president, member):
    appoint(member=member, office="committee", from_day=TODAY, by=president[0])


def test_f37_nobody_flags_their_own_seat_nor_without_a_name_and_it_is_logged(
    chapter, officer, vice_president, sign_in, caplog
):
    for by, refusal in ((None, FlaggedByNobody), (officer, OwnFlag)):
        caplog.clear()
        with pytest.raises(refusal), caplog.at_level(logging.WARNING, logger="standing"):
            flag_seat(member=officer, by=by, at=AT, reason="Because.")
        assert "Refused: a flag" in caplog.text
        assert "Because" not in caplog.text
    flag_seat(member=vice_president, by=officer, at=AT, reason="A word.")
    path = f"/c/riverside/standing/chapter/{vice_president.pk}/flag/"
    page = sign_in(vice_president).post(path, {"reason": "Me."}, follow=True).content.decode()
    assert "has an open flag" not in page
    assert "for another officer" in page
    assert Flag.objects.in_chapter(chapter).count() == 1
