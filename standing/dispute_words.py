"""What a dispute is about, in words that its page, a list and a mail say alike."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.models import Mark
from meetings.states import Attendance
from referrals.states import Kind
from standing.models import Dispute
from standing.states import Disputed


def title_of(dispute: Dispute) -> str:
    """The row, in a few words."""
    if dispute.what == Disputed.MARK:
        return _("The meeting of %(day)s") % {"day": _day(dispute.day)}
    if dispute.what == Disputed.MISSING_ONE_TO_ONE:
        return _("A one-to-one with %(name)s, %(day)s") % {"name": dispute.other, "day": _day(dispute.day)}
    if dispute.what == Disputed.MISSING_SLIP:
        said = {"name": dispute.other, "day": _day(dispute.day)}
        return (_("A referral to %(name)s, %(day)s") if dispute.other else _("A lead of %(day)s")) % said
    slip = dispute.slip
    day = _day(dispute.chapter.today(slip.given_at))
    if slip.kind == Kind.LEAD:
        return _("The lead of %(day)s") % {"day": day}
    return _("The referral to %(name)s, %(day)s") % {"name": slip.receiver, "day": day}


def record_of(dispute: Dispute) -> str:
    """What the record says while it waits; empty of what is missing, and once it is settled. One statement of a mark.

    An answer is not held against today's record, which may have been put right since, by the answer itself or later.
    """
    if not dispute.is_open:
        return ""
    if dispute.what == Disputed.MARK:
        marks = Mark.objects.in_chapter(dispute.chapter_id).on(dispute.day_of_it).filter(member=dispute.member_id)
        found = marks.first()
        return _("The record says: %(mark)s") % {"mark": _mark(found.mark, found.substitute) if found else _("no mark")}
    if dispute.what != Disputed.BAD_SLIP:
        return ""
    bad_at = dispute.slip.bad_at
    if bad_at is None:
        return _("It counts.")
    said = {"name": dispute.other or dispute.chapter, "day": _day(dispute.chapter.today(bad_at))}
    return _("%(name)s marked it as no use on %(day)s.") % said


def _mark(mark: str, substitute: str) -> str:
    label = str(Attendance(mark).label)
    return f"{label} ({substitute})" if substitute else label


def wish_of(dispute: Dispute, *, own: bool) -> str:
    """What the member says it should be, without a name in front, to themselves (`own`) or to an officer."""
    if dispute.what == Disputed.MARK:
        return _("It should be: %(mark)s") % {"mark": _mark(dispute.mark, dispute.substitute)}
    if dispute.what == Disputed.BAD_SLIP:
        return _("It should count: it was not of no use.")
    if dispute.what == Disputed.MISSING_SLIP:
        return dispute.need or _("It was passed, but never handed in.")
    return _("You two met, but never logged it.") if own else _("The two met, but never logged it.")


def what_follows(dispute: Dispute) -> str:
    """What happens where it is put right."""
    if dispute.what == Disputed.MARK:
        return _("The mark is changed, and the minutes show that it was corrected.")
    if dispute.what == Disputed.BAD_SLIP:
        return _("The slip counts again, and %(name)s is told.") % {"name": dispute.other or _("whoever marked it")}
    if dispute.what == Disputed.MISSING_SLIP:
        if dispute.other is None:
            return _("The lead is put in, and the chapter reads it.")
        words = _("The referral is put in, and %(name)s is told; whom it is about the member fills in.")
        return words % {"name": dispute.other}
    return _("It is logged for both. %(name)s is told, and can still say that it was not.") % {"name": dispute.other}


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
