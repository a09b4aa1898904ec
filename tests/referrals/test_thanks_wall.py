from decimal import Decimal

import pytest

from tests import factories

WALL = "/c/riverside/thanks/wall/"


def test_thanks_are_public_and_the_amount_is_the_twos(chapter, member, receiver, bystander, officer, sign_in):
    factories.ThankYouFactory(chapter=chapter, giver=member, receiver=receiver, amount=Decimal("1234.5"))
    for person, seen in [(member, True), (receiver, True), (bystander, False), (officer, False)]:
        page = sign_in(person).get(WALL).content.decode()
        assert "Thank you, a great introduction." in page
        assert ("£1,234.50" in page) is seen
        assert ("234" in page) is seen


def test_their_order_says_nothing_of_the_amounts(chapter, member, receiver, bystander, sign_in):
    """F36: newest first, whatever they are worth."""
    for day, amount in [(3, 5000), (4, 1), (5, 900)]:
        at = factories.ThankYouFactory._meta.declarations["at"].replace(day=day)
        factories.ThankYouFactory(
            chapter=chapter, giver=member, receiver=receiver, amount=amount, at=at, text=f"t{day}"
        )
    for query in ("", "?order=amount", "?sort=-amount&ordering=amount"):
        notes = sign_in(bystander).get(f"{WALL}{query}").context["notes"]
        assert [note.text for note in notes] == ["t5", "t4", "t3"]


def test_thanks_without_a_known_giver_have_a_place(chapter, receiver, sign_in):
    factories.ThankYouFactory(chapter=chapter, giver=None, receiver=receiver, amount=10, text="")
    page = sign_in(receiver).get(WALL).content.decode()
    assert "Only you see the amount." in page
    assert "None" not in page


def test_it_says_what_it_will_be(member, sign_in):
    assert 'class="empty"' in sign_in(member).get(WALL).content.decode()


@pytest.mark.parametrize("thanks", [3, 60])
def test_it_takes_at_most_eight_statements(chapter, member, referral, sign_in, at_most, thanks):
    for _ in range(thanks):
        one, two = factories.MemberFactory(chapter=chapter), factories.MemberFactory(chapter=chapter)
        factories.ThankYouFactory(chapter=chapter, giver=one, receiver=two, slip=referral)
    client = sign_in(member)
    with at_most(8):
        client.get(WALL)
