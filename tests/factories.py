"""Rows for tests, as believable as they need to be. All but chapters are made inside a scope."""

import uuid
from datetime import UTC, date, datetime, time

import factory

from accounts.models import NetworkAdmin, User
from chapters.models import Category, Chapter, Network, Seat
from meetings.models import Appointment, AppointmentTime, Mark, Meeting, OneToOne
from members.models import Member, Office, Profile, Stay
from referrals.models import Answer, Ask, Slip, ThankYou, TrustedPerson


class NetworkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Network
        django_get_or_create = ("slug",)

    slug = "harbour"
    name = "Harbour network"


class ChapterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Chapter

    network = factory.SubFactory(NetworkFactory)
    slug = factory.Sequence(lambda n: f"chapter-{n}")
    name = factory.LazyAttribute(lambda o: o.slug.title())
    timezone = "Europe/London"
    currency = "GBP"
    weekday = 1
    start_time = time(7)
    duration_minutes = 90
    place = "The Boathouse, Mill Lane"
    created_at = datetime(2026, 1, 1, tzinfo=UTC)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@people.example")

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        self.emailaddress_set.create(email=self.email, verified=extracted is not False, primary=True)


class NetworkAdminFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NetworkAdmin

    network = factory.SubFactory(NetworkFactory)
    user = factory.SubFactory(UserFactory)


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Trade {n}")


class SeatFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seat

    category = factory.SubFactory(CategoryFactory, chapter=factory.SelfAttribute("..chapter"))
    status = "held"


class MemberFactory(factory.django.DjangoModelFactory):
    """A member with an account and a stay since 2024 (`stay=False`: neither stay nor seat)."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"member-{n}@people.example")
    name = factory.Sequence(lambda n: f"Member {n}")
    company = factory.LazyAttribute(lambda o: f"{o.name} Ltd")
    user = factory.SubFactory(UserFactory, email=factory.SelfAttribute("..email"))

    @factory.post_generation
    def stay(self, create, extracted, **kwargs):
        if extracted is not False:
            StayFactory(chapter=self.chapter, member=self, **kwargs)

    @factory.post_generation
    def offices(self, create, extracted, **kwargs):
        for office in extracted or ():
            OfficeFactory(chapter=self.chapter, member=self, office=office)


class StayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Stay

    joined_on = date(2024, 1, 1)
    seat = factory.SubFactory(SeatFactory, chapter=factory.SelfAttribute("..chapter"))


class ProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Profile


class OfficeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Office

    office = "president"
    from_day = date(2024, 1, 1)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meeting

    date = date(2026, 3, 3)


class MarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mark

    mark = "present"


class SlipFactory(factory.django.DjangoModelFactory):
    """A referral; pass `kind="lead", receiver=None` for a lead."""

    class Meta:
        model = Slip

    uuid = factory.LazyFunction(uuid.uuid4)
    kind = "referral"
    given_at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    prospect = "Gareth Nkosi"
    need = "new boiler before winter"
    warmth = 3
    inside = False
    use_name = "yes"


class ThankYouFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ThankYou

    uuid = factory.LazyFunction(uuid.uuid4)
    at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    text = "Thank you, a great introduction."


class AskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ask

    uuid = factory.LazyFunction(uuid.uuid4)
    asked_at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    need_by = date(2030, 1, 1)
    text = "… is a plumber who likes old houses?"


class AnswerFactory(factory.django.DjangoModelFactory):
    """By "I can introduce you"; pass `person`, `phone` and `agreed_at` for somebody vouched for."""

    class Meta:
        model = Answer

    uuid = factory.LazyFunction(uuid.uuid4)
    at = datetime(2026, 3, 4, 9, tzinfo=UTC)


class TrustedPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TrustedPerson

    uuid = factory.LazyFunction(uuid.uuid4)
    name = "Marta Kos"
    trade = "plumber"
    phone = "+44 7700 900180"


class OneToOneFactory(factory.django.DjangoModelFactory):
    """`a` and `b` in any order."""

    class Meta:
        model = OneToOne

    uuid = factory.LazyFunction(uuid.uuid4)
    date = date(2026, 3, 4)

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        kwargs["a"], kwargs["b"] = sorted((kwargs["a"], kwargs["b"]), key=lambda member: member.pk)
        return kwargs


class AppointmentFactory(factory.django.DjangoModelFactory):
    """A one-to-one that `proposer` asks `other` for; `times` are proposed by the proposer."""

    class Meta:
        model = Appointment
        skip_postgeneration_save = True

    uuid = factory.LazyFunction(uuid.uuid4)
    proposed_at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    turn_of = factory.SelfAttribute("other")

    @factory.post_generation
    def times(self, create, extracted, **kwargs):
        for moment in extracted or ():
            AppointmentTime.objects.create(chapter=self.chapter, appointment=self, by=self.proposer, starts_at=moment)
