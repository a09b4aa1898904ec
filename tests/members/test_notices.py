"""What people are told about their own place."""

from datetime import date, timedelta

import pytest

from chapters.clock import now
from members.actions import partners
from members.actions.invitations import invite, token_of
from members.actions.leaves import answer_leave, ask_for_leave
from members.models import Invitation, Partnership
from notices.kinds import find
from notices.models import Notice
from tests import factories
from tests.members.moments import AT

pytestmark = pytest.mark.django_db


def notice_of(chapter, kind: str) -> Notice:
    return Notice.objects.in_chapter(chapter).select_related("chapter").get(kind=kind)


def due(notice: Notice) -> str:
    return find(notice.kind).kind.still_due(notice, now())


@pytest.fixture
def invited(chapter, officer):
    newcomer = factories.MemberFactory(chapter=chapter, name="Priya Raman", email="priya@people.example", user=None)
    return invite(member=newcomer, by=officer, at=now())


def test_an_invitation_names_who_invites_and_leads_to_its_own_address(chapter, invited):
    notice = notice_of(chapter, "invitation")
    mail = find("invitation").kind.render(notice)
    assert due(notice) == ""
    assert mail.subject == "Your place at Riverside"
    assert "Amara Osei invites you" in mail.text
    assert "priya@people.example" in mail.text
    assert mail.act.address.endswith(f"/c/riverside/invitation/{token_of(invited)}/")


def test_the_networks_invitation_is_the_chapters(chapter):
    newcomer = factories.MemberFactory(chapter=chapter, user=None)
    invite(member=newcomer, by=None, at=now())
    assert "Riverside invites you" in find("invitation").kind.render(notice_of(chapter, "invitation")).text


def test_an_invitation_that_opens_nothing_any_more_is_not_sent(chapter, invited):
    notice, rows = notice_of(chapter, "invitation"), Invitation.objects.in_chapter(chapter)
    member = invited.member
    rows.update(expires_at=now() - timedelta(seconds=1))
    assert due(notice) == "too late"
    member.email = "other@people.example"
    member.save()
    assert due(notice) == "withdrawn"
    member.email = notice.email
    member.user = factories.UserFactory(email=notice.email)
    member.save()
    assert due(notice) == "accepted already"


def test_line_breaks_in_names_stay_out_of_subjects(chapter, officer, member):
    """F51."""
    officer.name = "Amara\r\nBcc: everybody@people.example"
    officer.save()
    partners.propose(proposer=officer, partner=member, looks_for="a", can_give="b", at=AT)
    mail = find("partnership_proposed").kind.render(notice_of(chapter, "partnership_proposed"))
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject


@pytest.mark.parametrize(
    ("approved", "last_day", "subject"),
    [
        (True, date(2026, 8, 16), "Your leave is approved: 3 August 2026 – 16 August 2026"),
        (True, None, "Your leave is approved: from 3 August 2026 on"),
        (False, date(2026, 8, 3), "About your leave: 3 August 2026"),
    ],
)
def test_an_answer_to_a_leave_is_told_once_in_words(chapter, member, officer, approved, last_day, subject):
    asked = ask_for_leave(member=member, first_day=date(2026, 8, 3), last_day=last_day, reason="")
    answer_leave(leave=asked, approved=approved, by=officer, at=AT)
    notice = notice_of(chapter, "leave_answered")
    mail = find("leave_answered").kind.render(notice)
    assert due(notice) == ""
    assert (notice.email, mail.subject) == (member.email, subject)
    assert "Amara Osei" in mail.text


def test_a_proposal_is_told_without_what_is_between_the_two(chapter, officer, member):
    made = partners.propose(proposer=officer, partner=member, looks_for="Kitchens", can_give="Landlords", at=AT)
    notice = notice_of(chapter, "partnership_proposed")
    mail = find("partnership_proposed").kind.render(notice)
    assert notice.email == member.email
    assert mail.subject == "Amara Osei proposes to be power partners"
    assert mail.act.address.endswith(f"/c/riverside/partners/{made.pk}/")
    assert "Kitchens" not in mail.text
    assert due(notice) == ""


def test_a_proposal_taken_back_or_answered_is_not_told_any_more(chapter, officer, member):
    made = partners.propose(proposer=officer, partner=member, looks_for="a", can_give="b", at=AT)
    notice = notice_of(chapter, "partnership_proposed")
    partners.accept(partnership=made, looks_for="c", can_give="d", on=date(2026, 3, 4), at=AT)
    assert due(notice) == "moved on meanwhile"
    told = notice_of(chapter, "partnership_accepted")
    assert (due(told), told.email) == ("", officer.email)
    assert find("partnership_accepted").kind.render(told).subject == "You and Ben Whitlock are power partners"
    Partnership.objects.in_chapter(chapter).filter(pk=made.pk).delete()
    assert due(notice) == due(told) == "moved on meanwhile"


@pytest.mark.parametrize("who", ["officer", "member"])
def test_once_one_of_the_two_has_left_it_is_not_told(chapter, officer, member, who):
    partners.propose(proposer=officer, partner=member, looks_for="a", can_give="b", at=AT)
    {"officer": officer, "member": member}[who].stays.update(left_on="2026-01-01")
    assert due(notice_of(chapter, "partnership_proposed")) == "no longer a member"
