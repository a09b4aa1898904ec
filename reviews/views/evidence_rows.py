"""Rows of the evidence as it stood, with their cells: what was, week by week."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from meetings.states import Attendance
from reviews.evidence import Stood

CREDITED = frozenset({Attendance.PRESENT, Attendance.LATE, Attendance.SUBSTITUTE})


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting, or one week; `kind` is a kind of `_components/weeks.html`."""

    day: date
    says: str
    kind: str

    @property
    def cell(self) -> tuple[str, str]:
        """As the picture shows it."""
        return self.kind, f"{date_format(self.day, 'j M')}: {self.says}"


def meeting_rows(stood: Stood) -> list[Row]:
    """Each meeting with its mark, or why it does not count."""
    found = []
    for day, mark, left_out in stood.meetings:
        says = str(Attendance(mark).label) if mark else _("no mark")
        if left_out:
            words = {"leave": _("leave"), "recess": _("recess"), "before": _("not counted yet")}
            found.append(Row(day, words.get(left_out, says), "excused"))
        else:
            found.append(Row(day, says, "full" if mark in CREDITED else "none"))
    return found


def week_rows(stood: Stood) -> list[Row]:
    """Each week with how many good leads and referrals were given in it."""
    return [
        Row(monday, str(good), "full" if good >= stood.rule else "part" if good else "none")
        for monday, good in stood.weeks
    ]
