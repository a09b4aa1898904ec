"""What Django and allauth say by themselves is said in our words (locale/en)."""

from pathlib import Path

import allauth
import django
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django import forms
from django.conf import settings
from django.utils.translation import gettext, ngettext


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


OURS = [message for message in catalogue(settings.ROOT / "locale/en/LC_MESSAGES/django.po") if message.id]


@pytest.mark.parametrize("message", OURS, ids=lambda message: str(message.id)[:60])
def test_what_is_said_is_what_was_written(message):
    if message.pluralizable:
        assert (ngettext(*message.id, 1), ngettext(*message.id, 2)) == message.string
    else:
        assert gettext(message.id) == message.string, "run `make words`"


def said(message) -> str:
    return message.id[0] if message.pluralizable else message.id


def test_every_text_is_one_that_django_or_allauth_still_says():
    homes = [
        Path(django.__file__).parent / "conf/locale",
        Path(django.__file__).parent / "contrib/auth/locale",
        Path(allauth.__file__).parent / "locale",
    ]
    theirs = {said(message) for home in homes for message in catalogue(home / "en/LC_MESSAGES/django.po")}
    assert {said(message) for message in OURS} <= theirs


def test_what_is_missing_is_asked_for_plainly():
    class Anything(forms.Form):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "A")])

    assert Anything({"kind": "b"}).errors == {
        "name": ["This is still missing."],
        "kind": ["This cannot be chosen here any more."],
    }
