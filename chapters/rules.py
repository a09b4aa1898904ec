"""A chapter's rules as a value: keys, ranges and defaults of spec/standing.md, "The rules"."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

RULE_RANGES: dict[str, tuple[int, int]] = {
    "attendance_percent": (0, 100),
    "attendance_window_weeks": (1, 104),
    "attendance_margin_percent": (0, 100),
    "max_substitutes": (0, 999),
    "leads_per_week": (0, 50),
    "leads_window_weeks": (1, 104),
    "one_to_ones_per_year": (0, 52),
    "partner_one_to_ones_per_quarter": (0, 13),
    "at_risk_percent": (0, 100),
    "grace_weeks": (0, 104),
    "flag_after_weeks": (0, 52),
}


@dataclass(frozen=True)
class RuleSet:
    """The eleven rules with their defaults. 0 turns a rule off; `max_substitutes` None is any number."""

    attendance_percent: int = 75
    attendance_window_weeks: int = 26
    attendance_margin_percent: int = 10
    max_substitutes: int | None = None
    leads_per_week: int = 2
    leads_window_weeks: int = 26
    one_to_ones_per_year: int = 2
    partner_one_to_ones_per_quarter: int = 1
    at_risk_percent: int = 75
    grace_weeks: int = 12
    flag_after_weeks: int = 4

    @classmethod
    def with_defaults(cls, given: Mapping[str, int | None]) -> Self:
        """The rules given, the default wherever one is None."""
        return cls(**{key: value for key, value in given.items() if value is not None})

    def as_dict(self) -> dict[str, int | None]:
        """By key, in the order of the spec."""
        return {one.name: getattr(self, one.name) for one in fields(self)}
