"""Thanks as the two see them: corrected with a trail, taken back at once, the amount nobody else's."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from chapters.clock import now
from notices import kinds
from notices.models import Notice
from referrals.models import ThanksTakenBack, ThankYou, ThankYouCorrection
from tests import factories
from tests.referrals import typed

THANKS = "/c/riverside/thanks/"
WALL = f"{THANKS}wall/"


@pytest.fixture
def thanks(chapter, member, receiver):
    """From the member to the receiver, a while ago, for 1,234.50."""
    return factories.ThankYouFactory(
        chapter=chapter, giver=member, receiver=receiver, amount=Decimal("1234.5"), text="Well done."
    )


def path(thanks, more=""):
    return f"{THANKS}{thanks.uuid}/{more}"


def correct(client, thanks, **changes):
    form = client.get(path(thanks, "correct/")).context["form"]
    data = {name: form[name].value() for name in form.fields}
    return client.post(path(thanks, "correct/"), data | changes)


def page(client, where):
    return client.get(where).content.decode()


def test_it_is_corrected_by_its_giver_and_the_two_see_what_it_was(chapter, member, receiver, thanks, sign_in):
    ben = sign_in(member)
    assert correct(ben, thanks, amount="1,000", text="Very well done.").url == path(thanks)
    thanks.refresh_from_db()
    assert (thanks.amount, thanks.text) == (Decimal(1000), "Very well done.")
    for person in (member, receiver):
        seen = page(sign_in(person), path(thanks))
        assert "£1,234.50 became £1,000.00." in seen
        assert "It said: “Well done.”" in seen


def test_the_wall_shows_the_new_words_and_that_they_were_corrected(
    chapter, member, receiver, bystander, officer, thanks, sign_in
):
    assert "corrected" not in page(sign_in(bystander), WALL)
    correct(sign_in(member), thanks, amount="777", text="Very well done.")
    for person in (bystander, officer):
        seen = page(sign_in(person), WALL)
        assert "Very well done." in seen
        assert "corrected" in seen
        for private in ("1,234", "777", "Well done.<", path(thanks)):
            assert private not in seen
    assert "£777.00" in page(sign_in(receiver), WALL)
    assert path(thanks) in page(sign_in(receiver), WALL)


def test_nobody_but_the_two_opens_it_and_nobody_but_its_giver_corrects_it(
    chapter, receiver, bystander, officer, network_admin, thanks, sign_in
):
    for person in (bystander, officer, network_admin):
        client = sign_in(person)
        for more in ("", "correct/"):
            assert client.get(path(thanks, more)).status_code == 404
        for more in ("correct/", "take-back/"):
            assert client.post(path(thanks, more), {"text": "mine", "amount": "1"}).status_code == 404
    freya = sign_in(receiver)
    assert freya.get(path(thanks)).status_code == 200
    for more in ("correct/", "take-back/"):
        assert freya.post(path(thanks, more), {"text": "mine", "amount": "1"}).status_code == 403
    assert ThankYou.objects.in_chapter(chapter).get().text == "Well done."


def test_a_second_tap_is_one_correction_and_a_stale_page_is_none(chapter, member, thanks, sign_in):
    ben = sign_in(member)
    stale = ben.get(path(thanks, "correct/")).context["form"]["seen"].value() or ""
    for _tap in range(2):
        assert ben.post(path(thanks, "correct/"), {"seen": stale, "text": "A", "amount": "5"}).status_code == 303
    assert ThankYouCorrection.objects.in_chapter(chapter).count() == 1
    answer = ben.post(path(thanks, "correct/"), {"seen": stale, "text": "B", "amount": "6"}, follow=True)
    assert "changed meanwhile" in answer.content.decode()
    thanks.refresh_from_db()
    assert (thanks.text, thanks.amount) == ("A", 5)
    assert Notice.objects.in_chapter(chapter).filter(kind="thanks_corrected").count() == 1


def test_the_receiver_is_told_of_a_correction_without_the_amount(chapter, member, receiver, thanks, sign_in):
    correct(sign_in(member), thanks, amount="777")
    notice = Notice.objects.in_chapter(chapter).get()
    mail = kinds.find("thanks_corrected").kind.render(notice)
    assert notice.email == receiver.email
    assert "777" not in mail.text + mail.subject
    assert "1234" not in mail.text


@pytest.mark.parametrize("amount", ["-1", "1.234", "a lot"])
def test_what_is_no_amount_is_refused(chapter, member, thanks, sign_in, amount):
    assert correct(sign_in(member), thanks, amount=amount).status_code == 422
    assert not ThankYouCorrection.objects.in_chapter(chapter).exists()


def test_business_is_one_off_unless_it_is_said_to_come_again(chapter, member, receiver, sign_in):
    ben = sign_in(member)
    ben.post(THANKS, typed.thanks(receiver))
    assert not ThankYou.objects.in_chapter(chapter).get().repeat
    ben.post(THANKS, typed.thanks(receiver, repeat="yes"))
    found = ThankYou.objects.in_chapter(chapter).filter(repeat=True).get()
    assert "repeat business" in page(ben, path(found))
    ben.post(THANKS, typed.thanks(receiver, amount="", repeat="yes"))
    assert ThankYou.objects.in_chapter(chapter).filter(repeat=True).count() == 1, "of no business nothing comes again"


def test_a_won_referral_offers_the_business(member, receiver, referral, sign_in):
    freya = sign_in(receiver)
    assert not freya.get(f"{THANKS}?slip={referral.uuid}").context["offers_business"]
    referral.stage = "won"
    referral.save()
    assert freya.get(f"{THANKS}?slip={referral.uuid}").context["offers_business"]


def test_just_said_it_can_be_taken_back_and_a_late_repeat_does_not_say_it_again(chapter, member, receiver, sign_in):
    ben, data = sign_in(member), typed.thanks(receiver)
    said = ben.post(THANKS, data, follow=True)
    thanks = ThankYou.objects.in_chapter(chapter).get()
    assert path(thanks, "take-back/") in said.content.decode(), "the toast has an Undo"
    for _tap in range(2):
        assert ben.post(path(thanks, "take-back/")).url == WALL
    assert "a great introduction" not in page(sign_in(receiver), WALL)
    notice = Notice.objects.in_chapter(chapter).get()
    assert kinds.find("thanked").kind.still_due(notice, now()) == "taken back"
    again = ben.post(THANKS, data, follow=True)
    assert "You took these thanks back." in again.content.decode()
    assert not ThankYou.objects.in_chapter(chapter).exists()
    assert ThanksTakenBack.objects.in_chapter(chapter).count() == 1
    assert ben.post(THANKS, typed.thanks(receiver)).status_code == 303
    assert ThankYou.objects.in_chapter(chapter).count() == 1


def test_after_a_while_it_stands(chapter, member, receiver, sign_in):
    ben = sign_in(member)
    ben.post(THANKS, typed.thanks(receiver))
    thanks = ThankYou.objects.in_chapter(chapter).get()
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert "Take it back" not in page(ben, path(thanks))
        assert ben.post(path(thanks, "take-back/")).url == path(thanks)
    assert ThankYou.objects.in_chapter(chapter).exists()


def test_a_phones_repeat_after_a_correction_is_the_same_thanks(chapter, member, receiver, sign_in):
    """F02."""
    ben, data = sign_in(member), typed.thanks(receiver)
    ben.post(THANKS, data)
    thanks = ThankYou.objects.in_chapter(chapter).get()
    correct(ben, thanks, text="Otherwise")
    assert ben.post(THANKS, data).status_code == 303
    assert ThankYou.objects.in_chapter(chapter).get().text == "Otherwise"


def test_another_member_takes_nothing_back_by_its_id(chapter, member, receiver, bystander, thanks, sign_in):
    """F05."""
    assert sign_in(bystander).post(f"{THANKS}{uuid.uuid4()}/take-back/").status_code == 404
    ThanksTakenBack.objects.create(
        chapter=chapter, uuid=uuid.uuid4(), giver=member, said_at=now(), amount=None, taken_back_at=now()
    )
    gone = ThanksTakenBack.objects.in_chapter(chapter).get()
    assert sign_in(bystander).post(f"{THANKS}{gone.uuid}/take-back/").status_code == 404


@pytest.mark.parametrize("corrections", [0, 9])
def test_its_page_takes_at_most_eight_statements(chapter, member, referral, thanks, sign_in, at_most, corrections):
    for number in range(corrections):
        ThankYouCorrection.objects.create(chapter=chapter, thank_you=thanks, at=now(), text=str(number))
    client = sign_in(member)
    with at_most(8):
        client.get(path(thanks))
