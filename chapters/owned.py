"""What every row of a chapter has: its chapter, the wall around it, and for some of them a trail."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

import pghistory
import pghistory.models
from django.db import models

from chapters.scope import ScopedManager
from chapters.walls import ChapterKey, ChapterWall

T = TypeVar("T", bound=type[models.Model])


def chapter_key(related_name: str = "%(class)ss") -> Any:
    """The chapter a row belongs to. Without an index of its own: every table has one that begins with the chapter."""
    return models.ForeignKey("chapters.Chapter", models.CASCADE, related_name=related_name, db_index=False)


class ChapterOwned(models.Model):
    """A row that belongs to one chapter and is never seen outside it."""

    chapter = chapter_key()

    objects: ClassVar[Any] = ScopedManager()

    class Meta:
        abstract = True
        constraints = [ChapterWall(name="%(app_label)s_%(class)s_wall")]


def within_chapter(to: str, **options: Any) -> Any:
    """A foreign key to a row of the same chapter; `key_of` gives it its composite constraint.

    Rows that history is made of are never deleted under it. No index unless asked for: a chapter's are few.
    """
    return models.ForeignKey(
        to, models.PROTECT, db_constraint=False, db_index=options.pop("db_index", False), **options
    )


def key_of(field: str, to: str) -> ChapterKey:
    """The composite key behind a `within_chapter` field."""
    return ChapterKey(field=field, to=to, name=f"%(app_label)s_%(class)s_{field}_key")


def referable() -> models.UniqueConstraint:
    """What a row needs for composite keys to point at it."""
    return models.UniqueConstraint(fields=("chapter", "id"), name="%(app_label)s_%(class)s_referable")


class TrailEvent(pghistory.models.Event):
    """Who did what to a row, when, and what it was then; kept within the chapter's walls."""

    objects: ClassVar[Any] = ScopedManager()  # type: ignore[assignment]  # narrower than pghistory's, on purpose

    class Meta:
        abstract = True


def trailed(*fields: str) -> Callable[[T], T]:
    """Keep a trail of these fields (never a prospect's details): the row at each insert, update and delete.

    The trail of `Slip` is the model `SlipEvent` beside it.
    """

    def with_trail(model: T) -> T:
        tracked: T = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            fields=["chapter", *fields],
            model_name=f"{model.__name__}Event",
            base_model=TrailEvent,
            meta={
                "constraints": [ChapterWall(name="%(app_label)s_%(class)s_wall")],
                "indexes": [models.Index(fields=("chapter", "pgh_obj", "pgh_id"), name="%(app_label)s_%(class)s_of")],
            },
        )(model)
        return tracked

    return with_trail
