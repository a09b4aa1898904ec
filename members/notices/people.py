"""What people are told about their own place: invitations, leave, power partners."""

from datetime import datetime
from typing import Any, cast

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.actions.invitations import token_of
from members.models import Invitation, Leave, Member, Partnership, Stay
from members.states import PartnershipState
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line

LEFT = "no longer a member"
TAKEN_BACK = "taken back"


def has_left(notice: Notice, whose: Q, at: datetime) -> bool:
    """Whether every stay in the notice's chapter of the person whose stays these are is over."""
    stays = Stay.objects.in_chapter(notice.chapter_id).filter(whose)
    return not stays.exclude(left_on__lte=notice.chapter.today(at)).exists()


def reader_left(notice: Notice, at: datetime) -> bool:
    """Whether whoever is told is a member of the notice's chapter no more."""
    return has_left(notice, reader("member", notice), at)


def reader(member: str, notice: Notice) -> Q:
    """That the member of this name in a query is whoever is told: the same person, whichever address they have now."""
    theirs = Q(**{f"{member}__email": notice.email})
    return theirs | Q(**{f"{member}__user": notice.user_id}) if notice.user_id else theirs


def is_reader(member: Member, notice: Notice) -> bool:
    """Whether a member is whoever is told, as `reader` says it."""
    return member.email == notice.email or (notice.user_id is not None and member.user_id == notice.user_id)


class ToMember:
    """A notice that only a member may read: it is not sent to somebody who left since it was written (F34)."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """Empty while its reader is a member and nothing else makes it pointless."""
        return LEFT if reader_left(notice, at) else self.settled(notice, at)

    def settled(self, notice: Notice, at: datetime) -> str:
        """Why a member need not be told any more; empty while they are to be."""
        raise NotImplementedError


@kind("invitation")
class InvitationSent:
    """A member is invited to their account; nobody can do without this one mail."""

    def still_due(self, notice: Notice, at: datetime) -> str:
        """While it can be accepted, at the address it is for."""
        invitation = self._invitation(notice)
        if invitation is None or invitation.withdrawn_at or invitation.member.email != notice.email:
            return "withdrawn"
        if invitation.accepted_at or invitation.member.user_id:
            return "accepted already"
        if invitation.expires_at <= at:
            return "too late"
        return LEFT if reader_left(notice, at) else ""

    def render(self, notice: Notice) -> Mail:
        """Who invites, to what, and until when the link works."""
        invitation = cast("Invitation", self._invitation(notice))
        chapter = notice.chapter
        names = {
            "name": invitation.member,
            "by": invitation.invited_by or chapter,
            "chapter": chapter,
            "address": notice.email,
            "day": date_format(invitation.expires_at.astimezone(chapter.zone), "j F"),
        }
        return Mail(
            subject=one_line(_("Your place at %(chapter)s") % names),
            text=_(
                "Hello %(name)s,\n\n"
                "%(by)s invites you to %(chapter)s’s pages: the weekly meeting, the referrals you give and get, "
                "your one-to-ones and how you stand.\n\n"
                "Open the link, make an account with %(address)s or sign in with it, and press one button. "
                "The link works until %(day)s and for nobody else."
            )
            % names,
            act=Act(_("Open the invitation"), address(f"{chapter.path}invitation/{token_of(invitation)}/")),
        )

    def _invitation(self, notice: Notice) -> Invitation | None:
        rows = Invitation.objects.in_chapter(notice.chapter_id).select_related("member", "invited_by")
        return cast("Invitation | None", rows.filter(pk=notice.subject).first())


@kind("leave_answered", called=gettext_lazy("answers to your requests for leave"))
class LeaveAnswered(ToMember):
    """An officer said yes or no to a leave."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once the answer, or the leave, was taken back."""
        leave = self._leave(notice)
        return TAKEN_BACK if leave is None or leave.approved is None else ""

    def render(self, notice: Notice) -> Mail:
        """What was answered, and what it means."""
        leave = cast("Leave", self._leave(notice))
        days = {"days": days_of(leave), "by": leave.answered_by or notice.chapter}
        if leave.approved:
            subject = _("Your leave is approved: %(days)s") % days
            text = _("%(by)s approved your leave: %(days)s. These days count neither for nor against you.") % days
        else:
            subject = _("About your leave: %(days)s") % days
            text = _("%(by)s could not approve your leave: %(days)s. Have a word; you can ask again.") % days
        return Mail(one_line(subject), text, Act(_("See your leave"), address(f"{notice.chapter.path}leave/")))

    def _leave(self, notice: Notice) -> Leave | None:
        rows = Leave.objects.in_chapter(notice.chapter_id).select_related("member", "answered_by")
        leave: Leave | None = rows.filter(pk=notice.subject or 0).first()
        return leave


class _AboutPartnership(ToMember):
    """A notice whose subject is a partnership."""

    state: PartnershipState

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once it does not stand any more where it stood, or one of the two left."""
        found = self.found(notice)
        if found is None or found.state != self.state:
            return "moved on meanwhile"
        two = (found.proposer_id, found.partner_id)
        return LEFT if any(has_left(notice, Q(member=one), at) for one in two) else ""

    def found(self, notice: Notice) -> Any:
        """The partnership, unless its proposal was taken back."""
        return Partnership.objects.in_chapter(notice.chapter_id).with_people().filter(pk=notice.subject).first()

    def act(self, notice: Notice, label: str) -> Act:
        """On to its page."""
        return Act(label, address(f"{notice.chapter.path}partners/{notice.subject}/"))


@kind("partnership_proposed", called=gettext_lazy("proposals to be power partners"))
class PartnershipProposed(_AboutPartnership):
    """Somebody would like to work closely with the reader."""

    state = PartnershipState.PROPOSED

    def render(self, notice: Notice) -> Mail:
        """Who asks; what each would put in is on the page."""
        names = {"name": self.found(notice).proposer}
        text = _(
            "%(name)s would like to be your power partner: to learn each other’s business well, and to look out for "
            "each other.\n\nSee what %(name)s looks for and can give, and answer with your side of it."
        )
        subject = one_line(_("%(name)s proposes to be power partners") % names)
        return Mail(subject, text % names, self.act(notice, _("Read and answer")))


@kind("partnership_accepted", called=gettext_lazy("answers to your proposals"))
class PartnershipAccepted(_AboutPartnership):
    """The other one said yes."""

    state = PartnershipState.ACCEPTED

    def render(self, notice: Notice) -> Mail:
        """That it holds, and the first thing to do."""
        names = {"name": self.found(notice).partner}
        text = _("%(name)s said yes: you are power partners from today. A first one-to-one soon is a good beginning.")
        subject = one_line(_("You and %(name)s are power partners") % names)
        return Mail(subject, text % names, self.act(notice, _("See what you agreed")))


def days_of(leave: Leave) -> str:
    """From when to when, in words."""
    first = date_format(leave.first_day, "j F Y") if leave.first_day else "…"
    if leave.last_day is None:
        return _("from %(day)s on") % {"day": first}
    return first if leave.last_day == leave.first_day else f"{first} – {date_format(leave.last_day, 'j F Y')}"
