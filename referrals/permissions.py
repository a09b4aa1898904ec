"""Who may do what with a slip: used by page, view and test alike.

`is_…` asks who somebody is to a slip; `can_…` also whether it is time for it.
"""

from collections.abc import Sequence, Set
from datetime import date, datetime

from members.models import Member
from members.permissions import OFFICERS
from referrals.models import (
    Answer,
    Ask,
    JointMeeting,
    LeadQuestion,
    Lesson,
    LookBack,
    LookBackAnswer,
    Progress,
    Slip,
    ThankYou,
)
from referrals.states import ASK_TRANSITIONS, TRANSITIONS, AskState, JointState, Kind, Stage, UseName
from referrals.story import OnIt, Silence
from referrals.values import UNDO_FOR


def is_one_of_the_two(member: Member, slip: Slip) -> bool:
    """Its giver or its receiver."""
    return member.pk in {slip.giver_id, slip.receiver_id}


def is_judge(member: Member, roles: Set[str], slip: Slip) -> bool:
    """May say that it was no use: a referral's receiver; of a lead an officer, but not its giver, who withdraws it."""
    if slip.kind == Kind.LEAD:
        return bool(OFFICERS & roles) and slip.giver_id != member.pk
    return slip.receiver_id == member.pk


def can_see_prospect(member: Member, slip: Slip) -> bool:
    """The two; of a lead everybody, where its giver said yes."""
    return is_one_of_the_two(member, slip) or (slip.kind == Kind.LEAD and slip.prospect_shown)


def can_hand_link(member: Member, slip: Slip) -> bool:
    """The two, while there are details that the prospect may have removed."""
    held = slip.prospect or slip.prospect_phone or slip.prospect_email
    return slip.kind == Kind.REFERRAL and is_one_of_the_two(member, slip) and bool(held)


def can_see_reason(member: Member, roles: Set[str], slip: Slip) -> bool:
    """Why it was no use is between the two; of a lead between its giver and the officers."""
    return slip.giver_id == member.pk or is_judge(member, roles, slip)


def can_report(member: Member, slip: Slip) -> bool:
    """Its receiver says how it goes, until it turned out bad or was withdrawn, or its prospect objected."""
    return slip.receiver_id == member.pk and slip.is_good and not slip.objected and bool(TRANSITIONS[Stage(slip.stage)])


def can_mark_bad(member: Member, roles: Set[str], slip: Slip) -> bool:
    """Its judge, while it stands; nothing new is said of a prospect who objected."""
    return slip.is_good and not slip.objected and is_judge(member, roles, slip)


def can_withdraw(member: Member, slip: Slip) -> bool:
    """Its giver, until somebody acted on it."""
    return slip.giver_id == member.pk and slip.is_good and slip.stage == Stage.PASSED


def can_correct(member: Member, slip: Slip) -> bool:
    """Its giver, while it is open and what it says of the prospect was not removed."""
    return slip.giver_id == member.pk and slip.can_be_corrected


def can_give_again(member: Member, slip: Slip, at: datetime) -> bool:
    """Its giver, for a short while after withdrawing it."""
    withdrawn = slip.withdrawn_at
    return slip.giver_id == member.pk and withdrawn is not None and at - withdrawn <= UNDO_FOR


def can_answer(member: Member, ask: Ask, today: date) -> bool:
    """Everybody but its author, as long as an answer helps."""
    return ask.asker_id != member.pk and is_open(ask, today)


def is_open(ask: Ask, today: date) -> bool:
    """Whether an answer still helps."""
    return ask.state == AskState.OPEN and ask.need_by >= today


def can_open_again(member: Member, ask: Ask, at: datetime) -> bool:
    """Its author, for a short while after ending it."""
    ended = ask.ended_at
    undoes = AskState.OPEN in ASK_TRANSITIONS[AskState(ask.state)]
    return ask.asker_id == member.pk and undoes and ended is not None and at - ended <= UNDO_FOR


def can_pass_on(member: Member, answer: Answer) -> bool:
    """Make a referral of an answer: whoever gave it, once, while what it says is still kept."""
    return answer.answerer_id == member.pk and answer.slip_id is None and answer.ask.wiped_at is None


def can_take_back(member: Member, report: Progress, at: datetime) -> bool:
    """Whoever reported it, for a short while."""
    return report.reported_by_id == member.pk and at - report.at <= UNDO_FOR


def is_open_lead(slip: Slip) -> bool:
    """A lead that stands: not withdrawn, not of no use, not ended and no referral yet."""
    return slip.kind == Kind.LEAD and slip.is_good and slip.stage == Stage.PASSED


def can_ask(member: Member, lead: Slip) -> bool:
    """Everybody but its giver, while it is open."""
    return is_open_lead(lead) and lead.giver_id != member.pk


def can_ask_name(member: Member, lead: Slip) -> bool:
    """The same, where its giver wishes to be asked."""
    return can_ask(member, lead) and lead.use_name in {"", UseName.ASK}


def can_answer_question(member: Member, question: LeadQuestion) -> bool:
    """The giver of the lead, once."""
    return question.lead.giver_id == member.pk and question.answered_at is None


def can_take(member: Member, lead: Slip, who: OnIt | None) -> bool:
    """Everybody but its giver, while it is open and nobody is on it."""
    return can_ask(member, lead) and who is None


def can_release(member: Member, lead: Slip, who: OnIt | None) -> bool:
    """Whoever is on it, or its giver, who may know that they have left; while it is open."""
    return is_open_lead(lead) and who is not None and member.pk in {who.member, lead.giver_id}


def can_make_referral(member: Member, lead: Slip, who: OnIt | None) -> bool:
    """Make it a referral: its giver, or whoever is on it, while it is open."""
    return is_open_lead(lead) and member.pk in {lead.giver_id, who.member if who else None}


def can_end(member: Member, lead: Slip, who: OnIt | None) -> bool:
    """Say how it ended: its giver, or whoever is on it, until somebody said so; a referral it became tells the rest."""
    return can_make_referral(member, lead, who)


def can_ask_how(member: Member, slip: Slip, silence: Silence, at: datetime) -> bool:
    """The giver of a referral, after a long silence, once a week."""
    is_waiting = slip.kind == Kind.REFERRAL and slip.is_open
    return is_waiting and slip.giver_id == member.pk and silence.giver_may_ask(at)


def can_put_off(member: Member, slip: Slip) -> bool:
    """Its receiver, while it is open."""
    return slip.receiver_id == member.pk and slip.is_open


def can_answer_bad(member: Member, slip: Slip, lesson: Lesson | None) -> bool:
    """Its giver, once, where its receiver said what was wrong, unless its prospect objected."""
    return slip.giver_id == member.pk and not slip.objected and lesson is not None and lesson.answered_at is None


def can_answer_anew(member: Member, look_back: LookBack, said: Sequence[LookBackAnswer]) -> bool:
    """Say one's answer anew: until both have answered, and even then where the other one had typed it."""
    own = next((one for one in said if one.member_id == member.pk), None)
    if own is None or look_back.closed_at is not None:
        return False
    return len(said) == 1 or own.typed_by_id != member.pk


def can_correct_thanks(member: Member, thank_you: ThankYou) -> bool:
    """Whoever thanked, at any time."""
    return thank_you.giver_id == member.pk


def can_take_back_thanks(member: Member, thank_you: ThankYou, at: datetime) -> bool:
    """Whoever thanked, for a short while after it was said."""
    return thank_you.giver_id == member.pk and at - (thank_you.arrived_at or thank_you.at) <= UNDO_FOR


def can_bring_partner(member: Member, slip: Slip) -> bool:
    """Plan a joint meeting: the receiver of a referral that has not come to its end."""
    return slip.receiver_id == member.pk and slip.is_open


def can_see_whom_they_meet(member: Member, joint_meeting: JointMeeting) -> bool:
    """The prospect's name and need: whoever received the referral, and the partner once the prospect agreed."""
    return joint_meeting.planned_by_id == member.pk or joint_meeting.prospect_agreed


def can_change_plan(member: Member, joint_meeting: JointMeeting) -> bool:
    """When and where: whoever planned it, while it is planned and its prospect did not object."""
    planned = joint_meeting.state == JointState.PLANNED and not joint_meeting.slip.objected
    return joint_meeting.planned_by_id == member.pk and planned


def can_say_held(joint_meeting: JointMeeting, at: datetime) -> bool:
    """That it took place: either of the two, from when it was to begin."""
    return joint_meeting.state == JointState.PLANNED and joint_meeting.starts_at <= at
