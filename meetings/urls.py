"""Where the pages about meetings and one-to-ones live."""

from datetime import date

from django.urls import URLPattern, path, register_converter

from meetings.views import agenda, running, visitors
from meetings.views.cant_come import cant_come
from meetings.views.log_one_to_one import log_one_to_one
from meetings.views.mark import mark
from meetings.views.meeting import meeting
from meetings.views.meetings import meetings
from meetings.views.my_one_to_ones import (
    confirm_one_to_one,
    dispute_one_to_one,
    my_one_to_ones,
    withdraw_one_to_one,
)
from meetings.views.roll_call import roll_call
from meetings.views.run_sheet import run_sheet
from meetings.views.screen import screen


class DayConverter:
    """A date in a path, as 2026-03-03, of this age."""

    regex = r"(?:19|20|21)\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The date; ValueError (no such page) where the calendar has none."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As it stands in a path."""
        return value.isoformat()


register_converter(DayConverter, "day")

chapter_pages: list[URLPattern] = [
    path("meeting/", meeting, name="meeting"),
    path("meeting/<day:day>/", meeting, name="meeting"),
    path("meeting/<day:day>/open/", running.open_meeting, name="open_meeting"),
    path("meeting/<day:day>/close/", running.close_meeting, name="close_meeting"),
    path("meeting/<day:day>/reopen/", running.reopen_meeting, name="reopen_meeting"),
    path("meeting/<day:day>/cancel/", running.cancel_meeting, name="cancel_meeting"),
    path("meeting/<day:day>/restore/", running.restore_meeting, name="restore_meeting"),
    path("meeting/<day:day>/move/", running.move_meeting, name="move_meeting"),
    path("meeting/<day:day>/visitors/", visitors.add_visitor, name="add_visitor"),
    path("visitors/<int:visit>/", visitors.settle_visitor, name="settle_visitor"),
    path("visitors/<int:visit>/remove/", visitors.remove_visitor, name="remove_visitor"),
    path("meeting/<day:day>/run-sheet/", run_sheet, name="run_sheet"),
    path("screen/<str:token>/", screen, name="screen"),
    path("set-up/agenda/", agenda.agenda, name="agenda"),
    path("set-up/agenda/own/", agenda.own_agenda, name="own_agenda"),
    path("set-up/agenda/usual/", agenda.usual_again, name="usual_again"),
    path("set-up/agenda/<int:item>/", agenda.agenda_item, name="agenda_item"),
    path("set-up/agenda/<int:item>/move/", agenda.move_agenda_item, name="move_agenda_item"),
    path("set-up/agenda/<int:item>/remove/", agenda.remove_agenda_item, name="remove_agenda_item"),
    path("meetings/", meetings, name="meetings"),
    path("roll-call/", roll_call, name="roll_call"),
    path("roll-call/<day:day>/", roll_call, name="roll_call"),
    path("roll-call/<day:day>/<int:member>/", mark, name="mark"),
    path("cant-come/<str:token>/", cant_come, name="cant_come"),
    path("one-to-one/", log_one_to_one, name="log_one_to_one"),
    path("one-to-ones/", my_one_to_ones, name="my_one_to_ones"),
    path("one-to-ones/<uuid:key>/confirm/", confirm_one_to_one, name="confirm_one_to_one"),
    path("one-to-ones/<uuid:key>/dispute/", dispute_one_to_one, name="dispute_one_to_one"),
    path("one-to-ones/<uuid:key>/withdraw/", withdraw_one_to_one, name="withdraw_one_to_one"),
]
network_pages: list[URLPattern] = []
