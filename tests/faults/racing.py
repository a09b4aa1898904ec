"""People who do the same thing at the same moment, each on a connection of their own."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence

from django.db import OperationalError, connection

TRIES = 5
OUTCOME = Callable[[], str]


def race(racers: Sequence[OUTCOME]) -> Counter[str]:
    """Start them all at once; how many came to which outcome.

    Whoever waited too long for somebody else's lock is told to come again, as a page's answer (409) says.
    """
    start = threading.Barrier(len(racers))
    outcomes: list[str] = []

    def run(racer: OUTCOME) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            outcomes.append(_patiently(racer))
        except Exception as error:  # a thread must not die unseen
            outcomes.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(racer,)) for racer in racers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(outcomes)


def _patiently(racer: OUTCOME) -> str:
    for _try in range(TRIES):
        try:
            return racer()
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", "") != "55P03":
                raise
    return "gave up"
