"""What a seat review has against acts on people around it: no seat opens past it, nobody picks their own judges."""

from django.utils.translation import gettext as _

from members.models import Member, Stay
from members.obstacles import on_ending, on_resuming, on_term
from members.states import OfficeName
from reviews.models import Decision
from reviews.states import DecisionState
from standing.models import Flag

JUDGES = frozenset({OfficeName.PRESIDENT, OfficeName.VICE_PRESIDENT, OfficeName.COMMITTEE})


@on_ending
def flagged(stay: Stay) -> str:
    """Its seat is flagged, and what comes of that is for the committee. The same words however far that is."""
    open_flags = Flag.objects.in_chapter(stay.chapter_id).filter(closed_at__isnull=True)
    if not open_flags.filter(member=stay.member_id, seat=stay.seat_id).exists():
        return ""
    return _(
        "This seat is flagged. Whether it opens is for the committee: see what comes of the conversation first. "
        "Where they asked to leave themselves, say so."
    )


@on_resuming
def decided(stay: Stay) -> str:
    """It ended by a decision that was confirmed: that is taken back where it was made, with a reason."""
    made = Decision.objects.in_chapter(stay.chapter_id).filter(state=DecisionState.CONFIRMED)
    if not made.filter(stay=stay.pk, left_on=stay.left_on).exists():
        return ""
    return _("The committee decided this. It can be undone in the conversation about the seat, with a reason.")


@on_term
def own_case(by: Member, office: OfficeName) -> str:
    """They would pick who decides about their own seat. What they do not know of yet is no reason to tell them."""
    begun = Flag.objects.in_chapter(by.chapter_id).filter(closed_at__isnull=True, told_at__isnull=False)
    if office not in JUDGES or not begun.filter(member=by).exists():
        return ""
    return _("While the committee talks with you about your own seat, who sits on it stays as it is.")
