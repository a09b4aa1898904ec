"""One review: each answers alone, neither reads the other before both have, and nobody else ever does (F35)."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from chapters.clock import now
from notices import kinds
from notices.models import Notice
from referrals.actions.looking_back import open_look_back
from referrals.models import LookBack, LookBackAnswer, Slip
from tests import factories

MINE, THEIRS = "MY-OWN-WORDS", "THEIR-OWN-WORDS"


@pytest.fixture
def referral(chapter, member, receiver):
    """Of yesterday."""
    return factories.SlipFactory(
        chapter=chapter, giver=member, receiver=receiver, given_at=now() - timedelta(days=1), need="a boiler"
    )


@pytest.fixture
def review(chapter, member, receiver, referral):
    """The member asked the receiver to look back on one referral."""
    return open_look_back(chapter=chapter, other=receiver, by=member, at=now())


def path(review, more=""):
    return f"/c/riverside/look-back/{review.pk}/{more}"


def say(client, review, whose, improve, as_good="better"):
    return client.post(path(review, "1/"), {"whose": whose.pk, "as_good": as_good, "improve": improve})


def read(client, review, more="1/"):
    return client.get(path(review, more)).content.decode()


def test_neither_reads_the_other_before_both_have_answered(member, receiver, review, sign_in):
    ben, freya = sign_in(member), sign_in(receiver)
    assert say(ben, review, member, MINE).status_code == 303
    assert MINE not in read(freya, review)
    assert "Ben Whitlock has answered" in read(freya, review)
    assert MINE not in read(ben, review), "the phone may be handed over now"
    assert ben.get(path(review, "1/?waits=1"), headers={"HX-Request": "true"}).status_code == 204
    assert say(freya, review, receiver, THEIRS, as_good="less").status_code == 303
    for client in (ben, freya):
        page = read(client, review)
        assert MINE in page
        assert THEIRS in page
        assert "Not as good as I thought" in page
    fragment = ben.get(path(review, "1/?waits=1"), headers={"HX-Request": "true"})
    assert THEIRS in fragment.content.decode()
    assert "<html" not in fragment.content.decode()


def test_side_by_side_one_phone_takes_both_answers(chapter, member, receiver, review, sign_in):
    ben = sign_in(member)
    say(ben, review, member, MINE)
    assert "hand over the phone" in read(ben, review)
    say(ben, review, receiver, THEIRS)
    page = read(ben, review)
    assert MINE in page
    assert "side by side on Ben Whitlock" in page
    said = LookBackAnswer.objects.in_chapter(chapter)
    assert said.get(member=receiver).typed_by == member


def test_whoever_was_spoken_for_can_say_it_in_their_own_words(chapter, member, receiver, review, sign_in):
    ben, freya = sign_in(member), sign_in(receiver)
    say(ben, review, member, MINE)
    say(ben, review, receiver, "put into my mouth")
    assert "put into my mouth" in read(freya, review, "1/?mine")
    say(freya, review, receiver, THEIRS)
    assert LookBackAnswer.objects.in_chapter(chapter).get(member=receiver).improve == THEIRS
    say(ben, review, receiver, "once more")
    assert LookBackAnswer.objects.in_chapter(chapter).get(member=receiver).improve == THEIRS


def test_nobody_speaks_over_an_answer_or_changes_theirs_once_they_saw_the_other(
    chapter, member, receiver, review, sign_in
):
    ben, freya = sign_in(member), sign_in(receiver)
    say(freya, review, receiver, THEIRS)
    say(ben, review, receiver, "over it")
    say(ben, review, member, "first")
    say(ben, review, member, MINE)
    words = dict(LookBackAnswer.objects.in_chapter(chapter).values_list("member", "improve"))
    assert words == {receiver.pk: THEIRS, member.pk: "first"}


def test_until_both_have_answered_ones_own_can_be_said_anew(chapter, member, review, sign_in):
    ben = sign_in(member)
    for words in ("first", MINE, MINE):
        assert say(ben, review, member, words).status_code == 303
    assert LookBackAnswer.objects.in_chapter(chapter).get().improve == MINE
    assert MINE in read(ben, review, "1/?mine")


def test_finished_it_is_kept_and_changes_no_more(chapter, member, receiver, review, sign_in):
    ben, freya = sign_in(member), sign_in(receiver)
    say(ben, review, member, MINE)
    assert ben.get(path(review, "close/")).status_code == 200
    assert LookBack.objects.in_chapter(chapter).open().exists()
    assert freya.post(path(review, "close/")).status_code == 303
    review.refresh_from_db()
    first = review.closed_at
    assert review.closed_by == receiver
    ben.post(path(review, "close/"))
    review.refresh_from_db()
    assert review.closed_at == first
    say(freya, review, receiver, THEIRS)
    assert LookBackAnswer.objects.in_chapter(chapter).count() == 1
    assert MINE not in read(freya, review) + read(freya, review, "")
    assert "comes again next time" in read(freya, review, "")


def test_the_two_alone_open_it(chapter, member, receiver, bystander, officer, network_admin, review, sign_in):
    """F35: no office, list, count or guess opens what two members keep between them."""
    say(sign_in(member), review, member, MINE)
    say(sign_in(receiver), review, receiver, THEIRS)
    for person in (officer, bystander, network_admin):
        client = sign_in(person)
        for more in ("", "1/", "close/", "help/"):
            assert client.get(path(review, more)).status_code == 404
            assert client.post(path(review, more)).status_code in {404, 405}
        for page in ("", "look-back/", "slips/", "thanks/wall/", f"members/{member.pk}/"):
            found = client.get(f"/c/riverside/{page}").content.decode()
            assert MINE not in found
            assert THEIRS not in found
        assert say(client, review, member, "guessed").status_code == 404
    assert LookBackAnswer.objects.in_chapter(chapter).filter(improve="guessed").count() == 0


def test_no_export_holds_it(officer, member, receiver, review, sign_in):
    """F35: what leaves with an officer's lists, and the archive."""
    say(sign_in(member), review, member, MINE)
    book = load_workbook(io.BytesIO(sign_in(officer).get("/c/riverside/export/lists/").content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "Ben Whitlock" in cells
    assert not any(MINE in cell for cell in cells)


def test_only_the_two_of_it_are_answered_for(chapter, member, bystander, review, sign_in):
    """F33."""
    assert say(sign_in(member), review, bystander, MINE).status_code == 422
    assert not LookBackAnswer.objects.in_chapter(chapter).exists()


def test_what_is_said_is_shown_as_text(member, receiver, review, sign_in):
    """F42."""
    say(sign_in(member), review, member, "<img src=x onerror=alert(1)>")
    say(sign_in(receiver), review, receiver, "<svg onload=alert(1)>")
    page = read(sign_in(member), review)
    assert "&lt;img src=x" in page
    assert "<svg onload" not in page


def test_a_leads_prospect_is_not_shown_on_a_phone_they_share(chapter, member, receiver, lead, sign_in):
    lead.given_at = now()
    lead.save()
    factories.ThankYouFactory(chapter=chapter, giver=receiver, receiver=member, slip=lead)
    review = open_look_back(chapter=chapter, other=receiver, by=member, at=now())
    page = read(sign_in(member), review) + read(sign_in(member), review, "")
    assert "A roofer" in page
    assert "Hidden Bakery" not in page


def test_how_to_help_only_where_work_came_of_it(chapter, member, receiver, referral, review, sign_in):
    """The one whose referral was won says whom they want to meet; the receiver is asked, gently."""
    member.profile = factories.ProfileFactory(
        chapter=chapter, member=member, whom_i_want_to_meet="Landlords with ten flats"
    )
    ben, freya = sign_in(member), sign_in(receiver)
    Slip.objects.in_chapter(chapter).filter(pk=referral.pk).update(stage="won")
    assert freya.get(path(review, "help/")).url == path(review), "at the end, not before"
    freya.post(path(review, "close/"))
    Slip.objects.in_chapter(chapter).filter(pk=referral.pk).update(stage="lost")
    assert "help/" not in read(freya, review, "")
    assert freya.get(path(review, "help/")).url == path(review)
    Slip.objects.in_chapter(chapter).filter(pk=referral.pk).update(stage="won")
    assert "help/" in read(freya, review, "")
    page = read(freya, review, "help/")
    assert "Whom does Ben Whitlock want to meet?" in page
    assert "Landlords with ten flats" in page
    assert f"pass/?to={member.pk}" in page
    assert "/c/riverside/profile/" in read(ben, review, "help/")


def test_the_mail_says_nothing_of_what_went_between_them(chapter, referral, review):
    notice = Notice.objects.in_chapter(chapter).get()
    mail = kinds.find(notice.kind).kind.render(notice)
    assert "Ben Whitlock" in mail.subject
    assert referral.prospect not in mail.text + mail.subject
    assert "boiler" not in mail.text
    assert path(review) in mail.act.address


def test_the_mail_is_not_sent_once_it_says_nothing_new(chapter, member, receiver, review, sign_in):
    notice = Notice.objects.in_chapter(chapter).get()
    due = kinds.find(notice.kind).kind.still_due
    assert due(notice, now()) == ""
    say(sign_in(member), review, member, MINE)
    assert due(notice, now()) == ""
    say(sign_in(receiver), review, receiver, THEIRS)
    assert due(notice, now()) == "answered already"
    sign_in(member).post(path(review, "close/"))
    assert due(notice, now()) == "finished already"


@pytest.mark.parametrize("slips", [1, 40])
@pytest.mark.parametrize("more", ["", "1/"])
def test_its_pages_take_at_most_eight_statements(chapter, member, receiver, sign_in, at_most, slips, more):
    for _ in range(slips):
        slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver, given_at=now())
        factories.ThankYouFactory(chapter=chapter, giver=receiver, receiver=member, slip=slip, amount=10)
    review = open_look_back(chapter=chapter, other=receiver, by=member, at=now())
    client = sign_in(receiver)
    say(client, review, receiver, THEIRS)
    with at_most(8):
        assert client.get(path(review, more)).status_code == 200
