"""Thanks to read out at the meeting: names and words since the meeting before, never an amount."""

from datetime import timedelta

import pytest

from tests.factories import MeetingFactory, MemberFactory, SlipFactory, ThankYouFactory
from tests.meetings.conftest import AT_SEVEN, TUESDAY

PAGE = f"/c/riverside/meeting/{TUESDAY}/thanks/"

pytestmark = pytest.mark.usefixtures("tuesday")


def said(chapter, member, officer, text, at, **more):
    return ThankYouFactory(chapter=chapter, giver=member, receiver=officer, text=text, at=at, **more)


def words(client):
    return [text for _giver, _receiver, _slip, text in client.get(PAGE).context["thanks"]]


def test_names_and_words_are_there_and_no_amount(chapter, member, officer, sign_in):
    slip = SlipFactory(chapter=chapter, giver=officer, receiver=member, prospect="Gareth Nkosi")
    said(chapter, member, officer, "What a start.", AT_SEVEN - timedelta(days=1), amount="1234.50", slip=slip)
    page = sign_in(officer).get(PAGE).content.decode()
    assert "Ben Whitlock thanks Amara Osei" in page
    assert "What a start." in page
    for private in ("1234", "1,234", "Gareth Nkosi"):
        assert private not in page


def test_from_the_close_before_until_now_in_the_order_they_were_said(chapter, member, officer, sign_in):
    before = AT_SEVEN - timedelta(days=7)
    for text, at, amount in [
        ("third", AT_SEVEN - timedelta(minutes=1), 1),
        ("first", before + timedelta(hours=2), 500),
        ("second", before + timedelta(days=2), None),
        ("read out last week", before, 7),
        ("not said yet", AT_SEVEN + timedelta(hours=3), 7),
    ]:
        said(chapter, member, officer, text, at, amount=amount)
    MeetingFactory(chapter=chapter, date=before.date(), status="held", closed_at=before + timedelta(hours=1))
    assert words(sign_in(officer)) == ["first", "second", "third"]


def test_it_is_for_those_who_lead(chapter, member, officer, sign_in):
    assert sign_in(member).get(PAGE).status_code == 403
    assert 'class="empty"' in sign_in(officer).get(PAGE).content.decode()
    assert PAGE in sign_in(officer).get(f"/c/riverside/meeting/{TUESDAY}/run-sheet/").content.decode()


@pytest.mark.parametrize("thanks", [1, 40])
def test_it_takes_at_most_eight_statements(chapter, officer, sign_in, at_most, thanks):
    for _ in range(thanks):
        said(chapter, MemberFactory(chapter=chapter), officer, "Thanks", AT_SEVEN - timedelta(hours=1))
    client = sign_in(officer)
    with at_most(8):
        client.get(PAGE)
