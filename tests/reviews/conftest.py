"""A flagged seat, and a committee of three: the president, the vice president and an appointed member."""

import uuid

import pytest
import time_machine

from reviews.actions.deciding import close_vote, propose, vote
from reviews.actions.settling import appeal, confirm, undo
from reviews.actions.supporting import add_step, agree
from reviews.actions.talking import write
from reviews.models import SeatReview
from standing.actions.flags import flag_seat
from tests.factories import MemberFactory
from tests.reviews.moments import AT, DAY, PROPOSED


@pytest.fixture
def wednesday():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def vice_president(chapter):
    return MemberFactory(
        chapter=chapter, name="Grace Mbeki", email="grace@riverside.example", offices=["vice_president"]
    )


@pytest.fixture
def appointed(chapter):
    """Sits on the committee by appointment."""
    return MemberFactory(chapter=chapter, name="Ines Duarte", email="ines@riverside.example", offices=["committee"])


@pytest.fixture
def secretary(chapter):
    return MemberFactory(chapter=chapter, name="Omar Haddad", email="omar@riverside.example", offices=["secretary"])


@pytest.fixture
def committee(officer, vice_president, appointed):
    return [officer, vice_president, appointed]


@pytest.fixture
def flag(chapter, member, officer):
    return flag_seat(member=member, by=officer, at=AT, reason="We miss you at breakfast.")


@pytest.fixture
def case(flag, committee):
    return Steps(flag, committee)


class Steps:
    """The way through a case, one step a method, by whoever usually takes it."""

    def __init__(self, flag, committee) -> None:
        self.flag, self.committee, self.member = flag, committee, flag.member

    @property
    def review(self):
        return SeatReview.objects.in_chapter(self.flag.chapter).get(flag=self.flag)

    @property
    def state(self):
        return self.review.state

    def acted(self, do, by, at, **typed):
        return do(flag=self.flag, by=by, at=at, **typed)

    def written(self, by=None, at=AT, text="How are you?"):
        return self.acted(write, by or self.committee[0], at, text=text, uuid=uuid.uuid4())

    def talking(self):
        self.written()
        return self

    def planned(self, at=AT, **changes):
        typed = {"what": "Come to the next four", "by_day": DAY, "who_helps": "mentor", "check_on": DAY} | changes
        return self.acted(add_step, self.committee[1], at, uuid=uuid.uuid4(), **typed)

    def supported(self):
        self.talking().planned()
        self.acted(agree, self.member, AT)
        return self

    def voting(self, at=PROPOSED, effective_on=None):
        self.talking()
        typed = {"reason": "We tried for a year.", "effective_on": effective_on or DAY}
        self.acted(propose, self.committee[0], at, **typed)
        return self

    def ballots(self, *choices, at=AT):
        for person, choice in zip(self.committee, choices, strict=False):
            if choice:
                self.acted(vote, person, at, choice=choice)
        return self

    def counted(self, at=AT):
        return self.acted(close_vote, self.committee[0], at)

    def decided(self):
        self.voting().ballots("yes", "yes", "no").counted()
        return self

    def appealed(self, at=AT):
        self.decided().acted(appeal, self.member, at, words="I was ill, and said so.")
        return self

    def opened(self, at):
        self.decided().acted(confirm, self.committee[0], at)
        return self

    def undone(self, at=AT):
        return self.acted(undo, self.committee[1], at, reason="We were wrong.")
