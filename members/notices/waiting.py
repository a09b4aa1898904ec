"""What people on the waiting list are told; and officers, that somebody of it would like to come."""

from datetime import datetime
from typing import Any, cast

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.actions.waiting import ANSWERED, CONFIRM, OPEN
from members.models import Heard, Waiting
from members.notices.people import ToMember
from members.seats import open_seats
from members.states import Said
from members.tokens import waiting_address
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line

OFF_THE_LIST = "no longer on the list"


def _heard(notice: Notice) -> Any:
    rows = Heard.objects.in_chapter(notice.chapter_id).select_related("person", "hearing__category")
    return rows.filter(pk=notice.subject).first()


@kind(CONFIRM)
class ConfirmPlace:
    """Was it you? And for who is on the list already: that they are, and how to leave it."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """While they are known by that address."""
        return "" if self._person(notice) else OFF_THE_LIST

    def render(self, notice: Notice) -> Mail:
        """What was asked for; the link asks, and changes nothing by being opened."""
        person = cast("Waiting", self._person(notice))
        said = {"name": person.name, "chapter": notice.chapter.name, "trade": person.trade}
        link = waiting_address(notice.chapter, person.pk)
        if person.confirmed_at:
            text = _(
                "Hello %(name)s,\n\nsomebody, perhaps you, put your address down for a seat at %(chapter)s. "
                "You are on the waiting list already, for: %(trade)s. You need do nothing.\n\n"
                "The link shows your place, and takes you off the list."
            )
            return Mail(one_line(_("You are on the list of %(chapter)s") % said), text % said, Act(_("My place"), link))
        text = _(  # nothing that was typed: whoever typed it may not be whose address it is
            "Hello,\n\nsomebody, we hope you, would like a seat at %(chapter)s.\n\n"
            "If that was you, open the link and say so. You then hear when such a seat is open. If it was not, do "
            "nothing: we forget your address within a week."
        )
        subject = one_line(_("Is it you who would like a seat at %(chapter)s?") % said)
        return Mail(subject, text % said, Act(_("Yes, put me on the list"), link))

    def _person(self, notice: Notice) -> Waiting | None:
        rows = Waiting.objects.in_chapter(notice.chapter_id).filter(email=notice.email)
        return cast("Waiting | None", rows.first())


@kind(OPEN)
class SeatOpen:
    """A seat of theirs is open: come and see. It is an invitation and promises nothing."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """While they are on the list, the seat is open, and they have not said anything."""
        heard = _heard(notice)
        if heard is None or heard.person.email != notice.email:
            return OFF_THE_LIST
        if heard.said:
            return "answered already"
        seats = open_seats(notice.chapter, day=notice.chapter.today(at)).filter(category=heard.hearing.category_id)
        return "" if seats.exists() else "the seat is taken"

    def render(self, notice: Notice) -> Mail:
        """Which seat, until when they are the first to hear of it, and when and where the chapter meets."""
        heard, chapter = _heard(notice), notice.chapter
        said = {
            "name": heard.person.name,
            "chapter": chapter.name,
            "seat": heard.hearing.category.name,
            "day": date_format(heard.until, "l j F"),
            "weekday": WEEKDAYS[chapter.weekday],
            "clock": f"{chapter.start_time:%H:%M}",
        }
        text = _(
            "Hello %(name)s,\n\na seat is open at %(chapter)s: %(seat)s. You are next on the list: until %(day)s "
            "nobody after you hears of it.\n\n"
            "Come and see how it is. We meet every %(weekday)s at %(clock)s. It costs nothing and "
            "binds you to nothing, and the chapter decides with you whether you fit together.\n\n"
            "Would you like to come?"
        )
        subject = one_line(_("A seat is open at %(chapter)s: %(seat)s") % said)
        link = waiting_address(chapter, heard.person.pk)
        return Mail(subject, text % said, Act(_("Say whether you’d like to come"), link))


@kind(ANSWERED)
class WouldLikeToCome(ToMember):
    """Somebody on the list would like to come, for those who look after visitors."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once they are off the list, or changed their mind."""
        heard = _heard(notice)
        return "" if heard is not None and heard.said == Said.COMING else "no longer so"

    def render(self, notice: Notice) -> Mail:
        """Who, for which seat; how to reach them is on the page."""
        heard = _heard(notice)
        said = {"name": heard.person.name, "seat": heard.hearing.category.name}
        text = _(
            "%(name)s is on the waiting list and would like to come and see, for the open seat: %(seat)s.\n\nWrite or "
            "call, and invite them to a meeting. The next on the list hears of the seat when you say so."
        )
        act = Act(_("The waiting list"), address(f"{notice.chapter.path}waiting-list/"))
        return Mail(one_line(_("%(name)s would like to come: %(seat)s") % said), text % said, act)
