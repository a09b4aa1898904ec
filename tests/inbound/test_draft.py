"""A draft's own page: put it right, share it, throw it away. Its author's alone."""

import pytest

from inbound.models import Draft
from referrals.models import Slip
from tests.inbound.postroom import AT, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process")]
NEED = "The school wants a fence."


@pytest.fixture
def draft(chapter, people, arrives):
    arrives(mail("The school, 020 7946 0123, wants a fence."))
    return Draft.objects.in_chapter(chapter).get()


@pytest.fixture
def path(draft):
    return f"/c/riverside/me/mail/{draft.pk}/"


def sent(draft, **typed):
    return {"uuid": draft.uuid, "need": NEED, "use_name": "ask"} | typed


def test_it_says_what_is_wrong_and_is_shared_once_put_right(chapter, people, draft, path, sign_in, at_most):
    bens = sign_in(people["ben"])
    with at_most(8):
        assert "Leave out phone numbers" in bens.get(path).text
    refused = bens.post(path, sent(draft, need=draft.need))
    assert (refused.status_code, Slip.objects.in_chapter(chapter).count()) == (422, 0)
    for _ in range(2):
        bens.post(path, sent(draft, prospect="Oak School"))
    lead = Slip.objects.in_chapter(chapter).get()
    assert (lead.need, lead.prospect, lead.giver, lead.given_at, lead.uuid) == (
        *(NEED, "Oak School", people["ben"], AT),
        draft.uuid,
    )
    assert bens.get(path).headers["Location"] == f"/c/riverside/slips/{draft.uuid}/"
    draft.refresh_from_db()
    assert (draft.state, draft.need, draft.slip) == ("shared", "", lead)


def test_without_the_refusal_a_phone_number_would_be_shared(chapter, people, draft, path, sign_in, monkeypatch):
    monkeypatch.setattr("referrals.forms.slips.without_contact", lambda text: text)
    sign_in(people["ben"]).post(path, sent(draft, need=draft.need))
    assert "020" in Slip.objects.in_chapter(chapter).get().need


def test_it_is_thrown_away_once(chapter, people, draft, path, sign_in):
    bens = sign_in(people["ben"])
    for _ in range(2):
        assert bens.post(f"{path}discard/").status_code == 303
    bens.post(path, sent(draft))
    assert bens.get(path).headers["Location"] == "/c/riverside/me/mail/"
    assert not Slip.objects.in_chapter(chapter).exists()


def test_nobody_else_finds_it(chapter, people, draft, path, sign_in, stranger):
    for person in (people["amara"], stranger):
        for answer in (sign_in(person).get(path), sign_in(person).post(path, sent(draft))):
            assert answer.status_code == 404
        assert sign_in(person).post(f"{path}discard/").status_code == 404
    draft.refresh_from_db()
    assert draft.state == "waiting"
