"""Set up: the chapter's own agenda, begun from the usual one, changed item by item, given up again."""

import pytest

from chapters.scope import chapter_scope
from meetings.models import AgendaItem
from tests.factories import MemberFactory

PATH = "/c/riverside/set-up/agenda/"
TYPED = {"kind": "other", "title": "Song", "minutes": "4", "office": "", "seconds_each": "", "round_order": "fixed"}


def titles(chapter):
    return list(AgendaItem.objects.in_chapter(chapter).order_by("position").values_list("title", flat=True))


@pytest.fixture
def own(chapter, officer, sign_in):
    """The president, and the items of an agenda of the chapter's own."""
    client = sign_in(officer)
    client.post(f"{PATH}own/")
    return client, list(AgendaItem.objects.in_chapter(chapter).order_by("position"))


def test_without_its_own_the_usual_agenda_is_shown_and_taken_over(chapter, officer, sign_in):
    client = sign_in(officer)
    page = client.get(PATH).content.decode()
    assert "Weekly presentations" in page
    assert "90 minutes with" in page
    assert titles(chapter) == []
    for _ in range(2):
        client.post(f"{PATH}own/")
    assert len(titles(chapter)) == 10


def test_an_item_is_added_at_the_end_changed_and_taken_off(chapter, own):
    client, _items = own
    assert client.post(PATH, TYPED).status_code == 303
    assert titles(chapter)[-1] == "Song"
    row = AgendaItem.objects.in_chapter(chapter).get(title="Song")
    client.post(f"{PATH}{row.pk}/", TYPED | {"title": "", "kind": "welcome", "minutes": "2"})
    row = AgendaItem.objects.in_chapter(chapter).get(pk=row.pk)
    assert (row.title, row.kind, row.minutes) == ("Welcome", "welcome", 2)
    client.post(f"{PATH}{row.pk}/remove/")
    assert len(titles(chapter)) == 10


def test_adding_the_first_item_begins_from_the_usual_agenda(chapter, officer, sign_in):
    sign_in(officer).post(PATH, TYPED)
    assert len(titles(chapter)) == 11


def test_a_round_has_seconds_and_an_order_and_other_items_have_none(chapter, own):
    client, _items = own
    typed = TYPED | {"seconds_each": "45", "round_order": "drawn"}
    client.post(PATH, typed)
    client.post(PATH, typed | {"kind": "presentations", "title": "Second round"})
    rows = AgendaItem.objects.in_chapter(chapter)
    assert (rows.get(title="Song").seconds_each, rows.get(title="Song").round_order) == (0, "fixed")
    assert (rows.get(title="Second round").seconds_each, rows.get(title="Second round").round_order) == (45, "drawn")


@pytest.mark.parametrize("wrong", [{"minutes": "0"}, {"minutes": "241"}, {"kind": "dance"}, {"office": "king"}])
def test_what_cannot_be_is_said_at_the_field(chapter, own, wrong):
    client, items = own
    assert client.post(PATH, TYPED | wrong).status_code == 422
    assert client.post(f"{PATH}{items[0].pk}/", TYPED | wrong).status_code == 422
    assert len(titles(chapter)) == 10


def test_items_change_places_and_a_move_sent_twice_is_one(chapter, own):
    client, items = own
    first, second = items[:2]
    for _ in range(2):
        client.post(f"{PATH}{second.pk}/move/", {"way": "up", "seen": str(second.position)})
    assert titles(chapter)[:3] == [second.title, first.title, items[2].title]
    client.post(f"{PATH}{second.pk}/move/", {"way": "up", "seen": "0"})
    for seen in ("x", "9" * 5000):
        assert client.post(f"{PATH}{second.pk}/move/", {"way": "up", "seen": seen}).status_code == 303
    assert titles(chapter)[0] == second.title


def test_the_usual_agenda_holds_again(chapter, own):
    client, _items = own
    client.post(f"{PATH}usual/")
    assert titles(chapter) == []


def test_more_than_the_meeting_has_is_said(chapter, own):
    client, _items = own
    client.post(PATH, TYPED | {"minutes": "30"})
    assert "30 minutes more than the meeting has" in client.get(PATH).content.decode()


def test_only_those_who_lead_set_it_up_and_another_chapters_item_is_not_there(
    chapter, other_chapter, member, officer, sign_in
):
    assert sign_in(member).get(PATH).status_code == 403
    host = MemberFactory(chapter=chapter, offices=["visitor_host"])
    assert sign_in(host).post(PATH, TYPED).status_code == 403
    with chapter_scope(other_chapter.pk):
        foreign = AgendaItem.objects.create(chapter=other_chapter, position=0, kind="welcome", title="Hello", minutes=5)
    client = sign_in(officer)
    for act in ("", "move/", "remove/"):
        assert client.post(f"{PATH}{foreign.pk}/{act}", TYPED).status_code == 404
    with chapter_scope(other_chapter.pk):
        assert titles(other_chapter) == ["Hello"]


def test_few_statements(own, at_most):
    client, _items = own
    client.get(PATH)
    with at_most(8):
        client.get(PATH)
