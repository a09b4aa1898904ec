"""What is on its way: claim one, send it while holding no lock, settle it.

What is claimed and not settled within the lease is taken again: its worker died, perhaps after the mail had left.
That can happen to one mail once; the second time it is parked (at most two copies, with one Message-ID).
"""

import hashlib
import logging
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from notices.models import Notice, Outgoing
from notices.pace import MOST_TRIES, NO_SERVER_MINUTES, SEND_AGAIN_MINUTES, lease, minutes
from notices.post import Fate, Outcome, message_id
from notices.states import State

logger = logging.getLogger(__name__)

MOST_UNCERTAIN = 2
PENDING = (State.WAITING, State.CLAIMED)


def claim(rows: "QuerySet[Outgoing]", at: datetime) -> Outgoing | None:
    """Take the longest due of these rows and count the try; None where none is due. Call it in a transaction."""
    due: QuerySet[Outgoing] = _due(rows, at)
    while (row := due.select_for_update(skip_locked=True, of=("self",)).order_by("try_at", "pk").first()) is not None:
        if row.state == State.CLAIMED:
            row.uncertain += 1
            row.reason = "The worker ended while sending."
        if row.tries >= MOST_TRIES or row.uncertain >= MOST_UNCERTAIN:
            _save(row, at, state=State.PARKED, settled_at=at)
            continue
        _take(row, at, row.message_id or message_id(key_of(row)))
        return row
    return None


def claim_company(notice: Notice, kinds: Collection[str], most: int, at: datetime) -> list[Notice]:
    """Take what else of these kinds is due for the same address, to go out with a notice that is claimed.

    Only what nobody tried yet: what was, goes its own way. But what may have arrived together goes together again: its
    parts alone, under the one Message-ID, would be taken for copies of each other. Call it in a transaction.
    """
    rows: QuerySet[Any] = Notice.objects.in_chapter(notice.chapter_id).exclude(pk=notice.pk)
    if notice.uncertain:
        rows = rows.filter(message_id=notice.message_id, state__in=PENDING)
    else:
        rows = _due(rows, at).filter(state=State.WAITING, tries=0)
    same = rows.filter(email=notice.email, kind__in=kinds)
    company = list(same.select_for_update(skip_locked=True, of=("self",)).order_by("try_at", "pk")[:most])
    for row in company:
        row.uncertain = max(row.uncertain, notice.uncertain)
        _take(row, at, notice.message_id)
    return company


def _due(rows: "QuerySet[Any]", at: datetime) -> "QuerySet[Any]":
    dead = Q(state=State.CLAIMED, claimed_at__lte=at - lease())
    return rows.filter(Q(state=State.WAITING, try_at__lte=at) | dead, state__in=PENDING)


def _take(row: Outgoing, at: datetime, message: str) -> None:
    _save(row, at, state=State.CLAIMED, claimed_at=at, tries=row.tries + 1, message_id=message)


def _save(row: Outgoing, at: datetime, **changes: object) -> None:
    for field, value in changes.items():
        setattr(row, field, value)
    row.save(update_fields=["uncertain", "reason", *changes])
    if row.state == State.PARKED:
        logger.error("Parked after %s tries: %s %s. %s", row.tries, type(row).__name__, row.pk, row.reason)


def key_of(row: Outgoing) -> str:
    """What a mail is known by in its Message-ID: the same at every try, telling nothing of what it is about."""
    what = f"{row.chapter_id} {row.kind} {row.about}" if isinstance(row, Notice) else str(row.pk)
    digest = hashlib.sha256(f"{what} {row.email} {row.created_at.timestamp()}".encode()).hexdigest()
    return f"{type(row).__name__.lower()}.{digest[:32]}"


def settle(rows: "QuerySet[Outgoing]", row: Outgoing, outcome: Outcome, at: datetime) -> None:
    """Write down what became of a claimed row, if it is still ours."""
    changes = _changes(row, outcome, at)
    if changes["state"] == State.WAITING and not changes.get("uncertain", row.uncertain):
        changes["message_id"] = ""  # it never left: next time it has an id of its own, not its company's
    ours = rows.filter(pk=row.pk, state=State.CLAIMED, claimed_at=row.claimed_at)
    if not ours.update(**changes):
        logger.warning("%s %s was taken over before it was settled.", type(row).__name__, row.pk)
    elif changes["state"] == State.PARKED:
        logger.error("Parked after %s tries: %s %s. %s", row.tries, type(row).__name__, row.pk, outcome.reason)


def _changes(row: Outgoing, outcome: Outcome, at: datetime) -> dict[str, object]:
    uncertain = row.uncertain + (outcome.fate is Fate.UNCERTAIN)
    if outcome.fate is Fate.ARRIVED:
        return {"state": State.SENT, "settled_at": at, "reason": ""}
    if outcome.fate in {Fate.REFUSED, Fate.NOT_WANTED}:
        return {"state": State.SKIPPED, "settled_at": at, "reason": outcome.reason}
    if outcome.fate is Fate.LATER:
        return {"state": State.WAITING, "try_at": outcome.until, "tries": row.tries - 1, "reason": ""}
    if outcome.fate is Fate.NO_SERVER:
        again = at + minutes(NO_SERVER_MINUTES)
        return {"state": State.WAITING, "try_at": again, "tries": row.tries - 1, "reason": outcome.reason}
    if row.tries >= MOST_TRIES or uncertain >= MOST_UNCERTAIN:
        return {"state": State.PARKED, "settled_at": at, "reason": outcome.reason, "uncertain": uncertain}
    again = at + minutes(SEND_AGAIN_MINUTES)
    return {"state": State.WAITING, "try_at": again, "reason": outcome.reason, "uncertain": uncertain}


def next_try(rows: "QuerySet[Outgoing]") -> datetime | None:
    """When something of these rows is next to be taken; None where nothing is on its way."""
    waiting = rows.filter(state=State.WAITING).order_by("try_at").values_list("try_at", flat=True).first()
    claimed = rows.filter(state=State.CLAIMED).order_by("claimed_at").values_list("claimed_at", flat=True).first()
    instants = [*([waiting] if waiting else []), *([claimed + lease()] if claimed else [])]
    return min(instants, default=None)


def take_up_again(rows: "QuerySet[Outgoing]", at: datetime) -> int:
    """Give what is parked its tries again, as an operator asked. Answers how many."""
    parked = rows.filter(state=State.PARKED)
    return parked.update(state=State.WAITING, try_at=at, tries=0, uncertain=0, settled_at=None)
