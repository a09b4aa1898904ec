"""Whoever left is asked why, kindly and once; officers learn in sum, or by name where the leaver allows it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client

from chapters.clock import now
from members.actions.leaving import learnt_from_leavers, say_why
from members.actions.stays import end_stay, join
from members.models import ExitAnswer, Stay
from members.tokens import leaving_address
from notices import kinds
from tests import factories

pytestmark = pytest.mark.django_db
LEARNT = "/c/riverside/set-up/why-they-left/"
KIND = kinds.find("exit_asked").kind


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def left(chapter, member) -> Stay:
    """Ben left today."""
    stay = member.stays.get()
    end_stay(stay=stay, left_on=chapter.today(now()), at=now())
    return stay


def path_of(chapter, stay, settings):
    return leaving_address(chapter, stay.pk).removeprefix(settings.SITE_URL)


def answer(chapter, *reasons, named=False, words="", days=0):
    someone = factories.MemberFactory(chapter=chapter, stay__left_on="2026-01-05")
    at = now() + timedelta(days=days)
    say_why(stay=someone.stays.get(), reasons=list(reasons), words=words, named=named, at=at)
    return someone


def test_they_are_asked_by_mail_three_days_later_with_thanks(chapter, left, member):
    notice = chapter.notices.get(kind="exit_asked")
    assert notice.email == member.email
    assert (chapter.today(notice.due_at) - left.left_on).days == 3
    assert KIND.still_due(notice, notice.due_at) == ""
    mail = KIND.render(notice)
    assert "thank you for the time you gave to Riverside" in mail.text
    assert "/c/riverside/leaving/" in mail.act.address


def test_not_where_they_are_back_answered_or_never_left(chapter, left, member):
    notice = chapter.notices.get(kind="exit_asked")
    today = chapter.today(now())
    say_why(stay=left, reasons=["time"], words="", named=False, at=now())
    assert KIND.still_due(notice, now()) == "answered already"
    join(chapter=chapter, email=member.email, name=member.name, seat=left.seat, joined_on=today, at=now())
    assert KIND.still_due(notice, now()) == "they are a member"
    Stay.objects.in_chapter(chapter).filter(member=member).exclude(pk=left.pk).delete()
    Stay.objects.in_chapter(chapter).filter(pk=left.pk).update(left_on=None)
    assert KIND.still_due(notice, now()) == "they did not leave on that day"


def test_the_page_asks_without_an_account_and_keeps_one_answer(chapter, left, settings):
    page = path_of(chapter, left, settings)
    assert "Thank you for your time with us, Ben Whitlock" in Client().get(page).text
    assert not ExitAnswer.objects.in_chapter(chapter).exists()
    assert Client().post(page, {}).status_code == 422
    for reasons in (["time", "cost"], ["rules"]):
        assert (
            "nothing more is asked"
            in Client().post(page, {"reasons": reasons, "words": "Too early."}, follow=True).text
        )
    kept = ExitAnswer.objects.in_chapter(chapter).get()
    assert (kept.reasons, kept.words, kept.named) == (["cost", "time"], "", False)
    with pytest.raises(IntegrityError), transaction.atomic():  # words alone would tell who it was
        ExitAnswer.objects.in_chapter(chapter).update(words="Too early.")


@pytest.mark.parametrize("kind", ["nonsense", "foreign", "still a member"])
def test_a_link_that_is_none_of_ours_is_not_there(chapter, other_chapter, member, left, settings, kind):
    path = path_of(chapter, left, settings)
    if kind == "nonsense":
        path = "/c/riverside/leaving/nonsense/"
    elif kind == "foreign":
        path = path_of(other_chapter, left, settings).replace("lakeside", "riverside")
    else:
        Stay.objects.in_chapter(chapter).filter(pk=left.pk).update(left_on=None)
    for found in (Client().get(path), Client().post(path, {"reasons": ["time"]})):
        assert found.status_code == 404
        assert found.content == Client().get("/c/riverside/leaving/nothing/").content
    assert not ExitAnswer.objects.in_chapter(chapter).exists()


def test_without_names_three_are_told_together_and_never_one_more(chapter):
    """Nor does the step from one sum to the next tell of one."""
    told = []
    for number, reason in enumerate(["time", "cost", "time", "rules", "fit", "cost", "life"]):
        answer(chapter, reason, days=number)
        told.append((learnt_from_leavers(chapter).of, learnt_from_leavers(chapter).waiting))
    assert told == [(0, 1), (0, 2), (3, 0), (3, 1), (3, 2), (6, 0), (6, 1)]
    learnt = learnt_from_leavers(chapter)
    assert dict(learnt.sums)["it took more time than I have"] == 2
    assert "family or health" not in dict(learnt.sums)


def test_a_name_is_told_only_where_its_owner_allows_it_and_is_in_no_sum(chapter, officer, sign_in):
    named = answer(chapter, "business", named=True, words="Nobody called my prospects.")
    silent = [answer(chapter, "elsewhere", words="Secret words.") for _number in range(3)]
    page = sign_in(officer).get(LEARNT).text
    assert named.name in page
    assert "Nobody called my prospects." in page
    assert "What 3 answers say" in page
    assert dict(learnt_from_leavers(chapter).sums) == {"I joined another group": 3}
    assert not any(one.name in page for one in silent)
    assert "Secret words." not in page


@pytest.mark.parametrize(("office", "status"), [("secretary", 200), ("treasurer", 403), ("mentor", 403)])
def test_who_reads_it(chapter, sign_in, office, status):
    assert sign_in(factories.MemberFactory(chapter=chapter, offices=[office])).get(LEARNT).status_code == status


def test_what_they_typed_is_text(chapter, officer, sign_in):
    """F42."""
    answer(chapter, "other", named=True, words="<img src=x onerror=alert(1)>")
    assert "<img" not in sign_in(officer).get(LEARNT).text
