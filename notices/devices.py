"""Which browsers a person wants to be told in: added, ended, and ended by themselves with the sign-in."""

from base64 import urlsafe_b64decode
from collections.abc import Collection
from datetime import datetime, time

from django.db import transaction
from django.db.models import F, OuterRef, QuerySet

from accounts.models import User
from notices.models import Device
from notices.push import known_service

MOST_DEVICES = 10
NIGHT = (time(21), time(7))
POINT_BYTES, AUTH_BYTES = 65, 16


class NotADevice(ValueError):
    """What a browser sent is no subscription of a push service that is known, or is somebody else's."""


def listening(user: User | OuterRef | None, at: datetime) -> QuerySet[Device]:
    """The devices of a person that are still signed in, the newest first; of the `OuterRef` of one, for a subquery."""
    return Device.objects.filter(user=user, session__expire_date__gt=at).order_by("-added_at", "-pk")


@transaction.atomic
def tell_here(
    *, user: User, session: str, endpoint: str, p256dh: str, auth: str, at: datetime, asked_in: int | None = None
) -> None:
    """Tell a person in this browser, while this session lasts. Once more changes nothing.

    A browser that changes hands brings the same subscription, and is then told as its new user alone. `asked_in` is the
    round (User.devices_ended) in which somebody asked, of a browser that goes on by itself; None: they ask now. Whoever
    asks for their only device and chose no quiet hours yet gets the night's.

    Raises NotADevice, also where news was to come by mail again since it was asked.
    """
    if not known_service(endpoint) or not _sealable(p256dh, POINT_BYTES) or not _sealable(auth, AUTH_BYTES):
        raise NotADevice(endpoint)
    if asked_in is not None and asked_in < user.devices_ended:
        raise NotADevice(endpoint)
    device, added = Device.objects.select_for_update().get_or_create(
        endpoint=endpoint,
        defaults={"user": user, "session_id": session, "p256dh": p256dh, "auth": auth, "added_at": at},
    )
    if (device.p256dh, device.auth) != (p256dh, auth):
        raise NotADevice(endpoint)
    if not added:
        Device.objects.filter(pk=device.pk).update(user=user, session_id=session)
        return
    newest = list(Device.objects.filter(user=user).order_by("-added_at", "-pk").values_list("pk", flat=True))
    if user.quiet_from is None and newest == [device.pk] and asked_in is None:
        user.be_quiet(*NIGHT)
    Device.objects.filter(pk__in=newest[MOST_DEVICES:]).delete()


def _sealable(key: str, length: int) -> bool:
    try:
        return len(urlsafe_b64decode(key + "=" * (-len(key) % 4))) == length
    except ValueError:
        return False


def end(*, user: User, endpoint: str) -> None:
    """Tell a person no more in one browser of theirs. Once more changes nothing."""
    Device.objects.filter(user=user, endpoint=endpoint).delete()


@transaction.atomic
def tell_by_mail_again(*, user: User) -> None:
    """Push to none of a person's devices any more, until they ask for it in one again."""
    User.objects.filter(pk=user.pk).update(devices_ended=F("devices_ended") + 1)
    end_with_sign_ins(user=user)


def end_with_sign_ins(*, user: User) -> None:
    """All their sign-ins are over, as after a new password; a browser goes on once they are signed in there again."""
    Device.objects.filter(user=user).delete()


def forget(gone: Collection[int]) -> None:
    """Take away devices, by key, whose push service says that they are gone for good."""
    Device.objects.filter(pk__in=gone).delete()
