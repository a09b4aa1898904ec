"""My week: when we meet and my part in it, what is mine to do, whose turn it is, how I stand. Nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.models import Chapter
from meetings.duties import PARTS
from meetings.rhythm import ComingMeeting, next_meeting
from meetings.states import Attendance
from meetings.tokens import cant_come_address
from referrals.states import Stage
from referrals.views.ask_lines import in_short, soon, until
from standing.engine import standings
from standing.sentences import lines_of, next_step
from standing.to_do import Waiting, waiting_for
from standing.values import ChapterStanding, MemberStanding
from standing.views.waiting_lines import Line, for_days, in_days, others

SLIPS, TURNS, ASKS = 3, 3, 2
A_WEEK = 7
NOT_COMING = frozenset({Attendance.ABSENT_NOTIFIED, Attendance.ABSENT, Attendance.MEDICAL})


@dataclass(frozen=True, slots=True)
class MyMeeting:
    """The next meeting, in words, with my part in it."""

    soon: str
    when: str
    place: str
    part: str
    href: str
    cant_come: str


@requires(Role.MEMBER)
@require_safe
def my_week(request: Any) -> HttpResponse:
    """Four statements of its own: rules, standing, the next meeting, and everything that waits."""
    chapter, member, at = request.chapter, request.member, now()
    today = chapter.today(at)
    found = standings(chapter, as_of=today, members_only=[member.pk])
    mine = found.of(member.pk)
    meeting = next_meeting(chapter, at)
    waiting = waiting_for(
        chapter,
        member,
        roles=request.roles,
        meeting_day=meeting.date if meeting else None,
        due=_due(mine),
        at=at,
    )
    slips = [one for one in waiting if one.what == "slip"][::-1]
    context = {
        "meeting": _my_meeting(request, meeting, waiting, at) if meeting else None,
        "to_do": others(chapter, waiting, today) + _slips(chapter, slips[:SLIPS], today),
        "more_slips": len(slips[SLIPS:]),
        "coming": _coming(chapter, waiting, today),
        "turns": _turns(chapter, waiting, mine, today),
        "who_knows": _who_knows(chapter, waiting, today),
        **_standing(found, mine),
    }
    return render(request, "standing/my_week.html", context)


def _due(mine: MemberStanding | None) -> list[str]:
    """Whom to meet first: power partners, then the others."""
    pressing = (*mine.partner_one_to_ones.due, *mine.one_to_ones.due) if mine else ()
    return list(dict.fromkeys(pressing))[:TURNS]


def _standing(found: ChapterStanding, mine: MemberStanding | None) -> dict[str, Any]:
    if mine is None:
        return {"lines": []}
    lines = lines_of(mine, found.rules)
    shown = [line for line in lines if line.status != "off"]
    return {"lines": shown, "overall": mine.overall.value, "step": next_step(lines, mine.overall)}


def _my_meeting(request: Any, meeting: ComingMeeting, waiting: list[Waiting], at: datetime) -> MyMeeting:
    chapter = request.chapter
    begins = meeting.starts_at.astimezone(chapter.zone)
    mark = next((one for one in waiting if one.what == "mark"), None)
    coming = mark is None or mark.word not in NOT_COMING | {Attendance.SUBSTITUTE}
    ahead = meeting.starts_at > at
    cant_come = urlsplit(cant_come_address(chapter, request.member.pk, meeting.date)).path if ahead else ""
    return MyMeeting(
        soon=_("Now") if meeting.starts_at <= at else in_days((meeting.date - chapter.today(at)).days),
        when=f"{date_format(begins, 'l j F')}, {begins:%H:%M}",
        place=meeting.place or chapter.online_url,
        part=_part(mark, waiting, request.roles),
        href=f"{chapter.path}meeting/",
        cant_come=cant_come if coming else "",
    )


def _part(mark: Waiting | None, waiting: Iterable[Waiting], roles: frozenset[Role]) -> str:
    if mark and mark.word == Attendance.SUBSTITUTE:
        return _("%(name)s comes in your place.") % {"name": mark.text} if mark.text else _("You send a substitute.")
    if mark and mark.word in NOT_COMING:
        return _("You said that you can’t come. Your leads are welcome all the same.")
    parts = [str(words) for office, words in PARTS.items() if Role(office) in roles]
    found = {what: [one for one in waiting if one.what == what] for what in ("presentation", "visit", "ask")}
    parts += [_("You give the feature presentation.") for _one in found["presentation"]]
    if found["visit"]:
        parts.append(_("You bring %(names)s.") % {"names": ", ".join(one.person for one in found["visit"])})
    said = [_("You ask for: %(text)s") % {"text": one.text} for one in found["ask"]]
    return " ".join([*parts, *(said or [_("You have a minute to say whom you want to meet.")])])


def _slips(chapter: Chapter, slips: Iterable[Waiting], today: date) -> list[Line]:
    return [
        Line(
            f"{chapter.path}slips/{one.key}/",
            one.text or _("A referral from %(name)s") % {"name": one.person},
            (_("From %(name)s. Have you called?") if one.word == Stage.PASSED else _("From %(name)s. Any news?"))
            % {"name": one.person},
            one.person,
            for_days(today, one.day),
        )
        for one in slips
    ]


def _turns(chapter: Chapter, waiting: Iterable[Waiting], mine: MemberStanding | None, today: date) -> list[Line]:
    """Whose turn it is for a one-to-one and why, the most pressing first."""
    by_email = {one.text: one for one in waiting if one.what == "turn"}
    people = [by_email[email] for email in _due(mine) if email in by_email]
    propose = f"{chapter.path}one-to-ones/propose/?with="
    return [Line(f"{propose}{one.key}", one.person, _why(one, today), one.person, "") for one in people]


def _who_knows(chapter: Chapter, waiting: Iterable[Waiting], today: date) -> list[Line]:
    """What others ask the chapter, the most pressing first."""
    asks = [one for one in waiting if one.what == "who_knows"][:ASKS]
    return [
        Line(
            f"{chapter.path}asks/{one.key}/",
            in_short(one.text),
            one.person if soon(day, today) else f"{one.person} · {until(day, today)}",
            one.person,
            soon(day, today),
        )
        for one in asks
        if (day := one.day)
    ]


def _coming(chapter: Chapter, waiting: Iterable[Waiting], today: date) -> list[Line]:
    """One-to-ones agreed for the days to come, the next first."""
    agreed = [(one.day, one) for one in waiting if one.what == "appointment" and one.word == "coming" and one.day]
    return [
        Line(
            f"{chapter.path}one-to-ones/plan/{one.key}/",
            one.person,
            f"{date_format(day, 'l j F')}, {one.text}",
            one.person,
            in_days((day - today).days) if (day - today).days <= A_WEEK else "",
        )
        for day, one in sorted(agreed, key=lambda pair: (pair[0], pair[1].text))
    ]


def _why(one: Waiting, today: date) -> str:
    partner = one.word == "partner"
    if one.day is None:
        return _("Your power partner; you have not met yet.") if partner else _("You have not met yet.")
    day = {"day": date_format(one.day, "j F" if one.day.year == today.year else "j F Y")}
    return _("Your power partner; last met %(day)s.") % day if partner else _("Last met %(day)s.") % day
