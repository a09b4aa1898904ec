"""Who can sign in to the demo, and what they say of themselves."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings

from accounts.models import NetworkAdmin, User
from chapters.models import Chapter, Network
from members.models import Member, Profile


@dataclass(frozen=True)
class DemoPerson:
    """A demo account and what it is for; `chapter` is empty for the network admin."""

    email: str
    role: str
    chapter: str


PEOPLE = (
    DemoPerson("amara.osei@riverside.example", "president", "riverside"),
    DemoPerson("grace.mbeki@riverside.example", "vice president", "riverside"),
    DemoPerson("ben.whitlock@riverside.example", "member", "riverside"),
    DemoPerson("hana.sato@lakeside.example", "member of the other chapter", "lakeside"),
    DemoPerson("nora.quist@network.example", "network admin", ""),
)
PROFILES = {
    "ben.whitlock@riverside.example": {
        "whom_i_want_to_meet": "Letting agents with twenty flats or more, and builders who need a plumber on Monday.",
        "what_they_say": "“The boiler is making that noise again.” “We are doing up the bathroom.”",
        "how_to_introduce_me": "“Ben turns up when he says. May he ring you today?”",
        "what_is_not_for_me": "New gas mains, and anything above the third floor from outside.",
        "whom_i_serve": "Landlords and families within half an hour of the river.",
    },
    "amara.osei@riverside.example": {
        "whom_i_want_to_meet": "Owners in their second year, when the first tax bill has come as a surprise.",
        "what_they_say": "“I’ve no idea whether we made money.” “The accountant rings once a year.”",
        "how_to_introduce_me": "“Amara explains the numbers so that you sleep.”",
        "whom_i_serve": "Trades, shops and practices with two to thirty people.",
    },
    "grace.mbeki@riverside.example": {
        "whom_i_want_to_meet": "Couples who have just had an offer accepted, and estate agents who care about chains.",
        "what_they_say": "“The bank said no.” “We fix in March.”",
        "how_to_introduce_me": "“Grace knows which lender says yes. Shall she call you?”",
    },
    "farid.haddad@riverside.example": {
        "whom_i_want_to_meet": "Facilities managers, and anybody putting in a charger.",
        "what_they_say": "“It trips whenever the kettle is on.”",
        "what_is_not_for_me": "Televisions on walls.",
    },
    "elin.sjoberg@riverside.example": {
        "whom_i_want_to_meet": "Makers who sell at markets and want to sell on Mondays too.",
        "what_they_say": "“My nephew built the site.”",
        "how_to_introduce_me": "“Elin made ours. May I send her your number?”",
    },
}


def make_accounts(network: Network) -> None:
    """Make the demo's accounts, each joined to its member, and the network's admin."""
    for person in PEOPLE:
        user = User.objects.create_user(person.email, settings.DEMO_PASSWORD)
        EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
        if not person.chapter:
            NetworkAdmin.objects.create(network=network, user=user)


def settle(chapter: Chapter) -> None:
    """Join the chapter's demo accounts to their members, and write down some profiles. Needs the chapter's scope."""
    for person in PEOPLE:
        if person.chapter == chapter.slug:
            member = Member.objects.in_chapter(chapter).get(email=person.email)
            member.user = User.objects.get_by_natural_key(person.email)
            member.save(update_fields=["user"])
    for email, parts in PROFILES.items():
        for member in Member.objects.in_chapter(chapter).filter(email=email):
            Profile.objects.create(chapter=chapter, member=member, **parts)
