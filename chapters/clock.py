"""What time it is. The domain never asks: views and tasks read it here once and hand it on as `at`."""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def now() -> datetime:
    """This moment, as a page sees it."""
    return timezone.now()


def tick() -> datetime:
    """This moment by the database's clock, which all workers share; what is due compares with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (at,) = cursor.fetchone()
    moment: datetime = at
    return moment
