"""A child of few means looks into a mail: however that ends, it ends soon, with a word, and the next is read."""

import json
import sys

import pytest

from inbound import limited, turns
from inbound.limited import Means, look_into
from inbound.models import InboundMessage
from inbound.receiving import receive
from tests.inbound.postroom import AT, CHAPTER, mail

PATH = "ben@riverside.example"


def test_a_good_mail_is_opened_and_proved():
    found = look_into(mail(), return_path=PATH)
    assert (found.senders, found.doubt, found.broken) == (("ben@riverside.example",), "", "")
    assert found.items == ("The bakery on Mill Lane needs a new oven.",)


@pytest.mark.parametrize(
    ("means", "broken"),
    [
        (Means(megabytes=16), {"memory", "broken", "crash"}),
        (Means(wall=0.05), {"time"}),
    ],
    ids=["memory", "time"],
)
def test_a_reader_without_means_ends_with_a_word(means, broken):
    assert look_into(mail(), return_path=PATH, means=means).broken in broken


@pytest.mark.parametrize(
    ("program", "broken"),
    [
        ("import os; os.kill(os.getpid(), 11)", "crash"),
        ("import os; os.kill(os.getpid(), 9)", "crash"),
        ("while True: pass", "time"),
        ("x = bytearray(2**33)", "crash"),
        ("print('nonsense')", "broken"),
        ("print('{}')", "broken"),
        ("import os; os._exit(3)", "memory"),
    ],
)
def test_a_reader_that_breaks_ends_with_a_word(program, broken):
    limits = "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29));"
    command = (sys.executable, "-c", f"{limits}\n{program}")
    assert look_into(b"x", return_path=PATH, means=Means(wall=3), command=command).broken == broken


def test_the_child_knows_no_secret_and_writes_no_file(tmp_path):
    program = (
        "import json, os, resource, sys; from inbound.reading.child import limit;"
        "asked = json.loads(sys.stdin.buffer.readline()); limit(asked['seconds'], asked['megabytes']);"
        "sys.stderr.write(json.dumps([sorted(os.environ), resource.getrlimit(resource.RLIMIT_FSIZE)])); sys.exit(7)"
    )
    done = limited.subprocess.run(
        (sys.executable, "-B", "-c", program),
        input=json.dumps({"seconds": 5, "megabytes": 512}).encode() + b"\n",
        capture_output=True,
        env=limited.environment(),
        cwd=limited.settings.ROOT,
    )
    known, files = json.loads(done.stderr)
    assert set(known) <= {"LANG", "LC_CTYPE", "PYTHONPATH"}
    assert files == [0, 0]


@pytest.mark.django_db
def test_f54_the_queue_moves_on_past_a_mail_that_kills_its_reader(chapter, people, monkeypatch):
    poison, well = mail("poison"), mail(number=2)
    killer = (sys.executable, "-c", "import os; os.kill(os.getpid(), 11)")

    def read(raw, *, return_path):
        command = {"command": killer} if raw == poison else {}
        return look_into(raw, return_path=return_path, **command)

    monkeypatch.setattr(turns, "look_into", read)
    for raw in (poison, well):
        receive(raw=raw, recipient=CHAPTER, return_path=PATH, at=AT)
    turns.read_waiting(chapter.pk)
    ends = InboundMessage.objects.in_chapter(chapter).order_by("pk").values_list("state", "reason")
    assert list(ends) == [("unreadable", "crash"), ("drafts", "")]


@pytest.mark.django_db
def test_a_mail_at_which_its_worker_dies_is_given_up_after_three_times(chapter, people, monkeypatch):
    receive(raw=mail(), recipient=CHAPTER, return_path=PATH, at=AT)
    mails = InboundMessage.objects.in_chapter(chapter)

    def dies(raw, *, return_path):
        raise RuntimeError("the worker")

    monkeypatch.setattr(turns, "look_into", dies)
    for tries in (1, 2, 3):
        turns.read_waiting(chapter.pk)
        assert mails.get().tries == tries
        turns.read_waiting(chapter.pk)  # nobody takes it before its time
        assert mails.get().tries == tries
        mails.update(try_at=AT)
    turns.read_waiting(chapter.pk)
    assert (mails.get().state, mails.get().reason) == ("unreadable", "crash")


@pytest.mark.django_db
def test_where_the_mail_domain_does_not_answer_the_mail_waits_and_then_asks(chapter, people, monkeypatch, told):
    receive(raw=mail(), recipient=CHAPTER, return_path=PATH, at=AT)
    mails = InboundMessage.objects.in_chapter(chapter)
    silent = limited.Found(senders=("ben@riverside.example",), recipients=(CHAPTER,), doubt="no_answer", written_at=AT)
    monkeypatch.setattr(turns, "look_into", lambda raw, *, return_path: silent)
    for _ in range(2):
        turns.read_waiting(chapter.pk)
        assert mails.get().state == "stored"
        mails.update(try_at=AT)
    turns.read_waiting(chapter.pk)
    assert (mails.get().state, mails.get().reason) == ("quarantined", "no_answer")
    assert told() == [("mail_in_your_name", "ben@riverside.example")]
