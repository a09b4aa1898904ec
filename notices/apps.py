"""Reads every app's kinds of notice and due work when Django starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    """The outbox."""

    name = "notices"

    def ready(self) -> None:
        """Import what every app registers there: `<app>/notices.py`, `<app>/due.py`, `<app>/appointment_notices.py`."""
        autodiscover_modules("notices", "due", "appointment_notices")
