#!/usr/bin/env python
"""Chapterhouse's command line. Starts the embedded servers first, where none is configured."""

import os
import sys

from django.core.management import execute_from_command_line

from config.embedded import EmbeddedError, ensure
from config.place import data_place
from config.prepare import PrepareError, make_tables


def main() -> None:
    """Run one command, in development mode unless the environment says otherwise."""
    os.environ.setdefault("CHAPTERHOUSE_MODE", "development")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        claim = ensure()
        if claim:
            make_tables(data_place(), claim, (sys.argv[1:] or ["help"])[0])
    except (EmbeddedError, PrepareError) as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
