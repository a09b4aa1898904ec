"""The waiting list, from the public page to hearing of an open seat, in order, and off it again."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from members.actions import waiting as acts
from members.actions.stays import end_stay
from members.due import tell_list
from members.models import Heard, Hearing, Waiting
from members.refusals import NobodyWaits, NotOpen
from members.tokens import waiting_address
from notices import kinds
from notices.drain import drain
from tests import factories
from tests.notices.conftest import Clock, mailbox  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
FORM = "/c/riverside/waiting/"
LIST = "/c/riverside/waiting-list/"
NORA = {"name": "Nora Wong", "trade": "florist", "email": "Nora@Wait.example", "consent": "on"}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A Monday at nine; pages and workers tell the same time."""
    cache.clear()
    clock = Clock()
    clock.at = MONDAY
    monkeypatch.setattr("chapters.clock.tick", clock)
    with time_machine.travel(MONDAY, tick=False) as traveller:
        clock.travel = traveller
        yield clock


@pytest.fixture
def category(chapter):
    return factories.CategoryFactory(chapter=chapter, name="Florist")


@pytest.fixture
def seat(chapter, category):
    return factories.SeatFactory(chapter=chapter, category=category, status="open")


def waits(chapter, name, *, trade="Florist", at=MONDAY) -> Waiting:
    email = f"{name.lower()}@wait.example"
    person = acts.ask_for_place(chapter=chapter, name=name, email=email, trade=trade, at=at)
    acts.confirm_place(person=person, at=at)
    return person


@pytest.fixture
def three(chapter):
    return [waits(chapter, name, at=MONDAY - n * DAY) for n, name in enumerate(("Cleo", "Bela", "Ada"))][::-1]


def told(chapter):
    return list(Heard.objects.in_chapter(chapter).order_by("pk").values_list("person__name", flat=True))


def morning(chapter, at):
    acts.follow_list(chapter=chapter, at=at)
    return told(chapter)


def place_of(chapter, person, settings):
    return waiting_address(chapter, person.pk).removeprefix(settings.SITE_URL)


def test_from_the_public_page_to_the_list_by_a_mail_that_asks_first(chapter, seat, settings, mailbox):  # noqa: F811
    assert f'href="{FORM}"' in Client().get("/c/riverside/about/").text
    answer = Client().post(FORM, NORA, follow=True)
    assert "Look into your mail" in answer.text
    assert not Waiting.objects.in_chapter(chapter).on_the_list().exists()
    drain(chapter.pk)
    (mail,) = mailbox.arrived
    assert mail["To"] == "nora@wait.example"
    words = mail.get_body(("plain",)).get_content()
    assert "Nora" not in words  # whoever typed it may write to anybody in the chapter's name
    link = re.search(r"/c/riverside/waiting/[^/\s]+/", words).group()
    assert "Was it you?" in Client().get(link).text
    assert not Waiting.objects.in_chapter(chapter).on_the_list().exists()  # GET changes nothing: scanners open links
    for _tap in range(2):
        assert "You are on the list" in Client().post(link, {"act": "confirm"}, follow=True).text
    person = Waiting.objects.in_chapter(chapter).get()
    assert (person.name, person.key, person.confirmed_at) == ("Nora Wong", "florist", MONDAY)


def test_without_consent_or_a_trade_nothing_is_kept(chapter):
    for wrong in ({"consent": ""}, {"trade": "\u200b"}, {"email": "nowhere"}):
        assert Client().post(FORM, NORA | wrong).status_code == 422
    assert not Waiting.objects.in_chapter(chapter).exists()


def test_whoever_types_a_known_address_learns_nothing_and_changes_nothing(chapter, three, mailbox):  # noqa: F811
    """F46; and it is one mail a day, however often somebody tries."""
    known = Client().post(FORM, NORA | {"name": "Evil", "email": "ada@wait.example"}, follow=True)
    unknown = Client().post(FORM, NORA, follow=True)
    assert known.text == unknown.text
    assert Waiting.objects.in_chapter(chapter).get(email="ada@wait.example").name == "Ada"
    for trade in ("baker", "roofer"):
        Client().post(FORM, NORA | {"trade": trade})
    confirming = chapter.notices.filter(kind="waiting_confirm")
    assert confirming.filter(email="nora@wait.example").count() == 1
    acts.leave_list(person=Waiting.objects.in_chapter(chapter).get(email="nora@wait.example"))
    Client().post(FORM, NORA)
    assert confirming.filter(email="nora@wait.example").count() == 1
    drain(chapter.pk)
    mail = next(one for one in mailbox.arrived if one["To"] == "ada@wait.example")
    assert "already" not in mail["Subject"]


def test_whoever_tries_often_is_slowed_down(chapter, settings):
    """F45."""
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"waiting": "3/m/ip"}
    found = [Client().post(FORM, NORA | {"email": f"n{n}@wait.example"}).status_code for n in range(5)]
    assert found == [303, 303, 303, 429, 429]
    assert Waiting.objects.in_chapter(chapter).count() == 3


@pytest.mark.parametrize("kind", ["nonsense", "foreign", "gone"])
def test_a_link_that_is_none_of_ours_is_not_there(chapter, other_chapter, three, settings, kind):
    person = three[0]
    path = place_of(chapter, person, settings)
    if kind == "nonsense":
        path = f"{FORM}nonsense/"
    elif kind == "foreign":
        path = (
            waiting_address(other_chapter, person.pk).removeprefix(settings.SITE_URL).replace("lakeside", "riverside")
        )
    else:
        acts.leave_list(person=person)
    for answer in (Client().get(path), Client().post(path, {"act": "leave"})):
        assert answer.status_code == 404
        assert answer.content == Client().get(f"{FORM}nothing-here/").content
    assert Waiting.objects.in_chapter(chapter).count() == (2 if kind == "gone" else 3)


def test_the_list_hears_in_order_one_after_another(chapter, seat, three):
    assert morning(chapter, MONDAY) == ["Ada"]
    assert morning(chapter, MONDAY + DAY) == ["Ada"]
    assert morning(chapter, MONDAY + 7 * DAY) == ["Ada"]  # the last day is theirs, too
    assert morning(chapter, MONDAY + 8 * DAY) == ["Ada", "Bela"]
    acts.say(heard=Heard.objects.in_chapter(chapter).get(person__name="Bela"), said="not_now", at=MONDAY + 9 * DAY)
    assert morning(chapter, MONDAY + 9 * DAY) == ["Ada", "Bela", "Cleo"]
    assert morning(chapter, MONDAY + 30 * DAY) == ["Ada", "Bela", "Cleo"]
    assert chapter.notices.filter(kind="seat_open").count() == 3


def test_it_waits_for_an_officer_once_somebody_would_like_to_come(chapter, officer, seat, three, settings, sign_in):
    morning(chapter, MONDAY)
    here = place_of(chapter, three[0], settings)
    assert "A seat is open: Florist" in Client().get(here).text
    assert not Heard.objects.in_chapter(chapter).exclude(said="").exists()
    for _tap in range(2):
        assert "look forward to seeing you" in Client().post(here, {"act": "coming"}, follow=True).text
    (notice,) = chapter.notices.filter(kind="waiting_answered")
    mail = kinds.find("waiting_answered").kind.render(notice)
    assert notice.email == officer.email
    assert "Ada would like to come: Florist" in mail.subject
    assert "wait.example" not in mail.text
    assert morning(chapter, MONDAY + 20 * DAY) == ["Ada"]
    hearing = Hearing.objects.in_chapter(chapter).get()
    client = sign_in(officer)
    assert "would like to come" in client.get(LIST).text
    for _tap in range(2):
        client.post(f"{LIST}{hearing.pk}/next/", {"after": 1})
    assert told(chapter) == ["Ada", "Bela"]


def test_who_joins_an_open_seats_list_hears_too(chapter, seat, three):
    morning(chapter, MONDAY)
    Heard.objects.in_chapter(chapter).update(said="not_now")
    waits(chapter, "Zed", at=MONDAY + DAY)
    for day in range(1, 30):
        morning(chapter, MONDAY + day * DAY)
    assert told(chapter) == ["Ada", "Bela", "Cleo", "Zed"]


def test_a_seat_that_opens_when_somebody_leaves_is_told_of_the_morning_after(chapter, member, three):
    stay = member.stays.get()
    category = stay.seat.category
    Waiting.objects.in_chapter(chapter).update(key=category.key)
    assert morning(chapter, MONDAY) == []
    end_stay(stay=stay, left_on=date(2026, 3, 5), at=MONDAY)
    assert morning(chapter, MONDAY + DAY) == []
    assert morning(chapter, MONDAY + 3 * DAY) == ["Ada"]


def test_a_seat_that_is_taken_ends_it_and_the_next_opening_begins_anew(chapter, seat, three, settings):
    morning(chapter, MONDAY)
    stay = factories.StayFactory(
        chapter=chapter,
        member=factories.MemberFactory(chapter=chapter, stay=False),
        seat=seat,
        joined_on=date(2026, 3, 3),
    )
    late = Client().post(place_of(chapter, three[0], settings), {"act": "coming"})
    assert late.status_code in {303, 409}
    morning(chapter, MONDAY + DAY)
    assert not Hearing.objects.in_chapter(chapter).going_on().exists()
    assert "You are on the list" in Client().get(place_of(chapter, three[0], settings)).text
    end_stay(stay=stay, left_on=date(2026, 3, 10), at=MONDAY + 7 * DAY)
    assert morning(chapter, MONDAY + 8 * DAY) == ["Ada", "Ada"]


@pytest.mark.parametrize("status", ["reserved", "closed"])
def test_a_seat_that_is_promised_or_closed_is_told_to_nobody(chapter, seat, category, three, officer, status):
    type(seat).objects.in_chapter(chapter).filter(pk=seat.pk).update(status=status)
    assert morning(chapter, MONDAY) == []
    with pytest.raises(NotOpen):
        acts.start_hearing(category=category, days=7, by=officer, at=MONDAY)


def test_an_officer_begins_it_has_it_rest_and_go_on(chapter, officer, seat, category, three, sign_in):
    client = sign_in(officer)
    assert "It begins by itself the morning after" in client.get(LIST).text
    for _tap in range(2):
        client.post(LIST, {"category": category.pk, "days": "3"})
    assert told(chapter) == ["Ada"]
    hearing = Hearing.objects.in_chapter(chapter).get()
    assert (hearing.started_by, hearing.days) == (officer, 3)
    client.post(LIST, {"rest": hearing.pk})
    assert morning(chapter, MONDAY + 20 * DAY) == ["Ada"]
    assert "It rests" in client.get(LIST).text
    client.post(LIST, {"category": category.pk, "days": "90"})
    assert told(chapter) == ["Ada"]
    with time_machine.travel(MONDAY + 20 * DAY, tick=False):
        client.post(LIST, {"category": category.pk, "days": "5"})
    assert told(chapter) == ["Ada", "Bela"]


def test_nobody_is_told_where_nobody_waits(chapter, seat, category, officer):
    with pytest.raises(NobodyWaits):
        acts.start_hearing(category=category, days=7, by=officer, at=MONDAY)
    assert morning(chapter, MONDAY) == []


def test_off_the_list_by_the_link_or_an_officer_is_gone_with_what_they_said(
    chapter, officer, seat, three, settings, sign_in
):
    morning(chapter, MONDAY)
    page = Client().post(place_of(chapter, three[0], settings), {"act": "leave"})
    assert "You are off the list" in page.text
    sign_in(officer).post(f"{LIST}people/{three[1].pk}/remove/")
    assert list(Waiting.objects.in_chapter(chapter).values_list("name", flat=True)) == ["Cleo"]
    assert not Heard.objects.in_chapter(chapter).exists()
    notice = chapter.notices.get(kind="seat_open")
    assert kinds.find("seat_open").kind.still_due(notice, MONDAY) == "no longer on the list"


def test_it_goes_by_itself_after_a_year_and_unconfirmed_after_a_week(chapter, three):
    acts.ask_for_place(chapter=chapter, name="N", email="n@wait.example", trade="Baker", at=MONDAY)
    rows = Waiting.objects.in_chapter(chapter)
    acts.follow_list(chapter=chapter, at=MONDAY + 6 * DAY)
    assert rows.count() == 4
    acts.follow_list(chapter=chapter, at=MONDAY + 7 * DAY)
    assert rows.count() == 3
    acts.follow_list(chapter=chapter, at=MONDAY + 363 * DAY)
    assert sorted(rows.values_list("name", flat=True)) == ["Bela", "Cleo"]


def test_mornings_come_every_day_at_eight(chapter, seat, three):
    night = datetime(2026, 3, 2, 1, tzinfo=UTC)
    eight = datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert tell_list(chapter, night, night) == eight
    assert told(chapter) == []
    assert tell_list(chapter, eight, eight) == eight + DAY
    assert told(chapter) == ["Ada"]


def test_an_officer_says_which_category_a_trade_is(chapter, officer, category, sign_in):
    person = waits(chapter, "Ivo", trade="Flowers & gifts")
    client = sign_in(officer)
    assert "no such category here" in client.get(LIST).text
    page = client.get(f"{LIST}people/{person.pk}/").text
    assert "ivo@wait.example" in page
    client.post(f"{LIST}people/{person.pk}/", {"category": category.key})
    assert "no such category here" not in client.get(LIST).text


@pytest.mark.parametrize(("office", "status"), [("visitor_host", 200), ("vice_president", 200), ("treasurer", 403)])
def test_who_looks_after_visitors_reads_it_and_nobody_else(chapter, three, sign_in, office, status):
    client = sign_in(factories.MemberFactory(chapter=chapter, offices=[office]))
    assert client.get(LIST).status_code == status
    assert client.get(f"{LIST}people/{three[0].pk}/").status_code == status


def test_what_people_typed_is_text(chapter, officer, seat, settings, sign_in):
    """F42."""
    person = waits(chapter, "<img src=x onerror=alert(1)>".replace(" ", " "))
    for page in (Client().get(place_of(chapter, person, settings)), sign_in(officer).get(LIST)):
        assert "<img" not in page.text


@pytest.mark.parametrize("people", [1, 30])
def test_the_officers_page_asks_as_much_of_few_as_of_many(chapter, officer, seat, sign_in, at_most, people):
    for number in range(people):
        waits(chapter, f"P{number}")
    morning(chapter, MONDAY)
    client = sign_in(officer)
    with at_most(8):
        assert client.get(LIST).status_code == 200
