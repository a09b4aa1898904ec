"""What power partners type of a joint meeting."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TYPED, LocalTimeField, TextLines
from chapters.values import meeting_instant
from members.models import Member
from referrals.forms.sending import choice_of
from referrals.models import JointMeeting
from referrals.values import JointPlan


class PlanForm(forms.Form):
    """When, where, and whether the prospect agreed."""

    starts_at = LocalTimeField(label=_("When?"))
    place = forms.CharField(label=_("Where?"), max_length=500, required=False)
    prospect_agreed = forms.BooleanField(label=_("They agreed that my partner comes along"), required=False)

    def __init__(self, data: Any = None, *, zone: ZoneInfo, planned: JointMeeting | None = None) -> None:
        initial: dict[str, Any] = {}
        if planned is not None:
            local = planned.starts_at.astimezone(zone)
            initial = {"starts_at": f"{local:{TYPED}}", "place": planned.place}
            initial["prospect_agreed"] = planned.prospect_agreed
        super().__init__(data, initial=initial)
        self.zone = zone

    @property
    def plan(self) -> JointPlan:
        """What was typed, as the domain knows it."""
        typed = self.cleaned_data
        local = typed["starts_at"]
        starts_at = meeting_instant(local.date(), local.time(), self.zone)
        return JointPlan(starts_at, typed["place"].strip(), typed["prospect_agreed"])


class BringForm(PlanForm):
    """The same, with one of one's power partners."""

    partner = forms.TypedChoiceField(label=_("Whom do you bring?"), widget=forms.RadioSelect)
    field_order = ("partner", "starts_at", "place", "prospect_agreed")

    def __init__(self, data: Any = None, *, partners: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = choice_of(partners)
        field: Any = self.fields["partner"]
        field.choices = [(key, person.name) for key, person in known.items()]
        field.coerce = known.__getitem__
        if len(known) == 1:
            field.initial = next(iter(known))


class JointNoteForm(forms.Form):
    """What one of the two says of it afterwards."""

    said = TextLines(label=_("What was said?"), required=False)
    better = TextLines(label=_("What would you two do better next time?"), required=False)
