import pytest

from notices.models import Notice
from referrals.models import Progress, Slip
from referrals.states import TRANSITIONS, Stage


@pytest.fixture
def path(referral):
    return f"/c/riverside/slips/{referral.uuid}/progress/"


def test_one_tap_and_the_giver_is_told(chapter, member, receiver, referral, path, sign_in):
    answer = sign_in(receiver).post(path, {"stage": "contacted", "seen": "passed"})
    assert (answer.status_code, answer.url) == (303, f"/c/riverside/slips/{referral.uuid}/")
    referral.refresh_from_db()
    report = Progress.objects.in_chapter(chapter).get()
    assert (referral.stage, report.stage, report.reported_by) == ("contacted", "contacted", receiver)
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email, notice.subject) == ("progress_reported", member.email, report.pk)


def test_the_same_tap_twice_is_one_report(chapter, receiver, path, sign_in):
    client = sign_in(receiver)
    answers = [client.post(path, {"stage": "contacted", "seen": "passed"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Progress.objects.in_chapter(chapter).count() == Notice.objects.in_chapter(chapter).count() == 1


def test_only_its_receiver_reports(member, officer, bystander, receiver, path, sign_in):
    statuses = [sign_in(person).post(path, {"stage": "won"}).status_code for person in (member, officer, bystander)]
    assert statuses == [403, 404, 404]
    assert sign_in(receiver).post(path, {"stage": "won"}).status_code == 303


@pytest.mark.parametrize("old", list(Stage))
@pytest.mark.parametrize("new", [Stage.CONTACTED, Stage.MEETING, Stage.PROPOSAL, Stage.WON, Stage.LOST])
def test_it_moves_as_the_table_says(chapter, receiver, referral, path, sign_in, old, new):
    Slip.objects.in_chapter(chapter).filter(pk=referral.pk).update(
        stage=old, bad_at=referral.given_at if old == Stage.BAD else None
    )
    answer = sign_in(receiver).post(path, {"stage": new})
    referral.refresh_from_db()
    possible = new in TRANSITIONS[old]
    assert referral.stage == (new if possible else old)
    assert answer.status_code == (303 if possible or new == old else 409)
    assert Progress.objects.in_chapter(chapter).count() == possible


@pytest.mark.parametrize("stage", ["", "passed", "bad", "approved"])
def test_what_is_no_report_changes_nothing(chapter, receiver, referral, path, sign_in, stage):
    assert sign_in(receiver).post(path, {"stage": stage}).status_code == 409
    referral.refresh_from_db()
    assert (referral.stage, referral.bad_at) == ("passed", None)


def test_a_tap_on_a_page_that_is_out_of_date_changes_nothing(receiver, referral, path, sign_in):
    client = sign_in(receiver)
    client.post(path, {"stage": "won", "seen": "passed"})
    assert client.post(path, {"stage": "lost", "seen": "passed"}).status_code == 409
    referral.refresh_from_db()
    assert referral.stage == "won"


def test_a_tap_on_the_list_answers_with_its_line_and_undo(receiver, referral, path, sign_in):
    client = sign_in(receiver)
    page = client.post(path, {"stage": "contacted", "seen": "passed"}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert page.content.decode().startswith(f'<li class="row wrap" id="slip-{referral.uuid}"')
    assert "/take-back/" in page.content.decode()
    late = client.post(path, {"stage": "lost", "seen": "passed"}, headers={"HX-Request": "true"})
    assert "your tap changed nothing" in late.content.decode()
