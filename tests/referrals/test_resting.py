"""What time does to asks: told together, resting, wiped; and what ends when somebody leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from chapters.clock import now
from chapters.scope import chapter_scope
from members.actions.stays import LEAVING, end_stay
from members.models import Member, Stay
from notices import kinds
from notices.due import work_off
from notices.models import Due, Notice
from referrals.actions.door import put_out
from referrals.models import Answer, Ask, NearbyAnswer, NetworkAsk, TrustedPerson
from referrals.resting import follow_asks, follow_leaving, next_telling
from tests import factories

DAY = timedelta(days=1)


@pytest.fixture
def ask(chapter, member):
    """An open ask of the member's, not told yet."""
    return factories.AskFactory(chapter=chapter, asker=member, asked_at=now(), text="… lays floors?")


def told_to(chapter, kind="asks_put"):
    return sorted(Notice.objects.in_chapter(chapter).filter(kind=kind).values_list("email", flat=True))


def test_members_hear_of_new_asks_once_all_in_one_mail_and_not_of_their_own(chapter, member, receiver, officer, ask):
    factories.AskFactory(chapter=chapter, asker=officer, text="… bakes?", need_by=chapter.today(now()))
    at = now()
    for _ in range(2):
        follow_asks(chapter, at, at)
        at += timedelta(seconds=1)
    assert told_to(chapter) == sorted([member.email, receiver.email, officer.email])
    told = kinds.find("asks_put").kind
    mails = {one.email: told.render(one) for one in Notice.objects.in_chapter(chapter).filter(kind="asks_put")}
    assert mails[receiver.email].subject == "Members ask: who do you know?"
    assert "- Amara Osei: … bakes?\n- Ben Whitlock: … lays floors?" in mails[receiver.email].text
    assert mails[member.email].subject == "Amara Osei asks: who do you know?"
    assert "floors" not in mails[member.email].text
    factories.AskFactory(chapter=chapter, asker=officer, text="… sings?")
    follow_asks(chapter, at, at)
    assert len(told_to(chapter)) == 5  # the author of this one alone is not told again


def test_nobody_is_told_of_their_own_whatever_address_they_have_by_now(chapter, member, officer, ask):
    factories.AskFactory(chapter=chapter, asker=officer, text="… bakes?")
    follow_asks(chapter, now(), now())
    notice = Notice.objects.in_chapter(chapter).get(kind="asks_put", email=member.email)
    Member.objects.in_chapter(chapter).filter(pk=member.pk).update(email="ben@elsewhere.example")
    text = kinds.find("asks_put").kind.render(notice).text
    assert "bakes" in text
    assert "floors" not in text


def test_nobody_is_told_of_asks_that_ended_meanwhile(chapter, member, receiver, ask):
    at = now()
    follow_asks(chapter, at, at)
    notice = Notice.objects.in_chapter(chapter).get(email=receiver.email)
    told = kinds.find("asks_put")
    assert told.called
    assert told.kind.still_due(notice, now()) == ""
    Ask.objects.in_chapter(chapter).get().end("found", now())
    assert told.kind.still_due(notice, now()) == "the ask has ended"


@pytest.mark.parametrize(
    ("at", "following"),
    [
        (datetime(2026, 3, 3, 8, 59, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)),
        (datetime(2026, 3, 3, 9, tzinfo=UTC), datetime(2026, 3, 3, 16, tzinfo=UTC)),
        (datetime(2026, 3, 28, 16, tzinfo=UTC), datetime(2026, 3, 29, 8, tzinfo=UTC)),
    ],
)
def test_they_are_told_at_nine_and_at_four_in_the_chapters_zone(chapter, at, following):
    assert next_telling(chapter, at) == following
    assert follow_asks(chapter, at, at) == following


def test_an_ask_rests_by_itself_once_its_day_has_passed(chapter, member, ask):
    put_out(ask=ask, at=now())
    last_day = datetime(2029, 12, 31, 12, tzinfo=UTC)
    follow_asks(chapter, last_day, last_day + DAY)
    assert NetworkAsk.objects.in_chapter(chapter).exists()
    follow_asks(chapter, last_day, last_day + 2 * DAY)
    ask.refresh_from_db()
    assert (ask.state, ask.ended_at) == ("passed", last_day + 2 * DAY)
    assert not NetworkAsk.objects.in_chapter(chapter).exists()


def test_details_are_wiped_ninety_days_after_the_end_and_figures_kept(chapter, member, receiver, ask):
    at = now()
    given = {"chapter": chapter, "ask": ask, "answerer": receiver}
    factories.AnswerFactory(**given, person="Joan", phone="1", email="j@example.org", words="Joan!", agreed_at=at)
    NearbyAnswer.objects.create(
        chapter=chapter,
        ask=ask,
        uuid=ask.uuid,
        at=at,
        name="Hana",
        from_chapter="Lakeside",
        words="I know Joan",
        email="h@e.org",
    )
    ask.end("found", at)
    follow_asks(chapter, at, at + 89 * DAY)
    assert Answer.objects.in_chapter(chapter).get().person == "Joan"
    for _ in range(2):
        follow_asks(chapter, at, at + 90 * DAY)
    answer = Answer.objects.in_chapter(chapter).get()
    nearby = NearbyAnswer.objects.in_chapter(chapter).get()
    assert (answer.person, answer.phone, answer.email, answer.words) == ("", "", "", "")
    assert (answer.answerer, answer.agreed_at) == (receiver, at)
    assert (nearby.name, nearby.words, nearby.email, nearby.from_chapter) == ("", "", "", "Lakeside")


def test_a_wiped_answer_makes_no_referral_and_its_page_opens(chapter, member, receiver, ask, sign_in):
    at = now()
    answer = factories.AnswerFactory(chapter=chapter, ask=ask, answerer=receiver, person="Joan", agreed_at=at)
    ask.end("found", at)
    follow_asks(chapter, at, at + 90 * DAY)
    for reader in (member, receiver):
        assert sign_in(reader).get(f"/c/riverside/asks/{ask.uuid}/").status_code == 200
    passing = sign_in(receiver).post(f"/c/riverside/answers/{answer.uuid}/pass/", {"warmth": "3"})
    assert (passing.status_code, passing.url) == (302, f"/c/riverside/asks/{ask.uuid}/")


def test_whoever_leaves_asks_no_more_from_their_first_day_out(chapter, member, ask):
    put_out(ask=ask, at=now())
    at = now()
    end_stay(stay=member.stays.get(), left_on=chapter.today(at), at=at)
    due = Due.objects.get(chapter=chapter, kind=LEAVING)
    assert due.due_at == at
    work_off(chapter.pk, LEAVING)
    ask.refresh_from_db()
    assert ask.state == "not_needed"
    assert not NetworkAsk.objects.in_chapter(chapter).exists()
    assert Due.objects.filter(chapter=chapter, kind=LEAVING).count() == 1


def test_a_book_is_deleted_thirty_days_after_its_owner_left_unless_they_came_back(chapter, member, receiver):
    at = now()
    for owner in (member, receiver):
        factories.TrustedPersonFactory(chapter=chapter, owner=owner)
        Stay.objects.in_chapter(chapter).filter(member=owner).update(left_on=chapter.today(at))
    factories.StayFactory(chapter=chapter, member=receiver, joined_on=chapter.today(at) + 3 * DAY)
    follow_leaving(chapter, at, at + 29 * DAY)
    assert TrustedPerson.objects.in_chapter(chapter).count() == 2
    follow_leaving(chapter, at, at + 30 * DAY)
    assert TrustedPerson.objects.in_chapter(chapter).get().owner == receiver


def test_whoever_has_somebody_fitting_a_neighbours_ask_is_told_once_by_their_own_chapter(
    chapter, member, ask, stranger
):
    put_out(ask=ask, at=now())
    with chapter_scope(stranger.chapter_id):
        factories.TrustedPersonFactory(chapter=stranger.chapter, owner=stranger, trade="floor, tiles")
        at = now()
        for _ in range(2):
            follow_asks(stranger.chapter, at, at)
        notice = Notice.objects.in_chapter(stranger.chapter_id).get()
        assert (notice.kind, notice.email) == ("ask_fits_nearby", stranger.email)
        told = kinds.find("ask_fits_nearby").kind
        assert told.still_due(notice, at) == ""
        mail = told.render(notice)
        assert "Ben Whitlock of Riverside asks" in mail.text
        assert "Marta" not in mail.text
    NetworkAsk.objects.in_chapter(chapter).delete()
    with chapter_scope(stranger.chapter_id):
        assert told.still_due(notice, now()) == "the ask has ended"
    assert not Notice.objects.in_chapter(chapter).filter(kind="ask_fits_nearby").exists()
