"""Where allauth asks the house, mail included: its letters go into the outbox with the act that asks for them."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.hashers import make_password

from accounts.adapter import AccountAdapter
from accounts.models import User
from chapters.clock import now
from notices.actions import write_letter
from notices.devices import end_with_sign_ins
from notices.values import address


class PostalAdapter(AccountAdapter):
    """The account adapter, with mail by the outbox: a known and an unknown address take the same way (F46)."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the letter; a worker sends it once this request is through.

        Links in it lead to the site's own address, whatever host the request named (F40).
        """
        ours = {name: _at_our_address(value) if name.endswith("_url") else value for name, value in context.items()}
        message = self.render_mail(template_prefix, email, {"email": email, **ours})
        write_letter(to=email, subject=str(message.subject), text=str(message.body), at=now())

    def set_password(self, user: User, password: str) -> None:  # type: ignore[override]  # ours is the only one
        """Set a new password, from wherever: who is signed in elsewhere is told nothing there any more."""
        super().set_password(user, password)
        end_with_sign_ins(user=user)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell the address's owner; after as much work as a new account costs, so that the time says nothing (F46)."""
        make_password(email)
        super().send_account_already_exists_mail(email)


def _at_our_address(url: str | None) -> str:
    parts = urlsplit(url or "")
    return address(parts._replace(scheme="", netloc="").geturl()) if url else ""
