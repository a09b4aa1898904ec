"""Who votes, when it is counted, what the member hears of it, and what comes of a vote about somebody who leaves."""

from datetime import timedelta

import pytest

from members.models import Stay
from notices.models import Notice
from reviews.actions.deciding import propose, vote, withdraw
from reviews.actions.settling import appeal, close
from reviews.actions.supporting import remove_step
from reviews.refusals import HoldsSeatStill, JoinedLater, NotYours, TimeToAnswer
from reviews.states import DAYS_TO_ANSWER
from standing.actions.flags import flag_seat
from standing.models import Flag
from tests import factories
from tests.reviews.moments import AT, DAY, TODAY

pytestmark = pytest.mark.django_db


def test_nobody_is_appointed_into_a_vote_that_has_begun(case):
    """However far back their term is dated; a later vote is theirs too."""
    case.voting().ballots("no", "yes")
    third = factories.MemberFactory(chapter=case.flag.chapter, offices=["committee"])
    with pytest.raises(JoinedLater):
        case.acted(vote, third, AT, choice="yes")
    case.ballots("yes", "yes", "no")
    assert case.counted().sitting == 3
    case.acted(appeal, case.member, AT, words="I was ill.")
    case.acted(vote, third, AT, choice="no")


def test_the_member_hears_of_a_vote_and_has_days_to_answer_before_it_is_closed(case, member):
    case.voting(at=AT).ballots("yes", "yes", "yes")
    told = Notice.objects.in_chapter(member.chapter).filter(email=member.email)
    assert told.filter(kind="review_put_to_vote").exists()
    assert Flag.objects.in_chapter(member.chapter).get().told_at == AT
    for days in range(DAYS_TO_ANSWER):
        with pytest.raises(TimeToAnswer, match="7 March 2026"):
            case.counted(at=AT + timedelta(days=days))
    assert case.counted(at=AT + timedelta(days=DAYS_TO_ANSWER)).state == "carried"
    case.acted(appeal, member, AT + timedelta(days=4), words="I was ill.")
    case.ballots("no", "no", "no", at=AT + timedelta(days=4)).counted(at=AT + timedelta(days=4))
    assert told.filter(kind="review_appeal_decided").exists()
    assert told.filter(kind="review_decided").count() == 1


def test_a_proposal_is_withdrawn_by_whoever_made_it_or_leads_and_all_are_told(case, member, appointed, vice_president):
    case.voting()
    with pytest.raises(NotYours):
        case.acted(withdraw, appointed, AT, reason="I would rather not.")
    case.acted(withdraw, vice_president, AT, reason="Too early.")
    told = Notice.objects.in_chapter(member.chapter).values_list("kind", "email")
    assert {("review_counted", appointed.email), ("review_not_opened", member.email)} <= set(told)
    case.acted(propose, appointed, AT, reason="Now.", effective_on=DAY)
    case.acted(withdraw, appointed, AT, reason="Not yet.")


@pytest.mark.parametrize("way", ["voting", "decided", "appealed"])
def test_whoever_left_during_a_vote_leaves_nothing_to_decide_and_the_flag_can_be_closed(case, member, officer, way):
    getattr(case, way)()
    with pytest.raises(HoldsSeatStill):
        case.acted(close, officer, AT, reason="Enough.")
    member.stays.update(left_on=DAY)
    case.acted(close, officer, AT, reason="Moved to Leeds.")
    assert case.state == "closed"
    assert not case.review.decisions.filter(state__in=("voting", "carried")).exists()
    seat = member.stays.get().seat
    member.stays.update(left_on=TODAY)
    newcomer = factories.MemberFactory(chapter=member.chapter, stay=False)
    Stay.objects.create(chapter=member.chapter, member=newcomer, seat=seat, joined_on=TODAY)
    assert flag_seat(member=newcomer, by=officer, at=AT, reason="A word.").seat == seat


def test_a_seat_never_opens_before_its_appeal_is_over(case):
    """Proposed for the first day it could open on, and counted later."""
    case.voting(at=AT, effective_on=TODAY + timedelta(days=15)).ballots("yes", "yes")
    decision = case.counted(at=AT + timedelta(days=20))
    assert decision.appeal_until == TODAY + timedelta(days=34)
    assert decision.effective_on == TODAY + timedelta(days=35)


def test_the_last_step_taken_off_leaves_no_plan(case, member):
    case.supported()
    planned = Notice.objects.in_chapter(member.chapter).filter(kind="review_planned")
    before = planned.count()
    case.acted(remove_step, case.committee[1], AT, step=case.review.steps.get())
    assert (case.state, case.review.check_on, planned.count()) == ("talking", None, before)
