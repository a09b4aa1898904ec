"""Where the pages of this app live."""

from django.urls import URLPattern, path

from referrals.views.ask import ask
from referrals.views.ask_acts import answer_ask, ask_network, end_ask, open_ask_again, take_back_answer
from referrals.views.asks import asks, put_ask
from referrals.views.book import book, forget_trusted, trusted_person
from referrals.views.leads import leads
from referrals.views.my_slips import my_slips
from referrals.views.network_asks import network_ask, network_asks
from referrals.views.pass_answer import pass_answer
from referrals.views.pass_referral import pass_referral
from referrals.views.say_thanks import say_thanks
from referrals.views.set_up_chapter import set_up_chapter
from referrals.views.share_lead import share_lead
from referrals.views.slip import slip
from referrals.views.slip_acts import give_again, mark_bad, report_progress, take_back_report, withdraw
from referrals.views.thanks_wall import thanks_wall

chapter_pages: list[URLPattern] = [
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
    path("asks/", asks, name="asks"),
    path("asks/new/", put_ask, name="put_ask"),
    path("asks/network/", network_asks, name="network_asks"),
    path("asks/network/<uuid:network_ask>/", network_ask, name="network_ask"),
    path("asks/<uuid:ask>/", ask, name="ask"),
    path("asks/<uuid:ask>/answer/", answer_ask, name="answer_ask"),
    path("asks/<uuid:ask>/network/", ask_network, name="ask_network"),
    path("asks/<uuid:ask>/end/", end_ask, name="end_ask"),
    path("asks/<uuid:ask>/open-again/", open_ask_again, name="open_ask_again"),
    path("answers/<uuid:answer>/pass/", pass_answer, name="pass_answer"),
    path("answers/<uuid:answer>/take-back/", take_back_answer, name="take_back_answer"),
    path("book/", book, name="book"),
    path("book/<uuid:trusted>/", trusted_person, name="trusted_person"),
    path("book/<uuid:trusted>/forget/", forget_trusted, name="forget_trusted"),
]
network_pages: list[URLPattern] = []
