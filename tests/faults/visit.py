"""A web process of its own for a test: signs a member in, passes slips, fails at signing in; says how long each took.

Run as `python -m tests.faults.visit EMAIL RECEIVER`, with the servers' addresses in the environment.
"""

import json
import sys
import time
import uuid

import django


def main(email: str, receiver: str) -> None:
    """Print one line of JSON: status and seconds of each page."""
    django.setup()
    from django.test import Client  # noqa: PLC0415  # what needs settings comes after setup

    from accounts.models import User  # noqa: PLC0415

    client = Client()
    client.force_login(User.objects.get(email=email))
    took = []

    def visit(method: str, path: str, form: dict[str, object] | None = None, who: Client = client) -> None:
        begin = time.perf_counter()
        answer = getattr(who, method)(path, form or {})
        limited = " limited" if b"That was too often" in answer.content else ""
        took.append((path + limited, answer.status_code, time.perf_counter() - begin))

    visit("get", "/accounts/login/", who=Client())
    for _ in range(5):
        form = {"uuid": uuid.uuid4(), "kind": "lead", "need": "a roofer", "use_name": "yes"}
        visit("post", "/c/riverside/lead/", form)
        thanks = {"uuid": uuid.uuid4(), "receiver": receiver, "text": "Thank you."}
        visit("post", "/c/riverside/thanks/", thanks)
    for _ in range(8):
        visit("post", "/accounts/login/", {"login": email, "password": "a wrong guess"}, who=Client())
    sys.stdout.write(json.dumps(took))


if __name__ == "__main__":
    main(*sys.argv[1:])
