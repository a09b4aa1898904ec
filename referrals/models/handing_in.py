"""What a sender's device gives its id, so that it arrives once."""

from typing import Any, Self

from django.db import connection, models
from psycopg2 import sql

from chapters.owned import ChapterOwned, referable


class AnotherBody(Exception):
    """The id was used before, by somebody else or for something else; nothing of that is told."""


class HandedIn(ChapterOwned):
    """Carries an id that the sender's device made: a repeat is the same row, another body is refused."""

    uuid = models.UUIDField()
    digest = models.CharField(max_length=64, blank=True, editable=False)
    day_unknown = models.BooleanField(default=False)

    is_repeat = False

    class Meta:
        abstract = True
        constraints = [
            *ChapterOwned.Meta.constraints,
            models.UniqueConstraint(fields=("chapter", "uuid"), name="%(app_label)s_%(class)s_uuid_once"),
            referable(),
        ]

    def hand_in(self) -> Self:
        """Store it, once: where it was handed in before, that row is the answer, and `is_repeat` says so.

        Two at once wait for each other. Raises AnotherBody where the same id carried something else (F01-F05).
        """
        fields = [field for field in self._meta.concrete_fields if not field.primary_key]
        statement = sql.SQL(
            "INSERT INTO {} ({}) VALUES ({}) ON CONFLICT (chapter_id, uuid) DO NOTHING RETURNING id"
        ).format(
            sql.Identifier(self._meta.db_table),
            sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields),
            sql.SQL(", ").join(sql.Placeholder() for _field in fields),
        )
        with connection.cursor() as cursor:
            values = [field.get_db_prep_save(field.pre_save(self, add=True), connection) for field in fields]
            cursor.execute(statement.as_string(cursor.connection), values)
            inserted = cursor.fetchone()
        if inserted is None:
            return self._handed_in_before()
        (self.pk,) = inserted
        self._state.adding = False
        return self

    def _handed_in_before(self) -> Self:
        rows: Any = type(self).objects
        stored: Self = rows.in_chapter(self.chapter_id).get(uuid=self.uuid)
        if stored.digest != self.digest:
            raise AnotherBody
        stored.is_repeat = True
        return stored
