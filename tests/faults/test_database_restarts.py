"""F20: PostgreSQL goes away and comes back under load. Meanwhile people read a 503; nothing they were told is lost."""

import signal
import time
from collections import Counter

import pytest

from config import postgres
from config.processes import stop
from tests.faults.scale import FULL
from tests.faults.serving import Load, database, server, session, workers_of  # noqa: F401  # fixtures

pytestmark = pytest.mark.slow
AWAY_SECONDS = 3 if FULL else 1
HEALED_SECONDS = 10 if FULL else 30


@pytest.mark.parametrize("ended", ["in order", "at once"] if FULL else ["in order"])
def test_f20_postgresql_is_restarted_under_load(database, server, session, ended, record_property):  # noqa: F811
    process, port = server
    workers, before = workers_of(process), database.leads()
    load = Load(port, session)
    load.begin()
    try:
        assert load.answered(10)
        if ended == "in order":
            postgres.shut_down(database.process)
        else:
            stop(database.process, (signal.SIGQUIT, 10))
        time.sleep(AWAY_SECONDS)
        database.start()
        assert load.answered(20)
    finally:
        load.end()
    failed = [at for at, status in load.answers if status not in {200, 303}]
    took = max(failed) - min(failed)
    record_property("figures", f"F20 {ended}: {len(failed)} of {len(load.answers)} refused, over {took:.1f} s")
    assert Counter(status for _at, status in load.answers).keys() == {200, 303, 503}
    assert all(b"One moment, please" in text and after == "1" for _status, text, after in load.pages)
    assert took <= HEALED_SECONDS
    assert workers_of(process) == workers
    assert database.leads() - before == Counter(load.acknowledged)
