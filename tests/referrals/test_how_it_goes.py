"""One tap out of a mail says how a referral goes."""

from datetime import timedelta

import pytest
from django.test import Client

from chapters.clock import now
from chapters.scope import chapter_scope
from notices.models import Notice
from referrals.models import AskedHow, Lesson, Progress
from referrals.tokens import how_it_goes_address
from tests import factories
from tests.architecture.world import fingerprint
from tests.referrals import typed


@pytest.fixture
def link(chapter, referral, receiver):
    """Where the receiver's link leads."""
    address = how_it_goes_address(chapter, referral.pk, receiver.pk)
    return address[address.index("/c/") :]


def test_opening_it_changes_nothing_and_never_names_the_prospect(chapter, receiver, link, sign_in):
    """Mail scanners open links."""
    before = fingerprint(chapter)
    for client in (Client(), sign_in(receiver)):
        page = client.get(link)
        assert page.status_code == client.head(link).status_code == 200
        text = page.content.decode()
        assert "Ben Whitlock" in text
        assert not [word for word in ("Gareth", "boiler", "900123") if word in text]
    assert fingerprint(chapter) == before


def test_one_tap_says_it_and_the_giver_hears_at_once(chapter, member, receiver, referral, link):
    client = Client()
    for _ in range(2):
        page = client.post(link, {"stage": "contacted", "seen": "passed"})
    assert "Contacted. Ben Whitlock is told." in page.content.decode()
    report = Progress.objects.in_chapter(chapter).get()
    assert (report.stage, report.reported_by) == ("contacted", receiver)
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email) == ("progress_reported", member.email)


def test_a_slip_of_the_finger_is_taken_back(chapter, referral, link):
    client = Client()
    undo = client.post(link, {"stage": "lost"}).context["undo"]
    assert client.post(link, {"undo": str(undo)}).status_code == 200
    referral.refresh_from_db()
    assert referral.stage == "passed"
    for wrong in (str(undo), "9" * 40, "x"):
        assert client.post(link, {"undo": wrong}).status_code == 409


def test_it_was_no_use_and_what_would_have_made_it_good(chapter, referral, link):
    client = Client()
    assert client.post(link, typed.bad(better="")).status_code == 422
    for _ in range(2):
        assert client.post(link, typed.bad()).status_code == 200
    assert Lesson.objects.in_chapter(chapter).get().kind == "unexpected"
    referral.refresh_from_db()
    assert referral.bad_at is not None


def test_ask_me_again_later(chapter, link):
    client = Client()
    assert client.post(link, {"until": ""}).status_code == 422
    assert client.post(link, {"until": "2020-01-01"}).status_code == 409
    assert client.post(link, {"until": (chapter.today(now()) + timedelta(days=9)).isoformat()}).status_code == 200
    assert AskedHow.objects.in_chapter(chapter).get().way == "later"


def test_a_tap_on_what_changed_meanwhile_changes_nothing(chapter, member, referral, link, sign_in):
    """F11."""
    sign_in(member).post(f"/c/riverside/slips/{referral.uuid}/withdraw/")
    for tap in ({"stage": "won", "seen": "passed"}, typed.bad(), {"until": "2199-01-01"}, {"stage": "nonsense"}):
        answer = Client().post(link, tap)
        assert answer.status_code == 409
    text = Client().get(link).content.decode()
    assert "Withdrawn" in text
    assert "<button" not in text
    assert not Progress.objects.in_chapter(chapter).exists()


def test_a_link_of_another_chapter_or_forged_or_of_nobody_is_not_there(
    chapter, other_chapter, stranger, referral, receiver, member, link
):
    with chapter_scope(other_chapter.pk):
        theirs = factories.MemberFactory(chapter=other_chapter)
        slip = factories.SlipFactory(chapter=other_chapter, giver=stranger, receiver=theirs)
    foreign = how_it_goes_address(other_chapter, slip.pk, theirs.pk)
    token = foreign.rstrip("/").rpartition("/")[2]
    wrong = [
        f"/c/riverside/how-it-goes/{token}/",
        link.replace(".", ".x"),
        f"/c/riverside/how-it-goes/{referral.pk}-{receiver.pk}/",
    ]
    for keys in ((referral.pk, member.pk), (referral.pk + 1000, receiver.pk)):
        address = how_it_goes_address(chapter, *keys)
        wrong.append(address[address.index("/c/") :])
    answers = [Client().get(path) for path in wrong] + [Client().post(path, {"stage": "won"}) for path in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_who_has_left_has_no_links_left(chapter, receiver, link):
    assert Client().get(link).status_code == 200
    receiver.stays.update(left_on=chapter.today(now()))
    assert Client().get(link).status_code == 404
