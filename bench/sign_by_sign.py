"""`python -m bench.sign_by_sign [FIRST]`: what each sign is worth on the histories from a seed on, and chance.

On servers of its own, as `bench.__main__`; writes nothing. The seeds 0 to 19 are those the thresholds were chosen on.
"""

import sys

import django

from bench.__main__ import own_servers


def main(first: int) -> None:
    """Print a line a sign."""
    from bench.signs import BEHIND, SEEDS, ask  # noqa: PLC0415  # after Django is set up
    from standing.states import SignKind  # noqa: PLC0415

    year = ask(range(first, first + len(SEEDS)))
    print(f"by chance: precision {year.by_chance():.3f}")
    rules: dict[str, tuple[str, ...]] = {"all signs": tuple(SignKind.values), BEHIND: (BEHIND,)}
    for name, together in (rules | {kind: (kind,) for kind in SignKind.values}).items():
        found = year.found(*together)
        print(
            f"{name:14} spoke {found.spoke:4}  precision {found.precision:.3f}  recall {found.recall:.3f}  "
            f"weeks before {found.weeks_before:g}"
        )


if __name__ == "__main__":
    with own_servers():
        django.setup()
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
