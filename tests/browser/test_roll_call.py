"""Roll call as a leader does it at seven in the morning: keys and taps, two officers, no script, a bad connection."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, SOON
from tests.browser.pages import MEMBER, PRESIDENT

pytestmark = pytest.mark.browser
VICE_PRESIDENT = "grace.mbeki@riverside.example"


def coming(page, number):
    """The path of a meeting's roll call: the first to come, the second …, each test its own."""
    page.goto("/c/riverside/meetings/")
    return page.locator("a.title").nth(number).get_attribute("href").replace("/meeting/", "/roll-call/")


def tally(page, word):
    return page.locator("#tally div", has_text=word).locator("dd")


def test_keys_mark_the_row_in_focus_and_the_next_unmarked_one_gets_it(open_as):
    page = open_as(PRESIDENT, "/c/riverside/", screen=DESK)
    page.goto(coming(page, 1))
    rows = page.locator(".roll-row")
    expect(rows.nth(0).locator("input").first).to_be_focused()
    for key in "plm":
        page.keyboard.press(key)
    expect(rows.nth(3).locator("input").first).to_be_focused()
    page.keyboard.press("s")
    expect(rows.nth(3).locator(".who")).to_be_focused()
    page.keyboard.type("Ana Ruiz")
    with page.expect_response(lambda answer: "Ruiz" in (answer.request.post_data or "")):
        page.keyboard.press("Enter")
    expect(rows.nth(4).locator("input").first).to_be_focused()
    expect(tally(page, "here")).to_have_text("2")
    expect(tally(page, "substitute")).to_have_text("1")
    page.reload()
    assert rows.locator("input:checked").evaluate_all("all => all.map(one => one.value)") == [
        "present",
        "late",
        "medical",
        "substitute",
    ]
    expect(rows.nth(3).locator(".who")).to_have_value("Ana Ruiz")
    assert page.complaints == []


def test_thirty_names_fit_a_laptop_without_scrolling(open_as):
    page = open_as(PRESIDENT, "/c/riverside/roll-call/", screen=DESK)
    rows = page.locator(".roll-row")
    assert rows.count() >= 30
    bottoms = rows.evaluate_all("all => all.map(one => one.getBoundingClientRect().bottom + scrollY)")
    assert sorted(bottoms)[29] <= DESK[1]


def test_a_double_tap_is_one_mark_and_undo_takes_it_back(open_as):
    page = open_as(PRESIDENT, "/c/riverside/", screen=PHONE)
    page.goto(coming(page, 2))
    late = page.locator(".roll-row").first.get_by_text("late").locator("xpath=..")
    late.dblclick()
    expect(tally(page, "here")).to_have_text("1")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(tally(page, "here")).to_have_text("0")
    assert page.locator(".roll-row input:checked").count() == 0


def test_two_officers_see_each_others_taps_within_three_seconds_and_who_closed(open_as):
    one = open_as(PRESIDENT, "/c/riverside/", screen=DESK)
    path = coming(one, 3)
    one.goto(path)
    other = open_as(VICE_PRESIDENT, path, screen=DESK)
    one.keyboard.press("p")
    expect(tally(other, "here")).to_have_text("1", timeout=SOON)
    other.locator(".roll-row").nth(5).locator("[value=absent_notified]").check()
    expect(tally(one, "absent")).to_have_text("1", timeout=SOON)
    one.get_by_role("link", name="Close the meeting").click()
    one.get_by_role("button", name=re.compile("Close it")).click()
    expect(other.get_by_text("This meeting is closed")).to_be_visible(timeout=SOON)
    expect(other.locator(".roll input")).to_have_count(0)
    one.get_by_role("button", name="Reopen").click()


def test_a_mark_tapped_without_network_stays_as_waiting_and_is_sent_when_it_is_back(open_as):
    page = open_as(PRESIDENT, "/c/riverside/", screen=DESK)
    page.goto(coming(page, 4))
    page.context.set_offline(True)
    page.keyboard.press("p")
    page.keyboard.press("l")
    expect(page.locator("#waiting")).to_contain_text("Marks waiting to be sent: 2")
    expect(page.locator(".roll-row.waits")).to_have_count(2)
    assert page.locator(".roll-row input:checked").count() == 2
    page.locator(".roll-row").first.locator("[value=late]").check()  # the last word counts
    page.context.set_offline(False)
    expect(page.locator("#waiting")).to_be_hidden(timeout=2 * SOON)
    expect(tally(page, "here")).to_have_text("2", timeout=SOON)
    page.reload()
    values = page.locator(".roll-row input:checked").evaluate_all("all => all.map(one => one.value)")
    assert values == ["late", "late"]


def test_a_waiting_mark_is_sent_after_a_reload_and_a_refused_one_is_taken_back(open_as):
    page = open_as(PRESIDENT, "/c/riverside/", screen=DESK)
    path, posts = coming(page, 4), re.compile(r"/roll-call/")
    page.route(posts, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.goto(path)
    marked = page.locator(".roll-row input:checked").count()
    expect(page.locator(".roll-row:not(.marked) input").first).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("#waiting")).to_contain_text("waiting to be sent: 1")
    page.unroute(posts)
    page.reload()
    expect(page.locator("#waiting")).to_be_hidden(timeout=2 * SOON)
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    assert page.locator(".roll-row input:checked").count() == marked + 1

    def refuse(route):
        if route.request.method == "POST":
            route.fulfill(status=403, body="")
        else:
            route.continue_()

    page.route(posts, refuse)
    page.keyboard.press("l")
    expect(page.get_by_text("That mark was not kept")).to_be_visible()
    assert page.locator(".roll-row input:checked").count() == marked + 1


def test_without_script_one_form_keeps_all_marks(open_as):
    page = open_as(PRESIDENT, "/c/riverside/", screen=PHONE, script=False)
    page.goto(coming(page, 0))
    rows = page.locator(".roll-row")
    rows.nth(0).locator("[value=present]").check()
    rows.nth(1).locator("[value=absent]").check()
    page.get_by_role("button", name="Keep these marks").click()
    assert "Marks are kept." in page.content()
    values = rows.locator("input:checked").evaluate_all("all => all.map(one => one.value)")
    assert values == ["present", "absent"]


def test_a_member_has_no_roll_call(open_as):
    page = open_as(MEMBER, "/c/riverside/roll-call/")
    assert page.locator(".roll").count() == 0


PLACES = "all => all.map(one => { const at = one.getBoundingClientRect(); return [at.left, at.top + scrollY] })"


@pytest.mark.parametrize("screen", [DESK, PHONE])
def test_rows_stay_where_they_are_when_a_substitute_is_asked_for(open_as, screen):
    page = open_as(PRESIDENT, "/c/riverside/", screen=screen)
    page.goto(coming(page, 4))
    rows = page.locator(".roll-row")
    before = rows.evaluate_all(PLACES)
    row = rows.nth(6 if screen == DESK else 7)
    row.locator("[value=substitute]").check()
    expect(row.locator(".who")).to_be_focused()
    assert rows.evaluate_all(PLACES) == before


def test_after_undo_the_keys_go_on_at_the_row_that_was_undone(open_as):
    page = open_as(PRESIDENT, "/c/riverside/", screen=DESK)
    page.goto(coming(page, 4))
    rows = page.locator(".roll-row")
    first = rows.evaluate_all("all => all.findIndex(row => row.contains(document.activeElement))")
    page.keyboard.press("p")
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(rows.nth(first).locator("input").first).to_be_focused()
    expect(rows.nth(first).locator("input:checked")).to_have_count(0)
    page.keyboard.press("l")
    expect(rows.nth(first).locator("[value=late]")).to_be_checked()
    expect(rows.nth(first + 1).locator("input").first).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("p")
    expect(rows.nth(first + 2).locator("input").first).to_be_focused()
    assert page.complaints == []
