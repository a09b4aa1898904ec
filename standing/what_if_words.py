"""What drops out of a window, and what the coming weeks would make of a figure, in words."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.rules import RuleSet
from standing.forecast import CountedMeeting, Past
from standing.pictures import leaves_on
from standing.rolling import AHEAD, meetings_out, week_out
from standing.states import RuleStatus
from standing.values import ChapterStanding, FirstMet, MemberStanding

YEAR, QUARTER = 52, 13


def rolls_of(mine: MemberStanding, past: Past, found: ChapterStanding) -> dict[str, str]:
    """What drops out of each rule's window next, by the rule's word; empty where that is far away."""
    end, rules = found.week_end, found.rules
    return {
        "attendance": attendance_rolls(past, week_end=end, rules=rules),
        "leads": leads_roll(past, week_end=end, rules=rules),
        "one_to_ones": one_to_one_rolls(mine.one_to_ones.first, week_end=end, weeks=YEAR),
        "partner_one_to_ones": one_to_one_rolls(mine.partner_one_to_ones.first, week_end=end, weeks=QUARTER),
    }


def attendance_rolls(past: Past, *, week_end: date, rules: RuleSet) -> str:
    """What drops out of the window of meetings next; empty where that is far away."""
    out = meetings_out(past, week_end=week_end, rules=rules)
    if out is None:
        return ""
    words = {
        "monday": date_format(out.monday, "l j F"),
        "row": meetings_of(out.days, missed=out.missed),
        "credited": out.credited,
        "counted": out.counted,
    }
    if out.weeks == 1:
        return _("On %(monday)s %(row)s: come this week and it is %(credited)s of %(counted)s.") % words
    return _("On %(monday)s %(row)s: come until then and it is %(credited)s of %(counted)s.") % words


def meetings_of(days: Sequence[date], *, missed: bool) -> str:
    """That these meetings drop out, as a sentence goes on."""
    said = {"days": ", ".join(date_format(day, "j F") for day in days)}
    if missed:
        return ngettext("the absence of %(days)s drops out", "the absences of %(days)s drop out", len(days)) % said
    return ngettext("the meeting of %(days)s drops out", "the meetings of %(days)s drop out", len(days)) % said


def out_of_window(meetings: Sequence[CountedMeeting]) -> str:
    """The same of meetings, or empty where there are none."""
    if not meetings:
        return ""
    missed = not any(one.came or one.substitute for one in meetings)
    return meetings_of([one.day for one in meetings], missed=missed)


def leads_roll(past: Past, *, week_end: date, rules: RuleSet) -> str:
    """What drops out of the window of leads next; empty where that is far away."""
    out = week_out(past, week_end=week_end, rules=rules)
    if out is None:
        return ""
    words = {
        "monday": date_format(out.monday, "l j F"),
        "row": week_of(out.week, out.slips),
        "each": rules.leads_per_week,
        "given": out.given,
        "asked": out.asked,
    }
    if out.weeks == 1:
        return _("On %(monday)s %(row)s: give %(each)s this week and it is %(given)s of %(asked)s.") % words
    return _("On %(monday)s %(row)s: give %(each)s a week until then and it is %(given)s of %(asked)s.") % words


def one_to_one_rolls(first: FirstMet | None, *, week_end: date, weeks: int) -> str:
    """Which one-to-one of a window of weeks is missed next; empty where that is far away."""
    monday = leaves_on(first.day, week_end, weeks) if first else None
    if first is None or monday is None:
        return ""
    day = date_format(first.day, "j F" if first.day.year == monday.year else "j F Y")
    words = {"name": first.name, "day": day, "monday": date_format(monday, "l j F")}
    return _("On %(monday)s your one-to-one with %(name)s of %(day)s drops out: meet again before.") % words


def week_of(monday: date, slips: int) -> str:
    """That this week drops out with what was given in it, as a sentence goes on."""
    said = {"day": date_format(monday, "j F"), "count": slips}
    if not slips:
        return _("the week of %(day)s drops out, in which there was none") % said
    return (
        ngettext(
            "the week of %(day)s drops out, with %(count)s that counts",
            "the week of %(day)s drops out, with %(count)s that count",
            slips,
        )
        % said
    )


def comes_to(statuses: Sequence[RuleStatus], mondays: Sequence[date]) -> str:
    """What becomes of a rule over the coming weeks: whether it is met, and from when on."""
    met = [status == RuleStatus.MET for status in statuses]
    if all(met):
        return _("It stays met all %(count)s weeks.") % {"count": AHEAD}
    if not any(met):
        return _("Like this it is not met within %(count)s weeks.") % {"count": AHEAD}
    if not met[-1]:
        last = max(n for n, one in enumerate(met) if one)
        return _("From %(monday)s on it is met no more.") % {"monday": date_format(mondays[last + 1], "l j F")}
    since = max((n for n, one in enumerate(met) if not one), default=-1) + 1
    return _("From %(monday)s on it is met.") % {"monday": date_format(mondays[since], "l j F")}
