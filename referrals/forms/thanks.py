"""What members type to say thanks."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.currencies import decimals_of
from chapters.fields import TextLines
from chapters.models import Chapter
from referrals.forms.sending import ToSomebody, in_short
from referrals.models import Slip
from referrals.values import Thanks

AMOUNT_DIGITS = 12
THOUSANDS = re.compile(r"^\d{1,3}([,\s\u00a0\u202f]\d{3})+(\.\d+)?$")


class ThanksForm(ToSomebody):
    """Say thanks: to whom, for which slip, in what words, for how much business."""

    slip = forms.TypedChoiceField(label=_("For which slip?"), required=False, empty_value=None)
    text = TextLines(label=_("What would you like to say?"), required=False)

    def __init__(self, data: Any = None, *, chapter: Chapter, slips: Iterable[Slip], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["receiver"].label = _("Whom do you thank?")
        known = {str(slip.uuid): slip for slip in slips}
        field: Any = self.fields["slip"]
        field.choices = [("", _("For something else")), *((key, in_short(slip)) for key, slip in known.items())]
        field.coerce = known.__getitem__
        self.fields["amount"] = forms.DecimalField(
            label=_("Business, in %(currency)s") % {"currency": chapter.currency},
            required=False,
            min_value=0,
            max_digits=AMOUNT_DIGITS,
            decimal_places=decimals_of(chapter.currency),
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        )
        self._write_plainly()

    def _write_plainly(self) -> None:
        """Thousands may be set apart, as people write them."""
        typed = str(self.data.get("amount", "")).strip()
        if THOUSANDS.match(typed):
            self._put("amount", re.sub(r"[,\s]", "", typed))

    def clean(self) -> dict[str, Any]:
        """The one who is thanked gave the slip."""
        cleaned = super().clean()
        slip, receiver = cleaned.get("slip"), cleaned.get("receiver")
        if slip and receiver and slip.giver_id != receiver.pk:
            self.add_error("slip", _("That slip came from somebody else."))
        return cleaned

    @property
    def thanks(self) -> Thanks:
        """What was typed, as the domain knows it; no business is no amount."""
        return Thanks(text=self.cleaned_data["text"], amount=self.cleaned_data["amount"] or None)
