"""Logging a one-to-one on its page, and answering what others logged."""

import re
from uuid import uuid4

import pytest

from meetings.models import OneToOne
from tests.factories import MemberFactory, OneToOneFactory
from tests.meetings.conftest import statements_of

LOG, MINE = "/c/riverside/one-to-one/", "/c/riverside/one-to-ones/"
pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def typed(officer):
    return {"uuid": str(uuid4()), "other": officer.pk, "day": "2026-03-02", "topics": "ideal clients"}


def stored(chapter):
    return OneToOne.objects.in_chapter(chapter)


def test_it_offers_today_and_those_longest_not_met_first(chapter, officer, member, sign_in):
    never = MemberFactory(chapter=chapter, name="Zoë Hartley")
    OneToOneFactory(chapter=chapter, a=member, b=officer, date="2026-01-05")
    page = sign_in(member).get(LOG).content.decode()
    assert 'value="2026-03-03"' in page
    assert page.index("Zoë Hartley") < page.index("Amara Osei")
    assert "met 5 Jan" in page
    assert f'value="{member.pk}"' not in page
    assert re.search(r'name="uuid" value="[0-9a-f-]{36}"', page)
    assert never.name in page


def test_logging_says_so_and_offers_undo(chapter, member, sign_in, typed):
    page = sign_in(member).post(LOG, typed, follow=True).content.decode()
    assert "Logged. Amara Osei is told" in page
    assert stored(chapter).get().topics == "ideal clients"
    undo = f"{MINE}{typed['uuid']}/withdraw/"
    assert f'action="{undo}"' in page
    sign_in(member).post(undo)
    assert not stored(chapter).exists()


def test_a_double_tap_is_one_and_answers_the_same(chapter, member, sign_in, typed):
    answers = [sign_in(member).post(LOG, typed) for _tap in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {MINE}
    assert stored(chapter).count() == 1


def test_the_same_id_with_other_words_or_from_another_member_is_422_and_tells_nothing(
    chapter, officer, member, sign_in, typed
):
    sign_in(member).post(LOG, typed)
    other = MemberFactory(chapter=chapter)
    for person, words in ((member, "the next quarter"), (other, "ideal clients")):
        answer = sign_in(person).post(LOG, {**typed, "topics": words})
        assert answer.status_code == 422
        assert "ideal clients" not in answer.content.decode()
    assert stored(chapter).get().topics == "ideal clients"


def test_a_probable_double_is_asked_about_and_stored_once_confirmed(chapter, officer, member, sign_in, typed):
    OneToOneFactory(chapter=chapter, a=member, b=officer, date="2026-03-02", logged_by=officer)
    answer = sign_in(member).post(LOG, typed)
    assert answer.status_code == 422
    assert "Amara Osei logged one for Monday 2 March already" in answer.content.decode()
    assert stored(chapter).count() == 1
    sign_in(member).post(LOG, {**typed, "again": "on"})
    assert stored(chapter).count() == 2


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"day": "2026-03-04"}, "still to come"),
        ({"day": "2023-12-31"}, "before you joined"),
        ({"other": ""}, "required"),
        ({"day": "someday"}, "not a day we can read"),
        ({"uuid": "no-id"}, "send it once more"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(chapter, member, sign_in, typed, changes, says):
    answer = sign_in(member).post(LOG, typed | changes)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "ideal clients" in answer.content.decode()
    assert not stored(chapter).exists()


def test_oneself_and_a_member_of_another_chapter_are_no_choice(chapter, member, stranger, sign_in, typed):
    for person in (member, stranger):
        assert sign_in(member).post(LOG, {**typed, "other": person.pk}).status_code == 422
    assert not stored(chapter).exists()
    assert sign_in(stranger).get(LOG).status_code == 404


def test_the_other_one_answers_in_the_list(chapter, officer, member, sign_in, typed):
    sign_in(member).post(LOG, typed)
    client = sign_in(officer)
    page = client.get(MINE).content.decode()
    assert "logged by Ben Whitlock" in page
    assert f"{typed['uuid']}/confirm/" in page
    client.post(f"{MINE}{typed['uuid']}/dispute/")
    assert stored(chapter).get().disputed
    assert "does not remember it" in sign_in(member).get(MINE).content.decode()
    client.post(f"{MINE}{typed['uuid']}/confirm/")
    assert not stored(chapter).get().disputed


@pytest.mark.parametrize("act", ["confirm", "dispute", "withdraw"])
def test_nobody_else_answers_it(chapter, officer, member, stranger, sign_in, typed, act):
    sign_in(member).post(LOG, typed)
    third = MemberFactory(chapter=chapter, offices=["secretary"])
    for person in (third, stranger):
        assert sign_in(person).post(f"{MINE}{typed['uuid']}/{act}/").status_code == 404
    assert sign_in(member).get(f"{MINE}{typed['uuid']}/{act}/").status_code == 405
    found = stored(chapter).get()
    assert (found.disputed, found.confirmed_at) == (False, None)


def test_topics_are_for_the_two(chapter, officer, member, sign_in, typed):
    sign_in(member).post(LOG, typed)
    third = MemberFactory(chapter=chapter)
    assert "ideal clients" in sign_in(officer).get(MINE).content.decode()
    assert "ideal clients" not in sign_in(third).get(MINE).content.decode()


def test_an_empty_list_says_what_to_do(member, sign_in):
    assert "No one-to-ones yet" in sign_in(member).get(MINE).content.decode()


@pytest.mark.parametrize("members", [2, 59])
def test_both_pages_take_few_statements_whatever_the_chapters_size(chapter, member, sign_in, members):
    for _person in range(members):
        OneToOneFactory(chapter=chapter, a=member, b=MemberFactory(chapter=chapter), logged_by=member)
    client = sign_in(member)
    assert statements_of(client, LOG) <= 8
    assert statements_of(client, MINE) <= 8
