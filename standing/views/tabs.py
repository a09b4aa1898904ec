"""The pages about a chapter's standing, as tabs: how everybody stands, what changed, the last half year."""

from typing import Any

from django.utils.translation import gettext as _

from chapters.models import Chapter


def tabs_of(chapter: Chapter, here: str) -> list[dict[str, Any]]:
    """A tab a page; `here` is the name of the one that is open."""
    root = f"{chapter.path}standing/chapter/"
    pages = (
        ("chapter_standing", "", _("Everybody")),
        ("chapter_changes", "changes/", _("What changed")),
        ("chapter_trend", "trend/", _("26 weeks")),
    )
    return [{"href": f"{root}{path}", "label": label, "here": name == here} for name, path, label in pages]
