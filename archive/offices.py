"""Offices that an archive names: on pages they are listed to confirm, never given by the import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chapters.models import Chapter
from members.actions.offices import appoint
from members.models import Office, Stay
from members.states import OfficeName


@dataclass(frozen=True)
class Offered:
    """An office somebody may be given, from the first day of their stay."""

    key: str
    stay: Stay
    office: OfficeName


def offered(chapter: Chapter, named: Sequence[Sequence[str]], *, today: date) -> list[Offered]:
    """Those of the offices named (address and office) whose member is here today and does not hold it."""
    if not named:
        return []
    stays = Stay.objects.in_chapter(chapter).current_on(today).select_related("member", "chapter")
    current = {stay.member.email: stay for stay in stays}
    held = set(Office.objects.in_chapter(chapter).held_on(today).values_list("member__email", "office"))
    return [
        Offered(f"{email} {office}", current[email], OfficeName(office))
        for email, office in named
        if email in current and (email, office) not in held and office in OfficeName
    ]


def give(*, chapter: Chapter, offices: Sequence[Offered]) -> None:
    """Appoint them from the first day of their stay; a term that began on it is taken up again."""
    for one in offices:
        terms = Office.objects.in_chapter(chapter).filter(
            member=one.stay.member_id, office=one.office, from_day=one.stay.joined_on
        )
        if not terms.update(to_day=None):
            appoint(member=one.stay.member, office=one.office, from_day=one.stay.joined_on)
