"""What somebody who left says of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines
from members.states import ExitReason


class LeavingForm(forms.Form):
    """Why, and whether the officers may know who says so."""

    reasons = forms.MultipleChoiceField(
        label=_("What was it?"),
        choices=ExitReason,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one; “something else” is fine.")},
    )
    named = forms.BooleanField(
        label=_("The officers may read this with my name"),
        required=False,
        help_text=_("Without it they only see how often each was chosen, in three answers or more together."),
    )
    words = TextLines(
        label=_("What would have kept you?"),
        required=False,
        help_text=_("Kept only where your name may be read: words alone would tell who you are."),
    )
