"""Looking back together: with whom, and what is looked back on."""

from datetime import timedelta

import pytest

from chapters.clock import now
from members.models import Stay
from notices.models import Notice
from referrals.actions.looking_back import answer, close_look_back, open_look_back, to_look_back_on
from referrals.models import LeadTaking, LookBack, LookBackAnswer, LookBackItem, Progress, Slip
from referrals.refusals import NothingBetweenTheTwo
from tests import factories

PAGE = "/c/riverside/look-back/"


@pytest.fixture
def referral(chapter, member, receiver):
    """Of last month."""
    return factories.SlipFactory(
        chapter=chapter, giver=member, receiver=receiver, given_at=now() - timedelta(days=30), need="a boiler"
    )


def needs(chapter, one, other, at=None):
    found = to_look_back_on(chapter=chapter, one=one, other=other, at=at or now())
    return [slip.need for slip in found]


def say_all(look_back, at):
    for item in look_back.items.all():
        for whose in (look_back.a, look_back.b):
            answer(look_back=look_back, item=item, whose=whose, as_good="better", improve="", by=whose, at=at)


def test_everything_the_two_gave_each_other_is_there_and_nothing_else(
    chapter, member, receiver, bystander, referral, lead
):
    at = now()
    make = factories.SlipFactory
    make(chapter=chapter, giver=receiver, receiver=member, given_at=at, need="won", stage="won")
    make(chapter=chapter, giver=receiver, receiver=member, given_at=at, need="bad", stage="bad", bad_at=at)
    make(chapter=chapter, giver=receiver, receiver=member, given_at=at, need="gone", withdrawn_at=at)
    make(chapter=chapter, giver=receiver, receiver=member, given_at=at - timedelta(days=800), need="long ago")
    make(chapter=chapter, giver=member, receiver=bystander, given_at=at, need="not theirs")
    assert needs(chapter, member, receiver) == ["a boiler", "won", "bad"]
    assert needs(chapter, receiver, member) == ["a boiler", "won", "bad"]
    lead.given_at = at
    lead.save()
    factories.ThankYouFactory(chapter=chapter, giver=bystander, receiver=member, slip=lead)
    assert "a roofer" not in needs(chapter, member, receiver)
    factories.ThankYouFactory(chapter=chapter, giver=receiver, receiver=member, slip=lead)
    assert "a roofer" in needs(chapter, member, receiver)
    assert "a roofer" not in needs(chapter, receiver, bystander)


def test_a_lead_that_one_is_on_is_there_and_one_they_let_go_is_not(chapter, member, receiver, bystander, lead):
    Slip.objects.in_chapter(chapter).filter(pk=lead.pk).update(given_at=now())
    taking = LeadTaking.objects.create(chapter=chapter, lead=lead, member=receiver, at=now())
    assert needs(chapter, member, receiver) == ["a roofer"]
    assert needs(chapter, member, bystander) == []
    LeadTaking.objects.in_chapter(chapter).filter(pk=taking.pk).update(released_at=now())
    assert needs(chapter, member, receiver) == []


def test_next_time_what_is_new_or_open_or_has_news_is_there(chapter, member, receiver, referral):
    at = now()
    won = factories.SlipFactory(
        chapter=chapter, giver=receiver, receiver=member, given_at=at, need="was lost", stage="lost"
    )
    factories.SlipFactory(chapter=chapter, giver=receiver, receiver=member, given_at=at, need="done", stage="won")
    first = open_look_back(chapter=chapter, other=receiver, by=member, at=at)
    unsaid = first.items.get(slip=won)
    say_all(first, at)
    LookBackAnswer.objects.in_chapter(chapter).filter(item=unsaid, member=member).delete()
    close_look_back(look_back=first, by=member, at=at)
    assert needs(chapter, member, receiver) == ["a boiler", "was lost"], "still open; not said by both"
    Slip.objects.in_chapter(chapter).filter(pk=referral.pk).update(stage="lost")
    LookBackAnswer.objects.create(
        chapter=chapter, item=unsaid, member=member, typed_by=member, as_good="less", answered_at=at
    )
    assert needs(chapter, member, receiver) == []
    with pytest.raises(NothingBetweenTheTwo):
        open_look_back(chapter=chapter, other=receiver, by=member, at=now())
    Progress.objects.create(chapter=chapter, slip=won, at=now(), stage="won", reported_by=member)
    factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver, given_at=now(), need="new")
    assert needs(chapter, member, receiver) == ["was lost", "new"]


def test_a_review_is_opened_once_and_the_other_is_told_once(chapter, member, receiver, referral, sign_in):
    client = sign_in(member)
    one = client.post(PAGE, {"other": receiver.pk})
    assert one.status_code == 303
    assert client.post(PAGE, {"other": receiver.pk}).url == one.url
    assert sign_in(receiver).post(PAGE, {"other": member.pk}).url == one.url
    assert LookBack.objects.in_chapter(chapter).count() == 1
    assert LookBackItem.objects.in_chapter(chapter).get().slip == referral
    notice = Notice.objects.in_chapter(chapter).get()
    assert (notice.kind, notice.email) == ("look_back_opened", receiver.email)


def test_nothing_between_the_two_is_nothing_to_look_back_on(chapter, member, receiver, bystander, sign_in):
    answer = sign_in(member).post(f"{PAGE}?with={bystander.pk}", {"other": bystander.pk})
    assert answer.status_code == 422
    assert "Nothing went between you two" in answer.content.decode()
    assert not LookBack.objects.in_chapter(chapter).exists()
    assert 'class="empty"' in sign_in(member).get(PAGE).content.decode()


def test_nobody_looks_back_with_a_stranger_somebody_who_left_or_themselves(
    chapter, member, receiver, stranger, referral, sign_in
):
    """F30."""
    Stay.objects.in_chapter(chapter).filter(member=receiver).update(left_on=chapter.today(now()))
    for other in (stranger, receiver, member):
        assert sign_in(member).post(PAGE, {"other": other.pk}).status_code == 422
    assert not LookBack.objects.in_chapter(chapter).exists()
    assert not Notice.objects.in_chapter(chapter).exists()


def test_those_not_looked_back_with_lately_come_first(chapter, member, receiver, bystander, referral, sign_in):
    at = now()
    factories.SlipFactory(chapter=chapter, giver=bystander, receiver=member, given_at=at - timedelta(days=400))
    factories.MemberFactory(chapter=chapter, name="Never Met")
    people = [one.name for one in sign_in(member).get(PAGE).context["people"]]
    assert people == ["Freya Lindqvist", "Sam O'Connell"]
    review = open_look_back(chapter=chapter, other=receiver, by=member, at=at)
    assert [one.name for one in sign_in(member).get(PAGE).context["people"]] == ["Sam O'Connell"]
    close_look_back(look_back=review, by=member, at=at)
    page = sign_in(member).get(PAGE)
    assert [one.name for one in page.context["people"]] == ["Sam O'Connell", "Freya Lindqvist"]
    assert "Next from" in page.content.decode()


def test_a_quarter_later_my_week_suggests_the_next_one(chapter, member, receiver, referral, sign_in):
    long_ago = now() - timedelta(weeks=13, days=1)
    review = LookBack.objects.create(
        chapter=chapter,
        a=min(member, receiver, key=lambda one: one.pk),
        b=max(member, receiver, key=lambda one: one.pk),
        opened_by=member,
        opened_at=long_ago,
    )
    assert "Looking back with" not in sign_in(member).get("/c/riverside/").content.decode(), "it has no slips"
    LookBackItem.objects.create(chapter=chapter, look_back=review, slip=referral, position=1)
    assert "Looking back with Freya Lindqvist" in sign_in(member).get("/c/riverside/").content.decode()
    asked = "Ben Whitlock asks you to look back together"
    assert asked in sign_in(receiver).get("/c/riverside/").content.decode()
    close_look_back(look_back=review, by=member, at=long_ago)
    for person, other in ((member, "Freya Lindqvist"), (receiver, "Ben Whitlock")):
        assert f"Look back with {other}?" in sign_in(person).get("/c/riverside/").content.decode()
    close = LookBack.objects.in_chapter(chapter)
    close.update(closed_at=now() - timedelta(days=20))
    assert "Look back with" not in sign_in(member).get("/c/riverside/").content.decode()


@pytest.mark.parametrize("people", [1, 40])
def test_it_takes_at_most_eight_statements(chapter, member, sign_in, at_most, people):
    for _ in range(people):
        other = factories.MemberFactory(chapter=chapter)
        factories.SlipFactory(chapter=chapter, giver=other, receiver=member, given_at=now())
        finished = open_look_back(chapter=chapter, other=other, by=member, at=now())
        close_look_back(look_back=finished, by=member, at=now())
        factories.SlipFactory(chapter=chapter, giver=other, receiver=member, given_at=now())
        open_look_back(chapter=chapter, other=other, by=member, at=now())
        factories.SlipFactory(chapter=chapter, giver=factories.MemberFactory(chapter=chapter), receiver=member)
    client = sign_in(member)
    with at_most(8):
        page = client.get(PAGE)
    assert len(page.context["before"]) == min(people, 30)
    assert len(client.get(f"{PAGE}?page=2").context["before"]) == people - 30 * (people > 30)
