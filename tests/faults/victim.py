"""The web application for gunicorn, whose worker is killed (-9) where a request's X-Kill-At header says."""

import os
import signal

import django
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

django.setup()
STATEMENTS = {"slip": 'INSERT INTO "referrals_slip" ', "notice": "INSERT INTO notices_notice "}
inner = get_wsgi_application()
commit = DatabaseWrapper._commit
asked = ""


def die_at(point):
    """End this process as the kernel would, if that is what the request asked for."""
    if point == asked:
        os.kill(os.getpid(), signal.SIGKILL)


def watching(execute, sql, params, many, context):
    """Around every statement."""
    found = next((name for name, words in STATEMENTS.items() if words in sql), "")
    die_at(f"before the {found}")
    result = execute(sql, params, many, context)
    die_at(f"after the {found}")
    return result


def committing(self):
    """Around the request's commit."""
    die_at("before commit")
    commit(self)
    die_at("after commit")


DatabaseWrapper._commit = committing


def application(environ, start_response):
    """The page, or nothing more."""
    global asked
    asked = environ.get("HTTP_X_KILL_AT", "")
    die_at("request read")
    with connection.execute_wrapper(watching):
        return inner(environ, start_response)
