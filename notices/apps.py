"""Reads every app's kinds of notice and due work when Django starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    """The outbox."""

    name = "notices"

    def ready(self) -> None:
        """Import every app's kinds of notice and due work, which register themselves."""
        autodiscover_modules(
            "notices", "due", "appointment_notices", "presenting_notices", "presenting_due", "stand_in_notices"
        )
