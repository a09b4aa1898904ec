"""How many of a chapter's members stood how on each Monday of the last half year, from its stored snapshots."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chapters.models import Chapter
from chapters.statements import ask

WEEKS = 26
OVERALL = "overall"
COLUMNS = (OVERALL, "attendance", "leads", "one_to_ones", "partner_one_to_ones")
"""What is counted by: all rules together, or one."""

COUNTED = """
SELECT monday, {column}, count(*) FROM standing_snapshot
WHERE chapter_id = %(chapter)s AND monday > %(after)s AND monday <= %(until)s GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Stood:
    """One Monday: how many members stood in each status (nobody: left out); empty where nothing is stored."""

    monday: date
    counts: Mapping[str, int]

    @property
    def members(self) -> int:
        """All of them."""
        return sum(self.counts.values())


def trend_of(chapter: Chapter, *, until: date, column: str = OVERALL) -> list[Stood]:
    """Each of the last 26 Mondays up to and with `until`, a Monday, oldest first. One statement."""
    known = COUNTED.format(column=COLUMNS[COLUMNS.index(column)])
    asked = {"chapter": chapter.pk, "after": until - timedelta(weeks=WEEKS), "until": until}
    counts: dict[date, dict[str, int]] = defaultdict(dict)
    for monday, status, number in ask(known, asked):
        counts[monday][status] = number
    mondays = [until - timedelta(weeks=ago) for ago in reversed(range(WEEKS))]
    return [Stood(monday, counts.get(monday, {})) for monday in mondays]
