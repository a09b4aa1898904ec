"""When the tests of seat reviews play: a Wednesday, at noon in London."""

from datetime import UTC, date, datetime, timedelta

AT = datetime(2026, 3, 4, 12, tzinfo=UTC)
TODAY = date(2026, 3, 4)
DAY = date(2026, 4, 15)
AFTER_APPEAL = AT + timedelta(days=15)
"""A day after the fourteen on which somebody may appeal."""
PROPOSED = AT - timedelta(days=3)
"""When a vote that can be closed began: the member has had their days to answer."""
