"""F57: a member takes along everything the chapter keeps of them, and nothing that others keep for themselves."""

import csv
import io
import re
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.models import User
from archive.own import everything_of
from archive.own_sheets import LEFT_OUT, SHEETS
from chapters.clock import now
from meetings.models import MonthPlan, PairNote, PlannedPair
from members.models import Member
from referrals.actions.looking_back import answer, open_look_back
from referrals.models import JointMeeting, JointMeetingNote
from reviews.models import Decision, SeatReview
from standing.models import Flag
from tests import factories

PAGE = "/c/riverside/me/everything/"
PASSWORD = "a-long-password"


def files_of(member) -> dict[str, str]:
    packed = zipfile.ZipFile(io.BytesIO(everything_of(member, at=now())))
    return {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_table_that_names_a_member_is_taken_out_or_says_why_not():
    naming = {
        model._meta.label
        for model in apps.get_models()
        if any(
            getattr(field, "related_model", None) in {Member, User} and field.concrete
            for field in model._meta.get_fields()
        )
        and not (model._meta.label.endswith("Event") and hasattr(model, "pgh_tracked_model"))
    }
    told = {sheet.table for sheet in SHEETS}
    assert naming - told == set(LEFT_OUT)
    assert not told & set(LEFT_OUT)


def test_what_is_mine_is_there_and_what_is_others_is_not(chapter, officer, member):
    third = factories.MemberFactory(chapter=chapter, name="Third Person")
    mine: Any = {"chapter": chapter, "given_at": now()}
    factories.SlipFactory(giver=member, receiver=officer, prospect="Pia Mine", **mine)
    factories.SlipFactory(giver=officer, receiver=member, prospect="Rob Received", **mine)
    factories.SlipFactory(giver=officer, receiver=third, prospect="Not Mine", **mine)
    factories.ThankYouFactory(chapter=chapter, giver=member, receiver=officer, amount=1234, text="MY-THANKS")
    factories.ThankYouFactory(chapter=chapter, giver=third, receiver=officer, amount=4321, text="NOT-MINE")
    factories.TrustedPersonFactory(chapter=chapter, owner=member, name="=HYPERLINK(1)")
    factories.TrustedPersonFactory(chapter=chapter, owner=officer, name="NOT-MINE")
    files = files_of(member)
    assert {row["prospect"] for row in rows(files["slip.csv"])} == {"Pia Mine", "Rob Received"}
    assert [row["amount"] for row in rows(files["thankyou.csv"])] == ["1234.00"]
    assert [row["name"] for row in rows(files["black-book.csv"])] == ["'=HYPERLINK(1)"]
    assert not any("NOT-MINE" in text or "Not Mine" in text for text in files.values())
    assert rows(files["member.csv"])[0]["email"] == member.email
    assert "Everything that Riverside keeps of Ben Whitlock" in files["README.txt"]


def test_no_one_else_s_notes(chapter, officer, member):
    """F57, F35: neither what the other wrote for themselves, nor what each answers alone."""
    notes = [
        (officer, member, False, "THEIRS-ALONE"),
        (officer, member, True, "SHARED"),
        (member, officer, False, "MINE"),
    ]
    for writer, other, shared, text in notes:
        PairNote.objects.create(chapter=chapter, writer=writer, other=other, shared=shared, text=text, written_at=now())
    slip = factories.SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=now())
    review = open_look_back(chapter=chapter, other=officer, by=member, at=now())
    item = review.items.get()
    for whose, text in ((member, "MY-ANSWER"), (officer, "THEIRS-ALONE")):
        answer(look_back=review, item=item, whose=whose, as_good="less", improve=text, by=whose, at=now())
    joint = JointMeeting.objects.create(
        chapter=chapter, slip=slip, planned_by=member, partner=officer, starts_at=now(), planned_at=now(), state="held"
    )
    for whose, text in ((member, "MY-NOTE"), (officer, "THEIRS-ALONE")):
        JointMeetingNote.objects.create(chapter=chapter, joint_meeting=joint, member=whose, said=text, written_at=now())
    everything = "\n".join(files_of(member).values())
    for found in ("SHARED", "MINE", "MY-ANSWER", "MY-NOTE"):
        assert found in everything
    assert "THEIRS-ALONE" not in everything


@pytest.mark.parametrize("sent_at", [None, now()])
def test_a_plan_of_the_month_is_the_officers_until_it_is_sent(chapter, officer, member, sent_at):
    plan = MonthPlan.objects.create(chapter=chapter, month="2026-03-01", made_at=now(), sent_at=sent_at)
    a, b = sorted((officer, member), key=lambda one: one.pk)
    PlannedPair.objects.create(chapter=chapter, plan=plan, a=a, b=b, why=["never met"])
    assert ("plannedpair.csv" in files_of(member)) == (sent_at is not None)


def test_a_vote_under_way_is_not_told_before_the_committee_tells_it(chapter, officer, member):
    """F57: what the case's page does not show its member, the archive does not either."""
    flag = member.flags.create(
        chapter=chapter,
        seat=member.stays.get().seat,
        opened_at=now(),
        opened_by=officer,
        reason="A word.",
        told_at=now(),
    )
    review = SeatReview.objects.create(chapter=chapter, flag=flag, state="voting")
    vote = {"chapter": chapter, "review": review, "proposed_by": officer, "proposed_at": now(), "evidence": {}}
    counted = {"closed_by": officer, "closed_at": now(), "yes": 2, "no": 0, "voted": 2, "sitting": 2}
    for kind, state, reason, more in (
        ("open_seat", "voting", "NOT-TOLD", {}),
        ("open_seat", "fell", "NOT-TOLD", counted | {"yes": 0, "no": 2}),
        ("open_seat", "carried", "TOLD", counted),
        ("appeal", "fell", "MY-APPEAL", counted | {"yes": 0, "no": 2}),
    ):
        Decision.objects.create(kind=kind, state=state, reason=reason, effective_on=now().date(), **vote, **more)
    everything = "\n".join(files_of(member).values())
    assert "NOT-TOLD" not in everything
    assert "TOLD" in everything
    assert "MY-APPEAL" in everything
    Flag.objects.in_chapter(chapter).update(told_at=None)
    assert "A word." not in "\n".join(files_of(member).values())


def test_whoever_leaves_it_as_it_is_is_not_led_to_passkeys(member):
    User.objects.filter(pk=member.user_id).update(password=make_password(PASSWORD))
    client = Client()
    client.force_login(User.objects.get(pk=member.user_id))
    asked = client.get(PAGE).headers["Location"]
    for page in (client.get(asked), client.post(asked, {"password": "another"})):
        assert "Is it you?" in page.text
        assert re.search(r'href="([^"]*)">Leave it as it is', page.text)[1] == "/"
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/c/riverside/"


@pytest.fixture
def signed_in_again(member):
    """Ben, who just proved again who he is."""
    User.objects.filter(pk=member.user_id).update(password=make_password(PASSWORD))
    member.user.refresh_from_db()
    client = Client()
    client.force_login(member.user)
    answer = client.get(PAGE)
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    client.post(answer.headers["Location"], {"password": PASSWORD})
    return client


def test_it_is_handed_over_at_once_after_signing_in_again(signed_in_again):
    assert "All that Riverside keeps of you" in signed_in_again.get(PAGE).text
    answer = signed_in_again.post(PAGE)
    assert answer.headers["Content-Type"] == "application/zip"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "member.csv" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()


def test_nobody_else_s_is_to_be_had(stranger, sign_in, client):
    assert sign_in(stranger).get(PAGE).status_code == 404
    assert client.get(PAGE).status_code == 302
