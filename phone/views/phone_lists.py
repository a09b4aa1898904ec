"""The lists a phone keeps for its member: the least with which they can work without network."""

from typing import Any

from django.http import JsonResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.templatetags.initials import initials
from referrals.models import Slip
from referrals.states import Stage
from referrals.views.choosing import others
from referrals.views.lines import SAID, following

MOST = 10


@requires(Role.MEMBER)
@require_safe
@ensure_csrf_cookie
def phone_lists(request: Any) -> JsonResponse:
    """Members by name and seat, to whom the reader last passed referrals, and which referrals wait for their word.

    Nothing of a prospect but initials, no need, no phone or mail of anybody. Three statements. The queue's token comes
    with them.
    """
    chapter, at = request.chapter, now()
    recent = Slip.objects.in_chapter(chapter).last_receivers(request.member)
    waiting = Slip.objects.in_chapter(chapter).open_for(request.member)
    answer = JsonResponse(
        {
            "user": str(request.user.pk),
            "chapter": chapter.name,
            "currency": chapter.currency,
            "people": [_person(one) for one in others(request, at, recent=recent)],
            "recent": len(recent),
            "slips": [_line(slip, request) for slip in waiting.with_people().latest_first()[:MOST]],
        }
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _person(one: Any) -> tuple[str, str, str]:
    return str(one.pk), one.name, one.seat


def _line(slip: Slip, request: Any) -> dict[str, Any]:
    """Enough for its receiver to know which it is."""
    day = "" if slip.day_unknown else date_format(request.chapter.today(slip.given_at), "j F")
    letters = initials(slip.prospect) if slip.prospect else ""
    return {
        "path": f"{request.chapter.path}slips/{slip.uuid}/progress/",
        "who": slip.giver.name,
        "line": ", ".join(part for part in (_("From %(name)s") % {"name": slip.giver.name}, day) if part),
        "about": " · ".join(filter(None, ("".join(f"{letter}." for letter in letters), str(SAID[Stage(slip.stage)])))),
        "stage": slip.stage,
        "taps": following(slip),
    }
