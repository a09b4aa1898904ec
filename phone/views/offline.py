"""The page without network: the same bytes for everybody; what it shows of a person is on their own device."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from chapters.access import public
from chapters.models import Chapter
from meetings.forms.one_to_ones import OneToOneForm
from referrals.forms.slips import LeadForm, ReferralForm
from referrals.forms.thanks import ThanksForm

NOT_OFFLINE = frozenset({"slip"})
"""Fields that choose among rows which are not kept on the phone."""
FOLDED = {"referral": frozenset({"prospect_email", "inside", "use_name"})}


@dataclass(frozen=True)
class PhoneForm:
    """One form of the app: its kind (static/js/phone/outbox.js), where it belongs, and its fields.

    `chooses` is the field that names a member; the phone fills in whom there is to choose from.
    """

    kind: str
    path: str
    icon: str
    title: str | Promise
    act: str | Promise
    sees: str | Promise
    chooses: Any
    fields: list[Any]
    folded: list[Any]


@public(reason="holds nothing of anybody: a phone keeps it for when there is no network")
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The shell of the app, and the forms in it."""
    return render(request, "phone/offline.html", {"forms": phone_forms()})


def phone_forms() -> list[PhoneForm]:
    """The forms of the real pages, without anybody to choose yet."""
    thanks = ThanksForm(chapter=Chapter(currency="EUR"), people=(), slips=())
    thanks.fields["amount"].label = _("Business, in the chapter’s currency")
    sees = _("You and the receiver see all of this. The chapter sees that you passed one, and how warm.")
    told = _("The whole chapter sees this; only you see who it is, unless you say that the chapter may.")
    everybody = _("The whole chapter sees what you say; only you two see an amount.")
    two = _("You two see what it was about. The chapter’s officers see that you met, and when.")
    return [
        _of("referral", "pass/", "send", _("Pass a referral"), _("Pass it"), sees, ReferralForm(people=()), "receiver"),
        _of("lead", "lead/", "lightbulb", _("Share a lead"), _("Share it"), told, LeadForm()),
        _of("thanks", "thanks/", "heart", _("Say thanks"), _("Say thanks"), everybody, thanks, "receiver"),
        _of(
            "one_to_one",
            "one-to-one/",
            "coffee",
            _("Log a one-to-one"),
            _("Log it"),
            two,
            OneToOneForm(people=()),
            "other",
        ),
    ]


def _of(
    kind: str,
    path: str,
    icon: str,
    title: str | Promise,
    act: str | Promise,
    sees: str | Promise,
    form: Any,
    chooses: str = "",
) -> PhoneForm:
    form.auto_id = f"{kind}_%s"
    shown: Iterable[Any] = (field for field in form.visible_fields() if field.name not in {chooses, *NOT_OFFLINE})
    folded = FOLDED.get(kind, frozenset())
    fields = list(shown)
    return PhoneForm(
        kind=kind,
        path=path,
        icon=icon,
        title=title,
        act=act,
        sees=sees,
        chooses=form[chooses] if chooses else None,
        fields=[field for field in fields if field.name not in folded],
        folded=[field for field in fields if field.name in folded],
    )
