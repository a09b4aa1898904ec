"""Two members plan a one-to-one, prepare it, meet and see it count; an officer plans and sends a month."""

import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg2
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, with_database
from tests.browser.pages import PRESIDENT
from tests.browser.test_every_page import check

pytestmark = pytest.mark.browser
ROOT = "/c/riverside/one-to-ones/"
LONDON = ZoneInfo("Europe/London")


def typed(days, clock="12:30"):
    """A local time so many days from now, as a phone's own field sends it."""
    return f"{(datetime.now(LONDON) + timedelta(days=days)):%Y-%m-%d}T{clock}"


@pytest.fixture
def days_ago(worker_id):
    """Lets a one-to-one that was agreed begin eight days ago, in a week that is over, as the database's owner can."""

    def moved(key):
        url = with_database(os.environ["MIGRATION_DATABASE_URL"], f"browser_{worker_id}")
        with psycopg2.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute("SET row_security = off")
            cursor.execute(
                "UPDATE meetings_appointment SET starts_at = now() - interval '8 days' WHERE uuid = %s", [key]
            )
            assert cursor.rowcount == 1
        connection.close()

    return moved


def propose(page, name):
    page.goto("/c/riverside/members/")
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name="Propose a one-to-one").click()
    page.get_by_label("When?").fill(typed(3))
    page.get_by_text("Offer more times").click()
    page.get_by_label("A second time").fill(typed(4, "08:00"))
    page.get_by_label("Where?").fill("The Boathouse")
    page.get_by_label("What about?").fill("Clinics")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("heading", name="Waiting for")).to_be_visible()
    return page.url


@pytest.mark.parametrize("script", [True, False])
def test_two_agree_prepare_meet_and_it_counts(open_as, days_ago, script):
    names = {
        True: ("grace.mbeki@riverside.example", "Grace Mbeki"),
        False: ("ben.whitlock@riverside.example", "Ben Whitlock"),
    }
    email, name = names[script]
    asks = open_as(PRESIDENT, "/c/riverside/", screen=PHONE)
    here = propose(asks, name)
    asked = open_as(email, "/c/riverside/", screen=PHONE, script=script)
    asked.get_by_role("link", name="Amara Osei proposes a one-to-one").click()
    if script:
        check(asked, here)
    asked.locator("button[name=time]").first.click()
    expect(asked.locator(".deep .when")).to_contain_text("12:30")
    asked.get_by_role("link", name="Write mine").click()
    asked.get_by_label("What I look for").fill("Dental clinics that move")
    asked.get_by_role("button", name="Keep").click()
    asks.goto(here)
    expect(asks.get_by_text("Dental clinics that move")).to_be_visible()
    asks.get_by_label("Note", exact=True).fill("Mine alone")
    asks.get_by_role("button", name="Keep the note").click()
    expect(asks.get_by_text("Mine alone").first).to_be_visible()
    check(asks, here)
    asked.reload()
    expect(asked.get_by_text("Mine alone")).to_have_count(0)
    days_ago(here.rstrip("/").rpartition("/")[2])
    asked.goto("/c/riverside/")
    asked.get_by_role("link", name="Did you meet Amara Osei?").click()
    asked.get_by_role("button", name="We met", exact=True).click()
    expect(asked.locator("#toasts")).to_contain_text("Logged.")
    asks.goto(ROOT)
    expect(asks.locator("#log + .rows .row", has_text=f"logged by {name}").first).to_be_visible()
    asks.goto("/c/riverside/standing/one_to_ones/")
    day = f"{datetime.now(LONDON) - timedelta(days=8):%-d %b %Y}"
    expect(asks.locator(".evidence .row", has_text=name)).to_contain_text(day)
    assert asks.complaints == asked.complaints == []


def test_an_officer_plans_a_month_changes_it_and_sends_it(open_as):
    page = open_as(PRESIDENT, "/c/riverside/plan-month/", screen=DESK)
    page.get_by_role("button", name="Plan").first.click()
    check(page, "")
    rows = page.locator("#pairs + .rows .row")
    count = rows.count()
    assert count > 10
    expect(rows.first.locator(".note")).not_to_be_empty()
    page.get_by_role("button", name="Take out").first.click()
    expect(rows).to_have_count(count - 1)
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(count)
    page.get_by_role("link", name="Send it").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("#toasts")).to_contain_text("pairs are asked now.")
    expect(page.get_by_role("button", name="Take out")).to_have_count(0)
    check(page, "")
    page.goto(ROOT)
    expect(page.get_by_text("Your chapter suggests that you meet").first).to_be_visible()
    assert page.complaints == []
