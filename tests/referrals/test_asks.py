"""Asks: put, read, ended; what the chapter sees of them."""

import uuid
from datetime import timedelta

import pytest

from chapters.clock import now
from chapters.scope import chapter_scope
from members.models import Stay
from notices.models import Notice
from referrals.models import Ask, NetworkAsk
from referrals.models.asks import AskMoved
from tests import factories

ASKS = "/c/riverside/asks/"


def typed(chapter, /, **changes):
    """An ask, complete and right."""
    need_by = chapter.today(now()) + timedelta(days=10)
    return {"uuid": str(uuid.uuid4()), "text": "… lays floors?", "need_by": need_by.isoformat()} | changes


@pytest.fixture
def ask(chapter, member):
    """An open ask of the member's."""
    return factories.AskFactory(chapter=chapter, asker=member, text="… lays floors?")


def kinds_told(chapter):
    return sorted(Notice.objects.in_chapter(chapter).values_list("kind", flat=True))


def test_an_ask_is_the_chapters_to_read_the_most_pressing_first(chapter, member, receiver, sign_in):
    client = sign_in(member)
    later, sooner = typed(chapter), typed(chapter, text="… bakes?", need_by=chapter.today(now()).isoformat())
    for data in (later, sooner):
        answer = client.post(f"{ASKS}new/", data)
        assert (answer.status_code, answer.url) == (303, f"{ASKS}{data['uuid']}/")
    lines = sign_in(receiver).get(ASKS).context["open"]
    assert [line.title for line in lines] == ["… bakes?", "… lays floors?"]
    assert [(line.note.partition(" · ")[0], line.due) for line in lines] == [
        ("Ben Whitlock", "today"),
        ("Ben Whitlock", ""),
    ]
    assert "… lays floors?" in sign_in(receiver).get(f"{ASKS}{later['uuid']}/").content.decode()


def test_the_same_sending_twice_is_one_ask_and_another_body_is_refused(chapter, member, receiver, sign_in):
    """F01, F03, F05."""
    data = typed(chapter)
    assert [sign_in(member).post(f"{ASKS}new/", data).status_code for _ in range(2)] == [303, 303]
    assert sign_in(member).post(f"{ASKS}new/", data | {"text": "… else?"}).status_code == 422
    assert sign_in(receiver).post(f"{ASKS}new/", data).status_code == 422
    assert sign_in(member).post(f"{ASKS}new/", data | {"to_network": "on"}).status_code == 422
    assert Ask.objects.in_chapter(chapter).get().text == "… lays floors?"
    assert not NetworkAsk.objects.in_chapter(chapter).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"need_by": "2020-01-01"},
        {"need_by": "2099-01-01"},
        {"need_by": ""},
        {"text": ""},
        {"text": "… knows Gareth, 07700 900123?"},
        {"text": "… knows gareth@example.org?"},
    ],
)
def test_an_ask_has_words_a_day_and_nobodys_contact_details(chapter, member, sign_in, wrong):
    """F55: what is asked is read by many, so there is nobody's number in it."""
    assert sign_in(member).post(f"{ASKS}new/", typed(chapter, **wrong)).status_code == 422
    assert not Ask.objects.in_chapter(chapter).exists()


def test_its_author_ends_it_and_undoes_that(chapter, member, ask, sign_in):
    client = sign_in(member)
    client.post(f"{ASKS}{ask.uuid}/end/", {"how": "found"})
    client.post(f"{ASKS}{ask.uuid}/end/", {"how": "found"})
    ask.refresh_from_db()
    assert (ask.state, ask.ended_at is not None) == ("found", True)
    page = client.get(ASKS)
    assert (page.context["open"], [line.aside for line in page.context["ended"]]) == ([], ["Found"])
    for _ in range(2):
        client.post(f"{ASKS}{ask.uuid}/open-again/")
        assert "has ended meanwhile" not in client.get(ASKS).content.decode()
    ask.refresh_from_db()
    assert (ask.state, ask.ended_at) == ("open", None)
    client.post(f"{ASKS}{ask.uuid}/end/", {"how": "not_needed"})
    Ask.objects.in_chapter(chapter).update(ended_at=now() - timedelta(minutes=6))
    client.post(f"{ASKS}{ask.uuid}/open-again/")
    ask.refresh_from_db()
    assert ask.state == "not_needed"


@pytest.mark.parametrize("how", [{}, {"how": "whatever"}])
def test_an_end_that_says_nothing_ends_nothing(chapter, member, sign_in, how):
    ask = factories.AskFactory(chapter=chapter, asker=member)
    sign_in(member).post(f"{ASKS}{ask.uuid}/end/", how)
    ask.refresh_from_db()
    assert ask.state == "open"


@pytest.mark.parametrize("act", ["end/", "open-again/", "network/"])
def test_nobody_else_ends_it_or_sends_it_on_not_even_the_president(member, officer, ask, sign_in, act):
    assert sign_in(officer).post(f"{ASKS}{ask.uuid}/{act}", {"how": "found", "network": "yes"}).status_code == 403
    ask.refresh_from_db()
    assert ask.state == "open"
    assert sign_in(member).post(f"{ASKS}{ask.uuid}/{act}", {"how": "found", "network": "yes"}).status_code == 303


def test_two_ends_at_once_are_one(ask):
    stale = Ask.objects.in_chapter(ask.chapter_id).get(pk=ask.pk)
    ask.end("found", now())
    with pytest.raises(AskMoved):
        stale.end("not_needed", now())


def test_an_ask_whose_day_has_passed_or_whose_author_left_is_open_no_more(chapter, member, receiver, ask, sign_in):
    client = sign_in(receiver)
    assert client.get(ASKS).context["open"]
    assert client.get(f"{ASKS}{ask.uuid}/").context["can_answer"]
    Stay.objects.in_chapter(chapter).filter(member=member).update(left_on=chapter.today(now()))
    assert not client.get(ASKS).context["open"]
    Stay.objects.in_chapter(chapter).filter(member=member).update(left_on=None)
    Ask.objects.in_chapter(chapter).update(need_by=chapter.today(now()) - timedelta(days=1))
    assert not client.get(ASKS).context["open"]
    assert not client.get(f"{ASKS}{ask.uuid}/").context["can_answer"]


def test_another_chapters_ask_is_not_there(chapter, member, stranger, ask, sign_in):
    """F30."""
    with chapter_scope(stranger.chapter_id):
        theirs = factories.AskFactory(chapter=stranger.chapter, asker=stranger)
    client = sign_in(member)
    foreign = client.get(f"{ASKS}{theirs.uuid}/")
    assert (foreign.status_code, foreign.content) == (404, client.get(f"{ASKS}{uuid.uuid4()}/").content)
    assert client.get(f"{ASKS}{ask.uuid}/").status_code == 200


def test_my_week_shows_two_that_i_have_not_answered(chapter, member, receiver, ask, sign_in):
    for day in (1, 2):
        factories.AskFactory(chapter=chapter, asker=member, text=f"… {day}?", need_by=f"2029-01-0{day}")
    client = sign_in(receiver)
    assert [line.title for line in client.get("/c/riverside/").context["who_knows"]] == ["… 1?", "… 2?"]
    for text in ("… 1?", "… 2?"):
        asked = Ask.objects.in_chapter(chapter).get(text=text)
        factories.AnswerFactory(chapter=chapter, ask=asked, answerer=receiver)
    assert [line.title for line in client.get("/c/riverside/").context["who_knows"]] == ["… lays floors?"]
    assert not sign_in(member).get("/c/riverside/").context["who_knows"]


@pytest.mark.parametrize("many", [1, 30])
def test_it_takes_at_most_eight_statements(chapter, member, receiver, ask, sign_in, at_most, many):
    for number in range(many):
        factories.AskFactory(chapter=chapter, asker=member, text=f"… {number}?")
        factories.AnswerFactory(chapter=chapter, ask=ask, answerer=receiver)
    for person in (member, receiver):
        client = sign_in(person)
        for path in (ASKS, f"{ASKS}new/", f"{ASKS}{ask.uuid}/"):
            with at_most(8):
                client.get(path)
