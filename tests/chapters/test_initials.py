"""The letters that stand in for a photo."""

import pytest

from chapters.templatetags.initials import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amara Osei", "AO"),
        ("Tess van der Meer", "TM"),
        ("Ben", "B"),
        ("élodie śliwa", "ÉŚ"),
        ("   ", "·"),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name: str, letters: str) -> None:
    assert initials(name) == letters
