"""Ways 4 and 5, on two phones: a lead's two questions are a tap each, and how it goes is one tap out of a mail."""

import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ENVIRONMENT
from tests.browser.pages import MEMBER, NOBODY, PRESIDENT
from tests.browser.test_every_page import check

pytestmark = pytest.mark.browser

LINK = """
from chapters.models import Chapter
from chapters.scope import chapter_scope
from referrals.models import Slip
from referrals.tokens import how_it_goes_address
chapter = Chapter.objects.get(slug="riverside")
with chapter_scope(chapter.pk):
    slips = Slip.objects.in_chapter(chapter).referrals().good().filter(stage="passed", receiver__email={email!r})
    slip = slips.latest_first().first()
    print(how_it_goes_address(chapter, slip.pk, slip.receiver_id), slip.prospect)
"""


@pytest.mark.parametrize("script", [True, False])
def test_two_taps_ask_and_the_answers_come_back(open_as, script):
    giver = open_as(MEMBER, "/c/riverside/lead/", script=script)
    giver.get_by_label("What have you heard?").fill("The bakery on Mill Lane wants its whole roof done")
    giver.get_by_label("Where did you hear of it?").fill("the baker told my brother")
    giver.get_by_role("button", name="Share it").click()
    lead = urlsplit(giver.url).path

    asker = open_as(PRESIDENT, lead, script=script)
    for question in ("Is there more?", "May I use your name?"):
        asker.get_by_role("button", name=question).click()
        expect(asker.get_by_text(f"Amara Osei asks: {question[0].lower()}{question[1:]}", exact=False)).to_be_visible()
    asker.get_by_role("button", name="I’m on it").click()
    expect(asker.get_by_text("You are on it", exact=True)).to_be_visible()
    if script:
        check(asker, lead)

    giver.reload()
    giver.get_by_label("What more do you know?").fill("Three offers by the end of the month.")
    giver.get_by_role("button", name="Answer").click()
    giver.get_by_role("button", name="Yes").click()
    if script:
        check(giver, lead)
    asker.reload()
    expect(asker.get_by_text("Three offers by the end of the month.")).to_be_visible()
    expect(asker.get_by_text("you may name Ben Whitlock")).to_be_visible()
    asker.get_by_role("button", name="Nothing came of it").click()
    expect(asker.locator(".tag", has_text="Nothing came of it")).to_be_visible()


def test_one_tap_out_of_a_mail_says_how_it_goes_and_one_takes_it_back(open_as):
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", LINK.format(email=MEMBER)]
    done = subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, text=True)
    address, prospect = done.stdout.strip().split(" ", 1)
    link = urlsplit(address).path
    phone = open_as(NOBODY, link)  # the mail is opened on a phone that is signed in nowhere
    assert prospect not in phone.content()
    for opener in ("It needs time: ask me again later", "It was no use"):
        phone.get_by_text(opener).click()
    check(phone, link)
    phone.get_by_role("button", name="Contacted").click()
    expect(phone.get_by_role("heading", name="Thank you for saying so")).to_be_visible()
    check(phone, link)
    phone.get_by_role("button", name="Undo").click()
    expect(phone.get_by_role("button", name="Contacted")).to_be_visible()
