"""After a week of silence a receiver is asked how it goes, after two once more; after four by the giver."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from chapters.clock import now
from notices import kinds
from notices.models import Notice
from referrals.actions.silence import NotThatFar, NotYet, ask_how_it_goes, ask_the_silent, put_off
from referrals.due import ask_how_they_go
from referrals.models import AskedHow, Progress, Slip, SlipMoved
from referrals.story import Silence, story_of
from tests import factories

GIVEN = factories.SlipFactory._meta.declarations["given_at"]
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def asked(chapter):
    """How receivers were asked by the calendar, in order."""
    return list(AskedHow.objects.in_chapter(chapter).order_by("at", "pk").values_list("way", flat=True))


@pytest.mark.parametrize(
    ("after", "ways"),
    [
        (7 * DAY - SECOND, []),
        (7 * DAY, ["week"]),
        (14 * DAY - SECOND, ["week"]),
        (14 * DAY, ["fortnight"]),
        (28 * DAY - SECOND, ["fortnight"]),
        (28 * DAY, []),
    ],
)
def test_the_calendar_asks_after_a_week_and_after_two_and_the_two_readings_agree(chapter, referral, after, ways):
    silence = Silence.of(referral, story_of(referral))
    assert ask_the_silent(chapter=chapter, at=GIVEN + after) == len(ways)
    assert asked(chapter) == ways
    assert {row.since for row in AskedHow.objects.in_chapter(chapter)} <= {silence.since}


def test_each_is_asked_once_whatever_runs_twice(chapter, receiver, referral):
    for days in (7, 7, 8, 9, 14, 15):
        ask_the_silent(chapter=chapter, at=GIVEN + days * DAY)
    assert asked(chapter) == ["week", "fortnight"]
    notices = Notice.objects.in_chapter(chapter).values_list("kind", "email")
    assert list(notices) == [("how_does_it_go", receiver.email)] * 2


def test_a_word_of_the_receiver_begins_it_anew(chapter, receiver, referral):
    ask_the_silent(chapter=chapter, at=GIVEN + 7 * DAY)
    Progress.objects.create(chapter=chapter, slip=referral, at=GIVEN + 8 * DAY, stage="contacted")
    for days in (14, 15, 22):
        ask_the_silent(chapter=chapter, at=GIVEN + days * DAY)
    assert asked(chapter) == ["week", "week", "fortnight"]


def test_what_is_over_or_brought_over_or_whose_receiver_left_is_not_asked_about(chapter, member, receiver, bystander):
    over = [{"stage": stage} for stage in ("won", "lost")]
    over += [{"withdrawn_at": GIVEN}, {"bad_at": GIVEN, "stage": "bad"}, {"day_unknown": True}]
    for changes in over:
        factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver, **changes)
    factories.SlipFactory(chapter=chapter, giver=member, receiver=bystander)
    bystander.stays.update(left_on=(GIVEN + 6 * DAY).date())
    factories.SlipFactory(chapter=chapter, kind="lead", giver=member, receiver=None, warmth=None)
    assert ask_the_silent(chapter=chapter, at=GIVEN + 7 * DAY) == 0
    factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver)
    assert ask_the_silent(chapter=chapter, at=GIVEN + 7 * DAY) == 1


def test_what_was_put_off_is_asked_about_on_that_day_and_waits_until_then(chapter, receiver, referral):
    at = GIVEN + 6 * DAY
    slips = Slip.objects.in_chapter(chapter)
    assert slips.waiting_for(receiver, at).exists()
    put_off(chapter=chapter, slip=referral, until=date(2026, 4, 7), by=receiver, at=at)
    assert not slips.waiting_for(receiver, at).exists()
    day = datetime(2026, 4, 6, 23, tzinfo=UTC)  # where it begins in London
    for moment in (GIVEN + 7 * DAY, day - SECOND):
        assert ask_the_silent(chapter=chapter, at=moment) == 0
    assert ask_the_silent(chapter=chapter, at=day) == 1
    assert slips.waiting_for(receiver, day).exists()


def test_the_latest_wish_holds_and_the_same_twice_is_one(chapter, receiver, referral):
    at = GIVEN + DAY
    for day in (date(2026, 5, 1), date(2026, 4, 1), date(2026, 4, 1)):
        put_off(chapter=chapter, slip=referral, until=day, by=receiver, at=at)
    (wish,) = AskedHow.objects.in_chapter(chapter)
    assert chapter.today(wish.until) == date(2026, 4, 1)


@pytest.mark.parametrize("days", [0, -1, 184])
def test_it_is_put_off_to_a_day_ahead_within_half_a_year(chapter, receiver, referral, days):
    until = (GIVEN + days * DAY).date()
    with pytest.raises(NotThatFar):
        put_off(chapter=chapter, slip=referral, until=until, by=receiver, at=GIVEN)
    put_off(chapter=chapter, slip=referral, until=(GIVEN + 183 * DAY).date(), by=receiver, at=GIVEN)


def test_the_giver_asks_after_four_weeks_and_once_a_week(chapter, member, receiver, referral):
    def ask(days):
        ask_how_it_goes(chapter=chapter, slip=referral, by=member, at=GIVEN + days * DAY)

    with pytest.raises(NotYet):
        ask(27)
    ask(28)
    with pytest.raises(NotYet):
        ask(34)
    ask(35)
    assert [notice.kind for notice in Notice.objects.in_chapter(chapter)] == ["giver_asks", "giver_asks"]
    referral.withdraw(GIVEN)
    with pytest.raises(SlipMoved):
        ask(60)


def test_nobody_is_said_to_be_asked_who_is_not(chapter, member, receiver, referral, sign_in):
    """The prospect objected; or the receiver left so long ago that nobody is asked what becomes of it."""
    path, at = f"/c/riverside/slips/{referral.uuid}/", GIVEN + 200 * DAY
    with time_machine.travel(at, tick=False):
        giver = sign_in(member)
        assert "ask-how/" in giver.get(path).content.decode()
        Slip.objects.in_chapter(chapter).update(objected=True)
        assert giver.post(f"{path}ask-how/").status_code == 409
        with pytest.raises(SlipMoved):
            put_off(chapter=chapter, slip=referral, until=(at + DAY).date(), by=receiver, at=at)
        Slip.objects.in_chapter(chapter).update(objected=False)
        receiver.stays.update(left_on=(at - 100 * DAY).date())
        assert "ask-how/" not in giver.get(path).content.decode()
        page = giver.post(f"{path}ask-how/", follow=True).content.decode()
        assert "Freya Lindqvist has left the chapter." in page
    assert not AskedHow.objects.in_chapter(chapter).exists()
    assert not Notice.objects.in_chapter(chapter).exists()


def test_the_page_offers_it_then_and_both_see_that_it_was_asked(
    chapter, member, receiver, bystander, referral, sign_in
):
    path = f"/c/riverside/slips/{referral.uuid}/"
    with time_machine.travel(GIVEN + 27 * DAY, tick=False):
        assert "ask-how/" not in sign_in(member).get(path).content.decode()
    with time_machine.travel(GIVEN + 28 * DAY, tick=False):
        giver = sign_in(member)
        assert "Ask Freya Lindqvist how it goes" in giver.get(path).content.decode()
        assert "ask-how/" not in sign_in(receiver).get(path).content.decode()
        assert [sign_in(one).post(f"{path}ask-how/").status_code for one in (receiver, bystander)] == [403, 404]
        for _ in range(2):
            giver.post(f"{path}ask-how/")
        for person in (member, receiver):
            page = sign_in(person).get(path)
            assert "Ben Whitlock asked how it goes" in [event["what"] for event in page.context["events"]]
    assert AskedHow.objects.in_chapter(chapter).count() == 1


def test_the_receiver_puts_it_off_on_the_page(chapter, member, receiver, bystander, referral, sign_in):
    path = f"/c/riverside/slips/{referral.uuid}/"
    tomorrow = {"until": (chapter.today(now()) + DAY).isoformat()}
    assert [sign_in(one).post(f"{path}put-off/", tomorrow).status_code for one in (member, bystander)] == [403, 404]
    client = sign_in(receiver)
    for wrong in ({}, {"until": "soon"}, {"until": "2020-01-01"}):
        assert "Choose a day" in client.post(f"{path}put-off/", wrong, follow=True).content.decode()
    assert not AskedHow.objects.in_chapter(chapter).exists()
    client.post(f"{path}put-off/", tomorrow)
    assert "wishes to be asked again" in sign_in(member).get(path).content.decode()


@pytest.mark.parametrize(
    ("happens", "settled"),
    [
        ({}, ""),
        ({"report": "contacted"}, "answered meanwhile"),
        ({"put_off": True}, "answered meanwhile"),
        ({"withdrawn_at": GIVEN}, "over"),
        ({"stage": "won"}, "over"),
    ],
)
def test_a_question_that_was_answered_meanwhile_is_not_sent(chapter, receiver, referral, happens, settled):
    at = GIVEN + 7 * DAY
    ask_the_silent(chapter=chapter, at=at)
    notice = Notice.objects.in_chapter(chapter).get()
    if "report" in happens:
        Progress.objects.create(chapter=chapter, slip=referral, at=at, stage=happens["report"])
    elif "put_off" in happens:
        put_off(chapter=chapter, slip=referral, until=date(2026, 5, 1), by=receiver, at=at)
    elif happens:
        Slip.objects.in_chapter(chapter).update(**happens)
    assert kinds.find(notice.kind).kind.still_due(notice, at) == settled


def test_no_mail_that_asks_names_the_prospect(chapter, member, referral):
    ask_the_silent(chapter=chapter, at=GIVEN + 7 * DAY)
    ask_how_it_goes(chapter=chapter, slip=referral, by=member, at=GIVEN + 28 * DAY)
    for notice in Notice.objects.in_chapter(chapter):
        mail = kinds.find(notice.kind).kind.render(notice)
        assert "Ben Whitlock" in mail.text
        assert not [word for word in ("Gareth", "boiler", "900123") if word in f"{mail.subject}{mail.text}"]
        assert "/how-it-goes/" in mail.act.address


def test_it_is_looked_at_every_morning(chapter, referral):
    after = ask_how_they_go(chapter, GIVEN, datetime(2026, 3, 28, 7, 59, tzinfo=UTC))
    assert after == datetime(2026, 3, 28, 8, tzinfo=UTC)
    assert ask_how_they_go(chapter, GIVEN, after) == datetime(2026, 3, 29, 7, tzinfo=UTC)  # the clocks went forward


def test_the_silence_of_a_slip_is_read_from_its_story(chapter, member, receiver, referral):
    put_off(chapter=chapter, slip=referral, until=date(2026, 4, 7), by=receiver, at=GIVEN + DAY)
    silence = Silence.of(referral, story_of(referral))
    assert silence.put_off_to == datetime(2026, 4, 6, 23, tzinfo=UTC)
    assert silence.since == silence.put_off_to - 7 * DAY
