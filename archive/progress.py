"""How far a long import is, for those who wait: told over a connection of its own, for the import's rows are not
seen before it is done. Only for a file that was confirmed in a transaction of its own, as the worker's was: the row
that tells how far it is must not be one that the import itself holds.
"""

import time

from django.db import connection

from archive.models import Upload
from chapters.scope import setting_of

EVERY_SECONDS = 0.5


class Progress:
    """Counts rows and writes the count down now and then."""

    def __init__(self, upload: Upload) -> None:
        self.upload, self.done, self.told_at = upload, 0, time.monotonic()

    def __call__(self, rows: int) -> None:
        """So many rows more are stored."""
        self.done += rows
        if time.monotonic() - self.told_at >= EVERY_SECONDS:
            self.told_at = time.monotonic()
            self._tell()

    def _tell(self) -> None:
        beside = connection.copy()
        try:
            beside.set_autocommit(False)
            with beside.cursor() as cursor:
                cursor.execute("SELECT set_config('app.chapter_ids', %s, true)", [setting_of([self.upload.chapter_id])])
                cursor.execute("UPDATE archive_upload SET done = %s WHERE id = %s", [self.done, self.upload.pk])
            beside.commit()
        finally:
            beside.close()
