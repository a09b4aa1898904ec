"""Where allauth asks the house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations; whoever is not invited has no use for one yet, and may still make one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Anyone may make an account; it opens no chapter by itself."""
        return True
