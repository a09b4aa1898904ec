"""A member's phone that has the app, and what it keeps."""

import psycopg2
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import ENVIRONMENT, KEPT, SOON


def entries(page: Page) -> list[dict]:
    """What the phone keeps to be sent, or was told had arrived, for whoever is signed in on it."""
    return page.evaluate(KEPT)["all"]


def waiting(page: Page, count: int) -> None:
    """See so many lines waiting to be sent."""
    expect(page.locator("[data-list=waiting] li")).to_have_count(count, timeout=SOON)


def arrived(page: Page, count: int) -> None:
    """See so many receipts, and nothing that still waits."""
    expect(page.locator("[data-list=sent] li")).to_have_count(count, timeout=SOON)
    expect(page.locator("[data-list=waiting]")).to_be_hidden()


def try_now(page: Page) -> None:
    """Tap it, unless the phone was faster."""
    if page.locator("#again").is_visible():
        page.locator("#again").click()


def sign_in(page: Page, email: str) -> None:
    """On the page that asks for it."""
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(settings.DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def fill_in(page: Page, prospect: str) -> None:
    """A referral in four taps and some typing, with or without network: who, the prospect, the need, what I did."""
    page.locator("form:visible .people .chip").first.tap()
    page.get_by_label("Who should they call?").tap()
    page.keyboard.type(prospect)
    page.locator("form:visible").get_by_label("What do they need?").tap()
    page.keyboard.type("a new boiler")
    page.locator(".chip:visible", has_text="spoke for the member").tap()


def ask(sql: str, *values: object) -> list:
    """The first column of what the database answers."""
    with psycopg2.connect(ENVIRONMENT["MIGRATION_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("SET row_security = off")
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def slips_for(prospect: str) -> list[str]:
    """The ids of slips whose prospect's name begins so."""
    return ask("SELECT uuid::text FROM referrals_slip WHERE prospect LIKE %s", f"{prospect}%")
