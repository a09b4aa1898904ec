"""The pages about a chapter's standing, as tabs: how everybody stands, what changed, the last half year."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from chapters.models import Chapter


@dataclass(frozen=True, slots=True)
class Choice:
    """A tab or a chip: what it opens, how many there are (None: not counted), and whether it is the one shown."""

    href: str
    label: str
    here: bool
    count: int | None = None


def tabs_of(chapter: Chapter, here: str) -> tuple[Choice, ...]:
    """A tab a page; `here` is the name of the one that is open."""
    root = chapter.path
    pages = (
        ("chapter_standing", "standing/chapter/", _("Everybody")),
        ("chapter_changes", "standing/chapter/changes/", _("What changed")),
        ("chapter_trend", "standing/chapter/trend/", _("26 weeks")),
    )
    return tuple(Choice(f"{root}{path}", label, name == here) for name, path, label in pages)
