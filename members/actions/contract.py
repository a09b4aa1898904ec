"""The contract: a version is put to the members, each accepts it, and whoever has not is asked once more, kindly."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from chapters.models import Chapter
from members.contract import in_words, rules_of
from members.models import Acceptance, ContractVersion, Member, Stay
from members.refusals import AlreadyGone, ContractMoved
from notices.actions import tell
from notices.values import Recipient

CONTRACT = "contract"
"""The kind of due work that puts other rules to the members once they hold; and of the notice that asks them."""


def latest_version(chapter: Chapter) -> ContractVersion | None:
    """The version that holds; None where the chapter has put none to its members. One statement."""
    found: ContractVersion | None = ContractVersion.objects.in_chapter(chapter).latest_first().first()
    return found


def versions_of(chapter: Chapter) -> list[ContractVersion]:
    """All versions, the one that holds first. One statement."""
    return list(ContractVersion.objects.in_chapter(chapter).latest_first())


def waiting_to_accept(chapter: Chapter, version: ContractVersion, *, at: datetime) -> list[Stay]:
    """The stays of members who have not accepted a version yet, by name. One statement."""
    stays = Stay.objects.in_chapter(chapter).current_on(chapter.today(at)).select_related("member")
    accepted = Acceptance.objects.in_chapter(chapter).filter(version=version, stay=OuterRef("pk"))
    return list(stays.exclude(Exists(accepted)).order_by("member__name", "pk"))


@transaction.atomic
def write_version(*, chapter: Chapter, own_words: str, after: int, by: Member, at: datetime) -> ContractVersion:
    """Put a new version to the members: the rules that hold, and the chapter's own words. Everybody is told.

    `after` is the number of the version it was written over (0: the first). The same words once more are the same
    version. Raises ContractMoved where somebody else wrote one meanwhile.
    """
    latest, rules = latest_version(chapter), rules_of(chapter, chapter.week(at)).as_dict()
    if latest is not None and (latest.own_words, latest.rules) == (own_words, rules):
        return latest
    if after != (latest.number if latest else 0):
        raise ContractMoved
    return _put(chapter, after + 1, own_words, by, at)


@transaction.atomic
def follow_rules(*, chapter: Chapter, at: datetime) -> ContractVersion | None:
    """Where other rules hold than those the members accepted, put them to the members in the same words besides.

    A chapter that has no contract gets none by itself, and nobody is asked again for the same words.
    """
    latest = latest_version(chapter)
    rules = rules_of(chapter, chapter.week(at))
    if latest is None or latest.rules == rules.as_dict() or latest.rules_in_words == in_words(rules):
        return None
    return _put(chapter, latest.number + 1, latest.own_words, None, at)


def _put(chapter: Chapter, number: int, own_words: str, by: Member | None, at: datetime) -> ContractVersion:
    rules = rules_of(chapter, chapter.week(at))
    try:
        with transaction.atomic():
            version: ContractVersion = ContractVersion.objects.create(
                chapter=chapter,
                number=number,
                written_at=at,
                written_by=by,
                rules=rules.as_dict(),
                rules_in_words=in_words(rules),
                own_words=own_words,
            )
    except IntegrityError as error:
        raise ContractMoved from error
    _ask(version, waiting_to_accept(chapter, version, at=at), f"contract {number}", at)
    return version


@transaction.atomic
def accept_version(*, version: ContractVersion, member: Member, at: datetime) -> None:
    """A member accepts it; once more changes nothing.

    Raises ContractMoved where it is not the latest any more, AlreadyGone where they are no member today.
    """
    if latest_version(version.chapter) != version:
        raise ContractMoved
    stay = Stay.objects.in_chapter(version.chapter).filter(member=member).current_on(version.chapter.today(at)).first()
    if stay is None:
        raise AlreadyGone
    accepted = Acceptance(chapter=version.chapter, version=version, stay=stay, at=at)
    Acceptance.objects.in_chapter(version.chapter).bulk_create([accepted], ignore_conflicts=True)


@transaction.atomic
def ask_again(*, version: ContractVersion, at: datetime) -> int:
    """Ask those who have not accepted once more, at most once a week. Answers how many have not."""
    stays = waiting_to_accept(version.chapter, version, at=at)
    _ask(version, stays, f"contract {version.number} {version.chapter.week(at).monday}", at)
    return len(stays)


def _ask(version: ContractVersion, stays: Iterable[Stay], about: str, at: datetime) -> None:
    for stay in stays:
        if stay.member.user_id is None:
            continue  # without an account they could not open it; whoever accepts their invitation is asked then
        to = Recipient(stay.member.email, stay.member.user_id)
        tell(chapter=version.chapter, kind=CONTRACT, about=about, to=to, at=at, subject=version.pk)
