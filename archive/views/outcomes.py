"""What came of a file, in words that several pages use."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.fates import Verdict
from archive.models import Upload
from archive.states import UploadState


def in_words(counts: dict[str, int]) -> list[str]:
    """Counts of rows by what became of them; those of none are left out."""
    words = {
        Verdict.NEW: ngettext("%d new", "%d new", counts.get(Verdict.NEW, 0)),
        "replaced": ngettext("%d replaced", "%d replaced", counts.get("replaced", 0)),
        Verdict.SAME: ngettext("%d the same", "%d the same", counts.get(Verdict.SAME, 0)),
        Verdict.DOUBTFUL: ngettext("%d doubtful", "%d doubtful", counts.get(Verdict.DOUBTFUL, 0)),
        Verdict.REFUSED: ngettext("%d refused", "%d refused", counts.get(Verdict.REFUSED, 0)),
    }
    return [word % counts[key] for key, word in words.items() if counts.get(key)]


def summary_of(upload: Upload) -> str:
    """Who brought it when, and what came of it."""
    when = date_format(upload.at.astimezone(upload.chapter.zone), "j M, H:i")
    parts: list[Any] = [f"{upload.by.name if upload.by else upload.chapter.network.name}, {when}"]
    if upload.state == UploadState.DONE:
        parts += in_words(upload.outcome["counts"]) or [_("nothing new")]
    return " · ".join(map(str, parts))
