"""The list of meetings: those to come and those that were."""

import pytest

from chapters.scope import chapter_scope
from tests.factories import MarkFactory, MeetingFactory, MemberFactory
from tests.meetings.conftest import statements_of

PATH = "/c/riverside/meetings/"
pytestmark = pytest.mark.usefixtures("tuesday")


def test_it_shows_what_is_to_come_and_what_was(chapter, member, sign_in):
    held = MeetingFactory(chapter=chapter, date="2026-02-24", status="held")
    MarkFactory(chapter=chapter, meeting=held, member=member)
    MeetingFactory(chapter=chapter, date="2026-02-17", status="cancelled", note="Snow")
    MeetingFactory(chapter=chapter, date="2026-03-17", status="cancelled")
    page = sign_in(member).get(PATH).content.decode()
    for words in ("Tuesday 3 March, 07:00", "Tuesday 10 March, 07:00", "1 here", "Snow"):
        assert words in page
    assert "17 March" not in page


def test_the_other_chapters_meetings_are_not_among_them(other_chapter, member, stranger, sign_in):
    with chapter_scope(other_chapter.pk):
        MeetingFactory(chapter=other_chapter, date="2026-02-17", status="held", note="Snow")
    assert "17 February" not in sign_in(member).get(PATH).content.decode()
    assert sign_in(stranger).get(PATH).status_code == 404


def test_an_empty_list_says_what_will_be_there(member, sign_in):
    assert "None yet." in sign_in(member).get(PATH).content.decode()


@pytest.mark.parametrize("held", [1, 60])
def test_it_takes_few_statements_however_many_there_were(chapter, member, sign_in, held):
    people = [member, MemberFactory(chapter=chapter)]
    for week in range(held):
        row = MeetingFactory(chapter=chapter, date=f"{2024 + week // 26}-{week % 12 + 1:02}-{week % 26 + 1:02}")
        for person in people:
            MarkFactory(chapter=chapter, meeting=row, member=person)
    assert statements_of(sign_in(member), PATH) <= 8
