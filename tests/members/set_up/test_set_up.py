"""Set up: what each officer finds, and what happens when they use it."""

from datetime import date

import pytest

from chapters.models import Category, Recess, Seat
from members.models import Leave, Member, Office, OfficeEvent
from notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db
ROOT = "/c/riverside/set-up/"
PAGES = ["", "chapter/", "seats/", "members/", "offices/", "recesses/", "leaves/"]


@pytest.fixture
def president(officer, sign_in):
    return sign_in(officer)


@pytest.mark.parametrize("page", PAGES)
def test_the_president_opens_every_page_in_at_most_eight_statements(chapter, president, page, at_most):
    for _ in range(12):
        factories.MemberFactory(chapter=chapter, offices=["mentor"])
        factories.SeatFactory(chapter=chapter)
    with at_most(8):
        answer = president.get(ROOT + page)
    assert answer.status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_member_without_an_office_is_refused(member, sign_in, page):
    assert sign_in(member).get(ROOT + page).status_code == 403


def test_each_officer_finds_only_what_is_theirs(chapter, sign_in):
    secretary = factories.MemberFactory(chapter=chapter, offices=["secretary"])
    page = sign_in(secretary).get(ROOT).content.decode()
    assert "set-up/members/" in page
    assert "set-up/rules/" not in page
    assert sign_in(secretary).get(ROOT + "chapter/").status_code == 403


def test_the_chapter_can_be_moved_to_another_zone_and_hour(chapter, president):
    form = {
        "name": "Riverside",
        "weekday": "2",
        "start_time": "06:45",
        "duration_minutes": "75",
        "timezone": "America/New_York",
        "currency": "usd",
        "reminder_hour": "8",
        "visits_allowed": "3",
        "appeal_days": "21",
    }
    assert president.post(ROOT + "chapter/", form).status_code == 302
    chapter.refresh_from_db()
    assert (chapter.timezone, chapter.weekday, chapter.currency) == ("America/New_York", 2, "USD")
    assert (chapter.visits_allowed, chapter.appeal_days) == (3, 21)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "localtime"])
def test_a_zone_that_does_not_exist_is_refused_with_a_sentence(chapter, president, zone):
    answer = president.post(ROOT + "chapter/", {"name": "x", "timezone": zone})
    assert answer.status_code == 422
    assert "no time zone of that name" in answer.content.decode()


def test_a_seat_is_added_once_however_its_category_is_spelled(chapter, president):
    assert president.post(ROOT + "seats/", {"category": "Café owner", "place": 1}).status_code == 302
    twice = president.post(ROOT + "seats/", {"category": "CAFE\u0301 OWNER", "place": 1})
    assert twice.status_code == 422
    assert "has this seat already" in twice.content.decode()
    assert Category.objects.in_chapter(chapter).count() == 2  # the president's own, and this one


def test_a_category_in_look_alike_letters_is_refused(president):
    assert president.post(ROOT + "seats/", {"category": "Plumb\u0435r", "place": 1}).status_code == 422


@pytest.mark.parametrize("category", ["\u200b", "\ufdfa" * 200, "\u0430\u0441\u0435"])
def test_a_category_nobody_could_tell_or_store_is_refused(chapter, president, category):
    factories.CategoryFactory(chapter=chapter, name="ace")
    assert president.post(ROOT + "seats/", {"category": category, "place": 1}).status_code == 422
    assert Category.objects.in_chapter(chapter).count() == 2


def test_an_empty_seat_is_reserved_and_a_held_one_stays_held(chapter, officer, president):
    empty = factories.SeatFactory(chapter=chapter, status="open")
    president.post(f"{ROOT}seats/{empty.pk}/", {"status": "reserved"})
    held = officer.stays.get().seat
    president.post(f"{ROOT}seats/{held.pk}/", {"status": "closed"})
    assert Seat.objects.in_chapter(chapter).get(pk=empty.pk).status == "reserved"
    assert Seat.objects.in_chapter(chapter).get(pk=held.pk).status == "held"


def test_somebody_joins_with_a_seat_and_leaves_it(chapter, president):
    seat = factories.SeatFactory(chapter=chapter, status="open")
    form = {"name": "Noor Aziz", "email": " NOOR@riverside.example", "seat": seat.pk, "joined_on": "2026-01-06"}
    assert president.post(ROOT + "members/", form).status_code == 302
    noor = Member.objects.in_chapter(chapter).get(email="noor@riverside.example")
    seat.refresh_from_db()
    assert seat.status == "held"
    stay = noor.stays.get()
    assert (
        president.post(f"{ROOT}stays/{stay.pk}/end/", {"day": "2026-03-02", "reason": "Moved away."}).status_code == 302
    )
    seat.refresh_from_db()
    assert seat.status == "open"
    assert noor.stays.get().left_on == date(2026, 3, 2)
    again = president.post(f"{ROOT}stays/{stay.pk}/end/", {"day": "2026-04-02", "reason": "Moved away."})
    assert "has left already" in again.content.decode()


def test_a_seat_whose_holder_left_on_the_record_is_not_called_held(chapter, president):
    factories.SeatFactory(chapter=chapter, status="held")
    assert "nobody holds it today" in president.get(ROOT + "seats/").content.decode()


def test_a_seat_that_is_held_is_not_offered(officer, president):
    held = officer.stays.get().seat
    form = {"name": "Noor Aziz", "email": "noor@riverside.example", "seat": held.pk, "joined_on": "2026-01-06"}
    assert president.post(ROOT + "members/", form).status_code == 422


def test_an_office_is_given_and_ends(chapter, member, president):
    form = {"member": member.pk, "office": "secretary", "from_day": "2026-01-01"}
    assert president.post(ROOT + "offices/", form).status_code == 302
    term = Office.objects.in_chapter(chapter).get(member=member)
    assert president.post(f"{ROOT}offices/{term.pk}/end/", {"day": "2026-02-01"}).status_code == 302
    term.refresh_from_db()
    assert term.to_day == date(2026, 2, 1)
    assert OfficeEvent.objects.in_chapter(chapter).filter(pgh_obj=term).count() == 2


def test_a_recess_is_added_once_and_removed(chapter, president):
    form = {"first_day": "2026-12-21", "last_day": "2027-01-03", "reason": "Winter break"}
    assert president.post(ROOT + "recesses/", form).status_code == 302
    assert president.post(ROOT + "recesses/", form).status_code == 422
    recess = Recess.objects.in_chapter(chapter).get()
    assert president.post(f"{ROOT}recesses/{recess.pk}/remove/").status_code == 302
    assert not Recess.objects.in_chapter(chapter).exists()


def test_a_recess_the_wrong_way_round_is_refused_with_a_sentence(president):
    answer = president.post(ROOT + "recesses/", {"first_day": "2026-12-21", "last_day": "2026-12-01"})
    assert "ends on or after the day it begins" in answer.content.decode()


def test_a_leave_is_answered_once_and_the_member_is_told(chapter, member, president):
    leave = Leave.objects.create(chapter=chapter, member=member, first_day="2026-12-01", last_day="2026-12-08")
    president.post(f"{ROOT}leaves/{leave.pk}/", {"answer": "yes"})
    president.post(f"{ROOT}leaves/{leave.pk}/", {"answer": "no"})
    leave.refresh_from_db()
    assert leave.approved is True
    assert Notice.objects.in_chapter(chapter).get(kind="leave_answered").email == member.email


def test_the_address_of_somebody_with_an_account_is_theirs_to_change(chapter, member, president):
    form = {"name": "Ben W.", "email": "elsewhere@evil.example", "company": "", "phone": ""}
    assert president.post(f"{ROOT}members/{member.pk}/", form).status_code == 302
    corrected = Member.objects.in_chapter(chapter).get(pk=member.pk)
    assert (corrected.name, corrected.email) == ("Ben W.", "ben@riverside.example")


def test_the_address_of_somebody_without_an_account_is_corrected(chapter, president):
    newcomer = factories.MemberFactory(chapter=chapter, user=None)
    form = {"name": newcomer.name, "email": "Right@riverside.example", "company": "", "phone": ""}
    assert president.post(f"{ROOT}members/{newcomer.pk}/", form).status_code == 302
    assert Member.objects.in_chapter(chapter).get(pk=newcomer.pk).email == "right@riverside.example"


@pytest.mark.parametrize(
    ("from_day", "says"), [("1900-01-01", "not a member on that day"), ("2026-02-01", "hold this office already")]
)
def test_a_term_lies_within_a_stay_and_an_office_is_held_once(chapter, member, president, from_day, says):
    factories.OfficeFactory(chapter=chapter, member=member, office="secretary", from_day=date(2026, 1, 1))
    form = {"member": member.pk, "office": "secretary", "from_day": from_day}
    answer = president.post(ROOT + "offices/", form)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Office.objects.in_chapter(chapter).filter(member=member).count() == 1
