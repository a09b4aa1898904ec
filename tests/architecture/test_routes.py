"""Every route × method × {nobody, stranger, network admin, member, president} × {own, another chapter's, none}."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from chapters.access import Policy, Role
from tests import factories
from tests.architecture.world import NOBODYS, World, build, fingerprint

pytestmark = pytest.mark.django_db

METHODS = ("get", "post", "put", "delete")
KINDS = {IntConverter: int, UUIDConverter: UUID}
WITHOUT_OWNER = {"date", "day", "rule", "network_ask"}
"""Parts of a URL that name no row, for another chapter has the same days and rules; or that the network's other
chapters are to read (tests/referrals/test_door.py)."""


@dataclass(frozen=True)
class Route:
    """A page's name, its view, and the parts of its URL."""

    prefix: str
    name: str
    view: Any
    converters: dict[str, Any]

    @property
    def policy(self) -> Policy | None:
        return getattr(self.view, "policy", None)

    @property
    def roles(self) -> frozenset[Role]:
        return self.policy.roles if self.policy else frozenset()

    @property
    def parts(self) -> list[str]:
        return [name for name in self.converters if name not in {"chapter", "network"}]

    @property
    def names_a_row(self) -> bool:
        return bool(set(self.parts) - WITHOUT_OWNER)

    def url(self, slug: str, parts: dict[str, Any]) -> str:
        place = {name: slug for name in self.converters if name in {"chapter", "network"}}
        return reverse(self.name, kwargs=place | parts)

    def nothing(self) -> dict[str, Any]:
        """Values that name no row anywhere."""
        return {
            name: date(2026, 3, 3)
            if name in {"date", "day"}
            else "attendance"
            if name == "rule"
            else NOBODYS[KINDS.get(type(self.converters[name]), str)]
            for name in self.parts
        }


def walk(resolver: URLResolver, prefix: str = "", converters: dict | None = None) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        known = (converters or {}) | getattr(entry.pattern, "converters", {})
        where = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(where, entry.name or "", entry.callback, known)
        else:
            yield from walk(entry, where, known)


ROUTES = [route for route in walk(get_resolver()) if not route.prefix.startswith("accounts/")]
IN_A_CHAPTER = [route for route in ROUTES if "chapter" in route.converters]
OF_A_NETWORK = [route for route in ROUTES if "network" in route.converters]
FOR_ROLES = [route for route in IN_A_CHAPTER if route.roles]
each = pytest.mark.parametrize


@pytest.fixture
def riverside() -> World:
    return build(factories.ChapterFactory(slug="riverside"))


@pytest.fixture
def lakeside() -> World:
    return build(factories.ChapterFactory(slug="lakeside"))


def client_of(person: Any) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person.user)
    return client


def answers(client: Client, url: str) -> list[tuple[int, bytes]]:
    found = [getattr(client, method)(url) for method in METHODS]
    return [(answer.status_code, answer.content) for answer in found]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is rolled back, so that the next route finds the world as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def statuses(client: Client, url: str) -> list[int]:
    return [status for status, _ in answers(client, url)]


@each("route", ROUTES, ids=lambda route: route.name)
def test_every_route_has_a_name_and_a_policy(route):
    assert route.name
    assert route.policy is not None


def test_a_name_is_one_page():
    assert len({route.name for route in ROUTES}) == len({route.view for route in ROUTES})


def test_the_walk_finds_a_route_without_a_policy():
    bare = Route("bare/", "bare", lambda request: None, {})
    assert bare.policy is None


def test_nobody_is_asked_to_sign_in_whether_the_chapter_is_there_or_not(riverside):
    for route in FOR_ROLES:
        for slug in ("riverside", "nowhere"):
            for method in METHODS:
                answer = getattr(Client(), method)(route.url(slug, riverside.parts(route)))
                assert answer.status_code == 302, route.name
                assert answer.headers["Location"].startswith("/accounts/login/?next="), route.name


def test_whoever_has_no_place_in_the_chapter_finds_what_is_not_there(riverside, lakeside):
    before = fingerprint(riverside.chapter)
    admin = factories.NetworkAdminFactory(network=riverside.chapter.network)
    for client in (client_of(lakeside.president), client_of(admin)):
        for route in FOR_ROLES:
            found = answers(client, route.url("riverside", riverside.parts(route)))
            assert {status for status, _ in found} == {404}, route.name
            assert found == answers(client, route.url("nowhere", riverside.parts(route))), route.name
    assert fingerprint(riverside.chapter) == before


@each("office", ["", "president", "secretary", "treasurer", "mentor", "vice_president"])
def test_members_and_officers_open_what_their_roles_allow_and_no_more(office, riverside):
    person = riverside.officer(office) if office else riverside.member
    roles, client = {Role.MEMBER, *([Role(office)] if office else [])}, client_of(person)
    for route in FOR_ROLES:
        url = route.url("riverside", riverside.parts(route))
        with undone():
            found = statuses(client, url)
        if not roles & route.roles:
            assert set(found) == {403}, route.name
        else:
            # 403 and 404: a page of two people, for neither of whom this is
            assert found[0] in {200, 302, 403, 404, 405}, route.name
            assert found[1] in {200, 204, 302, 303, 400, 403, 404, 405, 409, 422}, route.name
            assert found[2:] == [405, 405], route.name


def test_the_president_and_the_people_concerned_open_every_page(riverside):
    both = [client_of(riverside.president), client_of(riverside.member)]
    for route in FOR_ROLES:
        url = route.url("riverside", riverside.parts(route))
        with undone():
            assert {client.get(url).status_code for client in both} & {200, 302, 405}, route.name


def test_another_chapters_rows_answer_like_no_rows(riverside, lakeside):
    before = fingerprint(lakeside.chapter), fingerprint(riverside.chapter)
    client = client_of(riverside.president)
    for route in FOR_ROLES:
        if route.names_a_row:
            foreign = answers(client, route.url("riverside", lakeside.parts(route)))
            assert {status for status, _ in foreign} <= {404, 403, 405}, route.name
            assert foreign == answers(client, route.url("riverside", route.nothing())), route.name
    assert (fingerprint(lakeside.chapter), fingerprint(riverside.chapter)) == before


def test_a_number_larger_than_any_key_is_answered_as_a_row_that_is_not_there(riverside):
    client = client_of(riverside.president)
    for route in FOR_ROLES:
        nothing = route.nothing()
        large = {name: 10**30 for name in nothing if isinstance(route.converters[name], IntConverter)}
        if large:
            found = client.get(route.url("riverside", nothing | large))
            usual = client.get(route.url("riverside", nothing))
            assert (found.status_code, found.content) == (usual.status_code, usual.content), route.name


def test_naming_another_chapter_elsewhere_in_the_request_changes_nothing(riverside, lakeside):
    before = fingerprint(lakeside.chapter)
    client = client_of(riverside.president)
    client.cookies["chapter"] = "lakeside"
    elsewhere = {"chapter": "lakeside", "chapter_id": lakeside.chapter.pk}
    for route in FOR_ROLES:
        url = route.url("riverside", riverside.parts(route))
        with undone():
            client.get(url, elsewhere, headers={"X-Chapter": "lakeside"})
            client.post(url, elsewhere, headers={"X-Chapter": "lakeside"})
            assert fingerprint(lakeside.chapter) == before, route.name


def test_a_public_page_opens_with_its_own_chapters_token_alone(riverside, lakeside):
    before = fingerprint(lakeside.chapter), fingerprint(riverside.chapter)
    for route in (route for route in IN_A_CHAPTER if not route.roles):
        assert statuses(Client(), route.url("nowhere", riverside.parts(route)))[0] in {404, 405}, route.name
        if route.names_a_row:
            assert set(statuses(Client(), route.url("riverside", lakeside.parts(route)))) <= {404, 405}, route.name
            assert set(statuses(Client(), route.url("riverside", route.nothing()))) <= {404, 405}, route.name
        own = Client().get(route.url("riverside", riverside.parts(route)))
        assert own.status_code in {200, 302, 405}, route.name
    assert (fingerprint(lakeside.chapter), fingerprint(riverside.chapter)) == before


def test_a_networks_pages_open_for_its_admins_alone(riverside):
    other = factories.NetworkAdminFactory(network=factories.NetworkFactory(slug="upstream", name="Upstream"))
    own = factories.NetworkAdminFactory(network=riverside.chapter.network)
    for route in OF_A_NETWORK:
        url, missing = (route.url(slug, riverside.parts(route)) for slug in ("harbour", "nowhere"))
        assert statuses(Client(), url) == statuses(Client(), missing) == [302] * len(METHODS), route.name
        for person in (riverside.president, other):
            found = answers(client_of(person), url)
            assert {status for status, _ in found} == {404}, route.name
            assert found == answers(client_of(person), missing), route.name
        assert client_of(own).get(url).status_code in {200, 302, 405}, route.name


def test_without_its_policy_a_page_would_open_to_a_stranger(riverside, lakeside, monkeypatch):
    page = reverse("recesses", kwargs={"chapter": "riverside"})
    stranger = client_of(lakeside.president)
    assert stranger.get(page).status_code == 404
    monkeypatch.setattr("chapters.access._refuse", lambda request, policy: None)
    assert stranger.get(page).status_code != 404
