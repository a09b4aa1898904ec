"""Members are asked to read and accept what they agree on."""

from datetime import datetime
from typing import cast

from django.db.models import Q
from django.utils.translation import gettext as _

from members.actions.contract import CONTRACT, latest_version
from members.models import Acceptance, ContractVersion
from members.notices.people import ToMember
from notices.kinds import kind
from notices.models import Notice
from notices.values import Act, Mail, address, one_line


@kind(CONTRACT)
class PutToMembers(ToMember):
    """A version of the contract waits for the reader."""

    def settled(self, notice: Notice, at: datetime) -> str:
        """Once they accepted it, or a newer one is out."""
        version = latest_version(notice.chapter)
        if version is None or version.pk != notice.subject:
            return "there is a newer one"
        theirs = Q(stay__member__email=notice.email)
        if notice.user_id:
            theirs |= Q(stay__member__user=notice.user_id)
        accepted = Acceptance.objects.in_chapter(notice.chapter_id).filter(theirs, version=version)
        today = notice.chapter.today(at)
        still = Q(stay__left_on__isnull=True) | Q(stay__left_on__gt=today)
        return "accepted already" if accepted.filter(still).exists() else ""

    def render(self, notice: Notice) -> Mail:
        """That it is there to read; the words themselves are on the page."""
        version = cast("ContractVersion", latest_version(notice.chapter))
        said = {"chapter": notice.chapter.name}
        if version.number == 1:
            subject = _("What we agree on at %(chapter)s")
            text = _(
                "What the members of %(chapter)s expect of each other is written down now, in a few sentences.\n\n"
                "Please read it, and say that you agree. If something in it is not right, talk to an officer first."
            )
        else:
            subject = _("What we agree on at %(chapter)s has changed")
            text = _(
                "There is a new version of what the members of %(chapter)s expect of each other.\n\n"
                "Please read what is different, and say that you agree. If something in it is not right, talk to an "
                "officer first."
            )
        act = Act(_("Read it"), address(f"{notice.chapter.path}contract/"))
        return Mail(one_line(subject % said), text % said, act)
