"""Where the pages of this app live."""

from django.urls import URLPattern, path

from referrals.views.ask import ask
from referrals.views.ask_acts import answer_ask, ask_network, end_ask, open_ask_again, take_back_answer
from referrals.views.asks import asks, put_ask
from referrals.views.book import book, forget_trusted, trusted_person
from referrals.views.correct_slip import correct_slip
from referrals.views.handing_on import hand_on, handing_on, let_rest
from referrals.views.how_it_goes import how_it_goes
from referrals.views.joint_meeting import (
    call_off_joint_meeting,
    change_joint_meeting,
    joint_meeting,
    joint_meeting_held,
    note_joint_meeting,
    plan_joint_meeting,
)
from referrals.views.lead_acts import answer_about_lead, ask_about_lead, end_lead, release_lead, take_lead, wake_lead
from referrals.views.lessons import answer_bad, what_i_learn
from referrals.views.look_back import close_look_back, how_to_help, look_back, look_back_at
from referrals.views.look_backs import look_backs
from referrals.views.my_slips import my_slips
from referrals.views.network_asks import network_ask, network_asks
from referrals.views.partnership import accept_partnership, partnership
from referrals.views.pass_answer import pass_answer
from referrals.views.pass_referral import pass_referral
from referrals.views.prospect import prospect
from referrals.views.say_thanks import say_thanks
from referrals.views.set_up_chapter import set_up_chapter
from referrals.views.share_lead import share_lead
from referrals.views.silence import ask_how, put_off
from referrals.views.slip import slip
from referrals.views.slip_acts import give_again, mark_bad, report_progress, take_back_report, withdraw
from referrals.views.thank_you import correct_thanks, take_back_thanks, thank_you
from referrals.views.thanks_wall import thanks_wall

looking_back_pages: list[URLPattern] = [
    path("look-back/", look_backs, name="look_backs"),
    path("look-back/<int:look_back>/", look_back, name="look_back"),
    path("look-back/<int:look_back>/<int:number>/", look_back_at, name="look_back_at"),
    path("look-back/<int:look_back>/close/", close_look_back, name="close_look_back"),
    path("look-back/<int:look_back>/help/", how_to_help, name="how_to_help"),
]
partner_pages: list[URLPattern] = [
    path("partners/<int:partnership>/", partnership, name="partnership"),
    path("partners/<int:partnership>/accept/", accept_partnership, name="accept_partnership"),
    path("slips/<uuid:uuid>/joint-meeting/", plan_joint_meeting, name="plan_joint_meeting"),
    path("joint-meetings/<int:joint_meeting>/", joint_meeting, name="joint_meeting"),
    path("joint-meetings/<int:joint_meeting>/change/", change_joint_meeting, name="change_joint_meeting"),
    path("joint-meetings/<int:joint_meeting>/call-off/", call_off_joint_meeting, name="call_off_joint_meeting"),
    path("joint-meetings/<int:joint_meeting>/held/", joint_meeting_held, name="joint_meeting_held"),
    path("joint-meetings/<int:joint_meeting>/note/", note_joint_meeting, name="note_joint_meeting"),
]
chapter_pages: list[URLPattern] = [
    *looking_back_pages,
    *partner_pages,
    path("set-up/chapter/", set_up_chapter, name="set_up_chapter"),
    path("pass/", pass_referral, name="pass_referral"),
    path("lead/", share_lead, name="share_lead"),
    path("thanks/", say_thanks, name="say_thanks"),
    path("thanks/wall/", thanks_wall, name="thanks_wall"),
    path("thanks/<uuid:thank_you>/", thank_you, name="thank_you"),
    path("thanks/<uuid:thank_you>/correct/", correct_thanks, name="correct_thanks"),
    path("thanks/<uuid:thank_you>/take-back/", take_back_thanks, name="take_back_thanks"),
    path("slips/", my_slips, name="my_slips"),
    path("slips/handing-on/", handing_on, name="handing_on"),
    path("slips/<uuid:uuid>/hand-on/", hand_on, name="hand_on"),
    path("slips/<uuid:uuid>/rest/", let_rest, name="let_rest"),
    path("slips/what-i-learn/", what_i_learn, name="what_i_learn"),
    path("slips/<uuid:uuid>/", slip, name="slip"),
    path("prospect/<str:token>/", prospect, name="prospect"),
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
