"""Asks, who answers them, and the private books in which members keep whom they trust."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, chapter_key, key_of, within_chapter
from chapters.walls import NetworkWindow
from members.refusals import Refusal
from referrals.models.handing_in import HandedIn
from referrals.querysets_asks import AnswerManager, AskManager, NetworkAskManager, TrustedPersonManager
from referrals.states import ASK_TRANSITIONS, AskState

NOT_AGREED = _("Ask them first. Without their yes nothing of them is kept.")


class AskMoved(Refusal):
    """The ask is not in the state the act starts from."""

    sentence = _("This ask has ended meanwhile.")


class Ask(HandedIn):
    """Who do you know who …? Put to the chapter, until its author found somebody or the day has passed.

    `need_by` is the last day on which an answer helps; `told_at` is when the chapter was told of it.
    """

    asker = within_chapter("members.Member", related_name="asks")
    asked_at = models.DateTimeField()
    text = models.TextField()
    need_by = models.DateField()
    state = models.CharField(max_length=10, choices=AskState, default=AskState.OPEN)
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    wiped_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = AskManager()

    class Meta(HandedIn.Meta):
        constraints = [
            *HandedIn.Meta.constraints,
            key_of("asker", "members.Member"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="referrals_ask_ended",
                violation_error_message=_("An ask that ended has the moment it did."),
            ),
        ]
        indexes = [models.Index(fields=("chapter", "need_by"), name="referrals_ask_need_by")]

    def end(self, state: AskState, at: datetime) -> None:
        """Found, not needed any more, or its day has passed. Raises AskMoved."""
        self._move(state, ended_at=at)

    def open_again(self) -> None:
        """As if it had not been ended: its author's Undo. Raises AskMoved."""
        self._move(AskState.OPEN, ended_at=None)

    def _move(self, state: AskState, **values: Any) -> None:
        """Change the row only if it still is as it was read, in one statement."""
        as_read = Ask.objects.in_chapter(self.chapter_id).filter(pk=self.pk, state=self.state)
        if state not in ASK_TRANSITIONS[AskState(self.state)] or not as_read.update(state=state, **values):
            raise AskMoved
        self.state, self.ended_at = state, values["ended_at"]


class Answer(HandedIn):
    """One member's answer to an ask: somebody they vouch for and who agreed, or that they can introduce the asker.

    Read by the asker and the answerer alone. `agreed_at` is the basis on which the person's details are kept: when
    the answerer said that they had agreed. `slip` is the referral it became.
    """

    ask = within_chapter("referrals.Ask", related_name="answers")
    answerer = within_chapter("members.Member", related_name="answers")
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    person = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    agreed_at = models.DateTimeField(null=True)
    slip = within_chapter("referrals.Slip", null=True, related_name="answers")

    objects: ClassVar[Any] = AnswerManager()

    class Meta(HandedIn.Meta):
        constraints = [
            *HandedIn.Meta.constraints,
            key_of("ask", "referrals.Ask"),
            key_of("answerer", "members.Member"),
            key_of("slip", "referrals.Slip"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=False) | Q(person="", phone="", email=""),
                name="referrals_answer_agreed",
                violation_error_message=NOT_AGREED,
            ),
        ]
        indexes = [models.Index(fields=("chapter", "ask"), name="referrals_answer_to")]


class NetworkAsk(ChapterOwned):
    """What the network's other chapters read of an ask: its words, the day, its author's name and the chapter.

    The chapter's own row like any other, but for a window that its network's chapters look through
    (docs/decisions/0010). Only `referrals.actions.door` makes it, and it goes when the ask ends. `key` is made here: an
    ask's own id comes from a device, and two chapters' devices could make the same.
    """

    chapter = chapter_key("network_asks")
    ask = within_chapter("referrals.Ask", related_name="in_network")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    author = models.CharField(max_length=200)
    text = models.TextField()
    need_by = models.DateField()
    closes_at = models.DateTimeField()
    put_at = models.DateTimeField()

    objects: ClassVar[Any] = NetworkAskManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            NetworkWindow(name="referrals_networkask_window"),
            key_of("ask", "referrals.Ask"),
            models.UniqueConstraint(fields=("chapter", "ask"), name="referrals_networkask_once"),
        ]
        indexes = [models.Index(fields=("put_at",), name="referrals_networkask_put_at")]


class NearbyAnswer(HandedIn):
    """An answer from another chapter of the network: what came through the door, kept for the asker alone."""

    ask = within_chapter("referrals.Ask", related_name="nearby_answers")
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    from_chapter = models.CharField(max_length=200)
    words = models.TextField()
    email = models.CharField(max_length=254, blank=True)

    class Meta(HandedIn.Meta):
        constraints = [*HandedIn.Meta.constraints, key_of("ask", "referrals.Ask")]
        indexes = [models.Index(fields=("chapter", "ask"), name="referrals_nearbyanswer_to")]


class AnsweredNearby(HandedIn):
    """What a member answered an ask of another chapter, in their own chapter: they alone read it again.

    `put` is that ask's key in the network; no row of the other chapter is referred to.
    """

    chapter = chapter_key("answered_nearby")
    answerer = within_chapter("members.Member", related_name="+")
    put = models.UUIDField()
    author = models.CharField(max_length=200)
    at = models.DateTimeField()
    words = models.TextField()
    email = models.CharField(max_length=254, blank=True)

    class Meta(HandedIn.Meta):
        constraints = [*HandedIn.Meta.constraints, key_of("answerer", "members.Member")]
        indexes = [models.Index(fields=("chapter", "answerer", "put"), name="referrals_answerednearby_of")]


class TrustedPerson(HandedIn):
    """Somebody in a member's little black book, which nobody else reads: no office, list, count or export."""

    chapter = chapter_key("trusted_people")
    owner = within_chapter("members.Member", related_name="trusted_people")
    name = models.CharField(max_length=200)
    trade = models.CharField(max_length=200)
    phone = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    note = models.TextField(blank=True)

    objects: ClassVar[Any] = TrustedPersonManager()

    class Meta(HandedIn.Meta):
        constraints = [
            *HandedIn.Meta.constraints,
            key_of("owner", "members.Member"),
            models.CheckConstraint(condition=~Q(trade=""), name="referrals_trustedperson_trade"),
        ]
        indexes = [models.Index(fields=("chapter", "owner"), name="referrals_trustedperson_of")]
