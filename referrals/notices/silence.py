"""Receivers are asked how it goes. No mail carries a prospect's name or details."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.notices import TAKEN_BACK, ToMember
from notices.kinds import Waits, kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.answering import answer_address
from referrals.models import AskedHow, Progress, Slip
from referrals.notices.days import day_given
from referrals.states import ENDED
from referrals.tokens import how_it_goes_address


def say_how(slip: Slip) -> Act:
    """On to the page where one tap says how it goes."""
    assert slip.receiver_id is not None  # nobody is asked about a lead
    return Act(_("Say how it goes"), how_it_goes_address(slip.chapter, slip.pk, slip.receiver_id))


class _Asked(ToMember):
    """Its subject is an asking."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it was answered, put off or is over."""
        asked = self.found(notice)
        if asked is None:
            return TAKEN_BACK
        slip = asked.slip
        if not slip.is_good or slip.objected or slip.stage in ENDED:
            return "over"
        told = Progress.objects.in_chapter(notice.chapter_id).filter(slip=slip, at__gte=asked.at)
        put_off = AskedHow.objects.in_chapter(notice.chapter_id).filter(slip=slip, until__gt=at)
        return "answered meanwhile" if told.exists() or put_off.exists() else ""

    def found(self, notice: Notice) -> Any:
        """The asking with its slip and people."""
        rows = AskedHow.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0)
        return rows.select_related("slip__giver", "slip__receiver", "slip__chapter", "by").first()

    def words(self, asked: Any) -> dict[str, Any]:
        """Who passed it, on which day and, where that is known, when: two of a day are told apart."""
        slip = asked.slip
        local = slip.given_at.astimezone(slip.chapter.zone)
        return {"giver": slip.giver, "day": day_given(slip) if slip.day_unknown else date_format(local, "j F, H:i")}

    def mail(self, asked: Any, subject: str, text: str) -> Mail:
        """With both links."""
        slip = asked.slip
        page = Act(_("Open it"), address(f"{slip.chapter.path}slips/{slip.uuid}/"))
        answers = answer_address(slip)
        return Mail(subject=one_line(subject), text=text, act=say_how(slip), also=page, reply_to=answers)


@kind("how_does_it_go", called=gettext_lazy("questions how what you were passed goes"), waits=Waits.FOR_THE_MORNING)
class HowDoesItGo(_Asked):
    """After one week of silence, and after two."""

    def render(self, notice: Notice) -> Mail:
        """Which one, by its giver and day."""
        asked = self.found(notice)
        said = self.words(asked)
        text = _(
            "%(giver)s passed you a referral on %(day)s and would like to know how it goes.\n\n"
            "One tap says it. If it needs time, say when to ask you again."
        )
        return self.mail(asked, _("How does it go with what %(giver)s passed you?") % said, text % said)


@kind("giver_asks", called=gettext_lazy("givers who ask how it goes"), waits=Waits.FOR_THE_MORNING)
class GiverAsks(_Asked):
    """The giver asks, after a long silence."""

    def render(self, notice: Notice) -> Mail:
        """Who asks, and which one it is by its day."""
        asked = self.found(notice)
        said = self.words(asked)
        text = _(
            "%(giver)s asks how the referral of %(day)s goes. A word is enough, whatever it is.\n\n"
            "One tap says it. If it needs time, say when to ask you again."
        )
        return self.mail(asked, _("%(giver)s asks how it goes") % said, text % said)
