"""An answer to a notice lands where it belongs: with the other of the two, who alone reads it."""

from datetime import UTC, datetime, timedelta

import pytest

from inbound.models import Word
from notices import kinds
from notices.models import Notice
from referrals.answering import answer_address, slip_answered_at
from referrals.models import Progress
from tests import factories
from tests.inbound.postroom import AT, mail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_this_process")]
WORDS = "I called them, they meet me on Friday.\n\nOn Mon, 2 Mar 2026 at 9:00, Riverside wrote:\n> They expect a call."


@pytest.fixture
def referral(chapter, people):
    return factories.SlipFactory(chapter=chapter, giver=people["amara"], receiver=people["ben"])


@pytest.fixture
def lead(chapter, people):
    return factories.SlipFactory(
        chapter=chapter, giver=people["ben"], receiver=None, kind="lead", warmth=None, inside=None
    )


@pytest.fixture
def answers(arrives):
    """Somebody answers a notice about a slip by mail; what became of it."""

    def sent(slip, text=WORDS, **more):
        to = answer_address(slip)
        return arrives(mail(text, to=to, **more), recipient=to)

    return sent


def test_the_receivers_answer_reaches_the_giver_and_nothing_of_it_is_in_the_mail(
    chapter, people, referral, answers, told, sign_in, at_most
):
    message = answers(referral)
    word = Word.objects.in_chapter(chapter).get()
    assert (message.state, word.text) == ("passed_on", "I called them, they meet me on Friday.")
    assert told() == [("word_on_slip", "amara@riverside.example")]
    notice = Notice.objects.in_chapter(chapter).get(kind="word_on_slip")
    kind = kinds.find("word_on_slip").kind
    said = kind.render(notice)
    assert kind.still_due(notice, AT) == ""
    assert (said.subject, said.reply_to) == ("Ben Whitlock wrote to you about a referral", answer_address(referral))
    assert "Friday" not in said.text
    amaras = sign_in(people["amara"])
    with at_most(8):
        page = amaras.get(f"/c/riverside/words/{word.pk}/").text
    assert "they meet me on Friday" in page
    assert f"/c/riverside/slips/{referral.uuid}/" in page


def test_the_words_stand_in_the_story_of_the_referral_and_not_in_a_lead_s(people, referral, lead, answers, sign_in):
    answers(referral)
    for person in ("ben", "amara"):
        page = sign_in(people[person]).get(f"/c/riverside/slips/{referral.uuid}/").text
        assert "Ben Whitlock wrote by mail: “I called them, they meet me on Friday.”" in page
    answers(lead, sender="amara@riverside.example")
    assert "wrote by mail" not in sign_in(people["kim"]).get(f"/c/riverside/slips/{lead.uuid}/").text


def test_the_giver_answers_back(people, referral, answers, told):
    answers(referral, sender="amara@riverside.example")
    assert told() == [("word_on_slip", "ben@riverside.example")]


def test_nobody_else_reads_it(chapter, people, referral, answers, sign_in, stranger):
    answers(referral)
    path = f"/c/riverside/words/{Word.objects.in_chapter(chapter).get().pk}/"
    for person, status in (("ben", 200), ("amara", 200), ("kim", 404)):
        assert sign_in(people[person]).get(path).status_code == status
    assert sign_in(stranger).get(path).status_code == 404


def test_the_token_says_where_never_who(chapter, people, referral, answers, told):
    refused = answers(referral, sender="kim@my-shop.example", by="my-shop.example")
    assert (refused.state, refused.reason) == ("refused", "not_yours")
    forged = answers(referral, by="evil.example", number=2)
    assert forged.state == "quarantined"
    assert not Word.objects.in_chapter(chapter).exists()
    assert told() == [("mail_read", "kim@my-shop.example"), ("mail_in_your_name", "ben@riverside.example")]


def test_two_machines_that_answer_each_other_through_us_come_to_an_end(chapter, people, referral, answers, told):
    ends = [
        answers(referral, "I am away.", sender=sender, number=number).reason
        for number in range(8)
        for sender in ("ben@riverside.example", "amara@riverside.example")
    ]
    assert ends == [""] * 12 + ["often"] * 4
    assert Word.objects.in_chapter(chapter).count() == 12
    assert told().count(("mail_read", "ben@riverside.example")) == 2
    other = factories.SlipFactory(chapter=chapter, giver=people["amara"], receiver=people["ben"])
    assert answers(other, number=20).state == "passed_on"
    Word.objects.in_chapter(chapter).update(at=AT - timedelta(hours=2))
    assert answers(referral, number=21).state == "passed_on"


def test_a_word_on_a_lead_reaches_its_giver_and_the_givers_whoever_wrote_last(chapter, people, lead, answers, told):
    assert answers(lead, "Here is more.").reason == "nobody"
    asked = answers(lead, "Is there more?", sender="kim@my-shop.example", by="my-shop.example", number=2)
    assert asked.state == "passed_on"
    assert answers(lead, "Yes: they open in May.", number=3).state == "passed_on"
    assert told()[1:] == [("word_on_slip", "ben@riverside.example"), ("word_on_slip", "kim@my-shop.example")]


def test_contact_details_do_not_travel_with_a_lead(chapter, lead, answers):
    refused = answers(lead, "Call 020 7946 0123.", sender="kim@my-shop.example", by="my-shop.example")
    assert (refused.state, refused.reason) == ("refused", "contact")
    assert not Word.objects.in_chapter(chapter).exists()


def test_an_answer_without_a_word_and_one_to_somebody_who_left(chapter, people, referral, answers):
    assert answers(referral, "> They expect a call.").state == "empty"
    people["amara"].stays.update(left_on=datetime(2026, 3, 1, tzinfo=UTC).date())
    assert answers(referral, number=2).reason == "nobody"


def test_an_address_is_signed_and_of_one_chapter(chapter, other_chapter, referral, settings):
    token = answer_address(referral).partition(".")[2].partition("@")[0]
    assert slip_answered_at(chapter, token) == referral.pk
    for wrong in (
        token[:-1] + ("a" if token[-1] != "a" else "b"),
        token.replace(str(referral.pk), "1", 1),
        "re-1-",
        "re--x",
        "re-٣-x",
        "x",
        "re-" + "9" * 40,
    ):
        assert slip_answered_at(chapter, wrong) is None
    assert slip_answered_at(other_chapter, token) is None
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
    assert slip_answered_at(chapter, token) == referral.pk
    settings.INBOUND_DOMAIN = ""
    assert answer_address(referral) == ""


@pytest.mark.parametrize("kind", ["referral_passed", "progress_reported", "slip_bad"])
def test_notices_about_slips_say_where_answers_go(chapter, people, referral, kind):
    report = Progress.objects.create(
        chapter=chapter, slip=referral, at=AT, stage="contacted", reported_by=people["ben"]
    )
    subject = referral.pk if kind == "referral_passed" else report.pk
    notice = Notice(chapter=chapter, email="ben@riverside.example", kind=kind, about="x", subject=subject)
    assert kinds.find(kind).kind.render(notice).reply_to == answer_address(referral)
