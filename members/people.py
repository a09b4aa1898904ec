"""Looking people up: who is here, who was, and who can help with a need."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.db.models import Exists, OuterRef

from chapters.models import Chapter
from chapters.statements import ask
from members.models import Profile, Stay

AROUND = 60
"""Characters of a profile shown before what was found in it."""

COLUMNS = ("member", "member__name", "member__company", "seat__category__name", "joined_on", "left_on")
PROFILE = tuple(f"member__profile__{part}" for part in Profile.PARTS)

SEATS = """
SELECT s.member_id, t.name FROM members_stay s
JOIN chapters_seat p ON p.chapter_id = s.chapter_id AND p.id = s.seat_id
JOIN chapters_category t ON t.chapter_id = p.chapter_id AND t.id = p.category_id
WHERE s.chapter_id = %(chapter)s AND s.joined_on <= %(day)s AND (s.left_on IS NULL OR s.left_on > %(day)s)
"""


@dataclass(frozen=True)
class Person:
    """One line of the list: `found` is the sentence of their profile that a search found, if it did there."""

    key: int
    name: str
    company: str
    seat: str
    joined_on: date
    left_on: date | None
    profile: tuple[str, ...] = ()
    found: str = ""

    @classmethod
    def of(cls, row: Iterable[Any]) -> Self:
        """From the columns of `COLUMNS`, and those of `PROFILE` where they were asked for."""
        key, name, company, seat, joined_on, left_on, *profile = row
        return cls(key, name, company, seat, joined_on, left_on, tuple(part or "" for part in profile))


def here_now(chapter: Chapter, *, day: date, words: str = "") -> list[Person]:
    """Who is a member on the day, by name; with words, those whose name, company, seat or profile has them all.

    One statement.
    """
    stays = Stay.objects.in_chapter(chapter).current_on(day).order_by("member__name", "member")
    columns = COLUMNS + PROFILE if words else COLUMNS
    return _with_words(map(Person.of, stays.values_list(*columns)), words)


def seats_on(chapter: Chapter, *, day: date) -> dict[int, str]:
    """What each member of that day does: the name of their seat's category, by the member's key. One statement."""
    return dict(ask(SEATS, {"chapter": chapter.pk, "day": day}))


def here_before(chapter: Chapter, *, day: date, words: str = "") -> list[Person]:
    """Who was a member before the day and is none on it, the last to leave first, each with their latest stay."""
    stays = Stay.objects.in_chapter(chapter)
    still = stays.current_on(day).filter(member=OuterRef("member"))
    latest = stays.filter(left_on__lte=day).exclude(Exists(still)).order_by("member", "-left_on").distinct("member")
    people = sorted(map(Person.of, latest.values_list(*COLUMNS)), key=lambda one: (one.left_on, one.key), reverse=True)
    return _with_words(people, words)


def folded(text: str) -> str:
    """As it is compared: without case and accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def _with_words(people: Iterable[Person], words: str) -> list[Person]:
    wanted = folded(words).split()
    return [found for one in people if (found := _find(one, wanted))]


def _find(person: Person, wanted: list[str]) -> Person | None:
    plain = folded(f"{person.name} {person.company} {person.seat}")
    rest = [word for word in wanted if word not in plain]
    if not rest:
        return person
    everything = folded(" ".join(person.profile))
    if not all(word in everything for word in rest):
        return None
    return Person(**{**vars(person), "found": _excerpt(person.profile, rest[0])})


def _excerpt(profile: Iterable[str], word: str) -> str:
    """The part of a profile that has the word, from a little before it on."""
    part = next(part for part in profile if word in folded(part))
    line = " ".join(part.split())
    at = folded(line).find(word)
    start = 0 if at <= AROUND else line.rfind(" ", 0, at - AROUND // 2) + 1
    cut = line[start : start + 3 * AROUND]
    return ("…" if start else "") + cut + ("…" if start + len(cut) < len(line) else "")
