"""Standing, worked out a second time, slowly, straight from ``spec/standing.md``.

The program works standing out set-wise in SQL. This is the other of the "two people who read this page and never
speak to each other": plain Python over the rows of an archive, one short function for one sentence of the page,
whose section stands in brackets. It imports nothing of the project, and must never be changed merely to agree
with the program: where the two differ, somebody has misread the page.

All arithmetic is of integers; nothing is divided or rounded before it is compared.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.standing.question import (
    FIRST_DAY,
    LAST_DAY,
    WEEK,
    Judged,
    Question,
    Span,
    Tables,
    day_or,
    person,
    window,
)

DEFAULTS = {
    "attendance_percent": 75,
    "attendance_window_weeks": 26,
    "attendance_margin_percent": 10,
    "max_substitutes": None,
    "leads_per_week": 2,
    "leads_window_weeks": 26,
    "one_to_ones_per_year": 2,
    "partner_one_to_ones_per_quarter": 1,
    "at_risk_percent": 75,
    "grace_weeks": 12,
    "flag_after_weeks": 4,
}
ONE_TO_ONE_WEEKS, PARTNER_WEEKS = 52, 13
PARTNERSHIP_AGE = timedelta(days=91)
FORECAST_WEEKS = 26


@dataclass(frozen=True)
class Rules:
    """One version of a chapter's rules, in the order of the specification [The rules]."""

    attendance_percent: int
    attendance_window_weeks: int
    attendance_margin_percent: int
    max_substitutes: int | None
    leads_per_week: int
    leads_window_weeks: int
    one_to_ones_per_year: int
    partner_one_to_ones_per_quarter: int
    at_risk_percent: int
    grace_weeks: int
    flag_after_weeks: int


def rules_that_hold(question: Question) -> Rules:
    """The latest version whose ``effective_from < E``; where there is none, the defaults [The rules]."""
    versions = {date.fromisoformat(row["effective_from"]): row for row in question.rows("rules.csv")}
    latest = max((day for day in versions if day < question.end), default=None)
    version = versions[latest] if latest else {}
    values: dict[str, Any] = dict(DEFAULTS)
    values |= {key: int(version[key]) for key in DEFAULTS if version.get(key)}
    return Rules(**values)


# 1. Attendance


def marks_that_count(question: Question, member: Judged, span: Span) -> list[str]:
    """The member's marks at the meetings of a span that count, earliest first; "" where there is none [1]."""
    return [
        question.marks.get((member.email, day), "")
        for day in question.held_meetings
        if day in span
        and day >= member.joined_on
        and day >= member.record_from
        and not member.is_excused(day)
        and question.marks.get((member.email, day)) != "medical"
    ]


def credited(marks: Sequence[str], max_substitutes: int | None) -> int:
    """How many of the marks are credited: of the substitutes only the earliest that many [1]."""
    attended = sum(mark in ("present", "late") for mark in marks)
    substitutes = sum(mark == "substitute" for mark in marks)
    return attended + (substitutes if max_substitutes is None else min(substitutes, max_substitutes))


def attendance_status(rules: Rules, credit: int, counted: int) -> str:
    """The status of so many credited of so many counted [1]."""
    if counted == 0:
        return "not_yet"
    if 100 * credit >= rules.attendance_percent * counted:
        return "met"
    if 100 * credit >= (rules.attendance_percent - rules.attendance_margin_percent) * counted:
        return "at_risk"
    return "behind"


def attendance(question: Question, rules: Rules, member: Judged) -> dict[str, Any]:
    """Rule 1 of one member [1; Forecast]."""
    if rules.attendance_percent == 0:
        return {"status": "off", "credited": 0, "counted": 0, "forecast": None}

    def after_attending(meetings: int) -> tuple[str, int, int]:
        """Status, credited and counted as of ``E`` and as many weeks, each with one meeting attended."""
        span = window(question.end + meetings * WEEK, rules.attendance_window_weeks)
        marks = marks_that_count(question, member, Span(span.first, question.end))
        marks += ["present" for _ in weeks_to_come(question, meetings, span)]
        credit = credited(marks, rules.max_substitutes)
        return attendance_status(rules, credit, len(marks)), credit, len(marks)

    status, credit, counted = after_attending(0)
    next_step = forecast(status, lambda k: after_attending(k)[0])
    return {"status": status, "credited": credit, "counted": counted, "forecast": next_step}


# 2. Leads and referrals


def capped_week(question: Question, rules: Rules, member: Judged, monday: date) -> int:
    """What one week counts for: its good slips, at most twice the rule [2]."""
    week = Span(monday, monday + WEEK)
    given = sum(giver == member.email and day in week for giver, day in question.good_slips)
    return min(given, 2 * rules.leads_per_week)


def leads_status(rules: Rules, given: int, weeks: int) -> str:
    """The status of a sum of capped weeks over so many eligible weeks [2]."""
    if weeks == 0:
        return "not_yet"
    if given >= rules.leads_per_week * weeks:
        return "met"
    if 100 * given >= rules.at_risk_percent * rules.leads_per_week * weeks:
        return "at_risk"
    return "behind"


def leads(question: Question, rules: Rules, member: Judged) -> dict[str, Any]:
    """Rule 2 of one member [2; Forecast]."""
    if rules.leads_per_week == 0:
        return {"status": "off", "given": 0, "weeks": 0, "forecast": None}
    capped = {monday: capped_week(question, rules, member, monday) for monday in member.eligible_weeks}

    def after_giving(promised: int) -> tuple[str, int, int]:
        """Status, given and weeks as of ``E`` and as many weeks, each with exactly twice the rule's leads."""
        span = window(question.end + promised * WEEK, rules.leads_window_weeks)
        weeks = [number for monday, number in capped.items() if monday in span]
        weeks += [2 * rules.leads_per_week for _ in weeks_to_come(question, promised, span)]
        return leads_status(rules, sum(weeks), len(weeks)), sum(weeks), len(weeks)

    status, given, weeks = after_giving(0)
    next_step = forecast(status, lambda k: after_giving(k)[0])
    return {"status": status, "given": given, "weeks": weeks, "forecast": next_step}


# Forecast


def weeks_to_come(question: Question, promised: int, span: Span) -> list[date]:
    """The `promised` weeks that begin on ``E``, ``E + 7`` and so on, those of them in a window [Forecast]."""
    weeks = [question.end + number * WEEK for number in range(promised)]
    return [monday for monday in weeks if monday in span]


def forecast(status: str, status_after: Callable[[int], str]) -> int | None:
    """The smallest ``k`` in 1..26 after which a rule that is not `met` is; None where there is none [Forecast]."""
    if status in ("met", "off", "not_yet"):
        return None
    return next((k for k in range(1, FORECAST_WEEKS + 1) if status_after(k) == "met"), None)


# 3 and 4. One-to-ones


def overlap(question: Question, one: Judged, other: Judged, weeks: int) -> int:
    """The number of weeks in the window that are eligible for both [3]."""
    both = one.eligible_weeks & other.eligible_weeks
    return sum(monday in window(question.end, weeks) for monday in both)


def one_to_ones_status(rules: Rules, done: int, required: int) -> str:
    """The status of a sum of what was done over the sum of what is required [3]."""
    if required == 0:
        return "not_yet"
    if done == required:
        return "met"
    if 100 * done >= rules.at_risk_percent * required:
        return "at_risk"
    return "behind"


def one_to_ones_figure(
    question: Question, rules: Rules, member: Judged, required: Mapping[str, int], weeks: int
) -> dict[str, Any]:
    """Rule 3 or 4, from how many are required with each other member by e-mail [3; 4; Due]."""
    met_on = {email: [day for pair, day in question.undisputed if pair == {member.email, email}] for email in required}
    done = {
        email: sum(day in window(question.end, weeks) and day >= question.record_from for day in days)
        for email, days in met_on.items()
    }
    total = sum(min(done[email], required[email]) for email in required)
    short = [email for email in required if done[email] < required[email]]
    return {
        "status": one_to_ones_status(rules, total, sum(required.values())),
        "done": total,
        "required": sum(required.values()),
        "due": sorted(short, key=lambda email: (max(met_on[email], default=FIRST_DAY), email)),
    }


def one_to_ones(question: Question, rules: Rules, member: Judged) -> dict[str, Any]:
    """Rule 3 of one member: with every other current member [3]."""
    if rules.one_to_ones_per_year == 0:
        return {"status": "off", "done": 0, "required": 0, "due": []}
    required = {}
    for other in others(question, member):
        weeks = overlap(question, member, other, ONE_TO_ONE_WEEKS)
        number = (2 * rules.one_to_ones_per_year * weeks + 52) // 104
        if number > 0:
            required[other.email] = number
    return one_to_ones_figure(question, rules, member, required, ONE_TO_ONE_WEEKS)


def partner_one_to_ones(question: Question, rules: Rules, member: Judged) -> dict[str, Any]:
    """Rule 4 of one member: with each current power partner, once, not prorated [4]."""
    if rules.partner_one_to_ones_per_quarter == 0:
        return {"status": "off", "done": 0, "required": 0, "due": []}
    required = {
        other.email: rules.partner_one_to_ones_per_quarter
        for other in others(question, member)
        if are_partners(question, member.email, other.email) and overlap(question, member, other, PARTNER_WEEKS) >= 1
    }
    return one_to_ones_figure(question, rules, member, required, PARTNER_WEEKS)


def others(question: Question, member: Judged) -> list[Judged]:
    """The other current members [Who is judged]."""
    return [other for other in question.members if other.email != member.email]


def are_partners(question: Question, one: str, other: str) -> bool:
    """Whether a partnership of the two began by ``E - 91 days`` and is in force on ``E`` [4]."""
    return any(
        {person(row["a"]), person(row["b"])} == {one, other}
        and date.fromisoformat(row["started_on"]) <= question.end - PARTNERSHIP_AGE
        and day_or(row.get("ended_on", ""), LAST_DAY) >= question.end
        for row in question.rows("partnerships.csv")
    )


# Overall, and the answer


def is_settling_in(rules: Rules, member: Judged) -> bool:
    """Whether fewer than ``grace_weeks`` eligible weeks of the stay have passed [Who is judged]."""
    return len(member.eligible_weeks) < rules.grace_weeks


def overall(settling_in: bool, statuses: Sequence[str]) -> str:
    """The worst status of the rules; those off or not yet are passed over [Overall]."""
    if settling_in:
        return "settling_in"
    return next((worst for worst in ("behind", "at_risk", "met") if worst in statuses), "met")


def member_standing(question: Question, rules: Rules, member: Judged) -> dict[str, Any]:
    """One entry of ``members`` [Asking for it]."""
    figures = {
        "attendance": attendance(question, rules, member),
        "leads": leads(question, rules, member),
        "one_to_ones": one_to_ones(question, rules, member),
        "partner_one_to_ones": partner_one_to_ones(question, rules, member),
    }
    statuses = [figure["status"] for figure in figures.values()]
    return {"member": member.email, "overall": overall(is_settling_in(rules, member), statuses), **figures}


def standing(tables: Tables, as_of: date) -> dict[str, Any]:
    """The JSON object that ``manage.py standing CHAPTER --as-of DATE --json`` must print [Asking for it].

    `tables` holds the rows of a valid archive by file name (``"slips.csv"``), every cell a string; `as_of` is ``D``.
    """
    question = Question(tables, as_of)
    rules = rules_that_hold(question)
    return {
        "chapter": question.chapter["slug"],
        "as_of": as_of.isoformat(),
        "week_end": question.end.isoformat(),
        "rules": {key: getattr(rules, key) for key in DEFAULTS},
        "members": [member_standing(question, rules, member) for member in question.members],
    }
