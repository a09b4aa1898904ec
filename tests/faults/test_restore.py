"""F59, rehearsed: restored from backup and log, five minutes lost at most, who objected removed before anybody asks."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from config import postgres
from config.place import PROJECT
from config.processes import stop
from tests.faults.scale import only_full
from tests.faults.serving import Database

pytestmark = pytest.mark.slow
HALF_AN_HOUR = 30 * 60

PREPARE = """
from chapters.clock import tick
from chapters.scope import chapter_scope
from tests import factories
chapter = factories.ChapterFactory(slug="riverside")
with chapter_scope(chapter.pk):
    giver, receiver = factories.MemberFactory(chapter=chapter), factories.MemberFactory(chapter=chapter)
    for number in (1, 2):
        two = {"chapter": chapter, "giver": giver, "receiver": receiver, "given_at": tick()}
        factories.SlipFactory(**two, prospect=f"Before {number}", prospect_phone=f"+44 7700 90000{number}")
"""
PASS_ONE = """
from chapters.clock import tick
from chapters.models import Chapter
from chapters.scope import chapter_scope
from tests import factories
chapter = Chapter.objects.get(slug="riverside")
with chapter_scope(chapter.pk):
    giver, receiver = chapter.members.order_by("pk")
    factories.SlipFactory(chapter=chapter, giver=giver, receiver=receiver, given_at=tick(), prospect="{prospect}")
"""
OBJECT = """
from chapters.clock import tick
from chapters.models import Chapter
from chapters.scope import chapter_scope
from referrals.actions.prospects import object_to
from referrals.models import Slip
chapter = Chapter.objects.get(slug="riverside")
with chapter_scope(chapter.pk):
    object_to(chapter=chapter, slip=Slip.objects.in_chapter(chapter).get(prospect="{prospect}"), at=tick())
"""
WHO = """
from chapters.models import Chapter
from chapters.scope import chapter_scope
from referrals.models import Slip
chapter = Chapter.objects.get(slug="riverside")
with chapter_scope(chapter.pk):
    print("|".join(Slip.objects.in_chapter(chapter).order_by("pk").values_list("prospect", flat=True)))
"""


class Archiving(Database):
    """A database whose log is archived."""

    def start(self) -> None:
        """Serve, with the log going to a folder beside it."""
        self.wal = self.root / "wal"
        self.wal.mkdir(exist_ok=True)
        if self.account:
            os.chown(self.wal, *self.account)
        archive = {
            "wal_level": "replica",
            "max_wal_senders": "2",
            "archive_mode": "on",
            "archive_command": f"cp %p {self.wal}/%f.part && mv {self.wal}/%f.part {self.wal}/%f",
        }
        log = self.root / "postgres.log"
        self.process = postgres.serve(self.cluster, self.sockets, log, account=self.account, otherwise=archive)

    def tell(self, text: str) -> str:
        """What a piece of Python prints last."""
        return self.manage("shell", "-v", "0", "-c", text).strip()

    def ask(self, sql: str) -> str:
        """What PostgreSQL answers its owner."""
        line = [postgres.binary("psql"), "-h", self.sockets, "-U", postgres.OWNER, "-d", postgres.DATABASE, "-Atc", sql]
        return subprocess.run(line, check=True, capture_output=True, text=True).stdout.strip()

    def base_backup(self) -> Path:
        """What is made every night."""
        base = self.root / "base"
        line = [postgres.binary("pg_basebackup"), "-h", self.sockets, "-U", postgres.OWNER]
        subprocess.run([*line, "-D", base, "-c", "fast", "-X", "none", "--no-sync"], check=True)
        return base

    def five_minutes_pass(self) -> None:
        """The log is archived up to now, as it is every `archive_timeout`."""
        name = self.ask("SELECT pg_walfile_name(pg_switch_wal())")
        deadline = time.monotonic() + 60
        while not (self.wal / name).exists():
            assert time.monotonic() < deadline
            time.sleep(0.1)


@pytest.fixture
def database():
    root = Path(tempfile.mkdtemp(prefix="f59-", dir="/tmp"))  # a socket's path is short
    root.chmod(0o755)
    found = Archiving(root)
    try:
        found.manage("migrate", "-v", "0")
        yield found
    finally:
        postgres.shut_down(found.process)
        shutil.rmtree(root)


@only_full
def test_f59_what_was_lost_is_restored_and_who_objected_is_removed_before_anybody_asks(database, record_property):
    database.tell(PREPARE)
    base = database.base_backup()
    database.tell(PASS_ONE.format(prospect="After the backup"))
    database.tell(OBJECT.format(prospect="Before 1"))
    database.five_minutes_pass()
    database.tell(OBJECT.format(prospect="Before 2"))
    database.tell(PASS_ONE.format(prospect="In the last five minutes"))
    objections = database.root / "objections.jsonl"
    objections.write_text(database.manage("objections"))
    assert len([json.loads(line) for line in objections.read_text().splitlines()]) == 4

    stop(database.process, (signal.SIGKILL, 10))
    shutil.rmtree(database.cluster)
    begun = time.monotonic()
    subprocess.run([PROJECT / "deploy" / "restore.sh", base, database.wal, database.cluster], check=True)
    if database.account:
        for path in (database.cluster, *database.cluster.rglob("*")):
            os.chown(path, *database.account)
    database.start()
    while database.ask("SELECT pg_is_in_recovery()") == "t":
        assert time.monotonic() - begun < HALF_AN_HOUR
        time.sleep(0.2)
    assert database.tell(WHO) == "|Before 2|After the backup"
    assert database.manage("objections", "--again", str(objections)) == (
        "2 objections that the backup did not know hold again.\n"
    )
    took = time.monotonic() - begun
    assert database.tell(WHO) == "||After the backup"
    assert "0 objections" in database.manage("objections", "--again", str(objections))
    record_property("figures", f"F59: back after {took:.0f} s")


def test_f59_a_folder_with_something_in_it_is_not_overwritten(tmp_path):
    (tmp_path / "precious").touch()
    line = [PROJECT / "deploy" / "restore.sh", tmp_path, tmp_path, tmp_path]
    done = subprocess.run(line, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, f"{tmp_path} is not empty.\n")
