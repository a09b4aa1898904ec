"""A new data folder: tables before the first command, the demo with `make run` alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.place import PROJECT
from tests.config.conftest import Join, bare_environment, nothing_left

pytestmark = pytest.mark.slow
NETWORKS = "from chapters.models import Network; print(Network.objects.count(), 'networks')"


def command(folder: Path, *words: str) -> subprocess.Popen[str]:
    environment = bare_environment(CHAPTERHOUSE_DATA=str(folder))
    return subprocess.Popen(
        [sys.executable, "manage.py", *words], cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True
    )


def test_the_first_commands_on_a_new_folder_find_tables_and_no_demo(folder: Path) -> None:
    first = [command(folder, "shell", "--verbosity", "0", "--command", NETWORKS) for _ in range(2)]
    assert [process.communicate(timeout=120)[0] for process in first] == ["0 networks\n", "0 networks\n"]
    assert not (folder / "demo").exists()
    assert nothing_left(folder)


def test_a_command_about_the_code_leaves_a_new_folder_new(folder: Path, join: Join) -> None:
    command(folder, "makemigrations", "--check", "--dry-run").communicate(timeout=60)
    assert join().ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
