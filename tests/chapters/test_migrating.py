"""A model whose constraint is added while migrating is told of it; the schema is what it would have been."""

from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from chapters.migrating import models_kept


def state_with_a_model():
    state = ProjectState()
    state.add_model(ModelState("trial", "Row", [("id", models.BigAutoField(primary_key=True))], options={}))
    return state, state.apps.get_model("trial", "Row")


def added_to(state):
    state.add_constraint("trial", "row", models.UniqueConstraint(fields=["id"], name="once"))
    state.add_index("trial", "row", models.Index(fields=["id"], name="by_id"))
    model = state.apps.get_model("trial", "Row")
    return model, [one.name for one in (*model._meta.constraints, *model._meta.indexes)]


def test_the_model_is_the_same_one_and_knows_its_constraints_and_indexes():
    state, before = state_with_a_model()
    with models_kept():
        model, names = added_to(state)
    assert model is before
    assert names == ["once", "by_id"]
    assert [one.name for one in state.models["trial", "row"].options["constraints"]] == ["once"]


def test_afterwards_django_does_as_ever():
    with models_kept():
        pass
    state, before = state_with_a_model()
    model, names = added_to(state)
    assert model is not before
    assert names == ["once", "by_id"]
