"""What rooms above have against ending a stay, having it go on, or changing a term: they register, the acts ask.

Asked inside the act, with the chapter's offices held (`members.actions.offices.hold_offices`), so it holds at commit.
"""

from collections.abc import Callable

from members.models import Member, Stay
from members.states import OfficeName

AgainstEnding = Callable[[Stay], str]
"""Why a stay is not ended over its member's head, in a sentence; empty where nothing is against it."""
AgainstResuming = Callable[[Stay], str]
"""Why a stay that was ended does not go on by an officer's word, in a sentence; empty where nothing is against it."""
AgainstTerm = Callable[[Member, OfficeName], str]
"""Why a member may neither give nor end a term of an office, in a sentence; empty where they may."""

_ending: list[AgainstEnding] = []
_resuming: list[AgainstResuming] = []
_terms: list[AgainstTerm] = []


def on_ending(function: AgainstEnding) -> AgainstEnding:
    """Have this asked before somebody else ends a stay."""
    _ending.append(function)
    return function


def on_resuming(function: AgainstResuming) -> AgainstResuming:
    """Have this asked before an officer has a stay go on that was ended."""
    _resuming.append(function)
    return function


def on_term(function: AgainstTerm) -> AgainstTerm:
    """Have this asked before a member gives or ends a term of office."""
    _terms.append(function)
    return function


def against_ending(stay: Stay) -> str:
    """The first sentence that is against ending a stay; empty where there is none."""
    return next((said for one in _ending if (said := one(stay))), "")


def against_resuming(stay: Stay) -> str:
    """The first sentence that is against having a stay go on; empty where there is none."""
    return next((said for one in _resuming if (said := one(stay))), "")


def against_term(by: Member, office: OfficeName) -> str:
    """The first sentence that is against a member's changing a term; empty where there is none."""
    return next((said for one in _terms if (said := one(by, office))), "")
