"""Several things for one person, in one mail or notification: a bundle rather than a stream."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from chapters.models import Chapter
from notices import kinds
from notices.kinds import Waits
from notices.models import Notice
from notices.pace import BUNDLE_MINUTES, minutes
from notices.states import State
from notices.values import Act, Mail, address

ONE_DAY = timedelta(days=1)
MOST_TOGETHER = 20


def not_before(notice: Notice, at: datetime) -> datetime | None:
    """When a notice that is due may reach its person: in the morning, or with what else there is; None is now.

    Quiet hours are the person's own, by the clock of the chapter; what comes soon after another thing waits for more.
    """
    user, waits = notice.user, kinds.find(notice.kind).waits
    if user is None or waits is Waits.FOR_NOTHING:
        return None
    morning = end_of_quiet(user, notice.chapter, at)
    if morning is not None or waits is Waits.FOR_THE_MORNING:
        return morning
    return _after_the_last(notice, user, at)


def end_of_quiet(user: User, chapter: Chapter, at: datetime) -> datetime | None:
    """When the person's quiet hours end, if it is within them."""
    if user.quiet_hours is None:
        return None
    (first, end), local = user.quiet_hours, at.astimezone(chapter.zone)
    if not _within(local.time(), first, end):
        return None
    day = local.date() if local.time() < end else local.date() + ONE_DAY
    # of an hour that comes twice, the one that it is
    return datetime.combine(day, end.replace(fold=local.fold), chapter.zone)


def _within(now: time, first: time, end: time) -> bool:
    return first <= now < end if first < end else now >= first or now < end


def _after_the_last(notice: Notice, user: User, at: datetime) -> datetime | None:
    soon = at - minutes(BUNDLE_MINUTES)
    sent = Notice.objects.in_chapter(notice.chapter_id).filter(
        user=user, email=notice.email, kind__in=kinds.bundled(), state=State.SENT, settled_at__gt=soon
    )
    last = sent.order_by("-settled_at").values_list("settled_at", flat=True).first()
    return last + minutes(BUNDLE_MINUTES) if last else None


def together(mails: Sequence[Mail], chapter: Chapter) -> Mail:
    """One mail of several, each with its own words, its own act and its own way to answer.

    Reply answers them all where they have that in common; else it would answer one whose reader meant another.
    """
    if len(mails) == 1:
        return mails[0]
    count = len(mails)
    text, answers = "\n".join(f"- {mail.subject}" for mail in mails), {mail.reply_to for mail in mails}
    if len(answers) > 1:
        text += "\n\n" + _("To answer one of them by mail, use “Answer by mail” under it, not Reply.")
    subject = ngettext("%(count)s thing for you", "%(count)s things for you", count) % {"count": count}
    return Mail(
        subject=subject,
        text=text,
        act=Act(_("Open my week"), address(chapter.path)),
        reply_to=answers.pop() if len(answers) == 1 else "",
        parts=tuple(mails),
    )
