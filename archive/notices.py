"""What members are told when the whole record leaves."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.models import TakenOut
from archive.taking_out import TOLD
from notices.kinds import kind
from notices.models import Notice
from notices.values import Mail, one_line


@kind(TOLD)
class ArchiveTakenOut:
    """Nobody can do without it: the archive holds amounts and prospects' details."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """Always: it happened."""
        return ""

    def render(self, notice: Notice) -> Mail:
        """Who took it, and when."""
        rows: Any = TakenOut.objects.in_chapter(notice.chapter_id).select_related("by")
        taken = rows.get(pk=notice.subject)
        when = taken.at.astimezone(notice.chapter.zone)
        names = {
            "name": taken.by,
            "chapter": notice.chapter,
            "day": date_format(when, "l j F"),
            "time": date_format(when, "H:i"),
        }
        return Mail(
            subject=one_line(_("%(name)s downloaded the archive of %(chapter)s") % names),
            text=_(
                "On %(day)s at %(time)s %(name)s downloaded the whole record of %(chapter)s.\n\n"
                "It holds what nobody else sees here: amounts in thanks, and the details of prospects. You are told "
                "because some of it is yours. If you wonder why, ask %(name)s."
            )
            % names,
        )
