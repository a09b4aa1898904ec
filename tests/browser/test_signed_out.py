"""F44: after signing out, Back shows nothing of what was private, with the network or without."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser.conftest import FLAGS, PHONE, chromium_path
from tests.browser.pages import MEMBER

pytestmark = pytest.mark.browser
PRIVATE = ["/c/riverside/members/", "/c/riverside/slips/", "/c/riverside/meeting/"]


@pytest.fixture
def phone(site, browser):
    """A phone that keeps the pages behind Back whole, as phones do; somebody signed in on it."""
    keeps = browser.browser_type.launch(
        executable_path=chromium_path(), args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    page = keeps.new_page(base_url=site, viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True)
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(MEMBER)
    page.locator("input[name=password]").fill(settings.DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    yield page
    keeps.close()


def seen(page) -> str:
    """What stands on the screen after a moment."""
    page.wait_for_timeout(1500)
    return page.locator("body").inner_text()


@pytest.mark.parametrize("offline", [True, False])
def test_f44_back_after_signing_out_shows_nothing_private(phone, offline):
    for path in PRIVATE:
        phone.goto(path)
        assert "Riverside" in seen(phone)
    phone.goto("/accounts/logout/")
    phone.get_by_role("button", name="Sign out").tap()
    expect(phone.get_by_role("link", name="Sign in").first).to_be_visible()
    phone.context.set_offline(offline)
    for _ in range(len(PRIVATE) + 1):
        phone.evaluate("history.back()")
        assert "Riverside" not in seen(phone)
