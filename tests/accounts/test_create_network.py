"""The operator's first act on a new server."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import NetworkAdmin, User
from chapters.models import Network

pytestmark = pytest.mark.django_db


def test_a_network_and_its_admin_are_made_once(client):
    for _ in range(2):
        call_command("create_network", "harbour", "Harbour", admin=" Nora@Network.example")
    assert Network.objects.get().name == "Harbour"
    assert NetworkAdmin.objects.get().user == User.objects.get(email="nora@network.example")
    client.force_login(User.objects.get())
    assert client.get("/").headers["Location"] == "/n/harbour/"


@pytest.mark.parametrize(("slug", "admin"), [("not a slug", "nora@network.example"), ("harbour", "nobody")])
def test_what_cannot_be_an_address_is_refused(slug, admin):
    with pytest.raises(CommandError):
        call_command("create_network", slug, "Harbour", admin=admin)
    assert not Network.objects.exists()
