"""How an address and a password become a user."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest


class SignInBackend(AuthenticationBackend):
    """allauth's, save that the demo's well-known password opens nothing outside demo mode."""

    def authenticate(  # type: ignore[override]  # allauth itself takes any credentials
        self, request: HttpRequest | None, **credentials: Any
    ) -> Any:
        """The user, or None."""
        if credentials.get("password") == settings.DEMO_PASSWORD and not settings.DEMO:
            return None
        return super().authenticate(request, **credentials)
