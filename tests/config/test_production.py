"""A server's settings: nothing by guess, nothing embedded, redirects to https but for the health check."""

import os
import subprocess
import sys

import pytest

from config.place import PROJECT
from tests.config.conftest import bare_environment

SERVER = {
    "CHAPTERHOUSE_MODE": "production",
    "DATABASE_URL": os.environ["DATABASE_URL"],
    "REDIS_URL": os.environ["REDIS_URL"],
    "SECRET_KEY": "for-this-test-only-but-long-enough-to-pass-every-check-there-is",
    "ALLOWED_HOSTS": "chapters.example",
    "SITE_URL": "https://chapters.example",
    "DEFAULT_FROM_EMAIL": "notices@chapters.example",
}
ASK = """
import django; django.setup()
from django.test import Client
for path in ("/accounts/login/", "/health/"):
    print(Client(HTTP_HOST="chapters.example").get(path).status_code)
"""


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = bare_environment(DJANGO_SETTINGS_MODULE="config.settings", **environment)
    return subprocess.run([sys.executable, *words], cwd=PROJECT, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize("missing", [name for name in SERVER if name not in {"CHAPTERHOUSE_MODE", "ALLOWED_HOSTS"}])
def test_what_is_not_set_is_named(missing: str) -> None:
    set_otherwise = {name: value for name, value in SERVER.items() if name != missing}
    refused = python("manage.py", "diffsettings", **set_otherwise)
    assert refused.returncode == 1
    assert f"{missing} is not set. See .env.example." in refused.stderr
    assert python("manage.py", "diffsettings", **SERVER).returncode == 0


def test_the_health_check_alone_is_not_sent_to_https() -> None:
    assert python("-c", ASK, **SERVER).stdout == "301\n200\n"
