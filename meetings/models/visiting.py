"""Who visits a meeting, who looks after them, and what became of it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, within_chapter
from meetings.querysets import VisitManager
from meetings.states import Outcome


class Visit(ChapterOwned):
    """Somebody who is not a member, at a meeting.

    `consent_at` is when they agreed to be contacted, `cannot_come_at` when they said that they cannot come; `host` is
    the member who looks after them on the day and, within two days, afterwards (`followed_up_at`): where nobody else
    was asked, whoever invited them.
    """

    date = models.DateField()
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True)
    category = models.CharField(max_length=200, blank=True)
    invited_by = within_chapter("members.Member", null=True, related_name="visits_invited")
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    registered_at = models.DateTimeField(null=True)
    consent_at = models.DateTimeField(null=True)
    cannot_come_at = models.DateTimeField(null=True)
    host = within_chapter("members.Member", null=True, related_name="visits_hosted")
    followed_up_at = models.DateTimeField(null=True)
    followed_up_by = within_chapter("members.Member", null=True, related_name="+")
    follow_up_note = models.TextField(blank=True, db_default="")

    objects: ClassVar[Any] = VisitManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("invited_by", "members.Member"),
            key_of("host", "members.Member"),
            key_of("followed_up_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "date", "name", "email"),
                name="meetings_visit_once",
                violation_error_message=_("This visitor is on the list for that day already."),
            ),
        ]
