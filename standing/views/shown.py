"""What the chapter's standing is asked to show: filtered by standing or by one rule's, in whose order."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from standing.states import Overall, RuleStatus
from standing.values import ChapterStanding, MemberStanding
from standing.views.table import FIGURES, ORDER, heads
from standing.views.tabs import Choice

COLUMNS = frozenset({"name", "overall", *FIGURES})
RULE_ORDER = (RuleStatus.BEHIND, RuleStatus.AT_RISK, RuleStatus.NOT_YET, RuleStatus.MET, RuleStatus.OFF)
SELDOM = frozenset({RuleStatus.NOT_YET, RuleStatus.OFF})
"""Offered as a filter only where somebody stands so."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the address asks for: a status to filter by, of all rules (empty) or of one; a column to sort by ("-"
    before it: the other way round).
    """

    status: str
    rule: str
    sort: str

    @classmethod
    def of(cls, query: Any) -> "Shown":
        """As an address says it; what it cannot mean is left out."""
        status, rule, sort = (query.get(key, "") for key in ("status", "rule", "sort"))
        rule = rule if rule in FIGURES else ""
        known: list[str] = RuleStatus.values if rule else Overall.values
        return cls(status if status in known else "", rule, sort if sort.removeprefix("-") in COLUMNS else "name")

    def query(self, **other: str) -> str:
        """The query string with something else chosen; empty for the page as it opens."""
        chosen = {"status": self.status, "rule": self.rule, "sort": self.sort} | other
        said = {key: value for key, value in chosen.items() if value and value != "name"}
        return f"?{urlencode(said)}" if said else ""

    def status_of(self, one: MemberStanding) -> str:
        """How somebody stands: in the rule that is chosen, or overall."""
        return str(getattr(one, self.rule).status if self.rule else one.overall)

    def chosen(self, found: ChapterStanding) -> list[MemberStanding]:
        """Those it filters by."""
        return [one for one in found.members if not self.status or self.status_of(one) == self.status]

    def statuses(self, root: str, found: ChapterStanding) -> tuple[Choice, ...]:
        """The statuses to choose from, each with how many stand so."""
        counts = Counter(map(self.status_of, found.members))
        words: tuple[Any, ...] = RULE_ORDER if self.rule else ORDER
        offered = [word for word in words if word not in SELDOM or counts[word.value] or self.status == word.value]
        chips = [("", _("All"), len(found.members))]
        chips += [(word.value, str(word.label).capitalize(), counts[word.value]) for word in offered]
        return tuple(
            Choice(f"{root}{self.query(status=key)}", label, key == self.status, count) for key, label, count in chips
        )

    def rules(self, root: str) -> tuple[Choice, ...]:
        """All rules together, or one of them."""
        known = heads()
        rules = [("", _("Overall")), *((rule, known[rule]) for rule in FIGURES)]
        return tuple(Choice(f"{root}{self._with(key)}", label, key == self.rule) for key, label in rules)

    def _with(self, rule: str) -> str:
        """Another rule, with the status where that has one of the name."""
        known: list[str] = RuleStatus.values if rule else Overall.values
        return self.query(rule=rule, status=self.status if self.status in known else "")
