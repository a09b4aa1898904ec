"""The tenant: networks, their chapters, and what a chapter sets for itself."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapters.categories import category_key
from chapters.owned import ChapterOwned, chapter_key, key_of, referable, trailed, within_chapter
from chapters.rules import RULE_RANGES, RuleSet
from chapters.states import SeatStatus
from chapters.values import Week, local_date


class Network(models.Model):
    """An organisation that runs chapters; sets defaults, sees their totals."""

    slug = models.SlugField(unique=True, error_messages={"unique": _("That address is taken by another network.")})
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where its pages begin."""
        return f"/n/{self.slug}/"


class Chapter(models.Model):
    """One group that meets; nothing of it is visible outside it.

    `public_place`: whether the public page tells where it meets; the online address it never tells.
    `visits_allowed` is how often somebody may visit before they apply (0: as often as they like),
    `appeal_days` how many days a member has to appeal a decision about their seat.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="chapters")
    slug = models.SlugField(unique=True, error_messages={"unique": _("That address is taken by another chapter.")})
    name = models.CharField(max_length=200)
    timezone = models.CharField(max_length=64)
    currency = models.CharField(max_length=3)
    weekday = models.SmallIntegerField()
    start_time = models.TimeField()
    duration_minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=500, blank=True)
    online_url = models.CharField(max_length=500, blank=True)
    record_from = models.DateField(null=True, blank=True)
    reminder_hour = models.PositiveSmallIntegerField(default=9)
    appeal_days = models.PositiveSmallIntegerField(default=14, db_default=14)
    visits_allowed = models.PositiveSmallIntegerField(default=2, db_default=2)
    public_place = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__range=(0, 6)),
                name="chapters_chapter_weekday",
                violation_error_message=_("The weekday is a number from 0 (Monday) to 6 (Sunday)."),
            ),
            models.CheckConstraint(
                condition=models.Q(reminder_hour__lte=23),
                name="chapters_chapter_reminder_hour",
                violation_error_message=_("The hour of the reminder is from 0 to 23."),
            ),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__range=(1, 1440)),
                name="chapters_chapter_duration",
                violation_error_message=_("A meeting lasts from one minute to a day."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone."""
        return ZoneInfo(self.timezone)

    @property
    def path(self) -> str:
        """Where its pages begin; pages build their links on it."""
        return f"/c/{self.slug}/"

    def change(self, **settings: object) -> None:
        """Set some of its settings, as an officer typed them."""
        for name, value in settings.items():
            setattr(self, name, value)
        self.save(update_fields=list(settings))

    def today(self, at: datetime) -> date:
        """The date it is in the chapter."""
        return local_date(at, self.zone)

    def week(self, at: datetime) -> Week:
        """The chapter week it is."""
        return Week.of(self.today(at))


class Category(ChapterOwned):
    """A profession or trade, as the chapter spells it; one whatever its case, accents' composition or spaces."""

    chapter = chapter_key("categories")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, editable=False)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            models.UniqueConstraint(
                fields=("chapter", "key"),
                name="chapters_category_once",
                violation_error_message=_("The chapter has this category already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Store it with the key by which two spellings are one."""
        self.key = category_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


@trailed("category", "place", "status")
class Seat(ChapterOwned):
    """A category's place in a chapter. Who holds it, and since when, is in members.Stay."""

    category = within_chapter("chapters.Category", related_name="seats")
    place = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=8, choices=SeatStatus, default=SeatStatus.OPEN)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("category", "chapters.Category"),
            models.UniqueConstraint(
                fields=("chapter", "category", "place"),
                name="chapters_seat_once",
                violation_error_message=_("The chapter has this seat already."),
            ),
            models.CheckConstraint(
                condition=models.Q(place__gte=1),
                name="chapters_seat_place",
                violation_error_message=_("Places are counted from 1."),
            ),
        ]


class RuleKeys(models.Model):
    """The eleven keys of spec/standing.md, "The rules"; empty means the default."""

    attendance_percent = models.SmallIntegerField(null=True, blank=True)
    attendance_window_weeks = models.SmallIntegerField(null=True, blank=True)
    attendance_margin_percent = models.SmallIntegerField(null=True, blank=True)
    max_substitutes = models.SmallIntegerField(null=True, blank=True)
    leads_per_week = models.SmallIntegerField(null=True, blank=True)
    leads_window_weeks = models.SmallIntegerField(null=True, blank=True)
    one_to_ones_per_year = models.SmallIntegerField(null=True, blank=True)
    partner_one_to_ones_per_quarter = models.SmallIntegerField(null=True, blank=True)
    at_risk_percent = models.SmallIntegerField(null=True, blank=True)
    grace_weeks = models.SmallIntegerField(null=True, blank=True)
    flag_after_weeks = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(**{f"{key}__range": bounds}) | models.Q(**{f"{key}__isnull": True}),
                name=f"%(app_label)s_%(class)s_{key}",
                violation_error_message=_("A rule is outside its range."),
            )
            for key, bounds in RULE_RANGES.items()
        ]

    def as_rule_set(self) -> RuleSet:
        """The rules in force under this version, defaults filled in."""
        return RuleSet.with_defaults({key: getattr(self, key) for key in RULE_RANGES})


class NetworkRules(RuleKeys):
    """The rules a network gives to a chapter that it creates."""

    network = models.OneToOneField(Network, models.CASCADE, related_name="rules")


@trailed("effective_from", *RULE_RANGES)
class Rules(ChapterOwned, RuleKeys):
    """One version of a chapter's rules, from a date until the next version's."""

    chapter = chapter_key("rules")
    effective_from = models.DateField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            *RuleKeys.Meta.constraints,
            models.UniqueConstraint(
                fields=("chapter", "effective_from"),
                name="chapters_rules_once",
                violation_error_message=_("There is a version of the rules from that day already."),
            ),
        ]


class Recess(ChapterOwned):
    """Days the whole chapter is excused; first and last day, both inside."""

    chapter = chapter_key("recesses")
    first_day = models.DateField()
    last_day = models.DateField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=("chapter", "first_day", "last_day"),
                name="chapters_recess_once",
                violation_error_message=_("That recess is there already."),
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")),
                name="chapters_recess_order",
                violation_error_message=_("A recess ends on or after the day it begins."),
            ),
        ]
