"""Notifications in a browser: asked for by its user, shown with what they lead to, ended with the sign-in."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import KEPT, SOON
from tests.browser.on_phone import ask
from tests.browser.pages import MEMBER

pytestmark = pytest.mark.browser
ENDPOINT = "https://fcm.googleapis.com/fcm/send/of-this-test"
# The browser's maker has a push service; this machine cannot reach it.
SUBSCRIBES = f"""
    const keys = {{ p256dh: "B" + "A".repeat(86), auth: "A".repeat(22) }};
    const made = {{
        endpoint: "{ENDPOINT}",
        options: {{ get applicationServerKey() {{ return Uint8Array.from(JSON.parse(localStorage.made)).buffer; }} }},
        toJSON: () => ({{ endpoint: "{ENDPOINT}", keys }}),
        unsubscribe: async () => localStorage.removeItem("made"),
    }};
    PushManager.prototype.subscribe = async ({{ applicationServerKey }}) => {{
        localStorage.made = JSON.stringify([...applicationServerKey]);
        return made;
    }};
    PushManager.prototype.getSubscription = async () => (localStorage.made ? made : null);
"""
HANGS = """
    const real = window.fetch;
    const never = ({ signal }) => new Promise((_, end) => signal && (window.patienceEnds = end));
    window.fetch = (url, more) => (url === "/device/" ? never(more) : real(url, more));
"""
SHOWN = """async () => {
    const worker = await navigator.serviceWorker.ready;
    const all = await worker.getNotifications();
    return all.map(one => [one.title, one.body, one.actions.map(act => act.title)]);
}"""


def of_whom() -> list:
    return ask(
        "SELECT u.email FROM notices_device d JOIN accounts_user u ON u.id = d.user_id WHERE endpoint = %s", ENDPOINT
    )


def soon(page: Page, question: str) -> Any:
    """The answer, once there is one: `wait_for_function` takes a promise for one."""
    for _moment in range(SOON // 100):
        if answer := page.evaluate(question):
            return answer
        page.wait_for_timeout(100)
    raise AssertionError(question)


def test_it_is_asked_for_shown_and_ended_with_the_sign_in(on_phone):
    page = on_phone(MEMBER, "/c/riverside/me/notices/")
    origin = page.evaluate("location.origin")
    page.context.grant_permissions(["notifications"], origin=origin)
    page.add_init_script(SUBSCRIBES)
    page.reload()
    on, off = (page.get_by_role("button", name=name) for name in ("Notify me here", "No more here"))
    on.click()
    expect(off).to_be_visible(timeout=SOON)
    page.reload()
    page.get_by_role("button", name="None of them").click()
    expect(on).to_be_visible(timeout=SOON)
    expect(page.locator("#push [role=status]")).to_contain_text("News comes by mail")
    assert of_whom() == []
    on.click()
    expect(off).to_be_visible(timeout=SOON)
    assert of_whom() == [MEMBER]

    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    line, numbers = page.context.new_cdp_session(page), []
    line.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: numbers.extend(
            one["registrationId"] for one in event["registrations"] if one["scopeURL"] == f"{origin}/"
        ),
    )
    line.send("ServiceWorker.enable")
    page.wait_for_function("navigator.serviceWorker.controller")
    said = {
        "title": "Riverside",
        "body": "Amara passed you a referral",
        "tag": "one",
        "acts": [{"label": "Open", "path": "/"}],
    }
    line.send(
        "ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": numbers[-1], "data": json.dumps(said)}
    )
    assert soon(page, SHOWN) == [["Riverside", "Amara passed you a referral", ["Open"]]]

    page.goto(f"{origin}/c/riverside/me/")
    page.evaluate(HANGS)
    page.get_by_role("button", name="Sign out").click()
    assert soon(page, f"async () => window.patienceEnds && !(await ({KEPT})()).here")
    page.evaluate("patienceEnds()")
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible(timeout=SOON)
    assert of_whom() == []
    assert page.evaluate("localStorage.getItem('told')") is None
