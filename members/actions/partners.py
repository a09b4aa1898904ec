"""Power partners: proposing, accepting, declining, ending. States change by a conditional UPDATE alone."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from members.models import Member, Partnership
from members.refusals import NotPartners
from members.states import TRANSITIONS, PartnershipState
from notices.actions import tell
from notices.values import Recipient


@transaction.atomic
def propose(*, proposer: Member, partner: Member, looks_for: str, can_give: str, at: datetime) -> Partnership:
    """Ask somebody to be a power partner. Raises NotPartners where the two are, or one has asked, already."""
    # The one with the smaller key is locked: two who ask each other at once come one after the other.
    Member.objects.in_chapter(proposer.chapter).select_for_update(no_key=True).get(pk=min(proposer.pk, partner.pk))
    live = Partnership.objects.in_chapter(proposer.chapter).between(proposer, partner).live()
    if proposer == partner or live.exists():
        raise NotPartners(_("There is a partnership, or a proposal, between you already."))
    partnership = Partnership.objects.create(
        chapter=proposer.chapter,
        proposer=proposer,
        partner=partner,
        looks_for=looks_for,
        can_give=can_give,
        proposed_at=at,
    )
    _tell(partnership, kind="partnership_proposed", to=partner, at=at)
    return partnership


@transaction.atomic
def accept(*, partnership: Partnership, looks_for: str, can_give: str, on: date, at: datetime) -> None:
    """Say yes, with one's own side of it; the day is written down. Raises NotPartners."""
    _change(
        partnership,
        PartnershipState.ACCEPTED,
        started_on=on,
        partner_looks_for=looks_for,
        partner_can_give=can_give,
    )
    _tell(partnership, kind="partnership_accepted", to=partnership.proposer, at=at)


def decline(*, partnership: Partnership) -> None:
    """Say no, quietly: nobody is told off. Raises NotPartners."""
    _change(partnership, PartnershipState.DECLINED)


def take_back(*, partnership: Partnership) -> None:
    """Unsay a proposal that nobody has answered. Raises NotPartners."""
    rows = Partnership.objects.in_chapter(partnership.chapter_id)
    if not rows.filter(pk=partnership.pk, state=PartnershipState.PROPOSED).delete()[0]:
        raise NotPartners


def end(*, partnership: Partnership, on: date) -> None:
    """Part ways; the day is the last of it, and not before the first. Raises NotPartners."""
    _change(partnership, PartnershipState.ENDED, ended_on=max(on, partnership.started_on or on))


def _change(partnership: Partnership, to: PartnershipState, **fields: object) -> None:
    before = [state for state, following in TRANSITIONS.items() if to in following]
    rows = Partnership.objects.in_chapter(partnership.chapter_id).filter(pk=partnership.pk, state__in=before)
    if not rows.update(state=to, **fields):
        raise NotPartners


def _tell(partnership: Partnership, *, kind: str, to: Member, at: datetime) -> None:
    about = f"partnership:{partnership.pk}"
    to_whom = Recipient(to.email, to.user_id)
    tell(chapter=partnership.chapter, kind=kind, about=about, to=to_whom, at=at, subject=partnership.pk)
