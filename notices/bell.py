"""The bell: tells a worker that something is due at once. The book is PostgreSQL; a bell not heard costs a tick.

A request never waits for the broker and never fails for it (F18): a thread of the process rings for it.
"""

import logging
import os
import threading
import time
from collections.abc import Hashable

from celery import current_app
from django.conf import settings

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.05
"""Between two rings: what is asked for meanwhile is rung for once."""
QUIET_SECONDS = 15.0
"""How long nobody tries again after the broker did not answer."""


class Bell:
    """Rings each task once however often it is asked for while the thread is busy; each process has its own."""

    def __init__(self) -> None:
        self.renew()
        os.register_at_fork(after_in_child=self.renew)

    def renew(self) -> None:
        """Begin without a thread and with nothing to ring for: threads do not live on in a forked child."""
        self._wanted: dict[tuple[str, tuple[Hashable, ...]], None] = {}
        self._more = threading.Condition()
        self._thread: threading.Thread | None = None
        self._quiet_until = 0.0

    def ring(self, task: str, *ids: int) -> None:
        """Ask for a task to be sent, soon. Returns at once, whatever the broker does."""
        with self._more:
            self._wanted[task, ids] = None
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="bell", daemon=True)
                self._thread.start()
            self._more.notify()

    def _serve(self) -> None:
        while True:
            with self._more:
                while not self._wanted:
                    self._more.wait()
                wanted, self._wanted = list(self._wanted), {}
            for task, ids in wanted:
                self._send(task, ids)
            time.sleep(PAUSE_SECONDS)

    def _send(self, task: str, ids: tuple[Hashable, ...]) -> None:
        if time.monotonic() < self._quiet_until:
            return
        try:
            current_app.send_task(task, args=ids, retry=False, expires=settings.TICK_SECONDS, ignore_result=True)
        except Exception as error:  # whatever ails the broker, the next tick finds the work
            self._quiet_until = time.monotonic() + QUIET_SECONDS
            logger.warning("The broker does not answer (%s); the next tick finds what is due.", error)


bell = Bell()
