"""How every act on a case begins: who may is judged on offices held still until commit, then the case is locked."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from members.actions.offices import hold_offices
from members.models import Member
from members.refusals import Refusal
from reviews.committee import Committee, committee_of
from reviews.models import SeatReview
from reviews.refusals import NotNow, NotYours, SteppedAside
from reviews.states import ENDED, TRANSITIONS, ReviewState, Verb
from standing.models import Flag

logger = logging.getLogger(__name__)
P = ParamSpec("P")
Answer = TypeVar("Answer")

LEADERS_DO = frozenset({Verb.EXTEND, Verb.THRIVE, Verb.CLOSE, Verb.CONFIRM, Verb.UNDO})
MEMBER_DOES = frozenset({Verb.AGREE, Verb.APPEAL})
BOTH_DO = frozenset({Verb.WRITE})
"""All other verbs are the committee's, of those who have not stepped aside."""


def act(function: Callable[P, Answer]) -> Callable[P, Answer]:
    """One transaction; a refusal is logged without a word of what was said (F37). `flag` and `by` are keywords."""

    @wraps(function)
    def logged(*args: P.args, **kwargs: P.kwargs) -> Answer:
        given: dict[str, Any] = kwargs
        flag, by = given["flag"], given["by"]
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        except Refusal as refusal:
            whom = by.pk if by else "nobody"
            refused = (function.__name__, flag.pk, flag.chapter_id, whom, type(refusal).__name__)
            logger.warning("Refused: %s of flag %s, chapter %s, by member %s: %s.", *refused)
            raise

    return logged


@dataclass(frozen=True, slots=True)
class Case:
    """A review, locked, with its flag and the committee as it is at commit."""

    flag: Flag
    review: SeatReview
    committee: Committee
    by: Member

    @property
    def by_member(self) -> bool:
        """Whether the member it is about acts."""
        return self.by.pk == self.flag.member_id

    @property
    def state(self) -> ReviewState:
        """Where it stands."""
        return ReviewState(self.review.state)

    @property
    def resumed(self) -> ReviewState:
        """Where the conversation goes on once a vote is over."""
        return ReviewState.SUPPORTED if self.review.check_on else ReviewState.TALKING

    def move(self, verb: Verb, to: ReviewState, **fields: object) -> None:
        """On to another state by a verb, with other fields. Raises NotNow where that is no way to go."""
        if to not in TRANSITIONS[verb].get(self.state, frozenset()):
            raise NotNow(verb, self.state)
        rows = SeatReview.objects.in_chapter(self.flag.chapter_id).filter(pk=self.review.pk, state=self.review.state)
        if not rows.update(state=to, **fields):
            raise NotNow(verb)
        for name, value in {"state": to, **fields}.items():
            setattr(self.review, name, value)


def take_up(flag: Flag, *, verb: Verb, by: Member | None, at: datetime) -> Case:
    """Begin an act: hold offices, judge who may, lock the case, judge whether now.

    Raises NotYours, SteppedAside (which is one: they could if they took part again), NotNow.
    """
    hold_offices(flag.chapter)
    committee = seated(flag, at=at)
    if by is None or not _may(verb, by, committee, flag):
        stepped_aside = by is not None and committee.left_by(by) and _may(verb, by, committee.back_with(by), flag)
        raise SteppedAside if stepped_aside else NotYours
    review = locked_review(flag)
    if review.state not in TRANSITIONS[verb]:
        raise NotNow(verb, review.state)
    if by.pk == flag.member_id and review.state == ReviewState.FLAGGED:
        raise NotYours  # nothing was said to them yet, so they do not know of it
    return Case(flag, review, committee, by)


def seated(flag: Flag, *, at: datetime) -> Committee:
    """The committee of a flag's review today."""
    chapter = flag.chapter
    return committee_of(chapter, flag_id=flag.pk, about=flag.member_id, day=chapter.today(at))


def locked_review(flag: Flag) -> SeatReview:
    """The review of a flag, made where there is none, while nobody else acts on it."""
    rows = Flag.objects.in_chapter(flag.chapter_id).select_for_update(no_key=True).filter(pk=flag.pk)
    (closed_at,) = rows.values_list("closed_at", flat=True)
    review: SeatReview
    review, _made = SeatReview.objects.in_chapter(flag.chapter_id).get_or_create(chapter=flag.chapter, flag=flag)
    if closed_at is not None and review.state not in ENDED:  # closed before there were reviews
        review.state = ReviewState.CLOSED
        review.save(update_fields=["state"])
    return review


def _may(verb: Verb, by: Member, committee: Committee, flag: Flag) -> bool:
    if by.pk == flag.member_id:
        return verb in MEMBER_DOES | BOTH_DO
    if verb in MEMBER_DOES:
        return False
    return by.pk in (committee.leaders if verb in LEADERS_DO else committee.voters)
