"""F11: two people act on one slip at the same moment; one act wins and the other person is shown what happened."""

import threading
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from chapters.scope import chapter_scope
from members.refusals import AlreadyAnswered
from notices.models import Notice
from referrals.actions.leads import LeadOver, ask_about_lead, take_lead
from referrals.forms.correcting import words_seen
from referrals.models import LeadQuestion, LeadTaking, Lesson, Progress, Slip, SlipMoved
from referrals.tokens import how_it_goes_address
from tests import factories
from tests.faults.scale import times
from tests.referrals import typed


@pytest.fixture
def committed(transactional_db):
    chapter = factories.ChapterFactory(slug="riverside", name="Riverside")
    with chapter_scope(chapter.pk):
        giver = factories.MemberFactory(chapter=chapter, name="Ben Whitlock")
        receiver = factories.MemberFactory(chapter=chapter, name="Freya Lindqvist")
    return chapter, giver, receiver


def both(acts):
    """Run two acts at once; their answers in order."""
    answers = [None, None]
    start = threading.Barrier(2)

    def run(number):
        try:
            start.wait(timeout=30)
            answers[number] = acts[number]()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def signed_in(person):
    client = Client()
    client.force_login(person.user)
    return client


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize(("act", "typed"), [("bad", typed.bad()), ("progress", {"stage": "contacted"})])
def test_one_of_receiver_and_giver_wins_and_the_other_is_shown_it(committed, act, typed):
    chapter, giver, receiver = committed
    ben, freya = signed_in(giver), signed_in(receiver)
    for _ in range(times(50, 6)):
        with chapter_scope(chapter.pk):
            slip = factories.SlipFactory(chapter=chapter, giver=giver, receiver=receiver)
        path = f"/c/riverside/slips/{slip.uuid}/"
        withdrawn, acted = both(
            [lambda at=path: ben.post(f"{at}withdraw/"), lambda at=path: freya.post(f"{at}{act}/", typed)]
        )
        assert sorted([withdrawn.status_code, acted.status_code]) == [303, 409]
        loser = withdrawn if withdrawn.status_code == 409 else acted
        assert (">Withdrawn</span>" in loser.content.decode()) is (loser is acted)
        with chapter_scope(chapter.pk):
            slip = Slip.objects.in_chapter(chapter).get(pk=slip.pk)
            reports = Progress.objects.in_chapter(chapter).filter(slip=slip).count()
        assert (slip.withdrawn_at is not None, reports) == ((True, 0) if loser is acted else (False, 1))


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_one_of_marking_bad_and_putting_right_wins_and_the_other_is_shown_it(committed):
    chapter, giver, receiver = committed
    ben, freya = signed_in(giver), signed_in(receiver)
    for _ in range(times(50, 6)):
        with chapter_scope(chapter.pk):
            slip = factories.SlipFactory(chapter=chapter, giver=giver, receiver=receiver)
        path = f"/c/riverside/slips/{slip.uuid}/"
        seen = {"seen": words_seen(slip)}
        words, bad = {"prospect": slip.prospect, "need": "another boiler"} | seen, typed.bad(**seen)
        corrected, marked = both(
            [
                lambda at=path, data=words: ben.post(f"{at}correct/", data),
                lambda at=path, data=bad: freya.post(f"{at}bad/", data),
            ]
        )
        with chapter_scope(chapter.pk):
            found = Slip.objects.in_chapter(chapter).get(pk=slip.pk)
        first = corrected.status_code == 303
        assert (corrected.status_code, marked.status_code) == ((303, 409) if first else (409, 303))
        assert (found.bad_at is None, found.need) == ((True, "another boiler") if first else (False, slip.need))
        loser = (marked if first else corrected).content.decode()
        assert ("another boiler" if first else ">No use</span>") in loser


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_one_of_a_mail_and_the_giver_wins_and_the_other_is_shown_it(committed):
    chapter, giver, receiver = committed
    ben, nobody = signed_in(giver), Client()
    for _ in range(times(50, 6)):
        with chapter_scope(chapter.pk):
            slip = factories.SlipFactory(chapter=chapter, giver=giver, receiver=receiver)
        path = f"/c/riverside/slips/{slip.uuid}/"
        link = urlsplit(how_it_goes_address(chapter, slip.pk, receiver.pk)).path
        withdrawn, tapped = both(
            [lambda at=path: ben.post(f"{at}withdraw/"), lambda at=link: nobody.post(at, typed.bad())]
        )
        assert (withdrawn.status_code, tapped.status_code) in {(303, 409), (409, 200)}
        with chapter_scope(chapter.pk):
            slip = Slip.objects.in_chapter(chapter).get(pk=slip.pk)
            lessons = Lesson.objects.in_chapter(chapter).filter(slip=slip).count()
        assert (slip.withdrawn_at is not None, lessons) == ((True, 0) if tapped.status_code == 409 else (False, 1))


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_of_two_who_take_a_lead_one_is_on_it_and_the_other_is_told_who(committed):
    chapter, giver, first = committed
    with chapter_scope(chapter.pk):
        second = factories.MemberFactory(chapter=chapter, name="Sam Okafor")
    clients = [signed_in(first), signed_in(second)]
    for _ in range(times(50, 6)):
        with chapter_scope(chapter.pk):
            lead = factories.SlipFactory(chapter=chapter, kind="lead", giver=giver, receiver=None, warmth=None)
        path = f"/c/riverside/slips/{lead.uuid}/take/"
        pages = both([lambda one=client, at=path: one.post(at, follow=True) for client in clients])
        with chapter_scope(chapter.pk):
            taking = LeadTaking.objects.in_chapter(chapter).select_related("member").get(lead=lead)
        told = [f"{taking.member.name} is on it already." in page.content.decode() for page in pages]
        assert told == [taking.member != first, taking.member != second]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_lead_withdrawn_while_somebody_takes_it_is_taken_by_nobody_unawares(committed):
    chapter, giver, taker = committed
    ben, freya = signed_in(giver), signed_in(taker)
    for _ in range(times(50, 6)):
        with chapter_scope(chapter.pk):
            lead = factories.SlipFactory(chapter=chapter, kind="lead", giver=giver, receiver=None, warmth=None)
        path = f"/c/riverside/slips/{lead.uuid}/"
        both([lambda at=path: ben.post(f"{at}withdraw/"), lambda at=path: freya.post(f"{at}take/")])
        with chapter_scope(chapter.pk):
            taken = LeadTaking.objects.in_chapter(chapter).filter(lead=lead).exists()
            told = Notice.objects.in_chapter(chapter).filter(kind="lead_withdrawn", subject=lead.pk).exists()
            assert Slip.objects.in_chapter(chapter).get(pk=lead.pk).withdrawn_at is not None
        assert taken is told


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_two_answers_to_one_question_are_one_answer(committed):
    chapter, giver, asker = committed
    devices = [signed_in(giver), signed_in(giver)]
    for _ in range(times(50, 6)):
        with chapter_scope(chapter.pk):
            lead = factories.SlipFactory(chapter=chapter, kind="lead", giver=giver, receiver=None, warmth=None)
            question = LeadQuestion.objects.create(
                chapter=chapter, lead=lead, asker=asker, kind="name", asked_at=lead.given_at
            )
        path = f"/c/riverside/slips/{lead.uuid}/questions/{question.pk}/answer/"
        pages = both(
            [
                lambda one=one, said=said, at=path: one.post(at, {"answer": said}, follow=True)
                for one, said in zip(devices, ("yes", "no"), strict=True)
            ]
        )
        refused = ["Somebody has answered this already." in page.content.decode() for page in pages]
        with chapter_scope(chapter.pk):
            question = LeadQuestion.objects.in_chapter(chapter).get(pk=question.pk)
        assert refused == [not question.allowed, question.allowed]


def test_an_act_on_what_was_read_before_somebody_elses_act_raises(chapter, member):
    """The guard itself: the conditional UPDATE finds the row changed."""
    other = factories.MemberFactory(chapter=chapter)
    slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=other)
    read_by_giver, read_by_receiver = (Slip.objects.in_chapter(chapter).get(pk=slip.pk) for _ in range(2))
    read_by_receiver.mark_bad("wrong number", slip.given_at)
    with pytest.raises(SlipMoved):
        read_by_giver.withdraw(slip.given_at)
    slip.refresh_from_db()
    assert (slip.stage, slip.withdrawn_at) == ("bad", None)


def test_without_the_guard_both_acts_would_stand(chapter, member, monkeypatch):
    """The protection, taken away."""
    monkeypatch.setattr(Slip, "_refuse_unless", lambda _self, _possible: None)
    monkeypatch.setattr(
        Slip,
        "_change",
        lambda self, _also=None, /, **values: (
            Slip.objects.in_chapter(self.chapter_id).filter(pk=self.pk).update(**values)
        ),
    )
    other = factories.MemberFactory(chapter=chapter)
    slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=other)
    read_by_giver, read_by_receiver = (Slip.objects.in_chapter(chapter).get(pk=slip.pk) for _ in range(2))
    read_by_receiver.mark_bad("wrong number", slip.given_at)
    read_by_giver.withdraw(slip.given_at)
    slip.refresh_from_db()
    assert None not in {slip.bad_at, slip.withdrawn_at}


def test_acts_on_a_lead_that_was_read_before_somebody_elses_raise(chapter, member):
    """The guards themselves: the lead is read anew under a lock, an answer changes what is still open."""
    other = factories.MemberFactory(chapter=chapter)
    lead = factories.SlipFactory(chapter=chapter, kind="lead", giver=member, receiver=None, warmth=None)
    stale = Slip.objects.in_chapter(chapter).get(pk=lead.pk)
    question = LeadQuestion.objects.create(chapter=chapter, lead=lead, asker=other, kind="more", asked_at=lead.given_at)
    once, twice = (LeadQuestion.objects.in_chapter(chapter).get(pk=question.pk) for _ in range(2))
    once.close(words="In spring.", allowed=None, at=lead.given_at)
    with pytest.raises(AlreadyAnswered):
        twice.close(words="Never.", allowed=None, at=lead.given_at)
    lead.withdraw(lead.given_at)
    for act in (take_lead, partial(ask_about_lead, kind="more", words="")):
        with pytest.raises(LeadOver):
            act(chapter=chapter, lead=stale, by=other, at=lead.given_at)
    assert not LeadTaking.objects.in_chapter(chapter).exists()


def test_the_database_itself_keeps_two_from_being_on_one_lead(chapter, member):
    """Whatever the act forgets."""
    lead = factories.SlipFactory(chapter=chapter, kind="lead", giver=member, receiver=None, warmth=None)
    first, second = factories.MemberFactory(chapter=chapter), factories.MemberFactory(chapter=chapter)
    LeadTaking.objects.create(chapter=chapter, lead=lead, member=first, at=lead.given_at)
    with pytest.raises(IntegrityError, match="referrals_leadtaking_one"), transaction.atomic():
        LeadTaking.objects.create(chapter=chapter, lead=lead, member=second, at=lead.given_at)
