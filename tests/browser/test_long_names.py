"""A name of sixty letters without a break stays where it belongs, on a small phone and at a desk."""

import pytest

from tests.browser.conftest import DESK, NARROW
from tests.browser.pages import PRESIDENT

pytestmark = pytest.mark.browser

LONG = "Wolfeschlegelsteinhausenbergerdorff" * 2
NAMES = "h1, .panel h2, .row .title, .person b, .standing .title, .roll-row b, .row .note"
PAGES = ["", "members/", "roll-call/", "standing/chapter/", "partners/", "meeting/", "thanks/wall/"]
RENAME = """([names, long]) => {
    const found = [...document.querySelectorAll(names)];
    for (const element of found) element.textContent = long.slice(0, 60);
    const width = document.documentElement.clientWidth;
    const past = found.filter((element) => element.getBoundingClientRect().right > width);
    return [found.length > 0, past.length, document.documentElement.scrollWidth - width];
}"""
UNDER_STATUS = """() => [...document.querySelectorAll('.standing tr')].some((row) => {
    const range = document.createRange();
    const [name, status] = [row.querySelector('.title'), row.querySelector('.status')];
    if (!name || !status) return false;
    range.selectNodeContents(name);
    const at = status.getBoundingClientRect();
    return [...range.getClientRects()].some((line) => line.right > at.left && line.left < at.right
        && line.bottom > at.top && line.top < at.bottom);
})"""


@pytest.mark.parametrize("screen", [NARROW, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("path", PAGES)
def test_a_long_name_stays_on_the_page(open_as, path, screen):
    page = open_as(PRESIDENT, f"/c/riverside/{path}", screen=screen)
    found, past, over = page.evaluate(RENAME, [NAMES, LONG])
    assert (found, past, over) == (True, 0, 0)


def test_a_long_name_does_not_run_under_its_status(open_as):
    page = open_as(PRESIDENT, "/c/riverside/standing/chapter/", screen=NARROW)
    page.evaluate(RENAME, [NAMES, LONG])
    assert not page.evaluate(UNDER_STATUS)


def test_on_a_phone_my_week_tells_how_i_stand_without_scrolling(open_as):
    page = open_as(PRESIDENT, "/c/riverside/")
    line = page.locator(".glance")
    box = line.bounding_box()
    assert box
    assert box["y"] + box["height"] < page.locator(".nav").bounding_box()["y"]
    assert line.locator(".status").is_visible()
    assert not page.locator(".next").first.is_visible(), "the next step is told once"


def test_at_the_desk_how_i_stand_is_told_once(open_as):
    page = open_as(PRESIDENT, "/c/riverside/", screen=DESK)
    assert not page.locator(".glance").is_visible()
    assert page.locator(".next").first.is_visible()
