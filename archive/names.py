"""Finding the person a name means, in whatever way it is written."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from chapters.categories import category_key


def name_key(name: str) -> str:
    """What two spellings of one name have in common: case, spaces and composition do not matter."""
    return category_key(name)


def plain_key(name: str) -> str:
    """The same without accents, for systems that drop them."""
    parts = unicodedata.normalize("NFD", name_key(name))
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).replace("ø", "o").replace("ł", "l")


@dataclass
class Directory:
    """People by name: the primary keys of everybody who has it."""

    exact: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    plain: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, people: Iterable[tuple[int, str]]) -> "Directory":
        """A directory of people: primary key and name."""
        directory = cls()
        for pk, name in people:
            directory.exact[name_key(name)].add(pk)
            directory.plain[plain_key(name)].add(pk)
        return directory

    def find(self, name: str) -> frozenset[int]:
        """Everybody the name may mean: as it is written, else without its accents."""
        return frozenset(self.exact.get(name_key(name)) or self.plain.get(plain_key(name)) or ())
