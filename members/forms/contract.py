"""What officers add to the rules in their own words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines


class ContractForm(forms.Form):
    """The chapter's own words, and which version they were written over."""

    own_words = TextLines(
        label=_("What we add in our own words"),
        rows=8,
        required=False,
        help_text=_(
            "A line for each thing, as in: “Who can’t come says so the day before, and sends their leads all the same.”"
        ),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AcceptForm(forms.Form):
    """Which version was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
