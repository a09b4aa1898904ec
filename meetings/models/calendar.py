"""A member's private calendar feed."""

from django.db import models

from chapters.owned import ChapterOwned, key_of, within_chapter


class CalendarFeed(ChapterOwned):
    """The secret address of a member's calendar; a new one revokes the old, leaving the chapter ends it."""

    member = within_chapter("members.Member", related_name="calendar_feeds")
    token = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta(ChapterOwned.Meta):
        constraints = [
            *ChapterOwned.Meta.constraints,
            key_of("member", "members.Member"),
            models.UniqueConstraint(fields=("chapter", "member"), name="meetings_calendarfeed_once"),
            models.UniqueConstraint(fields=("chapter", "token"), name="meetings_calendarfeed_token"),
        ]
