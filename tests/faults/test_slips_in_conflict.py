"""F11: two people act on one slip at the same moment; one act wins and the other person is shown what happened."""

import threading

import pytest
from django.db import connection
from django.test import Client

from chapters.scope import chapter_scope
from referrals.models import Progress, Slip, SlipMoved
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
        lambda self, **values: Slip.objects.in_chapter(self.chapter_id).filter(pk=self.pk).update(**values),
    )
    other = factories.MemberFactory(chapter=chapter)
    slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=other)
    read_by_giver, read_by_receiver = (Slip.objects.in_chapter(chapter).get(pk=slip.pk) for _ in range(2))
    read_by_receiver.mark_bad("wrong number", slip.given_at)
    read_by_giver.withdraw(slip.given_at)
    slip.refresh_from_db()
    assert None not in {slip.bad_at, slip.withdrawn_at}
