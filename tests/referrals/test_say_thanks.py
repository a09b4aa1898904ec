from decimal import Decimal

import pytest

from notices.models import Notice
from referrals.models import ThankYou
from tests import factories
from tests.referrals import typed

THANKS = "/c/riverside/thanks/"


def test_thanks_are_said_and_told(chapter, member, receiver, sign_in):
    answer = sign_in(member).post(THANKS, typed.thanks(receiver))
    thank_you = ThankYou.objects.in_chapter(chapter).get()
    assert (answer.status_code, answer.url) == (303, "/c/riverside/thanks/wall/")
    assert (thank_you.giver, thank_you.receiver, thank_you.amount) == (member, receiver, Decimal(1000))
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email, notice.subject) == ("thanked", receiver.email, thank_you.pk)


@pytest.mark.parametrize(
    ("typed_in", "kept"),
    [("", None), ("0", None), ("1,715.68", "1715.68"), ("12 000", "12000"), ("9999999999.99", "9999999999.99")],
)
def test_an_amount_is_read_as_people_write_it(chapter, member, receiver, sign_in, typed_in, kept):
    assert sign_in(member).post(THANKS, typed.thanks(receiver, amount=typed_in)).status_code == 303
    assert ThankYou.objects.in_chapter(chapter).get().amount == (kept and Decimal(kept))


@pytest.mark.parametrize("amount", ["-1", "1.234", "1000000000000.0", "NaN", "a lot", "1,5"])
def test_what_is_no_amount_is_refused(chapter, member, receiver, sign_in, amount):
    assert sign_in(member).post(THANKS, typed.thanks(receiver, amount=amount)).status_code == 422
    assert not ThankYou.objects.in_chapter(chapter).exists()


def test_amounts_have_the_decimals_of_the_currency(chapter, member, receiver, sign_in):
    type(chapter).objects.filter(pk=chapter.pk).update(currency="JPY")
    client = sign_in(member)
    assert client.post(THANKS, typed.thanks(receiver, amount="1000.5")).status_code == 422
    assert client.post(THANKS, typed.thanks(receiver, amount="1000")).status_code == 303
    assert "¥1,000<" in client.get("/c/riverside/thanks/wall/").content.decode()


def test_two_taps_from_a_slip(chapter, member, receiver, referral, sign_in):
    """The slip's page leads to a form with person and slip chosen; nothing else must be typed."""
    client = sign_in(receiver)
    assert f"{THANKS}?slip={referral.uuid}" in client.get(f"/c/riverside/slips/{referral.uuid}/").content.decode()
    form = client.get(f"{THANKS}?slip={referral.uuid}").context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    assert client.post(THANKS, data).status_code == 303
    thank_you = ThankYou.objects.in_chapter(chapter).get()
    assert (thank_you.slip, thank_you.receiver) == (referral, member)


def test_a_lead_can_be_thanked_for(chapter, member, receiver, lead, sign_in):
    client = sign_in(receiver)
    assert client.get(f"{THANKS}?slip={lead.uuid}").context["form"].initial["receiver"] == member.pk
    assert client.post(THANKS, typed.thanks(member, slip=lead.uuid)).status_code == 303
    assert ThankYou.objects.in_chapter(chapter).get().slip == lead


def test_a_slip_of_somebody_else_cannot_be_named(chapter, member, receiver, bystander, referral, sign_in):
    """Neither another person's referral, nor one that the thanked person did not give."""
    assert sign_in(bystander).post(THANKS, typed.thanks(member, slip=referral.uuid)).status_code == 422
    assert sign_in(receiver).post(THANKS, typed.thanks(bystander, slip=referral.uuid)).status_code == 422
    assert "boiler" not in sign_in(bystander).get(f"{THANKS}?slip={referral.uuid}").content.decode()
    assert not ThankYou.objects.in_chapter(chapter).exists()
    assert sign_in(receiver).post(THANKS, typed.thanks(member, slip=referral.uuid)).status_code == 303


def test_nobody_thanks_themselves(chapter, member, receiver, sign_in):
    assert sign_in(member).post(THANKS, typed.thanks(member)).status_code == 422
    assert not ThankYou.objects.in_chapter(chapter).exists()


@pytest.mark.parametrize("slips", [1, 60])
def test_it_takes_at_most_eight_statements(chapter, member, receiver, sign_in, at_most, slips):
    for _ in range(slips):
        factories.SlipFactory(chapter=chapter, giver=receiver, receiver=member)
    client = sign_in(member)
    with at_most(8):
        client.get(THANKS)
