"""Rows of the evidence as it stood, with their cells: what was, week by week."""

from dataclasses import dataclass
from datetime import date
from itertools import starmap

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from meetings.states import Attendance
from referrals.states import Kind
from reviews.evidence import Stood

LEFT_OUT = {"leave": _lazy("leave"), "recess": _lazy("recess"), "before": _lazy("not counted yet")}
REFUSED = {"bad": _lazy("no use"), "withdrawn": _lazy("withdrawn")}


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting, or one week; `kind` is a kind of `_components/weeks.html`, `more` what a week is made of."""

    day: date
    says: str
    kind: str
    more: str = ""

    @property
    def cell(self) -> tuple[str, str]:
        """As the picture shows it."""
        return self.kind, f"{date_format(self.day, 'j M')}: {self.says}"


def meeting_rows(stood: Stood) -> list[Row]:
    """Each meeting with its mark, or why it does not count."""
    found = []
    for one in stood.meetings:
        says = str(Attendance(one.mark).label) if one.mark else _("no mark")
        if one.left_out:
            found.append(Row(one.day, str(LEFT_OUT.get(one.left_out, says)), "excused"))
        elif one.mark == Attendance.SUBSTITUTE and not one.credited:
            found.append(Row(one.day, _("%(mark)s, more than count") % {"mark": says}, "none"))
        else:
            found.append(Row(one.day, says, "full" if one.credited else "none"))
    return found


def week_rows(stood: Stood) -> list[Row]:
    """Each week with how many good leads and referrals were given in it, and when."""
    return [
        Row(
            one.monday,
            str(one.good),
            "full" if one.good >= stood.rule else "part" if one.good else "none",
            ", ".join(starmap(_slip, one.slips)),
        )
        for one in stood.weeks
    ]


def _slip(day: date, kind: str, refused: str) -> str:
    said = f"{Kind(kind).label} {date_format(day, 'j M')}"
    return f"{said} ({REFUSED[refused]})" if refused else said
