"""The codes themselves: what is signed, how long they are good, and that a reader reads the picture."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from meetings.codes import (
    LETTERS,
    code_now,
    printed_code,
    read_code,
    remember,
    remembered_at,
)
from tests.meetings.conftest import AT_SEVEN, TUESDAY

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def drawn(svg: str) -> Image.Image:
    """The picture's dark runs, from its one path: M and m move, h draws a row of modules."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    path = re.search(r' d="([^"]+)"', svg)[1]
    image = Image.new("L", (size, size), 255)
    draw, x, y = ImageDraw.Draw(image), 0.0, 0.0
    for verb, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        step = [float(number) for number in numbers.split()]
        if verb == "h":
            draw.rectangle((x, int(y), x + step[0] - 1, int(y)), fill=0)
            x += step[0]
        else:
            x, y = (step[0], step[1]) if verb == "M" else (x + step[0], y + step[1])
    return image.resize((size * 8, size * 8))


def test_a_reader_reads_the_picture(chapter):
    for code in (code_now(chapter, TUESDAY, AT_SEVEN), printed_code(chapter)):
        (found,) = zxingcpp.read_barcodes(drawn(code.svg))
        assert found.text == code.address
        assert code.address == f"http://localhost:8000/c/riverside/arrive/{code.token}/"
        assert set(code.token) <= set(LETTERS)


def test_it_changes_every_minute_and_says_how_long_it_still_shows(chapter):
    shown = [code_now(chapter, TUESDAY, AT_SEVEN + second * SECOND) for second in (0, 1, 59, 60)]
    assert len({code.token for code in shown}) == 2
    assert [code.seconds for code in shown] == [60, 59, 1, 60]


def test_it_is_good_for_two_minutes_and_known_ever_after(chapter):
    token = code_now(chapter, TUESDAY, AT_SEVEN + 30 * SECOND).token
    scan = read_code(chapter, token)
    assert (scan.day, scan.shown_at, scan.printed) == (TUESDAY, AT_SEVEN, False)
    assert not scan.is_good(AT_SEVEN - SECOND)
    assert scan.is_good(AT_SEVEN)
    assert scan.is_good(AT_SEVEN + 2 * MINUTE - SECOND)
    assert not scan.is_good(AT_SEVEN + 2 * MINUTE)
    assert not read_code(chapter, token).is_good(AT_SEVEN + timedelta(days=400))


def test_a_meeting_past_midnight_keeps_its_day(chapter):
    after = datetime(2026, 3, 4, 0, 20, tzinfo=UTC)
    assert read_code(chapter, code_now(chapter, TUESDAY, after).token).day == TUESDAY
    assert read_code(chapter, code_now(chapter, date(2026, 3, 2), after).token) is None


def test_letters_that_are_typed_large_are_the_same(chapter):
    token = code_now(chapter, TUESDAY, AT_SEVEN).token
    assert read_code(chapter, token.upper()).day == TUESDAY


@pytest.mark.parametrize("what", ["minute", "signature", "short", "long", "empty", "foreign", "nonsense"])
def test_what_was_not_signed_here_is_nothing(chapter, other_chapter, what):
    token = code_now(chapter, TUESDAY, AT_SEVEN).token
    other = {
        "minute": code_now(chapter, TUESDAY, AT_SEVEN + MINUTE).token[:6] + token[6:],
        "signature": token[:-1] + ("0" if token[-1] != "0" else "1"),
        "short": token[:-1],
        "long": token + "0",
        "empty": "",
        "foreign": code_now(other_chapter, TUESDAY, AT_SEVEN).token,
        "nonsense": "ÿ" * 16,
    }[what]
    assert read_code(chapter, other) is None


def test_the_printed_one_is_always_good_and_its_chapters_own(chapter, other_chapter):
    scan = read_code(chapter, printed_code(chapter).token)
    assert scan.printed
    assert scan.is_good(AT_SEVEN)
    assert read_code(other_chapter, scan.token) is None


def test_a_phone_remembers_a_scan_for_a_quarter_of_an_hour(chapter, other_chapter):
    scan = read_code(chapter, code_now(chapter, TUESDAY, AT_SEVEN).token)
    note = remember(chapter, scan, AT_SEVEN)
    assert remembered_at(chapter, scan, note, AT_SEVEN + 15 * MINUTE) == AT_SEVEN
    assert remembered_at(chapter, scan, note, AT_SEVEN + 15 * MINUTE + SECOND) is None
    assert remembered_at(chapter, scan, note, AT_SEVEN - SECOND) is None


def test_a_forged_foreign_or_other_note_is_no_memory(chapter, other_chapter):
    scan = read_code(chapter, code_now(chapter, TUESDAY, AT_SEVEN).token)
    other = read_code(chapter, code_now(chapter, TUESDAY, AT_SEVEN + MINUTE).token)
    note = remember(chapter, scan, AT_SEVEN)
    for forged in ("", "x", note[:-1], note.replace("-", "-1", 1), remember(other_chapter, scan, AT_SEVEN)):
        assert remembered_at(chapter, scan, forged, AT_SEVEN) is None
    assert remembered_at(chapter, other, note, AT_SEVEN) is None
