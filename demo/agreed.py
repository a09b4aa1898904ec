"""The demo's contract: what Riverside's members agreed on, which all but a few have accepted."""

from datetime import datetime, timedelta

from chapters.models import Chapter
from members.contract import clauses, rules_of
from members.models import Acceptance, ContractVersion, Office, Stay

OWN_WORDS = (
    "Who can’t come says so the day before, and sends their leads all the same.",
    "We call whoever was passed to us within two days, and tell the giver how it went.",
    "We say thanks aloud, with a name.",
)
WAITING = 3
"""How many have not come to it yet."""


def agree(chapter: Chapter, at: datetime) -> None:
    """Put it to the members ten weeks ago. Nobody is told: it was so before."""
    if chapter.slug != "riverside":
        return
    written_at = at - timedelta(weeks=10)
    rules = rules_of(chapter, chapter.week(at))
    president = Office.objects.in_chapter(chapter).filter(office="president").newest_first().first()
    version = ContractVersion.objects.create(
        chapter=chapter,
        number=1,
        written_at=written_at,
        written_by=president.member if president else None,
        rules=rules.as_dict(),
        rules_in_words="\n".join(clauses(rules)),
        own_words="\n".join(OWN_WORDS),
    )
    stays = Stay.objects.in_chapter(chapter).current_on(chapter.today(at)).order_by("joined_on", "member__email")
    Acceptance.objects.in_chapter(chapter).bulk_create(
        Acceptance(chapter=chapter, version=version, stay=stay, at=written_at + timedelta(hours=5 * number + 5))
        for number, stay in enumerate(list(stays)[:-WAITING])
    )
