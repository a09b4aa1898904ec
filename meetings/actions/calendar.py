"""The secret address of a member's calendar: made when they first want it, made anew when they say so."""

import secrets
from datetime import datetime

from django.db import transaction

from chapters.models import Chapter
from meetings.models import CalendarFeed
from members.models import Member

SECRET_BYTES = 32


@transaction.atomic
def make_address(*, chapter: Chapter, member: Member, instead_of: str, at: datetime) -> CalendarFeed | None:
    """A new secret for the member's calendar, `instead_of` the one they see ('' where they have none): that one ends.

    Sent twice, or from a page that shows an older one, it changes nothing: the member keeps the secret that is.
    Answers what is theirs then; None where there was none to take the place of.
    """
    new = {"token": secrets.token_urlsafe(SECRET_BYTES), "made_at": at}
    feeds = CalendarFeed.objects.in_chapter(chapter)
    if instead_of:
        feeds.filter(member=member, token=instead_of).update(**new)
    else:
        CalendarFeed.objects.bulk_create([CalendarFeed(chapter=chapter, member=member, **new)], ignore_conflicts=True)
    feed: CalendarFeed | None = feeds.filter(member=member).first()
    return feed
