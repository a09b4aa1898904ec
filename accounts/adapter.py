"""Where allauth asks the house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse


class AccountAdapter(DefaultAccountAdapter):
    """Anyone may make an account, and nobody gets into one by an address that is somebody else's."""

    def pre_login(self, request: HttpRequest, user: Any, **hints: Any) -> HttpResponse | None:
        """Let somebody in; where their first time is by a code, a password the account has is not theirs.

        Whoever made the account with it never proved the address, and would be let in now that it is proved. (The
        demo's people have theirs from the demo.)
        """
        by_code = any(record["method"] == "code" for record in get_authentication_records(request, user))
        if by_code and user.last_login is None and user.has_usable_password() and not settings.DEMO:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        answer: HttpResponse | None = super().pre_login(request, user, **hints)
        return answer
