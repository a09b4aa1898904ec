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


def test_every_text_is_one_that_django_or_allauth_still_says():
    theirs = {
        message.id if isinstance(message.id, str) else message.id[0]
        for home in ("conf/locale", "contrib/auth/locale")
        for message in catalogue(Path(django.__file__).parent / home / "en/LC_MESSAGES/django.po")
    } | {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue(Path(allauth.__file__).parent / "locale/en/LC_MESSAGES/django.po")
    }
    assert [message.id for message in OURS if (message.id[0] if message.pluralizable else message.id) not in theirs] == []


def test_what_is_missing_is_asked_for_plainly():
    class Anything(forms.Form):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "A")])

    assert Anything({"kind": "b"}).errors == {
        "name": ["This is still missing."],
        "kind": ["This cannot be chosen here any more."],
    }
