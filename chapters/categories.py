"""When two category names are one, and when a name is made to look like another (spec/archive.md, "Checks")."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from confusable_homoglyphs import categories as scripts
from confusable_homoglyphs.confusables import confusables_data, is_confusable
from django.utils.translation import gettext as _

SPACES = re.compile(r"[\s\u2800]+")
WORDS = re.compile(r"[^\W\d_]+")
# Written side by side in one word every day, so that their look-alikes deceive nobody.
EAST_ASIAN = frozenset({"HAN", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
NO_SCRIPT = frozenset({"COMMON", "INHERITED", "Unknown"})
# Unicode's default-ignorable letters and marks; the ignorable controls are category Cf.
INVISIBLE = frozenset(
    map(
        chr,
        [
            0x034F,
            0x115F,
            0x1160,
            0x17B4,
            0x17B5,
            *range(0x180B, 0x1810),
            0x3164,
            *range(0xFE00, 0xFE10),
            0xFFA0,
        ],
    )
) | frozenset(map(chr, range(0xE0100, 0xE01F0)))


class LookAlikeLetters(ValueError):
    """A name with letters of another script in place of those it seems to be written in."""


def category_key(name: str) -> str:
    """What two spellings of one category have in common.

    Case, composition of accents, width and kind of spaces do not matter, invisible characters do not count.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    visible = "".join(letter for letter in SPACES.sub(" ", folded) if not _is_invisible(letter))
    return SPACES.sub(" ", unicodedata.normalize("NFKC", visible)).strip()


def refuse_look_alikes(name: str, among: Iterable[str] = ()) -> None:
    """Raise LookAlikeLetters where a word mixes scripts that look alike, where a word among Latin ones only looks
    Latin, or where the whole name, written in another script, looks like one of the other names given.
    """
    composed = unicodedata.normalize("NFKC", name)
    words = WORDS.findall(composed)
    latin = any(scripts.alias(letter) == "LATIN" for letter in composed)
    for word in words:
        if letter := _intruder(word) or (_poses_as_latin(word) if latin else ""):
            raise LookAlikeLetters(
                _("“%(name)s” mixes alphabets: “%(letter)s” (%(what)s) looks like a letter of another.")
                % {"name": name, "letter": letter, "what": unicodedata.name(letter, "?").lower()}
            )
    key, shape = category_key(name), shape_of(name)
    for other in among:
        if category_key(other) != key and shape_of(other) == shape:
            raise LookAlikeLetters(
                _("“%(name)s” looks like “%(other)s” but is written in letters of another script.")
                % {"name": name, "other": other}
            )


def shape_of(name: str) -> str:
    """The name as it looks: letters of other scripts replaced by the Latin ones they are taken for."""
    return category_key("".join(map(_latin_twin, unicodedata.normalize("NFKC", name))))


def _latin_twin(letter: str) -> str:
    if letter.isascii() or scripts.alias(letter) == "LATIN":
        return letter
    twins: Iterator[str] = (twin["c"] for twin in confusables_data.get(letter, []))
    return next((twin for twin in twins if len(twin) == 1 and twin.isascii() and twin.isalpha()), letter)


def _poses_as_latin(word: str) -> str:
    """The first letter of a word that has no Latin letter and looks Latin throughout, or ''."""
    return word[0] if all(_latin_twin(letter) != letter for letter in word) else ""


def _intruder(word: str) -> str:
    """The rarest script's letter of a word that mixes scripts and looks like a letter of another of them, or ''."""
    if word.isascii():
        return ""
    by_script: dict[str, list[str]] = {}
    for letter in word:
        script = scripts.alias(letter)
        if script not in NO_SCRIPT | EAST_ASIAN:
            by_script.setdefault(script, []).append(letter)
    for script, letters in sorted(by_script.items(), key=lambda item: len(item[1])):
        others = [other for other in by_script if other != script]
        for letter in letters:
            if others and is_confusable(letter, preferred_aliases=others):
                return letter
    return ""


def _is_invisible(letter: str) -> bool:
    return letter in INVISIBLE or unicodedata.category(letter) in {"Cf", "Cc"}
