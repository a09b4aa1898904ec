"""What people are told about a seat review: that there is something to read or to do. Never what is said in it."""

from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from members.notices import ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from reviews.actions.cases import seated
from reviews.committee import sees_flags
from reviews.models import Decision, SeatReview
from reviews.states import DAYS_TO_ANSWER, DecisionState, ReviewState
from standing.models import Flag

OVER = "it is over"
NOT_THEIRS = "no longer theirs to know"


class _AboutReview(ToMember):
    """A notice whose subject is a flag; the mail names nobody and says nothing of what is on the page."""

    subject: Promise | str
    text: Promise | str
    label: Promise | str = gettext_lazy("Open it")
    while_open = True

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the flag is closed, where it is about a conversation that goes on."""
        flag = self.flag(notice)
        return OVER if flag is None or (self.while_open and flag.closed_at is not None) else ""

    def render(self, notice: Notice) -> Mail:
        """What there is to do, and where."""
        says = {"chapter": notice.chapter, "days": DAYS_TO_ANSWER}
        path = f"{notice.chapter.path}standing/flag/{notice.subject}/"
        return Mail(
            subject=one_line(str(self.subject) % says),
            text=str(self.text) % says,
            act=Act(str(self.label), address(path)),
        )

    def flag(self, notice: Notice) -> Flag | None:
        """The flag it is about."""
        rows = Flag.objects.in_chapter(notice.chapter_id).select_related("chapter")
        return rows.filter(pk=notice.subject or 0).first()


class _ToMemberConcerned(_AboutReview):
    """For the member whose seat it is."""


class _ToCommittee(_AboutReview):
    """For whoever sits on the committee when it is sent."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Nor for somebody who is not on the committee any more."""
        why = super().settled(notice, at)
        flag = self.flag(notice)
        if why or flag is None:
            return why or OVER
        sits = any(
            one.email == notice.email or (notice.user_id is not None and one.user_id == notice.user_id)
            for one in seated(flag, at=at).seated
            if not one.recused
        )
        return "" if sits else NOT_THEIRS


@kind("review_said")
class ReviewSaid(_ToMemberConcerned):
    """The committee wrote to the member."""

    subject = gettext_lazy("A word about your seat at %(chapter)s")
    text = gettext_lazy(
        "Somebody of your chapter’s committee wrote to you. It is a conversation, not a verdict: read it and answer as "
        "you like, on the page or by a call.\n\nWhat is said there is read by you and the committee, nobody else."
    )
    label = gettext_lazy("Read and answer")


@kind("flag_raised", called=gettext_lazy("seats that are flagged"))
class FlagRaised(_AboutReview):
    """A seat is flagged and nobody has said a word yet: for whoever may know of it."""

    subject = gettext_lazy("A seat is flagged at %(chapter)s")
    text = gettext_lazy(
        "A seat is flagged. It opens a conversation, and nothing else: somebody of the committee calls, and asks how "
        "they are. The page says whose it is, and why."
    )
    label = gettext_lazy("See the flag")

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once somebody talks to them; nor for whoever may not know of it any more."""
        why, flag = super().settled(notice, at), self.flag(notice)
        if why or flag is None:
            return why or OVER
        if flag.told_at is not None:
            return "begun"
        theirs = {(one.email, one.user_id) for one in sees_flags(flag.chapter, but=flag.member_id, at=at)}
        mine = (notice.email, notice.user_id)
        return "" if any(mine[0] == one or (mine[1] and mine[1] == user) for one, user in theirs) else NOT_THEIRS


@kind("review_planned")
class ReviewPlanned(_ToMemberConcerned):
    """A plan waits for the member's yes."""

    subject = gettext_lazy("A plan for you to look at")
    text = gettext_lazy(
        "The committee has put down what would help you and until when. Look at it; if something does not fit, say "
        "so.\n\nIt is read by you and the committee, nobody else."
    )
    label = gettext_lazy("Look at the plan")

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the member agreed."""
        agreed = SeatReview.objects.in_chapter(notice.chapter_id).filter(
            ~Q(plan_agreed_at=None), flag=notice.subject or 0
        )
        return super().settled(notice, at) or ("agreed" if agreed.exists() else "")


@kind("review_checked")
class ReviewChecked(_ToMemberConcerned):
    """The committee looked at how it went."""

    subject = gettext_lazy("How it went")
    text = gettext_lazy("The committee looked at how it went since you talked, and wrote down what comes next.")
    while_open = False


@kind("review_closed")
class ReviewClosed(_ToMemberConcerned):
    """The conversation is over."""

    subject = gettext_lazy("The conversation about your seat is over")
    text = gettext_lazy("It was closed, with a word on what came of it.")
    while_open = False


@kind("review_put_to_vote")
class ReviewPutToVote(_ToMemberConcerned):
    """The committee is asked about the member's seat; nothing is decided."""

    subject = gettext_lazy("The committee of %(chapter)s is asked about your seat")
    text = gettext_lazy(
        "The committee is asked whether your seat opens. Nothing is decided. You have at least %(days)s days to say "
        "how you see it, on the page or by a call, before the vote is closed.\n\nIf you would rather talk, call your "
        "president."
    )
    label = gettext_lazy("Say how you see it")

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the vote is over."""
        return super().settled(notice, at) or _over(notice, DecisionState.VOTING)


@kind("review_not_opened")
class ReviewNotOpened(_ToMemberConcerned):
    """The vote is over, and the seat stays."""

    subject = gettext_lazy("Your seat at %(chapter)s stays yours")
    text = gettext_lazy(
        "The question that was put to the committee is off the table: your seat is yours. The conversation goes on."
    )


@kind("review_appeal_decided")
class ReviewAppealDecided(_ToMemberConcerned):
    """The committee decided again."""

    subject = gettext_lazy("Your appeal at %(chapter)s")
    text = gettext_lazy("The committee has decided about your appeal. The page says what came of it.")
    label = gettext_lazy("Read it")


@kind("review_decided")
class ReviewDecided(_ToMemberConcerned):
    """The committee decided about the member's seat."""

    subject = gettext_lazy("A decision about your seat at %(chapter)s")
    text = gettext_lazy(
        "The committee has decided about your seat. The page says what, why, and on what evidence; until when you can "
        "appeal, and how.\n\nIf you would rather talk, call your president."
    )
    label = gettext_lazy("Read the decision")


@kind("review_confirmed")
class ReviewConfirmed(_ToMemberConcerned):
    """It takes effect."""

    subject = gettext_lazy("Your seat at %(chapter)s")
    text = gettext_lazy("The decision about your seat is confirmed. The page says from which day it holds.")
    while_open = False


@kind("review_undone")
class ReviewUndone(_ToMemberConcerned):
    """It was taken back."""

    subject = gettext_lazy("The decision about your seat was taken back")
    text = gettext_lazy("The seat is yours. The page says why the decision was taken back.")
    while_open = False


@kind("review_answered", called=gettext_lazy("answers in seat reviews"))
class ReviewAnswered(_ToCommittee):
    """The member wrote."""

    subject = gettext_lazy("An answer in a conversation about a seat")
    text = gettext_lazy("The member answered.")
    label = gettext_lazy("Read it")


@kind("review_agreed", called=gettext_lazy("plans agreed to in seat reviews"))
class ReviewAgreed(_ToCommittee):
    """The member agreed to the plan."""

    subject = gettext_lazy("A plan is agreed on")
    text = gettext_lazy("The member agrees to the plan. Whoever is on the committee on the day of the check is told.")


@kind("review_check_due", called=gettext_lazy("checks due in seat reviews"))
class ReviewCheckDue(_ToCommittee):
    """The day of the check has come; it changes nothing by itself."""

    subject = gettext_lazy("Time to look at how it went")
    text = gettext_lazy(
        "The day has come to look at how it went, as agreed. The page has the record as it is now. Nothing happens by "
        "itself: you say whether it is thriving or takes more time."
    )
    label = gettext_lazy("Look at it")

    def settled(self, notice: Notice, at: datetime) -> str:
        """Where another date was set, or the plan is over."""
        day = notice.about.rpartition(":")[2]
        rows = SeatReview.objects.in_chapter(notice.chapter_id)
        still = rows.filter(flag=notice.subject or 0, check_on=day, state=ReviewState.SUPPORTED)
        return super().settled(notice, at) or ("" if still.exists() else "another day")


@kind("review_confirm_due", called=gettext_lazy("decisions in seat reviews that wait"))
class ReviewConfirmDue(_ToCommittee):
    """The days to appeal are over, or the appeal is answered; nothing happens until somebody says so."""

    subject = gettext_lazy("A decision waits for somebody")
    text = gettext_lazy(
        "A decision about a seat can be confirmed, or undone. Nothing happens by itself: until the president or the "
        "vice president says so, the seat stays as it is."
    )
    label = gettext_lazy("Confirm or undo it")

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once somebody did either, or it is appealed."""
        return super().settled(notice, at) or _over(notice, DecisionState.CARRIED)


@kind("review_vote")
class ReviewVote(_ToCommittee):
    """A proposal waits for ballots."""

    subject = gettext_lazy("The committee is asked to vote")
    text = gettext_lazy(
        "Somebody proposes to open a seat. Read the reason and the evidence, then vote, or step aside if you cannot be "
        "impartial. You can change your vote until it is closed."
    )
    label = gettext_lazy("Read and vote")


@kind("review_appealed")
class ReviewAppealed(_ToCommittee):
    """The member appeals."""

    subject = gettext_lazy("A decision is appealed")
    text = gettext_lazy("The member asks the committee to decide again. Read what they say, then vote.")
    label = gettext_lazy("Read and vote")


@kind("review_counted", called=gettext_lazy("results in seat reviews"))
class ReviewCounted(_ToCommittee):
    """A vote was closed, confirmed or undone."""

    subject = gettext_lazy("A seat review has moved on")
    text = gettext_lazy("A vote was closed, or a decision confirmed or taken back. The page says which.")
    while_open = False


def _over(notice: Notice, state: DecisionState) -> str:
    """Why a notice about a decision, named by its key, is not sent: the decision is in another state by now."""
    key = notice.about.rpartition(":")[2]
    still = Decision.objects.in_chapter(notice.chapter_id).filter(pk=key, state=state)
    return "" if still.exists() else "moved on meanwhile"
