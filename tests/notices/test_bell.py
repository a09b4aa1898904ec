"""The bell: rung once for many, never waited for, quiet for a while where nobody hears it."""

import time

from celery import current_app

from notices.bell import Bell


def rung(monkeypatch, answer=lambda: None, only="drain") -> list:
    sent = []

    def send_task(task, args, **options):
        if task != only:
            return  # another bell, still at what an earlier test asked for
        answer()
        sent.append((task, args))

    monkeypatch.setattr(current_app, "send_task", send_task)
    return sent


def within(seconds: float, condition) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():
        time.sleep(0.01)
    return condition()


def test_many_askers_are_rung_for_once(monkeypatch):
    sent, bell = rung(monkeypatch), Bell()
    for _ in range(500):
        bell.ring("drain", 7)
    bell.ring("drain", 8)
    assert within(2, lambda: ("drain", (8,)) in sent)
    assert 1 <= sent.count(("drain", (7,))) <= 3


def test_nobody_waits_for_a_broker_that_does_not_answer(monkeypatch):
    sent, bell = rung(monkeypatch, answer=lambda: time.sleep(1)), Bell()
    begin = time.monotonic()
    for chapter in range(20):
        bell.ring("drain", chapter)
    assert time.monotonic() - begin < 10  # twenty seconds, had each waited
    assert within(3, lambda: len(sent) >= 1)


def test_where_nobody_hears_it_it_is_quiet_for_a_while(monkeypatch):
    tries = []

    def refuse():
        tries.append(1)
        raise ConnectionError

    sent, bell = rung(monkeypatch, answer=refuse, only="hush"), Bell()
    bell.ring("hush", 7)
    assert within(2, lambda: bell._quiet_until > 0)
    for _ in range(5):
        bell.ring("hush", 7)
        time.sleep(0.08)
    assert (len(tries), sent) == (1, [])
