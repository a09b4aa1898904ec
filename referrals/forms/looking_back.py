"""What two members say when they look back together."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import TextLines
from members.models import Member
from referrals.forms.sending import choice_of
from referrals.states import AsGood


class WithWhomForm(forms.Form):
    """One of the chapter's others, to look back with."""

    other = forms.TypedChoiceField(label=_("With whom?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = choice_of(people)
        field: Any = self.fields["other"]
        field.choices = [(key, person.name) for key, person in known.items()]
        field.coerce = known.__getitem__


class AnswerForm(forms.Form):
    """One answer; `whose` is the key of the one of the two who gives it."""

    whose = forms.TypedChoiceField(coerce=int, widget=forms.HiddenInput)
    as_good = forms.TypedChoiceField(
        label=_("Was it as good as you thought?"), choices=AsGood.choices, coerce=AsGood, widget=forms.RadioSelect
    )
    improve = TextLines(label=_("What would make the next one better?"), required=False, rows=2)

    def __init__(self, *args: Any, whose: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["whose"]
        field.choices = [(key, key) for key in whose]
