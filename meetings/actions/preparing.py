"""What two members write around a one-to-one: worksheets that both read, and notes for oneself or the two."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from meetings.models import Appointment, PairNote, Worksheet
from meetings.permissions import can_change_note
from meetings.refusals import AppointmentMoved, NotHere, NotYourNote
from meetings.states import AppointmentState
from members.models import Member

OVER = frozenset({AppointmentState.DECLINED, AppointmentState.CANCELLED})
SAME_NOTE_FOR = timedelta(minutes=10)
"""The same words again within so long are the same note, sent twice."""


@dataclass(frozen=True)
class Sheet:
    """What one of the two brings."""

    looks_for: str = ""
    last_clients: str = ""
    who_i_know: str = ""


def write_worksheet(*, appointment: Appointment, sheet: Sheet, by: Member) -> None:
    """Keep one's own side; what was there before is replaced. Raises AppointmentMoved where it is off."""
    if appointment.state in OVER:
        raise AppointmentMoved(appointment.state)
    row = Worksheet(chapter_id=appointment.chapter_id, appointment=appointment, member=by, **asdict(sheet))
    Worksheet.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["chapter", "appointment", "member"],
        update_fields=list(asdict(sheet)),
    )


@transaction.atomic
def write_note(*, other: Member, text: str, shared: bool, by: Member, at: datetime) -> PairNote:
    """Keep a note about the conversations with another member: for oneself, or `shared` with them alone.

    The same words again a moment later are the same note. Raises NotHere of oneself.
    """
    if other.pk == by.pk:
        raise NotHere
    Member.objects.in_chapter(by.chapter_id).select_for_update(no_key=True).get(pk=by.pk)
    mine = PairNote.objects.in_chapter(by.chapter_id).filter(writer=by, other=other)
    same = mine.filter(text=text, shared=shared, written_at__gt=at - SAME_NOTE_FOR).first()
    if same is not None:
        found: PairNote = same
        return found
    made: PairNote = PairNote.objects.create(
        chapter_id=by.chapter_id, writer=by, other=other, text=text, shared=shared, written_at=at
    )
    return made


def change_note(*, note: PairNote, text: str, shared: bool, by: Member) -> None:
    """Write one's own note anew. Raises NotYourNote of another's, or once it is gone."""
    mine = PairNote.objects.in_chapter(note.chapter_id).filter(pk=note.pk, writer=by)
    if not can_change_note(by, note) or not mine.update(text=text, shared=shared):
        raise NotYourNote


def remove_note(*, note: PairNote, by: Member) -> None:
    """Forget one's own note, for both; once more changes nothing. Raises NotYourNote of another's."""
    if not can_change_note(by, note):
        raise NotYourNote
    PairNote.objects.in_chapter(note.chapter_id).filter(pk=note.pk, writer=by).delete()
