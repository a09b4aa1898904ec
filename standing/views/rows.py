"""The rows behind a figure as they are read, and its weeks as cells (spec/standing.md, "Evidence")."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.models import Chapter
from meetings.states import Attendance
from referrals.states import Kind
from standing import evidence
from standing.pictures import Cell, age_of, cells, kind_of, leaves_on
from standing.states import DisputeState
from standing.values import (
    ChapterStanding,
    MeetingEvidence,
    Met,
    PairEvidence,
    SaidMissing,
    SlipEvidence,
    WeekEvidence,
)

YEAR, QUARTER = 52, 13


@dataclass(frozen=True, slots=True)
class Look:
    """A second look at a row: how far it is, or to ask for one. `href` only for the member."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One slip of a week; `href` only for who may open it."""

    text: str
    href: str = ""
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `counts` yes, part, no or out; `leaves` says when it drops out of the window, where that is soon.

    `spare`: nothing of it is in the figure, so that nothing is lost with it.
    """

    when: str
    what: str
    note: str
    counts: str
    leaves: str = ""
    spare: bool = False
    href: str = ""
    parts: list[Part] = field(default_factory=list)
    look: Look | None = None

    def unlooked(self) -> "Row":
        """As whoever may not know of second looks reads it."""
        return replace(self, look=None, parts=[replace(part, look=None) for part in self.parts])


@dataclass(frozen=True, slots=True)
class Rows:
    """What a figure was made from; `weeks` are empty for one-to-ones, which have no picture by week."""

    rows: list[Row]
    cells: list[Cell]


def rows_of(
    rule: str, chapter: Chapter, member_id: int, found: ChapterStanding, *, officer: int | None = None
) -> Rows | None:
    """The rows of one figure, of oneself with links, or as an officer sees them; None where there is no such rule."""
    tell = RULES.get(rule)
    return tell(chapter, member_id, found, officer) if tell else None


def _meetings(chapter: Chapter, member_id: int, found: ChapterStanding, officer: int | None) -> Rows:
    weeks = found.rules.attendance_window_weeks
    told = evidence.meetings(chapter, member_id, as_of=found.as_of, rules=found.rules)
    kinds: dict[int, list[bool]] = defaultdict(list)
    excused: dict[int, str] = {}
    for one in told:
        age = age_of(one.date, found.week_end)
        if one.counts:
            kinds[age].append(one.credited)
        else:
            excused[age] = "excused"
    none_held = dict.fromkeys(range(1, weeks + 1), "out")
    picture = none_held | excused | {age: kind_of(there) for age, there in kinds.items()}
    root = "" if officer else f"{chapter.path}standing/"
    rows = [_meeting(one, found.week_end, weeks, root) for one in reversed(told)]
    return Rows(rows, cells(found.week_end, weeks, picture))


def _look(one: MeetingEvidence | SlipEvidence, root: str, ask: str) -> Look | None:
    """`ask` is where to ask for one, where there is something to put right; `root` empty for officers."""
    if one.disputed and one.disputed != DisputeState.WITHDRAWN:
        return Look(_capital(str(DisputeState(one.disputed).label)), f"{root}disputes/{one.dispute}/" if root else "")
    return Look(_("Not right?"), f"{root}{ask}/") if root and ask else None


def _meeting(one: MeetingEvidence, week_end: date, weeks: int, root: str) -> Row:
    notes = {
        "medical": _("Does not count."),
        "leave": _("On leave: does not count."),
        "recess": _("Recess: does not count."),
        "before": _("Before the record, or the membership, began."),
    }
    note = [notes[one.left_out]] if one.left_out else []
    if one.mark == Attendance.SUBSTITUTE:
        note += [one.substitute] if one.substitute else []
        note += [] if one.credited or one.left_out else [_("More substitutes than the rule credits.")]
    note += [_("Brought over, day not known.")] if one.day_unknown else []
    could_be_more = (one.counts and not one.credited) or one.left_out == Attendance.MEDICAL
    return Row(
        when=_day(one.date),
        what=_capital(str(Attendance(one.mark).label)) if one.mark else _("No mark"),
        note=" ".join(note),
        counts="out" if one.left_out else "yes" if one.credited else "no",
        leaves=_leaves(one.date, week_end, weeks) if one.counts else "",
        spare=not one.credited,
        look=_look(one, root, f"attendance/{one.date.isoformat()}" if could_be_more else ""),
    )


def _leads(chapter: Chapter, member_id: int, found: ChapterStanding, officer: int | None) -> Rows:
    rules, root = found.rules, "" if officer else chapter.path
    told, missing = evidence.weeks_and_missing(chapter, member_id, as_of=found.as_of, rules=rules, reader=officer)

    def kind(week: WeekEvidence) -> str:
        if not week.eligible:
            return "excused"
        return "full" if week.capped >= rules.leads_per_week else "part" if week.capped else "none"

    picture = {age_of(week.monday, found.week_end): kind(week) for week in told}
    rows = [_missing(one, _words_of(one.name), root) for one in missing if not officer]
    rows += [_week(week, kind(week), found, root) for week in reversed(told)]
    return Rows(rows, cells(found.week_end, rules.leads_window_weeks, picture) if told else [])


def _week(week: WeekEvidence, kind: str, found: ChapterStanding, root: str) -> Row:
    notes = {
        "leave": _("On leave: does not count."),
        "recess": _("Recess: does not count."),
        "before": _("Before the first whole week: does not count."),
    }
    note = notes[week.left_out] if week.left_out else ""
    if week.capped < week.good and week.eligible:
        note = _("A week counts for at most %(most)s.") % {"most": week.capped}
    weeks = found.rules.leads_window_weeks
    return Row(
        when=_("Week of %(day)s") % {"day": date_format(week.monday, "j M")},
        what=ngettext("%(count)s good", "%(count)s good", week.good) % {"count": week.good} if week.good else _("None"),
        note=note,
        counts={"full": "yes", "part": "part", "none": "no"}.get(kind, "out"),
        leaves=_leaves(week.monday, found.week_end, weeks) if week.eligible else "",
        spare=not week.capped,
        parts=[_slip(slip, root) for slip in week.slips],
    )


def _words_of(receiver: str) -> str:
    return _("Referral to %(name)s") % {"name": receiver} if receiver else _("Lead")


def _missing(one: SaidMissing, what: str, root: str) -> Row:
    """What its member alone sees, before the rows: not in the record, so it does not count."""
    look = Look(_capital(str(DisputeState.OPEN.label)), f"{root}standing/disputes/{one.dispute}/")
    return Row(_day(one.day), what, _("Missing, you say."), "out", look=look)


def _slip(slip: SlipEvidence, root: str) -> Part:
    words = _words_of(slip.receiver if slip.kind == Kind.REFERRAL else "")
    day = _("brought over, day not known") if slip.day_unknown else date_format(slip.day, "j M")
    refused = {"withdrawn": _("withdrawn"), "bad": _("was no use")}.get(slip.refused, "")
    text = ", ".join(part for part in (words, day, refused) if part)
    ask = f"leads/{slip.uuid}" if slip.refused == "bad" else ""
    look = _look(slip, f"{root}standing/" if root else "", ask)
    return Part(text, f"{root}slips/{slip.uuid}/" if root else "", look)


def _one_to_ones(chapter: Chapter, member_id: int, found: ChapterStanding, officer: int | None) -> Rows:
    told = evidence.pairs(chapter, member_id, as_of=found.as_of, rules=found.rules)
    missing = () if officer else evidence.missing_one_to_ones(chapter, member_id)
    waiting = [_missing(one, one.name, chapter.path) for one in missing]
    return Rows(waiting + _with_each(told, YEAR, chapter, found), [])


def _partners(chapter: Chapter, member_id: int, found: ChapterStanding, officer: int | None) -> Rows:
    told = evidence.partners(chapter, member_id, as_of=found.as_of, rules=found.rules)
    partners = [pair.member_id for pair in told]
    missing = () if officer else evidence.missing_one_to_ones(chapter, member_id, others=partners)
    waiting = [_missing(one, one.name, chapter.path) for one in missing]
    return Rows(waiting + _with_each(told, QUARTER, chapter, found), [])


def _with_each(pairs: Sequence[PairEvidence], weeks: int, chapter: Chapter, found: ChapterStanding) -> list[Row]:
    asked = _("%(done)s of %(all)s")
    disputed = _("disputed: %(days)s")
    last = _("last met: %(day)s")
    rows = []
    for pair in pairs:
        met = _days(pair.dates)
        before = last % {"day": _days([pair.latest])} if pair.latest and not pair.dates else ""
        never = _("not met yet") if not pair.latest else ""
        said_no = disputed % {"days": _days(pair.disputed)} if pair.disputed else ""
        oldest = pair.dates[0].day if pair.dates and len(pair.dates) <= pair.required else None
        rows.append(
            Row(
                when=asked % {"done": pair.done, "all": pair.required},
                what=pair.name,
                note="; ".join(part for part in (met, before, never, said_no) if part),
                counts="yes" if not pair.short else "part" if pair.done else "no",
                leaves=_leaves(oldest, found.week_end, weeks) if oldest else "",
                href=f"{chapter.path}members/{pair.member_id}/",
            )
        )
    return rows


def _leaves(day: date, week_end: date, weeks: int) -> str:
    leaving = leaves_on(day, week_end, weeks)
    return _("drops out %(day)s") % {"day": date_format(leaving, "j M")} if leaving else ""


def _days(met: Sequence[Met]) -> str:
    """The days that are known, and how many one-to-ones were brought over without theirs."""
    told = [_day(one.day) for one in met if not one.day_unknown]
    over = sum(one.day_unknown for one in met)
    if over:
        words = ngettext("brought over, day not known", "%(count)s brought over, day not known", over)
        told.append(words % {"count": over})
    return ", ".join(told)


def _day(day: date) -> str:
    return date_format(day, "j M Y")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


RULES: dict[str, Callable[[Chapter, int, ChapterStanding, int | None], Rows]] = {
    "attendance": _meetings,
    "leads": _leads,
    "one_to_ones": _one_to_ones,
    "partner_one_to_ones": _partners,
}
