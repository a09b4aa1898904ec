"""For the committee; of a flag nobody acted on, for whoever may know of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from notices.kinds import kind
from notices.models import Notice
from reviews.actions.cases import seated
from reviews.committee import sees_flags
from reviews.models import SeatReview
from reviews.notices.about import NOT_THEIRS, OVER, AboutReview, no_longer
from reviews.states import DecisionState, ReviewState


class _ToCommittee(AboutReview):
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


class _AsksForVotes(_ToCommittee):
    """A vote is open, on the decision that the notice names."""

    label = gettext_lazy("Read and vote")

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the vote is over."""
        return super().settled(notice, at) or no_longer(notice, DecisionState.VOTING)


@kind("flag_raised", called=gettext_lazy("seats that are flagged"))
class FlagRaised(AboutReview):
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
        return super().settled(notice, at) or no_longer(notice, DecisionState.CARRIED)


@kind("review_vote")
class ReviewVote(_AsksForVotes):
    """A proposal waits for ballots."""

    subject = gettext_lazy("The committee is asked to vote")
    text = gettext_lazy(
        "Somebody proposes to open a seat. Read the reason and the evidence, then vote, or step aside if you cannot be "
        "impartial. You can change your vote until it is closed."
    )


@kind("review_appealed")
class ReviewAppealed(_AsksForVotes):
    """The member appeals."""

    subject = gettext_lazy("A decision is appealed")
    text = gettext_lazy("The member asks the committee to decide again. Read what they say, then vote.")


@kind("review_counted", called=gettext_lazy("results in seat reviews"))
class ReviewCounted(_ToCommittee):
    """A vote was closed or withdrawn, a decision confirmed or undone."""

    happened: ClassVar[Mapping[str, tuple[Promise, Promise]]] = {
        "decision": (
            gettext_lazy("A vote about a seat is closed"),
            gettext_lazy("The vote about a seat is closed. The page says what came of it, and by how many votes."),
        ),
        "withdrawn": (
            gettext_lazy("A proposal to open a seat is withdrawn"),
            gettext_lazy("A proposal to open a seat is withdrawn, so there is no vote any more. The page says why."),
        ),
        "confirmed": (
            gettext_lazy("A decision about a seat is confirmed"),
            gettext_lazy("The decision to open a seat is confirmed. The page says by whom, and from which day."),
        ),
        "undone": (
            gettext_lazy("A decision about a seat is taken back"),
            gettext_lazy("The decision to open a seat is taken back: the seat stays. The page says by whom, and why."),
        ),
    }
    while_open = False

    def words(self, notice: Notice) -> tuple[Promise | str, Promise | str]:
        """What happened, by the word the act told it with."""
        return self.happened[notice.about.partition(":")[0]]
