from datetime import UTC, datetime

import pytest

from tests import factories
from tests.referrals import typed

AT = datetime(2025, 2, 4, 9, tzinfo=UTC)

SLIPS = "/c/riverside/slips/"


def test_a_referral_is_for_its_giver_and_receiver(member, receiver, referral, sign_in):
    for one_of_the_two in (member, receiver):
        page = sign_in(one_of_the_two).get(f"{SLIPS}{referral.uuid}/").content.decode()
        assert "Gareth Nkosi" in page
        assert "+44 7700 900123" in page
        assert ("tel:+447700900123" in page) is (one_of_the_two is receiver)


def test_for_anybody_else_it_is_not_there(chapter, bystander, officer, stranger, referral, sign_in):
    """Officers too: a prospect and their need are the two's. Byte for byte as what was never there."""
    never = "00000000-0000-4000-8000-000000000000"
    for person in (bystander, officer, stranger):
        client = sign_in(person)
        answer, nothing = client.get(f"{SLIPS}{referral.uuid}/"), client.get(f"{SLIPS}{never}/")
        assert (answer.status_code, nothing.status_code) == (404, 404)
        assert answer.content == nothing.content


def test_a_lead_is_for_the_chapter(bystander, stranger, lead, sign_in):
    page = sign_in(bystander).get(f"{SLIPS}{lead.uuid}/")
    assert "roofer" in page.content.decode()
    assert "Hidden Bakery" not in page.content.decode()
    assert sign_in(stranger).get(f"{SLIPS}{lead.uuid}/").status_code == 404


def test_it_says_what_happened_newest_first(chapter, member, receiver, referral, sign_in):
    client = sign_in(receiver)
    client.post(f"{SLIPS}{referral.uuid}/progress/", {"stage": "contacted"})
    client.post(f"{SLIPS}{referral.uuid}/progress/", {"stage": "won"})
    factories.ThankYouFactory(chapter=chapter, giver=receiver, receiver=member, slip=referral, amount=99999)
    page = client.get(f"{SLIPS}{referral.uuid}/")
    assert [event["what"] for event in page.context["events"]] == [
        "Won",
        "Contacted",
        "Ben Whitlock spoke for the member and passed it to Freya Lindqvist",
        "Freya Lindqvist said thanks",
    ]
    assert "99,999" not in page.content.decode()


def test_the_reason_is_between_the_two(chapter, member, receiver, bystander, officer, lead, referral, sign_in):
    sign_in(receiver).post(f"{SLIPS}{referral.uuid}/bad/", typed.bad(reason="wrong number"))
    sign_in(officer).post(f"{SLIPS}{lead.uuid}/bad/", {"reason": "long gone"})
    for person, found, reason, seen in [
        (member, referral, "wrong number", True),
        (receiver, referral, "wrong number", True),
        (member, lead, "long gone", True),
        (officer, lead, "long gone", True),
        (bystander, lead, "long gone", False),
    ]:
        page = sign_in(person).get(f"{SLIPS}{found.uuid}/").content.decode()
        assert (reason in page) is seen, person


def test_a_slip_brought_over_with_nothing_in_it_still_has_a_page(chapter, member, receiver, sign_in):
    bare = factories.SlipFactory(
        chapter=chapter, giver=member, receiver=receiver, prospect="", need="", warmth=None, inside=None, use_name=""
    )
    assert "A referral" in sign_in(receiver).get(f"{SLIPS}{bare.uuid}/").content.decode()


@pytest.mark.parametrize("reports", [0, 30])
def test_it_takes_at_most_eight_statements(chapter, receiver, referral, sign_in, at_most, reports):
    for minute in range(reports):
        referral.progress.create(chapter=chapter, at=referral.given_at.replace(minute=minute), stage="contacted")
        factories.ThankYouFactory(chapter=chapter, giver=receiver, receiver=referral.giver, slip=referral)
    client = sign_in(receiver)
    with at_most(8):
        client.get(f"{SLIPS}{referral.uuid}/")


def test_what_was_brought_over_shows_no_day_on_its_page_or_in_a_list_or_on_the_wall(chapter, member, receiver, sign_in):
    over = {"chapter": chapter, "giver": member, "given_at": AT, "day_unknown": True}
    slip = factories.SlipFactory(**over, receiver=receiver)
    factories.SlipFactory(**over, receiver=None, kind="lead")
    factories.ThankYouFactory(chapter=chapter, giver=receiver, receiver=member, slip=slip, at=AT, day_unknown=True)
    client = sign_in(member)
    page = client.get(f"{SLIPS}{slip.uuid}/")
    assert page.context["given"] == "brought over, day not known"
    assert {event["when"] for event in page.context["events"]} == {"brought over, day not known"}
    listed = client.get(f"{SLIPS}?tab=given").content.decode()
    assert f"To {receiver.name}, brought over, day not known" in listed
    wall = client.get("/c/riverside/thanks/wall/").content.decode()
    assert "For a referral, brought over, day not known" in wall
    for text in (page.content.decode(), listed, wall):
        assert "4 February" not in text
