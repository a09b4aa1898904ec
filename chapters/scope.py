"""Naming the chapter: the wall in code and the name the wall in the database asks for.

A scoped manager refuses a query that names no chapter. `chapter_scope` names, for the length of a transaction, the
chapters whose rows PostgreSQL lets through (`chapters.walls` holds the keys and policies themselves).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import connection, models, transaction
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

if TYPE_CHECKING:
    from chapters.models import Chapter

M = TypeVar("M", bound=models.Model, covariant=True)
_named: ContextVar[tuple[int, ...]] = ContextVar("chapters_in_scope", default=())


class UnscopedQuery(RuntimeError):
    """A query on a chapter's rows that names no chapter."""


def named_chapters() -> tuple[int, ...]:
    """Primary keys of the chapters the present scope lets through; empty outside any scope."""
    return _named.get()


def setting_of(chapter_ids: Iterable[int]) -> str:
    """The value of `app.chapter_ids` for these chapters."""
    return ",".join(map(str, chapter_ids))


def name_until_transaction_ends(chapter_ids: Iterable[int]) -> None:
    """Name chapters for PostgreSQL alone; for `chapter_scope` and the request's middleware, nobody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.chapter_ids', %s, true)", [setting_of(chapter_ids)])


@contextmanager
def remembered(chapter_ids: Iterable[int]) -> Iterator[None]:
    """Keep in mind which chapters are named, so that a scope nested inside this one can give them back."""
    token = _named.set(tuple(chapter_ids))
    try:
        yield
    finally:
        _named.reset(token)


@contextmanager
def chapter_scope(*chapter_ids: int) -> Iterator[None]:
    """Open a transaction in which exactly these chapters' rows exist; the scope before it comes back at the end.

    A page, a command or a task names one; only a batch over many chapters names its chunk.
    """
    with transaction.atomic():
        with remembered(chapter_ids):
            name_until_transaction_ends(chapter_ids)
            yield
        # A failure undoes the setting with its savepoint; after a success the outer scope is put back by hand.
        name_until_transaction_ends(_named.get())


@contextmanager
def own_memberships(user_id: int) -> Iterator[None]:
    """Open a transaction in which one user's own Member and Stay rows can be read, whatever their chapter."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.user_id', %s, true)", [str(user_id)])
        yield
        cursor.execute("SELECT set_config('app.user_id', '', true)")


class ScopedQuery(Query):
    """A query that turns into SQL only once it names its chapter."""

    chapter_named = False

    def refuse_unless_named(self) -> None:
        """Raise UnscopedQuery where no chapter was named."""
        if not self.chapter_named:
            label = self.model._meta.label if self.model else "A query"
            raise UnscopedQuery(f"{label}: say .in_chapter(chapter), or .across_chapters(reason='…').")

    def get_compiler(self, *args: Any, **kwargs: Any) -> SQLCompiler:
        """The compiler, for a query that names its chapter."""
        self.refuse_unless_named()
        compiler: SQLCompiler = super().get_compiler(*args, **kwargs)
        return compiler


class ScopedQuerySet(models.QuerySet[M]):
    """Rows of one chapter. Named by `.in_chapter`, by a related manager, or by a reason to cross chapters."""

    query: ScopedQuery

    def __init__(self, model: Any = None, query: Query | None = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model=model, query=query or ScopedQuery(model), using=using, hints=hints)

    def in_chapter(self, chapter: "Chapter | int") -> Self:
        """Only this chapter's rows."""
        found = self.filter(chapter=chapter)
        found.query.chapter_named = True
        return found

    def across_chapters(self, *, reason: str) -> Self:
        """The rows of every chapter the database's policy lets through. A test pins who says this, and why."""
        if not reason:
            raise UnscopedQuery("Crossing chapters needs a reason.")
        found = self.all()
        found.query.chapter_named = True
        return found

    def _add_hints(self, **hints: Any) -> None:
        super()._add_hints(**hints)  # type: ignore[misc]  # private, but what related managers call
        if "instance" in hints:  # a related manager: the instance it hangs on names the chapter
            self.query.chapter_named = True

    def update(self, **kwargs: Any) -> int:
        """Change the rows of a named chapter."""
        self.query.refuse_unless_named()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete rows of a named chapter."""
        self.query.refuse_unless_named()
        return super().delete()


ScopedManager = models.Manager.from_queryset(ScopedQuerySet)
