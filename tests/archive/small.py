"""A small archive that is in order, and what reading and checking it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.cells import Setting
from archive.checks import check
from archive.faults import Faults
from archive.merging import Changes, merge
from archive.reading import Archive, read_archive
from archive.rows import FILES, ROW_TYPES
from archive.stored import Stored

NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
S1 = "11111111-1111-4111-8111-111111111111"
S2 = "22222222-2222-4222-8222-222222222222"
S3 = "33333333-3333-4333-8333-333333333333"
T1 = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"

SMALL = {
    "chapter.csv": (
        "slug,name,timezone,currency,weekday,start_time,duration_minutes,place,online_url,record_from\n"
        "mill,Mill Lane,Europe/London,GBP,1,07:00,90,,,\n"
    ),
    "seats.csv": "category,place,status\nBaker,1,held\nPlumber,1,held\nRoofer,1,open\n",
    "members.csv": (
        "email,joined_on,left_on,name,company,phone,category,place,roles,sponsor\n"
        "ada@mill.example,2025-01-06,,Ada,,,Baker,1,president;mentor,\n"
        "bo@mill.example,2024-01-08,2025-01-06,Bo,,,Plumber,1,,ada@mill.example\n"
        "bo@mill.example,2026-01-05,,Bo,,,Plumber,1,,ada@mill.example\n"
    ),
    "meetings.csv": "date,status,note\n2026-11-10,held,\n2026-11-17,held,\n2027-01-05,scheduled,\n",
    "attendance.csv": "date,email,mark,substitute\n2026-11-10,ada@mill.example,present,\n",
    "slips.csv": (
        "id,kind,given_at,giver,receiver,prospect,prospect_phone,prospect_email,need,warmth,inside,use_name,status,"
        "withdrawn_at,bad_at,bad_reason\n"
        f"{S1},referral,2026-11-10T07:30:00Z,ada@mill.example,bo@mill.example,Cy,+44 1,,tap,3,no,yes,contacted,,,\n"
        f"{S2},lead,2026-11-10T07:31:00Z,bo@mill.example,,,,,roof,,,,passed,,,\n"
        f"{S3},referral,2026-11-11T09:00:00Z,bo@mill.example,ada@mill.example,Di,,,cake,1,,,bad,,2026-11-12T09:00:00Z,No\n"
    ),
    "progress.csv": (f"slip,at,status,note\n{S1},2026-11-11T08:00:00Z,contacted,\n{S3},2026-11-12T09:00:00Z,bad,\n"),
    "thanks.csv": (
        "id,at,from,to,slip,amount,text\n"
        f"{T1},2026-11-13T08:00:00Z,bo@mill.example,ada@mill.example,{S1},120.50,Thank you\n"
    ),
    "one_to_ones.csv": "date,a,b,n,topics,disputed\n2026-11-12,ada@mill.example,bo@mill.example,1,bread,no\n",
    "partnerships.csv": "a,b,started_on,ended_on\nada@mill.example,bo@mill.example,2026-03-02,\n",
    "visitors.csv": "date,name,email,category,invited_by,outcome\n2026-11-10,Vi,,Florist,ada@mill.example,came\n",
}


@dataclass
class Answer:
    """What an archive says of itself."""

    archive: Archive
    faults: list[str]
    changes: Changes


def altered(file: str, old: str, new: str, files: Mapping[str, str] = SMALL) -> dict[str, str]:
    """The archive with the first such text of a file replaced; the text must be there."""
    assert old in files[file]
    return {**files, file: files[file].replace(old, new, 1)}


def with_row(file: str, row: str, files: Mapping[str, str] = SMALL) -> dict[str, str]:
    """The archive with a row more at the end of a file."""
    return {**files, file: files[file] + row + "\n"}


def ask(files: Mapping[str, str | bytes], stored: Stored | None = None, *, update: bool = False) -> Answer:
    """Read, check and merge an archive."""
    contents = {name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}
    faults, held = Faults(FILES), stored or Stored()
    archive = read_archive(contents, NOW, faults)
    check(archive, held, NOW.date(), faults)
    changes = merge(archive, held, update=update, setting=Setting(NOW, 2), faults=faults)
    return Answer(archive, [str(fault) for fault in faults], changes)


def stored(files: Mapping[str, str] = SMALL) -> Stored:
    """A chapter that holds what the archive says."""
    answer = ask(files)
    assert not answer.faults
    held = Stored()
    for row_type in ROW_TYPES:
        held.add(row_type, [(None, placed.row) for placed in answer.archive.of(row_type).rows])
    return held
