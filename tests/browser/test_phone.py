"""The app on a phone: every act without network, whoever signs out leaves nothing, and what was typed is not lost."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SOON, settle
from tests.browser.on_phone import arrived, ask, entries, fill_in, sign_in, slips_for, try_now, waiting
from tests.browser.pages import MEMBER, PRESIDENT
from tests.browser.test_every_page import AXE, RULES, sideways, violations

pytestmark = pytest.mark.browser
LOST, TYPED = f"Lost {uuid4()}", f"Typed {uuid4()}"
COUNT_TAPS = "addEventListener('pointerdown', () => (sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1), true)"
SHARE = """() => {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: "/share/", enctype: "multipart/form-data" });
    for (const [name, value] of [["title", "Rhys Shared"], ["text", "needs a roofer +44 7700 900456 r@x.example"]]) {
        form.append(Object.assign(document.createElement("input"), { name, value }));
    }
    document.body.append(form);
    form.submit();
}"""
CONTACTS = """
    window.ContactsManager = class {};
    const one = { name: ["Olu Adeyemi"], tel: ["+44 7700 900789"], email: ["olu@x.example"] };
    Object.defineProperty(navigator, "contacts", { value: { select: async () => [one] } });
"""
FROM_ELSEWHERE = """action => {
    const form = Object.assign(document.createElement("form"), { method: "post", action });
    form.append(Object.assign(document.createElement("input"), { name: "prospect", value: "Forged" }));
    document.body.append(form);
    form.submit();
}"""
TOO_OLD = """async () => {
    const { add } = await import("/static/js/phone/outbox.js");
    const { change, keep, who } = await import("/static/js/phone/store.js");
    const { user } = await who();
    await keep("shared", { title: "Olu", at: Date.now() - 14 * 86400000 - 1000 });
    const id = await add(user, "/c/riverside/lead/", new FormData());
    await change(id, one => ({ ...one, at: Date.now() - 14 * 86400000 - 1000 }));
}"""
EVERYTHING_KEPT = """async () => {
    const open = indexedDB.open("chapterhouse");
    const database = await new Promise(done => (open.onsuccess = () => done(open.result)));
    const all = name => new Promise(done => {
        const asked = database.transaction(name).objectStore(name).getAll();
        asked.onsuccess = () => done(asked.result);
    });
    const cached = [];
    for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) cached.push(new URL(request.url).pathname);
    }
    const here = [await all("entries"), await all("things"), { ...localStorage }, { ...sessionStorage }];
    return { here: JSON.stringify(here), cached };
}"""


def choose(page: Page, chip: str) -> None:
    """Tap somebody, once the page has found out that there is no network and says so above them."""
    expect(page.locator("#away")).to_be_visible(timeout=SOON)
    page.locator(chip).first.tap()
    expect(page.locator(chip).first.locator("input")).to_be_checked()


def hand_in(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).tap()
    page.wait_for_url("**/offline/")


def test_every_act_works_without_network_a_referral_in_six_taps(on_phone, van):
    page = on_phone(MEMBER)
    van.state = "away"
    page.goto("/")
    page.context.add_init_script(COUNT_TAPS)
    page.reload()
    page.get_by_role("link", name="Pass a referral").tap()
    fill_in(page, "Far Away")
    hand_in(page, "Pass it")
    assert page.evaluate("Number(sessionStorage.taps)") == 6
    page.goto("/c/riverside/lead/")
    page.get_by_label("What have you heard?").fill("Call the bakery: 07700 900123")
    hand_in(page, "Share it")
    page.goto("/c/riverside/thanks/")
    choose(page, "#thanks .chip")
    page.get_by_label("What would you like to say?").fill("For the far introduction")
    hand_in(page, "Say thanks")
    page.goto("/c/riverside/one-to-one/")
    page.locator("#one_to_one").get_by_text("Everyone else").tap()
    page.locator("#one_to_one details .chip").last.tap()
    page.locator("#one_to_one").get_by_label("What about?").fill("Far clinics")
    hand_in(page, "Log it")
    slip = page.locator("[data-list=slips] li").first
    tap = slip.get_by_role("button").last
    tap.tap()
    expect(tap).to_have_attribute("aria-pressed", "true")
    waiting(page, 5)
    page.evaluate(AXE)
    assert violations(page, RULES) == []
    assert sideways(page) <= 0

    change(page, "Far Away", "Who should they call?", "Far Changed", "Pass it")
    page.locator("[data-list=waiting] li", has_text="Far clinics").get_by_role("button", name="Remove").tap()
    waiting(page, 4)
    page.locator(".toast", has_text="Removed").get_by_role("button", name="Undo").tap()
    waiting(page, 5)

    van.state = "here"
    try_now(page)
    refused = page.locator("[data-list=refused] li")
    expect(refused).to_contain_text("Leave out phone numbers", timeout=SOON)
    arrived(page, 4)
    refused.get_by_role("link", name="Change").tap()
    expect(page.get_by_role("alert")).to_contain_text("Leave out phone numbers")
    page.get_by_label("What have you heard?").fill("The bakery looks for a roofer, far from here")
    page.get_by_role("button", name="Share it").tap()
    arrived(page, 5)
    assert len(slips_for("Far Changed")) == 1
    assert slips_for("Far Away") == []
    assert ask("SELECT count(*) FROM referrals_slip WHERE need LIKE '%%far from here'") == [1]
    assert ask("SELECT count(*) FROM referrals_thankyou WHERE text = 'For the far introduction'") == [1]
    assert ask("SELECT count(*) FROM meetings_onetoone WHERE topics = 'Far clinics'") == [1]


def change(page: Page, line: str, label: str, words: str, button: str) -> None:
    page.locator("[data-list=waiting] li", has_text=line).get_by_role("link", name="Change").tap()
    page.get_by_label(label).fill(words)
    page.get_by_role("button", name=button).tap()
    expect(page.locator("[data-list=waiting] li", has_text=words)).to_be_visible()


def test_a_page_whose_network_goes_keeps_what_is_handed_in_and_so_does_a_list(on_phone, van):
    page = on_phone(MEMBER, "/c/riverside/pass/")
    fill_in(page, LOST)
    lists = page.context.new_page()
    lists.goto("/c/riverside/slips/")
    row = lists.locator(".slips li", has=lists.get_by_role("button", name="Lost")).first
    van.state = "stalled"  # it arrives, and the phone does not know
    row.get_by_role("button", name="Lost").tap()
    page.get_by_role("button", name="Pass it").tap()
    page.wait_for_url("**/offline/")
    expect(lists.get_by_text("No network: kept on this phone")).to_be_visible(timeout=SOON)
    van.state = "away"
    assert len(slips_for(LOST)) == 1
    elsewhere = page.context.new_page()
    elsewhere.goto("about:blank")
    with elsewhere.expect_event("requestfailed"):
        elsewhere.evaluate(FROM_ELSEWHERE, f"{van.address}/c/riverside/pass/")
    assert len(entries(page)) == 2, "another site's form is not let in by way of the queue"
    row.get_by_role("button", name="Won").tap()  # what they meant
    expect(lists.locator("#on-phone")).to_contain_text("Waiting to be sent: 3")
    van.state = "here"
    lists.goto("/c/riverside/lead/")
    lists.get_by_label("What have you heard?").fill(f"Heard {LOST}")
    van.state = "broken"
    hand_in(lists, "Share it")
    expect(lists.locator("[data-list=waiting] li", has_text=f"Heard {LOST}")).to_be_visible()
    van.state = "here"
    lists.reload()
    arrived(lists, 4)
    assert len(slips_for(LOST)) == 1
    assert ask("SELECT count(*) FROM referrals_slip WHERE need = %s", f"Heard {LOST}") == [1]


def test_f44_whoever_signs_out_is_warned_and_leaves_nothing_on_the_phone(open_as, van):
    page = open_as("", "/accounts/login/?next=/c/riverside/slips/", at=van.address, worker=True)
    sign_in(page, MEMBER)  # a session of its own, which ends
    settle(page)
    name = page.locator(".slips .title").first.inner_text()
    van.state = "away"
    page.goto("/c/riverside/lead/")
    page.get_by_label("What have you heard?").fill("Never taken: 07700 900123")
    hand_in(page, "Share it")
    page.evaluate(TOO_OLD)  # gone by itself after 14 days
    van.state = "here"
    page.goto("/c/riverside/slips/")
    assert "Olu" not in page.evaluate(EVERYTHING_KEPT)["here"]
    page.goto("/accounts/logout/")
    expect(page.locator("#leaving")).to_contain_text("Not sent yet from this phone: 1")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    page.evaluate("history.go(-2)")
    page.wait_for_url("**/accounts/login/**")
    van.state = "away"
    page.goto("/c/riverside/slips/")
    expect(page.get_by_text("Sign in once there is a network")).to_be_visible()
    kept = page.evaluate(EVERYTHING_KEPT)
    assert kept["here"] == "[[],[],{},{}]"
    assert not [path for path in kept["cached"] if not path.startswith("/static/") and path != "/offline/"]
    assert name not in page.content()


def test_f43_what_was_typed_is_still_there_after_signing_in_again(on_phone, van):
    page = on_phone(MEMBER, "/c/riverside/pass/")
    fill_in(page, TYPED)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Pass it").tap()
    sign_in(page, MEMBER)
    page.wait_for_url("**/c/riverside/pass/")
    expect(page.get_by_label("Who should they call?")).to_have_value(TYPED)
    page.get_by_role("button", name="Pass it").tap()
    page.wait_for_url(re.compile("/slips/[0-9a-f-]{36}/$"))
    assert len(slips_for(TYPED)) == 1
    page.goto("/c/riverside/members/")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("searchbox").fill("boiler")  # asks as htmx does
    sign_in(page, MEMBER)
    page.wait_for_url("**/c/riverside/members/**")
    expect(page.get_by_role("searchbox")).to_have_value("boiler")


def test_what_is_shared_with_the_app_begins_a_referral(on_phone):
    page = on_phone(PRESIDENT)
    page.evaluate(SHARE)
    page.wait_for_url("**/c/riverside/pass/")
    expect(page.get_by_label("Who should they call?")).to_have_value("Rhys Shared")
    expect(page.locator("[name=prospect_phone]")).to_have_value("+44 7700 900456")
    expect(page.locator("[name=prospect_email]")).to_have_value("r@x.example")
    expect(page.get_by_label("What do they need?")).to_have_value("needs a roofer")
    page.reload()
    expect(page.get_by_label("Who should they call?")).to_have_value("")


def test_the_contacts_picker_fills_the_form_where_the_phone_has_one(open_as):
    page = open_as(MEMBER, "/c/riverside/pass/")
    button = page.get_by_role("button", name="From my contacts")
    expect(button).to_be_hidden()
    page.add_init_script(CONTACTS)
    page.reload()
    button.tap()
    expect(page.get_by_label("Who should they call?")).to_have_value("Olu Adeyemi")
    expect(page.locator("[name=prospect_phone]")).to_have_value("+44 7700 900789")
    expect(page.locator("[name=prospect_email]")).to_be_visible()


def test_somebody_is_found_by_a_need(open_as):
    page = open_as(MEMBER, "/c/riverside/pass/")
    page.get_by_text("Everyone else").tap()
    word = ask("SELECT split_part(what_they_say, ' ', 1) FROM members_profile WHERE what_they_say <> '' LIMIT 1")[0]
    page.get_by_role("searchbox").fill(word)
    expect(page.locator("details .chip:visible .found").first).to_contain_text(word, ignore_case=True)
