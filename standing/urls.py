"""Where the pages of this app live."""

from django.urls import URLPattern, path

from standing.views.chapter_standing import chapter_standing, member_evidence, member_standing
from standing.views.flags import answer_flag, close_flag, flag, flag_seat
from standing.views.my_standing import my_evidence, my_standing
from standing.views.my_week import my_week
from standing.views.network import network, network_rules, new_chapter
from standing.views.plan_month import add_pair, month_plan, plan_anew, plan_month, remove_pair, send_plan
from standing.views.rules import remove_rules, rules
from standing.views.worth import chapter_worth, worth

chapter_pages: list[URLPattern] = [
    path("", my_week, name="my_week"),
    path("standing/", my_standing, name="my_standing"),
    path("standing/chapter/", chapter_standing, name="chapter_standing"),
    path("standing/chapter/<int:member>/", member_standing, name="member_standing"),
    path("standing/chapter/<int:member>/flag/", flag_seat, name="flag_seat"),
    path("standing/chapter/<int:member>/<slug:rule>/", member_evidence, name="member_evidence"),
    path("standing/flag/<int:flag>/", flag, name="flag"),
    path("standing/flag/<int:flag>/answer/", answer_flag, name="answer_flag"),
    path("standing/flag/<int:flag>/close/", close_flag, name="close_flag"),
    path("standing/<slug:rule>/", my_evidence, name="my_evidence"),
    path("plan-month/", plan_month, name="plan_month"),
    path("plan-month/<int:plan>/", month_plan, name="month_plan"),
    path("plan-month/<int:plan>/add/", add_pair, name="add_pair"),
    path("plan-month/<int:plan>/anew/", plan_anew, name="plan_anew"),
    path("plan-month/<int:plan>/send/", send_plan, name="send_plan"),
    path("plan-month/<int:plan>/pairs/<int:pair>/remove/", remove_pair, name="remove_pair"),
    path("worth/", worth, name="worth"),
    path("worth/chapter/", chapter_worth, name="chapter_worth"),
    path("set-up/rules/", rules, name="rules"),
    path("set-up/rules/<int:rules>/remove/", remove_rules, name="remove_rules"),
]
network_pages: list[URLPattern] = [
    path("", network, name="network"),
    path("chapters/new/", new_chapter, name="new_chapter"),
    path("rules/", network_rules, name="network_rules"),
]
