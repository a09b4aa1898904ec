"""The code on a screen at the door, and on paper: for who calls the roll, on the day."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from meetings.codes import printed_code, read_code
from tests.factories import MemberFactory
from tests.meetings.conftest import TUESDAY, statements_of

PATH = "/c/riverside/meeting/2026-03-03/code/"
PAPER = "/c/riverside/set-up/code/"
EARLY = datetime(2026, 3, 3, 6, 40, tzinfo=UTC)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(EARLY, tick=False) as traveller:
        yield traveller


def shown_on(page):
    return re.search(r"\?shown=([0-9a-z]*)", page.text)[1]


def test_it_shows_the_code_of_now_and_a_poll_brings_the_next(chapter, officer, sign_in, clock):
    client = sign_in(officer)
    page = client.get(PATH)
    shown = shown_on(page)
    assert read_code(chapter, shown).day == TUESDAY
    assert 'class="qr"' in page.text
    assert client.get(PATH, {"shown": shown}, headers=HTMX).status_code == 204
    clock.move_to(EARLY + timedelta(minutes=1))
    following = client.get(PATH, {"shown": shown}, headers=HTMX)
    assert following.status_code == 200
    assert shown_on(following) != shown


@pytest.mark.parametrize(("hours", "says"), [(-2, "The code shows from 06:15."), (3, "This meeting is over.")])
def test_before_and_after_there_is_none(officer, sign_in, clock, hours, says):
    clock.move_to(EARLY + timedelta(hours=hours))
    page = sign_in(officer).get(PATH)
    assert says in page.text
    assert shown_on(page) == ""
    assert 'class="qr"' not in page.text


def test_who_calls_the_roll_shows_it_and_nobody_else(chapter, officer, member, stranger, sign_in):
    host = MemberFactory(chapter=chapter, offices=["visitor_host"])
    for path in (PATH, PAPER):
        assert sign_in(host).get(path).status_code == 200
        assert sign_in(member).get(path).status_code == 403
        assert sign_in(stranger).get(path).status_code == 404
    meeting = "/c/riverside/meeting/2026-03-03/"
    assert f"{meeting}code/" in sign_in(host).get(meeting).text
    assert f"{meeting}code/" not in sign_in(member).get(meeting).text


def test_the_sheet_is_the_printed_code(chapter, officer, sign_in):
    page = sign_in(officer).get(PAPER).text
    assert printed_code(chapter).token in page
    assert 'class="qr"' in page


def test_they_take_few_statements(officer, sign_in):
    client = sign_in(officer)
    assert statements_of(client, PATH) <= 8
    assert statements_of(client, PAPER) <= 8
