"""Who is told of what in a seat review, and when: by mail and on My week; and that no due work decides anything."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from notices.due import _handlers
from notices.kinds import find
from notices.models import Notice
from reviews.actions.deciding import propose, step_aside, withdraw
from reviews.actions.settling import appeal, confirm
from reviews.due import say_what_waits
from reviews.reminding import remind
from reviews.states import ReviewState
from standing.actions.flags import flag_seat
from tests.architecture.world import fingerprint
from tests.factories import MemberFactory
from tests.reviews.moments import AFTER_APPEAL, AT, DAY, PROPOSED, TODAY
from tests.reviews.test_case import WAYS
from tests.standing.pages import MOST_STATEMENTS, statements_of

pytestmark = pytest.mark.usefixtures("wednesday")


def test_mail_says_that_there_is_something_never_what_nor_about_whom(case, member):
    case.supported()
    case.planned(what="Meet Ines")
    remind(member.chapter, at=morning_of(DAY))
    kinds = set()
    for notice in Notice.objects.in_chapter(member.chapter).filter(kind__startswith="review_"):
        mail = find(notice.kind).kind.render(notice)
        kinds.add(notice.kind)
        for secret in ("Ben", "Whitlock", "How are you", "next four", "Ines", "Amara"):
            assert secret not in mail.subject + mail.text
        assert mail.act.address.endswith(f"/standing/flag/{case.flag.pk}/")
    assert kinds == {"review_said", "review_planned", "review_agreed", "review_check_due"}


def test_the_committee_reads_by_mail_what_happened_without_a_name_or_a_word_of_it(case, chapter, officer):
    """A withdrawal, a result, an end of it: each in its own words."""
    case.voting().acted(withdraw, officer, AT, reason="Too early for Ben.")
    case.decided().acted(confirm, officer, AFTER_APPEAL)
    case.undone(AFTER_APPEAL)
    mails = [
        find("review_counted").kind.render(notice)
        for notice in Notice.objects.in_chapter(chapter).filter(kind="review_counted", email="ines@riverside.example")
    ]
    assert sorted(mail.subject for mail in mails) == [
        "A decision about a seat is confirmed",
        "A decision about a seat is taken back",
        "A proposal to open a seat is withdrawn",
        "A vote about a seat is closed",
    ]
    assert len({mail.text for mail in mails}) == 4
    for mail in mails:
        for secret in ("Ben", "Amara", "Grace", "tried", "early", "wrong"):
            assert secret not in mail.subject + mail.text


def morning_of(day):
    return datetime(day.year, day.month, day.day, 8, tzinfo=ZoneInfo("Europe/London"))


def told(chapter, kind):
    return set(Notice.objects.in_chapter(chapter).filter(kind=kind).values_list("email", flat=True))


def test_on_the_morning_of_a_check_whoever_is_on_the_committee_then_is_told_once(case, chapter, appointed):
    case.supported()
    kind, morning = "review_check_due", morning_of(DAY)
    assert say_what_waits(chapter, morning, morning - timedelta(minutes=1)) == morning
    assert told(chapter, kind) == set()
    appointed.offices.update(to_day=DAY)
    newcomer = MemberFactory(chapter=chapter, offices=["committee"])
    for _again in range(2):
        assert say_what_waits(chapter, morning, morning) == morning_of(DAY + timedelta(days=1))
        assert told(chapter, kind) == {one.email for one in (*case.committee[:2], newcomer)}
    notice = Notice.objects.in_chapter(chapter).filter(kind=kind).first()
    assert find(kind).kind.still_due(notice, morning) == ""
    case.planned(check_on=DAY + timedelta(days=7))
    assert find(kind).kind.still_due(notice, morning) == "another day"


def test_the_day_of_a_check_that_falls_into_a_vote_is_not_lost(case, chapter):
    case.supported()
    case.acted(propose, case.committee[0], AT, reason="We tried.", effective_on=DAY)
    say_what_waits(chapter, morning_of(DAY), morning_of(DAY))
    assert told(chapter, "review_check_due") == set()
    case.acted(withdraw, case.committee[0], AT, reason="Too early.")
    later = morning_of(DAY + timedelta(days=1))
    say_what_waits(chapter, later, later)
    assert told(chapter, "review_check_due") == {one.email for one in case.committee}


def test_a_flag_nobody_acted_on_is_told_to_whoever_may_know_of_it(case, chapter, member, secretary):
    MemberFactory(chapter=chapter, offices=["treasurer"])
    remind(chapter, at=AT)
    assert told(chapter, "flag_raised") == {one.email for one in (*case.committee, secretary)}
    notice = Notice.objects.in_chapter(chapter).filter(kind="flag_raised", email=secretary.email).get()
    kind = find("flag_raised").kind
    assert kind.still_due(notice, AT) == ""
    mail = kind.render(notice)
    assert not {"Ben", "breakfast"} & set((mail.subject + mail.text).replace(".", " ").split())
    secretary.offices.update(to_day=TODAY)
    assert kind.still_due(notice, AT) == "no longer theirs to know"
    case.written()
    for one in Notice.objects.in_chapter(chapter).filter(kind="flag_raised"):
        assert kind.still_due(one, AT) == "begun"


def test_an_officer_hears_of_no_flag_on_their_own_seat(chapter, officer, vice_president):
    flag_seat(member=vice_president, by=officer, at=AT, reason="A word.")
    remind(chapter, at=AT)
    assert told(chapter, "flag_raised") == {officer.email}


@pytest.mark.parametrize("appealed", [False, True])
def test_somebody_is_reminded_that_a_decision_waits_and_not_while_it_can_be_appealed(case, chapter, appealed):
    kind = "review_confirm_due"
    case.decided()
    remind(chapter, at=AT + timedelta(days=14))
    assert told(chapter, kind) == set()
    if appealed:
        case.acted(appeal, case.member, AT, words="I was ill.")
        remind(chapter, at=AFTER_APPEAL)
        assert told(chapter, kind) == set()
        case.ballots("yes", "yes", "no").counted()
        remind(chapter, at=AT)
    else:
        remind(chapter, at=AFTER_APPEAL)
    assert told(chapter, kind) == {one.email for one in case.committee}
    notice = Notice.objects.in_chapter(chapter).filter(kind=kind).first()
    assert find(kind).kind.still_due(notice, AFTER_APPEAL) == ""
    case.undone()
    assert find(kind).kind.still_due(notice, AFTER_APPEAL) == "moved on meanwhile"


def my_week(sign_in, person):
    lines = sign_in(person).get("/c/riverside/").context["to_do"]
    return [line.note for line in lines if "/standing/flag/" in line.href]


def test_my_week_tells_the_committee_what_waits_for_them(case, chapter, member, secretary, sign_in):
    president, vice_president, appointed = case.committee
    assert my_week(sign_in, appointed) == ["A call is due."]
    assert my_week(sign_in, secretary) == my_week(sign_in, member) == []
    few = statements_of(sign_in(president), "/c/riverside/")
    assert few <= MOST_STATEMENTS
    case.supported()
    assert my_week(sign_in, president) == []
    with time_machine.travel(morning_of(DAY), tick=False):
        assert my_week(sign_in, president) == ["The day you agreed on has come."]
        assert my_week(sign_in, appointed) == []
    case.acted(propose, president, PROPOSED, reason="We tried.", effective_on=DAY)
    case.ballots("yes")
    case.acted(step_aside, appointed, AT, reason="")
    assert [my_week(sign_in, one) for one in case.committee] == [[], ["Read, then vote or step aside."], []]
    newcomer = MemberFactory(chapter=chapter, offices=["committee"])
    assert my_week(sign_in, newcomer) == []
    case.ballots("yes", "yes").counted()
    assert my_week(sign_in, president) == []
    with time_machine.travel(AFTER_APPEAL, tick=False):
        assert my_week(sign_in, president) == my_week(sign_in, vice_president) == ["Confirm it, or undo it."]
        assert my_week(sign_in, appointed) == []


def test_mail_to_the_committee_is_not_sent_to_somebody_who_is_not_on_it_any_more(case, appointed):
    case.voting()
    notice = Notice.objects.in_chapter(appointed.chapter).get(kind="review_vote", email=appointed.email)
    kind = find("review_vote").kind
    assert kind.still_due(notice, AT) == ""
    appointed.offices.update(to_day=AT.date())
    assert kind.still_due(notice, AT) == "no longer theirs to know"


def test_nobody_is_asked_by_mail_to_vote_on_what_was_closed_meanwhile(case, appointed):
    case.appealed()
    asked = Notice.objects.in_chapter(appointed.chapter).filter(email=appointed.email)
    first, second = asked.get(kind="review_vote"), asked.get(kind="review_appealed")
    assert find("review_vote").kind.still_due(first, AT) == "moved on meanwhile"
    assert find("review_appealed").kind.still_due(second, AT) == ""
    case.ballots("yes", "yes", "no").counted()
    assert find("review_appealed").kind.still_due(second, AT) == "moved on meanwhile"


@pytest.mark.parametrize("state", list(ReviewState))
def test_no_due_work_decides_anything(case, chapter, state):
    """Nothing moves a member by itself: due work of this app, years late, writes mail and changes no other row."""
    WAYS[state](case)
    ours = [one for one in _handlers.values() if one.__module__.startswith("reviews")]
    assert ours
    before = fingerprint(chapter)
    for days in (0, 1, 15, 40, 400):
        for one in ours:
            one(chapter, AT, AT + timedelta(days=days))
    after = fingerprint(chapter)
    assert {table for table in after if after[table] != before[table]} <= {"notices_notice", "notices_due"}
