"""A chapter while an archive is brought in: the keys behind its people, meetings and slips."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from archive.merging import Brought, Changes
from archive.stored import Stored
from chapters.models import Chapter
from meetings.models import Meeting
from members.models import Member
from referrals.models import Slip

BATCH = 1_000
Told = Callable[[int], None]


def nobody(_rows: int) -> None:
    """Tells nobody how far it is."""


@dataclass
class Book:
    """What is being brought in, to whom, when, and who is told how many rows are done."""

    chapter: Chapter
    changes: Changes
    stored: Stored
    at: datetime
    with_roles: bool = True
    told: Told = nobody
    members: dict[str, int] = field(default_factory=dict)
    meetings: dict[date, int] = field(default_factory=dict)
    slips: dict[uuid.UUID, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The chapter's date."""
        return self.chapter.today(self.at)

    def rows(self, model: Any) -> Any:
        """The chapter's rows of a model."""
        return model.objects.in_chapter(self.chapter)

    def look_up_members(self) -> None:
        """Learn the keys of people by their address."""
        self.members = dict(self.rows(Member).values_list("email", "pk"))

    def look_up_meetings(self) -> None:
        """Learn the keys of meetings by their date."""
        self.meetings = dict(self.rows(Meeting).values_list("date", "pk"))

    def look_up_slips(self) -> None:
        """Learn the keys of slips by their id."""
        self.slips = dict(self.rows(Slip).values_list("uuid", "pk"))

    def member(self, email: str) -> int | None:
        """The key of somebody; None for nobody."""
        return self.members[email] if email else None

    def store(self, model: type[Model], new: list[Any]) -> None:
        """Insert rows, a batch a statement."""
        for first in range(0, len(new), BATCH):
            batch = new[first : first + BATCH]
            self.rows(model).bulk_create(batch)
            self.told(len(batch))

    def renew(self, model: type[Model], changed: list[Any], fields: tuple[str, ...]) -> None:
        """Update rows, a batch a statement."""
        for first in range(0, len(changed), BATCH):
            batch = changed[first : first + BATCH]
            self.rows(model).bulk_update(batch, fields)
            self.told(len(batch))

    def keep(self, brought: Brought[Any], make: Callable[[Any], Model], fields: tuple[str, ...]) -> None:
        """Store new rows and renew changed ones; `fields` are those that a renewal may change."""
        new = [make(row) for row in brought.added]
        changed: list[Model] = []
        for renewed in brought.renewed:
            row = make(renewed.new)
            row.pk = self.stored.pk(renewed.old)
            (new if row.pk is None else changed).append(row)
        if new:
            self.store(type(new[0]), new)
        if changed:
            self.renew(type(changed[0]), changed, fields)
