"""An officer wrote down that somebody leaves: they hear of it at once, and so do the president and vice president."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from members.actions.departing import LEAVING_NOTED, STAY_ENDED, WISH, whom_to_tell
from members.models import Member, Stay
from members.notices.people import ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line


@dataclass(frozen=True)
class _Written:
    """What was written down: a stay, by whom, and whether as the member's own wish (`members.actions.departing`)."""

    stay: Stay
    by: Member
    own_wish: bool

    @property
    def names(self) -> dict[str, str]:
        """Who, what and when, for sentences."""
        assert self.stay.left_on is not None
        return {
            "chapter": self.stay.chapter.name,
            "name": self.stay.member.name,
            "seat": self.stay.seat.category.name,
            "day": date_format(self.stay.left_on, "j F Y"),
            "by": self.by.name,
        }


def _written(notice: Notice) -> _Written | None:
    """What the notice is about; None once the stay goes on after all, or ends on another day."""
    _stay, day, by, how, *_when = notice.about.split(":")
    stays = Stay.objects.in_chapter(notice.chapter_id).select_related("member", "seat__category", "chapter")
    stay = stays.filter(pk=notice.subject, left_on=date.fromisoformat(day)).first()
    if stay is None:
        return None
    return _Written(stay, Member.objects.in_chapter(notice.chapter_id).get(pk=int(by)), how == WISH)


def _off(notice: Notice) -> str:
    return "" if _written(notice) else "they do not leave on that day"


@kind(STAY_ENDED)
class StayEnded:
    """To whoever leaves: what was written down, by whom, from which day, and whom to tell where it is not so."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """To whoever is no member any more, too: it is about just that."""
        return _off(notice)

    def render(self, notice: Notice) -> Mail:
        """Without the officer's reason, which is for the record."""
        written = _written(notice)
        assert written is not None  # it was due a moment ago
        but = (written.stay.member_id, written.by.pk)
        tell = whom_to_tell(notice.chapter, but=but, at=notice.created_at) or written.by
        said = written.names | {"whom": tell.name, "address": tell.email}
        text = (
            _(
                "Hello %(name)s,\n\n%(by)s wrote down that you asked to leave %(chapter)s: from %(day)s on you are no "
                "longer a member, and the seat %(seat)s is open."
            )
            if written.own_wish
            else _(
                "Hello %(name)s,\n\n%(by)s wrote down that you leave %(chapter)s: from %(day)s on you are no longer a "
                "member, and the seat %(seat)s is open."
            )
        )
        text += _("\n\nIf that is not so, say so soon: to %(whom)s, %(address)s.")
        return Mail(one_line(_("You leave %(chapter)s on %(day)s") % said), text % said)


@kind(LEAVING_NOTED)
class LeavingNoted(ToMember):
    """To the president and vice president, who would know if it were not so."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Where it is not so any more."""
        return _off(notice)

    def render(self, notice: Notice) -> Mail:
        """Who leaves, by whose word, and from when."""
        written = _written(notice)
        assert written is not None  # it was due a moment ago
        said = written.names
        text = (
            _("%(by)s wrote down that %(name)s asked to leave: the seat %(seat)s is open from %(day)s on.")
            if written.own_wish
            else _("%(by)s wrote down that %(name)s leaves: the seat %(seat)s is open from %(day)s on.")
        )
        text += _(
            "\n\n%(name)s was told, and whom to tell if it is not so. Then the president or the secretary puts it "
            "right under Set up, Members."
        )
        page = address(f"{notice.chapter.path}members/{written.stay.member_id}/")
        return Mail(one_line(_("%(name)s leaves %(chapter)s") % said), text % said, Act(_("See them"), page))
