import pytest

from tests import factories


@pytest.fixture
def receiver(chapter):
    """Another member of Riverside, who is given referrals."""
    return factories.MemberFactory(chapter=chapter, name="Freya Lindqvist", email="freya@riverside.example")


@pytest.fixture
def bystander(chapter):
    """A third member of Riverside, whom none of it concerns."""
    return factories.MemberFactory(chapter=chapter, name="Sam O'Connell", email="sam@riverside.example")


@pytest.fixture
def referral(chapter, member, receiver):
    """A referral from the member to the receiver, not answered yet."""
    return factories.SlipFactory(
        chapter=chapter, giver=member, receiver=receiver, prospect_phone="+44 7700 900123", need="a boiler"
    )


@pytest.fixture
def lead(chapter, member):
    """A lead of the member's, whose prospect only they see."""
    return factories.SlipFactory(
        chapter=chapter,
        kind="lead",
        giver=member,
        receiver=None,
        warmth=None,
        prospect="Hidden Bakery",
        need="a roofer",
    )
