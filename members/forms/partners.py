"""What two members tell each other when they become power partners."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines
from members.models import Member


class MySideForm(forms.Form):
    """One side of an agreement."""

    looks_for = TextLines(label=_("What I look for"), help_text=_("Clients or introductions that would help you."))
    can_give = TextLines(label=_("What I can give"), help_text=_("Whom you know, and what you can do for them."))


class ProposalForm(MySideForm):
    """The same, to one of the chapter's others."""

    partner = forms.TypedChoiceField(label=_("With whom?"), widget=forms.RadioSelect)
    field_order = ("partner", "looks_for", "can_give")

    def __init__(self, *args: Any, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(person.pk): person for person in people}
        field: Any = self.fields["partner"]
        field.choices = [(key, person.name) for key, person in known.items()]
        field.coerce = known.__getitem__
