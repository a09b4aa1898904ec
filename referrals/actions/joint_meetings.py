"""Two power partners meet a prospect together: planning it, moving it, and what they say of it afterwards."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from members.models import Member, Partnership
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.models import JointMeeting, JointMeetingNote, Slip
from referrals.permissions import can_bring_partner, can_say_held
from referrals.refusals import Forgotten, JointMeetingMoved, NotToBring, NotYourPartner, StillToCome
from referrals.states import JointState
from referrals.values import JointPlan


@transaction.atomic
def plan_joint_meeting(
    *, chapter: Chapter, slip: Slip, partner: Member, plan: JointPlan, by: Member, at: datetime
) -> JointMeeting:
    """Bring a power partner along to the prospect of a referral, and tell them; the one planned already is the same.

    Raises NotToBring, NotYourPartner.
    """
    locked = Slip.objects.in_chapter(chapter).select_for_update(no_key=True).get(pk=slip.pk)
    if not can_bring_partner(by, locked):
        raise NotToBring
    standing = Partnership.objects.in_chapter(chapter).between(by, partner).standing()
    if partner.pk == slip.giver_id or not standing.exists():
        raise NotYourPartner
    planned = JointMeeting.objects.in_chapter(chapter).filter(slip=slip, partner=partner, state=JointState.PLANNED)
    found: JointMeeting | None = planned.first()
    if found is not None:
        return found
    made: JointMeeting = JointMeeting.objects.create(
        chapter=chapter, slip=slip, planned_by=by, partner=partner, planned_at=at, **asdict(plan)
    )
    _tell(made, "joint_meeting_planned", partner, at)
    return made


@transaction.atomic
def change_joint_meeting(*, joint_meeting: JointMeeting, plan: JointPlan, at: datetime) -> None:
    """Meet at another time or place, and tell the partner; the same once more changes nothing.

    Raises JointMeetingMoved.
    """
    was = JointPlan(joint_meeting.starts_at, joint_meeting.place, joint_meeting.prospect_agreed)
    if was == plan:
        return
    joint_meeting.change_plan(**asdict(plan))
    if (was.starts_at, was.place) != (plan.starts_at, plan.place):
        _tell(joint_meeting, "joint_meeting_changed", joint_meeting.partner, at)


@transaction.atomic
def call_off_joint_meeting(*, joint_meeting: JointMeeting, by: Member, at: datetime) -> None:
    """Not meet after all, and tell the other one. Raises JointMeetingMoved."""
    joint_meeting.move_to(JointState.CALLED_OFF)
    _tell(joint_meeting, "joint_meeting_called_off", joint_meeting.other_than(by), at)


def hold_joint_meeting(*, joint_meeting: JointMeeting, at: datetime) -> None:
    """The two met the prospect; said twice is said once. Raises StillToCome, JointMeetingMoved."""
    if joint_meeting.state == JointState.HELD:
        return
    if joint_meeting.state == JointState.PLANNED and not can_say_held(joint_meeting, at):
        raise StillToCome
    joint_meeting.move_to(JointState.HELD)


def write_note(*, joint_meeting: JointMeeting, said: str, better: str, by: Member, at: datetime) -> None:
    """Say what was said and what to do better, or say it anew.

    Raises JointMeetingMoved unless it was held, Forgotten where its prospect objected.
    """
    if joint_meeting.slip.objected:
        raise Forgotten
    if joint_meeting.state != JointState.HELD:
        raise JointMeetingMoved
    note = JointMeetingNote(
        chapter_id=joint_meeting.chapter_id,
        joint_meeting=joint_meeting,
        member=by,
        said=said,
        better=better,
        written_at=at,
    )
    JointMeetingNote.objects.bulk_create(
        [note],
        update_conflicts=True,
        unique_fields=["chapter", "joint_meeting", "member"],
        update_fields=["said", "better", "written_at"],
    )


def _tell(joint_meeting: JointMeeting, kind: str, to: Member, at: datetime) -> None:
    about = f"joint meeting {joint_meeting.pk} {at.isoformat()}"
    chapter = joint_meeting.chapter
    tell(chapter=chapter, kind=kind, about=about, to=address_of(to), at=at, subject=joint_meeting.pk)
