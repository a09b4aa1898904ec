"""What every form has that hands something in: the id made for this sending, and for whom it is."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.models import Member
from referrals.models import Slip
from referrals.states import Kind
from referrals.values import Sending


class PresetChoice(forms.TypedChoiceField):
    """A choice that is made already, and stays so where nothing is sent."""

    def __init__(self, *, initial: str, **kwargs: Any) -> None:
        super().__init__(initial=initial, widget=forms.RadioSelect, **kwargs)

    def clean(self, value: Any) -> Any:
        """The choice sent, else the one made."""
        return super().clean(value or self.initial)


class SendingForm(forms.Form):
    """Carries the id made for this sending, and the phone's time where a queue sends it later."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    given_at = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"uuid": uuid.uuid4(), **(initial or {})})

    def clean(self) -> dict[str, Any]:
        """What was typed; a phone's unreadable time is as good as none."""
        self.errors.pop("given_at", None)
        if self.errors.pop("uuid", None):
            self.add_error(None, _("This page was left half-way. Please send it once more."))
            self._put("uuid", str(uuid.uuid4()))
        return self.cleaned_data

    def _put(self, name: str, value: str) -> None:
        typed: Any = self.data
        changed = typed.copy()
        changed[name] = value
        self.data = changed

    @property
    def sending(self) -> Sending:
        """Which sending this is."""
        return Sending(self.cleaned_data["uuid"], self.cleaned_data.get("given_at"))


def choice_of(people: Iterable[Member]) -> dict[str, Member]:
    """The people of a list, by the value their choice has in a form."""
    return {str(person.pk): person for person in people}


class ToSomebody(SendingForm):
    """For one member, out of the chapter's others."""

    receiver = forms.TypedChoiceField(label=_("Who is it for?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        known = choice_of(people)
        field: Any = self.fields["receiver"]
        field.choices = [(key, person.name) for key, person in known.items()]
        field.coerce = known.__getitem__


def in_short(slip: Slip) -> str:
    """A slip in one line, for those who may see it: who gave it, the prospect, the need."""
    what = slip.need if slip.kind == Kind.LEAD else f"{slip.prospect}, {slip.need}"
    return f"{slip.giver}: {what[:80]}"
