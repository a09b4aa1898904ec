"""`migrate`, as the owner: the application's role owns nothing and gets row privileges only."""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from chapters.migrating import models_kept, patiently

OWNER = "owner"


class Command(Migrate):
    """Django's, run by the owning role; then the application's role is given its row privileges."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Django's arguments; the database is the owner's unless said otherwise."""
        super().add_arguments(parser)
        parser.set_defaults(database=OWNER)

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, around whoever is at work; make the cache's table; grant."""
        migrate = partial(super().handle, *args, **options)
        with models_kept():
            patiently(migrate, say=self.stderr.write)
        call_command("createcachetable", database=options["database"], verbosity=0)
        role = connections[OWNER].ops.quote_name(str(settings.DATABASES["default"]["USER"]))
        with connections[OWNER].cursor() as cursor:
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
            cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}")
