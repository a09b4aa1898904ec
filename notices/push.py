"""The way to a phone or a desk that wants to be told there: one notification, sealed for that browser alone."""

import json
import logging
import re
from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from email.utils import parseaddr
from enum import Enum, auto
from functools import lru_cache
from time import monotonic
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush
from requests import RequestException, Session

from notices.models import Device
from notices.values import Mail

logger = logging.getLogger(__name__)

FOUR_WEEKS = 28 * 24 * 60 * 60
"""How long a service may keep what it took for a phone that is off; it may make that shorter (RFC 8030, 5.2)."""
PATIENCE_SECONDS = 5
MOST_SECONDS = 30
"""For all of a person's devices: well within the lease, after which the notice is taken for abandoned."""
MOST_CHARACTERS = 300
GONE = frozenset({403, 404, 410})
"""The browser threw the subscription away, or it was made for another key of ours: it never comes back."""
HOST_AND_PORT = re.compile(r"[a-zA-Z0-9.-]+(?::[0-9]+)?", re.ASCII)
"""No user's name and no backslash: who checks such an address and who asks it may read different hosts out of it."""
ORDER_OF_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class Taken(Enum):
    """What became of a notification at one device's push service."""

    YES = auto()
    NOT_NOW = auto()
    NEVER = auto()


@dataclass(frozen=True)
class Told:
    """Whether any device was told, and which are gone for good, by key."""

    any: bool
    gone: frozenset[int]


def tell_devices(devices: Collection[Device], mail: Mail, *, sender: str, key: str) -> Told:
    """Push what a mail says to each of a person's devices; the same `key` replaces itself on their screens.

    Raises nothing that a push service can cause. No transaction may be open: services may take their time.
    """
    said = json.dumps(_notification(mail, sender, key), ensure_ascii=False)
    with Session() as line:
        line.max_redirects = 0  # only the services we know
        end = monotonic() + MOST_SECONDS
        outcomes = {device.pk: _push(device, said, key, line) for device in devices if monotonic() < end}
    gone = frozenset(pk for pk, outcome in outcomes.items() if outcome is Taken.NEVER)
    return Told(any=Taken.YES in outcomes.values(), gone=gone)


def _notification(mail: Mail, sender: str, key: str) -> dict[str, object]:
    """What the service worker shows: never more than the mail's subject, for screens are seen by others."""
    body = " · ".join(part.subject for part in mail.parts) or mail.subject
    acts = [{"label": act.label, "path": _path(act.address)} for act in (mail.act, mail.also) if act]
    return {"title": sender, "body": body[:MOST_CHARACTERS], "tag": key, "acts": acts}


def _path(address: str) -> str:
    return address.removeprefix(settings.SITE_URL)


def _push(device: Device, said: str, key: str, line: Session) -> Taken:
    try:
        webpush(
            subscription_info={"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}},
            data=said,
            vapid_private_key=vapid(),
            vapid_claims={"sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"},
            headers={"Topic": key[-32:], "Urgency": "normal"},
            ttl=FOUR_WEEKS,
            timeout=PATIENCE_SECONDS,
            requests_session=line,
        )
    except WebPushException as refused:
        status = refused.response.status_code if refused.response is not None else 0
        logger.info("A push service answered %s.", status)
        return Taken.NEVER if status in GONE else Taken.NOT_NOW
    except (RequestException, ValueError) as error:
        logger.info("A push service could not be asked: %s.", type(error).__name__)
        return Taken.NOT_NOW
    return Taken.YES


def known_service(endpoint: str) -> bool:
    """Whether an address is a push service's that the settings name: we knock nowhere else on a browser's word."""
    try:
        parts = urlsplit(endpoint)
    except ValueError:  # an unclosed bracket, or letters that stand for others
        return False
    if not HOST_AND_PORT.fullmatch(parts.netloc):
        return False
    host = parts.hostname or ""
    named = any(host == name or host.endswith(f".{name}") for name in settings.PUSH_SERVICES)
    return named and (parts.scheme == "https" or settings.LOCAL)


@lru_cache(maxsize=4)
def _vapid(secret: str) -> Vapid02:
    """The server's key, from its secret: nothing more to keep; a new secret asks each device anew."""
    derived = HKDF(algorithm=hashes.SHA256(), length=48, salt=None, info=b"chapterhouse push").derive(secret.encode())
    number = int.from_bytes(derived, "big") % (ORDER_OF_P256 - 1) + 1
    return Vapid02(private_key=ec.derive_private_key(number, ec.SECP256R1()))


def vapid() -> Vapid02:
    """What our pushes are signed with (RFC 8292)."""
    return _vapid(settings.SECRET_KEY)


def public_key() -> str:
    """The half that browsers are given: base64url, without padding."""
    point = vapid().public_key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).rstrip(b"=").decode()
