"""The kinds of notice there are. Each app registers its own in `<app>/notices.py`, read when Django starts.

@kind("referral_passed", called=_("referrals passed to you"))
class ReferralPassed:
    def still_due(self, notice: Notice, at: datetime) -> str: ...
    def render(self, notice: Notice) -> Mail: ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from django.utils.functional import Promise

from notices.values import Mail

if TYPE_CHECKING:
    from notices.models import Notice


class Kind(Protocol):
    """What an app knows of a kind of notice. Both run inside the notice's chapter, when it is about to be sent."""

    def still_due(self, notice: "Notice", at: datetime) -> str:
        """Empty while the notice is still worth sending, else the reason it is skipped."""

    def render(self, notice: "Notice") -> Mail:
        """What it says, as things are now."""


class Waits(Enum):
    """What a notice that is due may still wait for."""

    FOR_NOTHING = auto()
    """It would come too late, or is asked for this moment."""
    FOR_THE_MORNING = auto()
    """Outside quiet hours it comes at once, and alone."""
    FOR_COMPANY = auto()
    """Several come as one."""


@dataclass(frozen=True)
class Registered:
    """A kind and what people call it; only what is `called` something can be unsubscribed from, and may wait."""

    kind: Kind
    called: str | Promise
    waits: Waits = Waits.FOR_COMPANY


class UnknownKind(LookupError):
    """No app has registered this kind of notice."""


C = TypeVar("C", bound=type[Any])
_kinds: dict[str, Registered] = {}


def kind(name: str, *, called: str | Promise = "", waits: Waits = Waits.FOR_COMPANY) -> Callable[[C], C]:
    """Register a class with `still_due` and `render` under a name of at most 40 characters, once."""

    def register(cls: C) -> C:
        if name in _kinds and type(_kinds[name].kind).__qualname__ != cls.__qualname__:
            raise ValueError(f"There are two kinds of notice called {name!r}.")
        _kinds[name] = Registered(cls(), called, waits if called else Waits.FOR_NOTHING)
        return cls

    return register


def find(name: str) -> Registered:
    """The kind of this name. Raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(f"No kind of notice is called {name!r}.") from None


def app_of(name: str) -> str:
    """The app that registered a kind, by its label. Raises UnknownKind."""
    return type(find(name).kind).__module__.partition(".")[0]


def bundled() -> list[str]:
    """The kinds of which several come as one."""
    return sorted(name for name, registered in _kinds.items() if registered.waits is Waits.FOR_COMPANY)


def optional() -> dict[str, str]:
    """The kinds one can unsubscribe from, by name, with what they are called, in the order of the latter."""
    called = {name: str(registered.called) for name, registered in _kinds.items() if registered.called}
    return dict(sorted(called.items(), key=lambda item: item[1].casefold()))
