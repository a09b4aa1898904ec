"""Details that were removed stay removed, whatever a file says (spec/archive.md, "Checks"; F55, F56)."""

import pytest

from chapters.clock import now
from chapters.models import Chapter
from chapters.scope import chapter_scope
from referrals.actions.prospects import object_to, remove_old_details
from referrals.models import Slip
from tests.archive.small import S1, altered, with_row
from tests.archive.test_import_chapter import bring, refused, taken_out  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
PHONE = "+44 7700 900123"
KEPT = altered("slips.csv", ",Cy,+44 1,,tap,", f",Cy,{PHONE},,tap,")
NEW = "44444444-4444-4444-8444-444444444444"


@pytest.fixture
def mill(bring):  # noqa: F811
    """A chapter as its archive says, in scope."""
    bring(KEPT)
    found = Chapter.objects.get(slug="mill")
    with chapter_scope(found.pk):
        yield found


def slip(chapter, uuid=S1):
    return Slip.objects.in_chapter(chapter).get(uuid=uuid)


def test_what_was_removed_for_its_age_equals_whatever_a_file_says(mill, bring, taken_out):  # noqa: F811
    remove_old_details(chapter=mill, at=now().replace(year=now().year + 3))
    removed = taken_out()
    said = bring(KEPT)
    assert "nothing changed" in said
    assert "2 rows hold details of prospects that were removed here; they stay removed." in said
    bring(altered("slips.csv", ",Cy,", ",Somebody else,", KEPT), "--update")
    assert taken_out() == removed
    assert (slip(mill).prospect, slip(mill).prospect_phone, slip(mill).need) == ("", "", "tap")
    bring(altered("slips.csv", ",tap,", ",a new tap,", KEPT), "--update")
    assert (slip(mill).prospect, slip(mill).need) == ("", "a new tap")
    assert slip(mill).details_gone_at is not None
    assert "nothing changed; all" in bring(taken_out())


def test_what_a_prospect_objected_to_is_never_refilled(mill, bring, taken_out):  # noqa: F811
    object_to(chapter=mill, slip=slip(mill), at=now())
    removed = taken_out()
    assert "Cy" not in removed["slips.csv"]
    assert PHONE not in removed["slips.csv"]
    assert "nothing changed" in bring(KEPT)
    bring(altered("slips.csv", ",tap,", ",a new tap,", KEPT), "--update")
    assert taken_out() == removed


def test_an_objection_meets_new_rows_of_a_file_too(mill, bring):  # noqa: F811
    object_to(chapter=mill, slip=slip(mill), at=now())
    row = f"{NEW},referral,2026-11-12T07:30:00Z,ada@mill.example,bo@mill.example,Cy,07700 900123,,sink,3,no,yes,,,,"
    files = with_row("slips.csv", row, KEPT)
    assert "they stay removed" in bring(files)
    brought = slip(mill, NEW)
    assert (brought.prospect, brought.prospect_phone, brought.need, brought.objected) == ("", "", "", True)
    assert brought.warmth == 3
    assert "nothing changed" in bring(files)


def test_a_leads_way_to_reach_somebody_is_a_fault(mill, refused):  # noqa: F811
    """F55: by the archive."""
    row = f"{NEW},lead,2026-11-12T07:30:00Z,ada@mill.example,,Cy,{PHONE},,sink,,,,,,,"
    (fault,) = refused(with_row("slips.csv", row, KEPT))
    assert "the prospect was not asked" in fault
