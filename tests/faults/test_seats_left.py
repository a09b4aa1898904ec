"""Whoever left: the session that is still signed in opens nothing at its next use (F34)."""

from datetime import timedelta

import pytest
from django.test import Client

from chapters.access import Role
from chapters.clock import now
from chapters.models import SeatEvent
from chapters.scope import chapter_scope
from inbound.actions.own_address import make_own_address
from inbound.addresses import address_of_member, place_of
from inbound.models import MailAddress
from meetings.actions.calendar import make_address
from meetings.tokens import cant_come_address, invite_address
from members.actions.contract import write_version
from members.actions.invitations import invite
from members.actions.offices import appoint
from members.actions.stays import end_stay
from members.models import Acceptance, Member, Office, Stay, StayEvent
from members.notices import InvitationSent
from members.places import places_of
from notices.models import Notice
from referrals.tokens import how_it_goes_address
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ["members/", "me/", "profile/", "partners/", "leave/", "set-up/", "invitations/", "members/1/"]


@pytest.fixture
def successor(chapter):
    """The last president does not leave."""
    return factories.MemberFactory(chapter=chapter, offices=["president"])


def leave(person, *, in_days: int = 0) -> None:
    chapter = person.chapter
    end_stay(stay=person.stays.get(), left_on=chapter.today(now()) + timedelta(days=in_days), at=now())


def test_a_live_session_opens_nothing_from_the_first_day_out(officer, successor, sign_in):
    client = sign_in(officer)
    assert client.get("/c/riverside/me/").status_code == client.get("/c/riverside/set-up/").status_code == 200
    leave(officer)
    nowhere = client.get("/c/nowhere/me/")
    for page in PAGES:
        answer = client.get(f"/c/riverside/{page}")
        assert answer.status_code == 404, page
        assert answer.content == nowhere.content, page


def test_until_the_last_day_it_opens_everything(officer, successor, sign_in):
    client = sign_in(officer)
    leave(officer, in_days=1)
    assert client.get("/c/riverside/me/").status_code == 200


def test_nothing_can_be_done_any_more_either(chapter, member, sign_in):
    client = sign_in(member)
    leave(member)
    assert client.post("/c/riverside/profile/", {"whom_i_serve": "still here"}).status_code == 404
    assert client.post("/c/riverside/leave/", {"first_day": "2026-08-03"}).status_code == 404
    assert not member.leaves.exists()


def test_the_front_door_no_longer_leads_there(member, sign_in):
    assert places_of(member.user, at=now()).chapters
    leave(member)
    assert not places_of(member.user, at=now()).chapters
    assert "/c/riverside/" not in sign_in(member).get("/").content.decode()


def test_offices_end_and_open_invitations_are_withdrawn_with_the_stay(chapter, officer):
    newcomer = factories.MemberFactory(chapter=chapter, user=None)
    made = invite(member=newcomer, by=officer, at=now())
    appoint(member=newcomer, office="treasurer", from_day=chapter.today(now()) - timedelta(days=30))
    appoint(member=newcomer, office="education", from_day=chapter.today(now()) + timedelta(days=30))
    leave(newcomer)
    term = Office.objects.in_chapter(chapter).get(member=newcomer)
    assert (term.office, term.to_day) == ("treasurer", chapter.today(now()))
    made.refresh_from_db()
    assert made.withdrawn_at is not None
    notice = Notice.objects.in_chapter(chapter).get(kind="invitation")
    assert InvitationSent().still_due(notice, now()) == "withdrawn"


def test_mail_that_waits_for_somebody_who_left_is_not_sent(chapter, officer, sign_in):
    newcomer = factories.MemberFactory(chapter=chapter, user=None)
    invite(member=newcomer, by=officer, at=now())
    notice = Notice.objects.in_chapter(chapter).get()
    assert InvitationSent().still_due(notice, now()) == ""
    Stay.objects.in_chapter(chapter).filter(member=newcomer).update(left_on=chapter.today(now()))
    assert InvitationSent().still_due(notice, now()) == "no longer a member"


def test_who_comes_back_is_in_again_with_a_second_stay(chapter, member, sign_in):
    client = sign_in(member)
    leave(member)
    factories.StayFactory(chapter=chapter, member=member, joined_on=chapter.today(now()))
    assert client.get("/c/riverside/me/").status_code == 200
    assert Member.objects.in_chapter(chapter).filter(user=member.user).count() == 1


def test_an_account_in_two_chapters_keeps_the_other(chapter, other_chapter, member, sign_in):
    with chapter_scope(other_chapter.pk):
        factories.MemberFactory(chapter=other_chapter, email=member.email, user=member.user)
    client = sign_in(member)
    leave(member)
    assert client.get("/c/riverside/me/").status_code == 404
    assert client.get("/c/lakeside/me/").status_code == 200


def by_account_alone(middleware, request) -> None:
    """What the middleware would be if it did not ask for the stay."""
    request.member = Member.objects.in_chapter(request.chapter).get(user=request.user)
    request.roles = frozenset({Role.MEMBER})


def test_with_access_by_account_alone_the_session_would_live_on(member, sign_in, monkeypatch):
    """The same with the protection off: membership not asked of the stay."""
    client = sign_in(member)
    leave(member)
    monkeypatch.setattr("members.middleware.PresenceMiddleware._in_chapter", by_account_alone)
    assert client.get("/c/riverside/members/").status_code == 200


def test_the_trail_tells_who_sat_where_and_when_and_what_it_was_before(chapter, member):
    seat = member.stays.get().seat
    leave(member)
    stays = StayEvent.objects.in_chapter(chapter).filter(pgh_obj=member.stays.get().pk).order_by("pgh_id")
    assert [(event.pgh_label, event.left_on) for event in stays] == [("insert", None), ("update", chapter.today(now()))]
    seats = SeatEvent.objects.in_chapter(chapter).filter(pgh_obj=seat.pk).order_by("pgh_id")
    assert [event.status for event in seats] == ["held", "open"]


def test_every_door_of_theirs_is_shut_at_its_next_use(chapter, officer, member, sign_in, settings):
    """Session, calendar, own inbound address, and the links in mails that were sent before."""
    settings.INBOUND_DOMAIN = "in.chapters.example"
    at, tomorrow = now(), chapter.today(now()) + timedelta(days=1)
    slip = factories.SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=at)
    feed = make_address(chapter=chapter, member=member, instead_of="", at=at).token
    make_own_address(chapter=chapter, member=member, instead_of="", at=at)
    own = MailAddress.objects.in_chapter(chapter).get(member=member).token
    version = write_version(chapter=chapter, own_words="", after=0, by=officer, at=at)
    links = [
        cant_come_address(chapter, member.pk, tomorrow),
        invite_address(chapter, member.pk, tomorrow),
        how_it_goes_address(chapter, slip.pk, member.pk),
    ]
    paths = [f"/c/riverside/calendar/{feed}.ics", *(link.removeprefix(settings.SITE_URL) for link in links)]
    for path in paths:
        assert Client().get(path).status_code == 200, path
    address = address_of_member(chapter, own)
    assert place_of(address, at) is not None
    client = sign_in(member)
    leave(member)
    for path in paths:
        assert Client().get(path).status_code == 404, path
        assert Client().post(path, {"act": "x"}).status_code in {404, 405}, path
    assert place_of(address, at) is None
    for page in ("contract/", f"slips/{slip.uuid}/", "phone/", "standing/"):
        assert client.get(f"/c/riverside/{page}").status_code == 404, page
    assert client.post("/c/riverside/contract/", {"version": version.pk}).status_code == 404
    assert not Acceptance.objects.in_chapter(chapter).exists()
