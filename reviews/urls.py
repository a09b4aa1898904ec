"""Where the pages of this app live. The map names them before standing's, where any word may follow `standing/`."""

from django.urls import URLPattern, path

from reviews.views.deciding import (
    close_review_vote,
    evidence_then,
    propose_decision,
    step_aside_in_review,
    take_part_in_review,
    vote_in_review,
    withdraw_proposal,
)
from reviews.views.flags import flag, flag_seat
from reviews.views.seat_reviews import seat_reviews
from reviews.views.settling import appeal_decision, close_flag, confirm_decision, undo_decision
from reviews.views.supporting import agree_plan, check_review, plan_step_done, remove_plan_step, support_plan
from reviews.views.talking import own_note, remove_own_note, write_in_review

CASE = "standing/flag/<int:flag>/"

chapter_pages: list[URLPattern] = [
    path("standing/reviews/", seat_reviews, name="seat_reviews"),
    path("standing/chapter/<int:member>/flag/", flag_seat, name="flag_seat"),
    path(CASE, flag, name="flag"),
    path(f"{CASE}write/", write_in_review, name="write_in_review"),
    path(f"{CASE}note/", own_note, name="own_note"),
    path(f"{CASE}note/<int:note>/remove/", remove_own_note, name="remove_own_note"),
    path(f"{CASE}plan/", support_plan, name="support_plan"),
    path(f"{CASE}plan/agree/", agree_plan, name="agree_plan"),
    path(f"{CASE}plan/<int:step>/done/", plan_step_done, name="plan_step_done"),
    path(f"{CASE}plan/<int:step>/remove/", remove_plan_step, name="remove_plan_step"),
    path(f"{CASE}check/", check_review, name="check_review"),
    path(f"{CASE}close/", close_flag, name="close_flag"),
    path(f"{CASE}open-seat/", propose_decision, name="propose_decision"),
    path(f"{CASE}vote/", vote_in_review, name="vote_in_review"),
    path(f"{CASE}vote/close/", close_review_vote, name="close_review_vote"),
    path(f"{CASE}vote/withdraw/", withdraw_proposal, name="withdraw_proposal"),
    path(f"{CASE}step-aside/", step_aside_in_review, name="step_aside_in_review"),
    path(f"{CASE}take-part/", take_part_in_review, name="take_part_in_review"),
    path(f"{CASE}evidence/<int:decision>/", evidence_then, name="evidence_then"),
    path(f"{CASE}appeal/", appeal_decision, name="appeal_decision"),
    path(f"{CASE}confirm/", confirm_decision, name="confirm_decision"),
    path(f"{CASE}undo/", undo_decision, name="undo_decision"),
]
