"""P1 to P4: what standing costs against the floor, how the cost grows, and the memory it takes."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from statistics import median

from django.db import connections

from bench import data
from bench.floor import count_all, count_rows
from bench.goals import CHAPTERS, goal
from bench.template import END, MEMBERS
from bench.timing import ratio, seconds
from chapters.models import Chapter
from chapters.scope import chapter_scope
from standing.batch import store_all
from standing.engine import standings

AT = datetime(END.year, END.month, END.day, 23, 30, tzinfo=UTC)
TENFOLD, LARGEST = 1_100, 11_000
ROUNDS = 5
YEARS = 3


@goal("standing_chapter_vs_floor", at_most=10)
def one_chapter() -> float:
    """P1: one chapter of thirty, all four rules, forecasts and due lists aside, warm."""
    chapter = Chapter.objects.order_by("pk")[7]
    with chapter_scope(chapter.pk):
        return ratio(
            lambda: standings(chapter, as_of=END, forecasts=False, due_lists=False),
            lambda: count_rows([chapter.pk]),
            rounds=100,
        )


@goal("standing_all_vs_floor", at_most=6)
def everybody() -> float:
    """P2: everybody's standing computed and stored, 3,300 members."""
    return against_the_floor()


@goal("standing_worker_mb", at_most=64)
def worker() -> float:
    """P4: private megabytes that storing everybody's standing takes (`bench.worker` says of what)."""
    forget_snapshots()
    told = subprocess.run([sys.executable, "-m", "bench.worker"], env=os.environ, check=True, capture_output=True)
    return float(told.stdout.split()[-1])


@goal("standing_history", at_most=1.25)
def history() -> float:
    """P3: three years of history against one."""
    one = a_member()
    data.build(CHAPTERS, years=YEARS)
    three = a_member()
    data.build(CHAPTERS)
    return three / one


@goal("standing_flatness", at_most=1.5)
def flatness() -> float:
    """P3: the cost a member among 3,300 against that among 33,000, whichever is more (both ways)."""
    few = a_member()
    data.build(TENFOLD)
    many = a_member()
    data.build(CHAPTERS)
    return max(few / many, many / few)


@goal("standing_flatness_large", at_most=1.3, large=True)
def flatness_large() -> float:
    """P3: the cost a member among 33,000 against that among 330,000, which stay for the next goal."""
    data.build(TENFOLD)
    few = a_member()
    data.build(LARGEST)
    many = a_member()
    return max(few / many, many / few)


@goal("standing_all_vs_floor_large", at_most=4.5, large=True)
def everybody_large() -> float:
    """P2: everybody's standing computed and stored, 330,000 members."""
    return against_the_floor()


def against_the_floor() -> float:
    """The one and the other in turn: the median of ours by the median of the floor."""
    count_all()
    store_afresh()
    pairs = [(store_afresh(), seconds(count_all)) for _ in range(ROUNDS)]
    return median(ours for ours, _ in pairs) / median(floor for _, floor in pairs)


def store_afresh() -> float:
    """Seconds to compute and store everybody's standing where none is stored; forgetting it is not timed."""
    forget_snapshots()
    return seconds(lambda: store_all(at=AT))


def a_member() -> float:
    """Seconds a member, the median of a few rounds."""
    store_afresh()
    return median(store_afresh() for _ in range(ROUNDS)) / (Chapter.objects.count() * MEMBERS)


def forget_snapshots() -> None:
    """So that the next run stores them again."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE standing_snapshot, standing_chaptertotals, standing_flag CASCADE")
