import pytest

from notices.models import Notice
from referrals.models import Lesson, Progress, Slip
from tests import factories
from tests.referrals import typed


def path(slip):
    return f"/c/riverside/slips/{slip.uuid}/bad/"


def test_a_bad_referral_is_said_so_with_its_kind_and_no_longer_counts(chapter, member, receiver, referral, sign_in):
    client = sign_in(receiver)
    assert client.get(path(referral)).status_code == 200
    assert client.post(path(referral), typed.bad(reason="They never asked.")).status_code == 303
    referral.refresh_from_db()
    assert (referral.stage, referral.bad_reason) == ("bad", "They never asked.")
    lesson = Lesson.objects.in_chapter(chapter).get()
    assert (lesson.slip, lesson.kind, lesson.better) == (referral, "unexpected", "A word to them before the call.")
    assert Progress.objects.in_chapter(chapter).get().at == referral.bad_at
    assert not Slip.objects.in_chapter(chapter).good().exists()
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email) == ("slip_bad", member.email)


@pytest.mark.parametrize("missing", [{"kind": ""}, {"kind": "nonsense"}, {"better": " "}])
def test_its_kind_and_what_would_have_made_it_good_are_asked_for(chapter, referral, receiver, sign_in, missing):
    assert sign_in(receiver).post(path(referral), typed.bad(**missing)).status_code == 422
    referral.refresh_from_db()
    assert referral.bad_at is None
    assert not Lesson.objects.in_chapter(chapter).exists()


@pytest.mark.parametrize("office", ["president", "vice_president", "secretary", "visitor_host", "mentor"])
def test_a_lead_of_no_use_is_an_officers_to_mark(chapter, lead, sign_in, office):
    one = factories.MemberFactory(chapter=chapter, offices=[office])
    assert sign_in(one).post(path(lead), {"reason": " "}).status_code == 422
    assert sign_in(one).post(path(lead), {"reason": "Long gone."}).status_code == 303
    lead.refresh_from_db()
    assert lead.bad_at is not None
    assert "roofer" not in sign_in(one).get("/c/riverside/leads/").content.decode()


def test_nobody_else_may(chapter, member, receiver, officer, lead, referral, sign_in):
    on_committee = factories.MemberFactory(chapter=chapter, offices=["committee"])
    refused = [(member, lead), (receiver, lead), (on_committee, lead), (member, referral)]
    assert {sign_in(person).post(path(slip), typed.bad(reason="no")).status_code for person, slip in refused} == {403}
    assert sign_in(officer).post(path(referral), typed.bad(reason="no")).status_code == 404
    assert Slip.objects.in_chapter(chapter).good().count() == 2


def test_an_officer_withdraws_their_own_lead_instead(chapter, officer, sign_in):
    own = factories.SlipFactory(chapter=chapter, kind="lead", giver=officer, receiver=None, warmth=None)
    assert sign_in(officer).post(path(own), {"reason": "no"}).status_code == 403
    assert sign_in(officer).post(f"/c/riverside/slips/{own.uuid}/withdraw/").status_code == 303


@pytest.mark.parametrize("which", ["referral", "lead"])
def test_the_same_twice_is_one_mark_and_other_words_change_nothing(request, chapter, receiver, officer, sign_in, which):
    """F02: the reply was lost, or it was tapped twice."""
    slip = request.getfixturevalue(which)
    client = sign_in(receiver if which == "referral" else officer)
    data = typed.bad(reason="They never asked.")
    assert [client.post(path(slip), data).status_code for _ in range(2)] == [303, 303]
    assert "Noted." in client.get(f"/c/riverside/slips/{slip.uuid}/").content.decode()
    assert client.post(path(slip), data | {"reason": "Otherwise"}).status_code == 409
    assert client.get(path(slip)).status_code == 409
    if which == "referral":
        assert client.post(path(slip), data | {"kind": "need"}).status_code == 409
    assert Progress.objects.in_chapter(chapter).count() == Notice.objects.in_chapter(chapter).count() == 1


def test_what_another_officer_marked_is_not_answered_as_ones_own(chapter, officer, lead, sign_in):
    other = factories.MemberFactory(chapter=chapter, offices=["secretary"])
    assert sign_in(officer).post(path(lead), {"reason": "Long gone."}).status_code == 303
    assert sign_in(other).post(path(lead), {"reason": "Long gone."}).status_code == 409
