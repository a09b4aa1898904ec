"""Two power partners meet a prospect together, and look back on it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, chapter_key, key_of, referable, within_chapter
from members.models import Member
from referrals.between_two import JointMeetingManager
from referrals.refusals import JointMeetingMoved
from referrals.states import JOINT_TRANSITIONS, JointState


class JointMeeting(ChapterOwned):
    """Whoever received a referral (`planned_by`) brings a power partner along to its prospect; the two alone read it.

    `prospect_agreed`: the prospect said that the partner may come, so the partner may know who it is.
    """

    chapter = chapter_key("joint_meetings")
    slip = within_chapter("referrals.Slip", related_name="joint_meetings")
    planned_by = within_chapter("members.Member", related_name="+")
    partner = within_chapter("members.Member", related_name="+")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=500, blank=True)
    prospect_agreed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=JointState, default=JointState.PLANNED)
    planned_at = models.DateTimeField()

    objects: ClassVar[Any] = JointMeetingManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("slip", "referrals.Slip"),
            key_of("planned_by", "members.Member"),
            key_of("partner", "members.Member"),
            models.CheckConstraint(
                condition=~Q(planned_by=F("partner")),
                name="referrals_jointmeeting_two",
                violation_error_message=_("Two partners meet a prospect together."),
            ),
            models.UniqueConstraint(
                fields=("chapter", "slip", "partner"),
                condition=Q(state="planned"),
                name="referrals_jointmeeting_one_planned",
                violation_error_message=_("This meeting is planned already."),
            ),
        ]
        indexes = [models.Index(fields=("chapter", "planned_by", "partner"), name="referrals_jointmeeting_of")]

    def other_than(self, member: Member) -> Member:
        """The other one of the two."""
        other: Member = self.partner if self.planned_by_id == member.pk else self.planned_by
        return other

    def move_to(self, state: JointState, **fields: Any) -> None:
        """Held or called off, if it still is what it was. Raises JointMeetingMoved."""
        before = [old for old, following in JOINT_TRANSITIONS.items() if state in following]
        self._change(before, state=state, **fields)

    def change_plan(self, **fields: Any) -> None:
        """Another time or place, while it is planned. Raises JointMeetingMoved."""
        self._change([JointState.PLANNED], **fields)

    def _change(self, states: list[JointState], **fields: Any) -> None:
        rows = JointMeeting.objects.in_chapter(self.chapter_id).filter(pk=self.pk, state__in=states)
        if not rows.update(**fields):
            raise JointMeetingMoved
        for name, value in fields.items():
            setattr(self, name, value)


class JointMeetingNote(ChapterOwned):
    """What one of the two writes of a joint meeting afterwards: what was said, what to do better; both read both."""

    chapter = chapter_key("joint_meeting_notes")
    joint_meeting = within_chapter("referrals.JointMeeting", related_name="notes")
    member = within_chapter("members.Member", related_name="+")
    said = models.TextField(blank=True)
    better = models.TextField(blank=True)
    written_at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("joint_meeting", "referrals.JointMeeting"),
            key_of("member", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "joint_meeting", "member"), name="referrals_jointmeetingnote_once"
            ),
        ]
