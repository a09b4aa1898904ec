"""A pytest plugin (`-p tests.servers`): servers for this run alone, started before Django's settings are read.

Workers of pytest-xdist inherit the addresses through the environment and start nothing.
"""

import os
from collections.abc import Generator

import pytest

from config.embedded import EmbeddedError, ensure_disposable


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Wrap pytest-django's hook of the same name, which reads the settings."""
    os.environ["CHAPTERHOUSE_MODE"] = "test"
    try:
        ensure_disposable()
    except EmbeddedError as error:
        raise pytest.UsageError(str(error)) from error
    return (yield)
