"""A prospect sees who has their details, and has them removed: F56; details that are old go by themselves."""

import hmac
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from chapters.clock import now
from chapters.scope import chapter_scope
from notices.models import Notice
from referrals.actions.answering import answer_ask
from referrals.actions.prospects import ProspectObjected, object_again, object_to, remove_old_details
from referrals.actions.silence import ask_the_silent
from referrals.details import digests, new_digests
from referrals.due import remove
from referrals.forms.correcting import words_seen
from referrals.models import (
    AskedHow,
    HandedOn,
    JointMeeting,
    LeadQuestion,
    LeadTaking,
    Lesson,
    Objection,
    Progress,
    Slip,
    TrustedPerson,
)
from referrals.tokens import how_it_goes_address, prospect_path
from referrals.values import Sending, Vouched
from tests import factories
from tests.referrals import typed

LONG_AGO = datetime(2025, 1, 7, 9, tzinfo=UTC)
DAY = timedelta(days=1)
EMPTY = {"prospect": "", "prospect_phone": "", "prospect_email": ""}


@pytest.fixture(autouse=True)
def _guessed_nothing_yet(db):
    cache.clear()


@pytest.fixture
def passed(chapter, member, receiver, sign_in):
    """A referral as its giver typed it."""
    sign_in(member).post("/c/riverside/pass/", typed.referral(receiver))
    return Slip.objects.in_chapter(chapter).select_related("chapter").get()


def details_of(slip):
    slip.refresh_from_db()
    return {name: getattr(slip, name) for name in EMPTY}


def test_looking_shows_who_has_them_and_none_of_them_and_changes_nothing(passed, at_most):
    with at_most(8):
        page = Client().get(prospect_path(passed)).content.decode()
    assert "Ben Whitlock passed them to Freya Lindqvist" in page
    assert "a phone number" in page
    assert not [secret for secret in ("Gareth", "900123", "gareth@", "boiler") if secret in page]
    assert details_of(passed)["prospect"] == "Gareth Nkosi"


def test_removing_empties_all_that_is_known_of_them_and_tells_both(chapter, passed, receiver, sign_in):
    """F56."""
    Progress.objects.create(
        chapter=chapter, slip=passed, at=passed.given_at, stage="contacted", note="He is at 5 Elm Rd"
    )
    twin = factories.SlipFactory(
        chapter=chapter, giver=receiver, receiver=passed.giver, prospect_phone="(0) 7700-900 123"
    )
    other = factories.SlipFactory(
        chapter=chapter, giver=receiver, receiver=passed.giver, prospect_phone="+44 7700 900555"
    )
    for _again in range(2):
        assert Client().post(prospect_path(passed)).status_code == 303
    assert details_of(passed) == details_of(twin) == EMPTY
    assert details_of(other)["prospect_phone"] == "+44 7700 900555"
    assert (passed.need, passed.progress.get().note, passed.objected, passed.is_good) == ("", "", True, True)
    told = Notice.objects.in_chapter(chapter).filter(kind="prospect_objected")
    assert sorted(told.values_list("email", "subject")) == sorted(
        (person.email, slip.pk) for person in (passed.giver, receiver) for slip in (passed, twin)
    )
    assert "are removed" in Client().get(prospect_path(passed)).content.decode()
    assert "asked to be forgotten" in sign_in(receiver).get(f"/c/riverside/slips/{passed.uuid}/").content.decode()


def test_a_referral_whose_prospect_objected_is_settled_and_nobody_is_chased(chapter, passed, receiver, sign_in):
    week, client = passed.given_at + timedelta(days=8), sign_in(receiver)
    page = f"/c/riverside/slips/{passed.uuid}/"
    assert "How does it go?" in client.get(page).text
    assert Slip.objects.in_chapter(chapter).waiting_for(receiver, week).exists()
    Client().post(prospect_path(passed))
    said = client.get(page).text
    assert "How does it go?" not in said
    assert "Bring your partner" not in said
    assert "The prospect asked to be forgotten" in said
    assert not Slip.objects.in_chapter(chapter).waiting_for(receiver, week).exists()
    assert ask_the_silent(chapter=chapter, at=week) == 0


def test_what_tells_them_again_holds_nothing_of_them(chapter, passed):
    Client().post(prospect_path(passed))
    kept = " ".join(Objection.objects.in_chapter(chapter).values_list("digest", flat=True))
    assert len(kept.split()) == 4
    assert f"slip {passed.uuid}" in kept
    assert "900123" not in kept


@pytest.mark.parametrize(
    "details",
    [{"prospect_email": ""}, {"prospect_phone": ""}, {"prospect_phone": "07700 900123", "prospect_email": ""}],
)
def test_nobody_brings_them_again(chapter, passed, receiver, member, sign_in, details):
    """F56: neither by the form nor by a queue that sends it later."""
    again = typed.referral(receiver, **details)
    Client().post(prospect_path(passed))
    answer = sign_in(member).post("/c/riverside/pass/", again)
    assert answer.status_code == 422
    assert "asked this chapter not to keep their details" in answer.content.decode()
    assert Slip.objects.in_chapter(chapter).count() == 1
    without = typed.referral(receiver, prospect_phone="", prospect_email="")
    assert sign_in(member).post("/c/riverside/pass/", without).status_code == 303


@pytest.mark.parametrize(
    ("zone", "objected", "again"),
    [
        ("Europe/Brussels", "+32 2 123 45 67", "02 123 45 67"),
        ("Europe/Brussels", "02/123.45.67", "0032 2 123 45 67"),
        ("Europe/Copenhagen", "+45 12 34 56 78", "12 34 56 78"),
        ("Europe/Berlin", "+49 30 123456", "030 123456"),
        ("Europe/Berlin", "030/123456", "+49 30 123456"),
        ("Europe/Rome", "06 1234567", "+39 06 1234567"),
        ("America/New_York", "+1 212 555 0123", "(212) 555-0123"),
        ("UTC", "+32 2 123 45 67", "02 123 45 67"),
        ("Europe/London", "020 7946 0958 / 07700 900123", "+44 20 7946 0958"),
        ("Europe/London", "+44 7700 900123", "020 7946 0958, 07700 900123"),
    ],
)
def test_a_number_is_told_again_however_it_is_written(chapter, zone, objected, again):
    """F56."""
    chapter.timezone = zone
    kept = new_digests(chapter, phone=objected, email="")
    assert not set(kept).isdisjoint(digests(chapter, phone=again, email=""))
    assert set(kept).isdisjoint(digests(chapter, phone="+44 7700 900555", email=""))


def test_what_told_them_again_at_first_still_does(chapter, settings):
    """The digests that were stored before countries were told apart: of the last nine digits."""
    told = f"prospect {chapter.pk} phone 221234567"
    stored = hmac.new(settings.SECRET_KEY.encode(), told.encode(), "sha256").hexdigest()
    assert stored in digests(chapter, phone="+32 2 123 45 67", email="")


def test_they_go_from_members_own_books_too(chapter, passed, receiver):
    row = {"chapter": chapter, "owner": receiver, "name": "P", "trade": "roofer", "digest": "x"}
    TrustedPerson.objects.create(uuid=uuid.uuid4(), phone=passed.prospect_phone, email=passed.prospect_email, **row)
    other = TrustedPerson.objects.create(uuid=uuid.uuid4(), phone="+32 9 111 22 33", **row)
    object_to(chapter=chapter, slip=passed, at=LONG_AGO)
    assert list(TrustedPerson.objects.in_chapter(chapter)) == [other]


def test_the_lead_it_was_and_answers_to_asks_forget_them_too(chapter, member, receiver, lead, referral):
    Slip.objects.in_chapter(chapter).filter(pk=referral.pk).update(came_from=lead)
    question = LeadQuestion.objects.create(
        chapter=chapter, lead=lead, asker=receiver, kind="more", words="The one on Mill Lane?", asked_at=LONG_AGO
    )
    ask = factories.AskFactory(chapter=chapter, asker=receiver)
    vouched = {"person": "Gareth", "phone": "07700 900123", "email": "", "agreed_at": LONG_AGO}
    answer = factories.AnswerFactory(chapter=chapter, ask=ask, answerer=member, **vouched)
    object_to(chapter=chapter, slip=referral, at=LONG_AGO + 900 * DAY)
    for row in (lead, question, answer):
        row.refresh_from_db()
    assert (lead.prospect, lead.need, question.words, answer.person, answer.phone) == ("", "", "", "", "")
    with pytest.raises(ProspectObjected):
        answer_ask(
            ask=ask,
            vouched=Vouched("Gareth", "07700 900123", ""),
            agreed=True,
            words="",
            sending=Sending(uuid.uuid4()),
            by=member,
            at=LONG_AGO + 900 * DAY,
        )


def test_nor_does_its_giver_put_them_back_into_a_slip(chapter, passed, receiver, member, sign_in):
    """F56: neither into the one they were removed from, nor into another."""
    other = factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver, prospect_phone="", need="tap")
    words = {"prospect": "Gareth", "prospect_phone": "+44 7700 900123", "need": "tap", "seen": words_seen(other)}
    Client().post(prospect_path(passed))
    client = sign_in(member)
    assert client.post(f"/c/riverside/slips/{passed.uuid}/correct/", words).status_code == 409
    answer = client.post(f"/c/riverside/slips/{other.uuid}/correct/", words)
    assert (answer.status_code, "not to keep their details" in answer.content.decode()) == (422, True)
    assert [details_of(slip)["prospect_phone"] for slip in (passed, other)] == ["", ""]
    assert client.post(f"/c/riverside/slips/{other.uuid}/correct/", words | {"prospect_phone": "1"}).status_code == 303


def test_a_late_repeat_of_what_was_passed_before_is_still_answered_as_the_first(chapter, member, receiver, sign_in):
    data = typed.referral(receiver)
    sign_in(member).post("/c/riverside/pass/", data)
    Client().post(prospect_path(Slip.objects.in_chapter(chapter).select_related("chapter").get()))
    assert sign_in(member).post("/c/riverside/pass/", data).status_code == 303
    assert Slip.objects.in_chapter(chapter).get().prospect == ""


def test_it_holds_in_this_chapter_alone(passed, chapter, other_chapter):
    Client().post(prospect_path(passed))
    with chapter_scope(other_chapter.pk):
        assert not Objection.objects.in_chapter(other_chapter).exists()


@pytest.mark.parametrize("token", ["nonsense", "1.forged", "%00"])
def test_a_token_of_nothing_is_not_there(chapter, token):
    assert Client().get(f"/c/riverside/prospect/{token}/").status_code == 404


def test_a_lead_has_no_such_link(chapter, lead, member, sign_in):
    lead.chapter = chapter
    assert Client().get(prospect_path(lead)).status_code == 404
    assert "A link for the prospect" not in sign_in(member).get(f"/c/riverside/slips/{lead.uuid}/").content.decode()


def test_the_two_find_the_link_on_the_slips_page(passed, receiver, member, sign_in):
    for person in (receiver, member):
        assert prospect_path(passed) in sign_in(person).get(f"/c/riverside/slips/{passed.uuid}/").content.decode()


@pytest.mark.parametrize(
    ("happened", "days", "gone"),
    [
        ({}, 89, False),
        ({}, 90, True),
        ({"stage": "contacted"}, 364, False),
        ({"stage": "contacted"}, 365, True),
        ({"bad_at": LONG_AGO + 30 * DAY, "stage": "bad"}, 394, False),
        ({"bad_at": LONG_AGO + 30 * DAY, "stage": "bad"}, 395, True),
        ({"withdrawn_at": LONG_AGO + 30 * DAY}, 119, False),
        ({"withdrawn_at": LONG_AGO + 30 * DAY}, 120, True),
    ],
)
def test_old_details_go_a_year_after_the_last_that_happened_or_90_days_unused(
    chapter, member, receiver, happened, days, gone
):
    slip = factories.SlipFactory(
        chapter=chapter, giver=member, receiver=receiver, given_at=LONG_AGO, prospect_phone="1", need="tap", **happened
    )
    assert remove_old_details(chapter=chapter, at=LONG_AGO + days * DAY) == int(gone)
    assert (details_of(slip) == EMPTY) is gone
    assert (slip.need, slip.warmth, slip.given_at) == ("tap", 3, LONG_AGO)
    assert remove_old_details(chapter=chapter, at=LONG_AGO + days * DAY) == 0


def test_a_report_and_thanks_keep_them_longer(chapter, member, receiver):
    slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver, given_at=LONG_AGO, stage="won")
    Progress.objects.create(chapter=chapter, slip=slip, at=LONG_AGO + 100 * DAY, stage="won")
    assert remove_old_details(chapter=chapter, at=LONG_AGO + 464 * DAY) == 0
    factories.ThankYouFactory(chapter=chapter, giver=receiver, receiver=member, slip=slip, at=LONG_AGO + 200 * DAY)
    assert remove_old_details(chapter=chapter, at=LONG_AGO + 564 * DAY) == 0
    assert remove_old_details(chapter=chapter, at=LONG_AGO + 565 * DAY) == 1


def test_who_put_it_off_keeps_them_until_a_year_after_that_day(chapter, member, receiver):
    slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver, given_at=LONG_AGO)
    asked = {"chapter": chapter, "slip": slip, "since": LONG_AGO}
    AskedHow.objects.create(at=LONG_AGO + 7 * DAY, way="week", **asked)
    AskedHow.objects.create(at=LONG_AGO + 8 * DAY, way="later", until=LONG_AGO + 120 * DAY, **asked)
    assert remove_old_details(chapter=chapter, at=LONG_AGO + 484 * DAY) == 0
    assert remove_old_details(chapter=chapter, at=LONG_AGO + 485 * DAY) == 1


@pytest.mark.parametrize(("state", "days"), [("planned", 465), ("held", 465), ("called_off", 90)])
def test_so_does_who_meets_them_with_a_partner(chapter, member, receiver, bystander, state, days):
    slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver, given_at=LONG_AGO)
    when = {"starts_at": LONG_AGO + 100 * DAY, "planned_at": LONG_AGO, "state": state}
    JointMeeting.objects.create(chapter=chapter, slip=slip, planned_by=receiver, partner=bystander, **when)
    assert remove_old_details(chapter=chapter, at=LONG_AGO + (days - 1) * DAY) == 0
    assert remove_old_details(chapter=chapter, at=LONG_AGO + days * DAY) == 1


def test_and_who_is_on_a_lead(chapter, lead, receiver):
    Slip.objects.in_chapter(chapter).update(given_at=LONG_AGO)
    LeadTaking.objects.create(chapter=chapter, lead=lead, member=receiver, at=LONG_AGO + 50 * DAY)
    assert remove_old_details(chapter=chapter, at=LONG_AGO + 414 * DAY) == 0
    assert remove_old_details(chapter=chapter, at=LONG_AGO + 415 * DAY) == 1


def test_it_is_done_every_night_but_a_chapters_first(chapter, member, receiver):
    slip = factories.SlipFactory(chapter=chapter, giver=member, receiver=receiver, given_at=LONG_AGO)
    chapter.created_at = at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    following = remove(chapter, at, at)
    assert following.astimezone(chapter.zone).strftime("%d %H:%M") == "04 03:30"
    assert details_of(slip)["prospect"]
    following = remove(chapter, following + DAY, following + DAY)
    assert details_of(slip) == EMPTY
    assert following.astimezone(chapter.zone).strftime("%d %H:%M") == "06 03:30"


@pytest.fixture
def handed_on(chapter, member, receiver, bystander, lead):
    """A name alone: of a lead, what became of it twice, and one of them handed on."""
    first, second, third = (
        factories.SlipFactory(chapter=chapter, giver=member, receiver=one, came_from=came_from)
        for one, came_from in [(receiver, lead), (bystander, lead), (bystander, None)]
    )
    HandedOn.objects.create(chapter=chapter, slip=first, to=third, at=LONG_AGO)
    return lead, first, second, third


@pytest.mark.parametrize("which", [1, 2, 3])
def test_all_that_is_of_the_same_prospect_forgets_a_name_too(chapter, handed_on, which):
    """F56: whichever of them the link is of."""
    another = factories.SlipFactory(chapter=chapter, giver=handed_on[1].receiver, receiver=handed_on[1].giver)
    object_to(chapter=chapter, slip=handed_on[which], at=LONG_AGO)
    for slip in handed_on:
        slip.refresh_from_db()
        assert (slip.prospect, slip.need, slip.objected) == ("", "", True)
    assert details_of(another)["prospect"] == "Gareth Nkosi"


def test_a_name_alone_is_removed_again_after_a_restore(chapter, passed):
    """F59: there is no number to tell them by, but it was this slip."""
    Slip.objects.in_chapter(chapter).filter(pk=passed.pk).update(prospect_phone="", prospect_email="")
    object_to(chapter=chapter, slip=Slip.objects.in_chapter(chapter).get(), at=LONG_AGO)
    known = list(Objection.objects.in_chapter(chapter).values_list("digest", flat=True))
    Objection.objects.in_chapter(chapter).delete()
    Slip.objects.in_chapter(chapter).update(prospect="Gareth Nkosi", objected=False, details_gone_at=None)
    assert [object_again(chapter=chapter, known=known, at=LONG_AGO) for _ in range(2)] == [1, 0]
    assert details_of(passed)["prospect"] == ""


def test_the_page_promises_no_more_than_it_can_keep(chapter, passed):
    promise = "nobody can bring your number or address here again"
    assert promise in Client().get(prospect_path(passed)).content.decode()
    Slip.objects.in_chapter(chapter).filter(pk=passed.pk).update(prospect_phone="", prospect_email="")
    assert promise not in Client().get(prospect_path(passed)).content.decode()


def test_what_was_passed_at_the_moment_of_the_objection_goes_at_night(chapter, passed, receiver, member):
    """F56: neither transaction saw the other."""
    Client().post(prospect_path(passed))
    missed = factories.SlipFactory(chapter=chapter, giver=receiver, receiver=member, prospect_phone="07700 900123")
    on = factories.SlipFactory(chapter=chapter, giver=receiver, receiver=member)
    HandedOn.objects.create(chapter=chapter, slip=passed, to=on, at=LONG_AGO)
    other = factories.SlipFactory(chapter=chapter, giver=receiver, receiver=member)
    chapter.created_at = at = datetime(2026, 3, 3, 12, tzinfo=UTC)
    remove(chapter, at, at)
    assert details_of(missed) == details_of(on) == EMPTY
    assert details_of(other)["prospect"] == "Gareth Nkosi"


def test_nothing_new_is_said_of_them(chapter, passed, receiver, member, sign_in):
    """F56: nor by a page that was open before."""
    lesson = Lesson.objects.create(chapter=chapter, slip=passed, kind="need", better="x")
    Client().post(prospect_path(passed))
    client, page = sign_in(receiver), f"/c/riverside/slips/{passed.uuid}/"
    soon = (now() + 9 * DAY).date().isoformat()
    acts = {"bad/": typed.bad(reason="He is at 5 Elm Rd"), "progress/": {"stage": "lost"}, "put-off/": {"until": soon}}
    link = urlsplit(how_it_goes_address(chapter, passed.pk, receiver.pk)).path
    for act, data in acts.items():
        assert client.post(page + act, data).status_code == 409
        assert Client().post(link, data).status_code == 409
    sign_in(member).post(f"{page}bad/answer/", {"words": "He said so"})
    lesson.refresh_from_db()
    passed.refresh_from_db()
    assert (passed.stage, passed.bad_reason, lesson.answer) == ("passed", "", "")
    assert not AskedHow.objects.in_chapter(chapter).exists()
    assert "It was no use" not in client.get(page).content.decode()


def test_the_trail_keeps_no_words_of_why_it_was_no_use(chapter, passed, receiver, sign_in):
    """F56."""
    words = "He is at 5 Elm Rd"
    sign_in(receiver).post(f"/c/riverside/slips/{passed.uuid}/bad/", typed.bad(reason=words))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), string_agg(e::text, '') FROM referrals_slipevent e")
        count, kept = cursor.fetchone()
    assert (count, words in kept) == (2, False)
