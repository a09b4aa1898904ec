"""The page of a flag: who reads what of it, and how it is opened and closed."""

from datetime import UTC, datetime

import pytest

from reviews.actions.supporting import check
from standing.actions.flags import close_flag
from standing.models import Flag, FlagEvent
from tests.factories import MemberFactory
from tests.reviews.moments import AT
from tests.standing.pages import MOST_BYTES, MOST_STATEMENTS, statements_of, weight_of

pytestmark = pytest.mark.usefixtures("wednesday")


def path_of(flag, act=""):
    return f"/c/riverside/standing/flag/{flag.pk}/{act}"


def flags_of(chapter, member):
    return Flag.objects.in_chapter(chapter).filter(member=member)


def text_of(client, flag, act=""):
    return client.get(path_of(flag, act)).content.decode()


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


def test_that_the_member_answered_is_the_committees_to_know(chapter, flag, officer, secretary, sign_in):
    """The secretary reads that the seat is flagged and why, and nothing of how it goes."""
    Flag.objects.in_chapter(chapter).update(told_at=AT, answered_at=AT, answer="I moved house.")
    for page in ("/c/riverside/drifting/", "/c/riverside/standing/chapter/"):
        assert ">answered<" in sign_in(officer).get(page).text
        assert ">answered<" not in sign_in(secretary).get(page).text


def test_without_a_reason_nothing_is_flagged_and_the_form_says_so(chapter, member, officer, sign_in):
    client = sign_in(officer)
    path = f"/c/riverside/standing/chapter/{member.pk}/flag/"
    assert f'href="{path}"' in client.get(f"/c/riverside/standing/chapter/{member.pk}/").text
    assert "What would you like to talk about?" in client.get(path).text
    answer = client.post(path, {"reason": "   "})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reason"]
    assert 'aria-invalid="true"' in answer.text
    assert not flags_of(chapter, member).exists()
    client.post(path, {"reason": "A word, please."})
    assert flags_of(chapter, member).exists()


def test_a_seat_has_one_open_flag(chapter, flag, member, officer, sign_in):
    client = sign_in(officer)
    page = client.post(f"/c/riverside/standing/chapter/{member.pk}/flag/", {"reason": "Again, and at length."})
    assert page.status_code == 422
    assert "This seat has an open flag already." in page.text
    assert "Again, and at length." in page.text
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


def test_the_member_reads_it_from_the_first_message_on(flag, case, member, sign_in):
    client = sign_in(member)
    assert client.get(path_of(flag)).status_code == 404
    assert client.get(path_of(flag, "write/")).status_code == 404
    case.written(text="Shall we talk?")
    assert "Shall we talk?" in text_of(client, flag)


def test_the_committee_reads_all_of_it_and_the_secretary_that_the_seat_is_flagged(flag, case, secretary, sign_in):
    case.supported()
    for one in case.committee:
        assert "How are you?" in text_of(sign_in(one), flag)
    client = sign_in(secretary)
    page = text_of(client, flag)
    assert "We miss you at breakfast." in page
    assert ">open<" in page
    assert "a plan is under way" not in page
    assert "How are you?" not in page
    assert "Come to the next four" not in page
    for act in ("write/", "note/", "plan/", "check/", "close/", "open-seat/", "appeal/", "undo/"):
        assert client.get(path_of(flag, act)).status_code == 403, act


def test_why_a_case_ended_is_for_those_who_took_part_in_it(flag, case, officer, secretary, sign_in):
    case.talking().acted(check, officer, AT, outcome="thriving", words="Her mother is better.")
    assert "Her mother is better." in text_of(sign_in(officer), flag)
    page = text_of(sign_in(secretary), flag)
    assert ">over<" in page
    assert "thriving" not in page.lower()
    assert "Her mother is better." not in page


def test_to_every_other_member_it_is_not_there(chapter, flag, case, member, sign_in):
    case.written()
    other = sign_in(MemberFactory(chapter=chapter, offices=["mentor"]))
    assert other.get(path_of(flag)).status_code == 404
    assert other.get(path_of(flag, "write/")).status_code == 404
    assert other.post(path_of(flag, "write/"), {"text": "?"}).status_code == 404
    assert sign_in(member).get(path_of(flag)).status_code == 200


def test_an_officer_is_only_a_member_about_their_own_seat(chapter, vice_president, officer, sign_in):
    flag = Flag.objects.create(
        chapter=chapter,
        seat=vice_president.stays.get().seat,
        member=vice_president,
        opened_at=AT,
        opened_by=officer,
        reason="A word.",
    )
    client = sign_in(vice_president)
    assert client.get(path_of(flag)).status_code == 404
    Flag.objects.in_chapter(chapter).update(told_at=AT)
    page = client.get(path_of(flag))
    assert page.context["mine"]
    for act in ("note/", "close/", "open-seat/", "vote/", "undo/"):
        assert client.post(path_of(flag, act), {"closing_reason": "All is well."}).status_code == 403, act
    assert flags_of(chapter, vice_president).get().closed_at is None
    assert "Grace Mbeki" not in client.get("/c/riverside/standing/reviews/").content.decode()


def test_an_officer_closes_it_with_what_came_of_it(chapter, flag, member, officer, sign_in):
    client = sign_in(officer)
    assert client.post(path_of(flag, "close/"), {"closing_reason": ""}).status_code == 422
    assert flags_of(chapter, member).get().closed_at is None
    answer = client.post(path_of(flag, "close/"), {"closing_reason": "Flagged by mistake."})
    assert (answer.status_code, answer.url) == (303, path_of(flag))
    closed = flags_of(chapter, member).get()
    assert (closed.closed_by, closed.closing_reason, closed.closed_at) == (officer, "Flagged by mistake.", AT)
    assert "Flagged by mistake." in text_of(client, flag)


def test_what_is_closed_stays_as_it_is(chapter, flag, case, member, officer, sign_in):
    case.written()
    close_flag(flag=flag, by=officer, at=AT, reason="We talked.")
    assert sign_in(member).get(path_of(flag, "write/")).url == path_of(flag)
    page = sign_in(officer).post(path_of(flag, "close/"), {"closing_reason": "Again."}, follow=True)
    assert "moved on meanwhile" in page.content.decode()
    assert flags_of(chapter, member).get().closing_reason == "We talked."


def test_a_flag_the_program_raised_says_that_it_is_no_verdict(chapter, flag, member, officer, sign_in):
    client = sign_in(officer)
    assert "not a verdict" not in text_of(client, flag)
    flags_of(chapter, member).update(opened_by=None, reason="", run_broken=True)
    text = text_of(client, flag)
    assert "not a verdict" in text
    assert "breaks the run" in text


def test_its_days_are_the_chapters(chapter, flag, officer, sign_in):
    client = sign_in(officer)
    chapter.change(timezone="Pacific/Auckland")
    flags_of(chapter, flag.member).update(opened_at=datetime(2026, 3, 3, 12, tzinfo=UTC))
    assert "4 March 2026" in text_of(client, flag)
    chapter.change(timezone="America/New_York")
    assert "3 March 2026" in text_of(client, flag)


def test_how_a_member_saw_it_before_there_were_reviews_is_still_read(chapter, flag, member, officer, sign_in):
    flags_of(chapter, member).update(answer="My mother is ill.", answered_at=AT)
    for reader in (member, officer):
        assert "My mother is ill." in text_of(sign_in(reader), flag)


def test_another_chapters_flag_is_not_there(flag, officer, stranger, sign_in):
    assert sign_in(officer).get(path_of(flag)).status_code == 200
    assert sign_in(stranger).get(path_of(flag).replace("riverside", "lakeside")).status_code == 404


@pytest.mark.parametrize("way", ["talking", "supported", "voting", "decided", "appealed"])
def test_it_takes_few_statements_and_little_weight_however_much_was_said(flag, case, officer, member, way, sign_in):
    getattr(case, way)()
    clients = [sign_in(officer), sign_in(member)]
    few = [statements_of(client, path_of(flag)) for client in clients]
    assert max(few) <= MOST_STATEMENTS
    for _more in range(5):
        case.written(text="And another thing. " * 20)
    assert [statements_of(client, path_of(flag)) for client in clients] == few
    assert max(weight_of(client, path_of(flag)) for client in clients) <= MOST_BYTES
