import pytest

from notices.models import Notice
from referrals.models import Slip
from tests.referrals import typed

LEAD = "/c/riverside/lead/"


def test_a_lead_is_told_to_everybody_and_nobody_gets_mail(chapter, member, sign_in):
    data = typed.lead()
    answer = sign_in(member).post(LEAD, data)
    lead = Slip.objects.in_chapter(chapter).get()
    assert (answer.status_code, answer.url) == (303, f"/c/riverside/slips/{data['uuid']}/")
    assert (lead.kind, lead.giver, lead.receiver, lead.use_name, lead.need) == (
        "lead",
        member,
        None,
        "ask",
        data["need"],
    )
    assert not Notice.objects.in_chapter(chapter).exists()


@pytest.mark.parametrize(("typed_in", "shown"), [({}, False), ({"prospect_shown": "on"}, True)])
def test_the_name_is_shown_only_where_the_giver_says_so(chapter, member, receiver, sign_in, typed_in, shown):
    data = typed.lead(**typed_in)
    sign_in(member).post(LEAD, data)
    for page in (f"/c/riverside/slips/{data['uuid']}/", "/c/riverside/leads/"):
        assert ("Mill Lane Bakery" in sign_in(receiver).get(page).content.decode()) is shown
        assert "Mill Lane Bakery" in sign_in(member).get(page).content.decode()


@pytest.mark.parametrize(
    "contact",
    [
        {"prospect_phone": "+44 7700 900123"},
        {"prospect_email": "gareth@example.org"},
        {"need": "Call Gareth, 07700 900123, about his roof"},
        {"need": "Write to gareth@example.org about a roof"},
        {"prospect": "Gareth +44 (0)7700 900-123"},
    ],
)
def test_a_lead_with_contact_details_is_refused(chapter, member, sign_in, contact):
    """F55: the prospect does not know yet, so there is no basis to keep a way to reach them."""
    client = sign_in(member)
    assert client.post(LEAD, typed.lead(**contact)).status_code == 422
    assert not Slip.objects.in_chapter(chapter).exists()
    assert client.post(LEAD, typed.lead()).status_code == 303


@pytest.mark.parametrize(
    "need", ["Budget 1,200,000 by 2026-12-01", "12 vans, 01-02-2027, 0800 hours", "Units 4 and 5, £20 000 000 a year"]
)
def test_figures_and_dates_are_no_contact_details(member, sign_in, need):
    assert sign_in(member).post(LEAD, typed.lead(need=need)).status_code == 303


def test_lines_keep_plain_ends(chapter, member, sign_in):
    sign_in(member).post(LEAD, typed.lead(need="one\r\ntwo\rthree"))
    assert Slip.objects.in_chapter(chapter).get().need == "one\ntwo\nthree"


def test_it_takes_at_most_eight_statements(member, sign_in, at_most):
    client = sign_in(member)
    with at_most(8):
        client.get(LEAD)
