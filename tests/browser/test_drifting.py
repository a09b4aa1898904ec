"""Way 8 on a phone: an officer finds who drifts, sets a sign aside with a reason, and takes it up again."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SOON
from tests.browser.pages import PRESIDENT

pytestmark = pytest.mark.browser


def test_a_sign_is_found_from_me_set_aside_and_taken_up_again(open_as):
    page = open_as(PRESIDENT, "/c/riverside/me/", screen=PHONE)
    page.get_by_role("link", name="Who is drifting?").click()
    hugh = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Does less than usual"))
    expect(hugh.first).to_contain_text("Elin Sjöberg could call", timeout=SOON)
    page.get_by_role("link", name="Set aside: Does less than usual, Hugh Tranter").click()
    page.get_by_label("Why is it no reason to call just now?").fill("We spoke: a new baby.")
    page.get_by_role("button", name="Set aside").click()
    expect(page.get_by_role("status")).to_contain_text("It comes back in 12 weeks", timeout=SOON)
    expect(page.get_by_role("heading", name="Does less than usual")).to_have_count(0, timeout=SOON)
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Does less than usual")).to_have_count(1, timeout=SOON)
    assert page.complaints == []
