"""What officers type when they set up their chapter. Whether it can be so, the database says."""

from collections.abc import Callable, Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chapters.categories import LookAlikeLetters, category_key, refuse_look_alikes
from chapters.currencies import is_currency
from chapters.fields import day_field, time_field
from chapters.models import Seat
from chapters.states import SeatStatus
from chapters.zones import is_zone
from members.models import Member
from members.states import OfficeName

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class ZoneField(forms.CharField):
    """A zone of the IANA database."""

    def clean(self, value: Any) -> str:
        """Its name."""
        zone = str(super().clean(value))
        if not is_zone(zone):
            raise ValidationError(_("There is no time zone of that name. Try Europe/London or America/New_York."))
        return zone


class CurrencyField(forms.CharField):
    """A currency people pay in."""

    def clean(self, value: Any) -> str:
        """Its code, in capitals."""
        code = str(super().clean(value)).upper()
        if not is_currency(code):
            raise ValidationError(_("There is no currency of that name. Try GBP, EUR or USD."))
        return code


class ChapterForm(forms.Form):
    """A chapter's name, place and rhythm."""

    name = forms.CharField(label=_("Name"), max_length=200)
    weekday = forms.TypedChoiceField(label=_("Meets on"), choices=WEEKDAYS, coerce=int)
    start_time = time_field(_("Starts at"))
    duration_minutes = forms.IntegerField(label=_("Minutes it lasts"), min_value=1, max_value=1440)
    place = forms.CharField(label=_("Place"), max_length=500, required=False)
    public_place = forms.BooleanField(
        label=_("Show the place on the chapter’s public page"),
        required=False,
        help_text=_("Anyone can read that page. The online address stays among members."),
    )
    online_url = forms.URLField(label=_("Online"), max_length=500, required=False, assume_scheme="https")
    timezone = ZoneField(
        label=_("Time zone"), max_length=64, help_text=_("As in Europe/London. Weeks begin on Monday there.")
    )
    currency = CurrencyField(label=_("Currency"), max_length=3, help_text=_("Its three letters, as in GBP."))
    record_from = day_field(
        _("The record begins on"), required=False, help_text=_("Nothing before it counts for or against anybody.")
    )
    reminder_hour = forms.TypedChoiceField(
        label=_("Remind members the day before at"), choices=HOURS, coerce=int, initial=9
    )
    visits_allowed = forms.IntegerField(
        label=_("Visits before somebody applies"), min_value=0, max_value=99, help_text=_("0: as many as they like.")
    )
    appeal_days = forms.IntegerField(
        label=_("Days to appeal a decision about a seat"),
        min_value=1,
        max_value=90,
        help_text=_("Before a seat that the committee opens is given up."),
    )


class CategoryField(forms.CharField):
    """A category's name, in letters of one alphabet that can be seen; `others` are the names there are."""

    others: Iterable[str] = ()

    def clean(self, value: Any) -> str:
        """The name, neither it nor what it is compared by too long."""
        name = str(super().clean(value))
        key = category_key(name)
        if not key:
            raise ValidationError(self.error_messages["required"], code="required")
        self.run_validators(key)
        try:
            refuse_look_alikes(name, self.others)
        except LookAlikeLetters as error:
            raise ValidationError(str(error)) from error
        return name


class SeatForm(forms.Form):
    """A seat: a category's place; `categories` are the names of those there are."""

    category = CategoryField(label=_("Category"), max_length=200, help_text=_("A profession or trade, as in Plumber."))
    place = forms.IntegerField(
        label=_("Place"), min_value=1, max_value=99, initial=1, help_text=_("1, unless the chapter has several.")
    )

    def __init__(self, *args: Any, categories: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("CategoryField", self.fields["category"]).others = categories


class SeatStatusForm(forms.Form):
    """What an empty seat is."""

    status = forms.ChoiceField(choices=[(one.value, one.label) for one in SeatStatus if one != SeatStatus.HELD])


class RecessForm(forms.Form):
    """Days the whole chapter is excused."""

    first_day = day_field(_("First day"))
    last_day = day_field(_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=500, required=False)


class DetailsForm(forms.Form):
    """What a chapter knows of a person."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    company = forms.CharField(label=_("Company"), max_length=200, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=200, required=False)

    def clean_email(self) -> str:
        """Trimmed and in lower case, as it is compared."""
        return str(self.cleaned_data["email"]).strip().lower()


class PickField(forms.TypedChoiceField):
    """One of some rows, read once; its value is the row."""

    def offer(self, rows: Iterable[Any], *, label: Callable[[Any], str] = str, nobody: Any = None) -> None:
        """Offer these rows, and nobody first where that can be said."""
        found = {str(row.pk): row for row in rows}
        self.coerce = found.__getitem__
        first = [] if nobody is None else [("", nobody)]
        self.choices = [*first, *((key, label(row)) for key, row in found.items())]


class JoinForm(DetailsForm):
    """A new member with their seat."""

    seat = PickField(label=_("Seat"))
    joined_on = day_field(_("First day in"))
    sponsor = PickField(label=_("Sponsor"), required=False, empty_value=None)

    def __init__(self, *args: Any, seats: Iterable[Seat], members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PickField", self.fields["seat"]).offer(seats, label=seat_label)
        cast("PickField", self.fields["sponsor"]).offer(members, nobody=_("nobody"))


class TermForm(forms.Form):
    """A term of office."""

    member = PickField(label=_("Member"))
    office = forms.ChoiceField(label=_("Office"), choices=OfficeName)
    from_day = day_field(_("From"))

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PickField", self.fields["member"]).offer(members)


class LastDayForm(forms.Form):
    """The day a stay or a term is over: the first day no longer in it."""

    day = day_field(_("First day out"))


class EndOfStayForm(LastDayForm):
    """That somebody leaves: of another's stay, why, and whether they asked for it."""

    reason = forms.CharField(label=_("Why"), max_length=500, help_text=_("Kept in the record, with your name."))
    own_wish = forms.BooleanField(label=_("They asked to leave themselves"), required=False)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["reason"], self.fields["own_wish"]


def seat_label(seat: Seat) -> str:
    """A seat's name: its category, and its place where that is not the first."""
    return seat.category.name if seat.place == 1 else f"{seat.category.name} {seat.place}"
