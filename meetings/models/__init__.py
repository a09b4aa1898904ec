"""Meetings and what happens around them, a file a subject."""

from meetings.models.calendar import CalendarFeed
from meetings.models.meeting import Arrival, Mark, Meeting, Substitute
from meetings.models.one_to_ones import (
    Appointment,
    AppointmentTime,
    MonthPlan,
    OneToOne,
    PairNote,
    PlannedPair,
    Worksheet,
)
from meetings.models.presenting import Feedback, Passed, Presentation, Swap, WeekAsk
from meetings.models.run_sheet import AgendaItem, RunSheet, RunSheetItem, Turn
from meetings.models.visiting import Visit

__all__ = [
    "AgendaItem",
    "Appointment",
    "AppointmentTime",
    "Arrival",
    "CalendarFeed",
    "Feedback",
    "Mark",
    "Meeting",
    "MonthPlan",
    "OneToOne",
    "PairNote",
    "Passed",
    "PlannedPair",
    "Presentation",
    "RunSheet",
    "RunSheetItem",
    "Substitute",
    "Swap",
    "Turn",
    "Visit",
    "WeekAsk",
    "Worksheet",
]
