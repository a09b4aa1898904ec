"""How far a notice got."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Waiting, claimed by a worker, and the three ways it can end."""

    WAITING = "waiting", _("waiting")
    CLAIMED = "claimed", _("being sent")
    SENT = "sent", _("sent")
    SKIPPED = "skipped", _("skipped")
    PARKED = "parked", _("parked")


TRANSITIONS: dict[State, frozenset[State]] = {
    State.WAITING: frozenset({State.CLAIMED, State.SKIPPED}),
    State.CLAIMED: frozenset({State.WAITING, State.CLAIMED, State.SENT, State.SKIPPED, State.PARKED}),
    State.PARKED: frozenset({State.WAITING}),
    State.SENT: frozenset(),
    State.SKIPPED: frozenset(),
}
