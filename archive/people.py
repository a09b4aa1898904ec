"""Storing the people an archive brings: categories and seats, members and their stays, terms of office."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta

from django.db import connection

from archive.book import Book
from archive.loading import Term, day_of_roles, terms_by_member
from archive.merging import Renewed
from archive.rows import ROLES, SeatRow, StayRow
from chapters.categories import category_key
from chapters.models import Category, Seat
from chapters.states import SeatStatus
from members.models import Member, Office, Stay
from members.states import OfficeName

ONE_DAY = timedelta(days=1)
DETAILS = ("name", "company", "phone")
SeatKey = tuple[str, int]


def keep_people(book: Book) -> None:
    """Seats first, then who holds them, then their offices."""
    stays = book.changes.of(StayRow)
    brought = [*stays.added, *(renewed.new for renewed in stays.renewed)]
    seats = _keep_seats(book, brought)
    _keep_members(book, brought)
    _keep_stays(book, seats)
    if book.with_roles:
        _keep_terms(book)


def _keep_seats(book: Book, stays: list[StayRow]) -> dict[SeatKey, int]:
    """Seats by category and place: those of seats.csv as it says, others that somebody needs held."""
    _keep_categories(book, stays)
    categories = dict(book.rows(Category).values_list("key", "pk"))
    needed = {(category_key(stay.category), stay.place): stay for stay in stays}
    seats = book.changes.of(SeatRow)
    known = book.stored.of(SeatRow).keys() | {row.key() for row in seats.added}
    seats.added.extend(
        SeatRow(stay.category, stay.place, SeatStatus.HELD) for key, stay in needed.items() if key not in known
    )
    book.keep(
        seats,
        lambda row: Seat(
            chapter=book.chapter,
            category_id=categories[category_key(row.category)],
            place=row.place,
            status=row.status,
        ),
        ("status",),
    )
    current = {key for key, stay in needed.items() if _holds(stay, book.today)}
    offered = book.rows(Seat).filter(status__in=(SeatStatus.OPEN, SeatStatus.CLOSED))
    taken = [pk for pk, *key in offered.values_list("pk", "category__key", "place") if tuple(key) in current]
    if taken:
        book.rows(Seat).filter(pk__in=taken).update(status=SeatStatus.HELD)
    return {(key, place): pk for key, place, pk in book.rows(Seat).values_list("category__key", "place", "pk")}


def _holds(stay: StayRow, day: date) -> bool:
    return stay.joined_on <= day and (stay.left_on is None or day < stay.left_on)


def _keep_categories(book: Book, stays: list[StayRow]) -> None:
    """Categories as they are first spelt, in seats.csv before members.csv."""
    names: dict[str, str] = {}
    for name in [row.category for row in book.changes.of(SeatRow).added] + [stay.category for stay in stays]:
        names.setdefault(category_key(name), name)
    for key in book.rows(Category).values_list("key", flat=True):
        names.pop(key, None)
    book.store(Category, [Category(chapter=book.chapter, name=name, key=key) for key, name in names.items()])


def _keep_members(book: Book, stays: list[StayRow]) -> None:
    """People as their latest stay describes them."""
    book.look_up_members()
    new, changed = [], []
    for email, own in _final_stays(book, {stay.email for stay in stays}).items():
        details = {name: getattr(own[-1], name) for name in DETAILS}
        if email in book.members:
            changed.append(Member(pk=book.members[email], **details))
        else:
            new.append(Member(chapter=book.chapter, email=email, **details))
    book.store(Member, new)
    book.renew(Member, changed, DETAILS)
    book.look_up_members()


def _final_stays(book: Book, emails: Iterable[str]) -> dict[str, list[StayRow]]:
    """Every stay of these people as it will be, the latest last."""
    brought = book.changes.of(StayRow)
    rows = {row.key(): row for row in book.stored.of(StayRow).values()}
    rows |= {row.key(): row for row in (*brought.added, *(renewed.new for renewed in brought.renewed))}
    wanted = set(emails)
    found: dict[str, list[StayRow]] = defaultdict(list)
    for row in sorted(rows.values(), key=lambda row: (row.email, row.joined_on)):
        if row.email in wanted:
            found[row.email].append(row)
    return found


def _keep_stays(book: Book, seats: dict[SeatKey, int]) -> None:
    """Stays, each with what it says of the person where that is not what is so now."""
    brought = book.changes.of(StayRow)
    people = {row.email for row in brought.added} | {renewed.new.email for renewed in brought.renewed}
    new: list[Stay] = []
    changed: list[Stay] = []
    for email, own in _final_stays(book, people).items():
        for row in own:
            then = {
                name: None if getattr(row, name) == getattr(own[-1], name) else getattr(row, name) for name in DETAILS
            }
            stay = Stay(
                pk=book.stored.pk(row),
                chapter=book.chapter,
                member_id=book.members[email],
                joined_on=row.joined_on,
                left_on=row.left_on,
                seat_id=seats[category_key(row.category), row.place],
                sponsor_id=book.member(row.sponsor),
                **{f"{name}_then": value for name, value in then.items()},
            )
            (new if stay.pk is None else changed).append(stay)
    then_fields = tuple(f"{name}_then" for name in DETAILS)
    with judged_together() if changed else nullcontext():
        book.renew(Stay, changed, ("left_on", "seat", "sponsor", *then_fields))
        book.store(Stay, new)


@contextmanager
def judged_together() -> Iterator[None]:
    """Two members may change seats: the lock-out is asked when all stays are as they will be."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS members_stay_lock_out, members_stay_no_overlap DEFERRED")
        yield
        cursor.execute("SET CONSTRAINTS members_stay_lock_out, members_stay_no_overlap IMMEDIATE")


def _keep_terms(book: Book) -> None:
    """Offices as `roles` says: of a new stay from its first day to its end, of a changed one from then on."""
    brought = book.changes.of(StayRow)
    terms = terms_by_member(book.chapter)
    new: list[Office] = []
    for stay in brought.added:
        for role in stay.roles:
            new.extend(_take_up(book, stay, role, terms[book.members[stay.email]]))
    for renewed in brought.renewed:
        new.extend(_adapt(book, renewed, terms[book.members[renewed.new.email]]))
    book.store(Office, new)


def _adapt(book: Book, renewed: Renewed[StayRow], terms: list[Term]) -> Iterator[Office]:
    """Terms end with the stay; a role that is no longer named ends, one that is new begins."""
    stay = renewed.new
    day = day_of_roles(stay.joined_on, stay.left_on, book.today)
    for role in (*ROLES, OfficeName.COMMITTEE):
        term = next((term for term in terms if term.office == role and term.holds(day)), None)
        if term is None:
            if role in stay.roles:
                yield from _take_up(book, stay, role, terms)
        elif role in ROLES and role not in stay.roles:
            _end(book, term, day)
        elif _ends_with(term, renewed.old.left_on, stay.left_on):
            book.rows(Office).filter(pk=term.pk).update(to_day=stay.left_on)


def _ends_with(term: Term, old: date | None, left_on: date | None) -> bool:
    """Whether the term's end is to follow the stay's: it did before, or it would outlast it."""
    if term.end == old:
        return old != left_on
    return left_on is not None and (term.end is None or term.end > left_on)


def _take_up(book: Book, stay: StayRow, role: str, terms: list[Term]) -> Iterator[Office]:
    """A term as long as the stay; one that began on the same day is taken up again."""
    dates = {"from_day": stay.joined_on, "to_day": stay.left_on}
    before = [term.pk for term in terms if term.office == role and term.first_day == stay.joined_on]
    if before:
        book.rows(Office).filter(pk__in=before).update(**dates)
    else:
        yield Office(chapter=book.chapter, member_id=book.members[stay.email], office=role, **dates)


def _end(book: Book, term: Term, day: date) -> None:
    """No longer held on the day; a term that began on it is kept as one of the day before."""
    first_day = min(term.first_day, day - ONE_DAY)
    book.rows(Office).filter(pk=term.pk).update(from_day=first_day, to_day=day)
