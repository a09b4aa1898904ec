"""Where the pages of this app live."""

from django.urls import URLPattern, path

from referrals.views.leads import leads
from referrals.views.look_back import close_look_back, how_to_help, look_back, look_back_at
from referrals.views.look_backs import look_backs
from referrals.views.my_slips import my_slips
from referrals.views.pass_referral import pass_referral
from referrals.views.say_thanks import say_thanks
from referrals.views.set_up_chapter import set_up_chapter
from referrals.views.share_lead import share_lead
from referrals.views.slip import slip
from referrals.views.slip_acts import give_again, mark_bad, report_progress, take_back_report, withdraw
from referrals.views.thanks_wall import thanks_wall

looking_back_pages: list[URLPattern] = [
    path("look-back/", look_backs, name="look_backs"),
    path("look-back/<int:look_back>/", look_back, name="look_back"),
    path("look-back/<int:look_back>/<int:number>/", look_back_at, name="look_back_at"),
    path("look-back/<int:look_back>/close/", close_look_back, name="close_look_back"),
    path("look-back/<int:look_back>/help/", how_to_help, name="how_to_help"),
]
chapter_pages: list[URLPattern] = [
    *looking_back_pages,
    path("set-up/chapter/", set_up_chapter, name="set_up_chapter"),
    path("pass/", pass_referral, name="pass_referral"),
    path("lead/", share_lead, name="share_lead"),
    path("leads/", leads, name="leads"),
    path("thanks/", say_thanks, name="say_thanks"),
    path("thanks/wall/", thanks_wall, name="thanks_wall"),
    path("slips/", my_slips, name="my_slips"),
    path("slips/<uuid:uuid>/", slip, name="slip"),
    path("slips/<uuid:uuid>/progress/", report_progress, name="report_progress"),
    path("slips/<uuid:uuid>/reports/<int:report>/take-back/", take_back_report, name="take_back_report"),
    path("slips/<uuid:uuid>/bad/", mark_bad, name="mark_bad"),
    path("slips/<uuid:uuid>/withdraw/", withdraw, name="withdraw"),
    path("slips/<uuid:uuid>/give-again/", give_again, name="give_again"),
]
network_pages: list[URLPattern] = []
