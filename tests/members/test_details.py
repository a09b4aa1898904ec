"""Whoever corrects their address is told there what waited, and no more of what they refused."""

from datetime import timedelta

import pytest

from members.actions.details import correct_details
from members.refusals import SeatTaken
from notices.actions import tell, unsubscribe
from notices.models import Notice, Unsubscribed
from notices.states import State
from notices.values import Recipient
from tests.members.moments import AT

pytestmark = pytest.mark.django_db
HOME = "ben@home.example"


def correct(member, email=HOME) -> None:
    correct_details(member=member, name=member.name, email=email, company="", phone="", at=AT)


def plan(chapter, email, user, about="talk") -> None:
    later = AT + timedelta(weeks=3)
    tell(chapter=chapter, kind="thanked", about=about, to=Recipient(email, user), at=AT, due_at=later)


def told(chapter, *fields) -> list:
    return sorted(Notice.objects.in_chapter(chapter).values_list("email", "about", *fields))


def test_what_waits_follows_and_what_was_sent_or_is_another_s_stays(chapter, member, officer):
    plan(chapter, member.email, member.user_id)
    plan(chapter, member.email, None, "before the account")
    plan(chapter, member.email, member.user_id, "sent")
    plan(chapter, member.email, officer.user_id, "another account's")
    plan(chapter, officer.email, officer.user_id)
    Notice.objects.in_chapter(chapter).filter(about="sent").update(state=State.SENT)
    correct(member)
    assert told(chapter) == [
        (officer.email, "talk"),
        (HOME, "before the account"),
        (HOME, "talk"),
        ("ben@riverside.example", "another account's"),
        ("ben@riverside.example", "sent"),
    ]


def test_what_waits_at_the_new_address_already_is_told_once(chapter, member):
    plan(chapter, member.email, member.user_id)
    plan(chapter, HOME, member.user_id)
    correct(member)
    assert told(chapter, "state") == [(HOME, "talk", "waiting"), ("ben@riverside.example", "talk", "skipped")]


def test_what_they_want_no_mail_about_stays_refused(chapter, member, officer):
    for kind in ("thanked", "leave_answered"):
        unsubscribe(chapter=chapter, email=member.email, kind=kind)
    unsubscribe(chapter=chapter, email=HOME, kind="thanked")
    unsubscribe(chapter=chapter, email=officer.email, kind="thanked")
    correct(member)
    rows = Unsubscribed.objects.in_chapter(chapter).values_list("email", "kind")
    assert sorted(rows) == [(officer.email, "thanked"), (HOME, "leave_answered"), (HOME, "thanked")]


def test_where_the_address_is_another_s_nothing_moves(chapter, member, officer):
    plan(chapter, member.email, member.user_id)
    with pytest.raises(SeatTaken):
        correct(member, officer.email)
    assert told(chapter) == [("ben@riverside.example", "talk")]


def test_other_details_move_nothing(chapter, member, at_most):
    with at_most(1):
        correct(member, member.email)


@pytest.mark.parametrize("who", ["member", "officer"])
def test_the_pages_where_an_address_is_corrected_carry_it_along(chapter, member, officer, sign_in, who):
    plan(chapter, member.email, member.user_id)
    if who == "member":
        member.user.emailaddress_set.create(email=HOME, verified=True)
        path = "/c/riverside/me/details/"
    else:
        type(member).objects.in_chapter(chapter).filter(pk=member.pk).update(user=None)
        Notice.objects.in_chapter(chapter).update(user=None)
        path = f"/c/riverside/set-up/members/{member.pk}/"
    typed = {"name": "Ben", "company": "", "phone": "", "email": HOME}
    assert sign_in({"member": member, "officer": officer}[who]).post(path, typed).status_code in {302, 303}
    assert told(chapter) == [(HOME, "talk")]
