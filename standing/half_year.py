"""A member's last half year, as stored Monday by Monday, and with it the open conversation about their seat."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from chapters.models import Chapter
from chapters.statements import ask
from standing.pictures import Cell
from standing.states import Overall

HALF_A_YEAR = timedelta(weeks=26)
STOOD = {Overall.MET: "full", Overall.AT_RISK: "part", Overall.BEHIND: "none", Overall.SETTLING_IN: "excused"}

# One statement, because the page may not grow by one. Of a flag its member is told from the first message on; seat
# reviews, a floor above, say the same (`reviews.permissions.is_begun`).
MINE = """
SELECT f.id, s.monday, s.overall
FROM (SELECT max(id) AS id FROM standing_flag
      WHERE chapter_id = %(chapter)s AND member_id = %(me)s AND closed_at IS NULL
        AND (told_at IS NOT NULL OR answer <> '')) f
LEFT JOIN standing_snapshot s ON s.chapter_id = %(chapter)s AND s.member_id = %(me)s AND s.monday > %(after)s
ORDER BY s.monday
"""


@dataclass(frozen=True, slots=True)
class HalfYear:
    """A cell for each stored Monday, oldest first, the first and last of them (None: nothing is stored yet).

    `flag` is the key of the open flag on the member's seat, once something was said to them.
    """

    cells: list[Cell]
    first: date | None
    last: date | None
    flag: int | None


def half_year_of(chapter: Chapter, member_id: int, *, until: date) -> HalfYear:
    """How somebody stood each Monday of the half year up to `until`, and their open flag if any. One statement."""
    found = ask(MINE, {"chapter": chapter.pk, "me": member_id, "after": until - HALF_A_YEAR})
    stood = [(day, Overall(word)) for _flag, day, word in found if day]
    cells = [(STOOD[word], f"{date_format(day, 'j M')}: {word.label}") for day, word in stood]
    days = [day for day, _word in stood]
    return HalfYear(cells, days[0] if days else None, days[-1] if days else None, found[0][0])
