"""The application refuses to start as a role that row security does not bind."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

POWERS = """
SELECT rolsuper, rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p', 'v', 'm'))
FROM pg_roles WHERE rolname = current_user
"""
WHAT_TO_DO = "Let DATABASE_URL name a role of its own that owns nothing; MIGRATION_DATABASE_URL names the owner."


def powers_of_role() -> list[str]:
    """Why the application's role would see through the walls; empty where it would not."""
    with connection.cursor() as cursor:
        cursor.execute(POWERS)
        superuser, bypasses, owns = cursor.fetchone()
    reasons = {"it is a superuser": superuser, "it has BYPASSRLS": bypasses, "it owns tables": owns}
    return [reason for reason, so in reasons.items() if so]


def refuse_powerful_role() -> None:
    """Raise ImproperlyConfigured unless row security binds the application's role; web and workers start with it."""
    if powers := powers_of_role():
        raise ImproperlyConfigured(f"The database role sees through the walls: {', '.join(powers)}. {WHAT_TO_DO}")


def role_check(app_configs: Any, databases: Sequence[str] | None, **kwargs: Any) -> list[CheckMessage]:
    """Say the same in `manage.py check --database default`."""
    if "default" not in (databases or ()):
        return []
    return [Error(f"The database role sees through the walls: {power}.", hint=WHAT_TO_DO) for power in powers_of_role()]
