"""A seat review, from a flag on a laptop to an answer on a phone, a plan, a vote, an appeal and its undoing."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, ENVIRONMENT, SOON
from tests.browser.pages import MEMBER, PRESIDENT
from tests.browser.test_every_page import check

pytestmark = pytest.mark.browser
VICE_PRESIDENT = "grace.mbeki@riverside.example"
CASE = re.compile(r"/standing/flag/\d+/$")


VOTED_ON = """
from datetime import timedelta
from django.db.models import F
from chapters.models import Chapter
from chapters.scope import chapter_scope
from reviews.models import Decision
chapter = Chapter.objects.get(slug="riverside")
with chapter_scope(chapter.pk):
    Decision.objects.in_chapter(chapter).filter(state="voting").update(proposed_at=F("proposed_at") - timedelta(days=4))
"""


def days_pass() -> None:
    """The member has had their days to answer."""
    subprocess.run([sys.executable, "manage.py", "shell", "-v", "0", "-c", VOTED_ON], env=ENVIRONMENT, check=True)


def on_the_case(page: Page, says: str) -> None:
    page.wait_for_url(CASE, timeout=SOON)
    expect(page.get_by_text(says).first).to_be_visible(timeout=SOON)


def test_from_a_flag_to_a_decision_that_is_taken_back(open_as):
    grace = open_as(VICE_PRESIDENT, "/c/riverside/standing/chapter/", screen=DESK)
    grace.get_by_role("link", name="Ben Whitlock").first.click()
    grace.get_by_role("link", name="Flag the seat").click()
    grace.get_by_label("What would you like to talk about?").fill("A word over coffee?")
    check(grace, grace.url)
    grace.get_by_role("button", name="Flag the seat").click()
    grace.get_by_role("link", name="Open the flag").click()
    on_the_case(grace, "does not see this page")
    case = grace.url

    grace.get_by_role("link", name="Write to Ben Whitlock").click()
    grace.get_by_role("link", name="An invitation to talk").click()
    expect(grace.get_by_label("What would you like to say?")).to_have_value(re.compile("Dear Ben"), timeout=SOON)
    check(grace, grace.url)
    grace.get_by_role("button", name="Send").click()
    on_the_case(grace, "Dear Ben")

    ben = open_as(MEMBER, "/c/riverside/")
    ben.get_by_role("link", name="Your chapter would like to talk about your seat").tap()
    on_the_case(ben, "Dear Ben")
    ben.get_by_role("link", name="Write to the committee").tap()
    ben.get_by_label("What would you like to say?").fill("My mother is ill.")
    ben.get_by_role("button", name="Send").tap()
    on_the_case(ben, "My mother is ill.")

    grace.goto(case)
    grace.get_by_role("link", name="Agree on support").click()
    grace.get_by_label("What", exact=True).fill("Come to the next four")
    check(grace, grace.url)
    grace.get_by_role("button", name="Put it on the plan").click()
    on_the_case(grace, "has not said yes to the plan yet")
    ben.goto(case)
    ben.get_by_role("button", name="I agree to the plan").tap()
    on_the_case(ben, "You agreed on a plan.")

    grace.goto(f"{case}open-seat/")
    grace.get_by_label("Why").fill("We tried.")
    check(grace, grace.url)
    grace.get_by_role("button", name="Ask the committee").click()
    on_the_case(grace, "0 of 3 have voted")
    amara = open_as(PRESIDENT, case, screen=DESK)
    for officer in (amara, grace):
        officer.get_by_role("button", name="The seat opens").click()
        on_the_case(officer, "Your vote: The seat opens")
    check(grace, case)
    amara.get_by_role("link", name="the evidence as it stood").click()
    expect(amara.get_by_role("heading", name="The evidence as it stood")).to_be_visible(timeout=SOON)
    check(amara, amara.url)
    expect(grace.get_by_text("the vote can be closed from")).to_be_visible(timeout=SOON)
    days_pass()
    grace.goto(case)
    grace.get_by_role("button", name="Close the vote").click()
    on_the_case(grace, "Decided: the seat opens on")

    ben.goto(case)
    check(ben, case)
    ben.get_by_role("link", name="Appeal the decision").tap()
    ben.get_by_label("How do you see it?").fill("I was ill, and said so.")
    ben.get_by_role("button", name="Ask the committee to decide again").tap()
    on_the_case(ben, "You appealed.")

    amara.goto(case)
    amara.get_by_role("link", name="Undo the decision").click()
    amara.get_by_label("Why").fill("We were wrong.")
    amara.get_by_role("button", name="Undo it").click()
    on_the_case(amara, "We were wrong.")
    amara.goto(f"{case}close/")
    amara.get_by_label("What came of it?").fill("All is well.")
    amara.get_by_role("button", name="Close the flag").click()
    on_the_case(amara, "The conversation is over.")
    assert grace.complaints == ben.complaints == amara.complaints == []
