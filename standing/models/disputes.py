"""What members say is not right in what their standing is made from, and what an officer answered."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, trailed, within_chapter
from meetings.states import Attendance
from standing.refusals import DisputeMoved
from standing.states import DISPUTE_TRANSITIONS, Disputed, DisputeState

ONE_OPEN = "standing_dispute_one_open"


@trailed(
    "member", "what", "day", "slip", "other", "mark", "substitute", "need", "why", "state", "answered_by", "answer"
)
class Dispute(ChapterOwned):
    """A row of one's own standing that a member says is not right, and why; an officer answers with a word.

    `day`: of the meeting, or of the one-to-one or slip that is missing. `mark` and `substitute`: what the mark should
    be. `slip`: the one that is marked, or was put in because it was missing; `need`: what a missing lead says. `other`:
    whose word it is about besides: whoever marked the slip, received it, or whom one met. Neither they nor the member
    answers it.
    """

    member = within_chapter("members.Member", related_name="disputes")
    what = models.CharField(max_length=18, choices=Disputed)
    day = models.DateField(null=True)
    slip = within_chapter("referrals.Slip", null=True, related_name="disputes")
    other = within_chapter("members.Member", null=True, related_name="+")
    mark = models.CharField(max_length=15, choices=Attendance, blank=True)
    substitute = models.CharField(max_length=200, blank=True)
    need = models.TextField(blank=True)
    why = models.TextField()
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=DisputeState, default=DisputeState.OPEN)
    answered_by = within_chapter("members.Member", null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("member", "members.Member"),
            key_of("slip", "referrals.Slip"),
            key_of("other", "members.Member"),
            key_of("answered_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "member", "what", "day", "slip", "other"),
                condition=Q(state="open"),
                nulls_distinct=False,
                name=ONE_OPEN,
                violation_error_message=_("You said so of this row already; an officer will answer."),
            ),
            models.CheckConstraint(
                condition=Q(what="mark", day__isnull=False)
                | Q(what="bad_slip", slip__isnull=False)
                | Q(what="missing_one_to_one", day__isnull=False, other__isnull=False)
                | Q(what="missing_slip", day__isnull=False),
                name="standing_dispute_row",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "withdrawn"), answered_by__isnull=True)
                | Q(state__in=("upheld", "not_upheld"), answered_by__isnull=False, answered_at__isnull=False)
                & ~Q(answered_by=F("member"))
                & (Q(other__isnull=True) | ~Q(answered_by=F("other"))),
                name="standing_dispute_by_another",
                violation_error_message=_("Somebody else answers this."),
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == DisputeState.OPEN

    @property
    def day_of_it(self) -> date:
        """The day of a mark or of what is missing, which have one (standing_dispute_row)."""
        assert self.day is not None
        return self.day

    def move_to(self, state: DisputeState, **values: Any) -> None:
        """Answered, or taken back, once. Raises DisputeMoved where somebody was faster."""
        sources = [before for before, after in DISPUTE_TRANSITIONS.items() if state in after]
        rows = type(self).objects.in_chapter(self.chapter_id).filter(pk=self.pk, state__in=sources)
        if not rows.update(state=state, **values):
            raise DisputeMoved
        for name, value in (values | {"state": state}).items():
            setattr(self, name, value)
