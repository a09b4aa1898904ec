from datetime import timedelta

import pytest

from chapters.clock import now
from referrals.models import Slip
from tests import factories

SLIPS = "/c/riverside/slips/"


@pytest.mark.parametrize(
    ("tab", "shown", "not_shown"),
    [
        ("", ["Got This"], ["Gave This", "My Lead", "Not Mine"]),
        ("?tab=received", ["Got This"], ["Gave This", "My Lead", "Not Mine"]),
        ("?tab=given", ["Gave This"], ["Got This", "My Lead", "Not Mine"]),
        ("?tab=leads", ["My Lead"], ["Got This", "Gave This", "Not Mine"]),
        ("?tab=nonsense&page=99", ["Got This"], ["Gave This"]),
    ],
)
def test_each_tab_has_its_own(chapter, member, receiver, bystander, sign_in, tab, shown, not_shown):
    for giver, to, prospect in [
        (member, receiver, "Gave This"),
        (receiver, member, "Got This"),
        (receiver, bystander, "Not Mine"),
    ]:
        factories.SlipFactory(chapter=chapter, giver=giver, receiver=to, prospect=prospect)
    factories.SlipFactory(chapter=chapter, kind="lead", giver=member, receiver=None, warmth=None, prospect="My Lead")
    page = sign_in(member).get(f"{SLIPS}{tab}").content.decode()
    assert [words in page for words in shown] == [True] * len(shown)
    assert [words in page for words in not_shown] == [False] * len(not_shown)


@pytest.mark.parametrize("tab", ["received", "given", "leads"])
def test_an_empty_tab_says_what_to_do_next(member, sign_in, tab):
    assert 'class="empty"' in sign_in(member).get(f"{SLIPS}?tab={tab}").content.decode()


def test_whatever_is_open_can_be_reported_from_the_list(chapter, receiver, member, referral, sign_in):
    assert f'action="{SLIPS}{referral.uuid}/progress/"' in sign_in(receiver).get(SLIPS).content.decode()
    assert "/progress/" not in sign_in(member).get(f"{SLIPS}?tab=given").content.decode()
    sign_in(receiver).post(f"{SLIPS}{referral.uuid}/progress/", {"stage": "won"})
    assert "/progress/" not in sign_in(receiver).get(SLIPS).content.decode()


@pytest.mark.parametrize("slips", [3, 60])
@pytest.mark.parametrize("tab", ["received", "given", "leads"])
def test_it_takes_at_most_eight_statements(chapter, member, receiver, sign_in, at_most, slips, tab):
    for _ in range(slips):
        factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver)
        factories.SlipFactory(chapter=chapter, giver=receiver, receiver=member)
        factories.SlipFactory(chapter=chapter, kind="lead", giver=member, receiver=None, warmth=None)
    client = sign_in(member)
    with at_most(8):
        client.get(f"{SLIPS}?tab={tab}")


def received(chapter, member, giver, good, bad, at):
    for number in range(good + bad):
        ends = {"bad_at": at, "stage": "bad"} if number < bad else {}
        factories.SlipFactory(chapter=chapter, giver=giver, receiver=member, given_at=at, **ends)


@pytest.mark.parametrize(
    ("good", "bad", "told"), [(3, 1, False), (2, 2, False), (4, 1, False), (3, 2, True), (8, 2, False), (7, 2, True)]
)
def test_who_finds_more_than_a_fifth_bad_is_told_alone(chapter, member, receiver, officer, sign_in, good, bad, told):
    """Of at least five received in the last half year."""
    at = now() - timedelta(days=30)
    received(chapter, member, receiver, good, bad, at)
    page = sign_in(member).get(SLIPS)
    assert ("found" in page.content.decode() and bool(page.context["many_bad"])) is told
    for person in (receiver, officer):
        assert not sign_in(person).get(SLIPS).context["many_bad"]
    Slip.objects.in_chapter(chapter).update(given_at=now() - timedelta(days=200))
    assert not sign_in(member).get(SLIPS).context["many_bad"]
