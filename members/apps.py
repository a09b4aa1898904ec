"""Reads what upper rooms have against acts on people when Django starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MembersConfig(AppConfig):
    """People and their place in a chapter."""

    name = "members"

    def ready(self) -> None:
        """Import every app's `obstacles`, which register themselves."""
        autodiscover_modules("obstacles")
