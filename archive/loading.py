"""A chapter's rows, read from the database as archives hold them: a fixed number of queries, whatever its size."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from archive.cells import whole_second
from archive.declared import Row
from archive.outcomes import BAD, PASSED
from archive.rows import (
    ROLES,
    ChapterRow,
    LeaveRow,
    MarkRow,
    MeetingRow,
    OneToOneRow,
    PartnershipRow,
    ProgressRow,
    RecessRow,
    RulesRow,
    SeatRow,
    SlipRow,
    StayRow,
    ThanksRow,
    VisitRow,
)
from archive.stored import Stored
from chapters.models import Chapter, Recess, Rules, Seat
from chapters.rules import RULE_RANGES
from chapters.states import SeatStatus
from meetings.models import Mark, Meeting, OneToOne, Visit
from members.models import Leave, Member, Office, Partnership, Stay
from members.states import PartnershipState
from referrals.actions.prospects import known_objections
from referrals.models import Progress, Slip, ThankYou

ONE_DAY = timedelta(days=1)
AGREED = (PartnershipState.ACCEPTED, PartnershipState.ENDED)
R = TypeVar("R", bound=Row)
Pairs = Iterator[tuple[int | None, R]]


@dataclass(frozen=True)
class Term:
    """A term of office: its key, what and when."""

    pk: int
    office: str
    first_day: date
    end: date | None

    def holds(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.first_day <= day and (self.end is None or day < self.end)


def load(chapter: Chapter, today: date) -> Stored:
    """Everything an archive holds of a chapter, inside its scope; `today` is the chapter's."""
    return _Loader(chapter, today).load()


def terms_by_member(chapter: Chapter) -> dict[int, list[Term]]:
    """Terms of office by the member's key, the earliest first."""
    found: dict[int, list[Term]] = defaultdict(list)
    rows = Office.objects.in_chapter(chapter).order_by("from_day", "pk")
    for member, *term in rows.values_list("member", "pk", "office", "from_day", "to_day"):
        found[member].append(Term(*term))
    return found


def day_of_roles(joined_on: date, left_on: date | None, today: date) -> date:
    """The day whose offices a stay's `roles` tell: today, a past stay's last day, the first of one to come."""
    if left_on is not None and left_on <= today:
        return left_on - ONE_DAY
    return max(today, joined_on)


class _Loader:
    def __init__(self, chapter: Chapter, today: date) -> None:
        self.chapter, self.today = chapter, today
        people = Member.objects.in_chapter(chapter).values_list("pk", "email", "name", "company", "phone")
        self.people = {pk: details for pk, *details in people}
        self.email: Callable[[int | None], str] = lambda pk: "" if pk is None else self.people[pk][0]

    def load(self) -> Stored:
        stored = Stored(is_objected=known_objections(self.chapter))
        stored.add(ChapterRow, [(self.chapter.pk, chapter_row(self.chapter))])
        stored.add(RulesRow, self.rules())
        stored.add(RecessRow, self.recesses())
        stored.add(SeatRow, self.seats())
        stored.add(StayRow, self.stays())
        stored.add(LeaveRow, self.leaves())
        stored.add(MeetingRow, self.meetings())
        stored.add(MarkRow, self.marks())
        reports = self.progress()
        stored.add(SlipRow, self.slips(reports))
        stored.add(ProgressRow, self.told(stored.of(SlipRow).values(), reports))
        stored.add(ThanksRow, self.thanks())
        stored.add(OneToOneRow, self.one_to_ones())
        stored.add(PartnershipRow, self.partnerships())
        stored.add(VisitRow, self.visits())
        return stored

    def rows(self, model: Any, *columns: str) -> Any:
        """Rows of a model as tuples that begin with the primary key, in the order they were made."""
        return model.objects.in_chapter(self.chapter).order_by("pk").values_list("pk", *columns)

    def rules(self) -> Pairs[RulesRow]:
        for pk, *values in self.rows(Rules, "effective_from", *RULE_RANGES):
            yield pk, RulesRow(*values)

    def recesses(self) -> Pairs[RecessRow]:
        for pk, *values in self.rows(Recess, "first_day", "last_day", "reason"):
            yield pk, RecessRow(*values)

    def seats(self) -> Pairs[SeatRow]:
        """Every seat; one that somebody holds by now is held, also where that was not noted on the day."""
        holding = set(Stay.objects.in_chapter(self.chapter).current_on(self.today).values_list("seat", flat=True))
        for pk, category, place, status in self.rows(Seat, "category__name", "place", "status"):
            offered = status in {SeatStatus.OPEN, SeatStatus.CLOSED}
            yield pk, SeatRow(category, place, SeatStatus.HELD.value if offered and pk in holding else status)

    def stays(self) -> Pairs[StayRow]:
        terms = terms_by_member(self.chapter)
        then = ("name_then", "company_then", "phone_then")
        columns = ("member", "joined_on", "left_on", "seat__category__name", "seat__place", "sponsor", *then)
        for pk, member, joined_on, left_on, category, place, sponsor, *past in self.rows(Stay, *columns):
            email, *now = self.people[member]
            name, company, phone = (new if old is None else old for old, new in zip(past, now, strict=True))
            day = day_of_roles(joined_on, left_on, self.today)
            held = {term.office for term in terms[member] if term.holds(day)}
            roles = tuple(role for role in ROLES if role in held)
            person = (email, joined_on, left_on, name, company, phone)
            yield pk, StayRow(*person, category, place, roles, self.email(sponsor))

    def leaves(self) -> Pairs[LeaveRow]:
        for pk, member, *values in self.rows(Leave, "member", "first_day", "last_day", "reason", "approved"):
            yield pk, LeaveRow(self.email(member), *values)

    def meetings(self) -> Pairs[MeetingRow]:
        for pk, *values in self.rows(Meeting, "date", "status", "note"):
            yield pk, MeetingRow(*values)

    def marks(self) -> Pairs[MarkRow]:
        for pk, day, member, *values in self.rows(Mark, "meeting__date", "member", "mark", "substitute"):
            yield pk, MarkRow(day, self.email(member), *values)

    def progress(self) -> dict[uuid.UUID, list[tuple[int, ProgressRow]]]:
        """What was reported of each slip, the latest last. A second counts as one moment."""
        found: dict[uuid.UUID, list[tuple[int, ProgressRow]]] = defaultdict(list)
        for pk, slip, at, *values in self.rows(Progress, "slip__uuid", "at", "stage", "note"):
            found[slip].append((pk, ProgressRow(slip, whole_second(at), *values)))
        for reports in found.values():
            reports.sort(key=lambda pair: pair[1].at)
        return found

    def slips(self, reports: dict[uuid.UUID, list[tuple[int, ProgressRow]]]) -> Pairs[SlipRow]:
        prospect = ("prospect", "prospect_phone", "prospect_email", "need", "warmth", "inside", "use_name")
        ends = ("withdrawn_at", "bad_at", "bad_reason", "details_gone_at", "objected")
        columns = ("uuid", "kind", "given_at", "giver", "receiver", *prospect, *ends)
        for pk, slip, kind, given_at, giver, receiver, *rest in self.rows(Slip, *columns):
            *details, withdrawn_at, bad_at, bad_reason, gone_at, objected = rest
            told = [row.status for _pk, row in reports.get(slip, ()) if row.status != BAD]
            status = BAD if bad_at else (told or [PASSED])[-1]
            people = (self.email(giver), self.email(receiver))
            instants = (withdrawn_at and whole_second(withdrawn_at), bad_at and whole_second(bad_at))
            values = [slip, kind, whole_second(given_at), *people, *details, status, *instants, bad_reason]
            yield pk, SlipRow.of([*values, gone_at, objected])

    def told(
        self, slips: Iterable[SlipRow], reports: Mapping[uuid.UUID, Sequence[tuple[int, ProgressRow]]]
    ) -> Pairs[ProgressRow]:
        """Every report; `bad` as `bad_at` has it, and none where the mark was overturned."""
        for slip in slips:
            if slip.bad_at is not None:
                yield None, ProgressRow(slip.id, slip.bad_at, BAD, "")
            for pk, row in reports.get(slip.id, ()):
                if row.status != BAD or row.at == slip.bad_at:
                    yield pk, row

    def thanks(self) -> Pairs[ThanksRow]:
        """Those whose giver is known; an archive has no place for the others."""
        columns = ("uuid", "at", "giver", "receiver", "slip__uuid", "amount", "text")
        known = self.rows(ThankYou, *columns).filter(giver__isnull=False)
        for pk, thanks, at, giver, receiver, *values in known:
            yield pk, ThanksRow(thanks, whole_second(at), self.email(giver), self.email(receiver), *values)

    def one_to_ones(self) -> Pairs[OneToOneRow]:
        for pk, day, a, b, *values in self.rows(OneToOne, "date", "a", "b", "n", "topics", "disputed"):
            yield pk, OneToOneRow.of([day, self.email(a), self.email(b), *values])

    def partnerships(self) -> Pairs[PartnershipRow]:
        agreed = self.rows(Partnership, "proposer", "partner", "started_on", "ended_on").filter(state__in=AGREED)
        for pk, a, b, *values in agreed:
            yield pk, PartnershipRow.of([self.email(a), self.email(b), *values])

    def visits(self) -> Pairs[VisitRow]:
        for pk, *values, invited_by, outcome in self.rows(
            Visit, "date", "name", "email", "category", "invited_by", "outcome"
        ):
            yield pk, VisitRow.of([*values, self.email(invited_by), outcome])


def thanks_left_out(chapter: Chapter) -> int:
    """How many thanks do not say who thanked, so that an archive has no place for them."""
    left_out: int = ThankYou.objects.in_chapter(chapter).filter(giver=None).count()
    return left_out


def chapter_row(chapter: Chapter) -> ChapterRow:
    """The chapter itself."""
    return ChapterRow(
        slug=chapter.slug,
        name=chapter.name,
        timezone=chapter.timezone,
        currency=chapter.currency,
        weekday=chapter.weekday,
        start_time=chapter.start_time,
        duration_minutes=chapter.duration_minutes,
        place=chapter.place,
        online_url=chapter.online_url,
        record_from=chapter.record_from,
    )
