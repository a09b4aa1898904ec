"""A whole meeting in real browsers: a leader, the big screen, members' phones (ten by `make faults`), two visitors, a
substitute.

The leader's device is without network for a while, and the server is restarted in the middle of it. Nothing is lost:
every mark, every slip and every visitor is there, once.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, SOON, Site, serving
from tests.browser.test_arrive import scanned
from tests.browser.test_pass_referral import SLIP, choose
from tests.browser.test_roll_call import tally
from tests.faults.scale import FULL

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LEADER, SENDS_SOMEBODY = "amara.osei@riverside.example", "ben.whitlock@riverside.example"
BIG = (1920, 1080)
AFTER_A_RETRY = SOON + 7_000
PHONES = 10 if FULL else 4
WITHOUT_NETWORK_MS = 60_000 if FULL else 6_000

PREPARE = f"""
import json
from datetime import timedelta
from allauth.account.models import EmailAddress
from accounts.models import User
from chapters.clock import now
from chapters.models import Chapter
from chapters.scope import chapter_scope
from meetings.models import Mark, Meeting
from members.models import Member
chapter = Chapter.objects.get(slug="riverside")
soon = now().astimezone(chapter.zone) + timedelta(minutes=3)
chapter.change(weekday=soon.weekday(), start_time=soon.time().replace(second=0, microsecond=0))
with chapter_scope(chapter.pk):
    Mark.objects.in_chapter(chapter).on(soon.date()).delete()
    Meeting.objects.in_chapter(chapter).filter(date=soon.date()).update(status="scheduled", note="", closed_at=None)
    people = Member.objects.in_chapter(chapter).current_on(soon.date()).filter(user=None).order_by("name")[:{PHONES}]
    for member in people:
        member.user = User.objects.create_user(member.email, "{settings.DEMO_PASSWORD}")
        EmailAddress.objects.create(user=member.user, email=member.email, verified=True, primary=True)
        member.save()
    print(json.dumps({{"day": soon.date().isoformat(), "people": [[one.email, one.name] for one in people]}}))
"""
COUNT = """
import json
from datetime import date
from chapters.models import Chapter
from chapters.scope import chapter_scope
from meetings.models import Mark, Visit
from referrals.models import Slip
chapter = Chapter.objects.get(slug="riverside")
with chapter_scope(chapter.pk):
    day = date.fromisoformat("{day}")
    marks = list(Mark.objects.in_chapter(chapter).on(day).values_list("member__name", "mark"))
    passed = Slip.objects.in_chapter(chapter).filter(prospect__startswith="Prospect ")
    slips = list(passed.values_list("prospect", flat=True))
    visits = list(Visit.objects.in_chapter(chapter).on(day).values_list("name", "outcome"))
    print(json.dumps({{"marks": marks, "slips": slips, "visits": visits}}))
"""


@pytest.fixture
def hall(django_db_setup, worker_id: str, tmp_path) -> Iterator[Site]:
    """A server that this meeting has for itself."""
    with serving(f"meeting_{worker_id}", tmp_path) as found:
        yield found


@pytest.fixture
def enter(hall: Site, browser: Browser):
    """A device of somebody's own, signed in where they have an account; closed at the end."""
    contexts = []

    def device(email: str = "", *, screen: tuple[int, int] = PHONE) -> Page:
        context = browser.new_context(
            base_url=hall.address,
            viewport={"width": screen[0], "height": screen[1]},
            has_touch=screen == PHONE,
        )
        contexts.append(context)
        page = context.new_page()
        if email:
            page.goto("/accounts/login/")
            page.locator("input[name=login]").fill(email)
            page.locator("input[name=password]").fill(settings.DEMO_PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "/accounts/" not in url)
        return page

    yield device
    for context in contexts:
        context.close()


def pass_to_somebody(phone: Page, prospect: str) -> None:
    phone.goto("/c/riverside/pass/")
    phone.locator("[data-picker] .chip").first.tap()
    phone.get_by_label("Who should they call?").fill(prospect)
    phone.get_by_label("What do they need?").fill("new windows")
    choose(phone, "spoke for the member")
    phone.get_by_role("button", name="Pass it").tap()
    phone.wait_for_url(SLIP)


def on_to(leader: Page, head: str) -> None:
    leader.keyboard.press("ArrowRight")
    expect(leader.locator("#head")).to_have_text(head)
    leader.wait_for_timeout(400)


def test_nothing_is_lost(hall: Site, enter) -> None:
    world = json.loads(hall.manage("shell", "-v", "0", "-c", PREPARE).splitlines()[-1])
    day, people = world["day"], world["people"]
    assert len(people) == PHONES

    sends = enter(SENDS_SOMEBODY)
    sends.goto("/c/riverside/meeting/")
    sends.goto(urlsplit(sends.locator("#cant-come").get_attribute("href")).path)
    sends.get_by_text("Somebody who is not on the list").click()
    sends.get_by_label("Name").fill("Jo Reid")
    sends.get_by_role("button", name="I can't come").click()
    expect(sends.get_by_text("Jo Reid comes in your place.")).to_be_visible()

    leader = enter(LEADER, screen=DESK)
    leader.goto(f"/c/riverside/meeting/{day}/run-sheet/")
    wall = enter(screen=BIG)
    wall.goto(leader.get_by_role("link", name="Open the big screen").get_attribute("href"))
    expect(wall.get_by_role("heading", name="Good to see you")).to_be_visible()
    roll = leader.context.new_page()
    roll.goto(f"/c/riverside/roll-call/{day}/")
    expect(tally(roll, "substitute")).to_have_text("1")

    phones = [enter(email) for email, _name in people]
    path = scanned(wall, hall.address)
    for phone in phones:
        phone.goto(path)
        expect(phone.get_by_role("heading", name="You are here")).to_be_visible()
    expect(tally(roll, "here")).to_have_text(str(PHONES), timeout=SOON)
    for name in ("Zelda Vance", "Yann Oduya"):
        visitor = enter()
        visitor.goto(scanned(wall, hall.address))
        visitor.get_by_role("link", name="I am visiting").click()
        visitor.get_by_label("Your name").fill(name)
        visitor.get_by_role("button", name="I’m here").click()
        expect(visitor.get_by_role("heading", name="Welcome")).to_be_visible()
    expect(wall.get_by_text("Yann Oduya")).to_be_visible(timeout=SOON)

    leader.keyboard.press("Space")
    expect(wall.locator("h1")).to_have_text("Open networking", timeout=SOON)
    for number, phone in enumerate(phones[: PHONES // 2]):
        pass_to_somebody(phone, f"Prospect {number}")
    assert "Prospect" not in wall.content()

    leader.context.set_offline(True)
    on_to(leader, "Welcome")
    on_to(leader, "Education")
    expect(leader.locator("#waiting")).to_contain_text("Waiting to be sent: 2")
    unmarked = roll.locator(".roll-row:not(.marked)")
    late, absent = unmarked.nth(0).get_attribute("id"), unmarked.nth(1).get_attribute("id")
    roll.locator(f"#{late} [value=late]").check()
    roll.locator(f"#{absent} [value=absent]").check()
    expect(roll.locator("#waiting")).to_be_visible()

    hall.stop()
    expect(wall.locator("#away")).to_have_text(re.compile("No connection; showing"), timeout=AFTER_A_RETRY)
    leader.wait_for_timeout(WITHOUT_NETWORK_MS)
    hall.start()
    expect(wall.locator("#away")).to_be_hidden(timeout=AFTER_A_RETRY)
    for number, phone in enumerate(phones[PHONES // 2 :], PHONES // 2):
        pass_to_somebody(phone, f"Prospect {number}")
    expect(wall.locator("h1")).to_have_text("Open networking")

    leader.context.set_offline(False)
    for page in (leader, roll):
        expect(page.locator("#waiting")).to_be_hidden(timeout=AFTER_A_RETRY)
    expect(leader.locator("#head")).to_have_text("Education")
    expect(wall.locator("h1")).to_have_text("Education", timeout=AFTER_A_RETRY)
    expect(tally(roll, "here")).to_have_text(str(PHONES + 1), timeout=SOON)
    leader.reload()
    expect(leader.locator("#head")).to_have_text("Education")

    leader.get_by_role("button", name="End").click()
    expect(wall.get_by_role("heading", name="Thank you all")).to_be_visible(timeout=SOON)
    leader.goto(f"/c/riverside/meeting/{day}/close/")
    leader.get_by_role("button", name=re.compile("Close it")).click()
    expect(leader.get_by_text("The meeting is closed. Marks are final.")).to_be_visible()
    leader.goto(f"/c/riverside/minutes/{day}/")
    expect(leader.get_by_role("heading", name=re.compile(rf"^{PHONES + 1} of \d+ members were here"))).to_be_visible()
    for words in ("Jo Reid", "Zelda Vance", "Yann Oduya"):
        expect(leader.locator(".minutes")).to_contain_text(words)

    found = json.loads(hall.manage("shell", "-v", "0", "-c", COUNT.format(day=day)).splitlines()[-1])
    marks = dict(found["marks"])
    assert len(marks) == len(found["marks"]) == PHONES + 3
    assert {marks[name] for _email, name in people} == {"present"}
    assert sorted(marks.values()) == sorted(["present"] * PHONES + ["late", "absent", "substitute"])
    assert sorted(found["slips"]) == sorted(f"Prospect {number}" for number in range(PHONES))
    assert sorted(found["visits"]) == [["Yann Oduya", "came"], ["Zelda Vance", "came"]]
