"""A one-to-one to come: each act does one thing, once; what came too late is refused with what is so now."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import vobject

from meetings.actions.appointments import (
    Idea,
    accept_time,
    call_off,
    decline_one_to_one,
    mark_met,
    move_one_to_one,
    propose_one_to_one,
    propose_other_times,
)
from meetings.actions.one_to_ones import Talk, log_one_to_one, withdraw_one_to_one
from meetings.models import Appointment, OneToOne
from meetings.refusals import AppointmentMoved, NotHere, NotThen, ProposedAlready
from members.models import Stay
from notices.kinds import find
from notices.models import Notice
from referrals.models import AnotherBody
from tests.factories import MemberFactory

AT = datetime(2026, 3, 3, 8, tzinfo=UTC)
NOON, FIVE = datetime(2026, 3, 10, 12, tzinfo=UTC), datetime(2026, 3, 11, 17, tzinfo=UTC)
NEXT = datetime(2026, 3, 17, 12, tzinfo=UTC)


@pytest.fixture
def sent(chapter, officer, member):
    """What the officer's phone sends: two times for the member."""
    idea = Idea((NOON, FIVE), 60, "The Boathouse", "ideal clients")
    return {"chapter": chapter, "uuid": uuid4(), "other": member, "idea": idea, "by": officer, "at": AT}


@pytest.fixture
def proposed(sent):
    return propose_one_to_one(**sent)


@pytest.fixture
def agreed(proposed, member):
    return accept_time(appointment=proposed, time=times_of(proposed)[0].pk, by=member, at=AT)


def times_of(appointment):
    return list(appointment.times.order_by("starts_at"))


def told(chapter, kind):
    return list(Notice.objects.in_chapter(chapter).filter(kind=kind).order_by("pk"))


def now_of(appointment):
    return Appointment.objects.in_chapter(appointment.chapter).get(pk=appointment.pk)


def unsent(notice, at=AT):
    return find(notice.kind).kind.still_due(notice, at)


def mail(notice):
    return find(notice.kind).kind.render(notice)


def test_a_proposal_sent_twice_is_one_and_tells_once(chapter, sent, member):
    """F01, F02."""
    first, again = propose_one_to_one(**sent), propose_one_to_one(**{**sent, "at": AT + timedelta(seconds=30)})
    assert first == again
    assert [time.starts_at for time in times_of(first)] == [NOON, FIVE]
    assert first.turn_of == member
    (notice,) = told(chapter, "appointment_proposed")
    assert notice.email == member.email
    said = mail(notice)
    assert "Amara Osei" in said.subject
    assert "Tuesday 10 March, 12:00" in said.text
    assert "The Boathouse" in said.text


@pytest.mark.parametrize("change", [{"times": (NOON,)}, {"place": "elsewhere"}, {"minutes": 30}, {"topics": "x"}])
def test_the_same_id_with_other_words_or_from_another_is_refused(chapter, sent, proposed, member, officer, change):
    """F03, F05."""
    with pytest.raises(AnotherBody):
        propose_one_to_one(**{**sent, "idea": replace(sent["idea"], **change)})
    with pytest.raises(AnotherBody):
        propose_one_to_one(**{**sent, "by": member, "other": officer})
    assert now_of(proposed).place == "The Boathouse"


@pytest.mark.parametrize(
    "times",
    [
        (),
        (AT,),
        (AT - timedelta(hours=1),),
        (AT + timedelta(days=366),),
        (NOON, NOON),
        tuple(NOON + timedelta(hours=n) for n in range(4)),
    ],
)
def test_times_are_one_to_three_to_come_within_a_year(chapter, sent, times):
    with pytest.raises(NotThen):
        propose_one_to_one(**{**sent, "idea": Idea(times)})


def test_only_another_current_member_is_asked(chapter, sent, member, officer):
    with pytest.raises(NotHere):
        propose_one_to_one(**{**sent, "other": officer})
    Stay.objects.in_chapter(chapter).filter(member=member).update(left_on=date(2026, 3, 1))
    with pytest.raises(NotHere):
        propose_one_to_one(**sent)


def test_accepting_a_time_agrees_on_it_and_both_are_told(chapter, proposed, member, officer):
    chosen = times_of(proposed)[1]
    for _tap in range(2):
        accept_time(appointment=proposed, time=chosen.pk, by=member, at=AT)
    found = now_of(proposed)
    assert (found.state, found.starts_at, found.turn_of_id, found.sequence) == ("agreed", FIVE, None, 0)
    notices = told(chapter, "appointment_agreed")
    assert {notice.email for notice in notices} == {member.email, officer.email}
    assert [unsent(notice) for notice in notices] == ["", ""]
    assert {mail(notice).subject for notice in notices} == {
        "One-to-one with Ben Whitlock: Wednesday 11 March, 17:00",
        "One-to-one with Amara Osei: Wednesday 11 March, 17:00",
    }
    assert [unsent(notice, FIVE) for notice in notices] == ["too late"] * 2
    assert unsent(told(chapter, "appointment_proposed")[0])


def test_nobody_accepts_their_own_time(proposed, officer):
    with pytest.raises(AppointmentMoved, match="changed meanwhile"):
        accept_time(appointment=proposed, time=times_of(proposed)[0].pk, by=officer, at=AT)


def test_a_time_that_is_past_is_not_accepted(proposed, member):
    with pytest.raises(NotThen):
        accept_time(appointment=proposed, time=times_of(proposed)[0].pk, by=member, at=NOON)
    assert now_of(proposed).state == "proposed"


def test_a_time_of_another_appointment_is_not_accepted(chapter, sent, proposed, member):
    third = MemberFactory(chapter=chapter)
    other = propose_one_to_one(**{**sent, "uuid": uuid4(), "by": third})
    with pytest.raises(AppointmentMoved):
        accept_time(appointment=proposed, time=times_of(other)[0].pk, by=member, at=AT)


def test_other_times_replace_the_first_and_pass_the_turn(chapter, proposed, member, officer):
    old = times_of(proposed)[0]
    for _tap in range(2):
        propose_other_times(appointment=proposed, times=[NEXT], by=member, at=AT + timedelta(minutes=_tap))
    found = now_of(proposed)
    assert (found.turn_of, found.sequence, [time.starts_at for time in times_of(found)]) == (officer, 0, [NEXT])
    assert [notice.email for notice in told(chapter, "appointment_proposed")] == [member.email, officer.email]
    with pytest.raises(AppointmentMoved):
        accept_time(appointment=proposed, time=old.pk, by=member, at=AT)
    accept_time(appointment=proposed, time=times_of(found)[0].pk, by=officer, at=AT)
    assert now_of(proposed).starts_at == NEXT


def test_what_was_agreed_meanwhile_is_not_undone_by_a_stale_page(agreed, member, officer):
    with pytest.raises(AppointmentMoved, match="agreed on a time"):
        propose_other_times(appointment=agreed, times=[NEXT], by=officer, at=AT)
    with pytest.raises(AppointmentMoved, match="agreed on a time"):
        decline_one_to_one(appointment=agreed, by=member, at=AT)
    assert now_of(agreed).starts_at == NOON


def test_moving_asks_anew_with_a_higher_sequence(chapter, agreed, officer, member):
    for _tap in range(2):
        move_one_to_one(appointment=agreed, times=[NEXT], by=officer, at=AT)
    found = now_of(agreed)
    assert (found.state, found.turn_of, found.sequence, found.starts_at) == ("proposed", member, 1, NOON)
    notice = told(chapter, "appointment_proposed")[-1]
    assert "can’t keep Tuesday 10 March, 12:00" in mail(notice).text
    assert {unsent(one) for one in told(chapter, "appointment_agreed")} == {"settled meanwhile"}
    accept_time(appointment=agreed, time=times_of(found)[0].pk, by=member, at=AT + timedelta(minutes=1))
    assert (now_of(agreed).starts_at, now_of(agreed).sequence) == (NEXT, 1)
    assert len(told(chapter, "appointment_agreed")) == 4


def test_only_what_is_agreed_is_moved(proposed, officer):
    with pytest.raises(AppointmentMoved):
        move_one_to_one(appointment=proposed, times=[NEXT], by=officer, at=AT)


def test_declining_tells_the_proposer_once(chapter, proposed, member, officer):
    for _tap in range(2):
        decline_one_to_one(appointment=proposed, by=member, at=AT)
    (notice,) = told(chapter, "appointment_off")
    assert notice.email == officer.email
    assert mail(notice).subject == "Ben Whitlock can’t meet just now"
    with pytest.raises(AppointmentMoved, match="declined"):
        accept_time(appointment=proposed, time=times_of(proposed)[0].pk, by=member, at=AT)


def test_calling_off_what_was_agreed_tells_both_for_their_calendars(chapter, agreed, member, officer):
    for _tap in range(2):
        call_off(appointment=agreed, by=member, at=AT)
    assert (now_of(agreed).state, now_of(agreed).sequence) == ("cancelled", 1)
    notices = told(chapter, "appointment_off")
    assert {notice.email for notice in notices} == {member.email, officer.email}
    assert all("Tuesday 10 March" in mail(notice).text for notice in notices)
    assert {unsent(one) for one in told(chapter, "appointment_agreed")} == {"settled meanwhile"}


def test_a_proposal_taken_back_tells_the_other_alone(chapter, proposed, officer, member):
    call_off(appointment=proposed, by=officer, at=AT)
    assert [notice.email for notice in told(chapter, "appointment_off")] == [member.email]


@pytest.mark.parametrize("end", [call_off, decline_one_to_one])
def test_what_is_over_stays_over(chapter, proposed, officer, member, end):
    end(appointment=proposed, by=member, at=AT)
    state = now_of(proposed).state
    acts = [
        lambda: accept_time(appointment=proposed, time=times_of(proposed)[0].pk, by=member, at=AT),
        lambda: propose_other_times(appointment=proposed, times=[NEXT], by=member, at=AT),
        lambda: move_one_to_one(appointment=proposed, times=[NEXT], by=member, at=AT),
        lambda: mark_met(appointment=proposed, by=member, at=AT),
    ]
    for act in acts:
        with pytest.raises(AppointmentMoved):
            act()
    assert now_of(proposed).state == state


def test_met_is_logged_on_the_day_agreed_once_whoever_taps(chapter, agreed, member, officer):
    later = NOON + timedelta(days=2)
    logged = mark_met(appointment=agreed, by=member, at=later)
    assert mark_met(appointment=agreed, by=officer, at=later) is None
    assert logged == OneToOne.objects.in_chapter(chapter).get()
    assert (logged.date, logged.logged_by, logged.topics) == (date(2026, 3, 10), member, "ideal clients")
    assert (now_of(agreed).state, now_of(agreed).one_to_one) == ("met", logged)
    assert [notice.email for notice in told(chapter, "one_to_one_logged")] == [officer.email]


def test_met_is_the_one_that_was_logged_by_hand(chapter, agreed, member, officer):
    log = log_one_to_one(chapter=chapter, uuid=uuid4(), talk=Talk(member, date(2026, 3, 10)), by=officer, at=FIVE)
    assert (now_of(agreed).state, now_of(agreed).one_to_one) == ("met", log)
    assert mark_met(appointment=agreed, by=member, at=FIVE) is None
    assert OneToOne.objects.in_chapter(chapter).count() == 1


def test_met_before_a_time_was_agreed_counts_for_today(proposed, member):
    assert mark_met(appointment=proposed, by=member, at=AT).date == date(2026, 3, 3)


def test_met_where_it_was_logged_that_day_already_links_that_one(chapter, proposed, member, officer):
    log = log_one_to_one(chapter=chapter, uuid=uuid4(), talk=Talk(member, date(2026, 3, 3)), by=officer, at=AT)
    assert mark_met(appointment=proposed, by=member, at=AT) == log
    assert now_of(proposed).one_to_one == log


def test_a_log_taken_back_leaves_the_appointment_as_it_was(chapter, agreed, member):
    logged = mark_met(appointment=agreed, by=member, at=FIVE)
    withdraw_one_to_one(one_to_one=logged, by=member)
    assert (now_of(agreed).state, now_of(agreed).one_to_one_id) == ("agreed", None)
    assert mark_met(appointment=agreed, by=member, at=FIVE)


def standing(appointment):
    found = now_of(appointment)
    return found.state, found.turn_of, found.starts_at, found.one_to_one_id


def test_a_log_taken_back_leaves_what_was_proposed_or_moved_waiting_for_the_same_one(proposed, officer, member):
    withdraw_one_to_one(one_to_one=mark_met(appointment=proposed, by=officer, at=AT), by=officer)
    assert standing(proposed) == ("proposed", member, None, None)
    accept_time(appointment=proposed, time=times_of(proposed)[0].pk, by=member, at=AT)
    move_one_to_one(appointment=proposed, times=[NEXT], by=member, at=AT)
    withdraw_one_to_one(one_to_one=mark_met(appointment=proposed, by=officer, at=AT), by=officer)
    assert standing(proposed) == ("proposed", officer, NOON, None)


def test_who_left_is_told_nothing_and_agrees_on_nothing(chapter, proposed, officer, member):
    """F34."""
    Stay.objects.in_chapter(chapter).filter(member=officer).update(left_on=date(2026, 3, 3))
    with pytest.raises(NotHere):
        accept_time(appointment=proposed, time=times_of(proposed)[0].pk, by=member, at=AT)
    decline_one_to_one(appointment=proposed, by=member, at=AT)
    assert unsent(told(chapter, "appointment_off")[0]) == "no longer a member"


def test_a_proposal_whose_times_have_passed_is_not_mailed_any_more(chapter, proposed):
    notice = told(chapter, "appointment_proposed")[0]
    assert unsent(notice, NOON) == ""
    assert unsent(notice, FIVE) == "too late"


def test_two_who_are_looking_for_a_time_need_no_second_proposal(chapter, sent, proposed, member, officer):
    with pytest.raises(ProposedAlready) as refusal:
        propose_one_to_one(**{**sent, "uuid": uuid4(), "by": member, "other": officer})
    assert refusal.value.found == proposed
    assert Appointment.objects.in_chapter(chapter).count() == 1
    accept_time(appointment=proposed, time=times_of(proposed)[0].pk, by=member, at=AT)
    assert propose_one_to_one(**{**sent, "uuid": uuid4(), "idea": Idea((NEXT,))})


def invitation_of(notice):
    """The event in a notice's mail, read back by another library, and its method."""
    found = mail(notice).invitation
    calendar = vobject.readOne(found.text)
    assert calendar.method.value == found.method
    return found.method, calendar.vevent


def test_calendars_hear_of_agreement_of_a_move_and_of_the_end_in_rising_sequence(chapter, agreed, officer, member):
    first = [invitation_of(notice) for notice in told(chapter, "appointment_agreed")]
    assert {(method, event.sequence.value, event.dtstart.value) for method, event in first} == {("REQUEST", "0", NOON)}
    move_one_to_one(appointment=agreed, times=[NEXT], by=officer, at=AT)
    accept_time(appointment=agreed, time=times_of(now_of(agreed))[0].pk, by=member, at=AT + timedelta(minutes=1))
    second = [invitation_of(notice) for notice in told(chapter, "appointment_agreed")[2:]]
    assert {(method, event.sequence.value, event.dtstart.value) for method, event in second} == {("REQUEST", "1", NEXT)}
    call_off(appointment=agreed, by=officer, at=AT + timedelta(minutes=2))
    last = [invitation_of(notice) for notice in told(chapter, "appointment_off")]
    assert {(method, event.sequence.value, event.status.value) for method, event in last} == {
        ("CANCEL", "2", "CANCELLED")
    }
    everything = [*first, *second, *last]
    assert len(everything) == 6
    assert len({event.uid.value for _method, event in everything}) == 1
    assert not any("ideal clients" in event.serialize() for _method, event in everything)


def test_a_mail_sent_again_is_the_same_to_calendars(chapter, agreed):
    notice = told(chapter, "appointment_agreed")[0]
    assert mail(notice).invitation == mail(notice).invitation


def test_what_calendars_never_heard_of_is_not_cancelled_in_them(chapter, proposed, member):
    decline_one_to_one(appointment=proposed, by=member, at=AT)
    assert mail(told(chapter, "appointment_off")[0]).invitation is None


def test_a_moved_one_that_is_declined_leaves_the_calendars_of_both(chapter, agreed, officer, member):
    move_one_to_one(appointment=agreed, times=[NEXT], by=officer, at=AT)
    decline_one_to_one(appointment=agreed, by=member, at=AT)
    assert {(notice.email, mail(notice).invitation.method) for notice in told(chapter, "appointment_off")} == {
        (officer.email, "CANCEL"),
        (member.email, "CANCEL"),
    }


@pytest.mark.parametrize(
    "kind", ["appointment_proposed", "appointment_agreed", "appointment_off", "appointment_planned"]
)
def test_each_of_these_mails_can_be_unsubscribed_from(kind):
    assert find(kind).called
