"""Power partners: propose, accept, decline, end, and what each agreed."""

from datetime import date

import pytest

from chapters.clock import now
from members.actions import partners as actions
from members.models import Partnership
from members.refusals import NotPartners
from notices.models import Notice
from tests import factories
from tests.members.moments import AT

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/partners/"
SIDE = {"looks_for": "Restaurant kitchens", "can_give": "Every landlord in Mill Lane"}
THEIRS = {"looks_for": "Landlords", "can_give": "Three chefs I know well"}


@pytest.fixture
def proposal(chapter, officer, member):
    """Amara asks Ben."""
    return actions.propose(proposer=officer, partner=member, at=AT, **SIDE)


def accepted(proposal):
    actions.accept(partnership=proposal, on=date(2026, 3, 3), at=AT, **THEIRS)
    return Partnership.objects.in_chapter(proposal.chapter).get(pk=proposal.pk)


def state_of(proposal) -> str:
    return Partnership.objects.in_chapter(proposal.chapter).get(pk=proposal.pk).state


def test_from_asking_to_parting(chapter, officer, member, sign_in):
    asking, asked = sign_in(officer), sign_in(member)
    assert asking.post(PAGE + "propose/", SIDE | {"partner": member.pk}).status_code == 303
    made = Partnership.objects.in_chapter(chapter).get()
    assert "Asking you" in asked.get(PAGE).content.decode()
    assert "Restaurant kitchens" in asked.get(f"{PAGE}{made.pk}/").content.decode()
    assert asked.post(f"{PAGE}{made.pk}/accept/", THEIRS).status_code == 303
    made.refresh_from_db()
    assert (made.state, made.started_on) == ("accepted", chapter.today(now()))
    assert "Three chefs I know well" in asking.get(PAGE).content.decode()
    assert "Restaurant kitchens" in asked.get(PAGE).content.decode()
    assert "End the partnership with Ben Whitlock?" in asking.get(f"{PAGE}{made.pk}/end/").content.decode()
    assert state_of(made) == "accepted"
    assert asking.post(f"{PAGE}{made.pk}/end/").status_code == 303
    made.refresh_from_db()
    assert (made.state, made.ended_on) == ("ended", chapter.today(now()))
    assert set(Notice.objects.in_chapter(chapter).values_list("kind", "email")) == {
        ("partnership_proposed", member.email),
        ("partnership_accepted", officer.email),
    }


def test_declining_is_quiet_and_another_proposal_is_possible(chapter, officer, member, proposal, sign_in):
    assert sign_in(member).post(f"{PAGE}{proposal.pk}/decline/").status_code == 303
    assert state_of(proposal) == "declined"
    assert Notice.objects.in_chapter(chapter).get().kind == "partnership_proposed"
    assert actions.propose(proposer=member, partner=officer, at=AT, **SIDE)


def test_accepting_needs_ones_own_side(proposal, member, sign_in):
    answer = sign_in(member).post(f"{PAGE}{proposal.pk}/accept/", {"looks_for": "Landlords"})
    assert answer.status_code == 422
    assert "Landlords" in answer.content.decode()
    assert state_of(proposal) == "proposed"


def test_only_whoever_was_asked_answers_and_only_the_asker_takes_back(proposal, officer, member, sign_in):
    assert sign_in(officer).post(f"{PAGE}{proposal.pk}/accept/", THEIRS).status_code == 403
    assert sign_in(officer).post(f"{PAGE}{proposal.pk}/decline/").status_code == 403
    assert sign_in(member).post(f"{PAGE}{proposal.pk}/take-back/").status_code == 403
    assert state_of(proposal) == "proposed"


def test_a_proposal_can_be_taken_back_until_it_is_answered(chapter, proposal, officer, sign_in):
    assert sign_in(officer).post(f"{PAGE}{proposal.pk}/take-back/").status_code == 303
    assert not Partnership.objects.in_chapter(chapter).exists()
    again = actions.propose(proposer=officer, partner=proposal.partner, at=AT, **SIDE)
    accepted(again)
    sign_in(officer).post(f"{PAGE}{again.pk}/take-back/")
    assert state_of(again) == "accepted"


def test_nobody_else_reads_or_changes_it(chapter, proposal, sign_in):
    third = sign_in(factories.MemberFactory(chapter=chapter, offices=["president"]))
    for path in ("", "accept/", "decline/", "take-back/", "end/", "mine/"):
        assert third.post(f"{PAGE}{proposal.pk}/{path}", THEIRS).status_code in {404, 405}
        assert third.get(f"{PAGE}{proposal.pk}/{path}").status_code in {404, 405}
    assert state_of(proposal) == "proposed"


def test_two_who_are_partners_or_asked_are_not_offered_again(chapter, proposal, officer, member, sign_in):
    other = factories.MemberFactory(chapter=chapter, name="Priya Raman")
    factories.MemberFactory(chapter=chapter, name="Gone Already", stay__left_on="2026-01-01")
    page = sign_in(member).get(f"{PAGE}propose/?with={other.pk}")
    assert [one.name for one in page.context["people"]] == ["Priya Raman"]
    assert " checked" in page.content.decode()
    answer = sign_in(member).post(PAGE + "propose/", SIDE | {"partner": officer.pk})
    assert answer.status_code == 422
    with pytest.raises(NotPartners):
        actions.propose(proposer=member, partner=officer, at=AT, **SIDE)
    with pytest.raises(NotPartners):
        actions.propose(proposer=member, partner=member, at=AT, **SIDE)


def test_somebody_of_another_chapter_cannot_be_asked(chapter, member, stranger, sign_in):
    """F30."""
    answer = sign_in(member).post(PAGE + "propose/", SIDE | {"partner": stranger.pk})
    assert answer.status_code == 422
    assert "Hana" not in answer.content.decode()
    assert not Partnership.objects.in_chapter(chapter).exists()


def test_nothing_else_can_be_set_on_the_way(chapter, officer, member, sign_in):
    """F33."""
    more = {"state": "accepted", "started_on": "2020-01-01", "proposer": member.pk, "partner_looks_for": "mine"}
    sign_in(officer).post(PAGE + "propose/", SIDE | {"partner": member.pk} | more)
    made = Partnership.objects.in_chapter(chapter).get()
    assert (made.proposer, made.state, made.started_on, made.partner_looks_for) == (officer, "proposed", None, "")


def test_a_side_is_written_down_anew_by_whoevers_it_is(proposal, officer, member, sign_in):
    made = accepted(proposal)
    assert (
        sign_in(member).post(f"{PAGE}{made.pk}/mine/", {"looks_for": "Offices", "can_give": "Keys"}).status_code == 303
    )
    made.refresh_from_db()
    assert (made.looks_for, made.partner_looks_for, made.partner_can_give) == ("Restaurant kitchens", "Offices", "Keys")
    sign_in(officer).post(f"{PAGE}{made.pk}/mine/", {"looks_for": "Hotels", "can_give": "Maps"})
    made.refresh_from_db()
    assert (made.looks_for, made.can_give, made.partner_looks_for) == ("Hotels", "Maps", "Offices")


def test_of_two_answers_at_once_the_second_is_refused(proposal):
    stale = Partnership.objects.in_chapter(proposal.chapter).get(pk=proposal.pk)
    accepted(proposal)
    with pytest.raises(NotPartners):
        actions.decline(partnership=stale)
    with pytest.raises(NotPartners):
        actions.accept(partnership=stale, on=date(2026, 4, 1), at=AT, **THEIRS)
    assert state_of(proposal) == "accepted"


def test_what_is_agreed_is_shown_as_text(proposal, officer, member, sign_in):
    """F42."""
    made = accepted(proposal)
    made.write_side(member, looks_for="<img src=x onerror=alert(1)>", can_give="<svg onload=alert(1)>")
    for path in (PAGE, f"{PAGE}{made.pk}/"):
        page = sign_in(officer).get(path).content.decode()
        assert "&lt;img src=x" in page
        assert "<img src" not in page
        assert "<svg onload" not in page


@pytest.mark.parametrize("others", [1, 58])
@pytest.mark.parametrize("path", ["", "propose/"])
def test_the_pages_take_at_most_five_statements(chapter, officer, sign_in, at_most, others, path):
    for _ in range(others):
        person = factories.MemberFactory(chapter=chapter)
        Partnership.objects.create(
            chapter=chapter, proposer=person, partner=officer, state="accepted", started_on="2026-01-01", proposed_at=AT
        )
        factories.MemberFactory(chapter=chapter)
    client = sign_in(officer)
    with at_most(5):
        assert client.get(PAGE + path).status_code == 200


def test_one_partnerships_page_takes_five_statements(proposal, member, sign_in, at_most):
    client = sign_in(member)
    with at_most(5):
        assert client.get(f"{PAGE}{proposal.pk}/").status_code == 200


def test_where_the_date_stepped_back_the_last_day_is_the_first(proposal):
    actions.end(partnership=accepted(proposal), on=date(2026, 3, 2))
    assert Partnership.objects.in_chapter(proposal.chapter).get(pk=proposal.pk).ended_on == date(2026, 3, 3)
