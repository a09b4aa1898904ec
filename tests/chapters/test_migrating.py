"""While migrating a model is told of what it is given, and a new one made alone; the schema is what it would be."""

import pytest
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import OperationalError, models
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger import Before, Delete, Trigger
from pgtrigger.migrations import AddTrigger

from chapters import migrating
from chapters.migrating import models_kept


def state_with_a_model():
    state = ProjectState()
    state.add_model(ModelState("trial", "Row", [("id", models.BigAutoField(primary_key=True))], options={}))
    return state, state.apps.get_model("trial", "Row")


def added_to(state):
    state.add_constraint("trial", "row", models.UniqueConstraint(fields=["id"], name="once"))
    state.add_index("trial", "row", models.Index(fields=["id"], name="by_id"))
    AddTrigger("row", Trigger(name="kept", when=Before, operation=Delete)).state_forwards("trial", state)
    model = state.apps.get_model("trial", "Row")
    return model, [one.name for one in (*model._meta.constraints, *model._meta.indexes, *model._meta.triggers)]


def added_beside(state):
    refers = models.ForeignKey("trial.Row", on_delete=models.CASCADE)
    fields = [("id", models.BigAutoField(primary_key=True)), ("row", refers)]
    state.add_model(ModelState("trial", "Other", fields, options={}))
    return state.apps.get_model("trial", "Row"), state.apps.get_model("trial", "Other")


def test_the_model_is_the_same_one_and_knows_its_constraints_and_indexes():
    state, before = state_with_a_model()
    with models_kept():
        model, names = added_to(state)
    assert model is before
    assert names == ["once", "by_id", "kept"]
    assert [one.name for one in state.models["trial", "row"].options["constraints"]] == ["once"]


def test_a_new_model_is_made_alone_and_refers_to_those_that_are_there():
    state, before = state_with_a_model()
    assert not state.relations["trial", "row"]
    with models_kept():
        model, other = added_beside(state)
    assert model is before
    assert other._meta.get_field("row").related_model is model
    assert ("trial", "other") in state.relations["trial", "row"]


def test_afterwards_django_does_as_ever():
    with models_kept():
        pass
    state, before = state_with_a_model()
    model, names = added_to(state)
    assert model is not before
    assert names == ["once", "by_id", "kept"]
    assert added_beside(state)[0] is not model


class Refusal(Exception):
    """What the driver raises."""

    def __init__(self, pgcode):
        super().__init__()
        self.pgcode = pgcode


def refused(code):
    error = OperationalError("canceling statement due to lock timeout")
    error.__cause__ = Refusal(code)
    return error


def test_what_finds_a_table_in_use_is_tried_again_and_says_so(monkeypatch):
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 0)
    outcomes, said = [refused("55P03"), refused("55P03"), None], []

    def act():
        outcome = outcomes.pop(0)
        if outcome:
            raise outcome

    migrating.patiently(act, say=said.append)
    assert outcomes == []
    assert said == ["A table is in use. Tried again in 0 s."] * 2


@pytest.mark.parametrize("code", ["57014", "42501", None])
def test_any_other_trouble_is_raised_at_once(code):
    with pytest.raises(OperationalError):
        migrating.patiently(lambda: (_ for _ in ()).throw(refused(code)), say=pytest.fail)


def test_it_gives_up_in_the_end(monkeypatch):
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(migrating, "MOST_TRIES", 3)
    said = []
    with pytest.raises(OperationalError):
        migrating.patiently(lambda: (_ for _ in ()).throw(refused("55P03")), say=said.append)
    assert len(said) == 2


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_command_is_patient(monkeypatch):
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 0)
    outcomes = [refused("55P03"), None]

    def handle(*_args, **_options):
        outcome = outcomes.pop(0)
        if outcome:
            raise outcome

    monkeypatch.setattr(Migrate, "handle", handle)
    call_command("migrate", verbosity=0)
    assert outcomes == []
