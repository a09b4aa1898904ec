"""What the pages of looking back together show alike: one slip for both of the two, and what they said of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.http import Http404
from django.utils.translation import gettext as _

from referrals.between_two import given_between
from referrals.models import LookBack, LookBackAnswer, LookBackItem, Slip, ThankYou
from referrals.states import Kind, Stage
from referrals.values import written
from referrals.views.lines import SlipLine, title_with

PLACE = "partners"
"""Where these pages belong among the places (templates/_components/nav.html)."""


@dataclass(frozen=True)
class Said:
    """One answer, once both are there; `typed_by` where the two sat side by side."""

    name: str
    as_good: str
    improve: str
    typed_by: str


@dataclass(frozen=True)
class Looked:
    """One slip of a review, as either of the two may read it on the phone they share."""

    item: LookBackItem
    href: str
    line: SlipLine
    reason: str
    thanked: str
    mine: bool
    theirs: bool
    said: list[Said]

    @property
    def both(self) -> bool:
        """Whether both have answered."""
        return bool(self.said)


def look_back_or_404(request: Any, key: int) -> LookBack:
    """A review that the reader is one of the two in; any other is not there, whatever the reader's office (F35)."""
    mine = LookBack.objects.in_chapter(request.chapter).of(request.member).with_people()
    found: LookBack | None = mine.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def path_of(request: Any, found: LookBack) -> str:
    """Where its page is."""
    return f"{request.chapter.path}look-back/{found.pk}/"


def looked_at(request: Any, found: LookBack, at: datetime) -> list[Looked]:
    """All of it, the oldest first: items with their slips, answers, thanks. Three statements."""
    answers = LookBackAnswer.objects.in_chapter(request.chapter)
    items = LookBackItem.objects.in_chapter(request.chapter).filter(look_back=found).order_by("position")
    rows = list(
        items.select_related("slip__giver", "slip__receiver").prefetch_related(Prefetch("answers", queryset=answers))
    )
    thanked = _thanked(request, found, [row.slip_id for row in rows])
    return [_looked(request, found, row, thanked.get(row.slip_id, ""), at) for row in rows]


def _looked(request: Any, found: LookBack, item: LookBackItem, thanked: str, at: datetime) -> Looked:
    slip: Slip = item.slip
    answers = {one.member_id: one for one in item.answers.all()}
    people = {found.a_id: found.a.name, found.b_id: found.b.name}
    line = SlipLine.of(slip, request.member, request.chapter, at)
    both_may = slip.kind == Kind.REFERRAL or slip.prospect_shown  # they may share one phone
    return Looked(
        item=item,
        href=f"{path_of(request, found)}{item.position}/",
        line=replace(line, title=title_with(slip, prospect=both_may)),
        reason=slip.bad_reason if slip.kind == Kind.REFERRAL else "",
        thanked=thanked,
        mine=request.member.pk in answers,
        theirs=found.other_than(request.member).pk in answers,
        said=[_said(answers[key], people) for key in people] if len(answers) == len(people) else [],
    )


def _said(one: LookBackAnswer, people: dict[int, str]) -> Said:
    typed_by = people[one.typed_by_id] if one.typed_by_id != one.member_id else ""
    words = one.get_as_good_display()
    return Said(people[one.member_id], words[:1].upper() + words[1:], one.improve, typed_by)


def _thanked(request: Any, found: LookBack, slips: list[int]) -> dict[int, str]:
    """How one thanked the other, by slip; the amount is theirs to see. One statement."""
    rows = ThankYou.objects.in_chapter(request.chapter).filter(given_between(found.a, found.b), slip__in=slips)
    words: dict[int, str] = {}
    for one in rows.select_related("giver").order_by("at", "pk"):
        name = {"name": one.giver}
        if one.amount:
            name["amount"] = written(one.amount, request.chapter.currency)
            words[one.slip_id] = _("%(name)s said thanks: %(amount)s") % name
        else:
            words[one.slip_id] = _("%(name)s said thanks") % name
    return words


def where_won(looked: Iterable[Looked]) -> list[Slip]:
    """The slips of a review that work came of."""
    return [one.item.slip for one in looked if one.item.slip.is_good and one.item.slip.stage == Stage.WON]
