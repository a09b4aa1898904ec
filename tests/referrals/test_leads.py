import pytest

from tests import factories

LEADS = "/c/riverside/leads/"


def test_leads_are_read_by_the_chapter_and_referrals_are_not(bystander, lead, referral, sign_in):
    page = sign_in(bystander).get(LEADS).content.decode()
    assert "A roofer" in page
    assert "boiler" not in page
    assert "Hidden Bakery" not in page


def test_what_was_withdrawn_or_no_use_is_gone(chapter, member, officer, lead, sign_in):
    other = factories.SlipFactory(
        chapter=chapter, kind="lead", giver=member, receiver=None, warmth=None, need="a plumber"
    )
    sign_in(member).post(f"/c/riverside/slips/{lead.uuid}/withdraw/")
    sign_in(officer).post(f"/c/riverside/slips/{other.uuid}/bad/", {"reason": "long gone"})
    assert 'class="empty"' in sign_in(officer).get(LEADS).content.decode()


@pytest.mark.parametrize("leads", [3, 60])
def test_it_takes_at_most_eight_statements(chapter, member, sign_in, at_most, leads):
    for _ in range(leads):
        giver = factories.MemberFactory(chapter=chapter)
        factories.SlipFactory(chapter=chapter, kind="lead", giver=giver, receiver=None, warmth=None)
    client = sign_in(member)
    with at_most(8):
        client.get(LEADS)
