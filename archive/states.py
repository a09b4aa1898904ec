"""What people bring, and how far it got."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Brought(models.TextChoices):
    """What a file was recognised as."""

    ARCHIVE = "archive", _("an archive")
    ROSTER = "roster", _("a list of members")
    SUMMARY = "summary", _("a meeting summary")
    AUDIT = "audit", _("a slips audit")


class UploadState(models.TextChoices):
    """Nothing is stored of a file until somebody confirms it."""

    WAITING = "waiting", _("waiting for you")
    RUNNING = "running", _("being brought in")
    DONE = "done", _("brought in")
    REFUSED = "refused", _("refused")


TRANSITIONS: dict[UploadState, frozenset[UploadState]] = {
    UploadState.WAITING: frozenset({UploadState.RUNNING}),
    UploadState.RUNNING: frozenset({UploadState.DONE, UploadState.REFUSED}),
    UploadState.DONE: frozenset(),
    UploadState.REFUSED: frozenset(),
}
