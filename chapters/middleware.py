"""A request names one chapter, in one transaction, and both end with it."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.db import DataError, Error, IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from chapters.models import Chapter, Network
from chapters.scope import name_until_transaction_ends, named_chapters, remembered

TRIES = 3
DEADLOCK, SERIALIZATION, LOCK_TIMEOUT, CANCELLED = "40P01", "40001", "55P03", "57014"
AWAY = "57P01"
LINE_HOLDS = 0
"""libpq's CONNECTION_OK."""
RETRY_AFTER_SECONDS = "1"
UNSAFE_SITES = {"cross-site", "same-site"}
WITHOUT_WORDS = {HTTPStatus.BAD_REQUEST, HTTPStatus.METHOD_NOT_ALLOWED}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
LARGEST_KEY = 2**63 - 1
NOBODYS_KEY = 0

FIND_AND_NAME = """
SELECT *, set_config('app.chapter_ids', id::text, true) AS named FROM chapters_chapter WHERE slug = %s
"""
"""Every page asks this, so it is written out: the query builder would take longer than the database."""


class Collision(HttpResponse):
    """The database let another request go first, took too long, or is away; rolled back, to be tried again."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


def heeded(request: Any, exception: Exception) -> Collision | None:
    """What a failed statement asks for: to be tried again, now or later; None where it was the request's own fault."""
    request.failed = True
    code = getattr(exception.__cause__, "pgcode", None) if isinstance(exception, Error) else None
    if code in {DEADLOCK, SERIALIZATION, LOCK_TIMEOUT, CANCELLED}:
        return Collision(code)
    lost = isinstance(exception, OperationalError | InterfaceError) or _is_lost()
    return Collision(AWAY) if lost else None


LookUp = Callable[..., None]


def heeding(process_view: LookUp) -> Callable[..., Collision | None]:
    """What a middleware looks up before the view may fail as a view's statements may; Django asks nobody about it."""

    @wraps(process_view)
    def looked_up(self: Any, request: Any, view: Any, args: Any, kwargs: Any) -> Collision | None:
        try:
            process_view(self, request, view, args, kwargs)
        except Error as error:
            collision = heeded(request, error)
            if collision is None:
                raise
            return collision
        return None

    return looked_up


class ScopeMiddleware:
    """Open a transaction around the whole request, name the URL's chapter in it, undo it all on a failure.

    Two requests that locked rows in opposite order are run again, at most three times (F12); one that waited too
    long for another is answered 409, one that took too long or lost the database 503, all with Retry-After (F04, F20,
    F21).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer the request, again where the database asked for it."""
        for _ in range(TRIES):
            try:
                response = self._once(request)
            except (IntegrityError, DataError):  # at the commit
                raise
            except Error:  # at the beginning or at the commit: the database is away
                response = Collision(AWAY)
            if not (isinstance(response, Collision) and response.code in {DEADLOCK, SERIALIZATION}):
                break
        return self._readable(request, response) if isinstance(response, Collision) else response

    def _once(self, request: Any) -> HttpResponse:
        request.chapter, request.network, request.member, request.roles = None, None, None, frozenset()
        request.failed = False
        nested, outer = connection.in_atomic_block, named_chapters()
        with ExitStack() as request.scope, transaction.atomic():
            response = self.get_response(request)
            if response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR and _is_lost():
                response = Collision(AWAY)
            if request.failed or response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)
        if nested:
            name_until_transaction_ends(outer)
        return response

    def _readable(self, request: HttpRequest, collision: Collision) -> HttpResponse:
        status = HTTPStatus.CONFLICT if collision.code == LOCK_TIMEOUT else HTTPStatus.SERVICE_UNAVAILABLE
        response = render(request, "503.html", status=status)
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
        return response

    @heeding
    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Name the chapter of the URL for PostgreSQL in the statement that finds it; views get it on the request.

        A number that is too large for a key names no row: the view asks for a row that is not there instead.
        """
        kwargs |= {
            part: NOBODYS_KEY for part, value in kwargs.items() if isinstance(value, int) and value > LARGEST_KEY
        }
        if "chapter" in kwargs:
            request.chapter = next(iter(Chapter.objects.raw(FIND_AND_NAME, [kwargs.pop("chapter")])), None)
            if request.chapter is not None:
                request.scope.enter_context(remembered((request.chapter.pk,)))
        elif "network" in kwargs:
            request.network = Network.objects.filter(slug=kwargs.pop("network")).first()

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """Whatever a view could not finish is undone."""
        return heeded(request, exception)


def _is_lost() -> Any:
    """Whether the server hung up on this request's connection; the next request opens another."""
    held = connection.connection
    return held is None or held.closed or held.info.status != LINE_HOLDS  # killed, it may only seem open


class SameSiteMiddleware:
    """Refuse an unsafe request that a browser says another site made (F39); CSRF tokens guard the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """403 without effect, or on to the view."""
        if request.method not in SAFE_METHODS and request.headers.get("Sec-Fetch-Site") in UNSAFE_SITES:
            return render(request, "403.html", status=HTTPStatus.FORBIDDEN)
        return self.get_response(request)


class ReadableMiddleware:
    """A refusal that a browser would show as an empty window says what it means; its status and headers stay."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the page of its status, the same for everybody, into an answer without a word."""
        response = self.get_response(request)
        if response.status_code in WITHOUT_WORDS and not response.streaming and not response.content:
            response.content = render_to_string(f"{response.status_code}.html")
        return response
