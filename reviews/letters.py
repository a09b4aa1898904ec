"""Kind letters to begin from. They are only ever a draft: whoever sends one reads it and makes it their own first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reviews.states import ReviewState


@dataclass(frozen=True)
class Letter:
    """A draft for one occasion; `states` are those in which it is offered.

    `appeal` says that it speaks of an appeal that is possible (True) or that there is none any more (False),
    `ahead` that it speaks of a check that is yet to come.
    """

    title: Promise
    text: Promise
    states: frozenset[ReviewState]
    appeal: bool | None = None
    ahead: bool = False


_S = ReviewState
_EARLY = frozenset({_S.FLAGGED, _S.TALKING})
LETTERS: Mapping[str, Letter] = {
    "talk": Letter(
        _("An invitation to talk"),
        _(
            "Dear %(name)s,\n\nI would like to hear how things go for "
            "you, and whether there is something the group can do.\n\nWhen can I call you? Or write here, as you "
            "like.\n\n%(by)s"
        ),
        _EARLY,
    ),
    "figures": Letter(
        _("A look at the figures together"),
        _(
            "Dear %(name)s,\n\nyour standing has been behind for some weeks. Figures never tell the whole story, so I "
            "would like to hear yours. If something in them is wrong, say so and we put it right.\n\n"
            "Shall we sit down together this week?\n\n%(by)s"
        ),
        _EARLY,
    ),
    "plan": Letter(
        _("What we agreed on"),
        _(
            "Dear %(name)s,\n\nthank you for talking so openly. I have put down what we agreed on, and who helps with "
            "what. Look at it, tell me what does not fit, and say yes when it does. On %(check)s we look together at "
            "how it went.\n\n%(by)s"
        ),
        frozenset({_S.SUPPORTED}),
        ahead=True,
    ),
    "halfway": Letter(
        _("How is it going?"),
        _(
            "Dear %(name)s,\n\na short word before we look at it on %(check)s: how is it going? Is there anything in "
            "the plan that does not work for you?\n\n%(by)s"
        ),
        frozenset({_S.SUPPORTED}),
        ahead=True,
    ),
    "decision": Letter(
        _("About the decision"),
        _(
            "Dear %(name)s,\n\nthis is not easy to write. The committee has decided that your seat opens on %(day)s. "
            "The reason and the evidence are on this page, and you can appeal until %(appeal)s; we will listen.\n\n"
            "You have friends here, and that does not end with a seat. I would like to talk with you in person.\n\n"
            "%(by)s"
        ),
        frozenset({_S.DECIDED}),
        appeal=True,
    ),
    "final": Letter(
        _("About the decision"),
        _(
            "Dear %(name)s,\n\nthis is not easy to write. The committee has decided that your seat opens on %(day)s. "
            "The reason and the evidence are on this page.\n\n"
            "You have friends here, and that does not end with a seat. I would like to talk with you in person.\n\n"
            "%(by)s"
        ),
        frozenset({_S.DECIDED}),
        appeal=False,
    ),
    "appeal": Letter(
        _("About the appeal"),
        _(
            "Dear %(name)s,\n\nthank you for saying how you see it. The committee reads it and decides again; until "
            "then nothing changes. Would you like to tell us in person?\n\n%(by)s"
        ),
        frozenset({_S.APPEALED}),
    ),
}


def drafts_for(state: str, *, may_appeal: bool, due: bool) -> Iterator[tuple[str, Letter]]:
    """The letters offered in a state, with their words in addresses; `due` where the day of the check has come."""
    for word, letter in LETTERS.items():
        if state in letter.states and letter.appeal in {None, may_appeal} and not (due and letter.ahead):
            yield word, letter


def draft(letter: Letter, names: Mapping[str, str]) -> str:
    """A letter's text with the names put in."""
    return str(letter.text) % names
