"""Know a surveyor? The one who does answers out of their book in two taps, and the asker hears of it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SOON
from tests.browser.pages import MEMBER

pytestmark = pytest.mark.browser
ASKER = "grace.mbeki@riverside.example"


def test_somebody_out_of_the_book_is_two_taps_and_the_asker_alone_reads_who(open_as):
    page = open_as(MEMBER, "/c/riverside/")
    page.get_by_role("link", name="is a surveyor for old houses").tap()
    page.get_by_label("I asked them: they agree").first.tap()
    page.get_by_role("button", name="Answer with Marta Kos").tap()
    expect(page.get_by_text("Grace Mbeki has your answer.")).to_be_visible(timeout=SOON)
    assert not page.complaints
    theirs = open_as(ASKER, "/c/riverside/asks/")
    theirs.get_by_role("link", name="is a surveyor for old houses").tap()
    expect(theirs.get_by_text("Marta Kos")).to_be_visible(timeout=SOON)
    theirs.get_by_role("button", name="I found somebody").tap()
    expect(theirs.get_by_text("Do thank whoever helped.")).to_be_visible(timeout=SOON)
    theirs.get_by_role("button", name="Undo").tap()
    expect(theirs.get_by_text("It is open again.")).to_be_visible(timeout=SOON)
