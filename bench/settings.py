"""The application's settings, with an empty page beside its own."""

from config.settings import *  # noqa: F403  # all of them, that is the point

ROOT_URLCONF = "bench.urls"
