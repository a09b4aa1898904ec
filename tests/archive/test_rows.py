"""What the form lets through can be stored."""

import pytest

from archive.cells import LONGEST_ADDRESS, LONGEST_CATEGORY, Choice, Choices, Text
from archive.rows import (
    ChapterRow,
    LeaveRow,
    MarkRow,
    MeetingRow,
    ProgressRow,
    RecessRow,
    SeatRow,
    SlipRow,
    StayRow,
    VisitRow,
)
from chapters.models import Category, Chapter, Recess, Seat
from meetings.models import Mark, Meeting, Visit
from members.models import Leave, Member, Office
from referrals.models import Progress, Slip

SAME_NAMES = [(ChapterRow, Chapter), (RecessRow, Recess), (LeaveRow, Leave), (MarkRow, Mark), (SlipRow, Slip)]
WORDS = [
    (SeatRow, "status", Seat, "status"),
    (MeetingRow, "status", Meeting, "status"),
    (MarkRow, "mark", Mark, "mark"),
    (SlipRow, "kind", Slip, "kind"),
    (SlipRow, "use_name", Slip, "use_name"),
    (ProgressRow, "status", Progress, "stage"),
    (VisitRow, "outcome", Visit, "outcome"),
]


def kind_of(row_type, attribute):
    return next(part.kind for part in row_type.columns() if part.attribute == attribute)


@pytest.mark.parametrize(("row_type", "model"), [*SAME_NAMES, (StayRow, Member), (VisitRow, Visit)])
def test_text_is_as_long_as_its_field_holds(row_type, model) -> None:
    fields = {field.name: field for field in model._meta.concrete_fields}
    for part in row_type.columns():
        if isinstance(part.kind, Text) and part.attribute in fields:
            assert part.kind.longest == fields[part.attribute].max_length, part.name


def test_addresses_and_categories_fit_too() -> None:
    assert Member._meta.get_field("email").max_length == LONGEST_ADDRESS
    assert Category._meta.get_field("name").max_length == Category._meta.get_field("key").max_length == LONGEST_CATEGORY


@pytest.mark.parametrize(("row_type", "attribute", "model", "field"), WORDS)
def test_words_are_those_of_the_model(row_type, attribute, model, field) -> None:
    kind = kind_of(row_type, attribute)
    assert isinstance(kind, Choice)
    assert set(kind.words) == {value for value, _label in model._meta.get_field(field).choices}


def test_roles_are_the_offices_save_the_committee_in_their_order() -> None:
    kind = kind_of(StayRow, "roles")
    assert isinstance(kind, Choices)
    offices = [value for value, _label in Office._meta.get_field("office").choices]
    assert list(kind.words) == [office for office in offices if office != "committee"]
