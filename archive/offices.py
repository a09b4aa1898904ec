"""Offices that an archive names: on pages they are listed to confirm, never given by the import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from chapters.models import Chapter
from members.actions.offices import appoint
from members.models import Member, Office, Stay
from members.states import OfficeName


@dataclass(frozen=True)
class Offered:
    """An office somebody may be given, from the first day of their stay."""

    key: str
    stay: Stay
    office: OfficeName


def offered(chapter: Chapter, named: Sequence[Sequence[str]], *, today: date) -> list[Offered]:
    """Those of the offices named (address and office) whose member is here today and neither holds it nor will."""
    if not named:
        return []
    stays = Stay.objects.in_chapter(chapter).current_on(today).select_related("member", "chapter")
    current = {stay.member.email: stay for stay in stays}
    held = set(Office.objects.in_chapter(chapter).lasting_beyond(today).values_list("member__email", "office"))
    return [
        Offered(f"{email} {office}", current[email], OfficeName(office))
        for email, office in named
        if email in current and (email, office) not in held and office in OfficeName
    ]


@transaction.atomic
def give(*, chapter: Chapter, offices: Sequence[Offered], today: date, by: Member | None) -> None:
    """Appoint them from the first day of their stay; from today where they held the office for a time since then.

    All or none; without `by`, on founding. Raises NotTheirsToSet where one of them is for others to give.
    """
    for one in offices:
        member, began = one.stay.member, one.stay.joined_on
        held_since = Office.objects.in_chapter(chapter).filter(member=member, office=one.office).lasting_beyond(began)
        appoint(member=member, office=one.office, from_day=today if held_since.exists() else began, by=by)
