"""The waiting list: people who would like a seat, and which open seats they heard of, one after another."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, within_chapter
from members.querysets import HeardManager, HearingManager, WaitingManager
from members.states import Said


class Waiting(ChapterOwned):
    """Somebody who would like a seat, in the words they typed; `key` is the category as it is compared.

    On the list from `confirmed_at` on, when they proved that the address is theirs. Once an address: whoever types
    somebody else's changes nothing of theirs.
    """

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    trade = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = WaitingManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            models.UniqueConstraint(fields=("chapter", "email"), name="members_waiting_once"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="members_waiting_lower_case"),
        ]


class Hearing(ChapterOwned):
    """A category with an open seat is told along the list, one person every so many `days`.

    From `started_at` (by nobody: by itself) until no seat of it is open any more (`over_at`); an officer may have it
    rest meanwhile (`stopped_at`).
    """

    category = within_chapter("chapters.Category", related_name="hearings")
    days = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    started_by = within_chapter("members.Member", null=True, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = HearingManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("category", "chapters.Category"),
            key_of("started_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "category"),
                condition=Q(over_at=None),
                name="members_hearing_once",
                violation_error_message=_("The list hears of this category already."),
            ),
        ]


class Heard(ChapterOwned):
    """Somebody on the list was told of an open seat; they have until a day, that one included, to say something."""

    hearing = within_chapter("members.Hearing", related_name="told")
    person = within_chapter("members.Waiting", related_name="heard")
    told_at = models.DateTimeField()
    until = models.DateField()
    said = models.CharField(max_length=8, choices=Said, blank=True)
    said_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = HeardManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("hearing", "members.Hearing"),
            key_of("person", "members.Waiting"),
            models.UniqueConstraint(fields=("chapter", "hearing", "person"), name="members_heard_once"),
        ]

    def makes_others_wait(self, today: date) -> bool:
        """Whether the next on the list is not told yet: this one has time left, or would like to come."""
        return self.said == Said.COMING or (not self.said and today <= self.until)
