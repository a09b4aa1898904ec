"""`create_network SLUG NAME --admin EMAIL`: a network and who looks after it, who then creates its chapters."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email, validate_slug
from django.db import transaction

from accounts.models import NetworkAdmin, User
from chapters.models import Network


class Command(BaseCommand):
    """Makes what is missing; a second time changes nothing. The admin signs in by a code sent to their address."""

    help = "Create a network, or give an existing one another admin."

    def add_arguments(self, parser: CommandParser) -> None:
        """What it is called and who looks after it."""
        parser.add_argument("slug", metavar="SLUG", help="its address: /n/SLUG/")
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--admin", required=True, metavar="EMAIL", help="who looks after it")

    @transaction.atomic
    def handle(self, *args: Any, slug: str, name: str, admin: str, **options: Any) -> None:
        """Make the network, the account and the bond between them."""
        address = admin.strip().lower()
        try:
            validate_slug(slug)
            validate_email(address)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        network, _ = Network.objects.get_or_create(slug=slug, defaults={"name": name})
        user = User.objects.filter(email=address).first() or User.objects.create_user(address)
        EmailAddress.objects.get_or_create(user=user, email=address, defaults={"verified": True, "primary": True})
        NetworkAdmin.objects.get_or_create(network=network, user=user)
        self.stdout.write(f"{address} looks after {network.name} at {network.path} and signs in with a code by mail.")
