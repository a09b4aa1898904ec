"""What a load balancer asks."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_it_says_ok_while_the_database_answers() -> None:
    answer = Client().get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")
