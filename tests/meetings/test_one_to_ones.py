"""A one-to-one is logged once, whatever the network does (F01 to F05), and answered by the other of the two."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from meetings.actions.one_to_ones import (
    Talk,
    confirm_one_to_one,
    dispute_one_to_one,
    log_one_to_one,
    withdraw_one_to_one,
)
from meetings.models import OneToOne
from meetings.refusals import AlreadyAnswered, LoggedAlready, NotHere, NotThen
from notices.kinds import find
from notices.models import Notice
from referrals.models import AnotherBody
from tests.factories import MemberFactory, OneToOneFactory
from tests.meetings.conftest import LATER, TUESDAY


@pytest.fixture
def sent(chapter, officer, member):
    """What the officer's phone sends of a talk with the member."""
    return {"chapter": chapter, "uuid": uuid4(), "talk": Talk(member, TUESDAY, "ideal clients"), "by": officer}


def log(sent, **changes):
    return log_one_to_one(**{**sent, "at": LATER, **changes})


def all_of(chapter):
    return OneToOne.objects.in_chapter(chapter)


def notices_of(chapter, kind):
    return Notice.objects.in_chapter(chapter).filter(kind=kind)


def test_the_other_one_is_told_once_however_often_it_is_sent(chapter, sent, member):
    first, again = log(sent), log(sent, at=LATER + timedelta(seconds=30))
    assert first == again
    assert all_of(chapter).count() == 1
    assert notices_of(chapter, "one_to_one_logged").get().email == member.email


def test_the_same_id_with_other_words_is_refused_and_the_first_stays(chapter, sent):
    log(sent)
    with pytest.raises(AnotherBody):
        log(sent, talk=replace(sent["talk"], topics="the next quarter"))
    assert all_of(chapter).get().topics == "ideal clients"


def test_the_same_id_from_somebody_else_is_refused(chapter, sent, member, officer):
    log(sent)
    with pytest.raises(AnotherBody):
        log(sent, by=member, talk=replace(sent["talk"], other=officer))
    assert all_of(chapter).count() == 1


def test_both_sides_logging_the_same_day_is_asked_about_first(chapter, sent, member, officer):
    first = log(sent)
    mine = {"uuid": uuid4(), "by": member, "talk": Talk(officer, TUESDAY)}
    with pytest.raises(LoggedAlready) as refusal:
        log(sent, **mine)
    assert refusal.value.found == first
    second = log(sent, **mine | {"talk": replace(mine["talk"], again=True)})
    assert (first.n, second.n) == (1, 2)


def test_a_disputed_one_does_not_stand_in_the_way(sent, member, officer):
    dispute_one_to_one(one_to_one=log(sent), by=member, at=LATER)
    assert log(sent, uuid=uuid4()).n == 2


def test_it_is_of_today_or_earlier_since_one_joined(chapter, sent, officer):
    officer.stays.update(joined_on=TUESDAY - timedelta(days=10))
    for days, stored in ((1, False), (0, True), (-10, True), (-11, False)):
        talk = replace(sent["talk"], day=TUESDAY + timedelta(days=days))
        if stored:
            log(sent, uuid=uuid4(), talk=talk)
        else:
            with pytest.raises(NotThen):
                log(sent, uuid=uuid4(), talk=talk)


def test_it_is_with_a_current_member_other_than_oneself(chapter, sent, officer):
    gone = MemberFactory(chapter=chapter, stay__left_on=TUESDAY)
    for other in (officer, gone):
        with pytest.raises(NotHere):
            log(sent, talk=replace(sent["talk"], other=other))
    log(sent)


def test_the_other_one_confirms(sent, member):
    made = log(sent)
    confirm_one_to_one(one_to_one=made, by=member, at=LATER)
    made.refresh_from_db()
    assert made.confirmed_at == LATER


def test_the_other_one_disputes_tells_whoever_logged_it_and_may_think_better_of_it(chapter, sent, member, officer):
    made = log(sent)
    dispute_one_to_one(one_to_one=made, by=member, at=LATER)
    made.refresh_from_db()
    assert (made.disputed, made.disputed_by) == (True, member)
    assert notices_of(chapter, "one_to_one_disputed").get().email == officer.email
    confirm_one_to_one(one_to_one=made, by=member, at=LATER)
    made.refresh_from_db()
    assert (made.disputed, made.disputed_by) == (False, None)


def test_one_of_the_two_does_not_take_back_the_others_dispute(chapter, member, officer):
    brought = OneToOneFactory(chapter=chapter, a=officer, b=member, logged_by=None)
    seen_before = all_of(chapter).get(pk=brought.pk)
    dispute_one_to_one(one_to_one=brought, by=member, at=LATER)
    with pytest.raises(AlreadyAnswered):
        confirm_one_to_one(one_to_one=seen_before, by=officer, at=LATER)
    assert all_of(chapter).get().disputed_by == member


def test_whoever_logged_it_answers_nothing(sent, officer):
    made = log(sent)
    for answer in (confirm_one_to_one, dispute_one_to_one):
        with pytest.raises(AlreadyAnswered):
            answer(one_to_one=made, by=officer, at=LATER)


def test_one_takes_back_ones_own_log_until_it_is_answered(chapter, sent, member, officer):
    withdraw_one_to_one(one_to_one=log(sent), by=officer)
    assert not all_of(chapter).exists()
    made = log(sent, uuid=uuid4())
    with pytest.raises(AlreadyAnswered):
        withdraw_one_to_one(one_to_one=made, by=member)
    confirm_one_to_one(one_to_one=made, by=member, at=LATER)
    with pytest.raises(AlreadyAnswered):
        withdraw_one_to_one(one_to_one=made, by=officer)
    assert all_of(chapter).get().confirmed_at


def test_one_that_was_brought_over_can_be_disputed_by_either(chapter, member, officer):
    for by in (member, officer):
        brought = OneToOneFactory(chapter=chapter, a=member, b=officer, n=by.pk)
        dispute_one_to_one(one_to_one=brought, by=by, at=LATER)
        brought.refresh_from_db()
        assert brought.disputed_by == by
    assert not notices_of(chapter, "one_to_one_disputed").exists()


def test_the_mail_says_who_and_when_and_only_while_it_matters(chapter, sent, member, officer):
    made = log(sent)
    notice = notices_of(chapter, "one_to_one_logged").get()
    kind = find("one_to_one_logged").kind
    mail = kind.render(notice)
    assert "Amara Osei logged your one-to-one of Tuesday 3 March" in mail.subject
    assert "ideal clients" not in mail.text
    assert kind.still_due(notice, LATER) == ""
    confirm_one_to_one(one_to_one=made, by=member, at=LATER)
    assert kind.still_due(notice, LATER) == "answered"
    made.delete()
    assert kind.still_due(notice, LATER) == "taken back"


def test_the_mail_about_a_dispute_is_dropped_once_it_is_settled(chapter, sent, member):
    made = log(sent)
    dispute_one_to_one(one_to_one=made, by=member, at=LATER)
    notice = notices_of(chapter, "one_to_one_disputed").get()
    kind = find("one_to_one_disputed").kind
    assert "Ben Whitlock does not remember" in kind.render(notice).text
    confirm_one_to_one(one_to_one=OneToOne.objects.in_chapter(chapter).get(), by=member, at=LATER)
    assert kind.still_due(notice, LATER)
