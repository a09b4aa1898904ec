"""Invitations, for those who send them."""

from datetime import timedelta

import pytest

from chapters.clock import now
from members.actions.invitations import accept, invite
from members.models import Invitation, Member
from members.refusals import HasAccount, InvitationClosed, NotYourAddress
from notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/invitations/"


@pytest.fixture
def newcomer(chapter):
    """A member without an account."""
    return factories.MemberFactory(chapter=chapter, name="Priya Raman", email="priya@riverside.example", user=None)


def invitations(chapter):
    return Invitation.objects.in_chapter(chapter)


@pytest.mark.parametrize("office", ["president", "vice_president", "secretary"])
def test_who_invites_sees_who_has_no_account_yet(chapter, newcomer, member, sign_in, office):
    client = sign_in(factories.MemberFactory(chapter=chapter, offices=[office]))
    page = client.get(PAGE).content.decode()
    assert "Priya Raman" in page
    assert "not invited yet" in page
    assert "Ben Whitlock" not in page


@pytest.mark.parametrize("office", ["treasurer", "mentor", "committee"])
def test_nobody_else_invites(chapter, newcomer, sign_in, office):
    client = sign_in(factories.MemberFactory(chapter=chapter, offices=[office]))
    assert client.get(PAGE).status_code == client.post(PAGE, {"member": newcomer.pk}).status_code == 403
    assert not invitations(chapter).exists()


def test_one_is_invited_and_told_by_mail(chapter, officer, newcomer, sign_in):
    client = sign_in(officer)
    assert client.post(PAGE, {"member": newcomer.pk}).status_code == 303
    made = invitations(chapter).get()
    assert (made.member, made.invited_by) == (newcomer, officer)
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email, notice.subject) == ("invitation", newcomer.email, made.pk)
    assert "being mailed" in client.get(PAGE).content.decode()
    Notice.objects.in_chapter(chapter).update(state="sent", settled_at="2026-03-03T09:05Z")
    assert "mailed 3 Mar, 09:05" in client.get(PAGE).content.decode()


def test_everybody_without_an_open_invitation_is_invited_at_once(chapter, officer, newcomer, member, sign_in):
    invite(member=newcomer, by=officer, at=now())
    others = [factories.MemberFactory(chapter=chapter, user=None) for _ in range(3)]
    factories.MemberFactory(chapter=chapter, user=None, stay__left_on="2026-01-01")
    assert sign_in(officer).post(PAGE).status_code == 303
    assert invitations(chapter).count() == 4
    assert set(invitations(chapter).values_list("member", flat=True)) == {newcomer.pk, *(one.pk for one in others)}
    sign_in(officer).post(PAGE)
    assert invitations(chapter).count() == 4


def test_inviting_again_withdraws_the_first(chapter, officer, newcomer):
    first = invite(member=newcomer, by=officer, at=now())
    second = invite(member=newcomer, by=officer, at=now())
    assert list(invitations(chapter).open_at(now())) == [second]
    factories.UserFactory(email=newcomer.email)
    with pytest.raises(InvitationClosed):
        accept(invitation=first, user=newcomer.user or factories.User.objects.get(email=newcomer.email), at=now())


def test_an_invitation_can_be_withdrawn_once(chapter, officer, newcomer, sign_in):
    made = invite(member=newcomer, by=officer, at=now())
    assert sign_in(officer).post(f"{PAGE}{made.pk}/withdraw/").status_code == 303
    assert not invitations(chapter).open_at(now()).exists()
    made.refresh_from_db()
    at = made.withdrawn_at
    sign_in(officer).post(f"{PAGE}{made.pk}/withdraw/")
    made.refresh_from_db()
    assert made.withdrawn_at == at


@pytest.mark.parametrize("key", ["0", "1099511627776", "9" * 5000, "x", "٣", "-1"])
def test_nobody_is_invited_by_a_key_that_is_nobodys(chapter, officer, newcomer, sign_in, key):
    assert sign_in(officer).post(PAGE, {"member": key}).status_code == 404
    assert not invitations(chapter).exists()


def test_another_chapters_people_and_invitations_are_not_there(chapter, officer, stranger, sign_in):
    """F30."""
    assert sign_in(officer).post(PAGE, {"member": stranger.pk}).status_code == 404
    assert not invitations(chapter).exists()


def test_whoever_has_an_account_cannot_be_replaced_by_another(officer, member):
    with pytest.raises(HasAccount):
        invite(member=member, by=officer, at=now())


def test_an_old_invitation_does_not_replace_an_account_joined_meanwhile(chapter, officer, newcomer):
    made = invite(member=newcomer, by=officer, at=now())
    Member.objects.in_chapter(chapter).filter(pk=newcomer.pk).update(user=factories.UserFactory())
    with pytest.raises(InvitationClosed):
        accept(invitation=made, user=factories.UserFactory(email=newcomer.email), at=now())
    made.refresh_from_db()
    assert made.accepted_at is None


def test_an_address_that_is_not_confirmed_does_not_count(officer, newcomer):
    made = invite(member=newcomer, by=officer, at=now())
    with pytest.raises(NotYourAddress):
        accept(invitation=made, user=factories.UserFactory(email=newcomer.email, verified=False), at=now())


def test_one_that_ran_out_is_said_to_be_so(officer, newcomer, sign_in):
    invite(member=newcomer, by=officer, at=now() - timedelta(days=15))
    assert "ran out" in sign_in(officer).get(PAGE).content.decode()


@pytest.mark.parametrize("many", [1, 60])
def test_it_takes_at_most_eight_statements(chapter, officer, sign_in, at_most, many):
    for _ in range(many):
        invite(member=factories.MemberFactory(chapter=chapter, user=None), by=officer, at=now())
    client = sign_in(officer)
    with at_most(8):
        assert client.get(PAGE).status_code == 200
