"""The meeting's page: where and when, who comes, visitors, what is handed in; live on its day."""

import re
from datetime import UTC, datetime

import pytest
import time_machine

from meetings.actions.marking import say_absent
from meetings.actions.running import cancel_meeting, close_meeting, move_meeting, reopen_meeting
from meetings.actions.visiting import add_visit, settle_visit
from meetings.happening import version_of
from meetings.models import Presentation
from meetings.states import Outcome
from tests.factories import MemberFactory, SlipFactory, ThankYouFactory
from tests.meetings.conftest import LATER, TUESDAY, statements_of

PATH = "/c/riverside/meeting/2026-03-03/"
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.usefixtures("tuesday")


def version_on(page):
    return re.search(r"version=([0-9a-f]{32})", page.content.decode())[1]


def test_it_says_when_and_where_in_the_chapters_zone(chapter, member, sign_in):
    chapter.timezone = "Europe/Brussels"
    chapter.save()
    page = sign_in(member).get("/c/riverside/meeting/").content.decode()
    assert "Tuesday 3 March" in page
    assert "07:00" in page
    assert "The Boathouse, Mill Lane" in page


def test_only_the_chapters_members_read_it(member, stranger, network_admin, sign_in, client):
    assert sign_in(member).get(PATH).status_code == 200
    assert sign_in(stranger).get(PATH).status_code == 404
    assert sign_in(network_admin).get(PATH).status_code == 404
    assert client.get(PATH).status_code == 302


def test_the_officers_acts_are_shown_to_officers_alone(officer, member, sign_in):
    assert f'href="{PATH}move/"' in sign_in(officer).get(PATH).content.decode()
    page = sign_in(member).get(PATH).content.decode()
    for act in ("move/", "cancel/", "close/", "open/", "roll-call/"):
        assert f"{PATH}{act}" not in page
        assert 'href="/c/riverside/roll-call' not in page


def test_slips_and_thanks_show_who_gave_to_whom_and_nothing_private(chapter, officer, member, sign_in):
    SlipFactory(
        chapter=chapter, giver=officer, receiver=member, given_at=LATER, warmth=4, prospect_phone="+44 1632 960001"
    )
    SlipFactory(chapter=chapter, giver=member, kind="lead", receiver=None, given_at=LATER, prospect="Acme Ltd")
    ThankYouFactory(chapter=chapter, giver=member, receiver=officer, at=LATER, amount="1234.50", text="Great talk.")
    reader = MemberFactory(chapter=chapter)
    page = sign_in(reader).get(PATH).content.decode()
    assert "Amara Osei → Ben Whitlock" in page
    assert "warmth 4" in page
    assert "shared a lead" in page
    assert "Great talk." in page
    for private in ("Gareth Nkosi", "new boiler", "960001", "Acme", "1234", "1,234"):
        assert private not in page


def test_slips_of_other_days_withdrawn_or_brought_over_without_a_day_are_not_shown(chapter, officer, member, sign_in):
    given = {"chapter": chapter, "giver": officer, "receiver": member}
    SlipFactory(**given, given_at=datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC))
    SlipFactory(**given, given_at=datetime(2026, 3, 4, tzinfo=UTC))
    SlipFactory(**given, given_at=LATER, withdrawn_at=NOON)
    SlipFactory(**given, given_at=LATER, day_unknown=True)
    client = sign_in(member)
    assert "→" not in client.get(PATH).content.decode()
    SlipFactory(**given, given_at=datetime(2026, 3, 3, tzinfo=UTC))
    assert client.get(PATH).content.decode().count("→") == 1


def test_who_told_us_is_named_and_who_just_stays_away_is_not(chapter, officer, member, sign_in):
    say_absent(chapter=chapter, day=TUESDAY, member=officer, substitute="Ana Ruiz", at=LATER)
    absent = MemberFactory(chapter=chapter, name="Quentin Hale")
    chapter.meetings.get().marks.create(chapter=chapter, member=absent, mark="absent")
    page = sign_in(member).get(PATH).content.decode()
    assert "Ana Ruiz comes instead" in page
    assert "Quentin Hale" not in page


@pytest.mark.parametrize(
    "change",
    [
        lambda c, o, m: say_absent(chapter=c, day=TUESDAY, member=m, at=LATER),
        lambda c, o, m: SlipFactory(chapter=c, giver=o, receiver=m, given_at=LATER),
        lambda c, o, m: ThankYouFactory(chapter=c, giver=o, receiver=m, at=LATER),
        lambda c, o, m: add_visit(
            chapter=c, day=TUESDAY, name="Nora", email="", category="", invited_by=None, at=LATER
        ),
        lambda c, o, m: close_meeting(chapter=c, day=TUESDAY, by=o, at=LATER),
        lambda c, o, m: cancel_meeting(chapter=c, day=TUESDAY, note="", by=o, at=LATER),
        lambda c, o, m: move_meeting(
            chapter=c, day=TUESDAY, to_day=TUESDAY, clock=NOON.time(), place="", by=o, at=LATER
        ),
        lambda c, o, m: Presentation.objects.create(chapter=c, date=TUESDAY, member=m),
    ],
    ids=["mark", "slip", "thanks", "visitor", "close", "cancel", "move", "presentation"],
)
def test_a_screen_with_the_version_hears_of_every_change_and_of_nothing_else(chapter, officer, member, sign_in, change):
    client = sign_in(member)
    version = version_on(client.get(PATH))
    assert client.get(PATH, {"version": version}, headers=HTMX).status_code == 204
    change(chapter, officer, member)
    news = client.get(PATH, {"version": version}, headers=HTMX)
    assert news.status_code == 200
    assert b"<html" not in news.content
    assert client.get(PATH, {"version": version_on(news)}, headers=HTMX).status_code == 204


def test_the_version_moves_when_a_slip_is_withdrawn_and_when_a_visitor_came(chapter, officer, member):
    slip = SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=LATER)
    visit = add_visit(chapter=chapter, day=TUESDAY, name="Nora", email="", category="", invited_by=None, at=LATER)
    versions = [version_of(chapter, TUESDAY)]
    slip.withdrawn_at = NOON
    slip.save()
    versions.append(version_of(chapter, TUESDAY))
    settle_visit(visit=visit, outcome=Outcome.CAME)
    versions.append(version_of(chapter, TUESDAY))
    assert len(set(versions)) == 3


def test_who_closed_it_and_who_reopened_it_is_said(chapter, officer, second_officer, member, sign_in):
    close_meeting(chapter=chapter, day=TUESDAY, by=officer, at=LATER)
    reopen_meeting(chapter=chapter, day=TUESDAY, by=second_officer, at=LATER)
    page = sign_in(member).get(PATH).content.decode()
    assert "Closed by Amara Osei" in page
    assert "Reopened by Grace Mbeki" in page


def test_an_online_address_is_a_link_only_where_it_is_one(chapter, member, sign_in):
    chapter.online_url = "javascript:alert(1)"
    chapter.save()
    assert b"javascript:" not in sign_in(member).get(PATH).content
    chapter.online_url = "https://meet.example/riverside"
    chapter.save()
    assert b'href="https://meet.example/riverside"' in sign_in(member).get(PATH).content


def test_a_chapter_in_recess_for_long_has_a_page_all_the_same(chapter, member, sign_in):
    chapter.recesses.create(first_day="2026-01-01", last_day="2028-01-01")
    assert "No meeting in sight" in sign_in(member).get("/c/riverside/meeting/").content.decode()


def test_on_another_day_the_page_does_not_ask_again(member, sign_in):
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC)):
        assert b"every 2s" not in sign_in(member).get(PATH).content
    assert b"every 2s" in sign_in(member).get(PATH).content


@pytest.mark.parametrize("members", [2, 59])
def test_it_takes_few_statements_whatever_the_chapters_size(chapter, officer, sign_in, members):
    people = [MemberFactory(chapter=chapter) for _ in range(members)]
    for person in people[1:]:
        SlipFactory(chapter=chapter, giver=person, receiver=people[0], given_at=LATER)
        say_absent(chapter=chapter, day=TUESDAY, member=person, at=LATER)
    client = sign_in(officer)
    version = version_on(client.get(PATH))
    assert statements_of(client, PATH) <= 8
    assert statements_of(client, PATH, {"version": version}, headers=HTMX) <= 5
