"""What the database refused, as the sentence its constraint carries."""

from django.apps import apps
from django.db import IntegrityError
from django.utils.translation import gettext as _


def constraint_of(error: IntegrityError) -> str:
    """The name of the constraint that refused; empty where it was none of ours."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def sentence_of(error: IntegrityError) -> str:
    """A sentence a person can read: the constraint's own, or that it cannot be stored."""
    name = constraint_of(error)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.get_violation_error_message())
    return _("That cannot be stored. Please check what you typed.")
