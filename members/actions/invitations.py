"""Inviting a member to their account, and their accepting."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction

from accounts.models import User
from chapters.refusals import sentence_of
from members.models import Invitation, Member
from members.refusals import HasAccount, InvitationClosed, NotYourAddress, SeatTaken
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
    """Invite the member by mail to have an account here; an earlier invitation is withdrawn.

    Raises HasAccount: whoever can sign in needs no invitation, and nobody else may be given their place.
    """
    if member.user_id is not None:
        raise HasAccount
    member.invitations.pending().update(withdrawn_at=at)
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
def invite_all(*, members: Iterable[Member], by: Member, at: datetime) -> int:
    """Invite each; how many."""
    return len([invite(member=member, by=by, at=at) for member in members])


def withdraw_invitation(*, invitation: Invitation, at: datetime) -> None:
    """Its address opens nothing any more. Raises InvitationClosed where it was accepted or withdrawn before."""
    pending = Invitation.objects.in_chapter(invitation.chapter_id).pending().filter(pk=invitation.pk)
    if not pending.update(withdrawn_at=at):
        raise InvitationClosed


@transaction.atomic
def accept(*, invitation: Invitation, user: User, at: datetime) -> None:
    """Join the account to the member it was invited for; a second time changes nothing (F14).

    Raises NotYourAddress unless the user owns the member's address, verified; InvitationClosed, also where the
    member has an account by now; SeatTaken where the account is another member of the chapter.
    """
    member = invitation.member
    if not user.emailaddress_set.filter(email__iexact=member.email, verified=True).exists():
        raise NotYourAddress
    if member.user_id == user.pk:
        return
    open_now = Invitation.objects.in_chapter(invitation.chapter_id).open_at(at).filter(pk=invitation.pk)
    without_account = Member.objects.in_chapter(invitation.chapter_id).filter(pk=member.pk, user__isnull=True)
    try:
        with transaction.atomic():
            if not (open_now.update(accepted_at=at) and without_account.update(user=user)):
                raise InvitationClosed
    except IntegrityError as error:
        raise SeatTaken(sentence_of(error)) from error
