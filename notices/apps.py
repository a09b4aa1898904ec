"""Reads every app's kinds of notice and due work when Django starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    """The outbox."""

    name = "notices"

    def ready(self) -> None:
        """Import `<app>/notices.py` of every app, which registers what it finds there."""
        autodiscover_modules("notices")
