"""Where a case stands, in a sentence for either side. Never a reproach."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reviews.case import Whole
from reviews.committee import Committee
from reviews.models import SeatReview
from reviews.states import ENDED, ReviewState


def day_of(day: date | None) -> str:
    """A day in words."""
    return date_format(day, "j F Y") if day else ""


def for_committee(
    state: ReviewState, name: str, found: Whole, review: SeatReview | None, today: date, committee: Committee | None
) -> str:
    """What the committee reads on top."""
    if not found.holds_seat and state not in ENDED:
        return _("%(name)s holds this seat no more. What is left is to close the conversation.") % {"name": name}
    if state == ReviewState.SUPPORTED and review is not None:
        return _plan(name, review, today)
    if found.open_vote is not None and committee is not None:
        numbers = {
            "cast": len(found.open_vote.ballots & committee.voters),
            "all": len(committee.voters),
            "needed": committee.quorum,
        }
        return _("%(cast)s of %(all)s have voted; %(needed)s have to. Most votes decide, and a tie waits.") % numbers
    if state == ReviewState.DECIDED and found.decision is not None:
        return _decided(name, found, today)
    said = {"name": name}
    sentences = {
        ReviewState.FLAGGED: _(
            "Nothing was said to %(name)s yet, and %(name)s does not see this page. A call is kinder than a page; a "
            "kind word here begins the conversation."
        ),
        ReviewState.TALKING: _("You are talking with %(name)s. What would help, and until when?"),
    }
    return sentences[state] % said if state in sentences else over(state, name, found)


def for_member(state: ReviewState, found: Whole, review: SeatReview | None, today: date) -> str:
    """What the member reads on top."""
    decision = found.decision
    if state == ReviewState.SUPPORTED and review is not None:
        day = {"day": day_of(review.check_on)}
        if review.plan_agreed_at is None:
            return _("There is a plan for you to look at. If it fits, say yes; if not, write what does not.")
        return _("You agreed on a plan. On %(day)s you look together at how it went.") % day
    if state == ReviewState.DECIDED and decision is not None:
        said = {"day": day_of(decision.effective_on), "until": day_of(decision.appeal_until)}
        if found.may_appeal(today):
            return _("The committee decided that your seat opens on %(day)s. You can appeal until %(until)s.") % said
        if found.appealed:
            return _("The committee decided again: your seat opens on %(day)s. It is not confirmed yet.") % said
        return _("The committee decided that your seat opens on %(day)s. It is not confirmed yet.") % said
    sentences = {
        ReviewState.TALKING: _("Your chapter would like to talk. Say how you see it, here or by a call."),
        ReviewState.APPEALED: _("You appealed. The committee decides again; until then nothing changes."),
    }
    if state == ReviewState.VOTING and found.open_vote is not None:
        return _(
            "The committee is asked whether your seat opens. Nothing is decided: say how you see it. The vote is not "
            "closed before %(day)s."
        ) % {"day": day_of(found.open_vote.counted_from)}
    return sentences.get(state) or over(state, "", found)


def over(state: ReviewState, name: str, found: Whole) -> str:
    """How it ended."""
    decision = found.decision
    sentences = {
        ReviewState.OPENED: _("The seat opens on %(day)s.") % {"day": day_of(decision.left_on if decision else None)},
        ReviewState.THRIVING: _("Thriving. The conversation is over."),
        ReviewState.CLOSED: _("The conversation is over."),
        ReviewState.UNDONE: _("The decision was taken back: %(name)s keeps the seat.") % {"name": name}
        if name
        else _("The decision was taken back: you keep the seat."),
    }
    return sentences.get(state, "")


def plan_runs(name: str, review: SeatReview | None, today: date) -> str:
    """That what was planned is not over, to whoever proposes or votes meanwhile; empty where there is no plan."""
    if review is None or review.check_on is None:
        return ""
    said, due = {"name": name, "day": day_of(review.check_on)}, review.check_on <= today
    if review.plan_agreed_at is None and due:
        words = _("A plan was to be looked at on %(day)s. It still waits for a yes from %(name)s.")
    elif review.plan_agreed_at is None:
        words = _("A plan waits for a yes from %(name)s. You would look at it on %(day)s.")
    elif due:
        words = _("A plan ran until %(day)s. How it went is not written down yet.")
    else:
        words = _("A plan runs until %(day)s. Then you would look together at how it went.")
    return words % said


def _plan(name: str, review: SeatReview, today: date) -> str:
    said = {"name": name, "day": day_of(review.check_on)}
    if review.check_on is not None and review.check_on <= today:
        return _("It is time to look at how it went, as agreed for %(day)s. The figures are today’s.") % said
    if review.plan_agreed_at is None:
        return _("%(name)s has not said yes to the plan yet. You look at it on %(day)s.") % said
    return _("%(name)s agreed to the plan. You look at it together on %(day)s.") % said


def _decided(name: str, found: Whole, today: date) -> str:
    decision = found.decision
    assert decision is not None  # whoever calls this looked
    said = {"name": name, "day": day_of(decision.effective_on), "until": day_of(decision.appeal_until)}
    if found.may_appeal(today):
        return _("Decided: the seat opens on %(day)s. %(name)s can appeal until %(until)s.") % said
    if found.appealed:
        words = _("Decided again: the seat opens on %(day)s. Nothing happens until somebody confirms it.")
    else:
        words = _(
            "Decided: the seat opens on %(day)s. The days to appeal are over; nothing happens until somebody "
            "confirms it."
        )
    return words % said
