"""Move in, by hand: files taken in, every row's fate shown, nothing stored until it is confirmed."""

import io
import zipfile
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.due import move_in
from archive.knowledge import slips_knowledge
from archive.models import Upload
from archive.recognising import File
from archive.reports import ONE_TO_ONE, REFERRAL, THANKS, Span
from archive.states import UploadState
from archive.uploads import MOVE_IN, confirm, forget_old
from archive.uploads import take_in as take_files_in
from chapters.clock import now
from chapters.models import Chapter
from chapters.scope import chapter_scope
from meetings.models import Mark, Meeting, OneToOne
from members.models import Member, Office, Stay
from notices.models import Due
from referrals.models import Slip, ThankYou
from standing.models import Snapshot
from tests import factories
from tests.archive.small import SMALL, altered, with_row

BROUGHT = Path(__file__).parent / "brought"
RIVERSIDE = Path(__file__).parent.parent.parent / "demo" / "riverside"
PAGE = "/c/riverside/move-in/"
OWN = {**SMALL, "chapter.csv": SMALL["chapter.csv"].replace("mill,Mill Lane", "riverside,Riverside")}


@pytest.fixture
def client(chapter, sign_in):
    """The president's: somebody whom no example names."""
    return sign_in(factories.MemberFactory(chapter=chapter, name="Pat Quill", offices=["president"]))


def sent(name: str, data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (BROUGHT / name).read_bytes() if data is None else data)


def zipped(files: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return stream.getvalue()


def take_in(client, *files: SimpleUploadedFile) -> str:
    answer = client.post(PAGE, {"brought": files})
    assert answer.status_code == 302
    return answer.headers["Location"]


def bring_in(client, *files: SimpleUploadedFile, **decided) -> str:
    page = take_in(client, *files)
    answer = client.post(f"{page}bring-in/", decided)
    assert answer.headers["Location"] == page
    return client.get(page).content.decode()


def test_an_empty_page_says_what_can_be_brought(client) -> None:
    page = client.get(PAGE).content.decode()
    assert "nothing is stored until you confirm" in page
    assert 'type="file"' in page


def test_a_roster_is_shown_row_by_row_and_stored_when_confirmed(client, chapter) -> None:
    page = take_in(client, sent("roster.csv"))
    shown = client.get(page).content.decode()
    assert "Bring in 31 rows" in shown
    assert "Aled Bowen, aled.bowen@riverside.example" in shown
    assert "Row 4 is the same person." in shown
    assert "is not an e-mail address" in shown
    assert Member.objects.in_chapter(chapter).count() == 1
    client.post(f"{page}bring-in/")
    stays = Stay.objects.in_chapter(chapter)
    assert stays.count() == 32
    ben = stays.get(member__email="ben.whitlock@riverside.example")
    assert (ben.member.company, ben.seat.category.name, ben.seat.status) == ("Whitlock Plumbers", "Plumber", "held")
    assert str(ben.joined_on) == "2024-01-09"
    over = client.get(page).content.decode()
    assert "31 new, 1 the same, 1 refused" in over
    assert "Lost Row" in over


def test_the_same_roster_again_changes_nothing(client, chapter) -> None:
    bring_in(client, sent("roster.csv"))
    before = list(Stay.objects.in_chapter(chapter).order_by("pk").values())
    assert "32 the same, 1 refused" in bring_in(client, sent("roster.csv"))
    assert list(Stay.objects.in_chapter(chapter).order_by("pk").values()) == before


def test_columns_and_dates_can_be_said_otherwise(client, chapter) -> None:
    data = b"a,b,c,d\nAda,ada@mill.example,Baker,1/2/2026\n"
    page = take_in(client, sent("list.csv", data))
    assert "Please check this" in client.get(page).content.decode()
    said = {"column_0": "name", "column_1": "email", "column_2": "category", "column_3": "joined_on"}
    client.post(page, {**said, "order": "mdy", "joined_on": "2026-01-01"})
    assert "Baker, since 2 Jan 2026" in client.get(page).content.decode()
    twice = client.post(page, {**said, "column_2": "name", "order": "mdy", "joined_on": "2026-01-01"})
    assert twice.status_code == 422
    client.post(f"{page}bring-in/")
    assert Stay.objects.in_chapter(chapter).filter(joined_on="2026-01-02").count() == 1


def test_doubtful_people_come_in_when_somebody_decides(client, chapter) -> None:
    data = b"Name;E-mail;Category\nAda;ada@mill.example;Baker\nAda;ada@other.example;Roofer\n"
    page = take_in(client, sent("list.csv", data))
    assert "Are they two people?" in client.get(page).content.decode()
    client.post(f"{page}bring-in/", {"accepted": ["3"]})
    assert Member.objects.in_chapter(chapter).filter(name="Ada").count() == 2


def test_the_two_exports_fill_the_record(client, chapter) -> None:
    bring_in(client, sent("roster.csv"))
    over = bring_in(client, sent("palms-summary.xls"))
    assert "31 new" in over
    marks = Mark.objects.in_chapter(chapter)
    assert marks.filter(day_unknown=True).count() == marks.count() == 768
    meetings = Meeting.objects.in_chapter(chapter)
    assert (meetings.count(), set(meetings.values_list("status", flat=True))) == (27, {"held"})
    assert "Nobody here is called Joel Abrams" in bring_in(client, sent("slips-audit.xls"))
    slips = Slip.objects.in_chapter(chapter)
    assert slips.filter(day_unknown=True, kind="referral").count() == slips.count() > 1000
    assert OneToOne.objects.in_chapter(chapter).filter(day_unknown=True).count() > 400
    thanks = ThankYou.objects.in_chapter(chapter)
    assert thanks.filter(giver=None, amount__isnull=False, day_unknown=True).count() == thanks.count() > 250
    assert Snapshot.objects.in_chapter(chapter).filter(filled_in=True).exists()


def test_both_exports_again_change_nothing_even_after_a_mark_was_moved(client, chapter) -> None:
    bring_in(client, sent("roster.csv"))
    bring_in(client, sent("palms-summary.xls"))
    bring_in(client, sent("slips-audit.xls"))
    mark = Mark.objects.in_chapter(chapter).filter(member__name="Owen Price", mark="late").get()
    other = Mark.objects.in_chapter(chapter).filter(member__name="Owen Price", mark="present").first()
    Mark.objects.in_chapter(chapter).filter(pk=mark.pk).update(mark="present")
    Mark.objects.in_chapter(chapter).filter(pk=other.pk).update(mark="late")
    models = (Mark, Meeting, Slip, OneToOne, ThankYou, Member)
    before = [list(model.objects.in_chapter(chapter).order_by("pk").values()) for model in models]
    assert "31 the same" in bring_in(client, sent("palms-summary.xls"))
    assert (
        "new" not in bring_in(client, sent("slips-audit.xls")).partition("Not brought in")[0].partition("say")[2][:200]
    )
    assert [list(model.objects.in_chapter(chapter).order_by("pk").values()) for model in models] == before


def test_files_are_told_by_their_content_and_brought_together(client, chapter) -> None:
    names = ("roster.csv", "palms-summary.xls", "slips-audit.xls")
    assert take_in(client, *map(sent, names), sent("chapter.zip", zipped(OWN))) == PAGE
    kinds = Counter(Upload.objects.in_chapter(chapter).values_list("kind", flat=True))
    assert kinds == {"roster": 1, "summary": 1, "audit": 1, "archive": 1}
    page = client.get(PAGE).content.decode()
    assert all(name in page for name in names)


def test_loose_tables_of_an_archive_are_one_archive(client, chapter) -> None:
    page = take_in(client, *(sent(name, text.encode()) for name, text in OWN.items()))
    assert Upload.objects.in_chapter(chapter).get().kind == "archive"
    assert client.get(page).status_code == 200


def test_what_cannot_be_read_is_said_and_the_rest_is_kept(client, chapter) -> None:
    answer = client.post(PAGE, {"brought": [sent("a.xls", b"\xd0\xcf\x11\xe0old"), sent("roster.csv")]})
    assert answer.status_code == 422
    assert "save it as .xlsx or CSV" in answer.content.decode()
    assert Upload.objects.in_chapter(chapter).get().name == "roster.csv"


def test_nothing_or_too_much_is_refused(client, monkeypatch) -> None:
    assert client.post(PAGE).status_code == 422
    monkeypatch.setattr("archive.forms.LARGEST", 10)
    assert client.post(PAGE, {"brought": [sent("roster.csv")]}).status_code == 422


def test_an_archive_of_this_chapter_is_brought_in_and_offices_are_given_only_when_confirmed(client, chapter) -> None:
    files = {**OWN, "chapter.csv": _as_stored(chapter)}
    page = take_in(client, sent("chapter.zip", zipped(files)))
    shown = client.get(page).content.decode()
    assert "Bring in 19 rows" in shown
    client.post(f"{page}bring-in/")
    assert not Office.objects.in_chapter(chapter).filter(member__email="ada@mill.example").exists()
    over = client.get(page).content.decode()
    assert "Ada, president" in over
    client.post(f"{page}offices/", {"office": ["ada@mill.example mentor", "ada@mill.example nonsense"]})
    assert [term.office for term in Office.objects.in_chapter(chapter).filter(member__email="ada@mill.example")] == [
        "mentor"
    ]
    again = client.get(take_in(client, sent("chapter.zip", zipped(files)))).content.decode()
    assert "it would change nothing" in again


def test_an_office_somebody_held_meanwhile_is_given_again_from_today(client, chapter) -> None:
    page = take_in(client, sent("chapter.zip", zipped({**OWN, "chapter.csv": _as_stored(chapter)})))
    client.post(f"{page}bring-in/")
    ada = Member.objects.in_chapter(chapter).get(email="ada@mill.example")
    today = chapter.today(now())
    joined_on = ada.stays.get().joined_on
    before = {"from_day": joined_on + timedelta(days=7), "to_day": joined_on + timedelta(days=14)}
    Office.objects.create(chapter=chapter, member=ada, office="mentor", **before)
    assert client.post(f"{page}offices/", {"office": ["ada@mill.example mentor"]}).status_code == 302
    terms = Office.objects.in_chapter(chapter).filter(member=ada, office="mentor").order_by("from_day")
    assert list(terms.values_list("from_day", "to_day")) == [(before["from_day"], before["to_day"]), (today, None)]


def test_f37_nobody_gives_their_own_judges_an_office_by_a_file(client, chapter) -> None:
    page = take_in(client, sent("chapter.zip", zipped({**OWN, "chapter.csv": _as_stored(chapter)})))
    client.post(f"{page}bring-in/")
    pat = Member.objects.in_chapter(chapter).get(name="Pat Quill")
    seat = pat.stays.get().seat
    pat.flags.create(chapter=chapter, seat=seat, opened_at=now(), told_at=now(), run_from=chapter.today(now()))
    said = client.post(f"{page}offices/", {"office": ["ada@mill.example president"]}, follow=True).content.decode()
    assert "who sits on it stays as it is" in said
    assert not Office.objects.in_chapter(chapter).filter(member__email="ada@mill.example").exists()


def test_an_office_somebody_is_to_hold_soon_is_not_offered(client, chapter) -> None:
    page = take_in(client, sent("chapter.zip", zipped({**OWN, "chapter.csv": _as_stored(chapter)})))
    client.post(f"{page}bring-in/")
    ada = Member.objects.in_chapter(chapter).get(email="ada@mill.example")
    assert "Ada, mentor" in client.get(page).content.decode()
    soon = chapter.today(now()) + timedelta(days=7)
    Office.objects.create(chapter=chapter, member=ada, office="mentor", from_day=soon)
    assert "Ada, mentor" not in client.get(page).content.decode()
    assert client.post(f"{page}offices/", {"office": ["ada@mill.example mentor"]}).status_code == 302
    assert Office.objects.in_chapter(chapter).get(member=ada, office="mentor").from_day == soon


def _as_stored(chapter: Chapter) -> str:
    row = f"riverside,{chapter.name},{chapter.timezone},{chapter.currency},{chapter.weekday},07:00,90,"
    return SMALL["chapter.csv"].splitlines()[0] + f'\n{row}"{chapter.place}",,\n'


def test_every_fault_of_an_archive_is_shown_and_nothing_can_be_confirmed(client, chapter) -> None:
    files = altered("attendance.csv", "present", "there", {**OWN, "chapter.csv": _as_stored(chapter)})
    files = altered("thanks.csv", "120.50", "-1", files)
    page = take_in(client, sent("chapter.zip", zipped(files)))
    shown = client.get(page).content.decode()
    assert "attendance.csv:2: mark is “there”" in shown
    assert "thanks.csv:2: amount is “-1”" in shown
    assert "Bring in" not in shown
    client.post(f"{page}bring-in/")
    assert not Slip.objects.in_chapter(chapter).exists()
    assert "Nothing of it was stored" in client.get(page).content.decode()


def test_an_archive_of_another_chapter_is_one_fault_that_tells_nothing_of_it(
    client, chapter, other_chapter, stranger
) -> None:
    files = with_row("members.csv", "zed@mill.example,2026-01-01,,Zed,,,Tiler,1,,", OWN)
    answers = []
    for slug in ("lakeside", "nowhere"):
        own = {**files, "chapter.csv": OWN["chapter.csv"].replace("riverside,", f"{slug},")}
        answers.append(client.get(take_in(client, sent("chapter.zip", zipped(own)))).content.decode())
    for shown in answers:
        assert shown.count("chapter.csv:2: slug is another chapter’s; expected riverside") == 1
    first, second = (shown.split("<main")[1].partition("Nothing is")[0].split("bring-in/")[0] for shown in answers)
    assert first.split("csrfmiddlewaretoken")[0] == second.split("csrfmiddlewaretoken")[0]
    client.post(f"{PAGE}{Upload.objects.in_chapter(chapter).first().pk}/bring-in/")
    with chapter_scope(other_chapter.pk):
        assert Member.objects.in_chapter(other_chapter).count() == 1


def test_stored_rows_are_replaced_only_where_the_president_says_so(client, chapter) -> None:
    files = {**OWN, "chapter.csv": _as_stored(chapter)}
    bring_in(client, sent("chapter.zip", zipped(files)))
    files = altered("thanks.csv", "120.50", "99.00", files)
    page = take_in(client, sent("chapter.zip", zipped(files)))
    shown = client.get(page).content.decode()
    assert "stored is another" in shown
    assert "120.50" not in shown
    client.post(page, {"update": "on"})
    assert "Bring in 1 row" in client.get(page).content.decode()
    client.post(f"{page}bring-in/")
    assert str(ThankYou.objects.in_chapter(chapter).get().amount) == "99.0000"


def test_a_large_archive_is_brought_in_by_the_worker_while_the_page_tells_how_far(client, chapter) -> None:
    packed = zipped({path.name: path.read_text(encoding="utf-8") for path in RIVERSIDE.iterdir()})
    page = take_in(client, sent("riverside.zip", packed))
    client.post(page, {"update": "on"})
    client.post(f"{page}bring-in/")
    waiting = client.get(page)
    assert "0 of 1" in waiting.content.decode()
    assert Slip.objects.in_chapter(chapter).count() == 0
    fragment = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith("<div hx-get=")
    move_in(chapter, now(), now())
    assert Slip.objects.in_chapter(chapter).count() == 3318
    assert client.get(page, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "new" in client.get(page).content.decode()


def test_a_discarded_file_is_gone_and_a_confirmed_one_is_not_confirmed_twice(client, chapter) -> None:
    page = take_in(client, sent("roster.csv"))
    client.post(f"{page}discard/")
    assert client.get(page).status_code == 404
    page = take_in(client, sent("roster.csv"))
    client.post(f"{page}bring-in/")
    client.post(f"{page}bring-in/")
    assert Stay.objects.in_chapter(chapter).count() == 32
    assert bytes(Upload.objects.in_chapter(chapter).get().content) == b""


def test_what_nobody_confirms_is_forgotten_after_a_day(client, chapter) -> None:
    before = now()
    take_in(client, sent("roster.csv"))
    due = Due.objects.get(chapter=chapter, kind=MOVE_IN).due_at
    assert before + timedelta(days=1) <= due <= now() + timedelta(days=1)
    forget_old(chapter, now() + timedelta(hours=23))
    assert Upload.objects.in_chapter(chapter).count() == 1
    move_in(chapter, due, due)
    assert Upload.objects.in_chapter(chapter).count() == 0


@pytest.mark.parametrize("office", ["", "secretary", "vice_president"])
def test_only_the_president_moves_in(office, chapter, sign_in) -> None:
    person = factories.MemberFactory(chapter=chapter, offices=[office] if office else [])
    assert sign_in(person).get(PAGE).status_code == 403
    assert sign_in(person).post(PAGE, {"brought": [sent("roster.csv")]}).status_code == 403


def test_whom_the_chapter_was_founded_with_is_a_member_since_the_archive_says(chapter, client) -> None:
    founder = Member.objects.in_chapter(chapter).get()
    Stay.objects.in_chapter(chapter).update(joined_on="2026-11-20")
    Member.objects.in_chapter(chapter).update(email="ada@mill.example", name="Ada", company="")
    files = {**OWN, "chapter.csv": _as_stored(chapter)}
    files = {name: text.replace("Baker", founder.stays.get().seat.category.name) for name, text in files.items()}
    over = bring_in(client, sent("chapter.zip", zipped(files)))
    assert "new" in over
    assert str(Stay.objects.in_chapter(chapter).get(member=founder).joined_on) == "2025-01-06"
    assert "it would change nothing" in client.get(take_in(client, sent("chapter.zip", zipped(files)))).content.decode()


def test_those_who_left_and_earlier_days_are_stored(client, chapter) -> None:
    data = (
        b"Name;E-mail;Category;Member since;Left on\n"
        b"Zed;zed@mill.example;Tiler;2024-01-08;2026-01-05\n"
        b"Ada;ada@mill.example;Tiler;2026-01-05;\n"
        b"Pat Quill;pat@quill.example;Juggler;2023-01-09;\n"
    )
    Member.objects.in_chapter(chapter).update(email="pat@quill.example")
    page = take_in(client, sent("list.csv", data))
    client.post(f"{page}bring-in/", {"accepted": ["4"]})
    stays = Stay.objects.in_chapter(chapter).order_by("joined_on")
    assert [(stay.member.name, str(stay.joined_on), str(stay.left_on)) for stay in stays] == [
        ("Pat Quill", "2023-01-09", "None"),
        ("Zed", "2024-01-08", "2026-01-05"),
        ("Ada", "2026-01-05", "None"),
    ]
    assert stays[1].seat_id == stays[2].seat_id


def test_what_a_list_holds_is_shown_as_text_beside_its_columns(client) -> None:
    data = b"Name;E-mail;Category\n<img src=x onerror=alert(1)>;ada@mill.example;Baker\n"
    shown = client.get(take_in(client, sent("list.csv", data))).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "<img src=x" not in shown


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_an_archive_that_takes_a_while_at_once_does_not_wait_for_itself(monkeypatch) -> None:
    monkeypatch.setattr("archive.progress.EVERY_SECONDS", 0)
    chapter = factories.ChapterFactory(slug="riverside", name="Riverside")
    with chapter_scope(chapter.pk):
        pat = factories.MemberFactory(chapter=chapter, name="Pat Quill")
        files = [File("chapter.zip", zipped({**OWN, "chapter.csv": _as_stored(chapter)}))]
        (upload,), _strange = take_files_in(chapter=chapter, by=pat, files=files, at=now())
    with chapter_scope(chapter.pk):
        confirm(upload=upload, at=now())
        assert (upload.state, Slip.objects.in_chapter(chapter).exists()) == (UploadState.DONE, True)


def test_the_record_begins_with_what_the_first_report_tells_of_unless_said_otherwise(client, chapter) -> None:
    bring_in(client, sent("roster.csv"))
    page = take_in(client, sent("palms-summary.xls"))
    first = client.get(page).context["record"].initial["record_from"]
    assert f'value="{first.isoformat()}"' in client.get(page).content.decode()
    client.post(f"{page}bring-in/", {"record_from": first.isoformat()})
    chapter.refresh_from_db()
    assert chapter.record_from == first
    assert client.get(take_in(client, sent("slips-audit.xls"))).context["record"] is None, (
        "it begins that early already"
    )


def test_the_day_the_record_begins_can_be_another_or_left_open(client, chapter) -> None:
    bring_in(client, sent("roster.csv"))
    page = take_in(client, sent("palms-summary.xls"))
    client.post(f"{page}bring-in/", {"record_from": ""})
    chapter.refresh_from_db()
    assert chapter.record_from is None
    later = take_in(client, sent("slips-audit.xls"))
    client.post(f"{later}bring-in/", {"record_from": "2026-06-01"})
    chapter.refresh_from_db()
    assert str(chapter.record_from) == "2026-06-01"


def test_a_record_with_earlier_days_keeps_them(client, chapter) -> None:
    bring_in(client, sent("roster.csv"))
    page = take_in(client, sent("palms-summary.xls"))
    assert client.get(page).context["record"]
    factories.MeetingFactory(chapter=chapter, date="2020-03-03")
    assert client.get(page).context["record"] is None


def test_files_wait_in_the_order_in_which_they_are_best_brought_in(client, chapter) -> None:
    for name in ("slips-audit.xls", "palms-summary.xls", "roster.csv"):
        take_in(client, sent(name))
    newest = take_in(client, sent("roster.csv", b"Name;E-mail;Category\nAda;ada@mill.example;Baker\n"))
    waiting = client.get(PAGE).context["waiting"]
    assert [row["title"] for row in waiting] == ["roster.csv", "roster.csv", "palms-summary.xls", "slips-audit.xls"]
    assert waiting[0]["href"] == newest


def test_an_audit_over_days_the_chapter_has_slips_of_is_doubted(chapter, officer, member):
    """Whoever moved in by an archive, or has begun to work here, would hold everything twice."""
    given_at = datetime(2026, 11, 10, 9, tzinfo=UTC)
    own = factories.SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=given_at)
    factories.SlipFactory(chapter=chapter, giver=officer, receiver=member, given_at=given_at + timedelta(days=30))
    known = slips_knowledge(chapter, Span(date(2026, 11, 1), date(2026, 11, 30)))
    assert known.of_span == {REFERRAL: {own.uuid}, ONE_TO_ONE: set(), THANKS: set()}
    assert known.stored == set()
