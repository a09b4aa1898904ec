"""How often, how many: the scenario in full for `make faults`, a part of it for every day."""

import os

import pytest

FULL = os.environ.get("FAULTS") == "full"
only_full = pytest.mark.skipif(not FULL, reason="takes long: `make faults`")


def times(full: int, everyday: int) -> int:
    """The count of the scenario, or the one for every day."""
    return full if FULL else everyday
