import pytest

from referrals.models import Lesson
from tests import factories

LEARN = "/c/riverside/slips/what-i-learn/"


@pytest.fixture
def bad(chapter, member, receiver):
    """Make a referral of the member's that was no use."""

    def made(kind, better, **slip):
        found = factories.SlipFactory(
            chapter=chapter,
            **({"giver": member, "receiver": receiver} | slip),
            stage="bad",
            bad_at=factories.SlipFactory._meta.declarations["given_at"],
            bad_reason="as it was written",
        )
        if kind:
            Lesson.objects.create(chapter=chapter, slip=found, kind=kind, better=better)
        return found

    return made


def test_what_was_no_use_is_there_by_kind_the_most_frequent_first(member, bad, sign_in):
    for kind, better in [("person", "Ask who decides."), ("scope", "Only south of the river."), ("scope", "No flats.")]:
        bad(kind, better)
    bad("", "")
    page = sign_in(member).get(LEARN)
    groups = page.context["groups"]
    assert [(group.name, len(group.learnt)) for group in groups] == [
        ("out of my area or scope", 2),
        ("it was the wrong person", 1),
        ("in their own words", 1),
    ]
    text = page.content.decode()
    assert "Only south of the river." in text
    assert "as it was written" in text


def test_it_is_the_givers_own(member, receiver, officer, bad, sign_in):
    bad("person", "Ask who decides.")
    for person in (receiver, officer):
        page = sign_in(person).get(LEARN).content.decode()
        assert "Ask who decides." not in page
        assert 'class="empty"' in page


@pytest.mark.parametrize("slips", [3, 60])
def test_it_takes_at_most_eight_statements(chapter, member, bad, sign_in, at_most, slips):
    for _ in range(slips):
        bad("person", "Ask.", receiver=factories.MemberFactory(chapter=chapter))
    client = sign_in(member)
    with at_most(8):
        client.get(LEARN)
