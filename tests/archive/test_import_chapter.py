"""`import_chapter`, against a database."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from chapters.models import Category, Chapter, Network, Seat
from chapters.scope import chapter_scope
from meetings.models import Mark, OneToOne
from members.models import Member, Office, Partnership, Stay
from referrals.models import Progress, Slip
from tests.archive.small import S1, S2, S3, SMALL, altered, with_row

pytestmark = pytest.mark.django_db
RIVERSIDE = Path(__file__).parent.parent.parent / "demo" / "riverside"


@pytest.fixture
def bring(tmp_path, capsys):
    """Import an archive; what it printed to standard output."""

    def run(files: Mapping[str, str], *options: str) -> str:
        folder = tmp_path / "archive"
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, text in files.items():
            (folder / name).write_bytes(text.encode())
        call_command("import_chapter", str(folder), *options)
        return capsys.readouterr().out

    return run


@pytest.fixture
def refused(bring, capsys):
    """Import an archive that is refused; the lines printed to standard error."""

    def run(files: Mapping[str, str], *options: str) -> list[str]:
        with pytest.raises(SystemExit) as ended:
            bring(files, *options)
        assert ended.value.code == 1
        return capsys.readouterr().err.splitlines()

    return run


@pytest.fixture
def taken_out(tmp_path):
    """A chapter's archive, file by file."""

    def run(slug: str = "mill") -> dict[str, str]:
        folder = tmp_path / "out"
        call_command("export_chapter", slug, str(folder), verbosity=0)
        return {path.name: path.read_bytes().decode() for path in folder.iterdir()}

    return run


@pytest.fixture
def mill():
    """Look into the chapter that was imported."""

    def rows(model):
        chapter = Chapter.objects.get(slug="mill")
        with chapter_scope(chapter.pk):
            return list(model.objects.in_chapter(chapter).order_by("pk"))

    return rows


def test_riverside_comes_in_goes_out_the_same_and_comes_in_again_without_a_change(capsys, tmp_path) -> None:
    call_command("import_chapter", str(RIVERSIDE))
    call_command("export_chapter", "riverside", str(tmp_path))
    for path in RIVERSIDE.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()
    capsys.readouterr()
    call_command("import_chapter", str(RIVERSIDE))
    assert capsys.readouterr().out == "riverside: nothing changed; all 13087 rows are stored already.\n"


def test_everything_an_archive_can_say_goes_out_as_it_came_in(bring, taken_out) -> None:
    files = {
        **SMALL,
        "chapter.csv": SMALL["chapter.csv"].replace(
            "90,,,", '90,"The ""Mill"", upstairs",https://x.example/?a=1,2024-01-01'
        ),
        "rules.csv": "effective_from,leads_per_week,max_substitutes\n2024-01-01,0,0\n2025-01-01,,\n",
        "recesses.csv": 'from,to,reason\n2026-12-24,2026-12-31,"Noël, ""off"""\n2026-12-24,2027-01-02,\n',
        "seats.csv": "category,place,status\nBaker,2,reserved\nBaker,10,closed\nPlumber,1,reserved\n",
        "leaves.csv": (
            "email,from,to,reason,approved\nada@mill.example,,2025-02-01,,\nbo@mill.example,2026-06-01,,x,no\n"
        ),
    }
    members = [
        SMALL["members.csv"].splitlines()[0],
        "ada@mill.example,2025-01-06,,Ada, Mill Ltd ,+44,Baker,1,president;mentor,",
        "bo@mill.example,2024-01-08,2025-01-06,Bo Old,Old Ltd,,Plumber,1,treasurer,ada@mill.example",
        "bo@mill.example,2026-01-05,2026-09-01,Bo,,,Plumber,1,,ada@mill.example",
        "bo@mill.example,2027-01-05,,Bo New,,,Plumber,1,secretary,",
    ]
    files["members.csv"] = "\n".join(members) + "\n"
    files = with_row("one_to_ones.csv", "2026-11-12,ada@mill.example,bo@mill.example,3,more,yes", files)
    files = with_row("visitors.csv", '2026-11-10,"Wu\nX",wu@x.example,,,', files)
    files = with_row("partnerships.csv", "ada@mill.example,bo@mill.example,2025-03-02,2025-03-02", files)
    files = with_row("progress.csv", f'{S1},2026-11-11T08:00:00Z,meeting,"a\r\nb"', files)
    bring(files)
    first = taken_out()
    assert first["members.csv"] == files["members.csv"]
    assert first["seats.csv"].splitlines()[1:] == [
        "Baker,1,held",
        "Baker,2,reserved",
        "Baker,10,closed",
        "Plumber,1,reserved",
    ]
    assert first["rules.csv"].splitlines()[1:] == ["2024-01-01,,,,0,0,,,,,,", "2025-01-01,,,,,,,,,,,"]
    for name in ("leaves.csv", "recesses.csv", "visitors.csv", "one_to_ones.csv", "chapter.csv", "slips.csv"):
        assert sorted(first[name].splitlines()) == sorted(files[name].splitlines())
    assert "nothing changed" in bring(files)
    assert "nothing changed" in bring(first)
    Chapter.objects.filter(slug="mill").update(slug="old-mill")
    bring(first)
    assert taken_out() == first


@pytest.mark.parametrize("declared", ["contacted", "meeting"])
def test_two_reports_in_one_second_keep_the_status_that_was_declared(declared, bring, taken_out) -> None:
    files = altered("slips.csv", "yes,contacted", f"yes,{declared}")
    bring(with_row("progress.csv", f"{S1},2026-11-11T08:00:00Z,meeting,", files))
    assert f",yes,{declared},,," in taken_out()["slips.csv"]


def test_an_archive_with_faults_lists_them_all_and_stores_nothing(refused) -> None:
    files = altered("chapter.csv", "Europe/London", "London")
    files = altered("thanks.csv", "120.50", "-5", files)
    files["notes.txt"] = ""
    assert [line.partition(": ")[0] for line in refused(files)] == ["chapter.csv:2", "thanks.csv:2", "notes.txt"]
    assert not Chapter.objects.exists()
    assert not Network.objects.exists()


def test_a_path_that_is_no_archive_is_a_sentence(tmp_path) -> None:
    with pytest.raises(CommandError, match="is not there"):
        call_command("import_chapter", str(tmp_path / "nothing"))


def test_a_contradiction_is_a_fault_and_stores_nothing(bring, refused, taken_out) -> None:
    bring(SMALL)
    before = taken_out()
    files = with_row(
        "meetings.csv", "2026-12-01,scheduled,", altered("meetings.csv", "2026-11-17,held,", "2026-11-17,held,late")
    )
    (line,) = refused(files)
    assert line.startswith("meetings.csv:3: note is “late”, stored is empty; ")
    assert taken_out() == before


def test_new_rows_are_added_and_nothing_is_taken_away(bring, taken_out) -> None:
    bring(SMALL)
    partial = {
        "chapter.csv": SMALL["chapter.csv"],
        "members.csv": SMALL["members.csv"],
        "attendance.csv": "date,email,mark\n2026-11-17,bo@mill.example,substitute\n",
        "progress.csv": f"slip,at,status\n{S1},2026-11-15T08:00:00Z,won\n",
    }
    assert "mill: 2 rows new, 0 replaced, 4 the same." in bring(partial)
    after = taken_out()
    assert after["attendance.csv"].count("\n") == 3
    assert f"{S1},referral" in after["slips.csv"]
    assert ",yes,won,,," in after["slips.csv"]


def test_an_update_replaces_what_a_row_says(bring, taken_out) -> None:
    bring(SMALL)
    files = altered("chapter.csv", "Mill Lane", "Millers")
    files = altered("meetings.csv", "2026-11-17,held,", "2026-11-17,cancelled,flood", files)
    files = altered("attendance.csv", "present,", "substitute,Flo", files)
    files = altered("seats.csv", "Roofer,1,open", "Roofer,1,closed", files)
    files = altered("thanks.csv", f"{S1},120.50,Thank you", ",99.00,", files)
    files = altered("one_to_ones.csv", "bread,no", "bread,yes", files)
    files = altered("partnerships.csv", "2026-03-02,", "2026-03-02,2026-10-01", files)
    files = altered("visitors.csv", "Florist,ada@mill.example,came", "Florist,,joined", files)
    assert "mill: 0 rows new, 8 replaced" in bring(files, "--update")
    after = taken_out()
    for name in set(files) - {"slips.csv"}:
        assert sorted(after[name].splitlines()) == sorted(files[name].splitlines())
    assert "nothing changed" in bring(files, "--update")


def test_an_update_with_an_empty_cell_empties_the_stored_one(bring, taken_out) -> None:
    bring(SMALL)
    files = altered("slips.csv", "Cy,+44 1,,tap,3,no,yes,contacted", ",,,,,,,")
    bring(files, "--update")
    assert (
        f"{S1},referral,2026-11-10T07:30:00Z,ada@mill.example,bo@mill.example,,,,,,,,contacted,,,"
        in taken_out()["slips.csv"]
    )


def test_an_update_that_says_a_slip_is_not_bad_any_more(bring, taken_out, mill) -> None:
    bring(SMALL)
    files = altered("slips.csv", "bad,,2026-11-12T09:00:00Z,No", ",,,")
    files = altered("progress.csv", f"{S3},2026-11-12T09:00:00Z,bad,\n", "", files)
    bring(files, "--update")
    after = taken_out()
    assert "bad" not in after["progress.csv"]
    assert ",passed,,,\n" in after["slips.csv"].split(S3)[1]
    assert [slip.stage for slip in mill(Slip)] == ["contacted", "passed", "passed"]


def test_a_slip_is_bad_on_both_sides_whichever_the_archive_tells(bring, taken_out, mill) -> None:
    files = altered("slips.csv", "bad,,2026-11-12T09:00:00Z,No", ",,,No")
    files = altered("slips.csv", "passed,,,", "bad,,2026-11-12T09:00:00Z,", files)
    bring(files)
    after = taken_out()
    assert after["slips.csv"].count("bad,,2026-11-12T09:00:00Z") == 2
    assert after["progress.csv"].count("2026-11-12T09:00:00Z,bad,") == 2
    assert [slip.stage for slip in mill(Slip)] == ["contacted", "bad", "bad"]
    assert len([row for row in mill(Progress) if row.stage == "bad"]) == 2


def test_a_progress_row_alone_marks_a_stored_slip_bad(bring, taken_out) -> None:
    bring(SMALL)
    partial = {name: SMALL[name] for name in ("chapter.csv", "members.csv")}
    bring({**partial, "progress.csv": f"slip,at,status\n{S2},2026-11-15T08:00:00Z,bad\n"})
    assert ",bad,,2026-11-15T08:00:00Z," in taken_out()["slips.csv"]


def test_people_are_as_their_latest_stay_says_and_past_stays_keep_what_they_said(bring, mill) -> None:
    bring(altered("members.csv", "2024-01-08,2025-01-06,Bo,,", "2024-01-08,2025-01-06,Bob,Bob Ltd,"))
    assert [(person.name, person.company) for person in mill(Member)] == [("Ada", ""), ("Bo", "")]
    assert [(stay.name_then, stay.company_then) for stay in mill(Stay)][1:] == [("Bob", "Bob Ltd"), (None, None)]


def test_a_role_makes_a_term_of_the_stay(bring, mill) -> None:
    bring(altered("members.csv", "Bo,,,Plumber,1,,ada", "Bo,,,Plumber,1,education,ada"))
    terms = [(term.office, term.from_day, term.to_day) for term in mill(Office)]
    assert terms == [
        ("president", date(2025, 1, 6), None),
        ("mentor", date(2025, 1, 6), None),
        ("education", date(2024, 1, 8), date(2025, 1, 6)),
    ]


def test_an_update_ends_roles_takes_up_new_ones_and_ends_them_with_the_stay(bring, mill, taken_out) -> None:
    bring(SMALL)
    files = altered("members.csv", "president;mentor", "mentor;secretary")
    bring(files, "--update")
    assert taken_out()["members.csv"] == altered("members.csv", "president;mentor", "secretary;mentor")["members.csv"]
    files = altered("members.csv", "2025-01-06,,Ada", "2025-01-06,2026-11-01,Ada", files)
    bring(altered("seats.csv", "Baker,1,held", "Baker,1,open", files), "--update")
    ends = {term.office: term.to_day for term in mill(Office)}
    assert (ends["mentor"], ends["secretary"]) == (date(2026, 11, 1), date(2026, 11, 1))
    assert ends["president"] is not None


def test_a_place_that_only_members_name_is_held_and_an_open_one_that_fills_is_too(bring, mill) -> None:
    bring(altered("seats.csv", "Baker,1,held\n", ""))
    assert [(seat.place, seat.status) for seat in mill(Seat)] == [(1, "held"), (1, "open"), (1, "held")]
    partial = {name: SMALL[name] for name in ("chapter.csv", "members.csv")}
    bring(with_row("members.csv", "cy@mill.example,2026-02-02,,Cy,,,ROOFER,,,", partial))
    assert {seat.status for seat in mill(Seat)} == {"held"}
    assert [category.name for category in mill(Category)] == ["Plumber", "Roofer", "Baker"]


def test_two_members_change_seats_in_one_update(bring, taken_out) -> None:
    bring(SMALL)
    files = altered("members.csv", "Ada,,,Baker", "Ada,,,Plumber")
    files = altered("members.csv", "2024-01-08,2025-01-06,Bo,,,Plumber", "2024-01-08,2025-01-06,Bo,,,Baker", files)
    files = altered("members.csv", "2026-01-05,,Bo,,,Plumber", "2026-01-05,,Bo,,,Baker", files)
    bring(files, "--update")
    assert taken_out()["members.csv"] == files["members.csv"]


def test_pairs_are_stored_once_whatever_their_order(bring, mill) -> None:
    files = altered("one_to_ones.csv", "ada@mill.example,bo@mill.example", "bo@mill.example,ada@mill.example")
    bring(files)
    assert "nothing changed" in bring(SMALL)
    assert len(mill(OneToOne)) == 1
    assert [row.state for row in mill(Partnership)] == ["accepted"]


def test_an_import_makes_no_accounts(bring, mill) -> None:
    bring(SMALL)
    assert not User.objects.exists()
    assert all(person.user_id is None for person in mill(Member))
    assert len(mill(Mark)) == 1


def test_the_network_is_the_one_named_else_the_only_one_else_independent(bring) -> None:
    bring(SMALL)
    assert Chapter.objects.get(slug="mill").network.slug == "independent"
    bring(altered("chapter.csv", "mill,", "mill-2,"))
    assert Chapter.objects.get(slug="mill-2").network.slug == "independent"
    Network.objects.create(slug="harbour", name="Harbour")
    bring(altered("chapter.csv", "mill,", "mill-3,"), "--network", "harbour")
    assert Chapter.objects.get(slug="mill-3").network.slug == "harbour"
    bring(altered("chapter.csv", "mill,", "mill-4,"))
    assert Chapter.objects.get(slug="mill-4").network.slug == "independent"
    with pytest.raises(CommandError, match="no network"):
        bring(SMALL, "--network", "nowhere")
    with pytest.raises(CommandError, match="belongs to"):
        bring(SMALL, "--network", "harbour")
