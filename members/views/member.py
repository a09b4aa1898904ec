"""One member: how to refer them, their place, and what to do next with them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from members.forms.own import ProfileForm
from members.models import Member, Partnership, Profile, Stay
from members.permissions import can_see_past_members, is_one_of_the_two
from members.states import PartnershipState

ACCEPTED = PartnershipState.ACCEPTED


@requires(Role.MEMBER)
@require_safe
def member(request: Any, member: int) -> HttpResponse:
    """Everything the chapter may know of somebody; of a past member only that they were here, save for officers."""
    today = request.chapter.today(now())
    stays = list(
        Stay.objects.in_chapter(request.chapter)
        .filter(member=member)
        .with_people()
        .select_related("member__profile", "sponsor")
        .newest_first()
    )
    if not stays:
        raise Http404
    stay = next((one for one in stays if one.holds(today)), None)
    person = stays[0].member
    partnerships = _partnerships(request, person)
    ours = next((one for one in partnerships if is_one_of_the_two(request.member, one)), None)
    context = {
        "person": person,
        "stay": stay or stays[0],
        "current": stay is not None,
        "open": stay is not None or can_see_past_members(request.roles),
        "before": [one for one in stays if one is not (stay or stays[0])],
        "profile": parts_of(getattr(person, "profile", None)),
        "partners": [one.sides(person)[1].member for one in partnerships if one.state == ACCEPTED],
        "acts": _acts(request.chapter.path, person, ours),
        "me": person.pk == request.member.pk,
    }
    return render(request, "members/member.html", context)


def parts_of(profile: Profile | None) -> list[tuple[Any, str]]:
    """The five parts of a profile with their headings, the empty ones too."""
    return [(ProfileForm.base_fields[part].label, getattr(profile, part, "")) for part in Profile.PARTS]


def _acts(root: str, person: Member, ours: Partnership | None) -> list[tuple[str, str, str]]:
    """What to do with somebody: an icon, words, and where."""
    if ours is None:
        partner = (_("Propose a partnership"), f"{root}partners/propose/?with={person.pk}")
    elif ours.state == ACCEPTED:
        partner = (_("You are power partners"), f"{root}partners/{ours.pk}/")
    elif ours.partner_id == person.pk:
        partner = (_("You proposed a partnership"), f"{root}partners/{ours.pk}/")
    else:
        partner = (_("Wants to be your power partner"), f"{root}partners/{ours.pk}/")
    return [
        ("heart", _("Say thanks"), f"{root}thanks/?to={person.pk}"),
        ("calendar-plus", _("Propose a one-to-one"), f"{root}one-to-ones/propose/?with={person.pk}"),
        ("coffee", _("Log a one-to-one"), f"{root}one-to-one/?with={person.pk}"),
        ("handshake", *partner),
        ("history", _("Look back together"), f"{root}look-back/?with={person.pk}"),
        ("notebook-pen", _("Notes of our conversations"), f"{root}one-to-ones/with/{person.pk}/"),
    ]


def _partnerships(request: Any, person: Member) -> list[Partnership]:
    """Those that stand, and a proposal between the reader and this person."""
    live = Partnership.objects.in_chapter(request.chapter).of(person).live()
    found = live.with_people().order_by("started_on", "pk")
    return [one for one in found if one.state == ACCEPTED or is_one_of_the_two(request.member, one)]
