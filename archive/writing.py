"""Writing an archive to the byte (spec/archive.md, "Form")."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Any

from archive.cells import Setting
from archive.declared import Row

NEEDS_QUOTES = re.compile(r'[",\r\n]')
SAME_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every entry of a .zip, so that the same archive is the same bytes


def cell(text: str) -> str:
    """A cell, in quotes where it holds a comma, a quote, a carriage return or a line feed, and only there."""
    return '"' + text.replace('"', '""') + '"' if NEEDS_QUOTES.search(text) else text


def table(row_type: type[Row], rows: Iterable[Row], setting: Setting) -> bytes:
    """A file: its header, then its rows sorted by their key columns, by code points and numbers as numbers."""
    columns = row_type.columns()
    keys = [place for place, part in enumerate(columns) if part.key]
    found: list[tuple[list[Any], list[str]]] = []
    for row in rows:
        values = [getattr(row, part.attribute) for part in columns]
        cells = [part.write(value, setting) for part, value in zip(columns, values, strict=True)]
        found.append(([values[key] if isinstance(values[key], int) else cells[key] for key in keys], cells))
    found.sort(key=lambda pair: pair[0])
    lines = [[part.name for part in columns], *(cells for _key, cells in found)]
    return "".join(",".join(map(cell, line)) + "\n" for line in lines).encode()


def write_folder(files: Mapping[str, bytes], path: Path) -> None:
    """Put the files into a folder, made if need be."""
    path.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (path / name).write_bytes(data)


def write_zip(files: Mapping[str, bytes], stream: IO[bytes]) -> None:
    """Put the files into a .zip, at its root."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, SAME_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
