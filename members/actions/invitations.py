"""Inviting a member to their account, and their accepting."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction

from accounts.models import User
from chapters.refusals import sentence_of
from members.models import Invitation, Member
from members.refusals import InvitationClosed, NotYourAddress, SeatTaken
from notices.actions import tell
from notices.values import Recipient

LASTS = timedelta(days=14)
SALT = "members.invitation"


def token_of(invitation: Invitation) -> str:
    """The secret part of an invitation's address: signed, so that the mail can be written when it is sent."""
    return signing.dumps(invitation.pk, salt=SALT)


def key_in(token: str) -> int | None:
    """The invitation that a token names; None where it was not signed here."""
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None


@transaction.atomic
def invite(*, member: Member, by: Member | None, at: datetime) -> Invitation:
    """Invite the member by mail to have an account here; an earlier invitation is withdrawn."""
    still_open = member.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    still_open.update(withdrawn_at=at)
    invitation = Invitation.objects.create(
        chapter=member.chapter, member=member, invited_by=by, created_at=at, expires_at=at + LASTS
    )
    tell(
        chapter=member.chapter,
        kind="invitation",
        about=f"invitation:{invitation.pk}",
        to=Recipient(member.email),
        at=at,
        subject=invitation.pk,
    )
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, user: User, at: datetime) -> None:
    """Join the account to the member it was invited for; a second time changes nothing (F14).

    Raises NotYourAddress unless the user owns the member's address, verified; InvitationClosed; SeatTaken where the
    account is another member of the chapter.
    """
    member = invitation.member
    addresses = user.emailaddress_set
    if not addresses.filter(email__iexact=member.email, verified=True).exists():
        raise NotYourAddress
    if member.user_id == user.pk:
        return
    pending = Invitation.objects.in_chapter(invitation.chapter).filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    if not pending.update(accepted_at=at):
        raise InvitationClosed
    try:
        with transaction.atomic():
            Member.objects.in_chapter(invitation.chapter).filter(pk=member.pk).update(user=user)
    except IntegrityError as error:
        raise SeatTaken(sentence_of(error)) from error
