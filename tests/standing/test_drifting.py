"""Who is drifting: the page for those who look after members, and what they set aside."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from standing.actions.flags import flag_seat
from standing.models import SignSetAside, SignSetAsideEvent
from tests.factories import MemberFactory, OneToOneFactory, SlipFactory
from tests.standing.pages import (
    AT,
    MOST_BYTES,
    MOST_STATEMENTS,
    WEDNESDAY,
    grow,
    held_meetings,
    leads,
    statements_of,
    weight_of,
)

DRIFTING = "/c/riverside/drifting/"

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def ake(chapter, officer):
    """Åke has passed and received nothing for ten weeks; a one-to-one last week."""
    ake = MemberFactory(chapter=chapter, name="Åke Lund", user=None)
    SlipFactory(chapter=chapter, giver=ake, receiver=officer, given_at=AT - timedelta(weeks=11), prospect="Rhys Moss")
    OneToOneFactory(chapter=chapter, a=ake, b=officer, date=WEDNESDAY - timedelta(days=8))
    return ake


def people(client):
    """The signs the page shows, by name."""
    shown = client.get(DRIFTING).context["people"]
    return {one.name: [line.word for line in one.signs] for one in shown}


def aside_path(member, kind="silent"):
    return f"{DRIFTING}{member.pk}/{kind}/set-aside/"


def asides(chapter):
    return SignSetAside.objects.in_chapter(chapter)


def set_aside(client, member, reason="We spoke: she moves house."):
    return client.post(aside_path(member), {"reason": reason})


@pytest.mark.parametrize("office", ["president", "vice_president", "secretary", "committee"])
def test_those_who_look_after_members_see_it(chapter, ake, office, sign_in):
    client = sign_in(MemberFactory(chapter=chapter, offices=[office]))
    assert people(client)["Åke Lund"] == ["Nothing passed or received"]
    assert client.get(aside_path(ake)).status_code == 200
    assert set_aside(client, ake).status_code == 303
    assert client.post(f"{DRIFTING}set-aside/{asides(chapter).get().pk}/take-up/").status_code == 303


@pytest.mark.parametrize("office", ["", "mentor", "treasurer", "visitor_host", "education"])
def test_nobody_else_does(chapter, ake, office, officer, sign_in):
    set_aside(sign_in(officer), ake)
    client = sign_in(MemberFactory(chapter=chapter, offices=[office] if office else []))
    assert client.get(DRIFTING).status_code == 403
    assert client.get(aside_path(ake)).status_code == 403
    assert set_aside(client, ake).status_code == 403
    assert client.post(f"{DRIFTING}set-aside/{asides(chapter).get().pk}/take-up/").status_code == 403
    assert asides(chapter).get().ended_at is None


def test_to_another_chapter_or_a_network_it_is_not_there(chapter, ake, officer, stranger, network_admin, sign_in):
    for person in (stranger, network_admin):
        client = sign_in(person)
        assert client.get(DRIFTING).status_code == 404
        assert set_aside(client, ake).status_code == 404
    assert sign_in(stranger).get(f"/c/lakeside/drifting/{ake.pk}/silent/set-aside/").status_code == 404
    assert not asides(chapter).exists()
    assert sign_in(officer).get(aside_path(ake)).status_code == 200


def test_the_evidence_is_numbers_and_days_with_a_way_to_begin_and_who_could_call(ake, officer, sign_in):
    text = sign_in(officer).get(DRIFTING).content.decode()
    assert "The last they passed or received was on 17 December, 10 weeks ago." in text
    assert "Whom should we listen out for?" in text
    assert "<b>You</b> could call" in text
    assert "met them one-to-one most lately, last one-to-one on 24 February" in text


def test_no_prospect_need_or_amount_is_on_it(chapter, ake, officer, sign_in):
    client = sign_in(officer)
    for path in (DRIFTING, aside_path(ake)):
        text = client.get(path).content.decode()
        assert "Åke Lund" in text
        assert "Rhys Moss" not in text
        assert "boiler" not in text


def test_an_officer_sees_no_sign_about_themselves_and_can_set_none_aside(chapter, officer, vice_president, sign_in):
    assert set(people(sign_in(officer))) == {"Grace Mbeki"}
    assert set(people(sign_in(vice_president))) == {"Amara Osei"}
    client = sign_in(officer)
    assert client.get(aside_path(officer)).status_code == 404
    assert set_aside(client, officer).status_code == 404
    set_aside(sign_in(vice_president), officer, reason="Exhausted, let her be.")
    assert "Exhausted" in sign_in(vice_president).get(DRIFTING).content.decode()
    assert "Exhausted" not in client.get(DRIFTING).content.decode()
    kept = asides(chapter).get()
    assert client.post(f"{DRIFTING}set-aside/{kept.pk}/take-up/").status_code == 404
    assert asides(chapter).get().ended_at is None


def test_nobody_can_be_made_to_set_their_own_sign_aside_in_the_database(chapter, ake):
    row = {"chapter": chapter, "member": ake, "kind": "silent", "weight": 10, "at": AT, "reason": "no"}
    with pytest.raises(IntegrityError, match="not_own"), transaction.atomic():
        SignSetAside.objects.create(**row, by=ake)


def test_open_flags_stand_on_top_with_the_way_to_them_save_ones_own(chapter, ake, officer, vice_president, sign_in):
    flag = flag_seat(member=ake, by=officer, at=AT, reason="We miss you at breakfast.")
    flag_seat(member=vice_president, by=officer, at=AT, reason="A word, please.")
    answer = sign_in(vice_president).get(DRIFTING)
    assert [one.name for one in answer.context["flags"]] == ["Åke Lund"]
    assert f'href="/c/riverside/standing/flag/{flag.pk}/"' in answer.content.decode()


def test_where_nobody_drifts_it_says_what_will_stand_there(chapter, officer, sign_in):
    assert "Nobody is drifting that we can see" in sign_in(officer).get(DRIFTING).content.decode()


def test_who_fades_is_shown_with_their_weeks(chapter, officer, sign_in):
    mia = MemberFactory(chapter=chapter, name="Mia Stone")
    held_meetings(chapter, {mia: ["present"] * 20 + ["absent"] * 5 + ["late"]})
    leads(chapter, mia, 1)
    for week in range(7, 26):
        SlipFactory(chapter=chapter, giver=officer, receiver=mia, given_at=AT - timedelta(weeks=week))
        OneToOneFactory(chapter=chapter, a=mia, b=officer, date=WEDNESDAY - timedelta(weeks=week))
    shown = next(one for one in sign_in(officer).get(DRIFTING).context["people"] if one.name == "Mia Stone")
    assert shown.signs[0].word == "Does less than usual"
    assert shown.signs[0].says == (
        "1 of 6 meetings, 2 passed, 0 one-to-ones in the 6 weeks since 19 January. "
        "Usual for them in as many, going by the 20 weeks before: 6, 0 and 6."
    )
    assert [kind for kind, _ in shown.weeks][-7:] == ["full", "none", "none", "none", "none", "none", "full"]


def test_a_sign_is_set_aside_with_a_reason_kept_by_name_and_undone(chapter, ake, officer, secretary, sign_in):
    client = sign_in(secretary)
    answer = client.post(aside_path(ake), {"reason": "We spoke: she moves house."}, follow=True)
    assert "Åke Lund" not in {one.name for one in answer.context["people"]}
    text = answer.content.decode()
    assert "We spoke: she moves house. · Omar Haddad, 4 March" in text
    kept = asides(chapter).get()
    assert (kept.kind, kept.weight, kept.by, kept.at) == ("silent", 10, secretary, AT)
    undo = f"{DRIFTING}set-aside/{kept.pk}/take-up/"
    assert f'action="{undo}"' in text
    other = sign_in(officer)
    assert "Åke Lund" not in people(other)
    assert other.post(undo).status_code == 303
    assert people(other)["Åke Lund"] == ["Nothing passed or received"]
    assert asides(chapter).get().ended_by == officer
    labels = SignSetAsideEvent.objects.in_chapter(chapter).order_by("pgh_id").values_list("pgh_label", flat=True)
    assert list(labels) == ["insert", "update"]


def test_without_a_reason_nothing_is_set_aside(chapter, ake, officer, sign_in):
    client = sign_in(officer)
    assert set_aside(client, ake, reason="   ").status_code == 422
    assert not asides(chapter).exists()
    assert set_aside(client, ake).status_code == 303


def test_twice_is_once_either_way(chapter, ake, officer, secretary, sign_in):
    client = sign_in(officer)
    set_aside(client, ake)
    assert set_aside(client, ake, reason="Again.").status_code == 303
    assert set_aside(sign_in(secretary), ake, reason="Mine.").status_code == 303
    assert asides(chapter).get().reason == "We spoke: she moves house."
    undo = f"{DRIFTING}set-aside/{asides(chapter).get().pk}/take-up/"
    client.post(undo)
    ended = asides(chapter).get().ended_at
    assert "This sign is not set aside any more." in client.post(undo, follow=True).content.decode()
    assert (asides(chapter).get().ended_at, asides(chapter).get().ended_by) == (ended, officer)


def silent(person, sign_in):
    """Whether the page says today that Åke passes and receives nothing; a session has ended after some weeks."""
    return "Nothing passed or received" in people(sign_in(person)).get("Åke Lund", [])


def test_it_comes_back_when_it_says_six_weeks_more_and_can_be_set_aside_anew(chapter, ake, officer, sign_in):
    set_aside(sign_in(officer), ake)
    with time_machine.travel(AT + timedelta(weeks=5), tick=False):
        assert not silent(officer, sign_in)
    with time_machine.travel(AT + timedelta(weeks=6), tick=False):
        assert silent(officer, sign_in)
        set_aside(sign_in(officer), ake, reason="Still moving.")
        assert not silent(officer, sign_in)
    first, second = asides(chapter).order_by("pk")
    assert (first.ended_at, first.ended_by) == (AT + timedelta(weeks=6), None)
    assert (second.weight, second.reason, second.ended_at) == (16, "Still moving.", None)


def test_it_comes_back_after_twelve_weeks_though_it_says_no_more(chapter, ake, officer, sign_in):
    set_aside(sign_in(officer), ake)
    asides(chapter).update(weight=26)
    with time_machine.travel(AT + timedelta(weeks=12, seconds=-1), tick=False):
        assert not silent(officer, sign_in)
    with time_machine.travel(AT + timedelta(weeks=12), tick=False):
        assert silent(officer, sign_in)


def test_a_sign_that_says_nothing_any_more_is_not_set_aside(chapter, ake, officer, sign_in):
    client = sign_in(officer)
    assert client.get(aside_path(ake, "fading")).status_code == 404
    assert client.get(aside_path(ake, "nonsense")).status_code == 404
    SlipFactory(chapter=chapter, giver=ake, receiver=officer, given_at=AT - timedelta(hours=1))
    assert people(client) == {}
    answer = client.post(aside_path(ake), {"reason": "We spoke."}, follow=True)
    assert "this sign says nothing any more" in answer.content.decode()
    assert not asides(chapter).exists()


def test_a_member_reads_nothing_of_it_in_their_own_standing(chapter, officer, sign_in):
    ben = MemberFactory(chapter=chapter, name="Ben Quiet")
    assert "Ben Quiet" in people(sign_in(officer))
    for path in ("", "standing/", "me/"):
        text = sign_in(ben).get(f"/c/riverside/{path}").content.decode()
        assert "drifting" not in text
        assert "Nothing passed or received" not in text


def test_officers_find_it_in_the_rail_and_on_a_phone_under_me(officer, sign_in):
    client = sign_in(officer)
    for path in ("", "me/"):
        assert f'href="{DRIFTING}"' in client.get(f"/c/riverside/{path}").content.decode()


def test_it_is_eight_statements_for_three_members_and_for_sixty(chapter, ake, officer, sign_in):
    client = sign_in(officer)
    paths = [DRIFTING, aside_path(ake)]
    few = [statements_of(client, path) for path in paths]
    for one in grow(chapter, 57)[:5]:
        flag_seat(member=one, by=officer, at=AT, reason="A word.")
    assert [statements_of(client, path) for path in paths] == few
    assert max(few) <= MOST_STATEMENTS


def test_it_is_light_where_all_of_thirty_drift(chapter, officer, sign_in):
    members = grow(chapter, 30)
    client = sign_in(officer)
    assert weight_of(client, DRIFTING) <= MOST_BYTES
    with time_machine.travel(AT + timedelta(weeks=10), tick=False):
        client = sign_in(officer)
        assert len(people(client)) >= len(members)
        assert weight_of(client, DRIFTING) <= MOST_BYTES
