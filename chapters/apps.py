"""The chapters app."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from chapters.checks import role_check


class ChaptersConfig(AppConfig):
    """The tenant."""

    name = "chapters"

    def ready(self) -> None:
        """Look at the database's role whenever databases are checked."""
        register(role_check, Tags.database)
