"""A day that nobody can have meant is refused where it is typed: beyond it there is no instant in every zone."""

import pytest
from django import forms

from chapters.fields import LocalTimeField, day_field

NOBODYS = ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"]


class Typed(forms.Form):
    """Both kinds of field."""

    day = day_field("Day")
    moment = LocalTimeField(label="When?")


def errors(day):
    return Typed({"day": day, "moment": f"{day}T23:00"}).errors


@pytest.mark.parametrize("day", NOBODYS)
def test_a_day_nobody_means_is_refused_with_a_sentence(day):
    sentence = ["Choose a day between 1900 and 2199."]
    assert errors(day) == {"day": sentence, "moment": sentence}


@pytest.mark.parametrize("day", ["1900-01-01", "2026-03-03", "2199-12-31"])
def test_any_other_is_taken(day):
    assert not errors(day)
