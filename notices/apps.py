"""Reads every app's kinds of notice and due work when Django starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    """The outbox."""

    name = "notices"

    def ready(self) -> None:
        """Import `<app>/notices.py` and `<app>/due.py` of every app, which register what they find there."""
        autodiscover_modules("notices", "due")
