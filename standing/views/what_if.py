"""What if: tap the coming weeks on and off, and see what becomes of meetings and leads."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from chapters.access import Role, requires
from chapters.clock import now
from chapters.fragments import answer
from chapters.values import DAYS
from standing.engine import standings
from standing.sentences import SHORT, FigureLine, lines_of
from standing.states import RuleStatus
from standing.supposing import MOST, Supposed, SupposedWeek, suppose
from standing.values import MemberStanding
from standing.what_if_words import comes_to, out_of_window, week_of


@dataclass(frozen=True, slots=True)
class Try:
    """One coming week of a rule: a button that says `label` and sends `value`, the figure after it, what drops out."""

    when: str
    figure: str
    status: str
    out: str
    label: str
    on: bool
    value: str


@dataclass(frozen=True, slots=True)
class Tries:
    """A rule's coming weeks; `name` is the part of the address, `others` the rest of it, `says` what it comes to."""

    line: FigureLine
    name: str
    others: tuple[str, str]
    says: str
    hint: str
    weeks: list[Try]


@requires(Role.MEMBER)
@require_safe
def what_if(request: Any) -> HttpResponse:
    """Both rules that weeks can be tried for, with what the address supposes of each week."""
    chapter, member = request.chapter, request.member
    found = standings(chapter, as_of=chapter.today(now()), members_only=[member.pk], due_lists=False)
    mine = found.of(member.pk)
    if mine is None or mine.past is None:
        raise Http404
    supposed = Supposed.read(
        request.GET.get("comes", ""), request.GET.get("gives", ""), usual=MOST if mine.leads.status in SHORT else 1
    )
    weeks = suppose(mine.past, supposed, week_end=found.week_end, rules=found.rules)
    lines = {line.rule: line for line in lines_of(mine, found.rules) if line.status != RuleStatus.OFF}
    tries = [
        tell(lines[rule], supposed, weeks, mine)
        for rule, tell in (("attendance", _meetings), ("leads", _leads))
        if rule in lines
    ]
    context = {"tries": tries, "each": found.rules.leads_per_week, "place": "my_standing"}
    return answer(request, "standing/what_if.html", context, fragment="tries")


def _meetings(line: FigureLine, supposed: Supposed, weeks: list[SupposedWeek], mine: MemberStanding) -> Tries:
    return Tries(
        line=line,
        name="comes",
        others=("gives", supposed.gives_as_digits),
        says=comes_to([week.attendance for week in weeks], [week.until for week in weeks]),
        hint=_("As if there were a meeting every week. A tap says that you can’t come, the next that you do."),
        weeks=[
            Try(
                when=_when(n, week.monday),
                figure=_("%(number)s of %(all)s") % {"number": week.credited, "all": week.counted},
                status=week.attendance.value,
                out=_sentence(out_of_window(week.meetings_out)),
                label=_("I come") if week.comes else _("I can’t"),
                on=week.comes,
                value=supposed.comes_but(n),
            )
            for n, week in enumerate(weeks)
        ],
    )


def _leads(line: FigureLine, supposed: Supposed, weeks: list[SupposedWeek], mine: MemberStanding) -> Tries:
    def out(n: int, week: SupposedWeek) -> str:
        if week.week_out is None:
            return ""
        monday = weeks[0].monday - timedelta(days=DAYS * week.week_out.week)
        return _sentence(week_of(monday, week.week_out.capped))

    return Tries(
        line=line,
        name="gives",
        others=("comes", supposed.comes_as_digits),
        says=comes_to([week.leads for week in weeks], [week.until for week in weeks]),
        hint=_("Good ones. Each tap goes on: what the rule asks for, the most that counts, none, and round again."),
        weeks=[
            Try(
                when=_when(n, week.monday),
                figure=_("%(number)s of %(all)s") % {"number": week.given, "all": week.asked},
                status=week.leads.value,
                out=out(n, week),
                label=_amount(week.slips),
                on=week.slips > 0,
                value=supposed.gives_but(n),
            )
            for n, week in enumerate(weeks)
        ],
    )


def _amount(slips: int) -> str:
    return ngettext("%(count)s lead", "%(count)s leads", slips) % {"count": slips} if slips else _("none")


def _when(n: int, monday: date) -> str:
    return _("Week of %(day)s") % {"day": date_format(monday, "j M")} if n else _("This week")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""
