"""Files on their way in, and who took the archive out."""

from typing import Any, ClassVar

from django.db import models

from archive.states import TRANSITIONS, Brought, UploadState
from chapters.owned import ChapterOwned, key_of, referable, trailed, within_chapter


class UploadMoved(Exception):
    """Somebody confirmed or discarded the file meanwhile."""


class Upload(ChapterOwned):
    """A file somebody brought. Its `content` is kept until it is confirmed or discarded, a day at most.

    `by` is None where the network's admin brought a chapter that was not there yet.
    `reading` is how somebody said it is to be read; `outcome` what came of it; `done` of `total` rows are stored.
    """

    kind = models.CharField(max_length=7, choices=Brought)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    by = within_chapter("members.Member", null=True, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=UploadState, default=UploadState.WAITING)
    reading = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("by", "members.Member"),
        ]

    objects: ClassVar[Any]

    def move_to(self, state: UploadState, **fields: Any) -> None:
        """Change how far it is, if it still is where it was read. Raises UploadMoved."""
        allowed = state in TRANSITIONS[UploadState(self.state)]
        rows = type(self).objects.in_chapter(self.chapter_id).filter(pk=self.pk, state=self.state)
        if not allowed or not rows.update(state=state, **fields):
            raise UploadMoved
        for name, value in {"state": state, **fields}.items():
            setattr(self, name, value)


@trailed("by", "at")
class TakenOut(ChapterOwned):
    """The archive was downloaded, with amounts and prospects' details: by whom, when."""

    by = within_chapter("members.Member", related_name="+")
    at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        constraints = [*ChapterOwned.Meta.constraints, referable(), key_of("by", "members.Member")]
