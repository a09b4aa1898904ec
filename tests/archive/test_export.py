"""Export: lists without what is private, and the archive after signing in again."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from openpyxl import load_workbook

from archive.models import TakenOut
from archive.notices import ArchiveTakenOut
from archive.sheets import read_sheet
from members.models import Member
from notices.models import Notice
from tests import factories

PAGE = "/c/riverside/export/"
PASSWORD = "correct horse battery"


@pytest.fixture
def record(chapter, officer, member):
    """A slip and thanks with everything that is private about them."""
    slip = factories.SlipFactory(
        chapter=chapter, giver=officer, receiver=member, prospect="Cy Prospect", prospect_phone="+44 123", need="a tap"
    )
    factories.ThankYouFactory(chapter=chapter, giver=member, receiver=officer, slip=slip, amount=98765, text="=Thanks")
    factories.OneToOneFactory(chapter=chapter, a=member, b=officer, topics="what nobody else reads")


@pytest.fixture
def signed_in_again(officer, sign_in):
    """The president, who has just typed their password once more."""
    officer.user.set_password(PASSWORD)
    officer.user.save()
    client = sign_in(officer)
    answer = client.get(f"{PAGE}archive/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    again = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert again.headers["Location"].startswith(f"{PAGE}archive/")
    return client


def rows_of(client, name: str) -> list[list[str]]:
    answer = client.get(f"{PAGE}lists/?list={name}")
    assert answer.status_code == 200
    assert f"-{name}.csv" in answer.headers["Content-Disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_every_list_is_there_as_csv_and_together_as_a_workbook(record, officer, sign_in) -> None:
    client = sign_in(officer)
    names = ("members", "attendance", "slips", "thanks", "one-to-ones", "visitors")
    counts = {name: len(rows_of(client, name)) - 1 for name in names}
    assert counts == {"members": 2, "attendance": 0, "slips": 1, "thanks": 1, "one-to-ones": 1, "visitors": 0}
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}lists/").content))
    assert [sheet.max_row - 1 for sheet in book.worksheets] == list(counts.values())


def test_no_list_holds_amounts_prospects_or_what_two_keep_to_themselves(record, officer, sign_in) -> None:
    client = sign_in(officer)
    csvs = [client.get(f"{PAGE}lists/?list={name}").content.decode() for name in ("slips", "thanks", "one-to-ones")]
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}lists/").content))
    cells = [str(cell) for sheet in book.worksheets for row in sheet.values for cell in row]
    for secret in ("98765", "Cy Prospect", "+44 123", "a tap", "what nobody else reads"):
        assert not any(secret in text for text in [*csvs, *cells])


@pytest.mark.parametrize("company", ['=HYPERLINK("http://x","y")', "+1", "-2", "@sum", "\tx", "\rx"])
def test_a_cell_that_would_be_run_opens_as_text_and_comes_back_as_it_was(company, chapter, officer, sign_in) -> None:
    """F58."""
    Member.objects.in_chapter(chapter).update(company=company)
    client = sign_in(officer)
    assert rows_of(client, "members")[1][2] == f"'{company}"
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}lists/").content))
    cell = book.worksheets[0].cell(2, 3)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")
    back = read_sheet(client.get(f"{PAGE}lists/?list=members").content)
    assert back[1][2] == company


def test_the_archive_asks_to_sign_in_again(officer, sign_in) -> None:
    client = sign_in(officer)
    for answer in (client.get(f"{PAGE}archive/"), client.post(f"{PAGE}archive/")):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
    assert not Notice.objects.in_chapter(officer.chapter).exists()


def test_the_archive_is_whole_stands_in_the_trail_and_members_are_told(
    record, signed_in_again, chapter, member
) -> None:
    assert "every member is told by mail" in signed_in_again.get(f"{PAGE}archive/").content.decode()
    answer = signed_in_again.post(f"{PAGE}archive/")
    assert answer.headers["Content-Type"] == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(answer.content))
    assert len(packed.namelist()) == 14
    assert "98765.00" in packed.read("thanks.csv").decode()
    assert "Cy Prospect,+44 123" in packed.read("slips.csv").decode()
    taken = TakenOut.objects.in_chapter(chapter).get()
    (trail,) = apps.get_model("archive", "TakenOutEvent").objects.in_chapter(chapter)
    assert (trail.pgh_label, trail.by_id, trail.at) == ("insert", taken.by_id, taken.at)
    notices = Notice.objects.in_chapter(chapter).filter(kind="archive_taken_out", subject=taken.pk)
    assert set(notices.values_list("email", flat=True)) == {"amara@riverside.example", member.email}
    mail = ArchiveTakenOut().render(notices.first())
    assert mail.subject == "Amara Osei downloaded the archive of Riverside"
    assert "amounts in thanks" in mail.text
    assert "Amara Osei" in signed_in_again.get(PAGE).content.decode()


def test_everybody_who_is_a_member_is_told_with_or_without_an_account(signed_in_again, chapter, officer) -> None:
    factories.MemberFactory(chapter=chapter, user=None, email="new@riverside.example")
    signed_in_again.post(f"{PAGE}archive/")
    told = Notice.objects.in_chapter(chapter).filter(kind="archive_taken_out").values_list("email", "user_id")
    assert set(told) == {("new@riverside.example", None), (officer.email, officer.user_id)}


def test_the_lists_say_what_was_brought_over_without_a_day(chapter, officer, member, sign_in) -> None:
    for over in (True, False):
        meeting = factories.MeetingFactory(chapter=chapter, date=date(2026, 2, 3 if over else 10), status="held")
        factories.MarkFactory(chapter=chapter, meeting=meeting, member=member, day_unknown=over)
        given_at = datetime(2026, 2, 4 if over else 11, 9, tzinfo=UTC)
        factories.SlipFactory(chapter=chapter, giver=member, receiver=officer, given_at=given_at, day_unknown=over)
        factories.ThankYouFactory(chapter=chapter, giver=member, receiver=officer, at=given_at, day_unknown=over)
        met = factories.OneToOneFactory(chapter=chapter, a=member, b=officer, date=meeting.date, day_unknown=over)
    client = sign_in(officer)
    for name in ("attendance", "slips", "thanks", "one-to-ones"):
        columns, *lines = rows_of(client, name)
        assert columns[-1] == "Note"
        assert [line[-1] for line in lines] == ["brought over, day not known", ""], name
    type(met).objects.in_chapter(chapter).update(disputed=True)
    notes = [line[-1] for line in rows_of(client, "one-to-ones")[1:]]
    assert notes == ["disputed, brought over, day not known", "disputed"]


def test_the_page_says_what_is_left_out(officer, sign_in) -> None:
    assert "accounts and passwords" in sign_in(officer).get(PAGE).content.decode()


def test_a_secretary_takes_lists_and_not_the_archive(chapter, sign_in) -> None:
    client = sign_in(factories.MemberFactory(chapter=chapter, offices=["secretary"]))
    assert "Take the archive out" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}lists/?list=members").status_code == 200
    assert client.post(f"{PAGE}archive/").status_code == 403


def test_a_list_that_is_not_there_is_not_found(officer, sign_in) -> None:
    assert sign_in(officer).get(f"{PAGE}lists/?list=nothing").status_code == 404


def test_a_seat_that_filled_since_is_held_and_thanks_without_a_giver_are_said_to_be_left_out(
    chapter, member, capsys, tmp_path
):
    seat = member.stays.get().seat
    type(seat).objects.in_chapter(chapter).update(status="open")
    factories.ThankYouFactory(chapter=chapter, giver=None, receiver=member)
    call_command("export_chapter", "riverside", str(tmp_path))
    assert f"{seat.category.name},1,held\n" in (tmp_path / "seats.csv").read_text()
    assert (tmp_path / "thanks.csv").read_text().count("\n") == 1
    assert "riverside: 1 thanks are left out" in capsys.readouterr().out
