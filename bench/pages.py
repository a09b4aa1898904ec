"""P5 and P7: what signed-in pages cost against an empty one, and row security's share of a page."""

import os
from functools import cache
from statistics import median

from bench.goals import goal
from bench.site import SLUG, president_cookie, served, throughput

ROOT = f"/c/{SLUG}/"
REQUESTS, ROUNDS = 120, 7
cookie = cache(president_cookie)


def share_of_empty(path: str) -> float:
    """The throughput of a page as a share of an empty page's, on one server, in turn."""
    with served() as port:
        for warm in ("/empty/", path):
            throughput(port, warm, cookie(), REQUESTS)
        return median(
            throughput(port, path, cookie(), REQUESTS) / throughput(port, "/empty/", cookie(), REQUESTS)
            for _ in range(ROUNDS)
        )


@goal("page_my_week_vs_empty", at_least=0.10)
def my_week() -> float:
    """My week of a member who is the president."""
    return share_of_empty(ROOT)


@goal("page_chapter_standing_vs_empty", at_least=0.10)
def chapter_standing() -> float:
    """The chapter's standing, thirty members."""
    return share_of_empty(f"{ROOT}standing/chapter/")


@goal("page_roll_call_vs_empty", at_least=0.10)
def roll_call() -> float:
    """The roll call, thirty members."""
    return share_of_empty(f"{ROOT}roll-call/")


@goal("rls_cost", at_most=0.15)
def row_security() -> float:
    """Row security's share of the throughput of the chapter's standing: the same page as a role it does not bind."""
    path = f"{ROOT}standing/chapter/"
    unbound = {"DATABASE_URL": os.environ["MIGRATION_DATABASE_URL"]}
    with served() as bound, served(**unbound) as free:
        for port in (bound, free):
            throughput(port, path, cookie(), REQUESTS)
        return 1 - median(
            throughput(bound, path, cookie(), REQUESTS) / throughput(free, path, cookie(), REQUESTS)
            for _ in range(ROUNDS)
        )
