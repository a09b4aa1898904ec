"""A power partner is brought along to the prospect of a referral."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SOON
from tests.browser.pages import MEMBER
from tests.browser.test_every_page import check

pytestmark = pytest.mark.browser


def test_a_partner_is_brought_along(open_as):
    page = open_as(MEMBER, "/c/riverside/slips/")
    page.locator(".slips li", has_text=re.compile("Passed|Contacted|Proposal")).get_by_role("link").first.tap()
    page.get_by_role("link", name="Bring your partner").tap()
    page.locator(".chip").first.tap()
    page.get_by_label("When?").fill("2030-03-05T12:30")
    page.get_by_label("Where?").fill("Their office")
    check(page, page.url)
    page.get_by_role("button", name="Plan it").tap()
    expect(page.get_by_text("Tuesday 5 March 2030, 12:30")).to_be_visible(timeout=SOON)
    check(page, page.url)
