"""Handing a referral on: to whom, and what its giver did so that the call is expected."""

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals.forms.sending import ToSomebody
from referrals.states import Warmth


class HandOnForm(ToSomebody):
    """To another member. The prospect expects somebody else's call, so their giver speaks to them first."""

    warmth = forms.TypedChoiceField(
        label=_("They expect the new call. What did you do?"),
        choices=Warmth.choices,
        coerce=lambda value: Warmth(int(value)),
        widget=forms.RadioSelect,
        error_messages={"required": _("Speak to them first: they know the other name.")},
    )
