"""What officers type about an early sign."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SetAsideForm(forms.Form):
    """Why a sign is set aside."""

    reason = forms.CharField(
        label=_("Why is it no reason to call just now?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "As in: we spoke, she moves house until May. Read by the officers who see this page, not by the member."
        ),
    )
