"""Where the pages of this app live."""

from django.urls import URLPattern, path

from referrals.views.correct_slip import correct_slip
from referrals.views.how_it_goes import how_it_goes
from referrals.views.lead_acts import answer_about_lead, ask_about_lead, end_lead, release_lead, take_lead, wake_lead
from referrals.views.lessons import answer_bad, what_i_learn
from referrals.views.my_slips import my_slips
from referrals.views.pass_referral import pass_referral
from referrals.views.say_thanks import say_thanks
from referrals.views.set_up_chapter import set_up_chapter
from referrals.views.share_lead import share_lead
from referrals.views.silence import ask_how, put_off
from referrals.views.slip import slip
from referrals.views.slip_acts import give_again, mark_bad, report_progress, take_back_report, withdraw
from referrals.views.thanks_wall import thanks_wall

chapter_pages: list[URLPattern] = [
    path("set-up/chapter/", set_up_chapter, name="set_up_chapter"),
    path("pass/", pass_referral, name="pass_referral"),
    path("lead/", share_lead, name="share_lead"),
    path("thanks/", say_thanks, name="say_thanks"),
    path("thanks/wall/", thanks_wall, name="thanks_wall"),
    path("slips/", my_slips, name="my_slips"),
    path("slips/what-i-learn/", what_i_learn, name="what_i_learn"),
    path("slips/<uuid:uuid>/", slip, name="slip"),
    path("slips/<uuid:uuid>/progress/", report_progress, name="report_progress"),
    path("slips/<uuid:uuid>/reports/<int:report>/take-back/", take_back_report, name="take_back_report"),
    path("slips/<uuid:uuid>/bad/", mark_bad, name="mark_bad"),
    path("slips/<uuid:uuid>/withdraw/", withdraw, name="withdraw"),
    path("slips/<uuid:uuid>/give-again/", give_again, name="give_again"),
    path("slips/<uuid:uuid>/correct/", correct_slip, name="correct_slip"),
    path("slips/<uuid:uuid>/ask/", ask_about_lead, name="ask_about_lead"),
    path("slips/<uuid:uuid>/questions/<int:question>/answer/", answer_about_lead, name="answer_about_lead"),
    path("slips/<uuid:uuid>/take/", take_lead, name="take_lead"),
    path("slips/<uuid:uuid>/release/", release_lead, name="release_lead"),
    path("slips/<uuid:uuid>/wake/", wake_lead, name="wake_lead"),
    path("slips/<uuid:uuid>/end/", end_lead, name="end_lead"),
    path("slips/<uuid:uuid>/ask-how/", ask_how, name="ask_how"),
    path("slips/<uuid:uuid>/put-off/", put_off, name="put_off"),
    path("slips/<uuid:uuid>/bad/answer/", answer_bad, name="answer_bad"),
    path("how-it-goes/<str:token>/", how_it_goes, name="how_it_goes"),
]
network_pages: list[URLPattern] = []
