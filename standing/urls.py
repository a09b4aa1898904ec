"""Where the pages of this app live."""

from django.urls import URLPattern, path

from standing.views.chapter_changes import chapter_changes
from standing.views.chapter_standing import chapter_standing, member_evidence, member_standing
from standing.views.chapter_trend import chapter_trend
from standing.views.disputes import answer_dispute, dispute, disputes, withdraw_dispute
from standing.views.drifting import drifting, set_sign_aside, take_sign_up
from standing.views.export_standing import export_standing
from standing.views.my_standing import my_evidence, my_standing
from standing.views.my_week import my_week
from standing.views.network import network, network_rules, new_chapter
from standing.views.plan_month import add_pair, month_plan, plan_anew, plan_month, remove_pair, send_plan
from standing.views.raising import dispute_bad_mark, dispute_mark, missing_one_to_one, missing_slip
from standing.views.rule_presets import rule_presets
from standing.views.rules import remove_rules, rules
from standing.views.what_if import what_if
from standing.views.worth import chapter_worth, worth

dispute_pages: list[URLPattern] = [
    path("standing/attendance/<day:day>/", dispute_mark, name="dispute_mark"),
    path("standing/leads/<uuid:uuid>/", dispute_bad_mark, name="dispute_bad_mark"),
    path("standing/leads/missing/", missing_slip, name="missing_slip"),
    path("standing/one-to-ones/missing/", missing_one_to_one, name="missing_one_to_one"),
    path("standing/disputes/", disputes, name="disputes"),
    path("standing/disputes/<int:dispute>/", dispute, name="dispute"),
    path("standing/disputes/<int:dispute>/answer/", answer_dispute, name="answer_dispute"),
    path("standing/disputes/<int:dispute>/withdraw/", withdraw_dispute, name="withdraw_dispute"),
]
chapter_pages: list[URLPattern] = [
    path("", my_week, name="my_week"),
    path("standing/", my_standing, name="my_standing"),
    path("standing/what-if/", what_if, name="what_if"),
    *dispute_pages,
    path("standing/chapter/", chapter_standing, name="chapter_standing"),
    path("standing/chapter/changes/", chapter_changes, name="chapter_changes"),
    path("standing/chapter/trend/", chapter_trend, name="chapter_trend"),
    path("standing/chapter/export/", export_standing, name="export_standing"),
    path("standing/chapter/<int:member>/", member_standing, name="member_standing"),
    path("standing/chapter/<int:member>/<slug:rule>/", member_evidence, name="member_evidence"),
    path("standing/<slug:rule>/", my_evidence, name="my_evidence"),
    path("drifting/", drifting, name="drifting"),
    path("drifting/<int:member>/<slug:sign>/set-aside/", set_sign_aside, name="set_sign_aside"),
    path("drifting/set-aside/<int:aside>/take-up/", take_sign_up, name="take_sign_up"),
    path("plan-month/", plan_month, name="plan_month"),
    path("plan-month/<int:plan>/", month_plan, name="month_plan"),
    path("plan-month/<int:plan>/add/", add_pair, name="add_pair"),
    path("plan-month/<int:plan>/anew/", plan_anew, name="plan_anew"),
    path("plan-month/<int:plan>/send/", send_plan, name="send_plan"),
    path("plan-month/<int:plan>/pairs/<int:pair>/remove/", remove_pair, name="remove_pair"),
    path("worth/", worth, name="worth"),
    path("worth/chapter/", chapter_worth, name="chapter_worth"),
    path("set-up/rules/", rules, name="rules"),
    path("set-up/rules/presets/", rule_presets, name="rule_presets"),
    path("set-up/rules/<int:rules>/remove/", remove_rules, name="remove_rules"),
]
network_pages: list[URLPattern] = [
    path("", network, name="network"),
    path("chapters/new/", new_chapter, name="new_chapter"),
    path("rules/", network_rules, name="network_rules"),
]
