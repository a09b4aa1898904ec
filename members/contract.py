"""What the members of a chapter agree on, in words: its rules, told as "we", and what it adds itself."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapters.models import Chapter, Rules
from chapters.rules import RuleSet
from chapters.values import Week


def rules_of(chapter: Chapter, week: Week) -> RuleSet:
    """The rules that hold in a week: the latest from before its Monday, else the defaults (spec/standing.md)."""
    versions = Rules.objects.in_chapter(chapter).filter(effective_from__lt=week.monday)
    latest = versions.order_by("-effective_from").first()
    return latest.as_rule_set() if latest else RuleSet()


def clauses(rules: RuleSet) -> list[str]:
    """A sentence a rule, in the order of the specification; a rule that is off says nothing."""
    said = [
        _("Each of us holds one seat: while we hold it, nobody else in that trade joins. In return we contribute."),
        _attendance(rules),
        _leads(rules),
        *_one_to_ones(rules),
        _settling_in(rules),
        _("When somebody falls behind for long, we talk first. People decide about a seat, never the program."),
    ]
    return [sentence for sentence in said if sentence]


def in_words(rules: RuleSet) -> str:
    """The same, a line each: as a version keeps them."""
    return "\n".join(clauses(rules))


def _attendance(rules: RuleSet) -> str:
    if not rules.attendance_percent:
        return ""
    says = ngettext(
        "We come to at least %(percent)s %% of the meetings of a week.",
        "We come to at least %(percent)s %% of the meetings, looked at over %(count)s weeks.",
        rules.attendance_window_weeks,
    ) % {"percent": rules.attendance_percent, "count": rules.attendance_window_weeks}
    return f"{says} {_substitutes(rules.max_substitutes)}"


def _substitutes(most: int | None) -> str:
    if most is None:
        return _("When we can’t, we may send somebody in our place.")
    if most == 0:
        return _("Nobody comes in our place.")
    return ngettext(
        "When we can’t, we may send somebody in our place, once in that time.",
        "When we can’t, we may send somebody in our place, up to %(count)s times.",
        most,
    ) % {"count": most}


def _leads(rules: RuleSet) -> str:
    if not rules.leads_per_week:
        return ""
    return ngettext(
        "We bring one good lead or referral a week.",
        "We bring %(count)s good leads or referrals a week.",
        rules.leads_per_week,
    ) % {"count": rules.leads_per_week}


def _one_to_ones(rules: RuleSet) -> list[str]:
    said = []
    if rules.one_to_ones_per_year:
        count = rules.one_to_ones_per_year
        says = ngettext(
            "We meet every other member one-to-one once a year.",
            "We meet every other member one-to-one %(count)s times a year.",
            count,
        )
        said.append(says % {"count": count})
    if rules.partner_one_to_ones_per_quarter:
        count = rules.partner_one_to_ones_per_quarter
        says = ngettext(
            "We meet each of our power partners once a quarter.",
            "We meet each of our power partners %(count)s times a quarter.",
            count,
        )
        said.append(says % {"count": count})
    return said


def _settling_in(rules: RuleSet) -> str:
    if not rules.grace_weeks:
        return ""
    return ngettext(
        "Whoever is new has a week to settle in; nothing is judged before.",
        "Whoever is new has %(count)s weeks to settle in; nothing is judged before.",
        rules.grace_weeks,
    ) % {"count": rules.grace_weeks}
