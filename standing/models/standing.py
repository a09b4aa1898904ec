"""What is kept of standing: one snapshot a member and Monday, flags on seats, and a network's totals."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapters.owned import ChapterOwned, key_of, referable, trailed, within_chapter
from standing.states import Overall, RuleStatus


class Snapshot(ChapterOwned):
    """A member's standing as of one Monday; `filled_in` on moving in, and then it raises no flag.

    Its chapter is held by the member's key: rows are written by the hundred thousand, and one check is enough.
    """

    chapter = models.ForeignKey(
        "chapters.Chapter", models.CASCADE, related_name="snapshots", db_index=False, db_constraint=False
    )
    member = within_chapter("members.Member", related_name="snapshots")
    monday = models.DateField()
    overall = models.CharField(max_length=11, choices=Overall)
    attendance = models.CharField(max_length=8, choices=RuleStatus)
    credited = models.SmallIntegerField()
    counted = models.SmallIntegerField()
    leads = models.CharField(max_length=8, choices=RuleStatus)
    given = models.IntegerField()
    weeks = models.SmallIntegerField()
    one_to_ones = models.CharField(max_length=8, choices=RuleStatus)
    done = models.IntegerField()
    required = models.IntegerField()
    partner_one_to_ones = models.CharField(max_length=8, choices=RuleStatus)
    partner_done = models.IntegerField()
    partner_required = models.IntegerField()
    filled_in = models.BooleanField(default=False)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("member", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "monday", "member"), name="standing_snapshot_once"),
        ]


@trailed("seat", "member", "opened_at", "opened_by", "reason", "answer", "closed_at", "closed_by", "closing_reason")
class Flag(ChapterOwned):
    """A seat whose holder has been behind for long, or that an officer flagged; it opens a conversation.

    `run_from` and `run_until` are the first and last Monday of the snapshots that raised it (None: an officer did);
    `run_broken` says that a correction since then made one of them other than behind.
    `told_at` is when the officers last said something to the member (None: never, and then the member does not see it),
    `answered_at` when the member last did; what was said is kept in `reviews`. `answer` is from before there was such.
    """

    seat = within_chapter("chapters.Seat", related_name="flags")
    member = within_chapter("members.Member", related_name="flags")
    opened_at = models.DateTimeField()
    opened_by = within_chapter("members.Member", null=True, related_name="+")
    reason = models.TextField(blank=True)
    run_from = models.DateField(null=True)
    run_until = models.DateField(null=True)
    run_broken = models.BooleanField(default=False)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = within_chapter("members.Member", null=True, related_name="+")
    closing_reason = models.TextField(blank=True)

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            referable(),
            key_of("seat", "chapters.Seat"),
            key_of("member", "members.Member"),
            key_of("opened_by", "members.Member"),
            key_of("closed_by", "members.Member"),
            models.UniqueConstraint(
                fields=("chapter", "seat"),
                condition=Q(closed_at__isnull=True),
                name="standing_flag_one_open",
                violation_error_message=_("This seat has an open flag already."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_by__isnull=False, closed_at__gte=F("opened_at")),
                name="standing_flag_closed_by_somebody",
                violation_error_message=_("Only an officer closes a flag."),
            ),
        ]


class ChapterTotals(models.Model):
    """What a network may know of a chapter; written with the snapshots, never a member's standing.

    `met` of `judged` members are met; both None while fewer than three are judged.
    """

    chapter = models.OneToOneField("chapters.Chapter", models.CASCADE, primary_key=True, related_name="totals")
    monday = models.DateField(null=True)
    members = models.PositiveIntegerField(default=0)
    last_closed_meeting = models.DateField(null=True)
    met = models.PositiveIntegerField(null=True)
    judged = models.PositiveIntegerField(null=True)


class LateChange(ChapterOwned):
    """A fact that counts from the day after `since` on was changed when its week was over (migration 0002).

    Rows are only ever added, by triggers, and taken away by the work that brings the snapshots up to date; so two
    people who change something at once never wait for each other.
    """

    since = models.DateField()

    class Meta(ChapterOwned.Meta):
        indexes = [models.Index(fields=("chapter", "since"), name="standing_latechange_since")]
