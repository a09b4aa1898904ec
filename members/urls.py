"""Where the pages about people live."""

from django.urls import URLPattern, path

from members.views.about import about
from members.views.contract import contract, contract_version
from members.views.invitation import invitation
from members.views.invitations import invitations, withdraw_invitation
from members.views.leave import leave, take_back_leave_request
from members.views.leaving import leaving, why_they_left
from members.views.me import me, my_details
from members.views.member import member
from members.views.members import members
from members.views.my_notices import my_notices
from members.views.partners import partners, propose_partnership
from members.views.partnership import decline_partnership, end_partnership, my_side, take_back_proposal
from members.views.profile import profile
from members.views.set_up.contract import set_up_contract, write_contract
from members.views.set_up.leaves import answer_to_leave, leaves
from members.views.set_up.members import end_of_stay, set_up_member, set_up_members, they_stay
from members.views.set_up.offices import end_of_term, offices
from members.views.set_up.overview import set_up
from members.views.set_up.recesses import recesses, remove_recess
from members.views.set_up.seats import seat_status, seats
from members.views.switch_chapter import switch_chapter
from members.views.waiting import ask_for_place, my_place
from members.views.waiting_list import remove_from_list, tell_next_waiting, waiting_list, waiting_person

site_pages: list[URLPattern] = [
    path("", switch_chapter, name="switch_chapter"),
]
set_up_pages: list[URLPattern] = [
    path("set-up/", set_up, name="set_up"),
    path("set-up/seats/", seats, name="seats"),
    path("set-up/seats/<int:seat>/", seat_status, name="seat_status"),
    path("set-up/members/", set_up_members, name="set_up_members"),
    path("set-up/members/<int:member>/", set_up_member, name="set_up_member"),
    path("set-up/stays/<int:stay>/end/", end_of_stay, name="end_of_stay"),
    path("set-up/stays/<int:stay>/stays/", they_stay, name="they_stay"),
    path("set-up/offices/", offices, name="offices"),
    path("set-up/offices/<int:office>/end/", end_of_term, name="end_of_term"),
    path("set-up/recesses/", recesses, name="recesses"),
    path("set-up/recesses/<int:recess>/remove/", remove_recess, name="remove_recess"),
    path("set-up/contract/", set_up_contract, name="set_up_contract"),
    path("set-up/contract/write/", write_contract, name="write_contract"),
    path("set-up/why-they-left/", why_they_left, name="why_they_left"),
    path("set-up/leaves/", leaves, name="leaves"),
    path("set-up/leaves/<int:leave>/", answer_to_leave, name="answer_to_leave"),
]
people_pages: list[URLPattern] = [
    path("about/", about, name="about"),
    path("waiting/", ask_for_place, name="ask_for_place"),
    path("waiting/<str:token>/", my_place, name="my_place"),
    path("waiting-list/", waiting_list, name="waiting_list"),
    path("waiting-list/<int:hearing>/next/", tell_next_waiting, name="tell_next_waiting"),
    path("waiting-list/people/<int:waiting>/", waiting_person, name="waiting_person"),
    path("waiting-list/people/<int:waiting>/remove/", remove_from_list, name="remove_from_list"),
    path("members/", members, name="members"),
    path("members/<int:member>/", member, name="member"),
    path("me/", me, name="me"),
    path("me/details/", my_details, name="my_details"),
    path("me/notices/", my_notices, name="my_notices"),
    path("profile/", profile, name="profile"),
    path("contract/", contract, name="contract"),
    path("contract/<int:version>/", contract_version, name="contract_version"),
    path("leaving/<str:token>/", leaving, name="leaving"),
    path("leave/", leave, name="leave"),
    path("leave/<int:leave>/take-back/", take_back_leave_request, name="take_back_leave_request"),
    path("partners/", partners, name="partners"),
    path("partners/propose/", propose_partnership, name="propose_partnership"),
    path("partners/<int:partnership>/decline/", decline_partnership, name="decline_partnership"),
    path("partners/<int:partnership>/take-back/", take_back_proposal, name="take_back_proposal"),
    path("partners/<int:partnership>/mine/", my_side, name="my_side"),
    path("partners/<int:partnership>/end/", end_partnership, name="end_partnership"),
    path("invitations/", invitations, name="invitations"),
    path("invitations/<int:invitation>/withdraw/", withdraw_invitation, name="withdraw_invitation"),
    path("invitation/<str:token>/", invitation, name="invitation"),
]
chapter_pages: list[URLPattern] = [*people_pages, *set_up_pages]
network_pages: list[URLPattern] = []
