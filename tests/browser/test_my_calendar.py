"""A member puts the chapter into their own calendar, and prints minutes."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import MEMBER, PRESIDENT

pytestmark = pytest.mark.browser
PATH = "/c/riverside/me/calendar/"


def test_the_address_is_made_copied_and_followed(open_as):
    page = open_as(PRESIDENT, PATH, screen=PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Make my address").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#address").input_value()
    answer = page.request.get(copied)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.text().count("BEGIN:VEVENT") > 20
    page.get_by_role("button", name="Make a new address").click()
    expect(page.get_by_text("The old one has ended.")).to_be_visible()
    assert page.request.get(copied).status == 404
    assert [one for one in page.complaints if "404" not in one] == []


def test_without_script_the_address_can_be_selected(open_as):
    page = open_as(MEMBER, PATH, screen=PHONE, script=False)
    page.get_by_role("button", name="Make my address").click()
    expect(page.locator("#address")).to_be_visible()
    assert not page.get_by_role("button", name="Copy").is_visible()


def test_minutes_fit_one_sheet_of_paper(open_as):
    page = open_as(MEMBER, "/c/riverside/meetings/", screen=DESK)
    page.get_by_role("link", name="Minutes of").first.click()
    expect(page.get_by_role("heading", name="Minutes")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.locator("nav").first).to_be_hidden()
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 2
    assert page.complaints == []
