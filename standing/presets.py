"""Rules as groups commonly have them, as starting points: what of a practice is a rule here, and what is not.

A preset names only the keys it is about; everything else stays as the chapter has it. Choosing one stores nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Preset:
    """One practice: its name, what groups do, the keys it sets, what to know of them, and what has no rule here."""

    key: str
    name: Promise
    practice: Promise
    sets: Mapping[str, int | None]
    know: tuple[Promise, ...]
    without: tuple[Promise, ...]


PRESETS = (
    Preset(
        key="share",
        name=_("A share of the meetings"),
        practice=_("Members come to three quarters of the meetings and bring two good leads or referrals a week."),
        sets={
            "attendance_percent": 75,
            "attendance_window_weeks": 26,
            "attendance_margin_percent": 10,
            "max_substitutes": None,
            "leads_per_week": 2,
            "leads_window_weeks": 26,
        },
        know=(_("Groups that ask for 70 or 80 % change that one number."),),
        without=(),
    ),
    Preset(
        key="absences",
        name=_("Three absences in six months"),
        practice=_(
            "Up to three absences in six months are accepted; a substitute is no absence, up to a number; being late"
            " two or three times is one."
        ),
        sets={
            "attendance_percent": 88,
            "attendance_window_weeks": 26,
            "attendance_margin_percent": 4,
            "max_substitutes": 3,
        },
        know=(
            _("23 of 26 meetings are 88 %. Four absences are at risk, five are behind."),
            _("Where fewer meetings count, after a recess or leave, the share stays and so allows fewer absences."),
            _("Substitutes are limited in the same 26 weeks: 3 where groups allow 6 a year, 4 where they allow 8."),
            _("The window moves on each week; a fixed half-year that starts anew has no rule here."),
        ),
        without=(_("Lates as parts of an absence: here somebody who is late has come."),),
    ),
    Preset(
        key="lights",
        name=_("Traffic lights"),
        practice=_(
            "Points for referrals, visitors, one-to-ones, attendance, training, new members and business add up to a"
            " colour over six months."
        ),
        sets={
            "attendance_percent": 95,
            "attendance_window_weeks": 26,
            "attendance_margin_percent": 7,
            "leads_per_week": 1,
            "leads_window_weeks": 26,
            "at_risk_percent": 75,
        },
        know=(
            _("Attendance as the points have it: 95 % for all of them, 88 % for half."),
            _("A lead or referral a week for met, three in four weeks for at risk. Leads count as referrals do."),
            _("Here each rule stands for itself and the furthest behind decides: one does not make up for another."),
        ),
        without=(
            _("Points and their sum."),
            _("Visitors brought, new members sponsored and hours of training."),
            _("Business thanked: amounts are private, and never count."),
            _("One-to-ones a week, whoever with: here they are asked for with every other member, as you have it."),
        ),
    ),
)
BY_KEY = {one.key: one for one in PRESETS}
