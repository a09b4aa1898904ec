"""A prospect follows the link a member handed them, and has their details removed."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import MEMBER, NOBODY
from tests.browser.test_every_page import check

pytestmark = pytest.mark.browser


def test_a_prospect_removes_their_details(open_as):
    giver = open_as(MEMBER, "/c/riverside/pass/")
    giver.locator("label", has_text="Freya Lindqvist").first.click()
    giver.get_by_label("Who should they call?").fill("Gareth Nkosi")
    giver.locator("[name=prospect_phone]").fill("+44 7700 900123")
    giver.get_by_label("What do they need?").fill("a boiler")
    giver.locator("[name=warmth][value='3']").check()
    giver.get_by_role("button", name="Pass it").click()
    link = giver.get_by_role("link", name="A link for the prospect")
    prospect = open_as(NOBODY, link.get_attribute("href"))
    expect(prospect.get_by_role("heading", name="Your details here")).to_be_visible()
    expect(prospect.get_by_text("a phone number")).to_be_visible()
    check(prospect, "prospect")
    prospect.get_by_role("button", name="Remove my details").click()
    expect(prospect.get_by_role("heading", name="Your details are removed")).to_be_visible()
    check(prospect, "prospect, removed")
    giver.reload()
    expect(giver.get_by_text("asked to be forgotten").first).to_be_visible()
    assert "Gareth" not in giver.content()
