"""What an officer types of one item of the agenda."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.agenda import LONGEST_MINUTES, Item
from meetings.states import AgendaKind, RoundOrder
from members.states import OfficeName

LONGEST_TURN = 600


class AgendaItemForm(forms.Form):
    """What it is, how long it takes, and who leads it; a round's time each and order."""

    kind = forms.TypedChoiceField(label=_("What it is"), choices=AgendaKind.choices, coerce=AgendaKind)
    title = forms.CharField(
        label=_("Its name"), max_length=200, required=False, help_text=_("As the big screen shows it.")
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_MINUTES, initial=5)
    office = forms.ChoiceField(
        label=_("Who leads it"),
        required=False,
        choices=[("", _("whoever runs the meeting")), *OfficeName.choices],
    )
    seconds_each = forms.IntegerField(
        label=_("Seconds for each member"),
        required=False,
        min_value=0,
        max_value=LONGEST_TURN,
        help_text=_("Weekly presentations only. Left empty, the minutes are shared among those who are there."),
    )
    round_order = forms.TypedChoiceField(
        label=_("Their order"),
        required=False,
        choices=RoundOrder.choices,
        coerce=RoundOrder,
        empty_value=RoundOrder.FIXED,
        initial=RoundOrder.FIXED,
        widget=forms.RadioSelect,
        help_text=_("Weekly presentations only."),
    )

    def clean_title(self) -> str:
        """Its name, or what it is."""
        typed: str = self.cleaned_data["title"].strip()
        kind: Any = self.cleaned_data.get("kind")
        return typed or (str(kind.label).capitalize() if kind else "")

    @property
    def item(self) -> Item:
        """The item as typed."""
        typed = self.cleaned_data
        is_round = typed["kind"] == AgendaKind.PRESENTATIONS
        return Item(
            kind=typed["kind"],
            title=typed["title"],
            minutes=typed["minutes"],
            office=typed["office"],
            seconds_each=(typed["seconds_each"] or 0) if is_round else 0,
            round_order=typed["round_order"] if is_round else RoundOrder.FIXED,
        )
