"""What changed between two Mondays, in words: figures before and now, and the rows that made the difference."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.rules import RuleSet
from meetings.states import Attendance
from referrals.states import Kind
from standing.change_rows import Thing
from standing.changes import Changes, Difference, MemberChange, RuleChange
from standing.forms.rules import RULE_WORDS
from standing.states import Overall, RuleStatus
from standing.views.rule_presets import in_words
from standing.views.table import NOTHING, heads

MOST_ROWS = 8
"""Rows told of one rule; more than these follow from another window, and the rules say so."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row that made a difference: what it is, more about it, and what became of it."""

    what: str
    note: str
    tag: str


@dataclass(frozen=True, slots=True)
class RuleTold:
    """One rule in which somebody stands differently: "44 of 52", the rows, and how many rows more."""

    name: str
    before: str
    now: str
    was: str
    became: str
    by_rules: bool
    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MemberTold:
    """One member; `before` and `now` are statuses, empty where there was none; `note` says why where no rule does."""

    name: str
    href: str
    before: str
    now: str
    note: str
    rules: tuple[RuleTold, ...]


def told(one: MemberChange, *, href: str, monday: date) -> MemberTold:
    """What is said of one member; `href` opens them, for who is still here."""
    return MemberTold(
        name=one.name,
        href=href if one.now else "",
        before=one.before.value if one.before else "",
        now=one.now.value if one.now else "",
        note=_why(one),
        rules=tuple(_rule(rule, monday) for rule in one.rules),
    )


def rules_told(changes: Changes) -> list[str]:
    """What a version of the rules changed between the two Mondays: "Good leads and referrals a week: 1, before 2"."""
    before, now = changes.rules_before.as_dict(), changes.rules_now.as_dict()
    says = _("%(rule)s: %(now)s, before %(before)s")
    return [
        says % {"rule": RULE_WORDS[key][0], "now": in_words(now[key]), "before": in_words(before[key])}
        for key in RuleSet().as_dict()
        if now[key] != before[key]
    ]


def _why(one: MemberChange) -> str:
    if one.before is None:
        return _("Was no member a week before.")
    if one.now is None:
        return _("Is no member any more.")
    if one.before == Overall.SETTLING_IN and one.overall:
        return _("Has settled in, and is judged from now on.")
    if one.now == Overall.SETTLING_IN and one.overall:
        return _("Is settling in by the rules or weeks off as they are now.")
    return ""


def _rule(change: RuleChange, monday: date) -> RuleTold:
    say = WORDS[change.rule]
    shown = change.differences[:MOST_ROWS]
    says = _("%(done)s of %(asked)s")

    def figure(status: RuleStatus, done: int, asked: int) -> str:
        return "–" if status in NOTHING else says % {"done": done, "asked": asked}

    return RuleTold(
        name=heads()[change.rule],
        before=change.before.status.value,
        now=change.now.status.value,
        was=figure(change.before.status, change.before.done, change.before.asked),
        became=figure(change.now.status, change.now.done, change.now.asked),
        by_rules=change.by_rules,
        lines=tuple(say(one, monday) for one in shown),
        more=len(change.differences) - len(shown),
    )


def _tag(one: Difference) -> str:
    return _("dropped out") if one.now is None else _("new") if one.before is None else _("counts differently")


def _meeting(one: Difference, monday: date) -> Line:
    row = one.row
    mark = str(Attendance(row.mark).label) if row.mark else _("no mark")
    note = ""
    if one.before and one.now:
        note = _("Within the substitutes that count now.") if one.now.done else _("More substitutes than count.")
    elif row.mark == Attendance.SUBSTITUTE and not row.done:
        note = _("More substitutes than count.")
    return Line(_("%(day)s: %(what)s") % {"day": _day(row.day, monday), "what": mark}, note, _tag(one))


def _week(one: Difference, monday: date) -> Line:
    row = one.row
    week = _("Week of %(day)s") % {"day": _day(row.day, monday)}
    if one.before and one.now:
        gone = [thing for thing in one.before.things if thing not in one.now.things]
        note = "; ".join(_("%(slip)s: withdrawn or no use since") % {"slip": _slip(thing, monday)} for thing in gone)
        counts = _("%(week)s: %(now)s, before %(before)s")
        return Line(counts % {"week": week, "now": one.now.done, "before": one.before.done}, note, _tag(one))
    good = len(row.things)
    number = ngettext("%(count)s good", "%(count)s good", good) % {"count": good} if good else _("none")
    notes = [_slip(thing, monday) for thing in row.things]
    if row.done < good:
        notes.append(_("counts for %(most)s") % {"most": row.done})
    return Line(f"{week}: {number}", "; ".join(notes), _tag(one))


def _slip(thing: Thing, monday: date) -> str:
    words = _("referral to %(name)s") % {"name": thing.to} if thing.kind == Kind.REFERRAL else _("lead")
    return f"{words}, {_day(thing.day, monday)}"


def _pair(one: Difference, monday: date) -> Line:
    row = one.row
    says = _("%(name)s: %(done)s of %(asked)s")
    if one.before and one.now:
        says = _("%(name)s: %(done)s of %(asked)s, before %(was)s of %(were)s")
        words = {"done": one.now.done, "asked": one.now.asked, "was": one.before.done, "were": one.before.asked}
        gone = [_day(thing.day, monday) for thing in one.before.things if thing not in one.now.things]
        new = [_day(thing.day, monday) for thing in one.now.things if thing not in one.before.things]
        notes = [_("%(day)s dropped out") % {"day": day} for day in gone]
        notes += [_("met %(day)s") % {"day": day} for day in new]
        if one.before.asked < one.now.asked:
            notes.append(_("more weeks here together"))
        return Line(says % (words | {"name": row.name}), "; ".join(notes), "")
    note = _("is asked for from now on") if one.now else _("is not asked for any more")
    return Line(says % {"name": row.name, "done": row.done, "asked": row.asked}, note, _tag(one))


def _day(day: date | None, monday: date) -> str:
    """With its year where that is another than the Monday's."""
    if day is None:
        return _("day not known")
    return date_format(day, "j M" if day.year == monday.year else "j M Y")


WORDS: dict[str, Callable[[Difference, date], Line]] = {
    "attendance": _meeting,
    "leads": _week,
    "one_to_ones": _pair,
    "partner_one_to_ones": _pair,
}
