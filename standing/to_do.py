"""What is a member's to do: everything that waits for them, and whose turn it is for a one-to-one, in one statement."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, DateField, F, Max, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, TruncDate

from chapters.access import Role
from chapters.models import Chapter
from meetings.models import Mark, OneToOne, Visit
from members.models import Leave, Member, Partnership
from members.states import PartnershipState
from referrals.models import Slip
from standing.models import Flag

ANSWERS_LEAVE = frozenset({Role.PRESIDENT, Role.VICE_PRESIDENT})
NOTHING = Value("", TextField())


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing. `key` names the row in addresses, `person` is the other one; `day` is since when, or of what.

    `what` is slip (`word` its stage, `text` prospect and need), partnership, one_to_one, leave, flag, turn (a
    one-to-one that is due; `day` the latest of the two), mark (`word` my own at the meeting, `text` who comes instead)
    or visit (whom I invited to it).
    """

    what: str
    key: str
    person: str
    text: str
    word: str
    day: date | None


def waiting_for(
    chapter: Chapter,
    member: Member,
    *,
    roles: frozenset[Role],
    meeting_day: date | None,
    due: list[str],
    at: datetime,
) -> list[Waiting]:
    """All of it, oldest first within a kind; `due` are the e-mails of whom to meet. One statement."""
    parts = [
        _slips(chapter, member, at),
        _partnerships(chapter, member),
        _one_to_ones(chapter, member),
        _flags(chapter, member),
        _turns(chapter, member, due),
    ]
    if meeting_day:
        parts += [_marks(chapter, member, meeting_day), _visits(chapter, member, meeting_day)]
    if roles & ANSWERS_LEAVE:
        parts.append(_leaves(chapter))
    first, *others = parts
    rows = [Waiting(*row) for row in first.union(*others, all=True)]
    return sorted(rows, key=lambda one: (one.what, one.day or date.min, one.person, one.key))


def _columns(rows: Any, what: str, key: str, person: Any, text: Any, word: Any, day: Any) -> "QuerySet[Any]":
    found: QuerySet[Any] = rows.order_by().values_list(
        Value(what, TextField()),
        Cast(key, TextField()),
        Cast(person, TextField()),
        Cast(text, TextField()),
        Cast(word, TextField()),
        Cast(day, DateField()),
    )
    return found


def _slips(chapter: Chapter, member: Member, at: datetime) -> "QuerySet[Any]":
    rows = Slip.objects.in_chapter(chapter).waiting_for(member, at)
    since = TruncDate(Coalesce("reported_at", "given_at"), tzinfo=chapter.zone)
    return _columns(rows, "slip", "uuid", F("giver__name"), Coalesce("prospect", NOTHING), F("stage"), since)


def _partnerships(chapter: Chapter, member: Member) -> "QuerySet[Any]":
    rows = Partnership.objects.in_chapter(chapter).filter(partner=member, state=PartnershipState.PROPOSED)
    since = TruncDate("proposed_at", tzinfo=chapter.zone)
    return _columns(rows, "partnership", "pk", F("proposer__name"), F("looks_for"), NOTHING, since)


def _one_to_ones(chapter: Chapter, member: Member) -> "QuerySet[Any]":
    rows = OneToOne.objects.in_chapter(chapter).of(member).undisputed()
    rows = rows.filter(confirmed_at__isnull=True, logged_by__isnull=False).exclude(logged_by=member)
    return _columns(rows, "one_to_one", "uuid", F("logged_by__name"), NOTHING, NOTHING, F("date"))


def _leaves(chapter: Chapter) -> "QuerySet[Any]":
    rows = Leave.objects.in_chapter(chapter).filter(approved__isnull=True)
    return _columns(rows, "leave", "pk", F("member__name"), F("reason"), NOTHING, F("first_day"))


def _flags(chapter: Chapter, member: Member) -> "QuerySet[Any]":
    rows = Flag.objects.in_chapter(chapter).filter(member=member, closed_at__isnull=True, answer="")
    since = TruncDate("opened_at", tzinfo=chapter.zone)
    return _columns(rows, "flag", "pk", NOTHING, F("reason"), NOTHING, since)


def _turns(chapter: Chapter, member: Member, due: list[str]) -> "QuerySet[Any]":
    met = OneToOne.objects.in_chapter(chapter).undisputed()
    met = met.filter(Q(a=member, b=OuterRef("pk")) | Q(b=member, a=OuterRef("pk"))).order_by()
    latest = met.values("chapter").annotate(latest=Max("date")).values("latest")
    partner = Partnership.objects.in_chapter(chapter).filter(state=PartnershipState.ACCEPTED)
    partner = partner.filter(Q(proposer=member, partner=OuterRef("pk")) | Q(partner=member, proposer=OuterRef("pk")))
    rows = Member.objects.in_chapter(chapter).filter(email__in=due)
    is_partner = Subquery(partner.values("state")[:1], output_field=CharField())
    return _columns(rows, "turn", "pk", F("name"), F("email"), Coalesce(is_partner, NOTHING), Subquery(latest))


def _marks(chapter: Chapter, member: Member, day: date) -> "QuerySet[Any]":
    rows = Mark.objects.in_chapter(chapter).on(day).filter(member=member)
    return _columns(rows, "mark", "pk", NOTHING, F("substitute"), F("mark"), F("meeting__date"))


def _visits(chapter: Chapter, member: Member, day: date) -> "QuerySet[Any]":
    rows = Visit.objects.in_chapter(chapter).filter(date=day, invited_by=member)
    return _columns(rows, "visit", "pk", F("name"), F("category"), NOTHING, F("date"))
