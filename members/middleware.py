"""Who the signed-in person is in the chapter, or network, that the URL names."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.http import HttpRequest, HttpResponse

from chapters.access import Role
from chapters.clock import now
from chapters.middleware import heeding
from members.models import Member

WHO_IS_THIS = """
SELECT m.*, ARRAY(
    SELECT o.office FROM members_office o
    WHERE o.chapter_id = m.chapter_id AND o.member_id = m.id
      AND o.from_day <= %(today)s AND (o.to_day IS NULL OR o.to_day > %(today)s)
) AS terms
FROM members_member m
WHERE m.chapter_id = %(chapter)s AND m.user_id = %(user)s AND EXISTS (
    SELECT 1 FROM members_stay s
    WHERE s.chapter_id = m.chapter_id AND s.member_id = m.id
      AND s.joined_on <= %(today)s AND (s.left_on IS NULL OR s.left_on > %(today)s)
)
"""
"""Every page asks this, so it is written out: the query builder would take longer than the database."""


class PresenceMiddleware:
    """Fill `request.member` and `request.roles` in one statement; a past member is nobody here (F34)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Answer with the person's name in the trail of whatever changes; note the week in which they were here."""
        if request.method in {"GET", "HEAD"}:
            response = self.get_response(request)
        else:
            with pghistory.context(page=request.path):
                response = self.get_response(request)
        if request.member is not None and not request.failed:
            request.member.opened(request.chapter.week(now()).monday)
        return response

    @heeding
    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """Look the person up where a chapter or network is named and somebody is signed in."""
        if request.chapter is not None and request.user.is_authenticated:
            self._in_chapter(request)
        elif request.network is not None and request.user.is_authenticated:
            admins = request.network.admins.filter(user=request.user)
            request.roles = frozenset({Role.NETWORK_ADMIN}) if admins.exists() else frozenset()

    def _in_chapter(self, request: Any) -> None:
        today = request.chapter.today(now())
        person = {"chapter": request.chapter.pk, "user": request.user.pk, "today": today}
        request.member = next(iter(Member.objects.raw(WHO_IS_THIS, person)), None)
        if request.member is not None:
            request.roles = frozenset({Role.MEMBER, *map(Role, request.member.terms)})
            if request.method not in {"GET", "HEAD"}:
                pghistory.context(member=request.member.pk)
