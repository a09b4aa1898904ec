"""An officer writes down that somebody leaves: the member hears at once, and can say that it is not so."""

from datetime import timedelta

import pytest

from chapters.clock import now
from members.actions.departing import write_down_leaving
from members.actions.resuming import resume_stay
from members.models import Member
from notices.kinds import find
from notices.models import Notice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(chapter) -> Member:
    return factories.MemberFactory(
        chapter=chapter, name="Omar Haddad", email="omar@riverside.example", offices=["secretary"]
    )


@pytest.fixture
def vice_president(chapter) -> Member:
    return factories.MemberFactory(
        chapter=chapter, name="Grace Mbeki", email="grace@riverside.example", offices=["vice_president"]
    )


def leave(member, by, *, days=0, own_wish=True):
    stay, at = member.stays.get(left_on=None), now()
    day = member.chapter.today(at) + timedelta(days=days)
    write_down_leaving(
        stay=stay, left_on=day, by=by, at=at, reason="He rang: too much work at home.", own_wish=own_wish
    )
    return stay


def told(chapter, kind):
    return {one.email: one for one in Notice.objects.in_chapter(chapter).filter(kind=kind)}


@pytest.mark.parametrize("days", [0, 30])
def test_the_member_reads_at_once_what_was_written_down_by_whom_from_when_and_whom_to_tell(
    chapter, member, secretary, officer, vice_president, days
):
    stay = leave(member, secretary, days=days)
    (notice,) = told(chapter, "stay_ended").values()
    assert (notice.email, notice.due_at <= now()) == (member.email, True)
    kind = find("stay_ended").kind
    assert kind.still_due(notice, now()) == ""
    mail = kind.render(notice)
    for word in ("Omar Haddad wrote down that you asked to leave Riverside", stay.seat.category.name, officer.email):
        assert word in mail.text
    assert f"from {stay.left_on.day} " in mail.text
    assert "too much work" not in mail.text


def test_without_their_wish_it_does_not_say_that_they_asked(chapter, member, secretary, officer):
    leave(member, secretary, own_wish=False)
    text = find("stay_ended").kind.render(told(chapter, "stay_ended")[member.email]).text
    assert "wrote down that you leave Riverside" in text
    assert "asked" not in text


def test_whom_to_tell_is_another_than_whoever_wrote_it_down(chapter, member, officer, vice_president):
    leave(member, officer)
    text = find("stay_ended").kind.render(told(chapter, "stay_ended")[member.email]).text
    assert vice_president.email in text
    assert officer.email not in text


def test_it_is_somebody_who_can_put_it_right_where_there_is_one(chapter, member, officer, vice_president, secretary):
    leave(member, officer)
    text = find("stay_ended").kind.render(told(chapter, "stay_ended")[member.email]).text
    assert f"say so soon: to Omar Haddad, {secretary.email}." in text
    other = factories.MemberFactory(chapter=chapter)
    for one in (vice_president, secretary):
        one.offices.update(to_day=chapter.today(now()))
    leave(other, officer)
    text = find("stay_ended").kind.render(told(chapter, "stay_ended")[other.email]).text
    assert officer.email in text  # nobody else is there


def test_the_page_names_who_is_told_and_nobody_else(chapter, member, secretary, officer, vice_president, sign_in):
    def page(by, whose):
        return sign_in(by).get(f"/c/riverside/set-up/stays/{whose.stays.get().pk}/end/").text

    assert "by mail: Ben Whitlock, Amara Osei and Grace Mbeki." in page(secretary, member)
    assert "by mail: Ben Whitlock and Grace Mbeki." in page(officer, member)
    assert "by mail: Grace Mbeki." in page(officer, vice_president)
    vice_president.offices.update(to_day=chapter.today(now()))
    assert "by mail: Ben Whitlock." in page(officer, member)
    assert "by mail" not in page(officer, officer)


def test_the_president_and_vice_president_hear_of_each(chapter, member, secretary, officer, vice_president):
    other = factories.MemberFactory(chapter=chapter, name="Ines Duarte")
    for one in (member, other):
        leave(one, secretary)
    notices = Notice.objects.in_chapter(chapter).filter(kind="leaving_noted")
    kind = find("leaving_noted").kind
    assert sorted((one.email, kind.render(one).subject.split(" ")[0]) for one in notices) == [
        (who.email, name) for who in (officer, vice_president) for name in ("Ben", "Ines")
    ]
    assert all(kind.still_due(one, now()) == "" for one in notices)
    assert "asked to leave" in kind.render(notices[0]).text


def test_whoever_leaves_by_their_own_hand_or_not_after_all_is_told_nothing(chapter, member, secretary, officer):
    leave(member, member)
    assert told(chapter, "stay_ended") == told(chapter, "leaving_noted") == {}
    other = factories.MemberFactory(chapter=chapter)
    stay = leave(other, secretary, days=3)
    resume_stay(stay=stay, left_on=stay.left_on, at=now())
    for kind in ("stay_ended", "leaving_noted"):
        (notice,) = told(chapter, kind).values()
        assert find(kind).kind.still_due(notice, now()) == "they do not leave on that day"
