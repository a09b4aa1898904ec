"""Leads a member mailed are put right and shared, or thrown away, on a phone; without script too."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SOON
from tests.browser.pages import MEMBER

pytestmark = pytest.mark.browser
PATH = "/c/riverside/me/mail/"


def test_a_draft_with_a_phone_number_is_put_right_and_shared(open_as):
    page = open_as(MEMBER, PATH, screen=PHONE)
    page.get_by_role("link", name="Oak School").click()
    expect(page.get_by_text("Leave out phone numbers and e-mails").first).to_be_visible(timeout=SOON)
    field = page.get_by_label("What have you heard?")
    field.fill("Oak School asks around for a fence.")
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_text("Oak School asks around for a fence.")).to_be_visible(timeout=SOON)
    assert page.complaints == []


def test_a_draft_is_thrown_away_without_script(open_as):
    page = open_as(MEMBER, PATH, screen=PHONE, script=False)
    page.get_by_role("link", name="garden wall").click()
    page.locator("summary", has_text="Throw it away").click()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("Thrown away.")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("link", name="garden wall")).to_have_count(0)
