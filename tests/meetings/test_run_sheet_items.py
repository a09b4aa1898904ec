"""The agenda of one meeting, changed item by item before it starts; the chapter's own stays as it is."""

from datetime import timedelta

import pytest

from meetings.actions.run_sheet import prepare_sheet, press, write_items
from meetings.models import AgendaItem, RunSheet, RunSheetItem
from meetings.refusals import SheetMoved
from meetings.rhythm import meeting_on
from meetings.run_sheet import Act, Line, Pressed
from meetings.sheets import sheet_of
from meetings.states import AgendaKind
from tests.meetings.conftest import AT_SEVEN, TUESDAY

PATH = f"/c/riverside/meeting/{TUESDAY}/run-sheet/items/"
NETWORKING = Line(AgendaKind.NETWORKING, "Open networking", 5)
A_GUEST = Line(AgendaKind.EDUCATION, "A word from the library", 7, leader="Mina Roe")

pytestmark = pytest.mark.usefixtures("tuesday")


@pytest.fixture
def act(chapter, officer):
    return {"chapter": chapter, "day": TUESDAY, "by": officer, "at": AT_SEVEN}


def sheet(chapter):
    return sheet_of(chapter, meeting_on(chapter, TUESDAY))


def typed(client, **changes):
    """The page as it is, with some fields typed otherwise."""
    page = client.get(PATH)
    form = page.context["form"]
    data = {"seen": page.context["seen"], "form-INITIAL_FORMS": form.initial_form_count()}
    data["form-TOTAL_FORMS"] = form.total_form_count()
    for line in form:
        data |= {field.html_name: field.value() for field in line if field.value() not in {None, False}}  # as a browser
    return data | changes


def test_minutes_leader_order_and_what_is_left_out_are_this_meetings_alone(chapter, officer, sign_in):
    client = sign_in(officer)
    before = [line.title for line in sheet(chapter).plan.lines]
    data = typed(
        client,
        **{"form-0-minutes": 9, "form-0-ORDER": 3, "form-1-leader": "Mina Roe", "form-2-DELETE": "on"},
        **{"form-10-kind": "announcements", "form-10-title": "The summer fair", "form-10-minutes": 2},
    )
    for _tap in range(2):
        assert client.post(PATH, data).status_code == 303
    lines = sheet(chapter).plan.lines
    assert [line.title for line in lines] == [before[1], before[0], *before[3:], "The summer fair"]
    assert (lines[0].leader, lines[1].minutes) == ("Mina Roe", 9)
    assert not AgendaItem.objects.in_chapter(chapter).exists()
    assert RunSheet.objects.in_chapter(chapter).count() == 1


def test_making_it_anew_takes_the_chapters_agenda_again(act, chapter):
    before = sheet(chapter)
    write_items(**act, lines=[A_GUEST], seen=before.items_seen)
    prepare_sheet(**act)
    assert [line.title for line in sheet(chapter).plan.lines] == [line.title for line in before.plan.lines]


def test_of_two_who_change_it_the_second_looks_again(act, chapter, officer, sign_in):
    seen = sheet(chapter).items_seen
    client = sign_in(officer)
    stale = typed(client, **{"form-0-minutes": 9})
    write_items(**act, lines=[A_GUEST, NETWORKING], seen=seen)
    answer = client.post(PATH, stale)
    assert answer.status_code == 409
    assert "changed or started meanwhile" in answer.content.decode()
    write_items(**act, lines=[A_GUEST, NETWORKING], seen=seen)  # sent again after a lost reply
    assert sheet(chapter).plan.lines == (A_GUEST, NETWORKING)


def test_once_it_has_started_it_stays_as_it_is(act, chapter, officer, sign_in):
    client = sign_in(officer)
    stale = typed(client, **{"form-0-minutes": 9})
    press(**act, act=Act.START, pressed=Pressed())
    before = sheet(chapter).plan.lines
    assert client.post(PATH, stale).status_code == 303
    with pytest.raises(SheetMoved):
        write_items(**act, lines=[A_GUEST], seen=sheet(chapter).items_seen)
    assert sheet(chapter).plan.lines == before


def test_something_is_on_it_and_nothing_takes_no_time(chapter, officer, sign_in):
    client = sign_in(officer)
    nothing = typed(client, **{f"form-{number}-DELETE": "on" for number in range(10)})
    assert "Leave at least one item" in client.post(PATH, nothing).content.decode()
    for wrong in ({"form-0-minutes": 0}, {"form-0-title": "\x00"}, {"form-0-kind": "party"}, {"form-TOTAL_FORMS": "x"}):
        assert client.post(PATH, typed(client, **wrong)).status_code == 422
    assert client.post(PATH, {}).status_code == 422
    assert not RunSheetItem.objects.in_chapter(chapter).exists()


def test_a_week_later_the_chapters_agenda_holds(act, chapter):
    write_items(**act, lines=[A_GUEST], seen=sheet(chapter).items_seen)
    following = sheet_of(chapter, meeting_on(chapter, TUESDAY + timedelta(days=7)))
    assert len(following.plan.lines) == 10


@pytest.mark.parametrize("prepared", [False, True])
def test_it_takes_at_most_eight_statements(act, chapter, officer, sign_in, at_most, prepared):
    if prepared:
        prepare_sheet(**act)
    client = sign_in(officer)
    with at_most(8):
        assert client.get(PATH).status_code == 200
