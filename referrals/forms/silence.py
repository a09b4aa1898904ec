"""When a receiver wishes to be asked again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chapters.fields import day_field


class PutOffForm(forms.Form):
    """A day."""

    until = day_field(_("Ask me again on"))
