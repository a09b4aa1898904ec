"""What officers type of a flag."""

from django import forms
from django.utils.translation import gettext_lazy

SEEN_BY_OFFICERS = gettext_lazy("The member, the president, vice president, secretary and committee read it.")


class ReasonForm(forms.Form):
    """Why a seat is flagged."""

    reason = forms.CharField(
        label=gettext_lazy("What would you like to talk about?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=SEEN_BY_OFFICERS,
    )
