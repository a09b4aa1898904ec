"""Visitors: put on the list of a day, registered by themselves, and what became of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from chapters.models import Chapter
from meetings.models import Visit
from meetings.permissions import can_arrive
from meetings.refusals import DoorsClosed, NobodyCame, NoMeeting, NotOn, VisitedOften, VisitIsOver
from meetings.rhythm import meeting_on
from meetings.states import Outcome
from members.models import Member
from notices.actions import tell
from notices.values import Recipient

VISIT_REGISTERED, VISIT_LIMIT = "visit_registered", "visit_limit"


@dataclass(frozen=True)
class Guest:
    """What somebody says of themselves; without `consent` to be contacted no address is kept."""

    name: str
    email: str = ""
    category: str = ""
    consent: bool = False
    invited_by: str = ""

    def __post_init__(self) -> None:
        """An address in the form it is compared in, and none without consent."""
        object.__setattr__(self, "email", self.email.strip().lower() if self.consent else "")


@transaction.atomic
def add_visit(
    *,
    chapter: Chapter,
    day: date,
    name: str,
    email: str,
    category: str,
    invited_by: Member | None,
    at: datetime,
    beyond: bool = False,
) -> Visit:
    """Put a visitor on the day's list; the same one twice is one.

    Raises NoMeeting, and VisitedOften past the chapter's limit unless an officer says `beyond`.
    """
    if meeting_on(chapter, day) is None:
        raise NoMeeting
    email = email.strip().lower()
    visits = Visit.objects.in_chapter(chapter)
    if not beyond and not visits.filter(date=day, name=name, email=email).exists():
        refuse_too_many(chapter, day, name=name, email=email, at=at)
    visit: Visit
    visit, _made = visits.get_or_create(
        date=day,
        name=name,
        email=email,
        defaults={"chapter": chapter, "category": category, "invited_by": invited_by},
    )
    return visit


def other_visits(chapter: Chapter, day: date, *, name: str, email: str, at: datetime) -> int:
    """How many visits of somebody count against the chapter's limit, beside this day's."""
    others = Visit.objects.in_chapter(chapter).of_person(name=name, email=email).counting(chapter.today(at))
    return int(others.exclude(date=day).count())


def refuse_too_many(chapter: Chapter, day: date, *, name: str, email: str, at: datetime) -> None:
    """Raise VisitedOften where somebody's other visits are as many as the chapter allows."""
    visits = other_visits(chapter, day, name=name, email=email, at=at)
    if chapter.visits_allowed and visits >= chapter.visits_allowed:
        raise VisitedOften(visits)


@transaction.atomic
def register_visit(*, chapter: Chapter, day: date, guest: Guest, invited_by: Member, at: datetime) -> Visit | None:
    """A visitor registers by a member's link, and is told when and where; the same again is the same visit.

    Past the limit they are told by mail what comes next, and there is no visit: only whoever reads that address may
    learn that it has been here before. (Who leaves none cannot be told from others of that name.)
    Raises NoMeeting, NotOn where it was called off, VisitIsOver once it is over.
    """
    meeting = meeting_on(chapter, day)
    if meeting is None:
        raise NoMeeting
    if meeting.cancelled:
        raise NotOn
    if meeting.held or meeting.ends_at <= at:
        raise VisitIsOver
    visit = _found(chapter, day, guest)
    if visit is None and guest.email:
        try:
            refuse_too_many(chapter, day, name=guest.name, email=guest.email, at=at)
        except VisitedOften as often:
            about, to = f"{day} {often.visits}", Recipient(guest.email)
            tell(chapter=chapter, kind=VISIT_LIMIT, about=about, to=to, at=at, subject=invited_by.pk)
            return None
    if visit is None:
        visit = _made(chapter, day, guest, at, invited_by=invited_by)
    else:
        _filled_in(visit, guest, at)
        Visit.objects.in_chapter(chapter).filter(pk=visit.pk, outcome="").update(cannot_come_at=None)
    if visit.email and visit.consent_at:
        about, to = f"visit {visit.pk} {day}", Recipient(visit.email)
        tell(chapter=chapter, kind=VISIT_REGISTERED, about=about, to=to, at=at, subject=visit.pk)
    return visit


@transaction.atomic
def welcome_visitor(*, chapter: Chapter, day: date, guest: Guest, printed: bool, at: datetime) -> Visit:
    """A visitor's phone says at the door that they are here: found on the day's list, else put on it.

    By the changing code they came; by the printed one, or past the chapter's limit, whoever keeps the list says so: the
    door answers alike, for an address typed there is nobody's yet, and tells nobody where it has been. An outcome that
    somebody gave stays. Raises NoMeeting, DoorsClosed before and after the meeting.
    """
    meeting = meeting_on(chapter, day)
    if meeting is None:
        raise NoMeeting
    if not can_arrive(meeting, at):
        raise DoorsClosed
    visit = _found(chapter, day, guest) or _found(chapter, day, replace(guest, consent=False))
    past_limit = False
    if visit is None:
        others = other_visits(chapter, day, name=guest.name, email=guest.email, at=at)
        past_limit = bool(chapter.visits_allowed) and others >= chapter.visits_allowed
        visit = _made(chapter, day, guest, at)
    else:
        _filled_in(visit, guest, at)
    came = {"cannot_come_at": None} if printed or past_limit else {"cannot_come_at": None, "outcome": Outcome.CAME}
    Visit.objects.in_chapter(chapter).filter(pk=visit.pk, outcome="").update(**came)
    return visit


def _found(chapter: Chapter, day: date, guest: Guest) -> Visit | None:
    """Whoever is on the day's list by that address, or by name where there is none."""
    rows = Visit.objects.in_chapter(chapter).of_person(name=guest.name, email=guest.email)
    found: Visit | None = rows.filter(date=day).order_by("-email", "pk").first()
    return found


def _made(chapter: Chapter, day: date, guest: Guest, at: datetime, invited_by: Member | None = None) -> Visit:
    inviter = invited_by or _member_called(chapter, day, guest.invited_by)
    unknown = guest.invited_by if inviter is None else ""
    visit: Visit
    visit, _new = Visit.objects.in_chapter(chapter).get_or_create(
        date=day,
        name=guest.name,
        email=guest.email,
        defaults={
            "chapter": chapter,
            "category": guest.category,
            "invited_by": inviter,
            "follow_up_note": _("Invited by %(name)s") % {"name": unknown} if unknown else "",
            "registered_at": at,
            "consent_at": at if guest.consent else None,
        },
    )
    return visit


def _member_called(chapter: Chapter, day: date, name: str) -> Member | None:
    """The one member of that name; nobody where none or several are called so."""
    if not name:
        return None
    found = list(Member.objects.in_chapter(chapter).current_on(day).filter(name__iexact=name)[:2])
    return found[0] if len(found) == 1 else None


def _filled_in(visit: Visit, guest: Guest, at: datetime) -> None:
    """Add what the list did not know of a visitor; what it knew stays, and consent is to one's own address."""
    if not visit.category:
        visit.category = guest.category
    if visit.registered_at is None:
        visit.registered_at = at
    if guest.consent and visit.consent_at is None and visit.email in {"", guest.email}:
        visit.consent_at = at
        visit.email = guest.email
    visit.save(update_fields=["category", "registered_at", "consent_at", "email"])


def say_cannot_come(*, visit: Visit, at: datetime) -> None:
    """A visitor says that they cannot come. Raises VisitIsOver once somebody said what became of it."""
    _say(visit, at)


def say_can_come(*, visit: Visit) -> None:
    """They can after all. Raises VisitIsOver once somebody said what became of it."""
    _say(visit, None)


def _say(visit: Visit, cannot_come_at: datetime | None) -> None:
    if (
        not Visit.objects.in_chapter(visit.chapter_id)
        .filter(pk=visit.pk, outcome="")
        .update(cannot_come_at=cannot_come_at)
    ):
        raise VisitIsOver


def ask_to_host(*, visit: Visit, host: Member | None) -> None:
    """Have a member look after a visitor; None leaves it to whoever invited them."""
    Visit.objects.in_chapter(visit.chapter_id).filter(pk=visit.pk).update(host=host)


def follow_up(*, visit: Visit, note: str, by: Member, at: datetime) -> None:
    """Say that a visitor was thanked and asked how they liked it; later words only change the note.

    Raises NobodyCame where they did not come.
    """
    visits = Visit.objects.in_chapter(visit.chapter_id).filter(pk=visit.pk)
    if visits.to_follow_up().update(followed_up_at=at, followed_up_by=by, follow_up_note=note):
        return
    if not visits.exclude(followed_up_at=None).update(follow_up_note=note):
        raise NobodyCame


def take_back_follow_up(*, visit: Visit) -> None:
    """It has not been done after all; the note stays for whoever does it."""
    rows = Visit.objects.in_chapter(visit.chapter_id).filter(pk=visit.pk)
    rows.update(followed_up_at=None, followed_up_by=None)


def settle_visit(*, visit: Visit, outcome: Outcome | None) -> None:
    """Say whether a visitor came; None takes it back. Whoever applied or joined since stays so."""
    settled = Visit.objects.in_chapter(visit.chapter_id).filter(pk=visit.pk)
    settled.exclude(outcome__in=(Outcome.APPLIED, Outcome.JOINED)).update(outcome=outcome or "")
