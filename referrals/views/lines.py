"""A slip as a line of a list, and what became of it, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapters.models import Chapter
from members.models import Member
from referrals.models import Slip, ThankYou
from referrals.permissions import can_report, can_see_prospect
from referrals.states import ENDED, TRANSITIONS, Kind, Stage

ROAD = (Stage.PASSED, Stage.CONTACTED, Stage.MEETING, Stage.PROPOSAL, Stage.WON)
SAID: dict[Stage, Promise] = {
    Stage.PASSED: gettext_lazy("Passed"),
    Stage.CONTACTED: gettext_lazy("Contacted"),
    Stage.MEETING: gettext_lazy("Meeting"),
    Stage.PROPOSAL: gettext_lazy("Proposal"),
    Stage.WON: gettext_lazy("Won"),
    Stage.LOST: gettext_lazy("Lost"),
    Stage.BAD: gettext_lazy("No use"),
}

LEAD_SAID: dict[Stage, Promise] = {
    Stage.CONTACTED: gettext_lazy("Became a referral"),
    Stage.WON: gettext_lazy("Came to business"),
    Stage.LOST: gettext_lazy("Nothing came of it"),
}


def day_of(at: datetime, chapter: Chapter, now: datetime) -> str:
    """The day of an instant in the chapter, in words: today, yesterday, 3 March, 3 March 2025."""
    day, today = chapter.today(at), chapter.today(now)
    if day == today:
        return _("today")
    if (today - day).days == 1:
        return _("yesterday")
    return date_format(day, "j F" if day.year == today.year else "j F Y")


def told_day(row: Slip | ThankYou, at: datetime, chapter: Chapter, now: datetime) -> str:
    """The day of what was done at an instant; of what was brought over, that its day is not known."""
    return _("brought over, day not known") if row.day_unknown else day_of(at, chapter, now)


def told_moment(row: Slip | ThankYou, at: datetime, chapter: Chapter, now: datetime) -> str:
    """The same, with the time of day where it is known."""
    return _("brought over, day not known") if row.day_unknown else moment_of(at, chapter, now)


def moment_of(at: datetime, chapter: Chapter, now: datetime) -> str:
    """The same, with the time of day."""
    return f"{day_of(at, chapter, now)}, {at.astimezone(chapter.zone):%H:%M}"


def following(slip: Slip) -> list[tuple[str, Promise]]:
    """The stages a receiver can report next by one tap."""
    possible = TRANSITIONS[Stage(slip.stage)]
    return [(stage.value, SAID[stage]) for stage in (*ROAD[1:], Stage.LOST) if stage in possible]


@dataclass(frozen=True)
class SlipLine:
    """One slip as its reader may see it."""

    href: str
    key: str
    who: str
    title: str
    note: str
    stage: str
    said: str
    tone: str
    road: list[tuple[str, int]]
    is_open: bool
    taps: list[tuple[str, Promise]]

    @classmethod
    def of(cls, slip: Slip, reader: Member, chapter: Chapter, now: datetime) -> Self:
        """For a reader who may open it."""
        mine = slip.giver_id == reader.pk
        other = slip.giver if slip.receiver is None or not mine else slip.receiver
        day = told_day(slip, slip.given_at, chapter, now)
        return cls(
            href=f"{chapter.path}slips/{slip.uuid}/",
            key=str(slip.uuid),
            who=other.name,
            title=title_of(slip, reader),
            note=_note(slip, other, mine, day),
            stage=slip.stage,
            said=said_of(slip),
            tone=tone_of(slip),
            road=road_of(slip),
            is_open=slip.stage not in ENDED,
            taps=following(slip) if can_report(reader, slip) else [],
        )


def title_of(slip: Slip, reader: Member) -> str:
    """Prospect and need, as far as the reader may see them; brought-over slips may have neither."""
    return title_with(slip, prospect=can_see_prospect(reader, slip))


def title_with(slip: Slip, *, prospect: bool) -> str:
    """The same, with or without its prospect."""
    words = ": ".join(part for part in (slip.prospect if prospect else "", slip.need) if part)
    return words[:1].upper() + words[1:] or (_("A lead") if slip.kind == Kind.LEAD else _("A referral"))


def said_of(slip: Slip) -> str:
    """Where it stands, in a word."""
    if slip.withdrawn_at:
        return _("Withdrawn")
    stage = Stage(slip.stage)
    if slip.kind == Kind.LEAD:
        return "" if stage == Stage.PASSED else str(LEAD_SAID.get(stage, SAID[stage]))
    return str(SAID[stage])


def tone_of(slip: Slip) -> str:
    """The kind of tag that word is shown as."""
    if slip.is_good and slip.stage == Stage.WON:
        return "good"
    return "soon" if slip.is_good and slip.stage == Stage.PASSED else ""


def road_of(slip: Slip) -> list[tuple[str, int]]:
    """The usual road with how far along it the slip got; empty for leads and what was withdrawn or no use."""
    if slip.kind == Kind.LEAD or not slip.is_good or slip.stage == Stage.LOST:
        return []
    reached = ROAD.index(Stage(slip.stage))
    return [("full" if number <= reached else "", number) for number in range(len(ROAD))]


def _note(slip: Slip, other: Member, mine: bool, day: str) -> str:
    if slip.kind == Kind.LEAD and mine:
        return day[:1].upper() + day[1:] if slip.day_unknown else _("Shared %(day)s") % {"day": day}
    words = _("To %(name)s, %(day)s") if mine else _("From %(name)s, %(day)s")
    return words % {"name": other.name, "day": day}


def lines_of(slips: Iterable[Slip], request: Any, now: datetime) -> list[SlipLine]:
    """Many of them."""
    return [SlipLine.of(slip, request.member, request.chapter, now) for slip in slips]
