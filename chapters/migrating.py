"""Migrating in a quarter of the time, and beside people who are at work."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import OperationalError
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

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
    """Meanwhile a model that is given a constraint, an index or a trigger is told of it, and not made anew.

    Django makes the model anew, and all that refer to it and it to them, though neither changes any of them. With
    hundreds of constraints and triggers that takes longer than all the rest. So does a new model, which nothing
    refers to yet: it alone is made.
    """
    with ExitStack() as until_then:
        for owner, name, instead in (
            (ProjectState, "_append_option", _told),
            (ProjectState, "add_model", _made_alone),
            (AddTrigger, "state_forwards", _told_of_trigger),
        ):
            until_then.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, instead)
        yield


def _told(state: Any, app_label: str, model_name: str, option: str, added: Any) -> None:
    model = state.models[app_label, model_name]
    model.options[option] = [*model.options.get(option, []), added]
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option, model.options[option])


def _told_of_trigger(operation: Any, app_label: str, state: Any) -> None:
    _told(state, app_label, operation.model_name_lower, "triggers", operation.trigger)


def _made_alone(state: Any, model: Any) -> None:
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.render_multiple([model])
