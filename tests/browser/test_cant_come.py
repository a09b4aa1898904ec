"""Way 3, on a phone: "I can't come" from the reminder's link, somebody who stands in, the leads typed right there."""

import subprocess
import sys
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, ENVIRONMENT
from tests.browser.pages import MEMBER, NOBODY, PRESIDENT
from tests.browser.test_every_page import check

pytestmark = pytest.mark.browser

MAILED = """
from chapters.models import Chapter
from chapters.scope import chapter_scope
from notices.kinds import find
from notices.models import Notice
chapter = Chapter.objects.get(slug="riverside")
with chapter_scope(chapter.pk):
    notice = Notice.objects.in_chapter(chapter).filter(kind="stand_in_asked", email={email!r}).latest("pk")
    print(find("stand_in_asked").kind.render(notice).act.address)
"""


def link_in_the_mail(email):
    """Where the mail to who stands in leads."""
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", MAILED.format(email=email)]
    done = subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, text=True)
    return urlsplit(done.stdout.split()[-1]).path


@pytest.mark.parametrize("script", [True, False])
def test_from_the_reminder_to_who_stands_in_to_leads_typed(open_as, script):
    email = f"jo.{script}@stand.example".lower()
    page = open_as(MEMBER, "/c/riverside/meetings/")
    coming = page.locator("a.title").first.get_attribute("href").rstrip("/").rpartition("/")[2]
    day = date.fromisoformat(coming) + timedelta(weeks=8 + script)
    page.goto(f"/c/riverside/week-ask/{day}/")
    page.get_by_label("Whom do you want to meet this week?").fill("The facility manager of the new clinic")
    page.get_by_role("button", name="Keep it").click()
    link = urlsplit(page.locator("#cant-come").get_attribute("href")).path

    phone = open_as(NOBODY, link, script=script)  # the mail is opened on a phone that is signed in nowhere
    phone.get_by_text("Somebody who is not on the list").click()
    phone.get_by_label("Name").fill("Jo Reid")
    phone.get_by_label("E-mail").fill(email)
    if script:
        check(phone, link)
    phone.get_by_role("button", name="I can't come").click()
    expect(phone.get_by_text("Jo Reid comes in your place.")).to_be_visible()
    phone.get_by_label("Your leads, one a line").fill("A café looks for a plumber\nThe school wants new windows")
    if script:
        check(phone, link)
    phone.get_by_role("button", name="Share the leads").click()
    expect(phone.get_by_text("2 leads are with the chapter.")).to_be_visible()
    phone.reload()  # sent once more

    roll = open_as(PRESIDENT, f"/c/riverside/roll-call/{day}/", screen=DESK)
    row = roll.locator(".roll-row", has_text="Ben Whitlock")
    expect(row.locator("[value=substitute]")).to_be_checked()
    expect(row.locator(".who")).to_have_value("Jo Reid")
    roll.goto("/c/riverside/leads/")
    assert roll.get_by_text("The school wants new windows").count() in {1, 2}  # one each of the two runs of this test

    other = open_as(NOBODY, link_in_the_mail(email), script=script)
    expect(other.get_by_role("heading", name="You stand in for Ben Whitlock")).to_be_visible()
    expect(other.get_by_text("The facility manager of the new clinic")).to_be_visible()
    if script:
        check(other, "stand-in")
    other.get_by_role("button", name="I can’t do it after all").click()
    expect(other.get_by_text("Nobody counts on you")).to_be_visible()
    roll.goto(f"/c/riverside/roll-call/{day}/")
    expect(row.locator("[value=absent_notified]")).to_be_checked()

    phone.goto(link)
    expect(phone.get_by_text("Nobody comes in your place.")).to_be_visible()
    phone.get_by_role("button", name="I can come after all").click()
    expect(phone.get_by_text("Good, see you there")).to_be_visible()
    assert phone.complaints == other.complaints == []
