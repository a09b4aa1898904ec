"""Whether what somebody asks for is what somebody else does: plain words, compared whole."""

import re

from members.people import folded

WORD = re.compile(r"\w+")
SEPARATE = re.compile(r"[,;/&+\n]|\band\b", re.IGNORECASE)
"""What stands between several trades of one person."""
SHORTEST = 3
"""Letters from which on a word is compared whatever its case: "IT" is a trade, "it" is none."""


def fits(trade: str, text: str) -> bool:
    """Whether a text names a trade: all the words of one of a person's trades, each of them whole.

    Case and accents make no difference, nor whether it is one plumber or several. Words are compared as words, so
    no sign in them means anything.
    """
    said = _words(text)
    return any(words and words <= said for words in map(_words, SEPARATE.split(trade)))


def _words(text: str) -> set[str]:
    return {_single(word) for word in WORD.findall(text) if len(word) > 1}


def _single(word: str) -> str:
    """A word as it is said of one; a word that only looks as if it were of several is cut alike on both sides."""
    if len(word) < SHORTEST:
        return word
    plain = folded(word)
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") and len(plain) > SHORTEST else plain
