"""A case from a flag to its end: who may do what, in which state, and what comes of it."""

import logging
import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from members.actions.offices import end_term
from members.models import Stay
from members.refusals import SeatTaken
from notices.models import Notice
from reviews.actions.deciding import close_vote, propose, step_aside, take_part_again, vote, withdraw
from reviews.actions.settling import appeal, close, confirm, undo
from reviews.actions.supporting import add_step, agree, check, remove_step, step_done
from reviews.actions.talking import write
from reviews.models import Ballot, BallotEvent, Decision, Message
from reviews.refusals import (
    AppealOver,
    MayBeAppealed,
    NoQuorum,
    NoReason,
    NotNow,
    NotYours,
    NoWords,
    Tied,
    TooSoon,
    WrittenByAnother,
)
from reviews.states import ABOUT_TO_DECIDE, TRANSITIONS, ReviewState, Verb
from standing.models import Flag
from tests import factories
from tests.reviews.moments import AFTER_APPEAL, AT, DAY, PROPOSED, TODAY

pytestmark = pytest.mark.django_db

ACTS = {
    Verb.WRITE: (write, {"text": "Hello", "uuid": uuid.UUID(int=1)}),
    Verb.PLAN: (
        add_step,
        {"uuid": uuid.UUID(int=2), "what": "Come", "by_day": DAY, "who_helps": "mentor", "check_on": DAY},
    ),
    Verb.AGREE: (agree, {}),
    Verb.EXTEND: (check, {"outcome": "extended", "words": "Better.", "next_check_on": DAY + timedelta(days=30)}),
    Verb.THRIVE: (check, {"outcome": "thriving", "words": "All well."}),
    Verb.CLOSE: (close, {"reason": "We talked."}),
    Verb.PROPOSE: (propose, {"reason": "We tried.", "effective_on": DAY}),
    Verb.VOTE: (vote, {"choice": "yes"}),
    Verb.COUNT: (close_vote, {}),
    Verb.WITHDRAW: (withdraw, {"reason": "Too early."}),
    Verb.APPEAL: (appeal, {"words": "I was ill."}),
    Verb.CONFIRM: (confirm, {}),
    Verb.UNDO: (undo, {"reason": "We were wrong."}),
}
WAYS = {
    ReviewState.FLAGGED: lambda case: case,
    ReviewState.TALKING: lambda case: case.talking(),
    ReviewState.SUPPORTED: lambda case: case.supported(),
    ReviewState.VOTING: lambda case: case.voting().ballots("yes", "yes", "no"),
    ReviewState.DECIDED: lambda case: case.decided(),
    ReviewState.APPEALED: lambda case: case.appealed().ballots("yes", "yes", "no"),
    ReviewState.OPENED: lambda case: case.opened(AFTER_APPEAL),
    ReviewState.THRIVING: lambda case: case.talking().acted(
        check, case.committee[0], AT, outcome="thriving", words="All well."
    ),
    ReviewState.CLOSED: lambda case: case.acted(close, case.committee[0], AT, reason="By mistake."),
    ReviewState.UNDONE: lambda case: case.opened(AFTER_APPEAL).undone(AFTER_APPEAL),
}


def who(verb, case):
    """Not whoever confirms in `WAYS`: for them, to confirm once more is the same."""
    return case.member if verb in {Verb.AGREE, Verb.APPEAL} else case.committee[verb == Verb.CONFIRM]


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("state", list(ReviewState))
def test_every_verb_in_every_state_is_allowed_or_refused_as_the_table_says(case, state):
    WAYS[state](case)
    if state != ReviewState.FLAGGED:
        assert case.state == state
    for verb in Verb:
        act, typed = ACTS[verb]
        at = AFTER_APPEAL if verb == Verb.CONFIRM or state in {ReviewState.OPENED, ReviewState.UNDONE} else AT
        with undone():
            if state in TRANSITIONS[verb]:
                if verb == Verb.CLOSE and state in ABOUT_TO_DECIDE:
                    case.member.stays.update(left_on=DAY)
                case.acted(act, who(verb, case), at, **typed)
                assert case.state in TRANSITIONS[verb][state], verb
            else:
                with pytest.raises((NotNow, NotYours)):
                    case.acted(act, who(verb, case), at, **typed)
                assert state == ReviewState.FLAGGED or case.state == state, verb


@pytest.mark.parametrize("verb", ["write", "close", "propose", "vote", "count", "appeal", "confirm"])
def test_whoever_is_not_concerned_does_nothing_and_it_is_logged_without_a_word_of_it(case, secretary, caplog, verb):
    """F37."""
    start = {Verb.APPEAL: "decided", Verb.CONFIRM: "decided", Verb.VOTE: "voting", Verb.COUNT: "voting"}
    WAYS[ReviewState(start.get(verb, "talking"))](case)
    before = case.state
    act, typed = ACTS[verb]
    at = AFTER_APPEAL if verb == Verb.CONFIRM else AT
    others = [secretary, factories.MemberFactory(chapter=case.flag.chapter), None]
    others.append(case.committee[0] if verb == Verb.APPEAL else case.member)
    if verb == Verb.WRITE:
        others.pop()
    for other in others:
        caplog.clear()
        with pytest.raises(NotYours), caplog.at_level(logging.WARNING, logger="reviews"):
            case.acted(act, other, at, **typed)
        assert "Refused" in caplog.text
        assert "Hello" not in caplog.text
        assert "We tried" not in caplog.text
    assert case.state == before
    case.acted(act, who(verb, case), at, **typed)


def test_the_member_reads_and_writes_from_the_first_message_on(case, member):
    with pytest.raises(NotYours):
        case.written(by=member)
    case.written()
    case.written(by=member, text="Thank you for asking.")
    flag = Flag.objects.in_chapter(member.chapter).get()
    assert (flag.told_at, flag.answered_at) == (AT, AT)
    told = Notice.objects.in_chapter(member.chapter).values_list("kind", "email")
    assert set(told) == {
        ("review_said", member.email),
        *(("review_answered", one.email) for one in case.committee),
    }


def test_the_same_words_sent_again_are_one_message_and_anothers_id_is_refused(case, member):
    key = uuid.uuid4()
    for _again in range(2):
        case.acted(write, case.committee[0], AT, text="How are you?", uuid=key)
    assert Message.objects.in_chapter(member.chapter).count() == 1
    with pytest.raises(WrittenByAnother):
        case.acted(write, member, AT, text="Fine.", uuid=key)
    with pytest.raises(NoWords):
        case.acted(write, member, AT, text="  ", uuid=uuid.uuid4())


def test_a_plan_that_changes_asks_the_member_anew(case, member):
    case.supported()
    assert case.review.plan_agreed_at == AT
    second = case.planned(what="Meet Ines")
    assert case.review.plan_agreed_at is None
    case.acted(agree, member, AT)
    case.acted(remove_step, case.committee[1], AT, step=second)
    assert case.review.plan_agreed_at is None
    assert [step.what for step in case.review.steps.all()] == ["Come to the next four"]
    case.acted(step_done, member, AT, step=case.review.steps.get(), done=True)
    assert case.review.steps.get().done_at == AT
    with pytest.raises(TooSoon):
        case.planned(check_on=TODAY - timedelta(days=1))


def test_a_check_keeps_the_record_as_it_stood_and_more_time_needs_a_date(case, member):
    case.supported()
    with pytest.raises(TooSoon):
        case.acted(check, case.committee[0], AT, outcome="extended", words="Better.", next_check_on=TODAY)
    for month in (1, 2):
        later = DAY + timedelta(days=30 * month)
        case.acted(check, case.committee[0], AT, outcome="extended", words="Better.", next_check_on=later)
        assert (case.state, case.review.check_on) == ("supported", later)
    case.acted(check, case.committee[0], AT, outcome="thriving", words="All well.")
    assert Flag.objects.in_chapter(member.chapter).get().closed_at == AT
    first, *_rest, last = case.review.checks.order_by("pk")
    assert (first.evidence["as_of"], last.outcome) == ("2026-03-04", "thriving")
    assert set(first.evidence) >= {"rules", "overall", "attendance", "leads", "one_to_ones", "meetings", "pairs"}


def test_a_seat_opens_only_after_the_days_to_appeal(case):
    case.talking()
    soon = TODAY + timedelta(days=case.flag.chapter.appeal_days)
    with pytest.raises(TooSoon):
        case.acted(propose, case.committee[0], AT, reason="We tried.", effective_on=soon)
    with pytest.raises(NoReason):
        case.acted(propose, case.committee[0], AT, reason=" ", effective_on=DAY)
    case.acted(propose, case.committee[0], AT, reason="We tried.", effective_on=soon + timedelta(days=1))


@pytest.mark.parametrize(
    ("choices", "outcome"),
    [
        (("yes", "yes", "yes"), "decided"),
        (("yes", "yes", "no"), "decided"),
        (("yes", "yes", ""), "decided"),
        (("yes", "no", "no"), "talking"),
        (("", "no", "no"), "talking"),
        (("yes", "no", ""), Tied),
        (("yes", "", ""), NoQuorum),
        (("", "", ""), NoQuorum),
    ],
)
def test_a_quorum_and_a_majority_decide_and_a_tie_waits(case, choices, outcome):
    case.voting().ballots(*choices)
    if not isinstance(outcome, str):
        with pytest.raises(outcome):
            case.counted()
        assert case.state == "voting"
        case.ballots("yes", "yes", "yes")
        outcome = "decided"
    case.counted()
    assert case.state == outcome


def test_one_ballot_a_person_the_last_before_the_close_counts_and_all_are_in_the_trail(case):
    """F13: from two devices, and a vote after the close is refused."""
    case.voting().ballots("no", "yes").ballots("yes")
    assert Ballot.objects.in_chapter(case.flag.chapter).count() == 2
    assert case.counted().yes == 2
    with pytest.raises(NotNow):
        case.ballots("no")
    events = BallotEvent.objects.in_chapter(case.flag.chapter).filter(voter=case.committee[0]).order_by("pgh_id")
    assert list(events.values_list("choice", flat=True)) == ["no", "yes"]


def test_whoever_steps_aside_neither_votes_nor_counts(case, officer, vice_president, appointed):
    case.voting().ballots("no", "yes", "yes")
    case.acted(step_aside, officer, AT, reason="We are business partners.")
    with pytest.raises(NotYours):
        case.acted(vote, officer, AT, choice="no")
    with pytest.raises(NotYours):
        case.acted(close_vote, officer, AT)
    decision = case.acted(close_vote, appointed, AT)
    assert (decision.yes, decision.no, decision.sitting) == (2, 0, 2)
    case.acted(take_part_again, officer, AT)
    case.acted(confirm, officer, AFTER_APPEAL)


def test_nobody_decides_alone_however_small_the_committee(case, vice_president, appointed):
    case.voting().ballots("yes")
    for other in (vice_president, appointed):
        case.acted(step_aside, other, AT, reason="")
    with pytest.raises(NoQuorum):
        case.counted()
    case.acted(take_part_again, appointed, AT)
    case.acted(vote, appointed, AT, choice="yes")
    case.counted()


def test_a_ballot_counts_by_the_office_held_when_the_vote_closes(case, appointed, vice_president):
    case.voting().ballots("no", "yes", "yes")
    end_term(term=appointed.offices.get(), to_day=TODAY)
    with pytest.raises(NotYours):
        case.acted(vote, appointed, AT, choice="yes")
    with pytest.raises(Tied):
        case.counted()
    case.ballots("yes")
    decision = case.counted()
    assert (decision.yes, decision.no, decision.sitting) == (2, 0, 2)


def test_an_officer_has_no_part_in_the_case_about_their_own_seat(chapter, officer, vice_president, appointed):
    flag = Flag.objects.create(
        chapter=chapter,
        seat=vice_president.stays.get().seat,
        member=vice_president,
        opened_at=AT,
        opened_by=officer,
        reason="A word.",
    )
    write(flag=flag, by=officer, at=AT, text="Hello", uuid=uuid.uuid4())
    propose(flag=flag, by=officer, at=PROPOSED, reason="We tried.", effective_on=DAY)
    for act, typed in ((vote, {"choice": "no"}), (close_vote, {}), (withdraw, {"reason": "No."})):
        with pytest.raises(NotYours):
            act(flag=flag, by=vice_president, at=AT, **typed)
    for one in (officer, appointed):
        vote(flag=flag, by=one, at=AT, choice="yes")
    assert close_vote(flag=flag, by=officer, at=AT).sitting == 2


def test_a_decision_takes_effect_when_somebody_confirms_it_and_not_before_the_days_to_appeal_are_over(case, member):
    case.decided()
    with pytest.raises(MayBeAppealed):
        case.acted(confirm, case.committee[0], AT)
    assert member.stays.get().left_on is None
    decision = case.acted(confirm, case.committee[0], AFTER_APPEAL)
    assert member.stays.get().left_on == decision.left_on == DAY
    flag = Flag.objects.in_chapter(member.chapter).get()
    assert (flag.closed_by, flag.closing_reason) == (case.committee[0], "We tried for a year.")
    assert decision.evidence["overall"]


def test_confirmed_late_it_holds_from_tomorrow_never_backwards(case, member):
    late = AT + timedelta(days=90)
    case.opened(late)
    assert member.stays.get().left_on == TODAY + timedelta(days=91)


def test_an_appeal_is_heard_once_in_time_and_nothing_moves_meanwhile(case, member):
    case.decided()
    with pytest.raises(AppealOver):
        case.acted(appeal, member, AFTER_APPEAL, words="I was ill.")
    case.acted(appeal, member, AT + timedelta(days=14), words="I was ill.")
    with pytest.raises(NotNow):
        case.acted(confirm, case.committee[0], AFTER_APPEAL)
    case.ballots("yes", "yes", "no").counted(at=AT + timedelta(days=14))
    assert case.state == "decided"
    with pytest.raises(AppealOver):
        case.acted(appeal, member, AT, words="Once more.")
    case.acted(confirm, case.committee[0], AT)  # answered: it need not wait any longer
    assert member.stays.get().left_on == DAY


def test_an_appeal_that_is_upheld_takes_the_decision_back(case, member):
    case.appealed().ballots("no", "no", "yes").counted()
    assert case.state == "talking"
    first, second = case.review.decisions.order_by("pk")
    assert (first.state, second.state) == ("undone", "fell")
    assert first.undone_reason == "I was ill, and said so."
    assert member.stays.get().left_on is None


def test_undone_before_it_is_confirmed_the_conversation_goes_on(case, member):
    case.appealed()
    with pytest.raises(NoReason):
        case.acted(undo, case.committee[1], AT, reason="")
    case.undone()
    assert case.state == "talking"
    assert {one.state for one in case.review.decisions.all()} == {"undone", "withdrawn"}
    case.acted(propose, case.committee[0], AT, reason="Again.", effective_on=DAY)


def test_undone_afterwards_the_seat_is_theirs_unless_somebody_else_holds_it(case, member):
    case.opened(AFTER_APPEAL)
    seat = member.stays.get().seat
    joined = factories.MemberFactory(chapter=member.chapter, stay=False)
    newcomer = Stay.objects.create(chapter=member.chapter, member=joined, seat=seat, joined_on=DAY)
    with pytest.raises(SeatTaken):
        case.undone(AFTER_APPEAL)
    assert case.state == "opened"
    newcomer.delete()
    case.undone(AFTER_APPEAL)
    assert member.stays.get().left_on is None
    seat.refresh_from_db()
    assert seat.status == "held"


def test_the_database_itself_refuses_a_decision_without_people_a_reason_or_a_majority(case):
    """F37: what no code of ours would write, and no task can."""
    case.decided()
    rows = Decision.objects.in_chapter(case.flag.chapter)
    for harm in (
        {"state": "confirmed", "stay": case.member.stays.get(), "left_on": DAY, "confirmed_at": AT},
        {"reason": ""},
        {"closed_by": None},
        {"yes": 1, "no": 1},
        {"voted": 1},
        {"sitting": 6},
        {"state": "undone"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**harm)
    rows.update(state="carried")


def test_a_flag_closed_before_there_were_reviews_is_over(case, officer):
    Flag.objects.in_chapter(officer.chapter).update(closed_at=AT, closed_by=officer, closing_reason="We talked.")
    with pytest.raises(NotNow):
        case.written()
