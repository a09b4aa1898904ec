import csv
import io
from datetime import date

import pytest

from tests.factories import MemberFactory, SlipFactory, ThankYouFactory
from tests.standing.pages import AT, MOST_STATEMENTS, held_meetings, leads, statements_of

EXPORT = "/c/riverside/standing/chapter/export/"

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def ann(chapter):
    ann = MemberFactory(chapter=chapter, name="Ann Reed")
    leads(chapter, ann, 26)
    held_meetings(chapter, {ann: ["present"] * 7 + ["absent"]})
    return ann


def rows_of(client, query=""):
    answer = client.get(f"{EXPORT}{query}")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("office", ["president", "vice_president", "secretary", "committee"])
def test_those_who_look_after_members_take_it_out(chapter, office, sign_in):
    assert sign_in(MemberFactory(chapter=chapter, offices=[office])).get(EXPORT).status_code == 200


@pytest.mark.parametrize("office", ["", "mentor", "treasurer", "visitor_host", "education"])
def test_nobody_else_does(chapter, office, sign_in):
    assert sign_in(MemberFactory(chapter=chapter, offices=[office] if office else [])).get(EXPORT).status_code == 403


def test_to_another_chapter_or_a_network_it_is_not_there(officer, stranger, network_admin, sign_in):
    assert sign_in(officer).get(EXPORT).status_code == 200
    assert sign_in(stranger).get(EXPORT).status_code == 404
    assert sign_in(network_admin).get(EXPORT).status_code == 404


def test_a_line_a_member_with_the_figures_of_the_page(chapter, officer, ann, sign_in):
    client = sign_in(officer)
    head, _amara, line = rows_of(client)
    assert head[:6] == ["Name", "Category", "Standing", "Meetings", "Meetings: done", "Meetings: out of"]
    assert len(set(head)) == len(head) == len(line)
    assert line[0] == "Ann Reed"
    assert line[2:9] == ["behind", "met", "7", "8", "met", "52", "52"]
    assert line[9:] == ["behind", "0", "2", "not yet", "", ""]
    answer = client.get(EXPORT)
    assert answer["Content-Disposition"] == 'attachment; filename="riverside-standing-2026-03-02.csv"'
    assert answer["Cache-Control"] == "no-store"


def test_it_is_filtered_and_sorted_as_the_page_was(officer, ann, sign_in):
    client = sign_in(officer)
    assert [row[0] for row in rows_of(client, "?rule=leads&status=met")[1:]] == ["Ann Reed"]
    assert [row[0] for row in rows_of(client, "?sort=-name")[1:]] == ["Ann Reed", "Amara Osei"]
    page = client.get("/c/riverside/standing/chapter/?rule=leads&status=met")
    assert page.context["export"] == f"{EXPORT}?status=met&rule=leads"


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x","y")', "+1", "-2", "@sum", "\tx", "\rx"])
def test_a_name_that_would_be_run_opens_as_text(name, chapter, officer, sign_in):
    """F58."""
    MemberFactory(chapter=chapter, name=name)
    assert f"'{name}" in [row[0] for row in rows_of(sign_in(officer))]


def test_it_holds_no_amount_prospect_or_address(chapter, officer, member, ann, sign_in):
    SlipFactory(
        chapter=chapter, giver=ann, receiver=member, given_at=AT, prospect="Cy Prospect", prospect_phone="+44 123"
    )
    ThankYouFactory(chapter=chapter, giver=member, receiver=ann, amount=98765)
    text = sign_in(officer).get(EXPORT).content.decode()
    assert "Ann Reed" in text
    assert not any(secret in text for secret in ("98765", "Cy Prospect", "+44 123", ann.email))


def test_it_takes_few_statements(officer, ann, sign_in):
    assert statements_of(sign_in(officer), EXPORT) <= MOST_STATEMENTS


def test_a_week_is_named_by_its_monday_in_the_file(officer, sign_in):
    assert str(date(2026, 3, 2)) in sign_in(officer).get(EXPORT)["Content-Disposition"]
