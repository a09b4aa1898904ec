"""People and their place in a chapter."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import IntegrityError, models, transaction
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Lower, Now
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, chapter_key, key_of, referable, trailed, within_chapter
from chapters.refusals import sentence_of
from chapters.walls import OwnRows
from members.querysets import InvitationManager, MemberManager, OfficeManager, PartnershipManager, StayManager
from members.refusals import NotPartners, SeatTaken
from members.states import OfficeName, PartnershipState

OWN = "user_id = nullif(current_setting('app.user_id', true), '')::bigint"
OWN_STAYS = (
    "member_id IN (SELECT id FROM members_member"
    " WHERE user_id = nullif(current_setting('app.user_id', true), '')::bigint)"
)


def same(field: str) -> Func:
    """One row's key as a range of one, for exclusion constraints (the embedded server has no btree_gist)."""
    return Func(F(field), F(field), Value("[]"), function="int8range", output_field=BigIntegerRangeField())


def days(first: str, end: str) -> Func:
    """The half-open span of days between two columns; an empty end is open."""
    return Func(F(first), F(end), Value("[)"), function="daterange", output_field=DateRangeField())


class Member(ChapterOwned):
    """A person in one chapter. `user` is their account, once they accepted the invitation to it.

    `one_to_ones_a_month` is how many one-to-ones they are glad to have planned for them. `opened_week` is the Monday of
    the latest week in which they opened a page here (at first the day their row was made): not when, how often or what.
    """

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    company = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=200, blank=True)
    one_to_ones_a_month = models.PositiveSmallIntegerField(default=2, db_default=2)
    opened_week = models.DateField(db_default=Cast(Now(), models.DateField()))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="members")

    objects: ClassVar[Any] = MemberManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            OwnRows(condition=OWN, name="members_member_own"),
            referable(),
            models.UniqueConstraint(
                fields=("chapter", "email"),
                name="members_member_once",
                violation_error_message=_("The chapter has a member with this address already."),
            ),
            models.UniqueConstraint(
                fields=("chapter", "user"),
                name="members_member_user_once",
                violation_error_message=_("This account is another member of the chapter already."),
            ),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="members_member_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name

    def opened(self, monday: date) -> None:
        """They opened a page in the week that begins on this day; kept once a week, and nobody waits for it."""
        if self.opened_week < monday:
            mine = Member.objects.in_chapter(self.chapter_id).filter(pk=self.pk)
            free = mine.select_for_update(skip_locked=True, no_key=True).values("pk")
            Member.objects.in_chapter(self.chapter_id).filter(pk__in=free).update(opened_week=monday)

    def plan_at_most(self, number: int) -> None:
        """Have at most so many one-to-ones a month planned for them; 0 is none."""
        self.one_to_ones_a_month = number
        self.save(update_fields=["one_to_ones_a_month"])

    def correct(self, *, name: str, email: str, company: str, phone: str) -> None:
        """Correct the details. Raises SeatTaken, with the database's sentence, where the address is another's."""
        self.name, self.email, self.company, self.phone = name, email, company, phone
        try:
            with transaction.atomic():
                self.save(update_fields=["name", "email", "company", "phone"])
        except IntegrityError as error:
            raise SeatTaken(sentence_of(error)) from error


@trailed("member", "joined_on", "left_on", "seat", "sponsor")
class Stay(ChapterOwned):
    """One span of membership with its seat: `joined_on` is the first day in, `left_on` the first day out.

    `*_then` keep what a past stay said of the person where it differs from what is so now (None: the same).
    """

    member = within_chapter("members.Member", related_name="stays", db_index=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    seat = within_chapter("chapters.Seat", related_name="stays")
    sponsor = within_chapter("members.Member", null=True, blank=True, related_name="sponsored")
    name_then = models.CharField(max_length=200, null=True)
    company_then = models.CharField(max_length=200, null=True)
    phone_then = models.CharField(max_length=200, null=True)

    objects: ClassVar[Any] = StayManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            OwnRows(condition=OWN_STAYS, name="members_stay_own"),
            referable(),
            key_of("member", "members.Member"),
            key_of("seat", "chapters.Seat"),
            key_of("sponsor", "members.Member"),
            ExclusionConstraint(
                name="members_stay_lock_out",
                expressions=[
                    (same("seat"), RangeOperators.OVERLAPS),
                    (days("joined_on", "left_on"), RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.IMMEDIATE,  # two may change seats in one statement
                violation_error_message=_("Somebody holds this seat on some of these days."),
            ),
            ExclusionConstraint(
                name="members_stay_no_overlap",
                expressions=[
                    (same("member"), RangeOperators.OVERLAPS),
                    (days("joined_on", "left_on"), RangeOperators.OVERLAPS),
                ],
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=_("This person is a member on some of these days already."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gt=F("joined_on")),
                name="members_stay_order",
                violation_error_message=_("The day somebody left is after the day they joined."),
            ),
        ]

    def holds(self, day: date) -> bool:
        """Whether this day is within it."""
        return self.joined_on <= day and (self.left_on is None or self.left_on > day)


@trailed("member", "office", "from_day", "to_day")
class Office(ChapterOwned):
    """A term of office: `from_day` is its first day, `to_day` the first day no longer in it."""

    member = within_chapter("members.Member", related_name="offices")
    office = models.CharField(max_length=20, choices=OfficeName)
    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = OfficeManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("member", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "member", "office", "from_day"),
                name="members_office_once",
                violation_error_message=_("This term of office is there already."),
            ),
            models.CheckConstraint(
                condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
                name="members_office_order",
                violation_error_message=_("A term ends after it begins."),
            ),
        ]


class Leave(ChapterOwned):
    """Days one member is excused, once an officer approved: first and last day, both inside; an empty end is open."""

    chapter = chapter_key("leaves")
    member = within_chapter("members.Member", related_name="leaves")
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    approved = models.BooleanField(null=True)
    answered_by = within_chapter("members.Member", null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("member", "members.Member"),
            key_of("answered_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "member", "first_day", "last_day"),
                nulls_distinct=False,
                name="members_leave_once",
                violation_error_message=_("That leave is there already."),
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True) | Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="members_leave_order",
                violation_error_message=_("A leave ends on or after the day it begins."),
            ),
        ]


class Profile(ChapterOwned):
    """How to refer a member, in their own words."""

    PARTS = ("whom_i_want_to_meet", "what_they_say", "how_to_introduce_me", "what_is_not_for_me", "whom_i_serve")

    member = models.OneToOneField("members.Member", models.CASCADE, db_constraint=False, related_name="profile")
    whom_i_want_to_meet = models.TextField(blank=True)
    what_they_say = models.TextField(blank=True)
    how_to_introduce_me = models.TextField(blank=True)
    what_is_not_for_me = models.TextField(blank=True)
    whom_i_serve = models.TextField(blank=True)

    class Meta(ChapterOwned.Meta):
        constraints = [*ChapterOwned.Meta.constraints, key_of("member", "members.Member")]

    @property
    def written(self) -> int:
        """How many of the five parts say something."""
        return sum(1 for part in self.PARTS if getattr(self, part).strip())


@dataclass(frozen=True)
class Side:
    """One of the two in a partnership, and what they put into it."""

    member: Member
    looks_for: str
    can_give: str


class Partnership(ChapterOwned):
    """Two members who work closely: what each looks for and can give. `started_on` is the day the second accepted."""

    proposer = within_chapter("members.Member", related_name="partnerships_proposed")
    partner = within_chapter("members.Member", related_name="partnerships_received")
    state = models.CharField(max_length=8, choices=PartnershipState, default=PartnershipState.PROPOSED)
    looks_for = models.TextField(blank=True)
    can_give = models.TextField(blank=True)
    partner_looks_for = models.TextField(blank=True)
    partner_can_give = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = PartnershipManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("proposer", "members.Member"),
            key_of("partner", "members.Member"),
            models.CheckConstraint(
                condition=~Q(proposer=F("partner")),
                name="members_partnership_two",
                violation_error_message=_("A partnership is between two people."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="members_partnership_order",
                violation_error_message=_("A partnership ends on or after the day it began."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "ended")) | Q(started_on__isnull=False),
                name="members_partnership_dated",
                violation_error_message=_("Accepting a partnership dates it."),
            ),
        ]

    def sides(self, member: Member) -> tuple[Side, Side]:
        """This member's side, and the other one's."""
        proposers = Side(self.proposer, self.looks_for, self.can_give)
        partners = Side(self.partner, self.partner_looks_for, self.partner_can_give)
        return (proposers, partners) if self.proposer_id == member.pk else (partners, proposers)

    def write_side(self, member: Member, *, looks_for: str, can_give: str) -> None:
        """Write down one side anew, by whoever's it is. Raises NotPartners unless the partnership stands."""
        own = ("looks_for", "can_give") if self.proposer_id == member.pk else ("partner_looks_for", "partner_can_give")
        standing = Partnership.objects.in_chapter(self.chapter_id).standing().filter(pk=self.pk)
        if not standing.update(**dict(zip(own, (looks_for, can_give), strict=True))):
            raise NotPartners


class Invitation(ChapterOwned):
    """An officer’s invitation of a member to their account; its secret address is signed, not stored."""

    member = within_chapter("members.Member", related_name="invitations")
    invited_by = within_chapter("members.Member", null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = InvitationManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("member", "members.Member"),
            key_of("invited_by", "members.Member"),
        ]
