"""A leader runs the meeting from one page: keys, a second device, no network for a while, the big screen behind."""

import re
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, SOON
from tests.browser.pages import NOBODY, PRESIDENT
from tests.browser.test_every_page import check
from tests.browser.test_roll_call import VICE_PRESIDENT
from tests.faults.scale import only_full

pytestmark = pytest.mark.browser
AFTER_A_RETRY = SOON + 3_000
BIG = (1920, 1080)
SMALLEST = 0.03
numbers = count(8)


@pytest.fixture
def meeting():
    """The path of a Tuesday to come that no other test runs."""
    today = datetime.now(UTC).date()
    return f"/c/riverside/meeting/{today + timedelta(weeks=next(numbers), days=1 - today.weekday())}/"


def started(open_as, meeting, person=PRESIDENT, screen=DESK):
    page = open_as(person, f"{meeting}run-sheet/", screen=screen)
    page.get_by_role("button", name="Start").click()
    expect(page.locator("#head")).to_have_text("Open networking")
    return page


def to_the_round(page):
    for head in ("Welcome", "Education", "Aled Bowen"):
        page.keyboard.press("ArrowRight")
        expect(page.locator("#head")).to_have_text(head)
        page.wait_for_timeout(400)


def test_keys_drive_it_and_it_survives_a_reload(open_as, meeting):
    page = open_as(PRESIDENT, f"{meeting}run-sheet/", screen=DESK)
    page.keyboard.press("Space")
    expect(page.locator("#head")).to_have_text("Open networking")
    expect(page.locator("#left")).to_have_text(re.compile(r"14:5\d|15:00"))
    page.keyboard.press("+")
    expect(page.locator("#left")).to_have_text(re.compile(r"15:5\d|16:00"))
    expect(page.locator("#behind")).to_have_text("1 min behind")
    page.wait_for_timeout(400)
    to_the_round(page)
    expect(page.locator("#next")).to_have_text("Amara Osei")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#head")).to_have_text("Education")
    page.wait_for_timeout(1000)
    page.reload()
    expect(page.locator("#head")).to_have_text("Education")
    assert page.complaints == []


def test_a_double_tap_on_a_tablet_moves_once(open_as, meeting):
    page = started(open_as, meeting, screen=(820, 1180))
    page.locator("#act-next").dblclick()
    expect(page.locator("#head")).to_have_text("Welcome")
    page.wait_for_timeout(2500)
    expect(page.locator("#head")).to_have_text("Welcome")


def test_a_second_device_follows_and_both_pressing_at_once_moves_once(open_as, meeting):
    one = started(open_as, meeting)
    other = open_as(VICE_PRESIDENT, f"{meeting}run-sheet/", screen=PHONE)
    expect(other.locator("#head")).to_have_text("Open networking")
    one.keyboard.press("Space")
    expect(other.locator("#head")).to_have_text("Welcome", timeout=SOON)
    one.locator("#act-next").evaluate("button => button.click()")
    other.locator("#act-next").evaluate("button => button.click()")
    for page in (one, other):
        page.wait_for_timeout(1500)
        expect(page.locator("#head")).to_have_text("Education", timeout=SOON)


def test_what_is_tapped_without_network_shows_at_once_and_nothing_is_lost(open_as, meeting):
    page = started(open_as, meeting)
    other = open_as(VICE_PRESIDENT, f"{meeting}run-sheet/", screen=DESK)
    page.context.set_offline(True)
    to_the_round(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#head")).to_have_text("Amara Osei")
    page.wait_for_timeout(400)
    page.keyboard.press("+")
    expect(page.locator("#waiting")).to_contain_text("Waiting to be sent: 5")
    left = page.locator("#left").inner_text()
    expect(other.locator("#head")).to_have_text("Open networking")
    page.context.set_offline(False)
    expect(page.locator("#waiting")).to_be_hidden(timeout=AFTER_A_RETRY)
    expect(page.locator("#head")).to_have_text("Amara Osei")
    expect(other.locator("#head")).to_have_text("Amara Osei", timeout=AFTER_A_RETRY)
    assert page.locator("#left").inner_text()[:1] == left[:1]  # counted from when it was pressed
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_lost_reply_is_sent_again_and_moves_once(open_as, meeting):
    page = started(open_as, meeting)
    lost = []

    def reply_lost(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    page.route("**/run-sheet/", reply_lost)
    page.keyboard.press("Space")
    expect(page.locator("#waiting")).to_be_visible()
    expect(page.locator("#waiting")).to_be_hidden(timeout=AFTER_A_RETRY)
    assert lost[0].ok
    expect(page.locator("#head")).to_have_text("Welcome")


def test_what_waits_is_sent_after_a_reload_too(open_as, meeting):
    page = started(open_as, meeting)
    page.route("**/run-sheet/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.keyboard.press("Space")
    expect(page.locator("#waiting")).to_contain_text("Waiting to be sent: 1")
    page.unroute("**/run-sheet/")
    page.reload()
    expect(page.locator("#head")).to_have_text("Welcome")
    page.wait_for_timeout(1500)
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.locator("#head")).to_have_text("Welcome")


def test_what_somebody_else_left_waiting_on_this_device_is_not_sent(open_as, meeting):
    page = started(open_as, meeting)
    page.evaluate(
        """path => localStorage.setItem(`chapterhouse:1000000:${path}`,
        JSON.stringify([{act: "next", step: "0", extra: "0", at: Date.now()}]))""",
        f"{meeting}run-sheet/",
    )
    page.reload()
    page.wait_for_timeout(2500)
    expect(page.locator("#head")).to_have_text("Open networking")


@pytest.mark.parametrize("screen", [DESK, PHONE])
def test_a_running_sheet_and_the_big_screen_are_accessible(open_as, meeting, screen):
    page = started(open_as, meeting, screen=screen)
    if screen == DESK:
        to_the_round(page)
    check(page, meeting)
    wall = screen_of(open_as, page)
    check(wall, meeting)


@pytest.mark.parametrize("screen", [PHONE, DESK])
def test_this_meetings_items_are_changed_before_it_starts(open_as, meeting, screen):
    page = open_as(PRESIDENT, f"{meeting}run-sheet/", screen=screen)
    page.get_by_role("link", name="Change items").click()
    check(page, meeting)
    page.get_by_label("Who leads it").nth(1).fill(f"Mina {screen[0]}")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".agenda")).to_contain_text(f"Mina {screen[0]}", timeout=SOON)


def test_it_works_without_script(open_as, meeting):
    page = open_as(PRESIDENT, f"{meeting}run-sheet/", script=False)
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Next", exact=True).click()
    assert page.locator("#head").inner_text() == "Welcome"
    page.get_by_role("button", name="Back").click()
    assert page.locator("#head").inner_text() == "Open networking"


def screen_of(open_as, leader, size=BIG):
    address = leader.get_by_role("link", name="Open the big screen").get_attribute("href")
    return open_as(NOBODY, address, screen=size)


def test_the_big_screen_follows_within_three_seconds(open_as, meeting):
    leader = started(open_as, meeting)
    wall = screen_of(open_as, leader)
    expect(wall.locator("h1")).to_have_text("Open networking")
    to_the_round(leader)
    expect(wall.locator("h1")).to_have_text("Aled Bowen", timeout=SOON)
    for _ in range(2):
        leader.keyboard.press("Space")
        leader.wait_for_timeout(400)
    expect(wall.locator("h1")).to_have_text("Ben Whitlock", timeout=SOON)
    expect(wall.locator(".seat")).to_have_text("Plumber")
    expect(wall.locator(".wants")).to_contain_text("Letting agents with twenty flats")
    expect(wall.locator(".next")).to_contain_text("Callum Reid")
    assert wall.locator("a, button, input, nav").count() == 0
    assert wall.complaints == []


def test_the_big_screen_says_quietly_that_the_server_is_away_and_comes_back(open_as, meeting):
    leader = started(open_as, meeting)
    wall = screen_of(open_as, leader)
    wall.context.set_offline(True)
    expect(wall.locator("#away")).to_have_text(re.compile(r"No connection; showing \d\d:\d\d"), timeout=AFTER_A_RETRY)
    expect(wall.locator("h1")).to_have_text("Open networking")
    leader.keyboard.press("Space")
    wall.context.set_offline(False)
    expect(wall.locator("h1")).to_have_text("Welcome", timeout=AFTER_A_RETRY)
    expect(wall.locator("#away")).to_be_hidden()


TEXTS = """() => [...document.querySelectorAll('body *')].filter(one =>
    one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
  ).map(one => [one, one.getBoundingClientRect()]).map(([one, box]) => [
    parseFloat(getComputedStyle(one).fontSize) / innerHeight, box.bottom / innerHeight, box.right / innerWidth,
    one.textContent])"""


@pytest.mark.parametrize("size", [BIG, pytest.param((1280, 720), marks=only_full)])
def test_everything_on_the_big_screen_is_large_enough_and_fits(open_as, meeting, size):
    leader = open_as(PRESIDENT, f"{meeting}run-sheet/", screen=DESK)
    wall = screen_of(open_as, leader, size)
    leader.keyboard.press("Space")
    seen = set()
    for _ in range(60):
        seen.add(wall.locator("h1").inner_text())
        found = wall.evaluate(TEXTS)
        assert [one for one in found if one[0] < SMALLEST] == []
        assert [one for one in found if one[1] > 1 or one[2] > 1] == []
        if leader.locator("#sheet[data-state=over]").count():
            break
        leader.keyboard.press("Space")
        leader.wait_for_timeout(360)
    assert "Ben Whitlock" in seen or len(seen) > 5
