"""A word on a slip that came by mail: its writer and whom it is for read it, nobody else learns that it is there."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from inbound.models import Word
from inbound.permissions import can_read_word
from referrals.answering import answer_address
from referrals.states import Kind


@requires(Role.MEMBER)
@require_safe
def word(request: Any, word: int) -> HttpResponse:
    """What was written, and the slip it is about."""
    words = Word.objects.in_chapter(request.chapter).select_related("by", "to", "slip__chapter")
    found = get_object_or_404(words, pk=word)
    if not can_read_word(request.member, found):
        raise Http404
    context = {
        "word": found,
        "when": date_format(found.at.astimezone(request.chapter.zone), "j F, H:i"),
        "is_lead": found.slip.kind == Kind.LEAD,
        "answer": answer_address(found.slip) if found.to_id == request.member.pk else "",
        "place": "my_slips",
    }
    return render(request, "inbound/word.html", context)
