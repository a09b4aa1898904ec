"""What members are told about their mails, at the address the chapter has of them; nothing of what they say."""

from datetime import datetime
from typing import Any, cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inbound.actions.drafts import fault_of
from inbound.models import Draft, InboundMessage, Word
from inbound.states import DraftState, Reason, State
from inbound.tokens import sent_mail_address
from members.notices import ToMember
from notices.kinds import Waits, kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line
from referrals.answering import answer_address
from referrals.states import Kind


class _AboutMail(ToMember):
    """A notice whose subject is a mail."""

    def found(self, notice: Notice) -> InboundMessage | None:
        """The mail."""
        rows = InboundMessage.objects.in_chapter(notice.chapter_id).select_related("chapter")
        return cast("InboundMessage | None", rows.filter(pk=notice.subject or 0).first())

    def act(self, message: InboundMessage, label: str) -> Act:
        """On to the page where they decide about it."""
        return Act(label, sent_mail_address(message.chapter, message.pk))


@kind("mail_read", called=gettext_lazy("receipts for the mails you send to the chapter"), waits=Waits.FOR_NOTHING)
class MailRead(_AboutMail):
    """The receipt: what was found in a mail, and the one tap that shares it."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once nothing in it waits any more."""
        message = self.found(notice)
        if message is None:
            return "gone"
        waits = Draft.objects.in_chapter(notice.chapter_id).filter(message=message).waiting().exists()
        return "answered already" if message.state == State.DRAFTS and not waits else ""

    def render(self, notice: Notice) -> Mail:
        """How many leads, and which of them need a change; their words are on the page."""
        message = cast("InboundMessage", self.found(notice))
        if message.state in {State.EMPTY, State.REFUSED}:
            return _nothing(message)
        drafts = list(Draft.objects.in_chapter(notice.chapter_id).filter(message=message))
        waiting = [draft for draft in drafts if draft.state == DraftState.WAITING]
        return self._ready(message, waiting) if waiting else self._shared(message, len(drafts))

    def _ready(self, message: InboundMessage, waiting: list[Draft]) -> Mail:
        good = sum(1 for draft in waiting if not fault_of(draft.need))
        bad = len(waiting) - good
        said = []
        if good:
            words = ngettext(
                "%(count)d lead from your mail is ready. One tap shares it with %(chapter)s.",
                "%(count)d leads from your mail are ready. One tap shares them with %(chapter)s.",
                good,
            )
            said.append(words % {"count": good, "chapter": message.chapter})
        if bad:
            words = ngettext(
                "%(count)d needs a change first: it is too long, or holds a phone number or an e-mail, and they don’t "
                "know yet.",
                "%(count)d need a change first: they are too long, or hold a phone number or an e-mail, and they don’t "
                "know yet.",
                bad,
            )
            said.append(words % {"count": bad})
        if message.reason == Reason.MANY:
            said.append(str(Reason.MANY.label))
        if good:
            subject = ngettext("%(count)d lead to share", "%(count)d leads to share", good) % {"count": good}
        else:
            subject = _("About the leads in your mail")
        label = _("Share them") if good else _("Change them")
        return Mail(one_line(subject), "\n\n".join(said), self.act(message, label))

    def _shared(self, message: InboundMessage, count: int) -> Mail:
        words = ngettext(
            "%(count)d lead from your mail is shared with %(chapter)s. Thank you.",
            "%(count)d leads from your mail are shared with %(chapter)s. Thank you.",
            count,
        )
        said = [words % {"count": count, "chapter": message.chapter}]
        if message.reason == Reason.MANY:
            said.append(str(Reason.MANY.label))
        subject = ngettext("%(count)d lead shared", "%(count)d leads shared", count) % {"count": count}
        act = Act(_("See your leads"), address(f"{message.chapter.path}slips/?tab=leads"))
        return Mail(one_line(subject), "\n\n".join(said), act)


def _nothing(message: InboundMessage) -> Mail:
    """A mail that came to nothing, and why."""
    if message.state == State.EMPTY:
        text = _(
            "We found no text of yours in your mail to %(chapter)s, so nothing was shared. Write each lead as a line."
        )
    else:
        text = _("Your answer could not be passed on, and nobody read it.")
    said = text % {"chapter": message.chapter}
    why = Reason(message.reason).label if message.state == State.REFUSED and message.reason else ""
    act = Act(_("See what became of your mails"), address(f"{message.chapter.path}me/mail/"))
    return Mail(
        one_line(_("About your mail to %(chapter)s") % {"chapter": message.chapter}), f"{said} {why}".strip(), act
    )


@kind("mail_in_your_name")
class MailInYourName(_AboutMail):
    """A mail says it is from the reader, and nothing proves it: they alone can say."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once they said."""
        message = self.found(notice)
        return "" if message is not None and message.state == State.QUARANTINED else "answered already"

    def render(self, notice: Notice) -> Mail:
        """That one came, why it waits, and where to say yes or no."""
        message = cast("InboundMessage", self.found(notice))
        came = date_format(message.received_at.astimezone(message.chapter.zone), "j F, H:i")
        names = {"chapter": message.chapter, "why": Reason(message.reason).label, "came": came}
        text = _(
            "A mail in your name came to %(chapter)s on %(came)s, and we are not sure that it is from you. %(why)s\n\n"
            "Nobody has read it. If you wrote it, say so and it goes on; if not, throw it away."
        )
        return Mail(
            one_line(_("Did you write this to %(chapter)s?") % names), text % names, self.act(message, _("Look at it"))
        )


@kind("word_on_slip", called=gettext_lazy("answers by mail about slips"))
class WordOnSlip(ToMember):
    """The other of the two answered a notice about a slip."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """While it is there."""
        return "" if self._words(notice).exists() else "gone"

    def render(self, notice: Notice) -> Mail:
        """Who wrote, about what kind of slip; the words are on the page."""
        word = self._words(notice).get()
        lead = word.slip.kind == Kind.LEAD
        names = {"name": word.by}
        subject = _("%(name)s wrote to you about a lead") if lead else _("%(name)s wrote to you about a referral")
        text, answers = _("%(name)s answered by mail."), answer_address(word.slip)
        if answers:
            text = f"{text} {_('You can answer this mail, too.')}"
        act = Act(_("Read it"), address(f"{word.chapter.path}words/{word.pk}/"))
        return Mail(one_line(subject % names), text % names, act, reply_to=answers)

    def _words(self, notice: Notice) -> Any:
        words = Word.objects.in_chapter(notice.chapter_id).filter(pk=notice.subject or 0)
        return words.select_related("by", "slip__chapter", "chapter")
