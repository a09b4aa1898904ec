"""Way 10: the officers plan a month; everyone meets whom they most need to meet, and is asked once."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from chapters.scope import chapter_scope
from meetings.models import Appointment, MonthPlan, PlannedPair
from members.models import Leave, Member, Partnership, Profile, Stay
from notices.kinds import find
from notices.models import Notice
from standing.month_plans import add_pair, make_plan, plan_anew, send_plan
from standing.needs import missed_by, needs_of, people_of
from standing.refusals import MonthOver, NoRoom, NotPlannable, PairedAlready, PlanSent
from standing.why import why_words
from tests import factories

MARCH = date(2026, 3, 1)
AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = date(2026, 3, 4)
PAGE = "/c/riverside/plan-month/"


@pytest.fixture(autouse=True)
def _wednesday():
    with time_machine.travel(AT, tick=False):
        yield


def met(chapter, one, other, day, **more):
    return factories.OneToOneFactory(chapter=chapter, a=one, b=other, date=day, **more)


def needs(chapter):
    found = needs_of(chapter, people_of(chapter, MARCH, TODAY), MARCH, TODAY)
    return {frozenset((need.a, need.b)): need for need in found}


def between(chapter, one, other):
    return needs(chapter)[frozenset((one.pk, other.pk))]


def people(chapter, count, **more):
    return [factories.MemberFactory(chapter=chapter, name=f"Person {n:02}", **more) for n in range(count)]


def pairs_of(plan):
    return [(pair.a_id, pair.b_id) for pair in PlannedPair.objects.in_chapter(plan.chapter).filter(plan=plan)]


def plan_of(chapter, officer, month=MARCH, at=AT):
    return make_plan(chapter=chapter, month=month, by=officer, at=at)


def test_two_who_never_met_are_short_of_both_meetings_of_the_year(chapter, officer, member):
    need = between(chapter, officer, member)
    assert (need.never_met, need.short, need.partner_due, need.newcomer, need.points) == (True, 2, False, False, 6)


def test_what_they_did_counts_this_week_too_and_what_is_disputed_does_not(chapter, officer, member):
    met(chapter, officer, member, date(2025, 10, 7))
    assert (between(chapter, officer, member).never_met, between(chapter, officer, member).short) == (False, 1)
    late = met(chapter, officer, member, date(2026, 3, 3))
    assert between(chapter, officer, member).short == 0
    type(late).objects.in_chapter(chapter).filter(pk=late.pk).update(disputed=True)
    assert between(chapter, officer, member).short == 1


def test_power_partners_are_due_once_a_quarter(chapter, officer, member):
    Partnership.objects.create(
        chapter=chapter, proposer=officer, partner=member, state="accepted", proposed_at=AT, started_on=date(2025, 6, 1)
    )
    met(chapter, officer, member, date(2025, 9, 2))
    assert between(chapter, officer, member).partner_due
    met(chapter, officer, member, date(2026, 1, 13))
    assert not between(chapter, officer, member).partner_due


def test_a_newcomer_is_one_who_is_settling_in(chapter, officer, member):
    Stay.objects.in_chapter(chapter).filter(member=member).update(joined_on=date(2026, 2, 1))
    assert between(chapter, officer, member).newcomer


def test_whoever_plans_one_already_needs_no_other(chapter, officer, member):
    asked = factories.AppointmentFactory(chapter=chapter, proposer=member, other=officer)
    assert needs(chapter) == {}
    Appointment.objects.in_chapter(chapter).filter(pk=asked.pk).update(state="declined")
    assert len(needs(chapter)) == 1


def test_similar_clients_and_who_was_left_out_break_ties_alone(chapter, officer, member):
    third = factories.MemberFactory(chapter=chapter)
    for person, words in ((officer, "Clinics and dental practices"), (member, "Dental clinics in town"), (third, "x")):
        Profile.objects.create(chapter=chapter, member=person, whom_i_serve=words)
    assert between(chapter, officer, member).similar
    assert between(chapter, officer, member).tie > between(chapter, officer, third).tie
    assert between(chapter, officer, member).points == between(chapter, officer, third).points
    plan = MonthPlan.objects.create(chapter=chapter, month=date(2026, 2, 1), made_at=AT, sent_at=AT)
    two = sorted((officer.pk, member.pk))
    PlannedPair.objects.create(chapter=chapter, plan=plan, a_id=two[0], b_id=two[1])
    missed = missed_by(chapter, people_of(chapter, MARCH, TODAY).values(), MARCH)
    assert [missed[person.pk] for person in (officer, member, third)] == [1, 1, 2]


def test_the_plan_pairs_everybody_up_to_their_number_and_no_two_twice(chapter, officer):
    others = people(chapter, 8)
    others[0].plan_at_most(0)
    others[1].plan_at_most(5)
    plan = plan_of(chapter, officer)
    counts = Counter(key for pair in pairs_of(plan) for key in pair)
    assert counts[others[0].pk] == 0
    assert counts[others[1].pk] > 2
    assert all(counts[person.pk] <= 2 for person in (officer, *others[2:]))
    assert len(set(pairs_of(plan))) == len(pairs_of(plan))


def test_past_members_and_who_is_on_leave_all_month_are_left_out(chapter, officer, member):
    away, back, gone = people(chapter, 3)
    for first, last in ((date(2026, 2, 1), date(2026, 3, 15)), (date(2026, 3, 16), None)):
        Leave.objects.create(chapter=chapter, member=away, first_day=first, last_day=last, approved=True)
    Leave.objects.create(
        chapter=chapter, member=back, first_day=date(2026, 2, 1), last_day=date(2026, 3, 20), approved=True
    )
    Leave.objects.create(chapter=chapter, member=member, first_day=date(2026, 2, 1), approved=None)
    Stay.objects.in_chapter(chapter).filter(member=gone).update(left_on=date(2026, 3, 2))
    found = {key for pair in pairs_of(plan_of(chapter, officer)) for key in pair}
    assert found == {officer.pk, member.pk, back.pk}


def test_with_an_odd_number_who_was_left_out_comes_first_the_next_month(chapter, officer):
    five = [officer, *people(chapter, 4)]
    Member.objects.in_chapter(chapter).update(one_to_ones_a_month=1)
    out = []
    for month in range(1, 6):
        first = date(2026, 2 + month, 1)
        at = datetime(2026, 2 + month, 2, 12, tzinfo=UTC)
        plan = plan_of(chapter, officer, first, at)
        out += {person.pk for person in five} - {key for pair in pairs_of(plan) for key in pair}
        send_plan(plan=plan, by=officer, at=at)
        Appointment.objects.in_chapter(chapter).update(state="declined")
    assert len(out) == 5
    assert set(out) == {person.pk for person in five}


def test_planning_a_month_twice_is_one_plan(chapter, officer, member):
    first, again = plan_of(chapter, officer), plan_of(chapter, member)
    assert first == again
    assert MonthPlan.objects.in_chapter(chapter).count() == 1
    with pytest.raises(MonthOver):
        plan_of(chapter, officer, date(2026, 2, 1))


def test_planned_anew_it_is_as_things_are_now(chapter, officer, member):
    plan = plan_of(chapter, officer)
    assert len(pairs_of(plan)) == 1
    for day in (date(2026, 3, 2), date(2026, 3, 3)):
        met(chapter, officer, member, day)
    plan_anew(plan=plan, by=officer, at=AT)
    assert pairs_of(plan) == []


def test_a_pair_is_added_within_what_both_ask_for(chapter, officer, member, stranger):
    plan = plan_of(chapter, officer)
    third, gone = people(chapter, 2)
    Stay.objects.in_chapter(chapter).filter(member=gone).update(left_on=date(2026, 3, 2))
    with pytest.raises(PairedAlready):
        add_pair(plan=plan, one=member.pk, other=officer.pk, at=AT)
    for other in (officer.pk, gone.pk, stranger.pk, 0):
        with pytest.raises(NotPlannable):
            add_pair(plan=plan, one=officer.pk, other=other, at=AT)
    third.plan_at_most(1)
    assert (
        why_words(add_pair(plan=plan, one=third.pk, other=member.pk, at=AT).why) == "have not met yet, 2 meetings short"
    )
    with pytest.raises(NoRoom, match="Person 00 asks for 1 a month"):
        add_pair(plan=plan, one=third.pk, other=officer.pk, at=AT)


def test_sent_it_asks_every_pair_once_and_tells_each_of_the_two(chapter, officer, member):
    plan = plan_of(chapter, officer)
    assert send_plan(plan=plan, by=officer, at=AT) == 1
    with pytest.raises(PlanSent):
        send_plan(plan=plan, by=member, at=AT)
    asked = Appointment.objects.in_chapter(chapter).get()
    assert (asked.state, asked.plan, asked.turn_of) == ("proposed", plan, None)
    notices = list(Notice.objects.in_chapter(chapter).filter(kind="appointment_planned"))
    assert {notice.email for notice in notices} == {officer.email, member.email}
    for notice in notices:
        kind = find(notice.kind).kind
        assert kind.still_due(notice, AT) == ""
        other = member if notice.email == officer.email else officer
        assert kind.render(notice).subject == f"March: a one-to-one with {other.name}"


def test_its_page_says_the_day_it_was_sent_in_the_chapters_zone(chapter, officer, member, sign_in):
    chapter.timezone = "America/New_York"
    chapter.save()
    plan = plan_of(chapter, officer)
    send_plan(plan=plan, by=officer, at=datetime(2026, 3, 4, 3, tzinfo=UTC))
    assert "sent 3 March" in sign_in(officer).get(f"{PAGE}{plan.pk}/").text


def test_nobody_is_asked_whom_things_have_overtaken(chapter, officer, member):
    third = factories.MemberFactory(chapter=chapter)
    plan = plan_of(chapter, officer)
    assert len(pairs_of(plan)) == 3
    Stay.objects.in_chapter(chapter).filter(member=third).update(left_on=TODAY)
    factories.AppointmentFactory(chapter=chapter, proposer=member, other=officer)
    assert send_plan(plan=plan, by=officer, at=AT) == 0


def test_after_it_was_sent_nothing_of_it_changes(chapter, officer, member, sign_in):
    plan = plan_of(chapter, officer)
    send_plan(plan=plan, by=officer, at=AT)
    client, here = sign_in(officer), f"{PAGE}{plan.pk}/"
    pair = plan.pairs.get()
    for path in (f"pairs/{pair.pk}/remove/", "add/", "anew/", "send/"):
        answer = client.post(here + path, {"one": member.pk, "other": officer.pk}, follow=True)
        assert "sent already" in answer.content.decode()
    assert plan.pairs.count() == Appointment.objects.in_chapter(chapter).count() == 1


def test_officers_propose_edit_and_send_a_month_on_its_pages(chapter, officer, member, sign_in):
    others = people(chapter, 3)
    others[0].plan_at_most(0)
    client = sign_in(officer)
    assert "Plan March 2026" in client.get(PAGE).content.decode()
    answers = [client.post(PAGE, {"month": "2026-03-01"}) for _tap in range(2)]
    here = answers[0].url
    assert {answer.url for answer in answers} == {here}
    page = client.get(here).content.decode()
    assert "have not met yet, 2 meetings short" in page
    assert "asks for none" in page
    plan = MonthPlan.objects.in_chapter(chapter).get()
    pair, count = plan.pairs.first(), plan.pairs.count()
    taken = client.post(f"{here}pairs/{pair.pk}/remove/", follow=True)
    (message,) = taken.context["messages"]
    assert plan.pairs.count() == count - 1
    client.post(message.extra_tags)
    assert plan.pairs.count() == count
    assert client.get(f"{here}send/").status_code == 200
    assert not Appointment.objects.in_chapter(chapter).exists()
    answer = client.post(f"{here}send/", follow=True)
    assert f"{count} pairs are asked now." in answer.content.decode()
    assert "How it goes" in answer.content.decode()
    assert f"{count} pairs, 0 met" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("office", ["president", "vice_president", "secretary", "education"])
def test_these_officers_plan_and_find_it_among_their_places(chapter, sign_in, office):
    client = sign_in(factories.MemberFactory(chapter=chapter, offices=[office]))
    assert client.get(PAGE).status_code == 200
    assert f'href="{PAGE}"' in client.get("/c/riverside/me/").content.decode()


@pytest.mark.parametrize("office", [None, "treasurer", "visitor_host", "mentor"])
def test_nobody_else_does(chapter, officer, sign_in, office):
    plan = plan_of(chapter, officer)
    client = sign_in(factories.MemberFactory(chapter=chapter, offices=[office] if office else []))
    assert client.get(PAGE).status_code == client.post(PAGE, {"month": "2026-03-01"}).status_code == 403
    for path in ("", "add/", "anew/", "send/"):
        assert client.post(f"{PAGE}{plan.pk}/{path}").status_code == 403
    assert f'href="{PAGE}"' not in client.get("/c/riverside/me/").content.decode()


def test_another_chapters_plan_and_pair_are_not_there(chapter, officer, member, other_chapter, stranger, sign_in):
    with chapter_scope(other_chapter.pk):
        friend = factories.MemberFactory(chapter=other_chapter)
        theirs = make_plan(chapter=other_chapter, month=MARCH, by=stranger, at=AT)
        pair = theirs.pairs.get()
        assert friend.pk in (pair.a_id, pair.b_id)
    ours, client = plan_of(chapter, officer), sign_in(officer)
    for path in (f"{theirs.pk}/", f"{theirs.pk}/send/"):
        assert client.get(PAGE + path).status_code == 404
    assert client.post(f"{PAGE}{theirs.pk}/send/").status_code == 404
    assert client.post(f"{PAGE}{ours.pk}/pairs/{pair.pk}/remove/").status_code == 404


@pytest.mark.parametrize("month", ["", "2026-02-01", "2026-05-01", "x"])
def test_only_this_month_and_the_next_are_planned(chapter, officer, sign_in, month):
    answer = sign_in(officer).post(PAGE, {"month": month}, follow=True)
    assert "Choose a month." in answer.content.decode()
    assert not MonthPlan.objects.in_chapter(chapter).exists()


@pytest.mark.parametrize("count", [1, 20])
def test_its_pages_take_eight_statements_however_many_there_are(chapter, officer, sign_in, at_most, count):
    people(chapter, count, user=None)
    plan = plan_of(chapter, officer)
    client = sign_in(officer)
    for path in (PAGE, f"{PAGE}{plan.pk}/"):
        with at_most(8):
            assert client.get(path).status_code == 200


def test_nothing_due_says_so(chapter, officer, sign_in):
    plan = plan_of(chapter, officer)
    assert "Nothing is due" in sign_in(officer).get(f"{PAGE}{plan.pk}/").content.decode()
    answer = sign_in(officer).post(f"{PAGE}{plan.pk}/send/", follow=True)
    assert "There is no pair in this plan yet." in answer.content.decode()
    assert MonthPlan.objects.in_chapter(chapter).get().sent_at is None


def test_late_in_a_month_the_next_one_comes_first(chapter, officer, sign_in):
    with time_machine.travel(AT + timedelta(days=20), tick=False):
        page = sign_in(officer).get(PAGE).content.decode()
    assert page.index("Plan April 2026") < page.index("Plan March 2026")
