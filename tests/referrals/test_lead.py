"""A lead's page: who sees which part of it."""

import pytest

from referrals.models import LeadQuestion, LeadTaking
from tests import factories

AT = factories.SlipFactory._meta.declarations["given_at"]


def path(lead, act=""):
    return f"/c/riverside/slips/{lead.uuid}/{act}"


def test_it_says_where_it_was_heard_and_how_sure_it_is(chapter, member, bystander, sign_in):
    lead = factories.SlipFactory(
        chapter=chapter, kind="lead", giver=member, receiver=None, warmth=None, heard="at the market", sure="second"
    )
    page = sign_in(bystander).get(path(lead)).content.decode()
    assert "at the market" in page
    assert "second hand" in page


def test_what_more_there_is_the_chapter_reads_and_about_the_name_the_two(
    chapter, member, receiver, bystander, lead, sign_in
):
    type(lead).objects.in_chapter(chapter).update(use_name="ask")
    ask = LeadQuestion.objects.create
    ask(chapter=chapter, lead=lead, asker=receiver, kind="more", asked_at=AT, answered_at=AT, answer="In spring.")
    ask(chapter=chapter, lead=lead, asker=receiver, kind="name", asked_at=AT, answered_at=AT, allowed=True)
    for person, sees in [(member, True), (receiver, True), (bystander, False)]:
        page = sign_in(person).get(path(lead)).content.decode()
        assert "In spring." in page
        assert ("Freya Lindqvist asks: may I use your name?" in page) is sees
        assert ("Ben Whitlock: yes" in page) is sees
        assert ("you may name Ben Whitlock" in page) is (person is receiver)


def test_its_prospect_is_named_where_the_giver_said_yes(chapter, bystander, lead, sign_in):
    assert "Hidden Bakery" not in sign_in(bystander).get(path(lead)).content.decode()
    type(lead).objects.in_chapter(chapter).update(prospect_shown=True)
    assert "Hidden Bakery" in sign_in(bystander).get(path(lead)).content.decode()


def test_who_was_on_it_is_told_in_order(chapter, member, receiver, bystander, lead, sign_in):
    later = AT.replace(hour=12)
    LeadTaking.objects.create(chapter=chapter, lead=lead, member=receiver, at=AT.replace(hour=10), released_at=later)
    LeadTaking.objects.create(chapter=chapter, lead=lead, member=bystander, at=AT.replace(hour=13))
    page = sign_in(member).get(path(lead))
    assert [event["what"] for event in page.context["events"]] == [
        "Sam O'Connell is on it",
        "Freya Lindqvist is not on it any more",
        "Freya Lindqvist is on it",
        "Ben Whitlock shared it with the chapter",
    ]
    assert page.context["who"].name == "Sam O'Connell"


@pytest.mark.parametrize("rows", [1, 30])
def test_it_takes_at_most_eight_statements(chapter, member, receiver, lead, sign_in, at_most, rows):
    for minute in range(rows):
        asker = factories.MemberFactory(chapter=chapter)
        LeadQuestion.objects.create(chapter=chapter, lead=lead, asker=asker, kind="more", asked_at=AT)
        factories.ThankYouFactory(chapter=chapter, giver=asker, receiver=member, slip=lead)
        lead.progress.create(chapter=chapter, at=AT.replace(minute=minute), stage="contacted")
        LeadTaking.objects.create(chapter=chapter, lead=lead, member=asker, at=AT, released_at=AT)
    for person in (member, receiver):
        client = sign_in(person)
        with at_most(8):
            client.get(path(lead))
