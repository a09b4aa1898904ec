"""Decisions about a seat: proposed with the evidence as it stood, voted on, counted, confirmed or undone by people."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, trailed, within_chapter
from reviews.states import Choice, DecisionKind, DecisionState

LEAST_VOTERS = 2
"""Nobody decides about somebody's seat alone, however small the committee."""

QUORUM_AND_MAJORITY = Q(yes__gt=F("no")) & Q(voted__gte=LEAST_VOTERS) & Q(sitting__lt=F("voted") * 2)
COUNTED = (DecisionState.CARRIED, DecisionState.CONFIRMED, DecisionState.UNDONE)
"""Once made by the committee; from then on the member it is about reads of it."""


@trailed(
    "review", "kind", "state", "proposed_by", "reason", "effective_on", "closed_by", "appeal_until", "confirmed_by",
    "left_on", "undone_by", "undone_reason",
)  # fmt: skip
class Decision(ChapterOwned):
    """One vote on whether a seat opens, or on the member's appeal.

    `evidence` is the record as it stood when it was proposed, `seated` the keys of who sat on the committee then (None:
    before that was kept): nobody joins a vote that has begun. `sitting` of the committee could vote (neither recused
    nor the member), `voted` did, by their roles when it was closed. `effective_on` is the seat's first open day as
    proposed, `left_on` as confirmed; until `appeal_until` (that day included) the member may appeal.
    """

    review = within_chapter("reviews.SeatReview", related_name="decisions")
    kind = models.CharField(max_length=9, choices=DecisionKind)
    state = models.CharField(max_length=9, choices=DecisionState, default=DecisionState.VOTING)
    proposed_by = within_chapter("members.Member", related_name="+")
    proposed_at = models.DateTimeField()
    reason = models.TextField()
    effective_on = models.DateField()
    evidence: Any = models.JSONField()
    seated: Any = models.JSONField(null=True)
    closed_by = within_chapter("members.Member", null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    yes = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField(default=0)
    voted = models.PositiveSmallIntegerField(default=0)
    sitting = models.PositiveSmallIntegerField(default=0)
    appeal_until = models.DateField(null=True)
    confirmed_by = within_chapter("members.Member", null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    stay = within_chapter("members.Stay", null=True, related_name="+")
    left_on = models.DateField(null=True)
    undone_by = within_chapter("members.Member", null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.TextField(blank=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("review", "reviews.SeatReview"),
            key_of("proposed_by", "members.Member"),
            key_of("closed_by", "members.Member"),
            key_of("confirmed_by", "members.Member"),
            key_of("undone_by", "members.Member"),
            key_of("stay", "members.Stay"),
            models.UniqueConstraint(
                fields=("chapter", "review"),
                condition=Q(state=DecisionState.VOTING),
                name="reviews_decision_one_vote",
                violation_error_message=_("The committee votes already."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="reviews_decision_reason", violation_error_message=_("Say why.")
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.VOTING) | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="reviews_decision_by_somebody",
                violation_error_message=_("People decide, never the program."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=COUNTED) | QUORUM_AND_MAJORITY,
                name="reviews_decision_by_the_committee",
                violation_error_message=_("A seat opens by more than half of the committee voting, and most for it."),
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.CONFIRMED)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, stay__isnull=False, left_on__isnull=False),
                name="reviews_decision_confirmed_by_somebody",
                violation_error_message=_("People decide, never the program."),
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.UNDONE) | (Q(undone_by__isnull=False) & ~Q(undone_reason="")),
                name="reviews_decision_undone_with_a_reason",
                violation_error_message=_("Say why."),
            ),
        ]
        indexes = [models.Index(fields=("chapter", "review"), name="reviews_decision_of")]


@trailed("decision", "voter", "choice")
class Ballot(ChapterOwned):
    """One person's ballot: the last before the vote closes counts, and the trail has them all (F13)."""

    decision = within_chapter("reviews.Decision", related_name="ballots")
    voter = within_chapter("members.Member", related_name="+")
    choice = models.CharField(max_length=3, choices=Choice)
    cast_at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("decision", "reviews.Decision"),
            key_of("voter", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "decision", "voter"), name="reviews_ballot_once"),
        ]


@trailed("review", "member", "reason")
class Recusal(ChapterOwned):
    """Somebody of the committee stepped aside in a review: they neither decide in it nor count towards a quorum."""

    review = within_chapter("reviews.SeatReview", related_name="recusals")
    member = within_chapter("members.Member", related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("review", "reviews.SeatReview"),
            key_of("member", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "review", "member"),
                name="reviews_recusal_once",
                violation_error_message=_("You stepped aside already."),
            ),
        ]
