"""Who met whom one-to-one; and what two plan, prepare and note."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, within_chapter
from meetings.querysets import AppointmentManager, OneToOneManager, PairNoteManager
from meetings.states import AppointmentState
from referrals.models import HandedIn


class OneToOne(HandedIn):
    """A private meeting of two members. `n` tells apart the meetings of one pair on one day.

    `a` is the one with the smaller key in the database (archives order the two by e-mail instead).
    """

    date = models.DateField()
    a = within_chapter("members.Member", related_name="one_to_ones_as_a")
    b = within_chapter("members.Member", related_name="one_to_ones_as_b")
    n = models.PositiveSmallIntegerField(default=1)
    topics = models.TextField(blank=True)
    disputed = models.BooleanField(default=False)
    disputed_by = within_chapter("members.Member", null=True, related_name="+")
    logged_by = within_chapter("members.Member", null=True, related_name="+")
    logged_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = OneToOneManager()

    class Meta(HandedIn.Meta):
        constraints = [
            *HandedIn.Meta.constraints,
            key_of("a", "members.Member"),
            key_of("b", "members.Member"),
            key_of("disputed_by", "members.Member"),
            key_of("logged_by", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "a", "b", "date", "n"), name="meetings_onetoone_once"),
            models.CheckConstraint(
                condition=Q(a__lt=F("b")),
                name="meetings_onetoone_order",
                violation_error_message=_("A one-to-one is between two people."),
            ),
        ]
        indexes = [
            models.Index(fields=("chapter", "date"), include=("a", "b", "disputed"), name="meetings_onetoone_date")
        ]


class Appointment(HandedIn):
    """A one-to-one that two members plan: times are proposed, one is agreed on, and in the end it is logged.

    `proposer` asks `other`; both may propose times (`AppointmentTime`), and it is the turn of whoever answers (of both,
    where officers planned it: nobody proposed a time yet). `starts_at` is what they agreed on, or last had agreed on
    before one of them moved it. `sequence` counts what calendars have to hear of. `one_to_one` is the record of it once
    they met.
    """

    proposer = within_chapter("members.Member", related_name="appointments_proposed")
    other = within_chapter("members.Member", related_name="appointments_asked")
    state = models.CharField(max_length=9, choices=AppointmentState, default=AppointmentState.PROPOSED)
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=500, blank=True)
    topics = models.TextField(blank=True)
    proposed_at = models.DateTimeField()
    turn_of = within_chapter("members.Member", null=True, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    plan = within_chapter("meetings.MonthPlan", null=True, related_name="appointments")
    one_to_one = within_chapter("meetings.OneToOne", null=True, related_name="appointments")

    objects: ClassVar[Any] = AppointmentManager()

    class Meta(HandedIn.Meta):
        constraints = [
            *HandedIn.Meta.constraints,
            key_of("proposer", "members.Member"),
            key_of("other", "members.Member"),
            key_of("turn_of", "members.Member"),
            key_of("plan", "meetings.MonthPlan"),
            key_of("one_to_one", "meetings.OneToOne"),
            models.CheckConstraint(
                condition=~Q(proposer=F("other")),
                name="meetings_appointment_two",
                violation_error_message=_("A one-to-one is between two people."),
            ),
            models.CheckConstraint(
                condition=~Q(state=AppointmentState.AGREED) | Q(starts_at__isnull=False),
                name="meetings_appointment_agreed",
            ),
        ]


class AppointmentTime(ChapterOwned):
    """A time one of the two proposes for their one-to-one."""

    appointment = within_chapter("meetings.Appointment", related_name="times")
    starts_at = models.DateTimeField()
    by = within_chapter("members.Member", related_name="+")

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("appointment", "meetings.Appointment"),
            key_of("by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "appointment", "starts_at"), name="meetings_appointmenttime_once"
            ),
        ]


class Worksheet(ChapterOwned):
    """What one of the two brings to a one-to-one; the other one reads it before they meet."""

    appointment = within_chapter("meetings.Appointment", related_name="worksheets")
    member = within_chapter("members.Member", related_name="+")
    looks_for = models.TextField(blank=True)
    last_clients = models.TextField(blank=True)
    who_i_know = models.TextField(blank=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("appointment", "meetings.Appointment"),
            key_of("member", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "appointment", "member"), name="meetings_worksheet_once"),
        ]


class PairNote(ChapterOwned):
    """A note about two members' conversations: the writer's own, or `shared` by the two alone."""

    writer = within_chapter("members.Member", related_name="pair_notes")
    other = within_chapter("members.Member", related_name="+")
    shared = models.BooleanField(default=False)
    text = models.TextField()
    written_at = models.DateTimeField()

    objects: ClassVar[Any] = PairNoteManager()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("writer", "members.Member"),
            key_of("other", "members.Member"),
        ]
        indexes = [models.Index(fields=("chapter", "writer", "other"), name="meetings_pairnote_of")]


class MonthPlan(ChapterOwned):
    """The one-to-ones an officer plans for a month: a proposal until it is sent."""

    month = models.DateField()
    made_at = models.DateTimeField()
    made_by = within_chapter("members.Member", null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("made_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "month"),
                name="meetings_monthplan_once",
                violation_error_message=_("There is a plan of that month already."),
            ),
        ]


class PlannedPair(ChapterOwned):
    """Two members a month's plan brings together, and why (`a` has the smaller key)."""

    plan = within_chapter("meetings.MonthPlan", related_name="pairs")
    a = within_chapter("members.Member", related_name="+")
    b = within_chapter("members.Member", related_name="+")
    why = models.CharField(max_length=200, blank=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("plan", "meetings.MonthPlan"),
            key_of("a", "members.Member"),
            key_of("b", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "plan", "a", "b"), name="meetings_plannedpair_once"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="meetings_plannedpair_order"),
        ]
