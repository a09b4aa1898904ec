"""For the member whose seat it is."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy

from notices.kinds import kind
from notices.models import Notice
from reviews.models import SeatReview
from reviews.notices.about import AboutReview, no_longer
from reviews.states import DecisionState


@kind("review_said")
class ReviewSaid(AboutReview):
    """The committee wrote to the member."""

    subject = gettext_lazy("A word about your seat at %(chapter)s")
    text = gettext_lazy(
        "Somebody of your chapter’s committee wrote to you. It is a conversation, not a verdict: read it and answer as "
        "you like, on the page or by a call.\n\nWhat is said there is read by you and the committee, nobody else."
    )
    label = gettext_lazy("Read and answer")


@kind("review_planned")
class ReviewPlanned(AboutReview):
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
class ReviewChecked(AboutReview):
    """The committee looked at how it went."""

    subject = gettext_lazy("How it went")
    text = gettext_lazy("The committee looked at how it went since you talked, and wrote down what comes next.")
    while_open = False


@kind("review_closed")
class ReviewClosed(AboutReview):
    """The conversation is over."""

    subject = gettext_lazy("The conversation about your seat is over")
    text = gettext_lazy("It was closed, with a word on what came of it.")
    while_open = False


@kind("review_put_to_vote")
class ReviewPutToVote(AboutReview):
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
        return super().settled(notice, at) or no_longer(notice, DecisionState.VOTING)


@kind("review_not_opened")
class ReviewNotOpened(AboutReview):
    """The vote is over, and the seat stays."""

    subject = gettext_lazy("Your seat at %(chapter)s stays yours")
    text = gettext_lazy(
        "The question that was put to the committee is off the table: your seat is yours. The conversation goes on."
    )


@kind("review_appeal_decided")
class ReviewAppealDecided(AboutReview):
    """The committee decided again."""

    subject = gettext_lazy("Your appeal at %(chapter)s")
    text = gettext_lazy("The committee has decided about your appeal. The page says what came of it.")
    label = gettext_lazy("Read it")


@kind("review_decided")
class ReviewDecided(AboutReview):
    """The committee decided about the member's seat."""

    subject = gettext_lazy("A decision about your seat at %(chapter)s")
    text = gettext_lazy(
        "The committee has decided about your seat. The page says what, why, and on what evidence; until when you can "
        "appeal, and how.\n\nIf you would rather talk, call your president."
    )
    label = gettext_lazy("Read the decision")


@kind("review_confirmed")
class ReviewConfirmed(AboutReview):
    """It takes effect."""

    subject = gettext_lazy("Your seat at %(chapter)s")
    text = gettext_lazy("The decision about your seat is confirmed. The page says from which day it holds.")
    while_open = False


@kind("review_undone")
class ReviewUndone(AboutReview):
    """It was taken back."""

    subject = gettext_lazy("The decision about your seat was taken back")
    text = gettext_lazy("The seat is yours. The page says why the decision was taken back.")
    while_open = False
