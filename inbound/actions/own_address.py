"""A member's own secret address: there for everybody, made anew when they say so, dead once they left."""

import base64
import secrets
from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from inbound.models import MailAddress
from members.models import Member

LETTERS = 12
"""Sixty bits: nobody guesses it, and the longest slug and it still fit into an address (RFC 5321: 64)."""


def new_token() -> str:
    """Random letters and digits of one case: some mail servers change it."""
    return base64.b32encode(secrets.token_bytes(LETTERS)).decode().lower()[:LETTERS]


def give_addresses(*, chapter: Chapter, at: datetime) -> None:
    """Every current member without an address gets one."""
    without = (
        Member.objects.in_chapter(chapter).current_on(chapter.today(at)).filter(mail_addresses__isnull=True).distinct()
    )
    rows = [MailAddress(chapter=chapter, member=member, token=new_token(), made_at=at) for member in without]
    MailAddress.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def make_own_address(*, chapter: Chapter, member: Member, instead_of: str, at: datetime) -> None:
    """A new address for the member, `instead_of` the token they see ('' where they have none): that one ends at once.

    Sent twice, or from a page that shows an older one, it changes nothing.
    """
    new = {"token": new_token(), "made_at": at}
    if instead_of:
        MailAddress.objects.in_chapter(chapter).filter(member=member, token=instead_of).update(**new)
    else:
        row = MailAddress(chapter=chapter, member=member, **new)
        MailAddress.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def share_at_once(*, chapter: Chapter, member: Member, at_once: bool, at: datetime) -> None:
    """Whether the leads in the member's mails are shared without asking them again."""
    make_own_address(chapter=chapter, member=member, instead_of="", at=at)
    MailAddress.objects.in_chapter(chapter).filter(member=member).update(at_once=at_once)
