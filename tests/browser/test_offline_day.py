"""A day in a van (F06, F07, F08, F44): written without network, sent once through a bad one, by whoever wrote it."""

from collections.abc import Iterator

import psycopg2
import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import ENVIRONMENT, SOON
from tests.browser.pages import MEMBER, PRESIDENT
from tests.browser.van import Van

pytestmark = pytest.mark.browser
SLIPS = 25
STORED = """async () => {
    const stored = await import("/static/js/phone/store.js");
    const here = await stored.who();
    return { here, all: here ? await stored.entries(here.user) : [], lists: here ? Boolean(await stored.lists(here)) : false };
}"""
QUEUE = """async ([count, prospect]) => {
    const [{ add }, { who }] = await Promise.all(["outbox", "store"].map(name => import(`/static/js/phone/${name}.js`)));
    const { user } = await who();
    const form = document.querySelector("#referral form");
    for (let n = 0; n < count; n += 1) {
        const data = new FormData(form);
        data.set("prospect", `${prospect} ${n}`);
        await add(user, "/c/riverside/pass/", data);
    }
}"""


@pytest.fixture
def van(site) -> Iterator[Van]:
    made = Van(site)
    yield made
    made.close()


@pytest.fixture
def on_phone(open_as, van):
    """A page of a member on a phone that has the app: its shell is kept, and their lists."""

    def opened(email: str, path: str = "/c/riverside/") -> Page:
        page = open_as(email, path, at=van.address, worker=True)
        settle(page)
        return page

    return opened


def settle(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function(f"async () => navigator.serviceWorker.controller && (await ({STORED})()).lists")


def stored(page: Page) -> list[dict]:
    return page.evaluate(STORED)["all"]


def ask(sql: str, *values: object) -> set:
    with psycopg2.connect(ENVIRONMENT["MIGRATION_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {row[0] for row in cursor.fetchall()}


def slips_for(prospect: str) -> set[str]:
    return ask("SELECT uuid::text FROM referrals_slip WHERE prospect LIKE %s", f"{prospect} %")


def sign_in(page: Page, email: str) -> None:
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("chapterhouse-demo")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)


def fill_in(page: Page, prospect: str) -> None:
    """Four taps and some typing: who, the prospect, the need, what I did."""
    page.locator("#referral .chip").first.tap()
    page.get_by_label("Who should they call?").tap()
    page.keyboard.type(prospect)
    page.locator("#referral").get_by_label("What do they need?").tap()
    page.keyboard.type("a new boiler")
    page.locator(".chip", has_text="spoke for the member").tap()


def test_f06_f08_a_day_of_slips_arrives_once_though_answers_are_lost_and_the_tab_is_killed(on_phone, van):
    page = on_phone(MEMBER)
    van.state = "away"
    page.goto("/c/riverside/pass/")
    fill_in(page, "Van")
    page.evaluate(QUEUE, [SLIPS, "Van"])
    page.goto("/offline/")
    waiting = page.locator("[data-list=waiting] li")
    expect(waiting).to_have_count(SLIPS)
    written = {one["id"] for one in stored(page)}
    assert len(written) == SLIPS
    assert slips_for("Van") == set()

    van.state = "losing"
    page.get_by_role("button", name="Try now").click()
    wait_until(page, lambda: van.posted >= SLIPS // 2)
    van.state = "away"
    context = page.context
    kill(page)
    arrived = slips_for("Van")
    assert arrived < written
    assert van.lost > 0

    # The session is over, and somebody else signs in on this phone.
    context.clear_cookies()
    van.state = "here"
    theirs = context.new_page()
    theirs.goto("/c/riverside/slips/")
    expect(theirs.get_by_text("Something written on this phone waits to be sent.")).to_be_visible()
    sign_in(theirs, PRESIDENT)
    settle(theirs)
    theirs.goto("/offline/")
    expect(theirs.get_by_role("link", name="Pass a referral")).to_be_visible()
    expect(theirs.locator("[data-list=waiting]")).to_be_hidden()
    assert "Van" not in theirs.locator("body").inner_text()
    assert stored(theirs) == []
    assert slips_for("Van") == arrived, "nothing was sent in somebody else's name"
    theirs.goto("/c/riverside/me/")
    theirs.get_by_role("button", name="Sign out").click()
    theirs.wait_for_url("**/")

    # The first one is back.
    van.state = "losing"
    theirs.goto("/accounts/login/?next=/offline/")
    sign_in(theirs, MEMBER)
    theirs.goto("/c/riverside/")
    settle(theirs)
    theirs.goto("/offline/")
    expect(theirs.locator("[data-list=sent] li")).to_have_count(SLIPS, timeout=SOON * 2)
    expect(theirs.locator("[data-list=waiting]")).to_be_hidden()
    expect(theirs.locator("[data-list=sent]")).to_contain_text("who is told now.")
    receipts = {one["path"].split("/")[-2] for one in stored(theirs) if one["state"] == "sent"}
    assert slips_for("Van") == receipts == written
    told = ask("SELECT about FROM notices_notice WHERE kind = 'referral_passed'")
    assert {f"slip {slip}" for slip in written} <= told


def kill(page: Page) -> None:
    """As a phone ends an app it needs the memory of: without a word."""
    with pytest.raises(Error):
        page.goto("chrome://crash", timeout=5_000)
    page.close()


def wait_until(page: Page, seen) -> None:
    for _ in range(200):
        if seen():
            return
        page.wait_for_timeout(50)
    raise AssertionError("not seen")
