"""What the pages of a case say: letters to begin from, a plan that runs, and where it stands to who comes too late."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from reviews.actions.deciding import withdraw
from reviews.actions.settling import appeal, close
from reviews.actions.supporting import check, remove_step
from reviews.letters import LETTERS
from tests.reviews.moments import AT
from tests.standing.pages import MOST_STATEMENTS, statements_of

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def on(flag):
    return lambda act="": f"/c/riverside/standing/flag/{flag.pk}/{act}"


def read_of(client, path):
    """The plan as the page names it."""
    return next(act.read for act in client.get(path).context["acts"] if act.post)


def open_vote(client, on):
    """The vote as the page of somebody of the committee names it."""
    return {"decision": client.get(on()).context["vote"].pk}


def test_a_letter_is_a_draft_to_make_ones_own(case, officer, member, on, sign_in):
    client = sign_in(officer)
    page = client.get(on("write/?letter=talk")).content.decode()
    assert "Dear Ben," in page
    assert "Amara Osei" in page
    assert "Dear" not in client.get(on("write/?letter=nonsense")).content.decode()
    case.talking()
    assert "letter=" not in sign_in(member).get(on("write/?letter=talk")).content.decode()
    assert "Dear Ben" not in sign_in(member).get(on("write/?letter=talk")).content.decode()
    names = {"name": "Ben", "by": "Amara", "check": "1 May", "day": "2 May", "appeal": "3 May"}
    for letter in LETTERS.values():
        assert "%(" not in str(letter.text) % names


def test_a_letter_speaks_of_an_appeal_only_while_there_can_be_one(case, officer, member, on, sign_in):
    def offered(client):
        return [href.partition("=")[2] for href, *_title in client.get(on("write/")).context["letters"]]

    case.decided()
    client = sign_in(officer)
    assert offered(client) == ["decision"]
    assert "you can appeal until 18 March 2026" in client.get(on("write/?letter=decision")).text
    assert statements_of(client, on("write/?letter=decision")) <= MOST_STATEMENTS
    case.acted(appeal, member, AT, words="I was ill.")
    assert offered(client) == ["appeal"]
    case.ballots("yes", "yes", "no").counted()
    with time_machine.travel(AT + timedelta(days=1), tick=False):
        assert offered(client) == ["final"]
        page = client.get(on("write/?letter=final")).text
        assert "your seat opens on 15 April 2026" in page
        assert "appeal" not in page.partition("<textarea")[2].partition("</textarea")[0]
        assert "Dear" not in client.get(on("write/?letter=decision")).text


def test_a_letter_is_for_where_the_case_stands(case, officer, on, sign_in):
    case.talking()
    client = sign_in(officer)
    assert "Dear Ben" in client.get(on("write/?letter=figures")).text
    for word in ("plan", "decision", "final", "appeal"):
        assert "Dear" not in client.get(on(f"write/?letter={word}")).text


def test_a_letter_about_a_check_to_come_is_for_the_days_before_it(case, officer, on, sign_in):
    case.supported()
    client = sign_in(officer)
    assert "before we look at it on 15 April 2026" in client.get(on("write/?letter=halfway")).text
    with time_machine.travel(datetime(2026, 4, 15, 9, tzinfo=UTC), tick=False):
        page = sign_in(officer).get(on("write/?letter=halfway"))
        assert (page.context["letters"], "Dear" in page.text) == ([], False)


def test_whoever_proposes_or_votes_while_a_plan_runs_is_told_so(case, officer, on, sign_in):
    case.supported()
    client = sign_in(officer)
    page = client.get(on("open-seat/")).text
    assert page.index("A plan runs until 15 April 2026.") < page.index("<form class")
    client.post(on("open-seat/"), {"reason": "We tried.", "effective_on": "2026-04-15"})
    assert "A plan runs until 15 April 2026." in client.get(on()).text
    with time_machine.travel(AT + timedelta(days=50), tick=False):
        assert "A plan ran until 15 April 2026. How it went is not written down yet." in sign_in(officer).get(on()).text


def test_a_plan_nobody_agreed_to_is_not_said_to_run(case, officer, on, sign_in):
    case.talking().planned()
    client = sign_in(officer)
    assert "A plan waits for a yes from Ben Whitlock. You would look at it on 15 April 2026." in client.get(
        on("open-seat/")
    ).text.replace("\n", " ")
    with time_machine.travel(AT + timedelta(days=50), tick=False):
        page = sign_in(officer).get(on("open-seat/")).text
        assert "A plan was to be looked at on 15 April 2026. It still waits for a yes from Ben Whitlock." in page


def test_on_its_own_day_a_plan_is_due(case, officer, on, sign_in):
    case.supported()
    with time_machine.travel(datetime(2026, 4, 15, 9, tzinfo=UTC), tick=False):
        assert (
            "A plan ran until 15 April 2026. How it went is not written down"
            in sign_in(officer).get(on("open-seat/")).text
        )


def test_without_a_plan_nothing_is_said_of_one(case, officer, on, sign_in):
    case.talking()
    client = sign_in(officer)
    assert "A plan" not in client.get(on("open-seat/")).text
    case.voting()
    assert "A plan r" not in client.get(on()).text


def test_what_is_not_agreed_yet_is_a_plan_and_comes_before_the_talk(case, officer, member, on, sign_in):
    case.talking().planned()
    page = sign_in(officer).get(on()).text
    assert "What we agreed on" not in page
    assert page.index(">The plan<") < page.index(">The conversation<")
    client = sign_in(member)
    client.post(on("plan/agree/"), {"read": read_of(client, on())})
    page = client.get(on()).text
    assert page.index("What we agreed on") < page.index(">The conversation<")
    case.acted(check, officer, AT, outcome="thriving", words="All well.")
    page = client.get(on()).text
    assert page.index("What we agreed on") > page.index(">The conversation<")


def test_a_stale_page_is_told_that_the_case_moved_on_and_where_to(case, officer, on, sign_in):
    case.decided()
    client = sign_in(officer)
    for act in ("plan/", "check/", "open-seat/", "vote/withdraw/"):
        assert client.get(on(act)).url == on()
    answer = client.post(on("open-seat/"), {"reason": "We tried it all.", "effective_on": "2026-04-15"})
    assert answer.status_code == 422
    assert "moved on meanwhile. The committee has decided that the seat opens." in answer.text
    assert "We tried it all." in answer.text


def test_of_a_seat_that_stays_nobody_reads_who_had_not_heard_that_it_might_not(case, member, on, sign_in):
    case.talking()
    step = case.planned()
    client = sign_in(member)
    read = read_of(client, on())
    case.acted(remove_step, case.committee[0], AT, step=step)
    page = client.post(on("plan/agree/"), {"read": read}, follow=True).text
    assert "There is no plan any more, and the conversation goes on." in page
    assert "seat stays" not in page
    case.decided().undone()
    assert "The seat stays, and the conversation goes on." in client.post(on("appeal/"), {"words": "I was ill."}).text


WENT = {
    "decided": "The committee has decided that the seat opens.",
    "fell": "The seat stays, and the conversation goes on.",
    "closed": "The flag is closed, and the conversation is over.",
    "appealed": "The decision is appealed, and the committee votes again.",
    "another": "The committee votes on what the page says now.",
}


@pytest.mark.parametrize("went", list(WENT))
def test_whoever_comes_too_late_to_a_vote_reads_so_and_what_came_of_it(
    case, appointed, officer, member, went, on, sign_in
):
    case.voting().ballots(*(["no", "no"] if went == "fell" else ["yes", "yes"]))
    client = sign_in(appointed)
    stale = open_vote(client, on)
    if went == "closed":
        member.stays.update(left_on=AT.date())
        case.acted(close, officer, AT, reason="Moved to Leeds.")
    elif went == "another":
        case.acted(withdraw, officer, AT, reason="Too early.")
        case.voting()
    else:
        case.counted()
    if went == "appealed":
        case.acted(appeal, member, AT, words="I was ill.")
    page = client.post(on("vote/"), stale | {"choice": "no"}, follow=True).text
    assert f"The vote was over before this came in. {WENT[went]}" in page
    page = client.post(on("vote/close/"), stale, follow=True).text
    assert f"The vote is over already. {WENT[went]}" in page
