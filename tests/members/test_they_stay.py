"""Somebody was written down as leaving and does not: an officer puts it right, and whoever was told hears of it."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest

from chapters.clock import now
from members.actions.departing import write_down_leaving
from members.actions.staying import write_down_staying
from members.actions.stays import join
from members.models import Member, Stay, StayEvent
from members.refusals import GoneOtherwise, OwnStay, SeatTaken
from notices.kinds import find
from notices.models import Notice
from reviews.models import Decision, SeatReview
from standing.models import Flag
from tests import factories
from tests.standing.pages import MOST_STATEMENTS, statements_of

pytestmark = pytest.mark.django_db
LIST = "/c/riverside/set-up/members/"
OFFERED = "They stay after all"


@pytest.fixture
def secretary(chapter) -> Member:
    return factories.MemberFactory(
        chapter=chapter, name="Omar Haddad", email="omar@riverside.example", offices=["secretary"]
    )


def leave(member, by, *, days=0):
    stay, at = member.stays.get(left_on=None), now()
    day = member.chapter.today(at) + timedelta(days=days)
    write_down_leaving(stay=stay, left_on=day, by=by, at=at, reason="He rang.")
    return stay


def put_right(client, stay, left_on=None):
    typed = {"left_on": left_on or stay.left_on}
    return client.post(f"/c/riverside/set-up/stays/{stay.pk}/stays/", typed, follow=True).text


def told(chapter, kind="stay_resumed"):
    return {one.email: one for one in Notice.objects.in_chapter(chapter).filter(kind=kind)}


@pytest.mark.parametrize("days", [-14, 0, 30])
def test_an_officer_puts_it_right_and_whoever_was_told_hears_of_it(chapter, member, officer, secretary, days, sign_in):
    stay = leave(member, officer, days=days)
    client = sign_in(secretary)
    assert OFFERED in client.get(LIST).text
    assert "Ben Whitlock stays, and hears of it." in put_right(client, stay)
    assert (member.stays.get().left_on, member.stays.get().seat.status) == (None, "held")
    assert StayEvent.objects.in_chapter(chapter).latest("pgh_id").pgh_context["resumed_by"] == secretary.pk
    kind, notices = find("stay_resumed").kind, told(chapter)
    assert set(notices) == {member.email, officer.email}
    assert all(kind.still_due(one, now()) == "" for one in notices.values())
    assert "Omar Haddad wrote down that you stay a member of Riverside" in kind.render(notices[member.email]).text
    assert "wrote down that Ben Whitlock does not leave" in kind.render(notices[officer.email]).text
    assert OFFERED not in client.get(LIST).text


def test_once_more_changes_nothing_and_ended_anew_on_the_same_day_it_is_told_anew(
    chapter, member, officer, secretary, sign_in, time_machine
):
    time_machine.move_to(datetime(2026, 3, 4, 12, tzinfo=UTC))
    client, day = sign_in(secretary), date(2026, 3, 7)
    for number in range(1, 3):
        stay = leave(member, officer, days=3)
        assert stay.left_on == day
        assert Notice.objects.in_chapter(chapter).filter(kind="stay_ended", email=member.email).count() == number
        for _again in range(2):
            assert "Ben Whitlock stays" in put_right(client, stay, day)
        assert Notice.objects.in_chapter(chapter).filter(kind="stay_resumed", email=member.email).count() == number
        time_machine.shift(60)
    leave(member, officer, days=5)
    for one in told(chapter).values():
        assert find("stay_resumed").kind.still_due(one, now()) == "they leave after all"


def test_a_page_that_is_stale_or_too_late_changes_nothing(chapter, member, officer, secretary, sign_in):
    stay = leave(member, officer, days=3)
    client = sign_in(secretary)
    assert "has changed since you opened this page" in put_right(client, stay, stay.left_on + timedelta(days=1))
    for nonsense in ("", "nonsense", "2026-99-99"):
        client.post(f"/c/riverside/set-up/stays/{stay.pk}/stays/", {"left_on": nonsense})
    old = chapter.today(now()) - timedelta(days=15)
    Stay.objects.in_chapter(chapter).filter(pk=stay.pk).update(left_on=old)
    assert OFFERED not in client.get(LIST).text
    assert "more than two weeks ago" in put_right(client, stay, old)
    assert member.stays.get().left_on == old


def test_not_where_somebody_else_holds_the_seat_by_then(chapter, member, officer, secretary, sign_in):
    stay = leave(member, officer)
    join(chapter=chapter, email="new@riverside.example", name="Nora", seat=stay.seat, joined_on=stay.left_on, at=now())
    with pytest.raises(SeatTaken):
        write_down_staying(stay=stay, left_on=stay.left_on, by=secretary, at=now())
    assert put_right(sign_in(secretary), stay)
    assert Stay.objects.in_chapter(chapter).get(pk=stay.pk).left_on is not None
    assert told(chapter) == {}


def test_f37_neither_ones_own_stay_nor_around_the_committee(chapter, secretary, member, officer, sign_in, caplog):
    own = leave(secretary, officer, days=30)
    client = sign_in(secretary)
    assert OFFERED not in client.get(LIST).text
    with pytest.raises(OwnStay), caplog.at_level(logging.WARNING, logger="members"):
        write_down_staying(stay=own, left_on=own.left_on, by=secretary, at=now())
    assert f"Refused: that stay {own.pk}" in caplog.text
    assert "for another officer" in put_right(client, own)
    stay = leave(member, officer, days=30)
    flag = Flag.objects.create(chapter=chapter, seat=stay.seat, member=member, opened_at=now(), reason="A word.")
    decision = Decision.objects.create(
        chapter=chapter,
        review=SeatReview.objects.create(chapter=chapter, flag=flag, state="opened"),
        kind="open_seat",
        state="confirmed",
        proposed_by=officer,
        proposed_at=now(),
        reason="We tried.",
        effective_on=stay.left_on,
        evidence={},
        closed_by=officer,
        closed_at=now(),
        yes=2,
        voted=2,
        sitting=2,
        confirmed_by=officer,
        confirmed_at=now(),
        stay=stay,
        left_on=stay.left_on,
    )
    assert "The committee decided this." in put_right(sign_in(officer), stay)
    with pytest.raises(GoneOtherwise):
        write_down_staying(stay=stay, left_on=stay.left_on, by=officer, at=now())
    assert Stay.objects.in_chapter(chapter).get(pk=stay.pk).left_on == stay.left_on
    decision.state, decision.undone_by, decision.undone_reason = "undone", officer, "We were wrong."
    decision.save()
    write_down_staying(stay=stay, left_on=stay.left_on, by=officer, at=now())


@pytest.mark.parametrize("office", ["vice_president", "committee", ""])
def test_others_put_nothing_right(chapter, member, officer, office, sign_in):
    stay = leave(member, officer, days=3)
    client = sign_in(factories.MemberFactory(chapter=chapter, offices=[office] if office else []))
    assert client.post(f"/c/riverside/set-up/stays/{stay.pk}/stays/", {"left_on": stay.left_on}).status_code == 403
    assert member.stays.get().left_on == stay.left_on


def test_the_list_takes_few_statements_however_many_leave(chapter, member, officer, sign_in):
    leave(member, officer, days=3)
    client = sign_in(officer)
    few = statements_of(client, LIST)
    for _more in range(4):
        leave(factories.MemberFactory(chapter=chapter), officer, days=3)
    assert statements_of(client, LIST) == few <= MOST_STATEMENTS
