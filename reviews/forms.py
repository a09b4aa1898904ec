"""What is typed in a seat review. Whether it can be so, the acts say."""

import uuid
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines, day_field
from members.forms.set_up import PickField
from members.models import Member
from reviews.states import Help, Outcome


class FlagForm(forms.Form):
    """Why a seat is flagged."""

    reason = forms.CharField(
        label=_("What would you like to talk about?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The member, the president, vice president, secretary and committee read it."),
    )


class _Once(forms.Form):
    """Carries an id of the page's own, so that the same form sent twice is one."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class WordsForm(_Once):
    """Words to the other side, or a note for oneself."""

    text = TextLines(label=_("What would you like to say?"), rows=8)

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label


class StepForm(_Once):
    """A step of the plan, and when all of it is looked at."""

    what = forms.CharField(label=_("What"), max_length=500, help_text=_("One thing, small enough to be done."))
    by_day = day_field(_("By when"))
    who_helps = forms.ChoiceField(
        label=_("Who or what helps"), choices=Help, widget=forms.RadioSelect, initial=Help.MENTOR
    )
    helper = PickField(label=_("Somebody in particular"), required=False, empty_value=None)
    check_on = day_field(_("We look together at how it went on"))

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PickField", self.fields["helper"]).offer(members, nobody=_("nobody in particular"))


class CheckForm(_Once):
    """How it went; `possible` are the outcomes there can be where the case stands: more time is more of a plan."""

    outcome = forms.ChoiceField(label=_("How does it go?"), choices=Outcome, widget=forms.RadioSelect)
    words = TextLines(label=_("In your words"))
    next_check_on = day_field(_("More time until"), required=False)

    def __init__(self, *args: Any, possible: Iterable[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = list(possible)
        cast("forms.ChoiceField", self.fields["outcome"]).choices = [(one.value, one.label) for one in outcomes]
        if Outcome.EXTENDED not in outcomes:
            del self.fields["next_check_on"]

    def clean(self) -> dict[str, Any]:
        """More time ends on a day."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("outcome") == Outcome.EXTENDED and typed.get("next_check_on", "") is None:
            self.add_error("next_check_on", _("Say until when."))
        return typed


class _OnDecision(forms.Form):
    """Says which decision its page showed, so that it is of no other."""

    on = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ClosingForm(forms.Form):
    """What came of it."""

    closing_reason = TextLines(label=_("What came of it?"))


class ProposalForm(forms.Form):
    """Why a seat is to be opened, and from which day."""

    reason = TextLines(
        label=_("Why"),
        rows=6,
        help_text=_("What was tried, and what came of it. The member reads it if the committee agrees."),
    )
    effective_on = day_field(_("The seat opens on"))


class WhyForm(_OnDecision):
    """A reason."""

    reason = TextLines(label=_("Why"))


class AppealForm(_OnDecision):
    """How the member sees a decision."""

    words = TextLines(label=_("How do you see it?"), rows=6)


class PerhapsWhyForm(forms.Form):
    """A reason that need not be given."""

    reason = TextLines(label=_("Why"), required=False, help_text=_("A word is enough: a client, a relative, a friend."))


class ConfirmForm(_OnDecision):
    """Nothing is typed: the page asks."""
