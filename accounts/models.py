"""Who signs in."""

from datetime import time
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from chapters.models import Network


class UserManager(BaseUserManager["User"]):
    """Makes users; their address is kept in lower case."""

    def create_user(self, email: str, password: str | None = None) -> "User":
        """A user with this address; without a password they sign in by code or passkey."""
        user = self.model(email=email.strip().lower())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        """By address, whatever its case."""
        return self.get(email=(email or "").strip().lower())


class User(AbstractBaseUser):
    """A person's account; what they are in a chapter is in members.Member.

    `mail_comes_back`: their address refused our mail, which pages tell them of (notices.actions.stop_sending).
    Between `quiet_from` and `quiet_until`, by a chapter's clock, its news wait; alike: no such hours, as they chose;
    both None: nobody chose yet. `devices_ended` counts how often they had their news come by mail again everywhere: a
    browser that was asked to tell them before goes on no more.
    """

    email = models.EmailField(
        unique=True,
        max_length=254,
        error_messages={"unique": _("There is an account with this address already.")},
    )
    language = models.CharField(max_length=10, default="en")
    is_active = models.BooleanField(default=True)
    mail_comes_back = models.BooleanField(default=False)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    devices_ended = models.PositiveIntegerField(default=0, db_default=0)

    objects: ClassVar[Any] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="accounts_user_lower_case",
                violation_error_message=_("An address is kept in lower case."),
            )
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def quiet_hours(self) -> tuple[time, time] | None:
        """Between which times of day their news wait; None: it comes at any."""
        if self.quiet_from is None or self.quiet_until is None or self.quiet_from == self.quiet_until:
            return None
        return self.quiet_from, self.quiet_until

    def be_quiet(self, first: time | None, end: time | None) -> None:
        """Have news wait between two times of day; None and None: whenever they come, as they choose."""
        self.quiet_from, self.quiet_until = first or time.min, end or time.min
        self.save(update_fields=["quiet_from", "quiet_until"])


class NetworkAdmin(models.Model):
    """A user who looks after a network: its chapters, their totals and rules, never a member's standing."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="admins")
    user = models.ForeignKey(User, models.CASCADE, related_name="networks")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("network", "user"), name="accounts_networkadmin_once")]
