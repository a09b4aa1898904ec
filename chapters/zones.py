"""Time zones of the IANA database."""

from functools import cache
from zoneinfo import available_timezones

_NOT_A_PLACE = frozenset({"Factory", "localtime", "posixrules"})


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - _NOT_A_PLACE


def is_zone(name: str) -> bool:
    """Whether this is the name of a time zone that is the same on every machine."""
    return name in _zones()
