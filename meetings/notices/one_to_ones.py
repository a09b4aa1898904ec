"""What two members are told about a one-to-one that one of them logged."""

from datetime import datetime
from typing import cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import OneToOne
from members.notices import TAKEN_BACK, ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address


class _AboutOneToOne(ToMember):
    """A notice whose subject is a one-to-one."""

    def found(self, notice: Notice) -> OneToOne | None:
        """The one-to-one, unless its author took it back."""
        rows = OneToOne.objects.in_chapter(notice.chapter).select_related("logged_by", "disputed_by", "a", "b")
        return cast("OneToOne | None", rows.filter(pk=notice.subject).first())

    def act(self, notice: Notice, label: str) -> Act:
        """On to the page where it is answered."""
        return Act(label, address(f"{notice.chapter.path}one-to-ones/"))


@kind("one_to_one_logged", called=gettext_lazy("one-to-ones logged with you"))
class OneToOneLogged(_AboutOneToOne):
    """Somebody logged a one-to-one with the reader, who can say that it did not happen."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it was taken back or answered."""
        one_to_one = self.found(notice)
        if one_to_one is None:
            return TAKEN_BACK
        return "answered" if one_to_one.confirmed_at or one_to_one.disputed else ""

    def render(self, notice: Notice) -> Mail:
        """Who logged it, of which day."""
        one_to_one = cast("OneToOne", self.found(notice))
        said = {"name": one_to_one.logged_by, "day": date_format(one_to_one.date, "l j F")}
        text = _(
            "%(name)s logged a one-to-one with you on %(day)s. It counts for both of you.\n\n"
            "If it did not happen, say so; if it did, there is nothing to do."
        )
        subject = _("%(name)s logged your one-to-one of %(day)s") % said
        return Mail(subject, text % said, self.act(notice, _("See it")))


@kind("one_to_one_disputed", called=gettext_lazy("answers to one-to-ones you logged"))
class OneToOneDisputed(_AboutOneToOne):
    """The other one says that a one-to-one did not happen."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once they thought better of it."""
        one_to_one = self.found(notice)
        return "" if one_to_one and one_to_one.disputed else "settled meanwhile"

    def render(self, notice: Notice) -> Mail:
        """Who says so, of which day."""
        one_to_one = cast("OneToOne", self.found(notice))
        said = {"name": one_to_one.disputed_by, "day": date_format(one_to_one.date, "l j F")}
        text = _(
            "%(name)s does not remember the one-to-one of %(day)s that you logged, so it does not count for now.\n\n"
            "Have a word; %(name)s can put it right with one tap."
        )
        return Mail(_("Your one-to-one of %(day)s") % said, text % said, self.act(notice, _("See it")))
