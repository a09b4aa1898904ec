"""How long work waits between tries. A minute is NOTICE_MINUTE_SECONDS long, so that tests need not wait for hours."""

from datetime import timedelta

from django.conf import settings

MOST_TRIES = 5
LEASE_MINUTES = 1.5
"""After this long without an end, whoever took something is held to be dead, and it is taken again (F16)."""
SEND_AGAIN_MINUTES = 9.0
"""Five tries, nine minutes apart: past half an hour of trouble, and soon enough after it (F48)."""
WORK_AGAIN_MINUTES = (1.0, 2.0, 4.0, 8.0)
NO_SERVER_MINUTES = 1.0
"""Where the mail server cannot be reached at all, nothing was tried."""
BUNDLE_MINUTES = 2.0
"""After one thing, the next wait so long for each other."""
SHIFT_MINUTES = 0.25
"""One chapter's turn: after it, its neighbours come first (F23)."""


def minutes(count: float) -> timedelta:
    """So many minutes at the pace that is set."""
    return timedelta(seconds=count * settings.NOTICE_MINUTE_SECONDS)


def lease() -> timedelta:
    """How long somebody may take over one thing."""
    return minutes(LEASE_MINUTES)


def work_again(tries: int) -> timedelta:
    """The wait after so many tries at work that is due."""
    return minutes(WORK_AGAIN_MINUTES[min(tries, len(WORK_AGAIN_MINUTES)) - 1])
