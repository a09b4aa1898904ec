"""What members are told about their mails is one clean mail each, whatever they are called (F51)."""

import pytest

from inbound.models import Word
from notices import kinds
from notices.models import Notice
from notices.post import Envelope, compose
from tests.factories import SlipFactory
from tests.inbound.postroom import AT, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process")]
NAME = "Ben\r\nBcc: evil@x.example"


def written(chapter, kind):
    notice = Notice.objects.in_chapter(chapter).get(kind=kind)
    envelope = Envelope(to=notice.email, message_id="<1@x.example>", sender=notice.chapter.name)
    return compose(kinds.find(kind).kind.render(notice), envelope).message()


@pytest.mark.parametrize("by", ["riverside.example", None], ids=["a receipt", "a question"])
def test_f51_a_chapters_name_with_a_line_break_adds_no_recipient(chapter, people, arrives, by):
    chapter.name = "River\r\nBcc: evil@x.example"
    chapter.save()
    arrives(mail(by=by, subject="=?utf-8?q?Leads=0D=0ABcc:_evil@x.example?="))
    message = written(chapter, "mail_read" if by else "mail_in_your_name")
    assert (message["Bcc"], message["To"]) == (None, "ben@riverside.example")
    assert "\n" not in message["Subject"] + message["From"]


def test_f51_a_members_name_with_a_line_break_adds_no_recipient(chapter, people, arrives):
    ben = people["ben"]
    ben.name = NAME
    ben.save()
    slip = SlipFactory(chapter=chapter, giver=people["amara"], receiver=ben)
    row = Word.objects.create(
        chapter=chapter, message=arrives(mail()), slip=slip, by=ben, to=people["amara"], at=AT, text="x"
    )
    notice = Notice(chapter=chapter, kind="word_on_slip", email="amara@riverside.example", subject=row.pk, about="x")
    said = kinds.find("word_on_slip").kind.render(notice)
    message = compose(said, Envelope(to=notice.email, message_id="<1@x.example>", sender=chapter.name)).message()
    assert (message["Bcc"], message["To"]) == (None, "amara@riverside.example")
    assert message["Subject"] == "Ben Bcc: evil@x.example wrote to you about a referral"
    assert message["Reply-To"].startswith("riverside.re-")


def test_the_subject_of_a_mail_is_one_line_on_its_page(chapter, people, arrives):
    message = arrives(mail(subject="=?utf-8?q?Leads=0D=0ABcc:_evil@x.example?="))
    assert message.subject == "Leads Bcc: evil@x.example"
