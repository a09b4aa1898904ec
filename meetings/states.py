"""Meetings, marks and visits: the words for what they can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingStatus(models.TextChoices):
    """A meeting becomes held when it is closed; reopening makes it scheduled again."""

    SCHEDULED = "scheduled", _("scheduled")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


TRANSITIONS: dict[MeetingStatus, frozenset[MeetingStatus]] = {
    MeetingStatus.SCHEDULED: frozenset({MeetingStatus.HELD, MeetingStatus.CANCELLED}),
    MeetingStatus.HELD: frozenset({MeetingStatus.SCHEDULED}),
    MeetingStatus.CANCELLED: frozenset({MeetingStatus.SCHEDULED}),
}


class Attendance(models.TextChoices):
    """One member's mark at one meeting."""

    PRESENT = "present", _("present")
    LATE = "late", _("late")
    SUBSTITUTE = "substitute", _("substitute")
    MEDICAL = "medical", _("medical")
    ABSENT_NOTIFIED = "absent_notified", _("absent, told us")
    ABSENT = "absent", _("absent")


class Outcome(models.TextChoices):
    """What became of a visit."""

    CAME = "came", _("came")
    NO_SHOW = "no_show", _("did not come")
    APPLIED = "applied", _("applied")
    JOINED = "joined", _("joined")
