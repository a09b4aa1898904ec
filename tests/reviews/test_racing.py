"""Two officers and a vote, at the same moment or in any order: one outcome, the one the ballots and offices give."""

import random
import threading
import uuid
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction

from chapters.scope import chapter_scope
from members.actions.offices import end_term
from members.models import Member, Office
from members.refusals import Refusal
from reviews.actions.deciding import close_vote, propose, step_aside, take_part_again, vote, withdraw
from reviews.actions.settling import appeal, close, confirm, undo
from reviews.actions.talking import note, write
from reviews.models import Ballot, BallotEvent, Decision, Message, OwnNote, SeatReview
from reviews.states import DecisionState, ReviewState
from standing.actions.flags import flag_seat
from standing.models import Flag
from tests import factories
from tests.faults.racing import race
from tests.reviews.moments import AFTER_APPEAL, AT, DAY, PROPOSED, TODAY

committing = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
ROUNDS = 10


@pytest.fixture
def voted():
    """A chapter whose committee of three has a vote open, with one yes and one no."""
    chapter = factories.ChapterFactory(slug="riverside")
    with chapter_scope(chapter.pk):
        people = [
            factories.MemberFactory(chapter=chapter, offices=[office])
            for office in ("president", "vice_president", "committee")
        ]
        member = factories.MemberFactory(chapter=chapter)
        flag = flag_seat(member=member, by=people[0], at=AT, reason="A word.")
        write(flag=flag, by=people[0], at=AT, text="How are you?", uuid=uuid.uuid4())
    return chapter, flag.pk, [one.pk for one in people]


def begin(chapter, flag, people):
    with chapter_scope(chapter.pk):
        found = Flag.objects.in_chapter(chapter).select_related("chapter", "member").get(pk=flag)
        one, two, _three = Member.objects.in_chapter(chapter).filter(pk__in=people).order_by("pk")
        propose(flag=found, by=one, at=PROPOSED, reason="We tried.", effective_on=DAY)
        vote(flag=found, by=one, at=AT, choice="yes")
        vote(flag=found, by=two, at=AT, choice="no")


def attempt(chapter, flag, by, act, **typed):
    with chapter_scope(chapter.pk):
        found = Flag.objects.in_chapter(chapter).select_related("chapter", "member").get(pk=flag)
        person = Member.objects.in_chapter(chapter).get(pk=by)
        try:
            act(flag=found, by=person, at=AT, **typed)
        except Refusal as refusal:
            return type(refusal).__name__
    return "done"


def counted(chapter):
    with chapter_scope(chapter.pk):
        return Decision.objects.in_chapter(chapter).latest("pk")


@committing
def test_f10_two_officers_close_a_vote_while_the_last_ballot_is_cast(voted):
    chapter, flag, people = voted
    for _round in range(ROUNDS):
        begin(chapter, flag, people)
        last = partial(attempt, chapter, flag, people[2], vote, choice="no")
        closers = [partial(attempt, chapter, flag, one, close_vote) for one in people[:2]]
        outcomes = race([last, *closers])
        found = counted(chapter)
        if found.state == DecisionState.VOTING:  # both came before the last ballot: a tie waits
            assert outcomes == {"done": 1, "Tied": 2}
            assert attempt(chapter, flag, people[0], close_vote) == "done"
            found = counted(chapter)
        assert (found.state, found.yes, found.no) == (DecisionState.FELL, 1, 2)


@committing
def test_f13_ballots_of_one_person_from_two_devices_at_once_are_one(voted):
    chapter, flag, people = voted
    begin(chapter, flag, people)
    for _round in range(ROUNDS):
        devices = [partial(attempt, chapter, flag, people[2], vote, choice=choice) for choice in ("yes", "no")]
        assert race(devices) == {"done": 2}
        with chapter_scope(chapter.pk):
            mine = Ballot.objects.in_chapter(chapter).filter(voter=people[2])
            last = BallotEvent.objects.in_chapter(chapter).filter(voter=people[2]).latest("pgh_id")
            assert [ballot.choice for ballot in mine] == [last.choice]


@committing
def test_the_same_words_from_two_taps_at_once_are_one(voted):
    chapter, flag, people = voted
    for act, kind in ((write, Message), (note, OwnNote)):
        for _round in range(ROUNDS):
            words = {"text": "Once.", "uuid": uuid.uuid4()}
            assert race([partial(attempt, chapter, flag, people[1], act, **words)] * 2) == {"done": 2}
            with chapter_scope(chapter.pk):
                assert kind.objects.in_chapter(chapter).filter(uuid=words["uuid"]).count() == 1


@committing
def test_a_vote_that_is_closed_waits_for_a_term_that_is_being_ended_and_counts_without_it(voted):
    """Judged on the offices at commit: not on those it began with."""
    chapter, flag, people = voted
    begin(chapter, flag, people)
    attempt(chapter, flag, people[2], vote, choice="yes")
    outcomes = []

    def close_it():
        outcomes.append(attempt(chapter, flag, people[0], close_vote))
        connection.close()

    closing = threading.Thread(target=close_it)
    with chapter_scope(chapter.pk):
        end_term(term=Office.objects.in_chapter(chapter).select_related("chapter").get(member=people[2]), to_day=TODAY)
        closing.start()
        closing.join(timeout=0.5)
        assert outcomes == []  # it waits
    closing.join(timeout=60)
    assert outcomes == ["Tied"]
    assert counted(chapter).state == DecisionState.VOTING


@pytest.mark.django_db
def test_a_hundred_random_orders_of_what_two_officers_a_voter_and_the_member_do(chapter, case, member):
    """Whatever comes in whichever order: no seat opens but by a majority of a quorum, confirmed by a person."""
    one, two, three = case.committee
    case.talking()
    moves = [
        *(partial(vote, by=person, choice=choice) for person in (one, two, three) for choice in ("yes", "no")),
        partial(close_vote, by=one),
        partial(close_vote, by=two),
        partial(propose, by=one, reason="We tried.", effective_on=DAY),
        partial(withdraw, by=two, reason="Too early."),
        partial(step_aside, by=three, reason=""),
        partial(take_part_again, by=three),
        partial(appeal, by=member, words="I was ill."),
        partial(confirm, by=two),
        partial(undo, by=one, reason="We were wrong."),
        partial(close, by=two, reason="We talked."),
    ]
    seen = set()
    for seed in range(100):
        with transaction.atomic():
            seen.add(_play(case, member, moves, random.Random(seed)))
            transaction.set_rollback(True)
    assert {ReviewState.DECIDED, ReviewState.CLOSED, ReviewState.VOTING} <= seen


def _play(case, member, moves, chance):
    case.acted(propose, case.committee[0], PROPOSED, reason="We tried.", effective_on=DAY)
    for step in range(chance.randint(6, 14)):
        try:
            chance.choice(moves)(flag=case.flag, at=AFTER_APPEAL if step > 9 else AT + timedelta(minutes=step))
        except Refusal:
            continue
    review = SeatReview.objects.in_chapter(member.chapter).get()
    opened = review.decisions.filter(state=DecisionState.CONFIRMED)
    left = member.stays.get().left_on
    assert (review.state == ReviewState.OPENED) == opened.exists() == (left is not None)
    for decision in review.decisions.filter(state__in=(DecisionState.CARRIED, DecisionState.CONFIRMED)):
        assert decision.yes > decision.no
        assert 2 * decision.voted > decision.sitting
        assert decision.reason
    assert review.decisions.filter(state=DecisionState.VOTING).exists() == (
        review.state in {ReviewState.VOTING, ReviewState.APPEALED}
    )
    return ReviewState(review.state)
