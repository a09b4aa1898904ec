"""Whoever left is asked why, once, at the address the chapter knew."""

from datetime import datetime
from typing import cast

from django.utils.translation import gettext as _

from members.actions.leaving import EXIT_ASKED
from members.models import ExitAnswer, Stay
from members.tokens import leaving_address
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, one_line


@kind(EXIT_ASKED)
class WhyLeft:
    """A thank-you, and the question what made them leave."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """Not once they answered, nor where they stay after all, leave another day, or are back."""
        stay, today = self._stay(notice), notice.chapter.today(at)
        if stay is None or notice.about != f"stay {stay.pk} {stay.left_on}":
            return "they did not leave on that day"
        stays = Stay.objects.in_chapter(notice.chapter_id).filter(member=stay.member_id)
        if stays.exclude(left_on__lte=today).exists():
            return "they are a member"
        answered = ExitAnswer.objects.in_chapter(notice.chapter_id).filter(stay=stay)
        return "answered already" if answered.exists() else ""

    def render(self, notice: Notice) -> Mail:
        """A thank-you and one question; the page is a minute's work."""
        stay = cast("Stay", self._stay(notice))
        said = {"name": stay.member.name, "chapter": notice.chapter.name}
        text = _(
            "Hello %(name)s,\n\nthank you for the time you gave to %(chapter)s.\n\n"
            "Would you tell us why you left? It takes a minute and helps those who stay. You decide whether the "
            "officers read it with your name; without it they only see sums of three answers or more."
        )
        act = Act(_("Say why"), leaving_address(notice.chapter, stay.pk))
        return Mail(one_line(_("Thank you from %(chapter)s, and one question") % said), text % said, act)

    def _stay(self, notice: Notice) -> Stay | None:
        rows = Stay.objects.in_chapter(notice.chapter_id).select_related("member")
        return cast("Stay | None", rows.filter(pk=notice.subject).first())
