"""Where an archive lies: a folder or a .zip, its files at the root or in one folder (spec/archive.md, "Commands")."""

import lzma
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeVar

from django.utils.translation import gettext as _

from archive.faults import Faults, on_one_line
from archive.rows import FILES

LARGEST = 1_000_000_000
MOST_ENTRIES = 1_000
Entry = TypeVar("Entry")


class NotAnArchive(Exception):
    """Neither a folder nor a .zip that can be read; says so in a sentence."""


def read_path(path: Path, faults: Faults) -> dict[str, bytes]:
    """The bytes of the archive's files, by name, from a folder or a .zip."""
    if not path.exists():
        raise NotAnArchive(_("%s is not there; expected a folder or a .zip.") % path)
    try:
        if path.is_dir():
            return _read_folder(path, faults)
        with path.open("rb") as stream:
            return read_zip(stream, faults)
    except OSError as failure:
        raise NotAnArchive(
            _("%(path)s cannot be read: %(why)s.") % {"path": path, "why": failure.strerror}
        ) from failure


def read_zip(stream: BinaryIO, faults: Faults, largest: int = LARGEST) -> dict[str, bytes]:
    """The same from a .zip of at most so many bytes when unpacked. Nothing of it is written anywhere."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_ENTRIES:
                raise NotAnArchive(_("The .zip holds more than %d files.") % MOST_ENTRIES)
            if sum(entry.file_size for entry in entries) > largest:
                raise NotAnArchive(_("The .zip is larger than %d MB when unpacked.") % (largest // 1_000_000))
            chosen = _chosen([(entry.filename.replace("\\", "/"), entry) for entry in entries], faults)
            return {name: archive.read(entry) for name, entry in chosen.items()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        OSError,
        lzma.LZMAError,
    ) as failure:
        raise NotAnArchive(_("This is not a .zip that can be opened: %s.") % failure) from failure


def _read_folder(path: Path, faults: Faults) -> dict[str, bytes]:
    found: list[Path] = []
    for entry in path.iterdir():
        found.extend(entry.iterdir() if entry.is_dir() and not _passed_over(entry.name) else [entry])
    chosen = _chosen([(part.relative_to(path).as_posix(), part) for part in found], faults)
    return {name: part.read_bytes() for name, part in chosen.items()}


def _passed_over(name: str) -> bool:
    return name.startswith((".", "__"))


def _chosen(named: Sequence[tuple[str, Entry]], faults: Faults) -> dict[str, Entry]:
    """The known files at the root, or in the one folder that holds all; strangers and doubles are faults."""
    paths = [(PurePosixPath(name), entry) for name, entry in named]
    paths = [(path, entry) for path, entry in paths if path.parts and not any(map(_passed_over, path.parts))]
    folders = {path.parent for path, _entry in paths}
    home = folders.pop() if len(folders) == 1 else PurePosixPath()
    chosen: dict[str, Entry] = {}
    for path, entry in paths:
        if path.parent != home or len(home.parts) > 1 or path.name not in FILES:
            faults.add(on_one_line(str(path)), None, _("is not known; expected %s") % ", ".join(FILES))
        elif path.name in chosen:
            faults.add(path.name, None, _("is there twice; expected once"))
        else:
            chosen[path.name] = entry
    return chosen
