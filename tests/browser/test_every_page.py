"""Every page, on a phone and at a desk, light and dark: axe, width, console; and what a phone has to load.

Every day by all rules in the light on a phone, and by contrast in the dark at a desk; all of it by `make faults`.
"""

from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, NARROW, PHONE
from tests.browser.pages import EVERY_PAGE, FIRST_LINKS, MEMBER, NOBODY
from tests.faults.scale import FULL

pytestmark = pytest.mark.browser
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast"]
FIRST_LOAD_BYTES, LATER_LOAD_BYTES = 60_000, 15_000
EXPECTED = {"/nowhere/": "404"}


def violations(page: Page, rules: list[str]) -> list[str]:
    found = page.evaluate("rules => axe.run({runOnly: rules})", rules)["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def sideways(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def check(page: Page, path: str, *, first: str = "light", also: str = "dark", rules: list[str] = RULES) -> None:
    """These rules under one colour scheme, contrast under the other too where one is named."""
    page.evaluate(AXE)
    page.emulate_media(color_scheme=first)
    assert violations(page, rules) == []
    if also:
        page.emulate_media(color_scheme=also)
        assert violations(page, CONTRAST) == []
    assert sideways(page) <= 0
    assert [one for one in page.complaints if EXPECTED.get(path, "?") not in one] == []


@pytest.mark.parametrize(("person", "path"), EVERY_PAGE)
def test_every_page_is_accessible_and_fits(open_as, person, path):
    page = open_as(person, path, screen=PHONE)
    assert path in page.url
    check(page, path, also="dark" if FULL else "")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    check(page, path, first="dark", also="light" if FULL else "", rules=RULES if FULL else CONTRAST)


@pytest.mark.parametrize(("person", "path", "link"), FIRST_LINKS)
def test_the_page_of_a_row_is_accessible_and_fits(open_as, person, path, link):
    page = open_as(person, path)
    links = page.locator(link).evaluate_all("(all, here) => all.map(a => a.pathname).filter(p => p !== here)", path)
    assert links, "the list has no rows"
    page.goto(links[0])
    check(page, links[0])


@pytest.mark.parametrize(("person", "path"), EVERY_PAGE)
def test_every_page_fits_the_narrowest_phone_and_works_without_script(open_as, person, path):
    page = open_as(person, path, screen=NARROW, script=False)
    assert page.title()
    assert page.locator("h1").count() == 1
    assert sideways_without_script(page) <= 0


def sideways_without_script(page: Page) -> int:
    boxes = [page.locator("main").bounding_box(), page.locator("body").bounding_box()]
    return int(max(box["x"] + box["width"] for box in boxes if box) - NARROW[0])


@pytest.mark.parametrize(
    "path", ["/c/riverside/", "/c/riverside/pass/", "/c/riverside/slips/", "/c/riverside/standing/"]
)
def test_a_phone_loads_little_first_and_less_later(open_as, path):
    page = open_as(MEMBER, "/nowhere/")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    loaded: list[float] = []
    session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    session.send("Network.clearBrowserCache")
    page.goto(path, wait_until="networkidle")
    assert sum(loaded) <= FIRST_LOAD_BYTES
    loaded.clear()
    page.goto(path, wait_until="networkidle")
    assert sum(loaded) <= LATER_LOAD_BYTES


def test_nobody_is_asked_to_sign_in_and_comes_back_to_the_page_they_asked_for(open_as):
    page = open_as(NOBODY, "/c/riverside/slips/")
    assert "/accounts/login/" in page.url
    page.locator("input[name=login]").fill(MEMBER)
    page.locator("input[name=password]").fill("chapterhouse-demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/riverside/slips/")
