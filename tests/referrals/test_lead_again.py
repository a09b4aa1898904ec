"""A lead is one again where the referral made of it was withdrawn, or its prospect had not agreed after all."""

import pytest

from notices.models import Notice
from referrals.models import Progress, Slip
from tests import factories
from tests.referrals import typed


def path(slip, act=""):
    return f"/c/riverside/slips/{slip.uuid}/{act}"


@pytest.fixture
def passed_on(chapter, member, receiver, lead, sign_in):
    """The lead became a referral to the receiver."""
    sign_in(member).post("/c/riverside/pass/", typed.referral(receiver, came_from=str(lead.uuid)))
    return Slip.objects.in_chapter(chapter).referrals().get()


def stage_of(lead):
    lead.refresh_from_db()
    return lead.stage


def test_passed_to_the_wrong_member_and_withdrawn_it_is_a_lead_again(
    chapter, member, bystander, lead, passed_on, sign_in
):
    giver, other = sign_in(member), sign_in(bystander)
    assert stage_of(lead) == "contacted"
    giver.post(path(passed_on, "withdraw/"))
    assert stage_of(lead) == "passed"
    assert not Progress.objects.in_chapter(chapter).exists()
    page = other.get(path(lead)).content.decode()
    assert "Became a referral" not in page
    assert "I’m on it" in page
    giver.post(path(passed_on, "give-again/"))
    assert stage_of(lead) == "contacted"
    assert Progress.objects.in_chapter(chapter).get().reported_by == member
    assert Notice.objects.in_chapter(chapter).filter(kind="referral_passed").count() == 1


def test_it_stays_a_referral_while_another_one_came_out_of_it(chapter, member, bystander, lead, passed_on, sign_in):
    factories.SlipFactory(chapter=chapter, giver=member, receiver=bystander, came_from=lead)
    sign_in(member).post(path(passed_on, "withdraw/"))
    assert stage_of(lead) == "contacted"


def test_it_stays_over_where_its_prospect_asked_to_be_forgotten(chapter, member, lead, passed_on, sign_in):
    """F56."""
    Slip.objects.in_chapter(chapter).filter(pk=passed_on.pk).update(objected=True)
    sign_in(member).post(path(passed_on, "withdraw/"))
    assert stage_of(lead) == "contacted"


@pytest.mark.parametrize(("kind", "stage"), [("unexpected", "passed"), ("need", "contacted")])
def test_a_prospect_who_expected_no_call_is_a_lead_again_until_that_is_taken_back(
    chapter, receiver, lead, passed_on, sign_in, kind, stage
):
    client = sign_in(receiver)
    client.post(path(passed_on, "bad/"), typed.bad(kind=kind))
    assert stage_of(lead) == stage
    report = Progress.objects.in_chapter(chapter).get(slip=passed_on)
    client.post(path(passed_on, f"reports/{report.pk}/take-back/"))
    assert stage_of(lead) == "contacted"
