"""What prospects are owed: their details are kept no longer than of use, and go when they wish it."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapters.models import Chapter
from members.refusals import Refusal
from notices.actions import tell
from referrals.actions.people import address_of
from referrals.details import ALL_WORDS, CONTACT, digests, new_digests
from referrals.models import (
    Answer,
    HandedOn,
    JointMeeting,
    JointMeetingNote,
    LeadQuestion,
    Lesson,
    LookBackAnswer,
    Objection,
    Progress,
    Slip,
    TrustedPerson,
)
from referrals.states import Kind

BY_SLIP = "slip "
"""Begins an objection that says by its id of which slip it was."""


class ProspectObjected(Refusal):
    """The owner of a number or an address asked this chapter not to hold it."""

    sentence = _("They asked this chapter not to keep their details. Nothing of them is kept; speak to them first.")


def refuse_objected(*, chapter: Chapter, phone: str, email: str) -> None:
    """Raises ProspectObjected where the owner of one of the two objected before (F56)."""
    known = digests(chapter, phone=phone, email=email)
    if known and Objection.objects.in_chapter(chapter).filter(digest__in=known).exists():
        raise ProspectObjected


def known_objections(chapter: Chapter) -> Callable[[str, str], bool]:
    """Whether the owner of a phone or an e-mail address objected: one statement, however many are asked about."""
    known = set(Objection.objects.in_chapter(chapter).values_list("digest", flat=True))

    def objected(phone: str, email: str) -> bool:
        return bool(known) and not known.isdisjoint(digests(chapter, phone=phone, email=email))

    return objected


@transaction.atomic
def object_to(*, chapter: Chapter, slip: Slip, at: datetime) -> None:
    """A prospect wants their details gone: from this slip, from all that hold the same, and never brought again.

    Givers and receivers are told. The same once more changes nothing. Where a slip has a name alone there is nothing
    to tell them again by; that it was this slip is kept too, for a restore.
    """
    known = new_digests(chapter, phone=slip.prospect_phone, email=slip.prospect_email)
    known.append(f"{BY_SLIP}{slip.uuid}")
    new = [Objection(chapter=chapter, digest=digest, at=at) for digest in known]
    Objection.objects.in_chapter(chapter).bulk_create(new, ignore_conflicts=True)
    _remove_all(chapter, set(known), at)


@transaction.atomic
def object_again(*, chapter: Chapter, known: Collection[str], at: datetime) -> int:
    """After a restore: whoever objected since the backup objects again (F59). Answers of how many that was not known.

    `known` is what the table held of them. The same once more changes nothing.
    """
    objections = Objection.objects.in_chapter(chapter)
    missing = set(known) - set(objections.values_list("digest", flat=True))
    objections.bulk_create([Objection(chapter=chapter, digest=digest, at=at) for digest in sorted(missing)])
    _remove_all(chapter, set(known), at)
    return len(missing)


@transaction.atomic
def remove_what_slipped_by(*, chapter: Chapter, at: datetime) -> None:
    """Remove what was passed at the very moment its prospect objected, when neither transaction saw the other (F56)."""
    known = set(Objection.objects.in_chapter(chapter).values_list("digest", flat=True))
    if not known:
        return
    _remove_all(chapter, known, at)
    objected = Slip.objects.in_chapter(chapter).filter(objected=True)
    for left in _slips(chapter).filter(_of_the_same(chapter, objected.values("pk"))):
        _remove(chapter, left, at)


def _slips(chapter: Chapter) -> Any:
    return Slip.objects.in_chapter(chapter).filter(objected=False).select_related("giver", "receiver")


def _of_the_same(chapter: Chapter, slips: Any) -> Q:
    """Of the prospect of slips, by their keys: the lead they were, what else became of it, and what was handed on."""
    rows, handed = Slip.objects.in_chapter(chapter), HandedOn.objects.in_chapter(chapter)
    lead = Q(kind=Kind.LEAD, pk__in=rows.filter(pk__in=slips).values("came_from"))
    became = Q(came_from__in=rows.leads().filter(pk__in=slips).values("pk"))
    on, back = handed.filter(slip__in=slips).values("to"), handed.filter(to__in=slips).values("slip")
    return lead | became | Q(pk__in=on) | Q(pk__in=back)


def _remove_all(chapter: Chapter, known: set[str], at: datetime) -> None:
    """All that these objections tell again: in slips, in answers to asks, in members' own books."""
    named = [one.removeprefix(BY_SLIP) for one in known if one.startswith(BY_SLIP)]
    for held in _slips(chapter).filter(uuid__in=named):
        _remove(chapter, held, at)
    for held in _slips(chapter).with_details():
        if known & set(digests(chapter, phone=held.prospect_phone, email=held.prospect_email)):
            _remove(chapter, held, at)
    for answer in Answer.objects.in_chapter(chapter).exclude(phone="", email=""):
        if known & set(digests(chapter, phone=answer.phone, email=answer.email)):
            Answer.objects.in_chapter(chapter).filter(pk=answer.pk).update(person="", phone="", email="", words="")
    for trusted in TrustedPerson.objects.in_chapter(chapter).exclude(phone="", email=""):
        if known & set(digests(chapter, phone=trusted.phone, email=trusted.email)):
            TrustedPerson.objects.in_chapter(chapter).filter(pk=trusted.pk).delete()


def _remove(chapter: Chapter, slip: Slip, at: datetime) -> None:
    """All words about the prospect: the slip's own, what was told of it, and in the others that are of the same."""
    removed = dict.fromkeys((*ALL_WORDS, "heard"), "") | {"objected": True, "details_gone_at": at}
    if not Slip.objects.in_chapter(chapter).filter(pk=slip.pk, objected=False).update(**removed):
        return
    Progress.objects.in_chapter(chapter).filter(slip=slip).update(note="")
    Lesson.objects.in_chapter(chapter).filter(slip=slip).update(better="", answer="")
    LeadQuestion.objects.in_chapter(chapter).filter(lead=slip).update(words="", answer="")
    JointMeeting.objects.in_chapter(chapter).filter(slip=slip).update(place="")
    JointMeetingNote.objects.in_chapter(chapter).filter(joint_meeting__slip=slip).update(said="", better="")
    LookBackAnswer.objects.in_chapter(chapter).filter(item__slip=slip).update(improve="")
    for person in (slip.giver, slip.receiver):
        if person is not None:
            about = f"objection {slip.uuid}"
            tell(chapter=chapter, kind="prospect_objected", about=about, to=address_of(person), at=at, subject=slip.pk)
    for other in _slips(chapter).filter(_of_the_same(chapter, [slip.pk])):
        _remove(chapter, other, at)


@transaction.atomic
def remove_old_details(*, chapter: Chapter, at: datetime) -> int:
    """Empty the contact details that are kept long enough; what counts stays. Answers of how many slips."""
    slips = Slip.objects.in_chapter(chapter)
    old = list(slips.with_details().kept_long_enough(at).values_list("pk", flat=True))
    return int(slips.filter(pk__in=old).update(**dict.fromkeys(CONTACT, ""), details_gone_at=at))
