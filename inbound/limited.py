"""Has a mail looked into by a child of few means. However that ends, it ends soon, and with a word."""

import json
import logging
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from signal import SIGXCPU
from typing import Any

from django.conf import settings

from inbound.reading.child import BROKEN, MEMORY
from inbound.states import Reason
from inbound.values import Found

logger = logging.getLogger(__name__)

COMMAND = (sys.executable, "-B", "-m", "inbound.reading.child")
DOUBTS = {
    "proved": "",
    "unproved": Reason.UNPROVED,
    "forged": Reason.FORGED,
    "partly": Reason.PARTLY,
    "no_policy": Reason.NO_POLICY,
    "no_answer": Reason.NO_ANSWER,
}


@dataclass(frozen=True)
class Means:
    """What the child may use: seconds by the clock, seconds of a core, megabytes."""

    wall: float = 70.0
    cpu: int = 40
    megabytes: int = 768


def look_into(raw: bytes, *, return_path: str, means: Means = Means(), command: tuple[str, ...] = COMMAND) -> Found:
    """What is in a mail. Raises nothing that a mail can cause: where it cannot be read, `broken` says why."""
    asked = {
        "return_path": return_path,
        "receiver": settings.INBOUND_RECEIVER,
        "zone": settings.INBOUND_ZONE_FILE,
        "seconds": means.cpu,
        "megabytes": means.megabytes,
    }
    told = json.dumps(asked).encode() + b"\n" + raw
    try:
        done = subprocess.run(
            command,
            input=told,
            capture_output=True,
            timeout=means.wall,
            cwd=settings.ROOT,
            env=environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Found(broken=Reason.TIME)
    broken = _broken(done.returncode)
    if broken:
        logger.warning("A mail of %s bytes: %s. %s", len(raw), broken, done.stderr[:300].decode(errors="replace"))
        return Found(broken=broken)
    return _found(done.stdout)


def environment() -> dict[str, str]:
    """What the child knows of the house: where its program is."""
    return {"LANG": "C.UTF-8", "PYTHONPATH": str(settings.ROOT)}


def _broken(status: int) -> str:
    if status == 0:
        return ""
    return {MEMORY: Reason.MEMORY, BROKEN: Reason.BROKEN, -SIGXCPU: Reason.TIME}.get(status, Reason.CRASH)


def _found(printed: bytes) -> Found:
    try:
        told: dict[str, Any] = json.loads(printed)
        told["doubt"] = DOUBTS[told.pop("verdict")]
        told["written_at"] = datetime.fromisoformat(told["written_at"]) if told["written_at"] else None
        for name in ("senders", "recipients", "items"):
            told[name] = tuple(told[name])
        return Found(**told)
    except (ValueError, KeyError, TypeError):
        return Found(broken=Reason.BROKEN)
