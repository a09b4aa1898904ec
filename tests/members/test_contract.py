"""What we agreed: put to the members in versions, accepted by each, kept for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import InternalError, transaction
from django.test import Client

from chapters.clock import now
from chapters.models import Rules
from chapters.rules import RuleSet
from members.actions import contract as acts
from members.actions.invitations import invite, token_of
from members.actions.stays import end_stay, join
from members.contract import clauses
from members.due import put_other_rules
from members.models import Acceptance, ContractVersion
from members.refusals import AlreadyGone, ContractMoved
from notices import kinds
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/c/riverside/contract/"
SET_UP = "/c/riverside/set-up/contract/"
WRITE = SET_UP + "write/"


@pytest.fixture
def version(chapter, officer):
    return acts.write_version(chapter=chapter, own_words="We say thanks aloud.", after=0, by=officer, at=now())


def asked(chapter):
    return sorted(chapter.notices.filter(kind="contract").values_list("email", flat=True))


def test_a_rule_is_a_sentence_and_one_that_is_off_says_nothing():
    said = " ".join(clauses(RuleSet()))
    for words in ("75 % of the meetings", "26 weeks", "2 good leads or referrals a week", "2 times a year", "12 weeks"):
        assert words in said
    off = RuleSet(
        attendance_percent=0,
        leads_per_week=0,
        one_to_ones_per_year=0,
        partner_one_to_ones_per_quarter=0,
        grace_weeks=0,
    )
    assert len(clauses(off)) == 2
    assert "Nobody comes in our place." in " ".join(clauses(RuleSet(max_substitutes=0)))
    assert "up to 3 times" in " ".join(clauses(RuleSet(max_substitutes=3)))


def test_before_there_is_one_members_read_the_rules_and_have_nothing_to_accept(member, sign_in):
    page = sign_in(member).get(PAGE).text
    assert "75 % of the meetings" in page
    assert "Nothing was put to the members" in page
    assert "I agree" not in page


def test_the_secretary_puts_it_to_everybody_and_each_agrees(chapter, officer, member, sign_in):
    form = {"own_words": "We say thanks aloud.", "after": 0}
    assert sign_in(officer).post(WRITE, form, follow=True).redirect_chain == [(SET_UP, 303)]
    assert asked(chapter) == ["amara@riverside.example", "ben@riverside.example"]
    client = sign_in(member)
    version = ContractVersion.objects.in_chapter(chapter).get()
    assert "What we agree on as a chapter" in client.get("/c/riverside/").text
    page = client.get(PAGE).text
    assert "We say thanks aloud." in page
    assert not Acceptance.objects.in_chapter(chapter).exists()
    for _tap in range(2):
        assert "You agreed on" in client.post(PAGE, {"version": version.pk}, follow=True).text
    kept = Acceptance.objects.in_chapter(chapter).get()
    assert (kept.version, kept.stay.member) == (version, member)
    assert "What we agree on as a chapter" not in client.get("/c/riverside/").text


def test_the_same_words_once_more_are_the_same_version(chapter, officer, version):
    again = acts.write_version(chapter=chapter, own_words="We say thanks aloud.", after=0, by=officer, at=now())
    assert again == version
    assert asked(chapter) == ["amara@riverside.example"]


def test_two_who_write_at_once_do_not_overwrite_each_other(chapter, officer, version, sign_in):
    answer = sign_in(officer).post(WRITE, {"own_words": "Another thing.", "after": 0})
    assert answer.status_code == 422
    assert "newer version" in answer.text
    assert ContractVersion.objects.in_chapter(chapter).count() == 1
    with pytest.raises(ContractMoved):
        acts.write_version(chapter=chapter, own_words="x", after=0, by=officer, at=now())


def test_a_change_is_asked_of_everybody_anew_and_a_stale_page_accepts_nothing(
    chapter, officer, member, version, sign_in
):
    acts.accept_version(version=version, member=member, at=now())
    newer = acts.write_version(chapter=chapter, own_words="We call within a day.", after=1, by=officer, at=now())
    client = sign_in(member)
    answer = client.post(PAGE, {"version": version.pk})
    assert answer.status_code == 409
    assert "Please read it" in answer.text
    assert "We call within a day." in answer.text
    assert "You agreed on" not in client.get(PAGE).text
    assert "You agreed on" in client.get(f"{PAGE}{version.pk}/").text
    client.post(PAGE, {"version": newer.pk})
    assert Acceptance.objects.in_chapter(chapter).count() == 2


def test_other_rules_are_put_to_the_members_on_the_monday_they_begin_to_hold(chapter, officer, member, version):
    monday = chapter.week(now()).end
    Rules.objects.create(chapter=chapter, effective_from=monday - timedelta(days=3), leads_per_week=3)
    at = datetime.combine(monday, datetime.min.time(), UTC) + timedelta(hours=8)
    assert put_other_rules(chapter, at, at) > at
    newest = acts.latest_version(chapter)
    assert (newest.number, newest.written_by, newest.own_words) == (2, None, "We say thanks aloud.")
    assert "3 good leads" in newest.rules_in_words
    assert "2 good leads" in version.rules_in_words
    put_other_rules(chapter, at, at)
    assert ContractVersion.objects.in_chapter(chapter).count() == 2


def test_rules_of_which_the_contract_says_nothing_are_not_put_to_the_members_again(chapter, version):
    monday = chapter.week(now()).end
    Rules.objects.create(chapter=chapter, effective_from=monday - timedelta(days=3), flag_after_weeks=6)
    assert acts.follow_rules(chapter=chapter, at=now() + timedelta(days=8)) is None


def test_what_is_new_since_a_member_agreed_is_marked(chapter, officer, member, version, sign_in):
    assert ">new<" not in sign_in(member).get(PAGE).text
    acts.accept_version(version=version, member=member, at=now())
    Rules.objects.create(chapter=chapter, effective_from=chapter.today(now()) - timedelta(days=10), leads_per_week=3)
    acts.write_version(chapter=chapter, own_words=version.own_words, after=1, by=officer, at=now())
    page = sign_in(member).get(PAGE).text
    assert page.count(">new<") == 1
    assert "3 good leads or referrals a week. <span" in page
    assert ">changed<" not in page


def test_a_chapter_without_a_contract_gets_none_by_itself(chapter):
    assert acts.follow_rules(chapter=chapter, at=now()) is None
    assert not ContractVersion.objects.in_chapter(chapter).exists()


@pytest.mark.parametrize("act", ["update", "delete"])
def test_what_was_agreed_is_never_changed(chapter, member, version, act):
    """The database refuses it, whoever asks."""
    acts.accept_version(version=version, member=member, at=now())
    for rows in (ContractVersion.objects.in_chapter(chapter), Acceptance.objects.in_chapter(chapter)):
        with pytest.raises(InternalError, match="Cannot update or delete"), transaction.atomic():
            rows.update(chapter=chapter) if act == "update" else rows._raw_delete("default")


def test_whoever_joins_is_asked_right_after_their_invitation(chapter, officer, version):
    newcomer = factories.MemberFactory(chapter=chapter, email="priya@riverside.example", user=None)
    client = Client()
    client.force_login(factories.UserFactory(email="priya@riverside.example"))
    token = token_of(invite(member=newcomer, by=officer, at=now()))
    assert client.post(f"/c/riverside/invitation/{token}/").headers["Location"] == PAGE
    assert "I agree" in client.get(PAGE).text


def test_whoever_came_back_is_asked_anew(chapter, officer, member, version):
    acts.accept_version(version=version, member=member, at=now())
    stay, today = member.stays.get(), chapter.today(now())
    end_stay(stay=stay, left_on=today, at=now())
    with pytest.raises(AlreadyGone):
        acts.accept_version(version=version, member=member, at=now())
    join(chapter=chapter, email=member.email, name=member.name, seat=stay.seat, joined_on=today, at=now())
    assert member in [one.member for one in acts.waiting_to_accept(chapter, version, at=now())]


def test_officers_see_who_has_not_agreed_yet_and_ask_once_a_week(chapter, officer, member, version, sign_in):
    acts.accept_version(version=version, member=officer, at=now())
    client = sign_in(officer)
    page = client.get(SET_UP).text
    assert "1 has not agreed yet" in page
    assert "Ben Whitlock" in page.split("Who agreed")[0]
    for _tap in range(2):
        client.post(SET_UP)
    assert asked(chapter).count("ben@riverside.example") == 2  # when it came out, and once now
    newcomer = factories.MemberFactory(chapter=chapter, user=None)
    assert "invite them first" in client.get(SET_UP).text
    client.post(SET_UP)
    assert newcomer.email not in asked(chapter)


@pytest.mark.parametrize(
    ("office", "reads", "writes"), [("vice_president", 200, 403), ("secretary", 200, 200), ("treasurer", 403, 403)]
)
def test_who_reads_who_agreed_and_who_writes(chapter, version, sign_in, office, reads, writes):
    client = sign_in(factories.MemberFactory(chapter=chapter, offices=[office]))
    assert client.get(SET_UP).status_code == reads
    assert client.get(WRITE).status_code == writes
    assert client.post(WRITE, {"own_words": "Mine.", "after": 1}).status_code == (303 if writes == 200 else 403)


def test_a_mail_says_it_is_there_and_not_once_they_agreed(chapter, officer, member, version):
    notice = chapter.notices.get(email=officer.email)
    kind = kinds.find("contract").kind
    assert kind.still_due(notice, now()) == ""
    mail = kind.render(notice)
    assert mail.act.address.endswith(PAGE)
    assert "We say thanks aloud." not in mail.text
    acts.accept_version(version=version, member=officer, at=now())
    assert kind.still_due(notice, now()) == "accepted already"
    acts.write_version(chapter=chapter, own_words="Newer.", after=1, by=officer, at=now())
    assert kind.still_due(notice, now()) == "there is a newer one"


def test_another_chapters_version_is_not_there(chapter, other_chapter, officer, stranger, version, sign_in):
    """F30."""
    client = sign_in(stranger)
    assert client.get(f"/c/lakeside/contract/{version.pk}/").status_code == 404
    assert client.post("/c/lakeside/contract/", {"version": version.pk}).status_code in {200, 404}
    assert not Acceptance.objects.in_chapter(chapter).exists()


def test_what_officers_typed_is_text(chapter, officer, member, sign_in):
    """F42."""
    acts.write_version(chapter=chapter, own_words="<img src=x onerror=alert(1)>", after=0, by=officer, at=now())
    page = sign_in(member).get(PAGE).text
    assert "&lt;img src=x" in page
    assert "<img" not in page


@pytest.mark.parametrize("others", [1, 12])
def test_the_pages_ask_as_much_of_few_as_of_many(chapter, officer, member, version, sign_in, at_most, others):
    for _number in range(others):
        one = factories.MemberFactory(chapter=chapter)
        acts.accept_version(version=version, member=one, at=now())
    reader, clerk = sign_in(member), sign_in(officer)
    with at_most(6):
        reader.get(PAGE)
    with at_most(8):
        clerk.get(SET_UP)
