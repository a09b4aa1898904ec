from datetime import date, timedelta

import pytest

from meetings.models import MonthPlan, Visit
from members.models import Leave, Partnership
from referrals.models import AskedHow, LeadQuestion, Progress, Slip
from standing.actions.flags import flag_seat
from standing.to_do import waiting_for
from tests import factories
from tests.standing.pages import (
    AT,
    MOST_BYTES,
    MOST_STATEMENTS,
    grow,
    held_meetings,
    leads,
    statements_of,
    weight_of,
)

MY_WEEK = "/c/riverside/"
NEXT_MEETING = date(2026, 3, 10)

pytestmark = pytest.mark.usefixtures("wednesday")


def page(client):
    answer = client.get(MY_WEEK)
    assert answer.status_code == 200
    return answer


def test_it_says_when_we_meet_where_and_how_to_say_i_cant_come(member, sign_in):
    client = sign_in(member)
    answer = page(client)
    meeting = answer.context["meeting"]
    assert (meeting.soon, meeting.when) == ("In 6 days", "Tuesday 10 March, 07:00")
    assert meeting.place == "The Boathouse, Mill Lane"
    assert meeting.cant_come in answer.content.decode()
    assert client.get(meeting.cant_come).status_code == 200


def test_once_i_said_that_i_cant_come_it_says_so(chapter, member, sign_in):
    meeting = factories.MeetingFactory(chapter=chapter, date=NEXT_MEETING)
    mark = factories.MarkFactory(chapter=chapter, meeting=meeting, member=member, mark="absent_notified")
    shown = page(sign_in(member)).context["meeting"]
    assert "can’t come" in shown.part
    assert not shown.cant_come
    type(mark).objects.in_chapter(chapter).update(mark="substitute", substitute="Ana Ruiz")
    assert "Ana Ruiz" in page(sign_in(member)).context["meeting"].part


def test_my_part_is_my_office_my_guests_and_my_minute(chapter, officer, member, sign_in):
    Visit.objects.create(chapter=chapter, date=NEXT_MEETING, name="Zoë Hart", invited_by=officer)
    part = page(sign_in(officer)).context["meeting"].part
    assert "You run the meeting." in part
    assert "Zoë Hart" in part
    others = page(sign_in(member)).context["meeting"].part
    assert "You run" not in others
    assert "Zoë Hart" not in others
    assert "minute" in others


def test_slips_that_wait_are_those_the_slips_themselves_say_wait(chapter, member, officer, sign_in):
    ages = {"passed": 1, "contacted": 9, "meeting": 3, "won": 30, "lost": 30}
    for stage, days in ages.items():
        slip = factories.SlipFactory(
            chapter=chapter, giver=officer, receiver=member, stage=stage, given_at=AT - timedelta(days=days)
        )
        if stage != "passed":
            Progress.objects.create(chapter=chapter, slip=slip, at=slip.given_at, stage=stage)
    factories.SlipFactory(chapter=chapter, giver=member, receiver=officer, given_at=AT - timedelta(days=3))
    factories.SlipFactory(
        chapter=chapter, giver=officer, receiver=member, given_at=AT - timedelta(days=3), withdrawn_at=AT
    )
    factories.SlipFactory(
        chapter=chapter, giver=officer, receiver=member, given_at=AT - timedelta(days=3), bad_at=AT, stage="bad"
    )
    expected = {str(slip.uuid) for slip in Slip.objects.in_chapter(chapter).waiting_for(member, AT)}
    told = waiting_for(chapter, member, roles=frozenset(), meeting_day=None, due=[], at=AT)
    assert {one.key for one in told if one.what == "slip"} == expected
    assert len(expected) == 2
    lines = page(sign_in(member)).context["to_do"]
    assert [line.due for line in lines] == ["1 day", "9 days"]


def test_of_many_slips_the_latest_are_shown_and_the_rest_counted(chapter, member, officer, sign_in):
    for days in range(1, 7):
        factories.SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=AT - timedelta(days=days))
    answer = page(sign_in(member))
    assert [line.due for line in answer.context["to_do"]] == ["1 day", "2 days", "3 days"]
    assert "3 more slips wait" in answer.content.decode()


def test_proposals_one_to_ones_and_flags_wait_for_whom_they_concern_alone(chapter, member, officer, sign_in):
    Partnership.objects.create(chapter=chapter, proposer=officer, partner=member, proposed_at=AT, looks_for="builders")
    factories.OneToOneFactory(chapter=chapter, a=officer, b=member, logged_by=officer, date=date(2026, 3, 3))
    flag_seat(member=member, by=officer, at=AT, reason="Let us talk.")
    client = sign_in(member)
    assert "talk about your seat" not in page(client).content.decode()
    member.flags.update(told_at=AT)
    titles = " ".join(line.title for line in page(sign_in(member)).context["to_do"])
    assert "Amara Osei asks you to be a power partner" in titles
    assert "One-to-one with Amara Osei, 3 March" in titles
    assert "talk about your seat" in titles
    member.flags.update(answered_at=AT)
    assert "talk about your seat" not in page(client).content.decode()
    (line,) = page(sign_in(officer)).context["to_do"]
    assert (line.title, line.note) == ("Ben Whitlock’s seat is flagged", "A call is due.")
    member.flags.update(closed_at=AT, closed_by=officer, closing_reason="We talked.")
    assert page(sign_in(officer)).context["to_do"] == []


def test_leave_waits_for_the_officers_who_answer_it(chapter, member, officer, vice_president, secretary, sign_in):
    Leave.objects.create(chapter=chapter, member=member, first_day="2026-04-06", last_day="2026-04-10")
    for person, shown in {officer: 1, vice_president: 1, secretary: 0, member: 0}.items():
        assert len(page(sign_in(person)).context["to_do"]) == shown


def test_a_power_partner_comes_first_then_whom_i_have_not_met(chapter, member, officer, vice_president, sign_in):
    Partnership.objects.create(
        chapter=chapter,
        proposer=officer,
        partner=member,
        proposed_at=AT,
        state="accepted",
        started_on=date(2025, 6, 1),
    )
    factories.OneToOneFactory(chapter=chapter, a=member, b=officer, date=date(2025, 9, 1))
    turns = page(sign_in(member)).context["turns"]
    assert [(line.title, line.note) for line in turns] == [
        ("Amara Osei", "Your power partner; last met 1 September 2025."),
        ("Grace Mbeki", "You have not met yet."),
    ]


def test_standing_comes_with_the_next_step_that_would_help(chapter, member, sign_in):
    held_meetings(chapter, {member: ["absent"] * 7 + ["present"] * 17})
    leads(chapter, member, 26)
    answer = page(sign_in(member))
    attendance, given, *_pairs = answer.context["lines"]
    assert (attendance.number, attendance.of, attendance.status) == (17, "of 24", "at_risk")
    assert (given.number, given.status) == (52, "met")
    assert answer.context["step"] == "Come to the next 3 and you are at 75 %."
    assert "standing/attendance/" in answer.content.decode()


def test_a_new_member_is_not_judged(chapter, sign_in):
    newcomer = factories.MemberFactory(chapter=chapter, stay__joined_on=date(2026, 2, 9))
    answer = page(sign_in(newcomer))
    assert answer.context["overall"] == "settling_in"
    assert "settling in" in answer.context["step"]


def test_with_nothing_to_do_it_says_what_would_be_good_to_do(member, sign_in):
    assert "Nothing waits for you." in page(sign_in(member)).content.decode()


def test_it_is_eight_statements_for_three_members_and_for_sixty(chapter, member, officer, sign_in):
    client = sign_in(officer)
    few = statements_of(client, MY_WEEK)
    for other in grow(chapter, 57):
        factories.SlipFactory(chapter=chapter, giver=other, receiver=officer, given_at=AT - timedelta(days=3))
    assert statements_of(client, MY_WEEK) == few <= MOST_STATEMENTS


def test_it_is_light(chapter, officer, sign_in):
    grow(chapter, 30)
    assert weight_of(sign_in(officer), MY_WEEK) <= MOST_BYTES


def test_without_a_rhythm_there_is_no_next_meeting(chapter, member, sign_in):
    chapter.recesses.create(first_day=date(2026, 3, 1), last_day=date(2029, 1, 1))
    answer = page(sign_in(member))
    assert answer.context["meeting"] is None
    assert "I can’t come" not in answer.content.decode()


def test_one_to_ones_that_wait_for_me_are_mine_to_do_and_the_agreed_ones_come(chapter, member, officer, sign_in):
    asked, waits, agreed, over, planned = (factories.MemberFactory(chapter=chapter, name=name) for name in "ABCDE")
    soon, past = AT + timedelta(days=1), AT - timedelta(days=1)
    plan = MonthPlan.objects.create(chapter=chapter, month=date(2026, 3, 1), made_at=AT, sent_at=AT)
    make = factories.AppointmentFactory
    make(chapter=chapter, proposer=asked, other=member)
    make(chapter=chapter, proposer=member, other=waits)
    make(chapter=chapter, proposer=agreed, other=member, state="agreed", starts_at=soon, turn_of=None)
    make(chapter=chapter, proposer=over, other=member, state="agreed", starts_at=past, turn_of=None)
    make(chapter=chapter, proposer=planned, other=member, plan=plan, turn_of=None)
    make(chapter=chapter, proposer=officer, other=asked)
    shown = page(sign_in(member)).context
    assert {line.title for line in shown["to_do"]} == {
        "A proposes a one-to-one",
        "Did you meet D?",
        "A one-to-one with E",
    }
    (coming,) = shown["coming"]
    assert (coming.title, coming.note, coming.due) == ("C", "Thursday 5 March, 12:00", "Tomorrow")


def test_whoever_plans_a_one_to_one_with_me_is_not_my_turn_any_more(chapter, member, officer, sign_in):
    (turn,) = page(sign_in(member)).context["turns"]
    assert turn.href == f"/c/riverside/one-to-ones/propose/?with={officer.pk}"
    factories.AppointmentFactory(chapter=chapter, proposer=member, other=officer)
    assert page(sign_in(member)).context["turns"] == []


def test_questions_about_my_leads_wait_for_me_until_they_are_answered(chapter, member, officer, sign_in):
    lead = factories.SlipFactory(
        chapter=chapter, kind="lead", giver=member, receiver=None, warmth=None, given_at=AT - timedelta(days=3)
    )
    ask = LeadQuestion.objects.create
    ask(chapter=chapter, lead=lead, asker=officer, kind="more", words="How big is it?", asked_at=AT)
    name = ask(chapter=chapter, lead=lead, asker=officer, kind="name", asked_at=AT)
    lines = page(sign_in(member)).context["to_do"]
    assert {(line.title, line.note) for line in lines} == {
        ("Amara Osei asks: is there more?", "How big is it?"),
        ("Amara Osei asks: may I use your name?", "About your lead"),
    }
    assert {line.href for line in lines} == {f"/c/riverside/slips/{lead.uuid}/"}
    assert page(sign_in(officer)).context["to_do"] == []
    name.close(words="", allowed=True, at=AT)
    assert len(page(sign_in(member)).context["to_do"]) == 1
    Slip.objects.in_chapter(chapter).update(withdrawn_at=AT)
    assert page(sign_in(member)).context["to_do"] == []


def test_what_was_put_off_does_not_wait_until_its_day(chapter, member, officer, sign_in):
    slip = factories.SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=AT - timedelta(days=9))
    wish = AskedHow.objects.create(
        chapter=chapter, slip=slip, at=AT, way="later", by=member, since=AT, until=AT + timedelta(days=5)
    )
    assert page(sign_in(member)).context["to_do"] == []
    wish.delete()
    assert len(page(sign_in(member)).context["to_do"]) == 1
