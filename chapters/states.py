"""The states of what a chapter sets for itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeatStatus(models.TextChoices):
    """What a seat is: `reserved` is promised to somebody on the way in, `closed` is not offered."""

    OPEN = "open", _("open")
    HELD = "held", _("held")
    RESERVED = "reserved", _("reserved")
    CLOSED = "closed", _("closed")
