"""Our migrations can run while the version before them still serves."""

import pytest
from django.apps import apps
from django_migration_linter import MigrationLinter

from chapters.migrating import models_kept
from config.place import PROJECT


@pytest.mark.slow
@pytest.mark.django_db(databases=["default", "owner"])
def test_no_migration_of_ours_breaks_the_version_that_still_runs(capsys: pytest.CaptureFixture[str]) -> None:
    ours = [app.label for app in apps.get_app_configs() if app.path.startswith(str(PROJECT / app.label))]
    linter = MigrationLinter(str(PROJECT), include_apps=ours, database="owner", no_cache=True)
    with models_kept():
        linter.lint_all_migrations()
    linter.print_summary()
    assert linter.nb_total
    assert not linter.has_errors, capsys.readouterr().out
