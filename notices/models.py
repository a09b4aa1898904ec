"""The outbox: whoever is to be told gets a row in the same transaction as the act."""

from django.conf import settings
from django.db import models

from chapters.owned import ChapterOwned, referable
from notices.states import State


class Outgoing(models.Model):
    """What is on its way to somebody, and how far it got: claim, send, settle.

    `due_at` is when it was planned for, `try_at` when it is next taken; `tries` counts how often sending began,
    `uncertain` how often nobody knows whether it arrived.
    """

    email = models.EmailField(max_length=254)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    due_at = models.DateTimeField()
    try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    uncertain = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=255, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True


class Notice(ChapterOwned, Outgoing):
    """Something somebody is told, once: `kind` says how, `about` for what reason, `subject` the row's key."""

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    subject = models.BigIntegerField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="notices")

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            models.UniqueConstraint(fields=("chapter", "kind", "about", "email"), name="notices_notice_once"),
        ]
        indexes = [
            models.Index(
                fields=("chapter", "try_at"),
                condition=models.Q(state__in=(State.WAITING, State.CLAIMED)),
                name="notices_notice_try_at",
            )
        ]


class Letter(Outgoing):
    """Mail about an account (a code, a reset), which belongs to no chapter; kept until sent, then emptied."""

    subject = models.CharField(max_length=300)
    text = models.TextField()

    class Meta:
        indexes = [
            models.Index(
                fields=("try_at",),
                condition=models.Q(state__in=(State.WAITING, State.CLAIMED)),
                name="notices_letter_try_at",
            )
        ]


class Due(models.Model):
    """What is due where, without content and so without a policy: the work opens the chapter it names.

    `due_at` is when it was planned for, `try_at` when it is next worked at. `tries` counts how often the work began;
    after the last it is parked, with the reason, until an operator looks.
    """

    chapter = models.ForeignKey("chapters.Chapter", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    parked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("chapter", "kind", "due_at"), name="notices_due_once")]
        indexes = [
            models.Index(fields=("try_at",), condition=models.Q(parked_at__isnull=True), name="notices_due_try_at"),
        ]


class Bounced(models.Model):
    """An address that refuses mail, or whose owner complained: nothing more is sent there."""

    email = models.EmailField(max_length=254, unique=True)
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()


class Device(models.Model):
    """A browser that its user wants to be told in, as long as they are signed in there (RFC 8030, RFC 8291).

    `endpoint` is its push service's address for it; `p256dh` and `auth` seal what is sent, base64url.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="devices")
    session = models.ForeignKey("sessions.Session", models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=50)
    added_at = models.DateTimeField()


class Unsubscribed(ChapterOwned):
    """A kind of notice that an address in a chapter no longer wants."""

    email = models.EmailField(max_length=254)
    kind = models.CharField(max_length=40)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            models.UniqueConstraint(fields=("chapter", "email", "kind"), name="notices_unsubscribed_once"),
        ]
