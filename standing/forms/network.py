"""What whoever looks after a network types: a new chapter and whom to invite to lead it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chapters.models import Chapter
from members.actions.founding import Charter, FirstPresident
from members.forms.set_up import WEEKDAYS, CategoryField, CurrencyField, ZoneField


class NewChapterForm(forms.Form):
    """A chapter's name and rhythm, and its first president."""

    name = forms.CharField(label=_("Name of the chapter"), max_length=200)
    slug = forms.SlugField(
        label=_("Its address"), max_length=50, help_text=_("Small letters, digits and hyphens, as in riverside.")
    )
    weekday = forms.TypedChoiceField(label=_("Meets on"), choices=WEEKDAYS, coerce=int, initial=1)
    start_time = forms.TimeField(
        label=_("Starts at"), initial="07:00", widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    duration_minutes = forms.IntegerField(label=_("Minutes it lasts"), min_value=1, max_value=1440, initial=90)
    place = forms.CharField(label=_("Place"), max_length=500, required=False)
    timezone = ZoneField(
        label=_("Time zone"), max_length=64, help_text=_("As in Europe/London. Weeks begin on Monday there.")
    )
    currency = CurrencyField(label=_("Currency"), max_length=3, help_text=_("Its three letters, as in GBP."))
    president_name = forms.CharField(label=_("President’s name"), max_length=200)
    president_email = forms.EmailField(
        label=_("President’s e-mail"), max_length=254, help_text=_("The invitation goes there.")
    )
    president_company = forms.CharField(label=_("President’s company"), max_length=200, required=False)
    category = CategoryField(
        label=_("President’s category"), max_length=200, help_text=_("A profession or trade, as in Plumber.")
    )

    def clean_slug(self) -> str:
        """An address no other chapter has, in small letters."""
        slug = str(self.cleaned_data["slug"]).lower()
        if "_" in slug:  # which an archive cannot name
            raise ValidationError(_("Small letters, digits and hyphens alone."))
        if Chapter.objects.filter(slug=slug).exists():
            raise ValidationError(_("That address is taken by another chapter."))
        return slug

    def charter(self) -> Charter:
        """The chapter as it was typed."""
        keys = ("slug", "name", "timezone", "currency", "weekday", "start_time", "duration_minutes", "place")
        return Charter(**{key: self.cleaned_data[key] for key in keys})

    def president(self) -> FirstPresident:
        """Whom to invite."""
        typed = self.cleaned_data
        return FirstPresident(
            name=typed["president_name"],
            email=typed["president_email"].lower(),
            category=typed["category"],
            company=typed["president_company"],
        )
