"""Two members swap the days on which they present, or one is given the other's."""

from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from meetings.actions.presenting import held_row, hold_rota, refuse_begun, tell_speaker
from meetings.models import Presentation, Swap
from meetings.refusals import AwayThen, NotYours, SpeakerChanged, SwapOver
from meetings.rota import speakers_of
from meetings.states import SwapState
from members.models import Member
from notices.actions import tell
from referrals.actions.people import address_of


@transaction.atomic
def ask_to_swap(*, wanted: Presentation, own: Presentation | None, speaker: int, by: Member, at: datetime) -> Swap:
    """Ask whoever presents on a day (`speaker`, by their key) for it, for one's own day or for nothing; they are told.

    The same request again is the same; another one for that day takes its place. Raises SpeakerChanged where somebody
    else presents by now, NotYours where `own` is another's, NoMeeting, NotOn or AlreadyBegun.
    """
    chapter = wanted.chapter
    hold_rota(chapter)
    theirs = held_row(chapter, wanted.pk)
    if theirs.member is None or theirs.member_id != speaker or speaker == by.pk:
        raise SpeakerChanged
    mine = held_row(chapter, own.pk) if own else None
    if mine and mine.member_id != by.pk:
        raise NotYours
    for row in filter(None, (theirs, mine)):
        refuse_begun(chapter, row.date, at)
    standing = Swap.objects.in_chapter(chapter).filter(wanted=theirs, asked_by=by, state=SwapState.ASKED)
    same: Swap | None = standing.filter(own=mine, asked=theirs.member).first()
    if same:
        return same
    standing.update(state=SwapState.TAKEN_BACK)
    swap: Swap = Swap.objects.create(
        chapter=chapter, wanted=theirs, own=mine, asked_by=by, asked=theirs.member, asked_at=at
    )
    about, to = f"swap {swap.pk}", address_of(theirs.member)
    tell(chapter=chapter, kind="swap_asked", about=about, to=to, at=at, subject=swap.pk)
    return swap


@transaction.atomic
def accept_swap(*, swap: Swap, by: Member, at: datetime) -> None:
    """Say yes: the days change hands, with the titles; the asker is told. Accepting once more changes nothing.

    Raises SwapOver where it was answered or taken back, or one of the days has another speaker by now; AwayThen where
    one of the two is away on what would be theirs; NoMeeting, NotOn or AlreadyBegun.
    """
    chapter = swap.chapter
    wanted = held_row(chapter, swap.wanted_id)
    if not _turned(swap, by, SwapState.ACCEPTED):
        return
    own = held_row(chapter, swap.own_id) if swap.own_id else None
    if wanted.member_id != swap.asked_id or (own and own.member_id != swap.asked_by_id):
        raise SwapOver
    for row in filter(None, (wanted, own)):
        refuse_begun(chapter, row.date, at)
    _refuse_away(chapter, wanted, swap.asked_by_id, own, swap.asked_id, at)
    title = (own.title, own.volunteered) if own else ("", True)
    if own:
        _hand_over(own, wanted.member, wanted.title, volunteered=wanted.volunteered)
        tell_speaker(own, at)
    _hand_over(wanted, swap.asked_by, title[0], volunteered=title[1])
    tell_speaker(wanted, at)
    _tell_answer(swap, at)


def _refuse_away(
    chapter: Chapter, wanted: Presentation, asker: int, own: Presentation | None, asked: int, at: datetime
) -> None:
    people = speakers_of(chapter, chapter.today(at))
    for key, row in ((asker, wanted), (asked, own)):
        if row and not any(person.key == key and person.can_speak(row.date) for person in people):
            raise AwayThen


def _hand_over(row: Presentation, member: Member | None, title: str, *, volunteered: bool) -> None:
    row.member, row.title, row.volunteered = member, title, volunteered
    row.save(update_fields=["member", "title", "volunteered"])


@transaction.atomic
def decline_swap(*, swap: Swap, by: Member, at: datetime) -> None:
    """Say no; the asker is told. Once more changes nothing. Raises SwapOver where it was answered otherwise."""
    if _turned(swap, by, SwapState.DECLINED):
        _tell_answer(swap, at)


def take_back_swap(*, swap: Swap, by: Member) -> None:
    """Unsay one's own request. Once more changes nothing. Raises SwapOver once it was answered."""
    rows = Swap.objects.in_chapter(swap.chapter_id).filter(pk=swap.pk, asked_by=by)
    if rows.filter(state=SwapState.ASKED).update(state=SwapState.TAKEN_BACK):
        return
    if not rows.filter(state=SwapState.TAKEN_BACK).exists():
        raise SwapOver


def _turned(swap: Swap, by: Member, to: SwapState) -> bool:
    """Answer a request that stands; False where it was answered just so. Raises SwapOver."""
    rows = Swap.objects.in_chapter(swap.chapter_id).filter(pk=swap.pk, asked=by)
    if rows.filter(state=SwapState.ASKED).update(state=to):
        return True
    if rows.filter(state=to).exists():
        return False
    raise SwapOver


def _tell_answer(swap: Swap, at: datetime) -> None:
    about, to = f"swap {swap.pk}", address_of(swap.asked_by)
    tell(chapter=swap.chapter, kind="swap_answered", about=about, to=to, at=at, subject=swap.pk)
