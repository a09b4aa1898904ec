"""The chapter's settings, where they touch what is stored."""

import pytest

from chapters.scope import chapter_scope
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/set-up/chapter/"


def typed(chapter, **said) -> dict:
    kept = ["name", "weekday", "start_time", "duration_minutes", "place", "timezone", "currency", "reminder_hour"]
    kept += ["visits_allowed", "appeal_days"]
    return {name: getattr(chapter, name) for name in kept} | said


def test_the_currency_changes_while_no_amount_is_stored(chapter, officer, member, sign_in):
    factories.ThankYouFactory(chapter=chapter, giver=member, receiver=officer, amount=None)
    assert sign_in(officer).post(PAGE, typed(chapter, currency="EUR")).status_code == 302
    chapter.refresh_from_db()
    assert chapter.currency == "EUR"


def test_stored_amounts_keep_their_currency_and_nothing_else_of_the_form_is_lost(chapter, officer, member, sign_in):
    factories.ThankYouFactory(chapter=chapter, giver=member, receiver=officer, amount=1000)
    was = chapter.currency
    answer = sign_in(officer).post(PAGE, typed(chapter, currency="EUR", name="Riverside at the lake"))
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Thanks hold amounts in this currency" in said
    assert "Riverside at the lake" in said
    chapter.refresh_from_db()
    assert (chapter.currency, chapter.name) == (was, "Riverside")
    assert sign_in(officer).post(PAGE, typed(chapter, name="Riverside at the lake")).status_code == 302
    chapter.refresh_from_db()
    assert chapter.name == "Riverside at the lake"


def test_amounts_of_another_chapter_do_not_matter(chapter, officer, stranger, sign_in):
    with chapter_scope(stranger.chapter_id):
        factories.ThankYouFactory(
            chapter=stranger.chapter,
            giver=stranger,
            receiver=factories.MemberFactory(chapter=stranger.chapter),
            amount=5,
        )
    assert sign_in(officer).post(PAGE, typed(chapter, currency="EUR")).status_code == 302


def test_the_place_is_told_to_everybody_only_where_the_president_says_so(chapter, officer, sign_in):
    assert "public_place" in sign_in(officer).get(PAGE).content.decode()
    sign_in(officer).post(PAGE, typed(chapter, public_place="on"))
    chapter.refresh_from_db()
    assert chapter.public_place
    sign_in(officer).post(PAGE, typed(chapter))
    chapter.refresh_from_db()
    assert not chapter.public_place
