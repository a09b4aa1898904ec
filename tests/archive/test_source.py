"""Where an archive lies: folders and .zip files, kind and unkind ones."""

import io
import zipfile
from pathlib import Path

import pytest

from archive.faults import Faults
from archive.rows import FILES
from archive.source import NotAnArchive, read_path, read_zip


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    stream.seek(0)
    return stream


def laid_out(path: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


@pytest.mark.parametrize("folder", ["", "riverside/"])
@pytest.mark.parametrize("packed", [True, False])
def test_files_are_at_the_root_or_in_one_folder(folder: str, packed: bool, tmp_path: Path) -> None:
    files = {
        f"{folder}chapter.csv": b"c",
        f"{folder}members.csv": b"m",
        "__MACOSX/x/._chapter.csv": b"",
        ".DS_Store": b"",
    }
    faults = Faults(FILES)
    found = read_zip(zipped(files), faults) if packed else read_path(laid_out(tmp_path, files), faults)
    assert found == {"chapter.csv": b"c", "members.csv": b"m"}
    assert len(faults) == 0


@pytest.mark.parametrize("packed", [True, False])
def test_strangers_are_faults(packed: bool, tmp_path: Path) -> None:
    files = {"chapter.csv": b"c", "notes.txt": b"", "Members.csv": b"", "old/members.csv": b""}
    faults = Faults(FILES)
    found = read_zip(zipped(files), faults) if packed else read_path(laid_out(tmp_path, files), faults)
    assert found == {"chapter.csv": b"c"}
    assert [str(fault).split(": ")[0] for fault in faults] == ["Members.csv", "notes.txt", "old/members.csv"]


def test_a_path_that_climbs_out_is_never_written_or_read() -> None:
    faults = Faults(FILES)
    assert read_zip(zipped({"chapter.csv": b"c", "../members.csv": b"m", "/members.csv": b"m"}), faults) == {
        "chapter.csv": b"c"
    }


def test_a_file_that_is_there_twice_is_a_fault() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("chapter.csv", b"a")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("chapter.csv", b"b")
    faults = Faults(FILES)
    read_zip(stream, faults)
    assert len(faults) == 1


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(NotAnArchive, match=r"larger than 1 MB"):
        read_zip(zipped({"chapter.csv": b"0" * 2_000_000}), Faults(FILES), largest=1_000_000)
    with pytest.raises(NotAnArchive, match="more than 1000 files"):
        read_zip(zipped({str(n): b"" for n in range(1001)}), Faults(FILES))


def test_what_is_not_a_zip_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "chapter.zip"
    path.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(NotAnArchive, match=r"not a \.zip"):
        read_path(path, Faults(FILES))
    with pytest.raises(NotAnArchive, match="is not there"):
        read_path(tmp_path / "nowhere", Faults(FILES))


def test_a_broken_entry_is_refused() -> None:
    stream = zipped({"chapter.csv": b"slug" * 100})
    data = bytearray(stream.getvalue())
    data[45] ^= 0xFF
    with pytest.raises(NotAnArchive):
        read_zip(io.BytesIO(bytes(data)), Faults(FILES))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_entry_that_was_damaged_on_the_way_is_refused(method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("chapter.csv", ",".join(map(str, range(500))).encode())
    for place in range(52, 80, 3):
        data = bytearray(stream.getvalue())
        data[place] ^= 0xFF
        with pytest.raises(NotAnArchive):
            read_zip(io.BytesIO(bytes(data)), Faults(FILES))
