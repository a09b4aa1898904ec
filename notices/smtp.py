"""SMTP that says whether a mail may have arrived although nobody confirmed it."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as Smtp


class Uncertain(Exception):
    """The line broke after the mail was handed over and before the server said whether it took it (F49)."""


class CarefulSMTP(smtplib.SMTP):
    """smtplib's, save that a line broken while handing over is told apart from every other break."""

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand the mail over. Raises Uncertain."""
        try:
            return super().data(msg)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise Uncertain(str(error)) from error


class CarefulSMTP_SSL(CarefulSMTP, smtplib.SMTP_SSL):  # noqa: N801  # named as smtplib names them
    """The same, over TLS from the start."""


class EmailBackend(Smtp):
    """Django's, with the careful line."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """The kind of line to open."""
        return CarefulSMTP_SSL if self.use_ssl else CarefulSMTP
