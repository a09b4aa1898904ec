"""What becomes due of mail: newcomers get their address, texts are forgotten, what waits is read."""

from datetime import timedelta

import pytest

from inbound.actions.forgetting import forget
from inbound.due import look_after_mail
from inbound.models import Draft, InboundMessage, MailAddress, Word
from inbound.receiving import receive
from tests.factories import MemberFactory, SlipFactory
from tests.inbound.postroom import AT, CHAPTER, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process")]
DAYS = timedelta(days=1)


def test_everybody_gets_an_address_of_their_own_and_who_left_none(chapter, people):
    newcomer = MemberFactory(chapter=chapter)
    look_after_mail(chapter, AT, AT)
    having = MailAddress.objects.in_chapter(chapter)
    assert having.filter(member=newcomer).exists()
    assert not having.filter(member=people["left"]).exists()
    before = set(having.values_list("token", flat=True))
    look_after_mail(chapter, AT, AT)
    assert set(having.values_list("token", flat=True)) == before


def test_turns_of_a_day_fall_together(chapter):
    first = look_after_mail(chapter, AT, AT)
    assert first > AT
    again = look_after_mail(chapter, first, first)
    assert look_after_mail(chapter, first, first + timedelta(minutes=50)) == again > first


def test_what_waits_is_read_once_the_turn_has_ended(chapter, people, django_capture_on_commit_callbacks):
    receive(raw=mail(), recipient=CHAPTER, return_path="ben@riverside.example", at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        look_after_mail(chapter, AT, AT)
    assert InboundMessage.objects.in_chapter(chapter).get().state == "drafts"


def test_texts_are_forgotten_after_two_weeks_and_words_after_a_year(chapter, people, arrives):
    waiting, asked = arrives(mail()), arrives(mail(by=None, number=2))
    stranger = arrives(mail(sender="zoe@nowhere.example", by=None), return_path="zoe@nowhere.example")
    slip = SlipFactory(chapter=chapter, giver=people["amara"], receiver=people["ben"])
    Word.objects.create(
        chapter=chapter, message=waiting, slip=slip, by=people["ben"], to=people["amara"], at=AT, text="x"
    )
    forget(chapter=chapter, at=AT + 13 * DAYS)
    stranger.refresh_from_db()
    assert stranger.return_path == "zoe@nowhere.example"
    assert Draft.objects.in_chapter(chapter).get().need
    for _ in range(2):
        forget(chapter=chapter, at=AT + 14 * DAYS)
    draft = Draft.objects.in_chapter(chapter).get()
    assert (draft.state, draft.need) == ("lapsed", "")
    for message in (waiting, asked, stranger):
        message.refresh_from_db()
        assert (bytes(message.raw), message.subject, message.items, message.return_path) == (b"", "", [], "")
    assert (waiting.state, asked.state) == ("drafts", "lapsed")
    assert Word.objects.in_chapter(chapter).get().text == "x"
    forget(chapter=chapter, at=AT + 366 * DAYS)
    assert Word.objects.in_chapter(chapter).get().text == ""


def test_f56_words_about_a_prospect_who_objected_are_forgotten_with_their_mail(chapter, people, arrives):
    slip = SlipFactory(chapter=chapter, giver=people["amara"], receiver=people["ben"], objected=True)
    message = arrives(mail())
    Word.objects.create(
        chapter=chapter, message=message, slip=slip, by=people["ben"], to=people["amara"], at=AT, text="They live at 5"
    )
    forget(chapter=chapter, at=AT + DAYS / 4)
    message.refresh_from_db()
    assert (Word.objects.in_chapter(chapter).get().text, bytes(message.raw)) == ("", b"")
