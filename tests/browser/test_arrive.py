"""A phone reads the code off a screen at the door, and the officer's roll call has the mark; no script, no account."""

import io
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from django.conf import settings
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import DESK, ENVIRONMENT, PHONE, SOON
from tests.browser.pages import MEMBER, NOBODY, PRESIDENT
from tests.browser.test_every_page import check
from tests.faults.scale import only_full

pytestmark = pytest.mark.browser
VICE_PRESIDENT = "grace.mbeki@riverside.example"
LONDON = ZoneInfo("Europe/London")


FORGET = """
from datetime import date
from chapters.models import Chapter
from chapters.scope import chapter_scope
from meetings.models import Arrival, Mark, Meeting, Visit
chapter = Chapter.objects.get(slug="riverside")
chapter.change(weekday={weekday}, start_time="{start_time}")
with chapter_scope(chapter.pk):
    meeting = Meeting.objects.in_chapter(chapter).filter(date=date.fromisoformat("{day}"))
    for model in (Arrival, Mark):
        model.objects.in_chapter(chapter).filter(meeting__in=meeting).delete()
    Visit.objects.in_chapter(chapter).filter(date=date.fromisoformat("{day}")).delete()
    meeting.delete()
"""


@pytest.fixture
def today(open_as):
    """The day of a meeting that begins in three minutes; afterwards it is as if it had not been."""
    page = open_as(PRESIDENT, "/c/riverside/set-up/chapter/", screen=DESK)
    before = {name: page.locator(f"[name={name}]").input_value() for name in ("weekday", "start_time")}
    soon = datetime.now(UTC).astimezone(LONDON) + timedelta(minutes=3)
    _set(page, {"weekday": str(soon.weekday()), "start_time": f"{soon:%H:%M}"})
    meeting = f"/c/riverside/meeting/{soon:%Y-%m-%d}/"
    page.goto(meeting)
    if page.locator("#restore").count():
        page.locator("#restore").click()
    day = f"{soon:%Y-%m-%d}"
    yield day
    forget = FORGET.format(day=day, **before)
    subprocess.run([sys.executable, "manage.py", "shell", "-v", "0", "-c", forget], env=ENVIRONMENT, check=True)


def _set(page, values):
    page.locator("[name=weekday]").select_option(values["weekday"])
    page.locator("[name=start_time]").fill(values["start_time"])
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def scanned(page, site):
    """What a phone's camera makes of the code on this page: the path of its address."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text.removeprefix(site)


def row_of(page, name):
    return page.locator(".roll-row", has_text=name)


def test_a_scan_marks_a_member_on_the_officers_roll_call_within_three_seconds(open_as, site, today):
    leader = open_as(PRESIDENT, f"/c/riverside/roll-call/{today}/", screen=DESK)
    door = open_as(VICE_PRESIDENT, f"/c/riverside/meeting/{today}/code/", screen=(1280, 800), dark=True)
    path = scanned(door, site)
    expect(row_of(leader, "Ben Whitlock").locator("input:checked")).to_have_count(0)
    phone = open_as(MEMBER, path)
    expect(phone.get_by_role("heading", name="You are here")).to_be_visible()
    expect(row_of(leader, "Ben Whitlock").locator("[value=present]")).to_be_checked(timeout=SOON)
    with leader.expect_response(lambda answer: answer.request.method == "POST"):
        row_of(leader, "Ben Whitlock").locator("[value=absent]").check()
    phone.goto(path)
    expect(phone.get_by_text("The roll says otherwise")).to_be_visible()
    for page in (leader, door, phone):
        assert page.complaints == []


def test_signing_in_comes_back_and_without_script_it_is_one_tap(open_as, site, today):
    door = open_as(PRESIDENT, f"/c/riverside/meeting/{today}/code/", screen=DESK)
    phone = open_as(NOBODY, scanned(door, site), script=False)
    phone.get_by_role("link", name="I am a member").click()
    phone.locator("input[name=login]").fill(VICE_PRESIDENT)
    phone.locator("input[name=password]").fill(settings.DEMO_PASSWORD)
    phone.get_by_role("button", name=re.compile("Sign in")).first.click()
    phone.get_by_role("button", name="I’m here").click()
    assert "You are here" in phone.content()


def test_the_printed_code_waits_and_p_answers_it(open_as, site, today):
    sheet = open_as(PRESIDENT, "/c/riverside/set-up/code/", screen=DESK)
    path = scanned(sheet, site)
    leader = open_as(PRESIDENT, f"/c/riverside/roll-call/{today}/", screen=DESK)
    places = leader.locator(".roll-row").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    phone = open_as(VICE_PRESIDENT, path)
    expect(phone.get_by_text("waits for a tap")).to_be_visible()
    row = row_of(leader, "Grace Mbeki")
    expect(row.get_by_text("says they are here")).to_be_visible(timeout=SOON)
    assert leader.locator(".roll-row").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)") == places
    row.locator("[value=present]").check()
    expect(row.get_by_text("says they are here")).to_have_count(0)


def test_a_visitors_phone_puts_them_on_the_meetings_page(open_as, site, today):
    door = open_as(PRESIDENT, f"/c/riverside/meeting/{today}/code/", screen=DESK)
    meeting = open_as(PRESIDENT, f"/c/riverside/meeting/{today}/", screen=DESK)
    phone = open_as(NOBODY, scanned(door, site), screen=PHONE)
    check(phone, "arrive/")
    phone.get_by_role("link", name="I am visiting").click()
    check(phone, "arrive/")
    phone.get_by_label("Your name").fill("Zelda Vance")
    phone.get_by_role("button", name="I’m here").click()
    expect(phone.get_by_role("heading", name="Welcome")).to_be_visible()
    expect(meeting.get_by_text("Zelda Vance")).to_be_visible(timeout=SOON)
    check(door, "code/")
    assert phone.complaints == meeting.complaints == []


@only_full
def test_the_code_on_the_screen_changes_by_itself(open_as, site, today):
    door = open_as(PRESIDENT, f"/c/riverside/meeting/{today}/code/", screen=DESK)
    first = door.locator(".address").inner_text()
    expect(door.locator(".address")).not_to_have_text(first, timeout=66_000)
    assert door.complaints == []


def test_a_link_is_copied_and_registers_somebody(open_as, site):
    page = open_as(MEMBER, "/c/riverside/visitors/invite/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    guest = open_as(NOBODY, page.evaluate("navigator.clipboard.readText()"))
    check(guest, "visit/")
    guest.get_by_label("Your name").fill("Yann Oduya")
    guest.get_by_label("E-mail").fill("yann@visitor.example")
    guest.get_by_role("button", name="I’ll come").click()
    expect(guest.get_by_text("Tick this, or leave the e-mail empty.")).to_be_visible()
    guest.get_by_role("checkbox").check()
    guest.get_by_role("button", name="I’ll come").click()
    expect(guest.get_by_role("heading", name="Thank you")).to_be_visible()
