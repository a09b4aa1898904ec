"""The contract: what a chapter's members agree on, in versions, and who accepted which. Neither is ever changed."""

from typing import Any, ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, within_chapter
from members.querysets import AcceptanceManager, ContractVersionManager


def never_changed() -> pgtrigger.Protect:
    """The database refuses to change or delete such a row."""
    return pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)


class ContractVersion(ChapterOwned):
    """One version, to the letter: the rules as sentences (one a line), and the chapter's own words.

    `rules` are the keys and values the sentences were made from. `written_by` is empty where it came of itself,
    because other rules hold since.
    """

    number = models.PositiveIntegerField()
    written_at = models.DateTimeField()
    written_by = within_chapter("members.Member", null=True, related_name="+")
    rules = models.JSONField()
    rules_in_words = models.TextField()
    own_words = models.TextField(blank=True)

    objects: ClassVar[Any] = ContractVersionManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("written_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "number"),
                name="members_contractversion_once",
                violation_error_message=_("Somebody wrote a version meanwhile."),
            ),
        ]
        triggers = [never_changed()]

    @property
    def path(self) -> str:
        """Its page, below the contract's."""
        return f"{self.pk}/"

    @property
    def clauses(self) -> list[str]:
        """The rules, a sentence each."""
        return self.rules_in_words.splitlines()


class Acceptance(ChapterOwned):
    """Somebody, in one stay, accepted a version, and when. Who comes back is asked anew."""

    version = within_chapter("members.ContractVersion", related_name="acceptances")
    stay = within_chapter("members.Stay", related_name="acceptances")
    at = models.DateTimeField()

    objects: ClassVar[Any] = AcceptanceManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("version", "members.ContractVersion"),
            key_of("stay", "members.Stay"),
            models.UniqueConstraint(fields=("chapter", "version", "stay"), name="members_acceptance_once"),
        ]
        triggers = [never_changed()]
