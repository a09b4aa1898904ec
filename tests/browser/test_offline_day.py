"""A day in a van (F06, F08): written without network, sent once through a bad one, by whoever wrote it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import settle
from tests.browser.on_phone import arrived, ask, entries, fill_in, sign_in, slips_for, try_now, waiting
from tests.browser.pages import MEMBER, PRESIDENT

pytestmark = pytest.mark.browser
SLIPS = 25
WHO = f"Van {uuid4()}"
QUEUE = """async ([count, prospect]) => {
    const { add } = await import("/static/js/phone/outbox.js");
    const { who } = await import("/static/js/phone/store.js");
    const { user } = await who();
    for (let n = 0; n < count; n += 1) {
        const data = new FormData(document.querySelector("#referral form"));
        data.set("prospect", `${prospect} ${n}`);
        await add(user, "/c/riverside/pass/", data);
    }
}"""


def test_f06_f08_slips_arrive_once_though_answers_are_lost_and_the_tab_is_killed(on_phone, van):
    page = on_phone(MEMBER)
    van.state = "away"
    page.goto("/c/riverside/pass/")
    fill_in(page, WHO)
    page.evaluate(QUEUE, [SLIPS, WHO])
    page.goto("/offline/")
    waiting(page, SLIPS)
    moments = {one["at"] for one in entries(page)}
    written = sorted(one["id"] for one in entries(page))
    assert len(written) == SLIPS
    assert slips_for(WHO) == []

    van.state = "losing"
    try_now(page)
    wait_until(page, lambda: van.posted >= SLIPS // 2)
    van.state = "away"
    context = page.context
    kill(page)
    half = slips_for(WHO)
    assert 0 < len(half) < SLIPS
    assert van.lost > 0

    van.state = "here"
    context.clear_cookies(name="sessionid")  # the session is over
    page = context.new_page()
    page.goto("/c/riverside/slips/")
    expect(page.get_by_text("Something written on this phone waits to be sent.")).to_be_visible()
    somebody_else_sees_and_sends_nothing(page, half)

    van.state = "losing"
    page.goto("/accounts/login/")
    sign_in(page, MEMBER)
    settle(page)
    page.goto("/offline/")
    arrived(page, SLIPS)
    expect(page.locator("[data-list=sent]")).to_contain_text("who is told now.")
    receipts = sorted(one["path"].split("/")[-2] for one in entries(page))
    assert sorted(slips_for(WHO)) == receipts == written
    given = ask(
        "SELECT (extract(epoch FROM given_at) * 1000)::bigint FROM referrals_slip WHERE prospect LIKE %s", f"{WHO}%"
    )
    assert set(given) == moments, "each counts for when it was written (F07)"
    told = ask("SELECT about FROM notices_notice WHERE kind = 'referral_passed'")
    assert [told.count(f"slip {slip}") for slip in written] == [1] * SLIPS


def somebody_else_sees_and_sends_nothing(page: Page, before: list[str]) -> None:
    """The president signs in on the member's phone, looks, and signs out again."""
    sign_in(page, PRESIDENT)
    settle(page)
    page.goto("/offline/")
    expect(page.get_by_role("link", name="Pass a referral")).to_be_visible()
    expect(page.locator("[data-list=waiting]")).to_be_hidden()
    assert WHO not in page.locator("body").inner_text()
    assert entries(page) == []
    assert sorted(slips_for(WHO)) == sorted(before)
    page.goto("/c/riverside/me/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: url.endswith("/") and "/c/" not in url)


def kill(page: Page) -> None:
    """As a phone ends an app whose memory it needs: without a word."""
    with pytest.raises(Error):
        page.goto("chrome://crash", timeout=5_000)
    page.close()


def wait_until(page: Page, seen: Callable[[], bool]) -> None:
    for _ in range(400):
        if seen():
            return
        page.wait_for_timeout(50)
    raise AssertionError("not seen")
