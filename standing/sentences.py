"""Figures in words: what the group asks, where a member is, and the next step that would help. Never a reproach."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.rules import RuleSet
from standing.states import Overall, RuleStatus
from standing.values import AttendanceFigure, LeadsFigure, MemberStanding, PairFigure

SHORT = frozenset({RuleStatus.AT_RISK, RuleStatus.BEHIND})
ROOM = 1.2


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One rule's figure as it is shown: "`number` `of`", a bar to `max` with a tick at `target` (0: none), sentences.

    Where nothing is asked yet, `number` is a dash, `of` says why, and `max` is 0: there is no bar.

    `rule` is the word in its address; `asks` says the rule, `step` the next step (empty where none is needed), `rolls`
    what drops out of the window next (empty where it is not told).
    """

    rule: str
    name: str
    number: int | str
    of: str
    status: str
    asks: str
    step: str
    max: float
    target: float
    rolls: str = ""


def lines_of(member: MemberStanding, rules: RuleSet) -> list[FigureLine]:
    """The four rules, in the order of the specification."""
    lines = [
        _attendance(member.attendance, rules),
        _leads(member.leads, rules),
        _one_to_ones(member.one_to_ones, rules),
        _partners(member.partner_one_to_ones, rules),
    ]
    nothing = {
        "attendance": _("no meeting counts yet"),
        "leads": _("no whole week counts yet"),
        "one_to_ones": _("none asked for yet"),
        "partner_one_to_ones": _("no power partner to count yet"),
    }
    return [
        replace(line, number="–", of=nothing[line.rule]) if line.status == RuleStatus.NOT_YET else line
        for line in lines
    ]


def next_step(lines: list[FigureLine], overall: Overall) -> str:
    """The one sentence that helps most: for what is behind before what is at risk, in the order of the rules."""
    if overall == Overall.SETTLING_IN:
        return _("You are settling in: nothing is judged yet. Meet people, one at a time.")
    short = sorted((line for line in lines if line.step), key=lambda line: line.status != RuleStatus.BEHIND)
    return short[0].step if short else ""


def _attendance(figure: AttendanceFigure, rules: RuleSet) -> FigureLine:
    asks = _("The group asks for %(percent)s %% of meetings over %(weeks)s weeks.") % {
        "percent": rules.attendance_percent,
        "weeks": rules.attendance_window_weeks,
    }
    if rules.max_substitutes is not None:
        asks += " " + ngettext(
            "One substitute counts.", "Up to %(count)s substitutes count.", rules.max_substitutes
        ) % {"count": rules.max_substitutes}
    return FigureLine(
        rule="attendance",
        name=_("Meetings"),
        number=figure.credited,
        of=_("of %(all)s") % {"all": figure.counted},
        status=figure.status.value,
        asks=asks,
        step=_attendance_step(figure, rules),
        max=figure.counted,
        target=rules.attendance_percent * figure.counted / 100,
    )


def _attendance_step(figure: AttendanceFigure, rules: RuleSet) -> str:
    if figure.status not in SHORT:
        return ""
    percent = {"percent": rules.attendance_percent}
    if figure.forecast is None:
        return _("Every meeting helps; the way back to %(percent)s %% is longer than half a year.") % percent
    return ngettext(
        "Come to the next meeting and you are at %(percent)s %%.",
        "Come to the next %(count)s and you are at %(percent)s %%.",
        figure.forecast,
    ) % (percent | {"count": figure.forecast})


def room_of(given: int, asked: int) -> float:
    """How long a bar of leads is: it goes on beyond the rule, so that more than it asks for shows."""
    return max(given, asked * ROOM)


def _leads(figure: LeadsFigure, rules: RuleSet) -> FigureLine:
    asked = rules.leads_per_week * figure.weeks
    return FigureLine(
        rule="leads",
        name=_("Leads and referrals"),
        number=figure.given,
        of=ngettext("of %(all)s in %(count)s week", "of %(all)s in %(count)s weeks", figure.weeks)
        % {"all": asked, "count": figure.weeks},
        status=figure.status.value,
        asks=ngettext(
            "The group asks for one good lead or referral a week; a busy week counts for up to %(most)s.",
            "The group asks for %(count)s good leads or referrals a week; a busy week counts for up to %(most)s.",
            rules.leads_per_week,
        )
        % {"count": rules.leads_per_week, "most": 2 * rules.leads_per_week},
        step=_leads_step(figure, rules),
        max=room_of(figure.given, asked),
        target=asked,
    )


def _leads_step(figure: LeadsFigure, rules: RuleSet) -> str:
    if figure.status not in SHORT:
        return ""
    if figure.forecast is None:
        return _("Every good lead helps; the way back is longer than half a year.")
    return ngettext(
        "Give %(leads)s this week and leads are met again.",
        "Give %(leads)s a week for %(count)s weeks and leads are met again.",
        figure.forecast,
    ) % {"leads": 2 * rules.leads_per_week, "count": figure.forecast}


def _one_to_ones(figure: PairFigure, rules: RuleSet) -> FigureLine:
    asks = ngettext(
        "The group asks for a one-to-one a year with every other member.",
        "The group asks for %(count)s one-to-ones a year with every other member.",
        rules.one_to_ones_per_year,
    ) % {"count": rules.one_to_ones_per_year}
    return _pairs("one_to_ones", _("One-to-ones"), _("of %(all)s this year"), asks, figure)


def _partners(figure: PairFigure, rules: RuleSet) -> FigureLine:
    asks = ngettext(
        "The group asks for a one-to-one a quarter with each power partner.",
        "The group asks for %(count)s one-to-ones a quarter with each power partner.",
        rules.partner_one_to_ones_per_quarter,
    ) % {"count": rules.partner_one_to_ones_per_quarter}
    return _pairs("partner_one_to_ones", _("Power partners"), _("of %(all)s this quarter"), asks, figure)


def _pairs(rule: str, name: str, of: str, asks: str, figure: PairFigure) -> FigureLine:
    missing = figure.required - figure.done
    step = ngettext("One more one-to-one and that is met.", "%(count)s more one-to-ones and that is met.", missing)
    return FigureLine(
        rule=rule,
        name=name,
        number=figure.done,
        of=of % {"all": figure.required},
        status=figure.status.value,
        asks=asks,
        step=step % {"count": missing} if figure.status in SHORT else "",
        max=figure.required,
        target=0,
    )
