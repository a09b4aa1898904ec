"""Invitations under fire: mail scanners, double taps and guesses (F14, F45)."""

import time
from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client

from chapters.clock import now
from chapters.models import Chapter
from chapters.scope import chapter_scope
from members.actions.invitations import accept, invite, token_of
from members.models import Invitation, Member
from members.refusals import Refusal
from tests import factories
from tests.faults.racing import race
from tests.faults.scale import times

EMAIL = "priya@riverside.example"
LIMIT = 20
commits = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def riverside() -> tuple[Chapter, Invitation]:
    chapter = factories.ChapterFactory(slug="riverside", name="Riverside")
    with chapter_scope(chapter.pk):
        newcomer = factories.MemberFactory(chapter=chapter, email=EMAIL, user=None)
        return chapter, invite(member=newcomer, by=None, at=now())


def page_of(invitation: Invitation) -> str:
    return f"/c/riverside/invitation/{token_of(invitation)}/"


def state(chapter: Chapter) -> list[tuple]:
    with chapter_scope(chapter.pk):
        rows = Invitation.objects.in_chapter(chapter).values_list("pk", "accepted_at", "withdrawn_at", "member__user")
        return list(rows)


@commits
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_mail_scanner_that_opens_the_link_changes_nothing(method):
    """F14."""
    chapter, invitation = riverside()
    before = state(chapter)
    scanner, owner = Client(), Client()
    owner.force_login(factories.UserFactory(email=EMAIL))
    for client in (scanner, scanner, owner, owner):
        assert getattr(client, method)(page_of(invitation)).status_code in {200, 405}
    assert state(chapter) == before


@commits
def test_the_person_who_taps_twice_is_one_member_once():
    """F14."""
    chapter, invitation = riverside()
    user = factories.UserFactory(email=EMAIL)
    client = Client()
    client.force_login(user)
    first = client.post(page_of(invitation))
    accepted = state(chapter)
    second = client.post(page_of(invitation))
    assert [first.status_code, second.status_code] == [303, 303]
    assert first.headers["Location"] == second.headers["Location"] == "/c/riverside/"
    assert state(chapter) == accepted
    assert "You are in already" in client.get(page_of(invitation)).content.decode()
    with chapter_scope(chapter.pk):
        assert Member.objects.in_chapter(chapter).filter(user=user).count() == 1


@commits
def test_taps_at_the_same_moment_are_one_membership():
    """F14."""
    chapter, invitation = riverside()
    user = factories.UserFactory(email=EMAIL)

    def tap() -> str:
        with chapter_scope(chapter.pk):
            found = Invitation.objects.in_chapter(chapter).select_related("member", "chapter").get(pk=invitation.pk)
            try:
                accept(invitation=found, user=user, at=now())
            except Refusal:
                return "refused"
        return "in"

    outcomes = race([tap] * 8)
    assert outcomes["in"] >= 1
    assert sum(outcomes.values()) == outcomes["in"] + outcomes["refused"] == 8
    with chapter_scope(chapter.pk):
        assert [member.user for member in Member.objects.in_chapter(chapter)] == [user]


@commits
def test_two_accounts_at_the_same_moment_are_not_both_that_member():
    """F14: the address is confirmed in one account only, whoever else holds the link."""
    chapter, invitation = riverside()
    owner = factories.UserFactory(email=EMAIL)
    users = [owner, *(factories.UserFactory() for _ in range(5))]

    def take(user) -> str:
        with chapter_scope(chapter.pk):
            found = Invitation.objects.in_chapter(chapter).select_related("member", "chapter").get(pk=invitation.pk)
            try:
                accept(invitation=found, user=user, at=now())
            except Refusal:
                return "refused"
        return "in"

    assert race([partial(take, user) for user in users]) == {"in": 1, "refused": 5}
    with chapter_scope(chapter.pk):
        assert Member.objects.in_chapter(chapter).get().user == owner


@pytest.mark.django_db
def test_five_hundred_guesses_are_stopped_and_the_real_link_still_opens():
    """F45."""
    cache.clear()
    _chapter, invitation = riverside()
    real = token_of(invitation)
    guesses = [f"{real[:-6]}{number:06}" for number in range(times(full=500, everyday=60))]
    began = time.monotonic()
    statuses = [Client().get(f"/c/riverside/invitation/{guess}/").status_code for guess in guesses]
    minutes = 1 + int((time.monotonic() - began) // 60)
    assert LIMIT <= statuses.count(404) <= LIMIT * minutes
    assert statuses.count(429) == len(guesses) - statuses.count(404)
    assert Client().get(page_of(invitation)).status_code == 200


@pytest.mark.django_db
def test_without_a_limit_every_guess_would_be_answered(settings):
    """F45: the same with the protection off."""
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = {"invitation": None}
    riverside()
    statuses = {Client().get(f"/c/riverside/invitation/guess-{number}/").status_code for number in range(LIMIT * 2)}
    assert statuses == {404}
