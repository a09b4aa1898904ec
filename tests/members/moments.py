"""The moment at which tests about people happen."""

from datetime import UTC, datetime

AT = datetime(2026, 3, 3, 9, tzinfo=UTC)
