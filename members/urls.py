"""Where the pages about people live."""

from django.urls import URLPattern, path

from members.views.set_up.chapter import set_up_chapter
from members.views.set_up.leaves import answer_to_leave, leaves
from members.views.set_up.members import end_of_stay, set_up_member, set_up_members
from members.views.set_up.offices import end_of_term, offices
from members.views.set_up.overview import set_up
from members.views.set_up.recesses import recesses, remove_recess
from members.views.set_up.seats import seat_status, seats
from members.views.switch_chapter import switch_chapter

site_pages: list[URLPattern] = [
    path("", switch_chapter, name="switch_chapter"),
]
set_up_pages: list[URLPattern] = [
    path("set-up/", set_up, name="set_up"),
    path("set-up/chapter/", set_up_chapter, name="set_up_chapter"),
    path("set-up/seats/", seats, name="seats"),
    path("set-up/seats/<int:seat>/", seat_status, name="seat_status"),
    path("set-up/members/", set_up_members, name="set_up_members"),
    path("set-up/members/<int:member>/", set_up_member, name="set_up_member"),
    path("set-up/stays/<int:stay>/end/", end_of_stay, name="end_of_stay"),
    path("set-up/offices/", offices, name="offices"),
    path("set-up/offices/<int:office>/end/", end_of_term, name="end_of_term"),
    path("set-up/recesses/", recesses, name="recesses"),
    path("set-up/recesses/<int:recess>/remove/", remove_recess, name="remove_recess"),
    path("set-up/leaves/", leaves, name="leaves"),
    path("set-up/leaves/<int:leave>/", answer_to_leave, name="answer_to_leave"),
]
chapter_pages: list[URLPattern] = [*set_up_pages]
network_pages: list[URLPattern] = []
