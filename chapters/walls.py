"""The walls in the database, as constraints that `makemigrations` owns: composite keys and row-level security."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models.constraints import BaseConstraint

NAMED_CHAPTERS = (
    "any ((select string_to_array(nullif(current_setting('app.chapter_ids', true), ''), ',')::bigint[])::bigint[])"
)

SAME_NETWORK = (
    "(SELECT c.network_id FROM chapters_chapter c WHERE c.id = chapter_id) = any (ARRAY("
    "SELECT c.network_id FROM chapters_chapter c WHERE c.id = any (("
    "select string_to_array(nullif(current_setting('app.chapter_ids', true), ''), ',')::bigint[])::bigint[])))"
)
"""A row's chapter is of the same network as a named one; which networks those are is looked up once a statement."""


class _Wall(BaseConstraint):
    """A constraint made by SQL of its own once its table, and the tables it points at, are there."""

    def create_statement(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """SQL that raises the wall, with `%(table)s` for the table."""
        raise NotImplementedError

    def remove_statement(self) -> str:
        """SQL that takes it down, with `%(table)s` for the table."""
        raise NotImplementedError

    def _statement(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, sql: str) -> Statement:
        return Statement(sql, table=Table(model._meta.db_table, schema_editor.quote_name))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """The wall for a table that is there."""
        return self._statement(model, schema_editor, self.create_statement(model, schema_editor))

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Nothing within CREATE TABLE: the wall is raised when the migration's tables all stand."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return None

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """Take the wall down."""
        return self._statement(model, schema_editor, self.remove_statement())

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """The database judges; nothing is asked of a form."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Wall) and self.deconstruct() == other.deconstruct()

    __hash__ = None  # type: ignore[assignment]  # compared by content, as Django's own constraints are


class ChapterKey(_Wall):
    """`(chapter_id, field_id)` refers to `(chapter_id, id)` of the same chapter: nobody else's row can be named.

    The ForeignKey itself has `db_constraint=False`; its target needs `UniqueConstraint(fields=("chapter", "id"))`.
    """

    def __init__(self, *, field: str, to: str, name: str, **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self.field, self.to = field, to

    def create_statement(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """The composite foreign key, checked at once."""
        target = model._meta.apps.get_model(self.to)
        column = str(model._meta.get_field(self.field).column)  # type: ignore[union-attr]  # never a reverse one
        quote = schema_editor.quote_name
        return (
            f"ALTER TABLE %(table)s ADD CONSTRAINT {quote(self.name)} FOREIGN KEY (chapter_id, {quote(column)}) "
            f"REFERENCES {quote(target._meta.db_table)} (chapter_id, id) DEFERRABLE INITIALLY IMMEDIATE"
        )

    def remove_statement(self) -> str:
        """Drop the key."""
        return f'ALTER TABLE %(table)s DROP CONSTRAINT "{self.name}"'

    def deconstruct(self) -> Any:
        """As a migration writes it."""
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"field": self.field, "to": self.to}


class ChapterWall(_Wall):
    """Row-level security, enabled and forced: rows of the named chapters can be seen and written, no others."""

    def create_statement(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """The policy."""
        return (
            "ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY; ALTER TABLE %(table)s FORCE ROW LEVEL SECURITY; "
            f'CREATE POLICY "{self.name}" ON %(table)s USING (chapter_id = {NAMED_CHAPTERS}) '
            f"WITH CHECK (chapter_id = {NAMED_CHAPTERS})"
        )

    def remove_statement(self) -> str:
        """Drop the policy; the table stays forced, so it then shows nothing."""
        return f'DROP POLICY "{self.name}" ON %(table)s'


class NetworkWindow(_Wall):
    """A second policy, for reading alone: chapters of one network read these rows of each other's.

    The network is looked up each time, so a chapter that leaves it neither sees nor is seen; writing stays walled in.
    """

    def create_statement(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """The policy."""
        return f'CREATE POLICY "{self.name}" ON %(table)s FOR SELECT USING ({SAME_NETWORK})'

    def remove_statement(self) -> str:
        """Drop the policy."""
        return f'DROP POLICY "{self.name}" ON %(table)s'


class OwnRows(_Wall):
    """A second policy, for reading alone: a user sees their own rows (`condition` uses `app.user_id`)."""

    def __init__(self, *, condition: str, name: str, **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self.condition = condition

    def create_statement(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> str:
        """The policy."""
        return f'CREATE POLICY "{self.name}" ON %(table)s FOR SELECT USING ({self.condition})'

    def remove_statement(self) -> str:
        """Drop the policy."""
        return f'DROP POLICY "{self.name}" ON %(table)s'

    def deconstruct(self) -> Any:
        """As a migration writes it."""
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"condition": self.condition}
