"""Meetings, marks, visits, the agenda and one-to-ones to come: the words for what they can be."""

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


class ArrivalState(models.TextChoices):
    """What the leader says of an arrival by the printed code."""

    WAITING = "waiting", _("waiting")
    SEEN = "seen", _("seen")
    REFUSED = "refused", _("not here")


class AgendaKind(models.TextChoices):
    """What an item of the agenda is; some show themselves on the big screen."""

    NETWORKING = "networking", _("open networking")
    WELCOME = "welcome", _("welcome")
    EDUCATION = "education", _("education")
    PRESENTATIONS = "presentations", _("weekly presentations")
    VISITORS = "visitors", _("visitors introduce themselves")
    FEATURE = "feature", _("feature presentation")
    SLIPS = "slips", _("slips and thanks")
    REPORTS = "reports", _("reports")
    ANNOUNCEMENTS = "announcements", _("announcements")
    CLOSE = "close", _("close")
    OTHER = "other", _("something else")


class RoundOrder(models.TextChoices):
    """In which order members present in a round."""

    FIXED = "fixed", _("by name")
    DRAWN = "drawn", _("drawn by lot")


class RunState(models.TextChoices):
    """How far a run sheet is."""

    READY = "ready", _("ready")
    RUNNING = "running", _("running")
    OVER = "over", _("over")


class SwapState(models.TextChoices):
    """What became of a request to swap feature presentations."""

    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "withdrawn", _("taken back")


class AppointmentState(models.TextChoices):
    """How far two members got in planning a one-to-one."""

    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("called off")
    MET = "met", _("met")


APPOINTMENT_TRANSITIONS: dict[AppointmentState, frozenset[AppointmentState]] = {
    AppointmentState.PROPOSED: frozenset(
        {AppointmentState.AGREED, AppointmentState.DECLINED, AppointmentState.CANCELLED, AppointmentState.MET}
    ),
    AppointmentState.AGREED: frozenset({AppointmentState.PROPOSED, AppointmentState.CANCELLED, AppointmentState.MET}),
    AppointmentState.DECLINED: frozenset(),
    AppointmentState.CANCELLED: frozenset(),
    # back to where it was, once the log of it is taken back
    AppointmentState.MET: frozenset({AppointmentState.PROPOSED, AppointmentState.AGREED}),
}
