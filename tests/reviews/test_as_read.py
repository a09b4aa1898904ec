"""A form says what its reader saw, and is sent once; what it was read on is shown as it was."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine

from chapters.models import Rules
from members.models import Partnership
from reviews.actions.deciding import withdraw
from reviews.actions.settling import appeal, undo
from reviews.evidence import as_it_stands, as_it_stood
from reviews.models import Ballot, Check
from reviews.views.evidence_rows import meeting_rows, week_rows
from standing.models import Flag
from tests import factories
from tests.reviews.moments import AFTER_APPEAL, AT, DAY
from tests.standing.pages import MOST_STATEMENTS, held_meetings, leads, statements_of

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def on(flag):
    return lambda act="": f"/c/riverside/standing/flag/{flag.pk}/{act}"


def read_of(client, path):
    return next(act.read for act in client.get(path).context["acts"] if act.post)


@pytest.mark.parametrize("change", ["another step", "a step less", "another day"])
def test_a_yes_is_to_the_plan_that_was_read(case, member, officer, change, on, sign_in):
    case.talking()
    first = case.planned()
    case.planned(what="Meet Ines")
    client = sign_in(member)
    read = read_of(client, on())
    if change == "another step":
        case.planned(what="Come every week")
    elif change == "a step less":
        sign_in(officer).post(on(f"plan/{first.pk}/remove/"))
    else:
        case.planned(check_on=DAY + timedelta(days=7))
    for stale in ({"read": read}, {}):
        page = client.post(on("plan/agree/"), stale, follow=True)
        assert "The plan has changed" in page.content.decode()
        assert case.review.plan_agreed_at is None
    client.post(on("plan/agree/"), {"read": read_of(client, on())})
    assert case.review.plan_agreed_at == AT


def test_a_stale_page_of_the_first_vote_neither_votes_on_the_appeal_nor_closes_it(case, officer, on, sign_in):
    case.voting()
    client = sign_in(officer)
    stale = {"decision": client.get(on()).context["vote"].pk}
    assert f'name="decision" value="{stale["decision"]}"' in client.get(on()).content.decode()
    case.ballots("yes", "yes", "yes").counted()
    case.acted(appeal, case.member, AT, words="I was ill.")
    appealed = case.review.decisions.latest("pk")
    case.ballots("yes", "no", "no")
    for old in (stale, {}, {"decision": "9" * 5000}):
        for act in ("vote/", "vote/close/"):
            page = client.post(on(act), {"choice": "no"} | old, follow=True)
            assert "The vote " in page.text
            assert "The decision is appealed, and the committee votes again." in page.text
    assert Ballot.objects.in_chapter(officer.chapter).get(decision=appealed, voter=officer).choice == "yes"
    client.post(on("vote/"), {"choice": "no", "decision": appealed.pk})
    assert Ballot.objects.in_chapter(officer.chapter).get(decision=appealed, voter=officer).choice == "no"


@pytest.mark.parametrize("act", ["vote/withdraw/", "undo/", "confirm/", "appeal/"])
def test_what_is_said_of_one_decision_is_said_of_no_later_one(case, officer, member, act, on, sign_in):
    def go():
        return case.voting() if act == "vote/withdraw/" else case.decided()

    at = AFTER_APPEAL if act == "confirm/" else AT
    go()
    client = sign_in(member if act == "appeal/" else officer)
    with time_machine.travel(at, tick=False):
        read = client.get(on(act)).context["form"].initial["on"]
        assert f'name="on" value="{read}"' in client.get(on(act)).text
        assert statements_of(client, on(act)) <= MOST_STATEMENTS
    do = withdraw if act == "vote/withdraw/" else undo
    case.acted(do, case.committee[1], AT, reason="Too early.")
    go()
    before = case.state
    with time_machine.travel(at, tick=False):
        typed = {"reason": "We were wrong.", "words": "I was ill."}
        page = client.post(on(act), typed | {"on": read}, follow=True)
        assert case.state == before
        assert ("moved on meanwhile" in page.text) or ("nothing to withdraw" in page.text)
        newer = client.get(on(act)).context["form"].initial["on"]
        assert client.post(on(act), typed | {"on": newer}).status_code == 303
    assert case.state != before


def test_only_what_is_possible_can_come_of_a_check_and_what_was_typed_is_kept(case, officer, on, sign_in):
    case.talking()
    client = sign_in(officer)
    page = client.get(on("check/")).content.decode()
    assert "Thriving" in page
    assert "More time" not in page
    typed = {"outcome": "extended", "words": "A long story.", "next_check_on": "2026-05-06", "uuid": uuid.uuid4()}
    answer = client.post(on("check/"), typed)
    assert answer.status_code == 422
    assert "A long story." in answer.content.decode()
    case.planned()
    assert "More time" in client.get(on("check/")).content.decode()
    for _again in range(2):
        assert client.post(on("check/"), typed).status_code == 303
    assert Check.objects.in_chapter(officer.chapter).count() == 1


def test_a_vote_that_fell_or_was_withdrawn_links_to_no_evidence_the_member_may_not_read(case, member, on, sign_in):
    case.appealed().ballots("no", "no", "yes").counted()
    client = sign_in(member)
    page = client.get(on()).content.decode()
    first, second = case.review.decisions.order_by("pk")
    assert f"evidence/{first.pk}/" in page
    assert f"evidence/{second.pk}/" not in page
    assert client.get(on(f"evidence/{first.pk}/")).status_code == 200
    assert "Taken back on appeal" in page
    assert "Taken back by" not in page


def test_what_was_appealed_or_is_past_is_not_said_to_be_open_to_appeal(case, member, officer, on, sign_in):
    def pages():
        return [sign_in(one).get(on()).text for one in (member, officer)]

    case.decided()
    assert all("can be appealed until 18 March 2026" in page for page in pages())
    with time_machine.travel(AFTER_APPEAL, tick=False):
        assert not any("can be appealed" in page for page in pages())
    case.acted(appeal, member, AT, words="I was ill.")
    assert not any("can be appealed" in page for page in pages())
    case.ballots("yes", "yes", "no").counted()
    assert all("decided again: " in page.lower() for page in pages())
    assert not any("days to appeal are over" in page or "can be appealed" in page for page in pages())


def test_taken_back_by_somebody_it_names_them_and_what_came_of_it_is_not_the_reason_for_opening(
    case, member, on, sign_in
):
    case.opened(AFTER_APPEAL)
    case.acted(undo, case.committee[1], AFTER_APPEAL, reason="We were wrong.")
    page = sign_in(member).get(on()).content.decode()
    assert "Taken back by Grace Mbeki" in page
    assert "What came of it" not in page
    assert Flag.objects.in_chapter(member.chapter).get().closing_reason


def test_kept_evidence_shows_as_full_what_its_figure_credits(chapter, member):
    Rules.objects.create(chapter=chapter, effective_from=date(2025, 1, 1), max_substitutes=0)
    held_meetings(chapter, {member: ["present"] * 12 + ["substitute"] * 6})
    kept = as_it_stands(chapter, member.pk, at=AT)
    cells = [row.kind for row in meeting_rows(as_it_stood(kept))]
    assert cells.count("full") == kept["attendance"][1] == 12
    assert cells.count("none") == 6
    old = kept | {"meetings": [row[:3] for row in kept["meetings"]], "weeks": [row[:2] for row in kept["weeks"]]}
    del old["partners"]
    assert [row.kind for row in meeting_rows(as_it_stood(old))].count("full") == 18
    assert [row.more for row in week_rows(as_it_stood(old))] == [""] * len(kept["weeks"])


def test_kept_evidence_has_days_and_kinds_and_partners_and_no_word_of_a_prospect(chapter, member, officer):
    leads(chapter, member, 2)
    factories.SlipFactory(
        chapter=chapter,
        giver=member,
        receiver=officer,
        given_at=AT - timedelta(days=9),
        prospect="Zed Ltd",
        need="oven",
    )
    Partnership.objects.create(
        chapter=chapter,
        proposer=member,
        partner=officer,
        state="accepted",
        proposed_at=AT,
        started_on=date(2025, 1, 7),
    )
    factories.OneToOneFactory(chapter=chapter, a=member, b=officer, logged_by=officer, date=date(2026, 2, 10))
    kept = as_it_stands(chapter, member.pk, at=AT)
    assert "Zed" not in str(kept)
    assert "oven" not in str(kept)
    stood = as_it_stood(kept)
    assert [(one.name, one.days) for one in stood.partners] == [(officer.name, (date(2026, 2, 10),))]
    assert date(2026, 2, 10) in stood.pairs[0].days
    assert "referral 23 Feb" in " ".join(row.more for row in week_rows(stood))
