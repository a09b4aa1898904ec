import pytest

from standing.actions import close_flag, flag_seat
from standing.models import Flag, FlagEvent
from tests.factories import MemberFactory
from tests.standing.pages import AT, MOST_STATEMENTS, statements_of

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def flag(chapter, member, officer):
    return flag_seat(member=member, by=officer, at=AT, reason="We miss you at breakfast.")


def path_of(flag, act=""):
    return f"/c/riverside/standing/flag/{flag.pk}/{act}"


def flags_of(chapter, member):
    return Flag.objects.in_chapter(chapter).filter(member=member)


def test_an_officer_flags_a_seat_with_a_reason(chapter, member, vice_president, sign_in):
    path = f"/c/riverside/standing/chapter/{member.pk}/"
    answer = sign_in(vice_president).post(f"{path}flag/", {"reason": "We miss you at breakfast."})
    assert (answer.status_code, answer.url) == (303, path)
    flag = flags_of(chapter, member).get()
    assert (flag.reason, flag.opened_by, flag.seat_id) == (
        "We miss you at breakfast.",
        vice_president,
        member.stays.get().seat_id,
    )
    assert FlagEvent.objects.in_chapter(chapter).get().pgh_context["member"] == vice_president.pk


def test_without_a_reason_nothing_is_flagged(chapter, member, officer, sign_in):
    client = sign_in(officer)
    path = f"/c/riverside/standing/chapter/{member.pk}/flag/"
    client.post(path, {"reason": "   "})
    assert not flags_of(chapter, member).exists()
    client.post(path, {"reason": "A word, please."})
    assert flags_of(chapter, member).exists()


def test_a_seat_has_one_open_flag(chapter, flag, member, officer, sign_in):
    client = sign_in(officer)
    page = client.post(f"/c/riverside/standing/chapter/{member.pk}/flag/", {"reason": "Again."}, follow=True)
    assert "This seat has an open flag already." in page.content.decode()
    assert flags_of(chapter, member).count() == 1
    close_flag(flag=flag, by=officer, at=AT, reason="We talked.")
    client.post(f"/c/riverside/standing/chapter/{member.pk}/flag/", {"reason": "Again."})
    assert flags_of(chapter, member).count() == 2


@pytest.mark.parametrize("office", ["secretary", "committee", "mentor", ""])
def test_the_others_neither_flag_nor_close(chapter, flag, office, sign_in):
    client = sign_in(MemberFactory(chapter=chapter, offices=[office] if office else []))
    target = MemberFactory(chapter=chapter)
    assert client.post(f"/c/riverside/standing/chapter/{target.pk}/flag/", {"reason": "A word."}).status_code == 403
    assert client.post(path_of(flag, "close/"), {"closing_reason": "Done."}).status_code == 403
    assert not flags_of(chapter, target).exists()
    assert flags_of(chapter, flag.member).get().closed_at is None


def test_the_member_reads_it_and_answers(chapter, flag, member, sign_in):
    client = sign_in(member)
    assert "We miss you at breakfast." in client.get(path_of(flag)).content.decode()
    answer = client.post(path_of(flag, "answer/"), {"answer": "My mother is ill."})
    assert (answer.status_code, answer.url) == (303, path_of(flag))
    assert flags_of(chapter, member).get().answer == "My mother is ill."


def test_those_who_look_after_members_read_it_and_the_answer_but_do_not_write_one(
    chapter, flag, member, secretary, sign_in
):
    sign_in(member).post(path_of(flag, "answer/"), {"answer": "My mother is ill."})
    client = sign_in(secretary)
    page = client.get(path_of(flag))
    assert "My mother is ill." in page.content.decode()
    assert page.context["closing_form"] is None
    assert client.post(path_of(flag, "answer/"), {"answer": "Not so."}).status_code == 403
    assert flags_of(chapter, member).get().answer == "My mother is ill."


def test_to_every_other_member_it_is_not_there(chapter, flag, member, sign_in):
    other = sign_in(MemberFactory(chapter=chapter))
    for act in ("", "answer/"):
        request = other.post if act else other.get
        assert request(path_of(flag, act), {"answer": "?"} if act else None).status_code == 404
    assert sign_in(member).get(path_of(flag)).status_code == 200


def test_an_officer_closes_it_with_what_came_of_it(chapter, flag, member, officer, sign_in):
    client = sign_in(officer)
    client.post(path_of(flag, "close/"), {"closing_reason": ""})
    assert flags_of(chapter, member).get().closed_at is None
    client.post(path_of(flag, "close/"), {"closing_reason": "We talked; she has a plan."})
    closed = flags_of(chapter, member).get()
    assert (closed.closed_by, closed.closing_reason, closed.closed_at) == (officer, "We talked; she has a plan.", AT)
    assert "We talked; she has a plan." in sign_in(member).get(path_of(flag)).content.decode()


def test_what_is_closed_stays_as_it_is(chapter, flag, member, officer, sign_in):
    close_flag(flag=flag, by=officer, at=AT, reason="We talked.")
    page = sign_in(member).post(path_of(flag, "answer/"), {"answer": "One more thing."}, follow=True)
    assert "This flag is closed already." in page.content.decode()
    sign_in(officer).post(path_of(flag, "close/"), {"closing_reason": "Again."})
    stored = flags_of(chapter, member).get()
    assert (stored.answer, stored.closing_reason) == ("", "We talked.")


def test_a_flag_the_program_raised_says_that_it_is_no_verdict(chapter, flag, member, sign_in):
    client = sign_in(member)
    assert "not a verdict" not in client.get(path_of(flag)).content.decode()
    flags_of(chapter, member).update(opened_by=None, reason="", run_broken=True)
    text = client.get(path_of(flag)).content.decode()
    assert "not a verdict" in text
    assert "breaks the run" in text


def test_another_chapters_flag_is_not_there(flag, officer, stranger, sign_in):
    assert sign_in(officer).get(path_of(flag)).status_code == 200
    assert sign_in(stranger).get(path_of(flag).replace("riverside", "lakeside")).status_code == 404


def test_it_takes_few_statements(flag, officer, sign_in):
    assert statements_of(sign_in(officer), path_of(flag)) <= MOST_STATEMENTS
