"""Two power partners meet a prospect together; who it is the partner sees once the prospect agreed."""

from datetime import timedelta

import pytest
import time_machine

from chapters.clock import now
from members.models import Member, Partnership
from notices import kinds
from notices.models import Notice
from referrals.actions.joint_meetings import plan_joint_meeting
from referrals.actions.prospects import object_to
from referrals.models import JointMeeting, JointMeetingNote, Slip
from referrals.refusals import NotToBring
from referrals.values import JointPlan
from tests import factories

WORDS = {"said": "THEY-WANT-A-QUOTE", "better": "BRING-PICTURES"}


@pytest.fixture
def partner(chapter, receiver):
    """A power partner of the receiver's."""
    found = factories.MemberFactory(chapter=chapter, name="Priya Raman", email="priya@riverside.example")
    Partnership.objects.create(
        chapter=chapter,
        proposer=receiver,
        partner=found,
        state="accepted",
        started_on="2026-01-01",
        proposed_at=now(),
    )
    return found


def plan(referral, partner, **changes):
    when = (now() + timedelta(days=3)).strftime("%Y-%m-%dT12:30")
    return {"partner": partner.pk, "starts_at": when, "place": "Their office", **changes}


@pytest.fixture
def planned(chapter, receiver, referral, partner, sign_in):
    """The receiver brings the partner along, in three days."""
    sign_in(receiver).post(f"/c/riverside/slips/{referral.uuid}/joint-meeting/", plan(referral, partner))
    return JointMeeting.objects.in_chapter(chapter).get()


def path(joint, more=""):
    return f"/c/riverside/joint-meetings/{joint.pk}/{more}"


def read(client, joint):
    return client.get(path(joint)).content.decode()


def held(joint):
    JointMeeting.objects.in_chapter(joint.chapter).filter(pk=joint.pk).update(state="held")


def mailed(chapter, of):
    """The latest mail of a kind."""
    notice = Notice.objects.in_chapter(chapter).filter(kind=of).latest("pk")
    return kinds.find(of).kind.render(notice)


def test_the_receiver_brings_their_partner_who_is_told_without_a_name(
    chapter, receiver, referral, partner, planned, sign_in
):
    client = sign_in(receiver)
    assert "Bring your partner" in client.get(f"/c/riverside/slips/{referral.uuid}/").content.decode()
    again = client.post(f"/c/riverside/slips/{referral.uuid}/joint-meeting/", plan(referral, partner))
    assert again.url == path(planned)
    assert JointMeeting.objects.in_chapter(chapter).count() == 1
    notice = Notice.objects.in_chapter(chapter).get()
    mail = kinds.find(notice.kind).kind.render(notice)
    assert (notice.email, planned.partner, planned.planned_by) == (partner.email, partner, receiver)
    assert "Freya Lindqvist brings you" in mail.subject
    assert "Their office" not in mail.text, "it may be where they live"
    assert "Gareth" not in mail.text + mail.subject
    assert "boiler" not in mail.text


def test_the_partner_sees_who_it_is_once_the_prospect_agreed(receiver, partner, referral, planned, sign_in):
    assert "Gareth Nkosi" in read(sign_in(receiver), planned)
    priya = sign_in(partner)
    for words in ("Gareth", "boiler", "900123"):
        assert words not in read(priya, planned)
    data = plan(referral, partner, prospect_agreed="on")
    assert sign_in(receiver).post(path(planned, "change/"), data).url == path(planned)
    page = read(priya, planned)
    assert "Gareth Nkosi" in page
    assert "900123" not in page
    assert priya.get(f"/c/riverside/slips/{referral.uuid}/").status_code == 404


def test_nobody_else_finds_it_the_referrals_giver_neither(member, bystander, officer, planned, sign_in):
    """F35."""
    for person in (member, bystander, officer):
        client = sign_in(person)
        for more in ("", "change/", "call-off/", "held/", "note/"):
            assert client.post(path(planned, more), WORDS).status_code in {404, 405}
            assert client.get(path(planned, more)).status_code in {404, 405}


def test_only_a_power_partner_is_brought_and_only_by_the_receiver(
    chapter, member, receiver, bystander, partner, referral, stranger, sign_in
):
    page = f"/c/riverside/slips/{referral.uuid}/joint-meeting/"
    for person in (bystander, stranger, receiver):
        assert sign_in(receiver).post(page, plan(referral, person)).status_code == 422
    assert sign_in(member).post(page, plan(referral, partner)).status_code == 403
    assert sign_in(partner).post(page, plan(referral, partner)).status_code == 404
    Slip.objects.in_chapter(chapter).filter(pk=referral.pk).update(stage="lost")
    assert sign_in(receiver).get(page).url == f"/c/riverside/slips/{referral.uuid}/"
    assert sign_in(receiver).post(page, plan(referral, partner)).status_code == 302
    assert not JointMeeting.objects.in_chapter(chapter).exists()


def test_it_is_judged_by_what_the_referral_is_now(chapter, receiver, referral, partner):
    """The page was read before its giver withdrew it."""
    stale = Slip.objects.in_chapter(chapter).get(pk=referral.pk)
    referral.withdraw(referral.given_at)
    with pytest.raises(NotToBring):
        plan_joint_meeting(
            chapter=chapter,
            slip=stale,
            partner=partner,
            plan=JointPlan(now(), "Their office", prospect_agreed=False),
            by=receiver,
            at=now(),
        )
    assert not JointMeeting.objects.in_chapter(chapter).exists()


@pytest.mark.parametrize(
    ("zone", "moment"), [("Europe/Brussels", "0001-01-01T00:00"), ("America/New_York", "9999-12-31T23:00")]
)
def test_a_moment_that_is_none_is_said_to_be_wrong(chapter, receiver, referral, partner, sign_in, zone, moment):
    type(chapter).objects.filter(pk=chapter.pk).update(timezone=zone)
    typed = plan(referral, partner, starts_at=moment)
    answer = sign_in(receiver).post(f"/c/riverside/slips/{referral.uuid}/joint-meeting/", typed)
    assert answer.status_code == 422
    assert "Choose a day between 1900 and 2199." in answer.content.decode()


def test_called_off_it_names_the_other_one_whatever_address_the_reader_has_by_now(
    chapter, receiver, partner, planned, sign_in
):
    sign_in(receiver).post(path(planned, "call-off/"))
    told = Notice.objects.in_chapter(chapter).get(kind="joint_meeting_called_off")
    assert told.user == partner.user
    Member.objects.in_chapter(chapter).filter(pk=partner.pk).update(email="priya@elsewhere.example")
    assert "your meeting with Freya Lindqvist" in kinds.find("joint_meeting_called_off").kind.render(told).subject


def test_without_a_power_partner_the_page_says_what_to_do_first(receiver, referral, sign_in):
    page = sign_in(receiver).get(f"/c/riverside/slips/{referral.uuid}/joint-meeting/").content.decode()
    assert 'class="empty"' in page


def test_held_it_is_looked_back_on_by_both(chapter, receiver, partner, planned, sign_in):
    freya, priya = sign_in(receiver), sign_in(partner)
    assert "still to come" in freya.post(path(planned, "held/"), follow=True).content.decode()
    priya.post(path(planned, "note/"), WORDS)
    assert not JointMeetingNote.objects.in_chapter(chapter).exists()
    with time_machine.travel(now() + timedelta(days=4)):
        for client in (priya, freya):
            assert client.post(path(planned, "held/")).url == path(planned)
        for _tap in range(2):
            priya.post(path(planned, "note/"), WORDS)
        freya.post(path(planned, "note/"), {"said": "Hers", "better": ""})
        for client in (freya, priya):
            page = read(client, planned)
            assert "THEY-WANT-A-QUOTE" in page
            assert "BRING-PICTURES" in page
            assert "Hers" in page
    priya.post(path(planned, "note/"), WORDS | {"said": "ANEW"})
    assert sorted(JointMeetingNote.objects.in_chapter(chapter).values_list("said", flat=True)) == ["ANEW", "Hers"]


def test_called_off_the_other_is_told_and_nothing_moves_any_more(
    chapter, receiver, partner, referral, planned, sign_in
):
    priya = sign_in(partner)
    assert priya.get(path(planned, "call-off/")).status_code == 200
    for _tap in range(2):
        priya.post(path(planned, "call-off/"))
    told = Notice.objects.in_chapter(chapter).get(kind="joint_meeting_called_off")
    assert told.email == receiver.email
    assert "Priya Raman" in kinds.find(told.kind).kind.render(told).subject
    sign_in(receiver).post(path(planned, "change/"), plan(referral, partner, place="Elsewhere"))
    planned.refresh_from_db()
    assert (planned.state, planned.place) == ("called_off", "Their office")
    invited = Notice.objects.in_chapter(chapter).get(kind="joint_meeting_planned")
    assert kinds.find(invited.kind).kind.still_due(invited, now())
    again = sign_in(receiver).post(f"/c/riverside/slips/{referral.uuid}/joint-meeting/", plan(referral, partner))
    assert again.url != path(planned), "another one can be planned"


def test_the_partner_neither_moves_it_nor_says_that_the_prospect_agreed(partner, referral, planned, sign_in):
    """F33."""
    data = plan(referral, partner, prospect_agreed="on")
    assert sign_in(partner).post(path(planned, "change/"), data).status_code == 403
    planned.refresh_from_db()
    assert not planned.prospect_agreed


def test_moved_the_partner_is_told_once(chapter, receiver, partner, referral, planned, sign_in):
    data = plan(referral, partner, place="The café")
    for _tap in range(2):
        sign_in(receiver).post(path(planned, "change/"), data)
    assert Notice.objects.in_chapter(chapter).filter(kind="joint_meeting_changed", email=partner.email).count() == 1


def test_what_is_written_is_shown_as_text(receiver, partner, planned, sign_in):
    """F42."""
    held(planned)
    sign_in(partner).post(path(planned, "note/"), {"said": "<img src=x onerror=alert(1)>", "better": ""})
    assert "<img src" not in read(sign_in(receiver), planned)


def test_its_page_takes_at_most_eight_statements(receiver, partner, planned, sign_in, at_most):
    held(planned)
    client = sign_in(receiver)
    for person in (receiver, partner):
        sign_in(person).post(path(planned, "note/"), WORDS)
    with at_most(8):
        assert client.get(path(planned)).status_code == 200


def test_the_partner_reads_where_once_the_prospect_agreed_and_it_goes_where_they_object(
    chapter, partner, receiver, referral, planned, sign_in
):
    assert "Their office" in read(sign_in(receiver), planned)
    assert "Their office" not in read(sign_in(partner), planned)
    data = plan(referral, partner, prospect_agreed="on", place="12 Elm Rd")
    sign_in(receiver).post(path(planned, "change/"), data)
    assert "12 Elm Rd" in read(sign_in(partner), planned)
    assert "12 Elm Rd" in mailed(chapter, "joint_meeting_changed").text
    object_to(chapter=chapter, slip=referral, at=now())
    planned.refresh_from_db()
    assert planned.place == ""
    sign_in(receiver).post(path(planned, "change/"), data)
    held(planned)
    sign_in(receiver).post(path(planned, "note/"), WORDS)
    planned.refresh_from_db()
    assert (planned.place, planned.notes.count()) == ("", 0)


def test_called_off_twice_is_once(chapter, receiver, planned, sign_in):
    client = sign_in(receiver)
    assert [client.post(path(planned, "call-off/")).status_code for _ in range(2)] == [303, 303]
    assert "was held or called off meanwhile" not in read(client, planned)
    assert Notice.objects.in_chapter(chapter).filter(kind="joint_meeting_called_off").count() == 1
