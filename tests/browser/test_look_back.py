"""Two members look back together: apart on two phones, then side by side on one; then how one can be helped."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SOON
from tests.browser.pages import MEMBER, PRESIDENT
from tests.browser.test_every_page import check
from tests.browser.test_pass_referral import SLIP, choose, fill_in

pytestmark = pytest.mark.browser
ONE_SLIP = re.compile(r"/look-back/\d+/\d+/$")


def say(page: Page, how: str, improve: str, button: str) -> None:
    page.locator("form .chip", has_text=re.compile(rf"^\s*{how}\s*$")).tap()
    page.get_by_label("What would make the next one better?").fill(improve)
    page.get_by_role("button", name=button).tap()


def test_two_look_back_apart_and_side_by_side(open_as):
    ben = open_as(MEMBER, "/c/riverside/pass/")
    if not ben.locator(".chip", has_text="Amara Osei").is_visible():
        ben.get_by_text("Everyone else").tap()
    fill_in(ben, "Looked Back On")
    choose(ben, "Amara Osei")
    ben.get_by_role("button", name="Pass it").tap()
    ben.wait_for_url(SLIP)
    amara = open_as(PRESIDENT, "/c/riverside/slips/")
    amara.locator(".slips li", has_text="Looked Back On").get_by_role("button", name="Won").tap()
    expect(amara.get_by_text("is told.")).to_be_visible(timeout=SOON)

    amara.goto("/c/riverside/look-back/")
    if not amara.locator(".chip", has_text="Ben Whitlock").is_visible():
        amara.get_by_text("Everyone else").tap()
    choose(amara, "Ben Whitlock")
    amara.get_by_role("button", name="Look back together").tap()
    amara.get_by_role("link", name="Looked Back On").tap()
    amara.wait_for_url(ONE_SLIP)
    won = amara.url
    say(amara, "better than I thought", "Nothing, it was great", "Keep my answer")
    expect(amara.get_by_text("Your answer is kept.")).to_be_visible(timeout=SOON)
    check(amara, won)

    ben.goto(won)
    expect(ben.get_by_text("Amara Osei has answered.")).to_be_visible(timeout=SOON)
    expect(ben.get_by_text("Nothing, it was great")).to_have_count(0)
    say(ben, "as good as I thought", "Call me before", "Keep my answer")
    for page in (ben, amara):  # hers follows without a tap
        expect(page.get_by_text("Nothing, it was great")).to_be_visible(timeout=SOON)
        expect(page.get_by_text("Call me before")).to_be_visible(timeout=SOON)
    check(ben, won)

    amara.get_by_role("link", name="Looking back with Ben Whitlock").tap()
    amara.locator(".rows .row", has_text="not yet").first.get_by_role("link").tap()
    amara.wait_for_url(ONE_SLIP)
    say(amara, "too early to say", "Hers", "Keep my answer")
    amara.get_by_text("is here: hand over the phone").tap()
    expect(amara.get_by_text("Hers")).to_have_count(0)
    say(amara, "too early to say", "His", "Keep Ben Whitlock’s answer")
    expect(amara.get_by_text("side by side on Amara Osei’s phone")).to_be_visible(timeout=SOON)

    amara.get_by_role("link", name="Looking back with Ben Whitlock").tap()
    expect(amara.get_by_role("heading", name="Looking back with Ben Whitlock")).to_be_visible(timeout=SOON)
    check(amara, won)
    amara.get_by_role("link", name="Finish for now").tap()
    amara.get_by_role("button", name="Finish for now").tap()
    amara.get_by_role("link", name="How we can be helped").tap()
    expect(amara.get_by_role("heading", name="Whom does Ben Whitlock want to meet?")).to_be_visible(timeout=SOON)
    check(amara, won)
    assert not amara.complaints
    assert not ben.complaints
