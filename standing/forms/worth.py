"""What a member says of their own costs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.models import Chapter


class OwnEstimateForm(forms.Form):
    """Dues a year, hours elsewhere, what an hour is worth: each may stay empty."""

    dues_a_year = forms.DecimalField(required=False, min_value=0, max_digits=12, decimal_places=2)
    hours_a_month = forms.DecimalField(
        label=_("Hours a month besides"),
        required=False,
        min_value=0,
        max_value=700,
        decimal_places=1,
        help_text=_("Beside meetings and one-to-ones: the way there, calls, preparing. A guess will do."),
    )
    hour_is_worth = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=_("Leave it empty to look at the dues alone."),
    )

    def __init__(self, data: Any = None, *, chapter: Chapter, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        currency = {"currency": chapter.currency}
        self.fields["dues_a_year"].label = _("Dues a year, in %(currency)s") % currency
        self.fields["hour_is_worth"].label = _("What an hour of mine is worth, in %(currency)s") % currency
