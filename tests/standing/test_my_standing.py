from datetime import date

import pytest

from members.models import Partnership
from standing.actions.flags import flag_seat
from standing.engine import standings
from standing.models import Flag, Snapshot
from tests import factories
from tests.standing.pages import AT, MOST_BYTES, MOST_STATEMENTS, grow, held_meetings, leads, statements_of, weight_of

MY_STANDING = "/c/riverside/standing/"
RULES = ("attendance", "leads", "one_to_ones", "partner_one_to_ones")

pytestmark = pytest.mark.usefixtures("wednesday")


def stood(chapter, member, monday, overall):
    figures = dict.fromkeys(("attendance", "leads", "one_to_ones", "partner_one_to_ones"), "met")
    counts = dict.fromkeys(
        ("credited", "counted", "given", "weeks", "done", "required", "partner_done", "partner_required"), 0
    )
    Snapshot.objects.create(chapter=chapter, member=member, monday=monday, overall=overall, **figures, **counts)


def test_each_rule_is_a_sentence_with_a_figure_and_a_next_step(chapter, member, sign_in):
    held_meetings(chapter, {member: ["absent"] * 7 + ["present"] * 17})
    leads(chapter, member, 20)
    text = sign_in(member).get(MY_STANDING).content.decode()
    assert "The group asks for 75 % of meetings over 26 weeks." in text
    assert "17 <small>of 24</small>" in text
    assert "Come to the next 3 and you are at 75 %." in text
    assert "The group asks for 2 good leads or referrals a week" in text
    assert "40 <small>of 52 in 26 weeks</small>" in text
    assert "Give 4 a week for 3 weeks and leads are met again." in text


def test_a_rule_that_is_off_is_not_shown(chapter, member, sign_in):
    client = sign_in(member)
    assert "Leads and referrals" in client.get(MY_STANDING).content.decode()
    chapter.rules.create(effective_from=date(2026, 1, 1), leads_per_week=0)
    assert "Leads and referrals" not in client.get(MY_STANDING).content.decode()


def test_the_picture_has_a_cell_a_week_as_the_meetings_were(chapter, member, sign_in):
    held_meetings(chapter, {member: ["present", "absent", "", "late", "medical"]})
    figures = {line.rule: cells for line, cells in sign_in(member).get(MY_STANDING).context["figures"]}
    kinds = [kind for kind, _words in figures["attendance"]]
    assert len(kinds) == 26
    assert kinds[-5:] == ["full", "none", "none", "full", "out"]
    assert figures["one_to_ones"] is None


def test_the_last_half_year_is_a_cell_a_monday(chapter, member, officer, sign_in):
    stood(chapter, member, date(2026, 2, 16), "behind")
    stood(chapter, member, date(2026, 2, 23), "at_risk")
    stood(chapter, member, date(2026, 3, 2), "met")
    stood(chapter, member, date(2025, 8, 4), "met")
    stood(chapter, officer, date(2026, 3, 2), "behind")
    answer = sign_in(member).get(MY_STANDING)
    history = answer.context["half_year"].cells
    assert [kind for kind, _words in history] == ["none", "part", "full"]
    assert history[0][1] == "16 Feb: behind"
    ends = '<time datetime="2026-02-16">16 Feb 2026</time><time datetime="2026-03-02">2 Mar 2026</time>'
    assert ends in answer.content.decode()


def test_the_way_to_the_conversation_about_ones_seat_is_there_from_the_first_message_until_it_is_over(
    chapter, member, officer, sign_in
):
    client, theirs = sign_in(member), sign_in(officer)
    flag = flag_seat(member=member, by=officer, at=AT, reason="A word.")
    row, path = Flag.objects.in_chapter(chapter).filter(pk=flag.pk), f"{MY_STANDING}flag/{flag.pk}/"

    def linked(who=client):
        return path in who.get(MY_STANDING).content.decode()

    assert not linked()
    row.update(told_at=AT)
    assert linked()
    row.update(answered_at=AT)
    stood(chapter, member, date(2026, 3, 2), "behind")
    stood(chapter, officer, date(2026, 3, 2), "met")
    assert linked()
    assert not linked(theirs)
    assert statements_of(client, MY_STANDING) <= MOST_STATEMENTS
    row.update(told_at=None, answer="I was ill.")
    assert linked()
    row.update(closed_at=AT, closed_by=officer)
    assert not linked()


@pytest.mark.parametrize("rule", ["attendance", "leads"])
def test_what_is_edged_in_the_picture_is_marked_in_the_rows(rule, chapter, member, sign_in):
    held_meetings(chapter, {member: ["absent", "present", "medical", "present"] + ["present"] * 22})
    leads(chapter, member, 24)
    client = sign_in(member)
    page = client.get(f"{MY_STANDING}{rule}/")
    marked = [row for row in page.context["rows"] if row.leaves]
    pictures = {line.rule: cells for line, cells in client.get(MY_STANDING).context["figures"]}
    for cells in (pictures[rule], page.context["cells"]):
        assert sum(kind.endswith(" soon") for kind, _words in cells) == len(marked) == page.context["leaving"]
    text, nothing = page.content.decode(), {"attendance": 1, "leads": 2}[rule]
    assert [row.counts for row in marked].count("no") == nothing
    assert text.count(", nothing is lost") == nothing
    assert f"{len(marked)} rows drop out of the window within four weeks; they are marked." in text


def test_where_nothing_is_asked_yet_it_says_why(chapter, member, officer, sign_in):
    client = sign_in(officer)
    for path in (
        MY_STANDING,
        f"{MY_STANDING}partner_one_to_ones/",
        f"{MY_STANDING}chapter/{member.pk}/",
        "/c/riverside/",
    ):
        text = client.get(path).content.decode()
        assert "– <small>no power partner to count yet</small>" in text
        assert "0 <small>of 0 this quarter" not in text


def test_a_newcomer_reads_of_each_rule_that_nothing_is_asked_yet(chapter, officer, sign_in):
    newcomer = factories.MemberFactory(chapter=chapter, stay__joined_on=AT.date())
    text = sign_in(newcomer).get(MY_STANDING).content.decode()
    for words in ("no meeting counts", "no whole week counts", "none asked for", "no power partner to count"):
        assert f"– <small>{words} yet</small>" in text


def test_a_figure_opens_into_exactly_the_rows_that_made_it(chapter, member, officer, sign_in):
    held_meetings(chapter, {member: ["present", "absent", "late", "medical", "substitute"]})
    leads(chapter, member, 5, each=3)
    factories.OneToOneFactory(chapter=chapter, a=member, b=officer, date=date(2026, 1, 9))
    client = sign_in(member)
    mine = standings(chapter, as_of=date(2026, 3, 4)).of(member.pk)
    attendance = client.get(f"{MY_STANDING}attendance/").context["rows"]
    assert sum(row.counts == "yes" for row in attendance) == mine.attendance.credited == 3
    assert sum(row.counts in {"yes", "no"} for row in attendance) == mine.attendance.counted == 4
    given = client.get(f"{MY_STANDING}leads/").context["rows"]
    assert sum(len(row.parts) for row in given) == mine.leads.given == 15
    pairs = client.get(f"{MY_STANDING}one_to_ones/").context["rows"]
    assert [(row.what, row.when, row.counts) for row in pairs] == [("Amara Osei", "1 of 2", "part")]
    assert "9 Jan 2026" in pairs[0].note
    assert client.get(f"{MY_STANDING}partner_one_to_ones/").context["rows"] == []


def test_rows_that_soon_drop_out_say_when(chapter, member, sign_in):
    held_meetings(chapter, {member: ["present"] * 26})
    rows = sign_in(member).get(f"{MY_STANDING}attendance/").context["rows"]
    assert [row.leaves for row in rows[-5:]] == [
        "",
        "drops out 30 Mar",
        "drops out 23 Mar",
        "drops out 16 Mar",
        "drops out 9 Mar",
    ]
    assert [row.when for row in rows[-1:]] == ["2 Sep 2025"]


def test_what_was_brought_over_without_a_day_says_so(chapter, member, sign_in):
    meeting = factories.MeetingFactory(chapter=chapter, date=date(2026, 2, 24), status="held")
    factories.MarkFactory(chapter=chapter, meeting=meeting, member=member, day_unknown=True)
    factories.SlipFactory(
        chapter=chapter, giver=member, receiver=None, kind="lead", given_at=AT.replace(month=2), day_unknown=True
    )
    client = sign_in(member)
    assert "Brought over, day not known." in client.get(f"{MY_STANDING}attendance/").content.decode()
    assert "brought over, day not known" in client.get(f"{MY_STANDING}leads/").content.decode()


@pytest.mark.parametrize("rule", ["one_to_ones", "partner_one_to_ones"])
def test_one_to_ones_that_were_brought_over_show_no_day_to_the_member_or_an_officer(
    rule, chapter, member, officer, sign_in
):
    if rule == "partner_one_to_ones":
        state = {"state": "accepted", "started_on": date(2025, 3, 4), "proposed_at": AT.replace(year=2025)}
        Partnership.objects.create(chapter=chapter, proposer=officer, partner=member, **state)
    days = (date(2026, 2, 9), date(2026, 2, 10), date(2026, 2, 11), date(2026, 2, 12))
    pair = {"chapter": chapter, "a": member, "b": officer}
    factories.OneToOneFactory(**pair, date=days[0], day_unknown=True)
    factories.OneToOneFactory(**pair, date=days[1])
    factories.OneToOneFactory(**pair, date=days[2], day_unknown=True)
    factories.OneToOneFactory(**pair, date=days[3], day_unknown=True, disputed=True)
    for client, path in (
        (sign_in(member), f"{MY_STANDING}{rule}/"),
        (sign_in(officer), f"{MY_STANDING}chapter/{member.pk}/{rule}/"),
    ):
        (row,) = client.get(path).context["rows"]
        assert row.note == "10 Feb 2026, 2 brought over, day not known; disputed: brought over, day not known"


def test_the_last_meeting_before_the_window_shows_its_day_only_where_it_is_known(chapter, member, officer, sign_in):
    client = sign_in(member)
    pair = {"chapter": chapter, "a": member, "b": officer}
    factories.OneToOneFactory(**pair, date=date(2024, 5, 6))
    assert client.get(f"{MY_STANDING}one_to_ones/").context["rows"][0].note == "last met: 6 May 2024"
    factories.OneToOneFactory(**pair, date=date(2024, 7, 8), day_unknown=True)
    (row,) = client.get(f"{MY_STANDING}one_to_ones/").context["rows"]
    assert row.note == "last met: brought over, day not known"


def test_bad_and_withdrawn_slips_are_there_and_say_why_they_do_not_count(chapter, member, officer, sign_in):
    given_at = AT.replace(month=2)
    slip = factories.SlipFactory(
        chapter=chapter, giver=member, receiver=officer, given_at=given_at, bad_at=given_at, stage="bad"
    )
    answer = sign_in(member).get(f"{MY_STANDING}leads/")
    parts = [part for row in answer.context["rows"] for part in row.parts]
    assert [(part.text, part.href) for part in parts] == [
        ("Referral to Amara Osei, 4 Feb, was no use", f"/c/riverside/slips/{slip.uuid}/")
    ]


def test_there_is_no_such_rule(member, sign_in):
    client = sign_in(member)
    assert client.get(f"{MY_STANDING}nonsense/").status_code == 404
    assert client.get(f"{MY_STANDING}leads/").status_code == 200


def test_the_pages_are_eight_statements_at_most_for_three_members_and_for_sixty(chapter, member, officer, sign_in):
    client = sign_in(officer)
    paths = [MY_STANDING, *(f"{MY_STANDING}{rule}/" for rule in RULES)]
    few = [statements_of(client, path) for path in paths]
    grow(chapter, 57)
    assert [statements_of(client, path) for path in paths] == few
    assert max(few) <= MOST_STATEMENTS


def test_the_pages_are_light(chapter, officer, sign_in):
    grow(chapter, 30)
    leads(chapter, officer, 26, each=4)
    client = sign_in(officer)
    for path in (MY_STANDING, *(f"{MY_STANDING}{rule}/" for rule in RULES)):
        assert weight_of(client, path) <= MOST_BYTES
