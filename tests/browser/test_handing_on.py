"""Somebody left with a referral in hand: its giver passes it on, on a phone; and somebody would like the seat."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SOON
from tests.browser.pages import MEMBER, NOBODY
from tests.browser.test_every_page import check

pytestmark = pytest.mark.browser


def test_from_my_week_a_leavers_referral_goes_to_another_member(open_as):
    giver = open_as(MEMBER, "/c/riverside/")
    giver.get_by_role("link", name="Joel Abrams has left the chapter").click()
    giver.get_by_role("link", name="Pass it on").first.click()
    giver.locator("label", has_text="Amara Osei").first.click()
    giver.locator("[name=warmth][value='3']").check()
    giver.get_by_role("button", name="Pass it on").click()
    expect(giver.get_by_text("Passed on to Amara Osei, who is told now.")).to_be_visible(timeout=SOON)
    assert giver.complaints == []


def test_whoever_would_like_a_seat_is_asked_by_mail_first(open_as):
    visitor = open_as(NOBODY, "/c/riverside/about/")
    visitor.get_by_role("link", name="I’d like a seat").click()
    visitor.get_by_label("Your name").fill("Nora Wong")
    visitor.get_by_label("What do you do?").fill("Vehicle leasing")
    visitor.get_by_label("E-mail").fill("nora@wait.example")
    visitor.get_by_label("You may keep this for a year").check()
    visitor.get_by_role("button", name="Put me on the list").click()
    expect(visitor.get_by_role("heading", name="One more step")).to_be_visible(timeout=SOON)
    check(visitor, "one more step")
