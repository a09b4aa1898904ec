"""Mail that comes in: where members send it, what arrived, the drafts in it, and words passed on."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from chapters.owned import ChapterOwned, chapter_key, key_of, referable, within_chapter
from inbound.querysets import DraftManager, InboundMessageManager
from inbound.states import DRAFT_TRANSITIONS, TRANSITIONS, DraftState, Reason, State

KEPT_BYTES = 1024 * 1024
"""Of a mail that could not be read, so that somebody can see why; a larger one only costs room."""


class MailMoved(Exception):
    """Somebody decided about this mail or draft meanwhile."""


class MailAddress(ChapterOwned):
    """A member's own secret address; a new token ends the old one, leaving the chapter ends both.

    It says where mail goes, never who sent it. `at_once`: its owner's leads are shared without asking again.
    """

    chapter = chapter_key("mail_addresses")
    member = within_chapter("members.Member", related_name="mail_addresses")
    token = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    at_once = models.BooleanField(default=False, db_default=False)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("member", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "member"), name="inbound_mailaddress_once"),
            models.UniqueConstraint(fields=("chapter", "token"), name="inbound_mailaddress_token_once"),
        ]


class InboundMessage(ChapterOwned):
    """A mail as it came, stored before anybody looks into it; then what became of it, and why.

    `digest` tells one mail from another: the same one twice is one row. `member` is whom it says it is from, `proved`
    whether that is so. `raw` goes once it was read, `items`, the paragraphs in it, once its sender is known,
    `return_path` after two weeks. `tries` counts how often reading it began, `try_at` is when somebody may take it
    (again).
    """

    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    return_path = models.CharField(max_length=320, blank=True)
    recipient = models.CharField(max_length=320)
    raw = models.BinaryField()
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State, default=State.STORED)
    reason = models.CharField(max_length=14, choices=Reason, blank=True)
    try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    member = within_chapter("members.Member", null=True, related_name="mails")
    proved = models.BooleanField(default=False)
    subject = models.CharField(max_length=200, blank=True)
    items = models.JSONField(default=list)

    objects: ClassVar[Any] = InboundMessageManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("member", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "digest"), name="inbound_inboundmessage_once"),
        ]
        indexes = [
            models.Index(fields=("chapter", "member", "received_at"), name="inbound_message_of"),
            models.Index(
                fields=("chapter", "try_at"), condition=models.Q(state=State.STORED), name="inbound_message_unread"
            ),
        ]

    def end(self, state: State, at: datetime, *, reason: str = "") -> None:
        """What became of it, if it still is where it was read. Raises MailMoved where somebody else came first."""
        rows = type(self).objects.in_chapter(self.chapter_id).filter(pk=self.pk, state=self.state, tries=self.tries)
        changes = {
            "state": state,
            "reason": reason,
            "settled_at": at,
            "member": self.member,
            "proved": self.proved,
            "subject": self.subject,
            "items": self.items if state == State.QUARANTINED else [],
            **({} if state == State.UNREADABLE and self.size <= KEPT_BYTES else {"raw": b""}),
        }
        if state not in TRANSITIONS[State(self.state)] or not rows.update(**changes):
            raise MailMoved
        for name, value in changes.items():
            setattr(self, name, value)


class Draft(ChapterOwned):
    """A lead as it stood in a mail, until its author shares it; `uuid` is the lead's, so that it is shared once."""

    message = within_chapter("inbound.InboundMessage", related_name="drafts")
    number = models.PositiveSmallIntegerField()
    uuid = models.UUIDField()
    need = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=DraftState, default=DraftState.WAITING)
    slip = within_chapter("referrals.Slip", null=True, related_name="drafts")
    settled_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = DraftManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("message", "inbound.InboundMessage"),
            key_of("slip", "referrals.Slip"),
            models.UniqueConstraint(fields=("chapter", "message", "number"), name="inbound_draft_once"),
        ]

    def end(self, state: DraftState, at: datetime, **fields: Any) -> None:
        """Shared, thrown away or lapsed; its text goes. Raises MailMoved where it waits no more."""
        rows = type(self).objects.in_chapter(self.chapter_id).filter(pk=self.pk, state=self.state)
        changes = {"state": state, "settled_at": at, "need": "", **fields}
        if state not in DRAFT_TRANSITIONS[DraftState(self.state)] or not rows.update(**changes):
            raise MailMoved
        for name, value in changes.items():
            setattr(self, name, value)


class Word(ChapterOwned):
    """An answer to a notice about a slip, passed on to the other of the two, who alone reads it besides its writer."""

    message = within_chapter("inbound.InboundMessage", related_name="words")
    slip = within_chapter("referrals.Slip", related_name="words", db_index=True)
    by = within_chapter("members.Member", related_name="words_written")
    to = within_chapter("members.Member", related_name="words_received")
    at = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("message", "inbound.InboundMessage"),
            key_of("slip", "referrals.Slip"),
            key_of("by", "members.Member"),
            key_of("to", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "message"), name="inbound_word_once"),
        ]
