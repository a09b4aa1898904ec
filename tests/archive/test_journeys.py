"""Invented chapters, tidy ones and such as people write: in, out, in again elsewhere, and out the same."""

from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command

from chapters.models import Chapter
from tests.standing.histories import history
from tests.standing.tables import write_archive

pytestmark = pytest.mark.django_db
SEEDS = range(12)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tidy_archive_goes_out_as_it_came_in(seed: int, tmp_path: Path, capsys) -> None:
    tables = history(Random(seed), tidy=True).tables
    slug = tables["chapter.csv"][0]["slug"]
    write_archive(tables, tmp_path / "in")
    call_command("import_chapter", str(tmp_path / "in"))
    call_command("export_chapter", slug, str(tmp_path / "out"))
    assert files_of(tmp_path / "out") == files_of(tmp_path / "in")


@pytest.mark.parametrize("seed", SEEDS)
def test_any_archive_changes_nothing_again_and_travels_on_the_same(seed: int, tmp_path: Path, capsys) -> None:
    tables = history(Random(seed)).tables
    slug = tables["chapter.csv"][0]["slug"]
    write_archive(tables, tmp_path / "in")
    for _time in range(2):
        capsys.readouterr()
        call_command("import_chapter", str(tmp_path / "in"))
    assert "nothing changed" in capsys.readouterr().out
    call_command("export_chapter", slug, str(tmp_path / "out"))
    capsys.readouterr()
    call_command("import_chapter", str(tmp_path / "out"))
    assert "nothing changed" in capsys.readouterr().out
    Chapter.objects.filter(slug=slug).update(slug="elsewhere")
    call_command("import_chapter", str(tmp_path / "out"))
    call_command("export_chapter", slug, str(tmp_path / "again"))
    assert files_of(tmp_path / "again") == files_of(tmp_path / "out")
