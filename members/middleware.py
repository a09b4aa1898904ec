"""Who the signed-in person is in the chapter, or network, that the URL names."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from chapters.access import Role
from chapters.clock import now
from members.models import Member
from members.querysets import spans


class PresenceMiddleware:
    """Fill `request.member` and `request.roles` in one statement; a past member is nobody here (F34)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer with the person's name in the trail of whatever changes."""
        if request.method in {"GET", "HEAD"}:
            return self.get_response(request)
        with pghistory.context(page=request.path):
            return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """Look the person up where a chapter or network is named and somebody is signed in."""
        if request.chapter is not None and request.user.is_authenticated:
            self._in_chapter(request)
        elif request.network is not None and request.user.is_authenticated:
            admins = request.network.admins.filter(user=request.user)
            request.roles = frozenset({Role.NETWORK_ADMIN}) if admins.exists() else frozenset()

    def _in_chapter(self, request: Any) -> None:
        today = request.chapter.today(now())
        terms = ArrayAgg("offices__office", filter=spans(today, "offices__from_day", "offices__to_day"), default=[])
        request.member = (
            Member.objects.in_chapter(request.chapter)
            .filter(Q(user=request.user))
            .current_on(today)
            .annotate(terms=terms)
            .first()
        )
        if request.member is not None:
            request.roles = frozenset({Role.MEMBER, *map(Role, request.member.terms)})
            if request.method not in {"GET", "HEAD"}:
                pghistory.context(member=request.member.pk)
