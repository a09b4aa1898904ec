"""A form sent once more because its answer was lost: what it brought the first time, instead of a refusal."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from uuid import UUID

from members.models import Member
from reviews.models import Check, Message, OwnNote, PlanStep
from reviews.refusals import NotNow, WrittenByAnother
from standing.models import Flag

P = ParamSpec("P")
Kept = TypeVar("Kept")
Row = TypeVar("Row", Message, OwnNote, PlanStep, Check)


def or_as_before(look: Callable[..., Kept | None]) -> Callable[[Callable[P, Kept]], Callable[P, Kept]]:
    """Where an act comes too late, `look` is asked, with what the act was given, for the same act by the same person.

    By then who may is judged, and the case is locked. Where it finds nothing (None) NotNow it stays.
    """

    def answering(function: Callable[P, Kept]) -> Callable[P, Kept]:
        @wraps(function)
        def once(*args: P.args, **kwargs: P.kwargs) -> Kept:
            try:
                return function(*args, **kwargs)
            except NotNow:
                before = look(**kwargs)
                if before is None:
                    raise
                return before

        return once

    return answering


def kept_under(uuid: UUID | None, kind: type[Row], writer: str, *, flag: Flag, by: Member) -> Row | None:
    """What a page's id brought before, None where nothing; `writer` is the field that says by whom.

    Asked once the case is locked. Raises WrittenByAnother where that was somebody else's, or elsewhere.
    """
    rows = kind.objects.in_chapter(flag.chapter_id).select_related("review")
    stored: Row | None = rows.filter(uuid=uuid).first() if uuid else None
    if stored is not None and (getattr(stored, f"{writer}_id"), stored.review.flag_id) != (by.pk, flag.pk):
        raise WrittenByAnother
    return stored
