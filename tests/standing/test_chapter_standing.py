from datetime import UTC, date, datetime

import pytest

from config.place import PROJECT
from standing.actions.flags import flag_seat
from standing.models import Flag
from standing.views.table import heads
from tests.factories import MemberFactory
from tests.standing.pages import AT, MOST_BYTES, MOST_STATEMENTS, grow, held_meetings, leads, statements_of, weight_of

STANDING = "/c/riverside/standing/chapter/"

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def people(chapter):
    """Zoë gives most, Åke least, both have been here for years; Mia joined last month."""
    zoe = MemberFactory(chapter=chapter, name="Zoë Hartley")
    ake = MemberFactory(chapter=chapter, name="Åke Lund")
    mia = MemberFactory(chapter=chapter, name="Mia Stone", stay__joined_on=date(2026, 2, 1))
    leads(chapter, zoe, 26)
    leads(chapter, ake, 3)
    held_meetings(chapter, {zoe: ["present"] * 8, ake: ["present"] * 7 + ["absent"]})
    return {"zoe": zoe, "ake": ake, "mia": mia}


def names(client, query=""):
    return [row.name for row in client.get(f"{STANDING}{query}").context["rows"]]


@pytest.mark.parametrize("office", ["president", "vice_president", "secretary", "committee"])
def test_those_who_look_after_members_see_it(chapter, member, office, sign_in):
    client = sign_in(MemberFactory(chapter=chapter, offices=[office]))
    for path in ("", f"{member.pk}/", f"{member.pk}/leads/"):
        assert client.get(STANDING + path).status_code == 200


@pytest.mark.parametrize("office", ["", "mentor", "treasurer", "visitor_host", "education"])
def test_nobody_else_does(chapter, member, office, sign_in):
    client = sign_in(MemberFactory(chapter=chapter, offices=[office] if office else []))
    for path in ("", f"{member.pk}/", f"{member.pk}/leads/"):
        assert client.get(STANDING + path).status_code == 403


def test_to_another_chapter_or_a_network_it_is_not_there(officer, stranger, network_admin, sign_in):
    assert sign_in(officer).get(STANDING).status_code == 200
    assert sign_in(stranger).get(STANDING).status_code == 404
    assert sign_in(network_admin).get(STANDING).status_code == 404


def test_people_come_by_name_and_nobody_is_first_for_what_they_did(officer, people, sign_in):
    assert names(sign_in(officer)) == ["Amara Osei", "Mia Stone", "Zoë Hartley", "Åke Lund"]


def test_it_sorts_by_a_rule_or_overall_either_way(officer, people, sign_in):
    client = sign_in(officer)
    assert names(client, "?sort=leads") == ["Amara Osei", "Mia Stone", "Åke Lund", "Zoë Hartley"]
    assert names(client, "?sort=-leads") == ["Zoë Hartley", "Åke Lund", "Mia Stone", "Amara Osei"]
    assert names(client, "?sort=overall")[-1] == "Mia Stone"
    assert names(client, "?sort=nonsense") == names(client)


@pytest.mark.parametrize("column", ["overall", "attendance", "leads", "one_to_ones", "partner_one_to_ones"])
def test_each_column_sorts_within_the_filter_and_says_so(column, officer, people, sign_in):
    client = sign_in(officer)

    def head(query):
        page = client.get(f"{STANDING}{query}")
        number = list(heads()).index(column)
        return page.context["heads"][number], page.content.decode().split('<th scope="col"')[number + 1]

    before, html = head("?status=met&rule=attendance")
    assert before["href"] == f"{STANDING}?status=met&rule=attendance&sort={column}"
    assert not html.startswith(" aria-sort")
    up, html = head(before["href"].removeprefix(STANDING))
    assert html.startswith(' aria-sort="ascending"')
    assert up["href"] == f"{STANDING}?status=met&rule=attendance&sort=-{column}"
    assert head(up["href"].removeprefix(STANDING))[1].startswith(' aria-sort="descending"')
    assert len(names(client, up["href"].removeprefix(STANDING))) == 2


def test_flags_and_why_they_were_raised_are_not_printed(officer, people, sign_in):
    flag_seat(member=people["zoe"], by=officer, at=AT, reason="A word, please.")
    text = sign_in(officer).get(STANDING).content.decode()
    section = text[: text.index("A word, please.")].rpartition("<section")[2]
    assert section.startswith(' class="stack tight off-paper"')
    printed = (PROJECT / "static/css/site.css").read_text().partition("@media print")[2]
    hidden = next(rule for rule in printed.split("}") if "display: none" in rule)
    assert {".off-paper", ".standing .tag"} <= {one.strip() for one in hidden.rpartition("{")[0].split(",")}


def test_it_filters_by_standing_and_counts_them_all(officer, people, sign_in):
    client = sign_in(officer)
    assert names(client, "?status=settling_in") == ["Mia Stone"]
    counts = {chip.label: chip.count for chip in client.get(STANDING).context["filters"]}
    assert counts == {"All": 4, "Behind": 3, "At risk": 0, "Settling in": 1, "Met": 0}
    empty = client.get(f"{STANDING}?status=met")
    assert empty.context["rows"] == []
    assert "Nobody stands like this today." in empty.content.decode()


def test_it_filters_by_one_rule_and_counts_how_everybody_stands_in_it(chapter, officer, people, sign_in):
    client = sign_in(officer)
    assert names(client, "?rule=leads&status=met") == ["Zoë Hartley"]
    assert names(client, "?rule=attendance&status=met") == ["Zoë Hartley", "Åke Lund"]
    context = client.get(f"{STANDING}?rule=leads&status=met").context
    assert {chip.label: chip.count for chip in context["filters"]} == {
        "All": 4, "Behind": 3, "At risk": 0, "Met": 1,
    }  # fmt: skip
    assert [chip.label for chip in context["rules"] if chip.here] == ["Leads and referrals"]
    chapter.rules.create(effective_from=date(2026, 1, 1), leads_per_week=0)
    assert names(client, "?rule=leads&status=met") == []
    assert len(names(client, "?rule=leads&status=off")) == 4


def test_another_rule_keeps_the_status_where_it_has_one(officer, people, sign_in):
    client = sign_in(officer)
    hrefs = {chip.label: chip.href for chip in client.get(f"{STANDING}?rule=leads&status=not_yet").context["rules"]}
    assert hrefs["Overall"] == STANDING
    assert hrefs["Meetings"] == f"{STANDING}?status=not_yet&rule=attendance"
    assert names(client, "?rule=nonsense&status=settling_in") == ["Mia Stone"]
    assert len(names(client, "?rule=leads&status=settling_in")) == 4


def test_filter_and_order_stay_while_a_member_is_open(officer, people, sign_in):
    client = sign_in(officer)
    zoe = people["zoe"]
    row = next(row for row in client.get(f"{STANDING}?status=behind&sort=leads").context["rows"] if row.pk == zoe.pk)
    assert row.href == f"{STANDING}{zoe.pk}/?status=behind&sort=leads"
    opened = client.get(row.href)
    assert [row.name for row in opened.context["rows"]] == ["Amara Osei", "Åke Lund", "Zoë Hartley"]
    assert opened.context["back"] == f"{STANDING}?status=behind&sort=leads"


def test_each_row_has_the_four_figures_in_words(officer, people, sign_in):
    rows = {row.pk: row for row in sign_in(officer).get(STANDING).context["rows"]}
    attendance, given, one_to_ones, partners = rows[people["ake"].pk].figures
    assert (attendance.says, attendance.word) == ("7 of 8", "met")
    assert (given.says, given.word) == ("6 of 52", "behind")
    assert (one_to_ones.says, one_to_ones.word) == ("0 of 4", "behind")
    assert (partners.says, partners.word) == ("–", "not yet")


def test_an_open_member_shows_what_they_read_themselves(officer, people, sign_in):
    ake = people["ake"]
    text = sign_in(officer).get(f"{STANDING}{ake.pk}/").content.decode()
    assert "Åke Lund reads:" in text
    assert f'href="{STANDING}{ake.pk}/leads/"' in text


def test_evidence_for_officers_has_people_and_days_but_opens_no_slip(chapter, officer, people, sign_in):
    answer = sign_in(officer).get(f"{STANDING}{people['ake'].pk}/leads/")
    parts = [part for row in answer.context["rows"] for part in row.parts]
    assert len(parts) == 6
    assert {part.href for part in parts} == {""}


def test_somebody_who_left_has_no_standing(chapter, officer, sign_in):
    gone = MemberFactory(chapter=chapter, stay__left_on=date(2026, 2, 1))
    here = MemberFactory(chapter=chapter)
    client = sign_in(officer)
    for path in ("", "leads/"):
        assert client.get(f"{STANDING}{gone.pk}/{path}").status_code == 404
        assert client.get(f"{STANDING}{here.pk}/{path}").status_code == 200


def test_open_flags_are_on_top_and_a_broken_run_is_shown(chapter, officer, people, sign_in):
    flag_seat(member=people["zoe"], by=officer, at=AT, reason="A word, please.")
    closed = flag_seat(member=people["mia"], by=officer, at=AT, reason="Old.")
    Flag.objects.in_chapter(chapter).filter(pk=closed.pk).update(closed_at=AT, closed_by=officer)
    client = sign_in(officer)
    answer = client.get(STANDING)
    assert [flag.name for flag in answer.context["flags"]] == ["Zoë Hartley"]
    assert {row.name for row in answer.context["rows"] if row.flag} == {"Zoë Hartley"}
    assert "a correction broke the run" not in answer.content.decode()
    Flag.objects.in_chapter(chapter).update(run_broken=True)
    assert "a correction broke the run" in client.get(STANDING).content.decode()


def test_a_flag_is_dated_by_the_chapters_own_day(chapter, officer, people, sign_in):
    """Late in the evening in Riverside, summer time, is the day after for nobody there."""
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    flag_seat(member=people["zoe"], by=officer, at=late, reason="A word, please.")
    Flag.objects.in_chapter(chapter).update(opened_by=None, reason="")
    assert "2 Jul" in sign_in(officer).get(STANDING).content.decode()


def test_an_officer_reads_of_their_own_flag_once_something_was_said_to_them(chapter, officer, secretary, sign_in):
    flag = flag_seat(member=secretary, by=officer, at=AT, reason="A word, please.")
    client = sign_in(secretary)
    assert client.get(STANDING).context["flags"] == []
    assert [one.pk for one in sign_in(officer).get(STANDING).context["flags"]] == [flag.pk]
    Flag.objects.in_chapter(chapter).update(told_at=AT)
    assert [one.pk for one in client.get(STANDING).context["flags"]] == [flag.pk]


def test_it_is_eight_statements_for_three_members_and_for_sixty(chapter, member, officer, sign_in):
    client = sign_in(officer)
    paths = [STANDING, f"{STANDING}{member.pk}/", f"{STANDING}{member.pk}/leads/"]
    few = [statements_of(client, path) for path in paths]
    for one in grow(chapter, 57)[:5]:
        flag_seat(member=one, by=officer, at=AT, reason="A word.")
    assert [statements_of(client, path) for path in paths] == few
    assert max(few) <= MOST_STATEMENTS


def test_it_is_light(chapter, member, officer, sign_in):
    grow(chapter, 30)
    client = sign_in(officer)
    assert weight_of(client, STANDING) <= MOST_BYTES
    assert weight_of(client, f"{STANDING}{member.pk}/") <= MOST_BYTES
