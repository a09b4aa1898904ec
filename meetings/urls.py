"""Where the pages about meetings and one-to-ones live."""

from datetime import date

from django.urls import URLPattern, path, register_converter

from meetings.views import running, visitors
from meetings.views.arrive import arrive
from meetings.views.cant_come import cant_come
from meetings.views.codes import code, printed_code
from meetings.views.guests import invite_visitor
from meetings.views.guests import visitors as all_visitors
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
from meetings.views.visit import my_visit, visit


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
    path("meeting/<day:day>/code/", code, name="code"),
    path("set-up/code/", printed_code, name="printed_code"),
    path("arrive/<str:token>/", arrive, name="arrive"),
    path("visit/<str:token>/", visit, name="visit"),
    path("my-visit/<str:token>/", my_visit, name="my_visit"),
    path("visitors/", all_visitors, name="visitors"),
    path("visitors/invite/", invite_visitor, name="invite_visitor"),
    path("visitors/<int:visit>/", visitors.visitor, name="visitor"),
    path("visitors/<int:visit>/host/", visitors.host_visitor, name="host_visitor"),
    path("visitors/<int:visit>/follow-up/", visitors.follow_up_visitor, name="follow_up_visitor"),
    path("visitors/<int:visit>/remove/", visitors.remove_visitor, name="remove_visitor"),
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
