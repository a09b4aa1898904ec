from datetime import date

import pytest

from chapters.models import Chapter, NetworkRules, Rules
from chapters.scope import chapter_scope
from members.actions.invitations import accept
from members.models import Invitation, Office, Stay
from notices.models import Notice
from standing.models import ChapterTotals
from tests import factories
from tests.standing.pages import AT, MOST_STATEMENTS, statements_of

NETWORK = "/n/harbour/"
NEW_CHAPTER = f"{NETWORK}chapters/new/"

pytestmark = pytest.mark.usefixtures("wednesday")


def typed(**changes):
    return {
        "name": "Hillside",
        "slug": "hillside",
        "weekday": "2",
        "start_time": "07:30",
        "duration_minutes": "90",
        "place": "The Mill",
        "timezone": "Europe/Dublin",
        "currency": "EUR",
        "president_name": "Niamh Byrne",
        "president_email": "Niamh@Byrne.example",
        "president_company": "Byrne Joinery",
        "category": "Joiner",
    } | changes


def test_chapters_come_by_name_with_their_totals_alone(chapter, other_chapter, network_admin, sign_in):
    ChapterTotals.objects.create(
        chapter=chapter, monday=date(2026, 3, 2), members=31, last_closed_meeting=date(2026, 3, 3), met=9, judged=28
    )
    rows = sign_in(network_admin).get(NETWORK).context["rows"]
    assert [(row.name, row.members, row.last_meeting, row.met) for row in rows] == [
        ("Lakeside", "–", "Not met yet", ""),
        ("Riverside", "31", "Last met 3 Mar 2026", "9 of 28"),
    ]


def test_the_share_met_is_withheld_where_the_totals_withhold_it(chapter, network_admin, sign_in):
    totals = ChapterTotals.objects.create(chapter=chapter, monday=date(2026, 3, 2), members=4, met=1, judged=3)
    client = sign_in(network_admin)
    assert "1 of 3" in client.get(NETWORK).content.decode()
    ChapterTotals.objects.filter(pk=totals.pk).update(met=None, judged=None)
    text = client.get(NETWORK).content.decode()
    assert "withheld under three" in text
    assert "1 of 3" not in text


def test_another_networks_chapters_are_not_there(chapter, network_admin, sign_in):
    elsewhere = factories.ChapterFactory(slug="far", network=factories.NetworkFactory(slug="far", name="Far"))
    client = sign_in(network_admin)
    assert {row.slug for row in client.get(NETWORK).context["rows"]} == {chapter.slug}
    assert client.get(f"/n/{elsewhere.network.slug}/").status_code == 404
    assert client.post("/n/far/chapters/new/", typed()).status_code == 404


@pytest.mark.parametrize("path", [NETWORK, NEW_CHAPTER, f"{NETWORK}rules/"])
def test_a_chapters_officers_have_no_place_in_its_network(officer, network_admin, path, sign_in):
    assert sign_in(officer).get(path).status_code == 404
    assert sign_in(network_admin).get(path).status_code == 200


@pytest.mark.parametrize("wrong", [{"slug": "hill_side"}, {"category": "\u200b"}, {"category": "\ufdfa" * 200}])
def test_an_address_or_a_category_that_no_archive_could_hold_is_refused(network_admin, sign_in, wrong):
    assert sign_in(network_admin).post(NEW_CHAPTER, typed(**wrong)).status_code == 422
    assert not Chapter.objects.filter(name="Hillside").exists()


def test_founding_a_chapter_seats_and_invites_its_president(chapter, network_admin, sign_in):
    NetworkRules.objects.create(network=chapter.network, leads_per_week=1)
    answer = sign_in(network_admin).post(NEW_CHAPTER, typed())
    assert (answer.status_code, answer.url) == (302, NETWORK)
    founded = Chapter.objects.get(slug="hillside")
    assert (founded.network, founded.weekday, str(founded.start_time)) == (chapter.network, 2, "07:30:00")
    assert (founded.timezone, founded.currency, founded.created_at) == ("Europe/Dublin", "EUR", AT)
    with chapter_scope(founded.pk):
        stay = Stay.objects.in_chapter(founded).with_people().get()
        assert (stay.member.email, stay.member.name, stay.seat.category.name) == (
            "niamh@byrne.example",
            "Niamh Byrne",
            "Joiner",
        )
        assert (stay.joined_on, stay.seat.status) == (date(2026, 3, 4), "held")
        assert Office.objects.in_chapter(founded).get().office == "president"
        assert Rules.objects.in_chapter(founded).get().leads_per_week == 1
        notice = Notice.objects.in_chapter(founded).get()
        assert (notice.kind, notice.email) == ("invitation", "niamh@byrne.example")


def test_whoever_accepts_leads_the_new_chapter(chapter, network_admin, sign_in):
    sign_in(network_admin).post(NEW_CHAPTER, typed())
    founded = Chapter.objects.get(slug="hillside")
    user = factories.UserFactory(email="niamh@byrne.example")
    with chapter_scope(founded.pk):
        accept(invitation=Invitation.objects.in_chapter(founded).get(), user=user, at=AT)
        member = founded.members.get()
    assert sign_in(member).get("/c/hillside/standing/chapter/").status_code == 200
    assert sign_in(network_admin).get("/c/hillside/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "riverside"},
        {"slug": "hill side"},
        {"timezone": "Hillside"},
        {"currency": "XXX"},
        {"president_email": "niamh"},
        {"category": "Jоiner"},  # a Cyrillic о
        {"name": ""},
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_made(chapter, network_admin, wrong, sign_in):
    client = sign_in(network_admin)
    answer = client.post(NEW_CHAPTER, typed(**wrong))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == wrong.keys()
    assert Chapter.objects.count() == 1
    assert client.post(NEW_CHAPTER, typed()).status_code == 302


def test_new_chapters_begin_with_the_networks_rules(chapter, network_admin, sign_in):
    client = sign_in(network_admin)
    path = f"{NETWORK}rules/"
    shown = client.get(path).context["form"].initial
    assert (shown["leads_per_week"], shown["grace_weeks"], shown["max_substitutes"]) == (2, 12, None)
    wanted = {key: "" if value is None else value for key, value in shown.items()}
    assert client.post(path, wanted | {"grace_weeks": "8"}).status_code == 302
    assert NetworkRules.objects.get(network=chapter.network).grace_weeks == 8
    assert client.get(path).context["form"].initial["grace_weeks"] == 8
    assert client.post(path, wanted | {"grace_weeks": "200"}).status_code == 422


def test_it_is_as_many_statements_for_one_chapter_as_for_many(chapter, network_admin, sign_in):
    client = sign_in(network_admin)
    few = statements_of(client, NETWORK)
    for number in range(20):
        made = factories.ChapterFactory(network=chapter.network, slug=f"chapter-of-{number}")
        ChapterTotals.objects.create(chapter=made, monday=date(2026, 3, 2), members=30, met=9, judged=28)
    assert statements_of(client, NETWORK) == few <= MOST_STATEMENTS
