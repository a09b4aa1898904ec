"""Loads the Celery app with Django, so that every process rings the same bell."""

from django.apps import AppConfig

from config.celery import app


class HouseConfig(AppConfig):
    """The top floor."""

    name = "config"

    def ready(self) -> None:
        """Tasks sent from here on go to the configured broker."""
        app.set_default()
