"""A member asks for a second look and the president answers; the coming weeks are tapped, with script and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.pages import MEMBER, PRESIDENT
from tests.browser.test_every_page import check

pytestmark = pytest.mark.browser


def test_a_second_look_is_asked_for_and_answered(open_as):
    member = open_as(MEMBER, "/c/riverside/standing/leads/", screen=PHONE)
    counted = member.locator(".figure .number").inner_text()
    member.get_by_role("link", name="Not right?").first.click()
    member.get_by_label("Why?").fill("They called back the day after.")
    member.get_by_role("button", name="Ask for a second look").click()
    expect(member.get_by_text("It waits for one of these to answer")).to_be_visible()
    check(member, "dispute, the member's")
    path = member.url
    officer = open_as(PRESIDENT, "/c/riverside/standing/disputes/")
    officer.get_by_role("link", name="Ben Whitlock").first.click()
    check(officer, "dispute, an officer's")
    officer.locator("input[name=upheld][value=yes]").check()
    officer.get_by_label("A word for them").fill("So they did.")
    officer.get_by_role("button", name="Answer Ben Whitlock").click()
    expect(officer.get_by_role("heading", name="It is put right")).to_be_visible()
    member.goto(path)
    expect(member.get_by_text("So they did.")).to_be_visible()
    member.goto(member.url.partition("/standing/")[0] + "/standing/leads/")
    assert member.locator(".figure .number").inner_text() != counted


@pytest.mark.parametrize("script", [True, False])
def test_the_coming_weeks_are_tapped(script, open_as):
    page = open_as(MEMBER, "/c/riverside/standing/what-if/", screen=PHONE, script=script)
    first = page.locator("#comes-1-tap")
    expect(first).to_have_text("I come")
    first.click()
    expect(first).to_have_text("I can’t")
    assert "comes=01111111" in page.url
    if script:
        expect(first).to_be_focused()
