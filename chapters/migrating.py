"""Migrating in half the time, and beside people who are at work."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.migrations.state import ProjectState

LOCK_NOT_AVAILABLE = "55P03"
PAUSE_SECONDS = 10.0
MOST_TRIES = 90


def patiently(act: Callable[[], object], *, say: Callable[[str], object]) -> None:
    """Do it, again and again for a quarter of an hour where somebody holds a table that it needs alone (F60).

    Each try waits for a lock no longer than the connection's lock_timeout, for whoever comes meanwhile waits behind it.
    What a migration did is in a transaction of its own, so a try begins where the last one gave up. `say` is told why
    it waits. Raises what the last try raised.
    """
    for left in range(MOST_TRIES, 0, -1):
        try:
            act()
        except OperationalError as error:
            if left == 1 or getattr(error.__cause__, "pgcode", None) != LOCK_NOT_AVAILABLE:
                raise
            say(f"A table is in use. Tried again in {PAUSE_SECONDS:g} s.")
        else:
            return
        time.sleep(PAUSE_SECONDS)


@contextmanager
def models_kept() -> Iterator[None]:
    """Meanwhile a model whose constraint or index is added is told of it, and not made anew.

    Django makes the model anew, and all that refer to it and it to them, though neither changes any of them. With
    hundreds of constraints that takes longer than all the rest.
    """
    state_class: Any = ProjectState
    makes_anew = state_class._append_option

    def tells(self: Any, app_label: str, model_name: str, option: str, added: Any) -> None:
        state = self.models[app_label, model_name]
        state.options[option] = [*state.options[option], added]
        if "apps" in self.__dict__:
            setattr(self.apps.get_model(app_label, model_name)._meta, option, state.options[option])

    state_class._append_option = tells
    try:
        yield
    finally:
        state_class._append_option = makes_anew
