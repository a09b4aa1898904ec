"""Has the story of a slip tell what mail adds to it."""

from importlib import import_module

from django.apps import AppConfig


class InboundConfig(AppConfig):
    """Mail that comes in."""

    name = "inbound"

    def ready(self) -> None:
        """Once every app's models are there."""
        import_module("inbound.story")
