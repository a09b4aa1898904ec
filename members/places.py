"""Which chapters and networks a user has a place in, for the switcher."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from chapters.models import Chapter, Network
from chapters.scope import own_memberships
from members.models import Stay


@dataclass(frozen=True)
class Places:
    """A user's chapters and networks, by name."""

    chapters: tuple[Chapter, ...]
    networks: tuple[Network, ...]


def places_of(user: User, *, at: datetime) -> Places:
    """Where this user is a current member, each judged by its own chapter's date, and the networks they look after."""
    with own_memberships(user.pk):
        stays = list(
            Stay.objects.across_chapters(reason="a user's own memberships, for the switcher").select_related("chapter")
        )
    chapters = {
        stay.chapter
        for stay in stays
        if stay.joined_on <= stay.chapter.today(at) and (stay.left_on is None or stay.left_on > stay.chapter.today(at))
    }
    networks = Network.objects.filter(admins__user=user).order_by("name", "pk")
    return Places(tuple(sorted(chapters, key=lambda chapter: (chapter.name, chapter.pk))), tuple(networks))
