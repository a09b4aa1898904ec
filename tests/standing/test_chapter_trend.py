from datetime import date

import pytest

from standing.models import Snapshot
from standing.trend import trend_of
from standing.weekly import fill_in
from tests.factories import MemberFactory
from tests.standing.pages import AT, MOST_BYTES, MOST_STATEMENTS, WEEK_END, grow, leads, statements_of, weight_of

TREND = "/c/riverside/standing/chapter/trend/"

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def kept(chapter, officer):
    """Nobody meets one-to-one here; the president gives nothing, Ann all that is asked, Mia joined last month."""
    chapter.rules.create(effective_from=date(2024, 1, 1), one_to_ones_per_year=0)
    ann = MemberFactory(chapter=chapter, name="Ann Reed")
    MemberFactory(chapter=chapter, name="Mia Stone", stay__joined_on=date(2026, 2, 2))
    leads(chapter, ann, 80)
    fill_in(chapter, at=AT)
    return chapter


@pytest.mark.parametrize("office", ["president", "vice_president", "secretary", "committee"])
def test_those_who_look_after_members_see_it(chapter, office, sign_in):
    assert sign_in(MemberFactory(chapter=chapter, offices=[office])).get(TREND).status_code == 200


@pytest.mark.parametrize("office", ["", "mentor", "treasurer", "visitor_host", "education"])
def test_nobody_else_does(chapter, office, sign_in):
    assert sign_in(MemberFactory(chapter=chapter, offices=[office] if office else [])).get(TREND).status_code == 403


def test_to_another_chapter_or_a_network_it_is_not_there(officer, stranger, network_admin, sign_in):
    assert sign_in(officer).get(TREND).status_code == 200
    assert sign_in(stranger).get(TREND).status_code == 404
    assert sign_in(network_admin).get(TREND).status_code == 404


def test_each_of_26_mondays_has_how_many_stood_how(kept):
    trend = trend_of(kept, until=WEEK_END)
    assert [one.monday for one in (trend[0], trend[-1])] == [date(2025, 9, 8), WEEK_END]
    assert len(trend) == 26
    assert trend[0].counts == {"met": 1, "behind": 1}
    assert trend[-1].counts == {"met": 1, "behind": 1, "settling_in": 1}
    leads_only = trend_of(kept, until=WEEK_END, column="leads")
    assert leads_only[-1].counts == {"met": 1, "behind": 2}


def test_an_unknown_column_is_refused(kept):
    with pytest.raises(ValueError, match="not in"):
        trend_of(kept, until=WEEK_END, column="1; drop table members_member")


def test_the_picture_fills_up_to_everybody_and_says_it_in_words(kept, officer, sign_in):
    answer = sign_in(officer).get(TREND)
    columns = answer.context["columns"]
    assert columns[-1].says == "2 Mar: 1 met, 1 behind, 1 settling in"
    assert [(part.status, part.top, part.tall) for part in columns[0].parts] == [
        ("met", "20.00", "20.00"),
        ("behind", "0.00", "20.00"),
    ]
    text = answer.content.decode()
    assert "On 2 March, 1 of 3 members met what the group asks. On 8 September it was 1 of 2." in text


def test_one_rule_can_be_looked_at_alone(kept, officer, sign_in):
    client = sign_in(officer)
    answer = client.get(f"{TREND}?rule=leads")
    assert answer.context["columns"][-1].numbers == (1, 0, 2, 0)
    assert answer.context["rule"] == "Leads and referrals"
    off = client.get(f"{TREND}?rule=one_to_ones").context
    assert (off["words"][-1], off["columns"][-1].numbers) == (("off", "off"), (0, 0, 0, 3))
    assert client.get(f"{TREND}?rule=nonsense").context["rule"] == ""


def test_a_monday_without_snapshots_is_a_gap(kept, officer, sign_in):
    Snapshot.objects.in_chapter(kept).filter(monday=date(2026, 2, 23)).delete()
    gap = sign_in(officer).get(TREND).context["columns"][-2]
    assert (gap.members, gap.parts, gap.says) == (0, (), "23 Feb: nothing stored")


def test_before_the_first_monday_it_says_what_this_will_be(officer, sign_in):
    answer = sign_in(officer).get(TREND)
    assert answer.context["columns"] == []
    assert "Nothing to look back on yet" in answer.content.decode()


def test_it_is_as_many_statements_for_three_members_as_for_sixty_and_light(kept, officer, sign_in):
    client = sign_in(officer)
    few = statements_of(client, TREND)
    grow(kept, 57)
    fill_in(kept, at=AT)
    assert statements_of(client, TREND) == few <= MOST_STATEMENTS
    assert weight_of(client, TREND) <= MOST_BYTES
