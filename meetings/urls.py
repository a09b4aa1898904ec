"""Where the pages about meetings and one-to-ones live."""

from datetime import date

from django.urls import URLPattern, path, register_converter

from meetings.views import agenda, presentation, presentations, running, substitutes, swaps, visitors
from meetings.views.appointment import accept_time, appointment, call_off, decline_one_to_one, mark_met
from meetings.views.arrive import arrive
from meetings.views.calendar_feed import calendar_feed
from meetings.views.cant_come import cant_come
from meetings.views.codes import code, printed_code
from meetings.views.guests import invite_visitor
from meetings.views.guests import visitors as all_visitors
from meetings.views.leads import leads
from meetings.views.log_one_to_one import log_one_to_one
from meetings.views.mark import mark
from meetings.views.meeting import meeting
from meetings.views.meetings import meetings
from meetings.views.minutes import minutes
from meetings.views.my_calendar import my_calendar
from meetings.views.my_one_to_ones import (
    confirm_one_to_one,
    dispute_one_to_one,
    my_one_to_ones,
    withdraw_one_to_one,
)
from meetings.views.pair_notes import pair_note, pair_notes, remove_pair_note
from meetings.views.propose_one_to_one import move_one_to_one, other_times, propose_one_to_one
from meetings.views.roll_call import roll_call
from meetings.views.run_sheet import run_sheet
from meetings.views.run_sheet_items import run_sheet_items
from meetings.views.screen import screen
from meetings.views.stand_in import stand_in
from meetings.views.thanks_to_read import thanks_to_read
from meetings.views.visit import my_visit, visit
from meetings.views.week_ask import week_ask
from meetings.views.worksheet import worksheet


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

presenting_pages: list[URLPattern] = [
    path("presentations/", presentations.presentations, name="presentations"),
    path("presentations/fill/", presentations.fill_the_rota, name="fill_the_rota"),
    path("presentations/on/<day:day>/", presentations.volunteer_to_present, name="volunteer_to_present"),
    path("presentations/<int:presentation>/", presentation.presentation, name="presentation"),
    path("presentations/<int:presentation>/pass/", presentation.pass_presentation, name="pass_presentation"),
    path("presentations/<int:presentation>/speaker/", presentation.change_speaker, name="change_speaker"),
    path("presentations/<int:presentation>/feedback/", presentation.feedback, name="feedback"),
    path("presentations/<int:presentation>/write/", presentation.write_to_speaker, name="write_to_speaker"),
    path("presentations/<int:presentation>/swap/", swaps.ask_for_swap, name="ask_for_swap"),
    path("swaps/<int:swap>/accept/", swaps.accept_swap_request, name="accept_swap_request"),
    path("swaps/<int:swap>/decline/", swaps.decline_swap_request, name="decline_swap_request"),
    path("swaps/<int:swap>/take-back/", swaps.take_back_swap_request, name="take_back_swap_request"),
    path("week-ask/", week_ask, name="week_ask"),
    path("week-ask/<day:day>/", week_ask, name="week_ask"),
    path("stand-in/<str:token>/", stand_in, name="stand_in"),
    path("set-up/substitutes/", substitutes.substitutes, name="substitutes"),
    path("set-up/substitutes/<int:substitute>/", substitutes.substitute, name="substitute"),
    path("set-up/substitutes/<int:substitute>/remove/", substitutes.remove_substitute, name="remove_substitute"),
]
chapter_pages: list[URLPattern] = [
    *presenting_pages,
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
    path("meeting/<day:day>/run-sheet/", run_sheet, name="run_sheet"),
    path("meeting/<day:day>/run-sheet/items/", run_sheet_items, name="run_sheet_items"),
    path("meeting/<day:day>/thanks/", thanks_to_read, name="thanks_to_read"),
    path("screen/<str:token>/", screen, name="screen"),
    path("set-up/agenda/", agenda.agenda, name="agenda"),
    path("set-up/agenda/own/", agenda.own_agenda, name="own_agenda"),
    path("set-up/agenda/usual/", agenda.usual_again, name="usual_again"),
    path("set-up/agenda/<int:item>/", agenda.agenda_item, name="agenda_item"),
    path("set-up/agenda/<int:item>/move/", agenda.move_agenda_item, name="move_agenda_item"),
    path("set-up/agenda/<int:item>/remove/", agenda.remove_agenda_item, name="remove_agenda_item"),
    path("meetings/", meetings, name="meetings"),
    path("leads/", leads, name="leads"),
    path("minutes/<day:day>/", minutes, name="minutes"),
    path("roll-call/", roll_call, name="roll_call"),
    path("roll-call/<day:day>/", roll_call, name="roll_call"),
    path("roll-call/<day:day>/<int:member>/", mark, name="mark"),
    path("cant-come/<str:token>/", cant_come, name="cant_come"),
    path("calendar/<slug:token>.ics", calendar_feed, name="calendar_feed"),
    path("me/calendar/", my_calendar, name="my_calendar"),
    path("one-to-one/", log_one_to_one, name="log_one_to_one"),
    path("one-to-ones/", my_one_to_ones, name="my_one_to_ones"),
    path("one-to-ones/propose/", propose_one_to_one, name="propose_one_to_one"),
    path("one-to-ones/plan/<uuid:appointment>/", appointment, name="appointment"),
    path("one-to-ones/plan/<uuid:appointment>/accept/", accept_time, name="accept_time"),
    path("one-to-ones/plan/<uuid:appointment>/times/", other_times, name="other_times"),
    path("one-to-ones/plan/<uuid:appointment>/move/", move_one_to_one, name="move_one_to_one"),
    path("one-to-ones/plan/<uuid:appointment>/decline/", decline_one_to_one, name="decline_one_to_one"),
    path("one-to-ones/plan/<uuid:appointment>/call-off/", call_off, name="call_off"),
    path("one-to-ones/plan/<uuid:appointment>/met/", mark_met, name="mark_met"),
    path("one-to-ones/plan/<uuid:appointment>/worksheet/", worksheet, name="worksheet"),
    path("one-to-ones/with/<int:member>/", pair_notes, name="pair_notes"),
    path("one-to-ones/notes/<int:note>/", pair_note, name="pair_note"),
    path("one-to-ones/notes/<int:note>/remove/", remove_pair_note, name="remove_pair_note"),
    path("one-to-ones/<uuid:key>/confirm/", confirm_one_to_one, name="confirm_one_to_one"),
    path("one-to-ones/<uuid:key>/dispute/", dispute_one_to_one, name="dispute_one_to_one"),
    path("one-to-ones/<uuid:key>/withdraw/", withdraw_one_to_one, name="withdraw_one_to_one"),
]
network_pages: list[URLPattern] = []
