import pytest

from chapters.clock import now
from notices import kinds
from notices.models import Notice
from referrals.models import Lesson
from tests.referrals import typed


@pytest.fixture
def marked(referral, receiver, sign_in):
    """The path of a referral that its receiver found of no use."""
    sign_in(receiver).post(f"/c/riverside/slips/{referral.uuid}/bad/", typed.bad())
    return f"/c/riverside/slips/{referral.uuid}/"


def test_the_giver_answers_once_and_the_receiver_is_told(chapter, member, receiver, marked, sign_in):
    client = sign_in(member)
    assert "Your answer" in client.get(marked).content.decode()
    assert client.post(f"{marked}bad/answer/", {"words": "Next time I call first."}).status_code == 303
    notice = Notice.objects.in_chapter(chapter).get(kind="bad_answered")
    assert notice.email == receiver.email
    mail = kinds.find("bad_answered").kind.render(notice)
    assert "call first" not in mail.text
    client.post(f"{marked}bad/answer/", {"words": "And another thing."})
    assert Lesson.objects.in_chapter(chapter).get().answer == "Next time I call first."
    for person in (member, receiver):
        page = sign_in(person).get(marked).content.decode()
        assert "Next time I call first." in page
        assert "Your answer" not in page


def test_an_empty_answer_is_asked_for_again(member, marked, sign_in):
    assert sign_in(member).post(f"{marked}bad/answer/", {"words": " "}).status_code == 422


def test_nobody_else_answers_or_reads_it(receiver, officer, bystander, marked, sign_in):
    words = {"words": "no"}
    answers = [sign_in(person).post(f"{marked}bad/answer/", words) for person in (receiver, officer, bystander)]
    assert [answer.status_code for answer in answers] == [403, 404, 404]
    assert [sign_in(person).get(marked).status_code for person in (officer, bystander)] == [404, 404]


def test_without_a_mark_there_is_nothing_to_answer(member, referral, sign_in):
    assert sign_in(member).post(f"/c/riverside/slips/{referral.uuid}/bad/answer/", {"words": "x"}).status_code == 404


def test_a_mark_taken_back_is_not_told_of(chapter, member, receiver, marked, referral, sign_in):
    sign_in(member).post(f"{marked}bad/answer/", {"words": "Sorry."})
    report = referral.progress.get()
    sign_in(receiver).post(f"{marked}reports/{report.pk}/take-back/")
    notice = Notice.objects.in_chapter(chapter).get(kind="bad_answered")
    assert kinds.find("bad_answered").kind.still_due(notice, now()) == "taken back"
