"""A list of members and the two exports, brought in the browser: read, shown row by row, and left out again."""

from pathlib import Path

import pytest

from tests.browser.pages import PRESIDENT
from tests.browser.test_every_page import check

pytestmark = pytest.mark.browser
BROUGHT = Path(__file__).parent.parent / "archive" / "brought"
PAGE = "/c/riverside/move-in/"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("roster.csv", "Plumber is held by Ben Whitlock."),
        ("palms-summary.xls", "row 7"),
        ("slips-audit.xls", "Why rows are refused"),
    ],
)
def test_what_is_brought_is_shown_row_by_row_and_can_be_discarded(open_as, name: str, shown: str) -> None:
    page = open_as(PRESIDENT, PAGE)
    page.set_input_files("input[type=file]", BROUGHT / name)
    page.get_by_role("button", name="Look at them").click()
    page.get_by_role("heading", name=name).wait_for()
    assert shown in page.inner_text("main")
    check(page, page.url)
    page.get_by_role("button", name="Discard the file").click()
    page.get_by_text("Nothing of it was stored").wait_for()
    assert name not in page.inner_text("main")
