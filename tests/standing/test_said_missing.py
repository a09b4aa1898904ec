"""What a member says is missing in the record: where it stands while it waits, and where it is refused."""

from datetime import date

import pytest

from meetings.models import OneToOne
from members.models import Partnership
from standing.disputing import Answer, answer_dispute, say_missing, say_slip_missing
from tests import factories
from tests.standing.pages import AT

pytestmark = pytest.mark.usefixtures("wednesday")


def path_of(dispute):
    return f"/c/riverside/standing/disputes/{dispute.pk}/"


def test_that_it_is_there_or_was_denied_stands_at_its_day(chapter, member, officer, sign_in):
    day, client = date(2026, 2, 12), sign_in(member)
    words = {"other": officer.pk, "why": "We met.", "day": day}
    logged = factories.OneToOneFactory(chapter=chapter, a=member, b=officer, date=day, logged_by=member)
    for denied, says in ((False, "on that day already"), (True, "did not meet that day")):
        OneToOne.objects.in_chapter(chapter).filter(pk=logged.pk).update(
            disputed=denied, disputed_by=officer if denied else None
        )
        page = client.post("/c/riverside/standing/one-to-ones/missing/", words)
        assert says in page.context["form"].errors["day"][0]


def test_what_i_say_is_missing_stands_before_the_rows_until_it_is_answered(chapter, member, officer, sign_in):
    other = factories.MemberFactory(chapter=chapter, name="Carla Reyes")
    row = {"chapter": chapter, "why": "On paper.", "by": member, "at": AT}
    met = say_missing(**row, other=other, day=date(2026, 2, 12))
    given = say_slip_missing(**row, receiver=other, day=date(2026, 3, 3), need="")
    lead = say_slip_missing(**row, receiver=None, day=date(2026, 2, 3), need="An oven")
    client, own = sign_in(officer), sign_in(member)

    def waiting(rule, who=own, root="/c/riverside/standing/"):
        rows = who.get(f"{root}{rule}/").context["rows"]
        found = [(one.when, one.what, one.look.text, one.look.href) for one in rows if one.note == "Missing, you say."]
        assert [one.note for one in rows[: len(found)]] == ["Missing, you say."] * len(found)
        return found

    waits = "Waits for an answer"
    assert waiting("one_to_ones") == [("12 Feb 2026", "Carla Reyes", waits, path_of(met))]
    assert waiting("partner_one_to_ones") == []
    assert waiting("leads") == [
        ("3 Feb 2026", "Lead", waits, path_of(lead)),
        ("3 Mar 2026", "Referral to Carla Reyes", waits, path_of(given)),
    ]
    assert waiting("leads", client, f"/c/riverside/standing/chapter/{member.pk}/") == []
    for one in (met, given, lead):
        answer_dispute(dispute=one, answer=Answer(upheld=False, word="No."), by=officer, at=AT)
    assert [waiting(rule) for rule in ("one_to_ones", "leads")] == [[], []]


def test_of_a_power_partner_it_stands_there_too(chapter, member, officer, sign_in):
    state = {"state": "accepted", "started_on": date(2025, 3, 4), "proposed_at": AT.replace(year=2025)}
    Partnership.objects.create(chapter=chapter, proposer=officer, partner=member, **state)
    say_missing(chapter=chapter, other=officer, day=date(2026, 2, 12), why="We met.", by=member, at=AT)
    rows = sign_in(member).get("/c/riverside/standing/partner_one_to_ones/").context["rows"]
    assert [one.note for one in rows] == ["Missing, you say.", "not met yet"]


@pytest.mark.parametrize("page", ["one-to-ones", "leads"])
def test_its_page_closes_what_it_opens(page, member, officer, sign_in):
    text = sign_in(member).get(f"/c/riverside/standing/{page}/missing/").content.decode()
    assert text.count("<div") == text.count("</div>")
