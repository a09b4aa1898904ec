from datetime import date, timedelta

import pytest

from standing.models import Snapshot
from standing.weekly import fill_in
from tests.factories import MemberFactory, OneToOneFactory, SlipFactory
from tests.standing.pages import AT, MOST_BYTES, MOST_STATEMENTS, grow, held_meetings, leads, statements_of, weight_of

CHANGES = "/c/riverside/standing/chapter/changes/"

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def ann(chapter):
    """Came to three quarters of the meetings until last week's; gives what is asked; meets nobody, nor has to."""
    chapter.rules.create(effective_from=date(2025, 1, 1), one_to_ones_per_year=0)
    ann = MemberFactory(chapter=chapter, name="Ann Reed")
    held_meetings(chapter, {ann: ["present"] * 20 + ["absent"] * 7})
    leads(chapter, ann, 30)
    fill_in(chapter, at=AT)
    return ann


@pytest.mark.parametrize("office", ["president", "vice_president", "secretary", "committee"])
def test_those_who_look_after_members_see_it(chapter, office, sign_in):
    assert sign_in(MemberFactory(chapter=chapter, offices=[office])).get(CHANGES).status_code == 200


@pytest.mark.parametrize("office", ["", "mentor", "treasurer", "visitor_host", "education"])
def test_nobody_else_does(chapter, office, sign_in):
    assert sign_in(MemberFactory(chapter=chapter, offices=[office] if office else [])).get(CHANGES).status_code == 403


def test_to_another_chapter_or_a_network_it_is_not_there(officer, stranger, network_admin, sign_in):
    assert sign_in(officer).get(CHANGES).status_code == 200
    assert sign_in(stranger).get(CHANGES).status_code == 404
    assert sign_in(network_admin).get(CHANGES).status_code == 404


def test_it_says_who_moved_from_what_to_what_and_the_rows(officer, ann, sign_in):
    answer = sign_in(officer).get(CHANGES)
    ((_id, _title, people), (_other, _rule, none)) = answer.context["groups"]
    (one,) = people
    assert (one.name, one.before, one.now, none) == ("Ann Reed", "met", "at_risk", [])
    assert one.href == f"/c/riverside/standing/chapter/{ann.pk}/"
    (rule,) = one.rules
    assert (rule.name, rule.was, rule.became) == ("Meetings", "20 of 26", "19 of 26")
    assert [(line.what, line.tag) for line in rule.lines] == [
        ("26 Aug 2025: present", "dropped out"),
        ("24 Feb: absent", "new"),
    ]
    assert "On Monday 2 March, one member stands differently than on 23 February." in answer.content.decode()


def test_nobody_moved_is_said(officer, chapter, sign_in):
    fill_in(chapter, at=AT)
    assert "On Monday 2 March, everybody stands as on 23 February." in sign_in(officer).get(CHANGES).content.decode()


def test_slips_are_told_by_kind_person_and_day_and_nothing_else(chapter, officer, member, ann, sign_in):
    """What officers see as evidence is the date, the kind and the people, never whom it was about."""
    cleo = MemberFactory(chapter=chapter, name="Cleo Marsh")
    leads(chapter, cleo, 26)
    SlipFactory(
        chapter=chapter,
        giver=cleo,
        receiver=member,
        given_at=AT - timedelta(days=5),
        prospect="Cy Prospect",
        need="a tap that drips",
    )
    fill_in(chapter, at=AT)
    text = sign_in(officer).get(CHANGES).content.decode()
    assert (
        f'Week of 23 Feb: 3 good <span class="note">lead, 25 Feb; lead, 25 Feb; referral to {member.name}, 27 Feb'
        in text
    )
    assert not any(secret in text for secret in ("Cy Prospect", "a tap that drips"))


def test_a_rule_that_changed_is_said_first(chapter, officer, ann, sign_in):
    chapter.rules.create(effective_from=date(2026, 2, 25), one_to_ones_per_year=0, attendance_percent=80)
    fill_in(chapter, at=AT)
    answer = sign_in(officer).get(CHANGES)
    assert answer.context["rules"] == ["Meetings to come to, in %: 80, before 75"]
    assert "The group’s rule changed that week." in answer.content.decode()


def test_one_can_go_back_week_by_week_but_not_beyond_what_is_kept(officer, ann, sign_in):
    client = sign_in(officer)
    context = client.get(CHANGES).context
    assert (context["earlier"], context["later"]) == (f"{CHANGES}?until=2026-02-23", "")
    week = client.get(context["earlier"]).context
    assert (week["changes"].monday, week["later"]) == (date(2026, 2, 23), CHANGES)
    for wrong in ("2024-01-01", "nonsense", "2030-01-07", "2026-03-02"):
        assert client.get(f"{CHANGES}?until={wrong}").context["changes"].monday == date(2026, 3, 2)


def test_without_two_mondays_it_says_what_this_will_be(officer, chapter, sign_in):
    client = sign_in(officer)
    assert "Nothing to compare yet" in client.get(CHANGES).content.decode()
    fill_in(chapter, at=AT)
    assert "Nothing to compare yet" not in client.get(CHANGES).content.decode()


def test_it_is_eight_statements_and_light_for_one_who_moved_and_for_sixty(chapter, officer, ann, sign_in):
    client = sign_in(officer)
    few = statements_of(client, CHANGES)
    people = grow(chapter, 57)
    for number, one in enumerate(people):
        OneToOneFactory(chapter=chapter, a=one, b=people[number - 1], logged_by=one, date=date(2026, 2, 25))
    chapter.rules.create(effective_from=date(2026, 2, 25), leads_per_week=1, grace_weeks=0)
    fill_in(chapter, at=AT)
    assert len(client.get(CHANGES).context["changes"].members) > 50
    assert statements_of(client, CHANGES) == few <= MOST_STATEMENTS
    assert weight_of(client, CHANGES) <= MOST_BYTES
    assert Snapshot.objects.in_chapter(chapter).exists()
