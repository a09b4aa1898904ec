"""Me: my places, my details, and which mail I get."""

from datetime import time

import pytest

from chapters.clock import now
from members.models import Leave, Office, Partnership
from notices.kinds import optional
from notices.models import Device, Unsubscribed
from tests import factories

pytestmark = pytest.mark.django_db
ROOT = "/c/riverside/"
OWN = ["profile/", "partners/", "slips/", "one-to-ones/", "standing/", "leave/", "me/details/", "me/notices/"]
ACCOUNT = ["/accounts/email/", "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/", "/?all"]
OFFICERS = ["roll-call/", "standing/chapter/", "invitations/", "set-up/"]
DETAILS = {"name": "Ben W. Whitlock", "company": "Whitlock & Co", "phone": "020 7946 0102"}


def page(client, path="me/") -> str:
    answer = client.get(ROOT + path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_leads_to_everything_of_mine(member, sign_in, at_most):
    client = sign_in(member)
    with at_most(8):
        found = page(client)
    for path in OWN:
        assert f'href="{ROOT}{path}"' in found
    for path in ACCOUNT:
        assert f'href="{path}"' in found
    assert "/accounts/logout/" in found


def test_officers_find_their_places_here_too_since_a_phones_bar_lacks_them(member, officer, sign_in):
    own = page(sign_in(member)).partition("<main")[2]
    assert not any(f'href="{ROOT}{path}"' in own for path in OFFICERS)
    theirs = page(sign_in(officer)).partition("<main")[2]
    assert all(f'href="{ROOT}{path}"' in theirs for path in OFFICERS)


@pytest.mark.parametrize(
    ("office", "places"),
    [("visitor_host", ["roll-call/"]), ("committee", ["standing/chapter/"]), ("mentor", []), ("treasurer", [])],
)
def test_an_officer_finds_only_what_they_may_open(chapter, sign_in, office, places):
    person = factories.MemberFactory(chapter=chapter, offices=[office])
    main = page(sign_in(person)).partition("<main")[2]
    assert [path for path in OFFICERS if f'href="{ROOT}{path}"' in main] == places
    assert all(sign_in(person).get(ROOT + path).status_code == 403 for path in OFFICERS if path not in places)


def test_it_says_what_waits(chapter, member, officer, sign_in):
    Partnership.objects.create(chapter=chapter, proposer=officer, partner=member, proposed_at="2026-03-01T09:00Z")
    Leave.objects.create(chapter=chapter, member=member, first_day="2026-04-01")
    found = page(sign_in(member))
    assert "1 asks you" in found
    assert "waiting for an answer" in found


def test_i_correct_my_own_details(member, sign_in):
    client = sign_in(member)
    assert client.post(ROOT + "me/details/", DETAILS | {"email": member.email}).status_code == 303
    member.refresh_from_db()
    assert (member.name, member.company, member.phone) == tuple(DETAILS.values())
    assert "Ben W. Whitlock" in page(client)


def test_mail_goes_only_to_an_address_my_account_has_proved(member, sign_in):
    client = sign_in(member)
    member.user.emailaddress_set.create(email="ben@home.example", verified=True)
    member.user.emailaddress_set.create(email="someone@else.example", verified=False)
    assert client.post(ROOT + "me/details/", DETAILS | {"email": "someone@else.example"}).status_code == 422
    assert client.post(ROOT + "me/details/", DETAILS | {"email": "ben@home.example"}).status_code == 303
    member.refresh_from_db()
    assert member.email == "ben@home.example"


def test_an_address_that_another_member_has_is_refused_with_a_sentence(member, officer, sign_in):
    officer.user.emailaddress_set.all().delete()
    member.user.emailaddress_set.create(email=officer.email, verified=True)
    answer = sign_in(member).post(ROOT + "me/details/", DETAILS | {"email": officer.email})
    assert answer.status_code == 422
    assert "has a member with this address already" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "number", "status"), [("4", 4, 303), ("0", 0, 303), ("", 2, 303), ("-1", 2, 422), ("99", 2, 422)]
)
def test_i_say_how_many_one_to_ones_a_month_are_planned_for_me(member, sign_in, typed, number, status):
    client = sign_in(member)
    answer = client.post(ROOT + "me/details/", DETAILS | {"email": member.email, "one_to_ones_a_month": typed})
    assert answer.status_code == status
    member.refresh_from_db()
    assert member.one_to_ones_a_month == number
    assert ("none planned" if number == 0 else f"{number} planned a month") in page(client)


def test_nothing_but_the_details_can_be_set(chapter, member, sign_in):
    """F33."""
    more = {"user": 1, "chapter_id": 1, "is_officer": "on", "office": "president", "id": 99, "joined_on": "2000-01-01"}
    sign_in(member).post(ROOT + "me/details/", DETAILS | {"email": member.email} | more)
    before = (member.pk, member.user_id, member.chapter_id)
    member.refresh_from_db()
    assert (member.pk, member.user_id, member.chapter_id) == before
    assert not Office.objects.in_chapter(chapter).exists()


def test_i_choose_which_mail_i_get_and_can_have_it_back(chapter, member, sign_in, at_most):
    client, kinds = sign_in(member), optional()
    assert len(kinds) > 3
    wanted = [name for name in kinds if name != "partnership_proposed"]
    with at_most(6):
        assert page(client, "me/notices/").count("checked") == len(kinds)
    assert client.post(ROOT + "me/notices/", {"wanted": wanted}).status_code == 303
    rows = Unsubscribed.objects.in_chapter(chapter)
    assert list(rows.values_list("email", "kind")) == [(member.email, "partnership_proposed")]
    assert page(client, "me/notices/").count("checked") == len(kinds) - 1
    client.post(ROOT + "me/notices/", {"wanted": list(kinds)})
    assert not rows.exists()


def test_i_set_my_quiet_hours_and_take_them_back(chapter, member, sign_in):
    client, wanted = sign_in(member), list(optional())
    both = {"wanted": wanted, "quiet_from": "21:30", "quiet_until": "06:45"}
    assert client.post(ROOT + "me/notices/", both).status_code == 303
    member.user.refresh_from_db()
    assert member.user.quiet_hours == (time(21, 30), time(6, 45))
    assert 'value="21:30"' in page(client, "me/notices/")
    half = client.post(ROOT + "me/notices/", {"wanted": wanted, "quiet_from": "21:30"})
    assert half.status_code == 422
    assert "both times" in half.content.decode()
    client.post(ROOT + "me/notices/", {"wanted": wanted})
    member.user.refresh_from_db()
    assert member.user.quiet_hours is None
    assert 'value="00:00"' not in page(client, "me/notices/")


def test_i_have_my_news_come_by_mail_again(chapter, member, sign_in):
    client = sign_in(member)
    key = {"p256dh": "A" * 87, "auth": "A" * 22}
    Device.objects.create(
        user=member.user,
        session_id=client.session.session_key,
        endpoint="https://push.example/1",
        added_at=now(),
        **key,
    )
    assert "1 device of yours is told" in page(client, "me/notices/")
    assert client.post(ROOT + "me/notices/", {"by_mail": "yes"}).status_code == 303
    assert not Device.objects.exists()


def test_an_invitation_cannot_be_done_without():
    assert "invitation" not in optional()
