"""In the van: a referral in six taps, one hand, whatever the finger does; thanks in two; how it goes in one."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import MEMBER, PRESIDENT

pytestmark = pytest.mark.browser
SLIP = re.compile(r"/c/riverside/slips/[0-9a-f-]{36}/$")


def choose(page: Page, words: str) -> None:
    """Tap the choice that says so."""
    page.locator(".chip", has_text=words).tap()


def fill_in(page: Page, prospect: str) -> None:
    """Four taps and some typing: who, the prospect, the need, what I did."""
    page.locator("[data-picker] .chip").first.tap()
    page.get_by_label("Who should they call?").tap()
    page.keyboard.type(prospect)
    page.get_by_label("What do they need?").tap()
    page.keyboard.type("a new boiler")
    choose(page, "spoke for the member")


def test_a_referral_is_passed_in_six_taps(open_as):
    page = open_as(MEMBER, "/c/riverside/leads/")
    page.get_by_role("link", name="Pass", exact=True).tap()
    fill_in(page, "Six Taps")
    page.get_by_role("button", name="Pass it").tap()
    page.wait_for_url(SLIP)
    expect(page.get_by_role("heading", name="Six Taps")).to_be_visible()
    assert not page.complaints


def test_the_button_under_the_thumb_is_pressed_while_somebody_still_types(open_as):
    """The places come back when typing ends: not under the finger that ends it."""
    page = open_as(MEMBER, "/c/riverside/pass/")
    fill_in(page, "Still Typing")
    page.get_by_label("What do they need?").tap()
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Pass it").tap()
    page.wait_for_url(SLIP)


def test_two_taps_on_the_button_pass_one(open_as):
    page = open_as(MEMBER, "/c/riverside/pass/")
    fill_in(page, "Tapped Twice")
    page.get_by_role("button", name="Pass it").dblclick()
    page.wait_for_url(SLIP)
    page.goto("/c/riverside/slips/?tab=given")
    expect(page.get_by_role("link", name="Tapped Twice")).to_have_count(1)


def test_back_after_passing_is_an_empty_page_not_the_same_words_under_a_new_id(open_as):
    page = open_as(MEMBER, "/c/riverside/pass/")
    fill_in(page, "Came Back")
    page.get_by_role("button", name="Pass it").tap()
    page.wait_for_url(SLIP)
    page.go_back()
    expect(page.get_by_label("Who should they call?")).to_have_value("")


def test_somebody_else_is_found_by_typing(open_as):
    page = open_as(MEMBER, "/c/riverside/pass/")
    page.get_by_text("Everyone else").tap()
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    people = page.locator("details .chip:visible")
    name = people.last.locator("b").inner_text()  # whoever nobody passed to lately
    page.keyboard.type(name.upper())
    expect(people).to_have_count(1)
    expect(people).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(people.locator("input")).to_be_checked()


@pytest.mark.parametrize("script", [True, False])
def test_how_it_goes_is_one_tap_and_can_be_undone(open_as, script):
    page = open_as(MEMBER, "/c/riverside/pass/", script=script)
    if not page.locator(".chip", has_text="Amara Osei").is_visible():
        page.get_by_text("Everyone else").tap()
    fill_in(page, f"One Tap {script}")
    choose(page, "Amara Osei")
    page.get_by_role("button", name="Pass it").tap()
    page.wait_for_url(SLIP)
    theirs = open_as(PRESIDENT, "/c/riverside/slips/", script=script)
    row = theirs.locator(".slips li", has_text=f"One Tap {script}")
    row.get_by_role("button", name="Meeting").tap()
    expect(theirs.get_by_text("is told.")).to_be_visible()
    if script:
        expect(row.locator(".tag")).to_have_text("Meeting")
        expect(theirs).to_have_url(re.compile("/slips/$"))
    page.reload()
    expect(page.locator("main .tag").first).to_have_text("Meeting")
    theirs.get_by_role("button", name="Undo").tap()
    expect(theirs.get_by_text("Taken back.")).to_be_visible()
    page.reload()
    expect(page.locator("main .tag").first).to_have_text("Passed")


def test_thanks_are_two_taps_from_a_slip(open_as):
    page = open_as(MEMBER, "/c/riverside/slips/")
    page.locator(".slips li", has_text=re.compile("Won|Lost|Contacted")).get_by_role("link").first.tap()
    page.get_by_role("link", name="Say thanks").tap()
    page.get_by_role("button", name="Say thanks").tap()
    page.wait_for_url("**/thanks/wall/")
    expect(page.get_by_text("You thanked")).to_be_visible()
