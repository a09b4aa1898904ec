"""Founding a chapter: the network's rules, a first seat, and the president who is invited to it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from chapters.models import Chapter, Network, NetworkRules, Rules
from chapters.rules import RULE_RANGES
from chapters.scope import chapter_scope
from members.actions.invitations import invite
from members.actions.offices import appoint
from members.actions.seats import add_seat
from members.actions.stays import join
from members.states import OfficeName

A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Charter:
    """What a new chapter is called, and when it meets."""

    slug: str
    name: str
    timezone: str
    currency: str
    weekday: int
    start_time: time
    duration_minutes: int
    place: str = ""


@dataclass(frozen=True)
class FirstPresident:
    """Who is invited to lead it, and the category of their seat."""

    name: str
    email: str
    category: str
    company: str = ""


@transaction.atomic
def found_chapter(*, network: Network, charter: Charter, president: FirstPresident, at: datetime) -> Chapter:
    """Make the chapter with the network's rules, and invite its president, a member from today on.

    Raises IntegrityError where the address is another chapter's (`sentence_of` says so); nothing is made then.
    """
    chapter = Chapter.objects.create(network=network, created_at=at, **vars(charter))
    rules = NetworkRules.objects.filter(network=network).values(*RULE_RANGES).first()
    today = chapter.today(at)
    with chapter_scope(chapter.pk):
        if rules is not None:  # they hold from a Monday after their day, and are to hold at once
            Rules.objects.create(chapter=chapter, effective_from=today - A_WEEK, **rules)
        seat = add_seat(chapter=chapter, category=president.category, place=1)
        stay = join(
            chapter=chapter,
            email=president.email,
            name=president.name,
            company=president.company,
            seat=seat,
            joined_on=today,
            at=at,
        )
        appoint(member=stay.member, office=OfficeName.PRESIDENT, from_day=today)
        invite(member=stay.member, by=None, at=at)
    return chapter
