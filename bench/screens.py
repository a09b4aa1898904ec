"""Big screens: of 300 that ask one server for news every two seconds, how many are answered within a second."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http import HTTPStatus
from random import Random
from time import perf_counter

from django.db import connection

from bench.goals import CHAPTERS, goal
from bench.site import served
from chapters.clock import now
from chapters.models import Chapter
from chapters.scope import chapter_scope
from meetings.actions.run_sheet import press
from meetings.rhythm import next_meeting
from meetings.run_sheet import Act, Pressed
from meetings.sheets import sheet_of
from meetings.tokens import screen_path
from members.models import Member

SCREENS, EVERY, LENGTH, SOON = 300, 2.0, 20.0, 1.0
PRESSES_A_SECOND = 3
WORKERS = 2
"""As `make run` serves."""
SEED = 7


@dataclass
class Poller:
    """One screen: where it asks, and how long each answer took."""

    path: str
    version: str = ""
    seconds: list[float] = field(default_factory=list)
    news: int = 0

    async def run(self, port: int, until: float) -> None:
        """Ask every two seconds on one connection, as a browser does, and take over what is new."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (begun := perf_counter()) < until:
            self.news += await self._ask(reader, writer)
            self.seconds.append(perf_counter() - begun)
            await asyncio.sleep(max(0.0, EVERY - (perf_counter() - begun)))
        writer.close()

    async def open(self, port: int) -> None:
        """Load it before anything is measured, as screens are opened before the meeting."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await self._ask(reader, writer)
        writer.close()

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether there was anything new."""
        writer.write(f"GET {self.path}?version={self.version} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        status, body = await self._answer(reader)
        if status == HTTPStatus.NO_CONTENT:
            return False
        if status != HTTPStatus.OK:
            raise RuntimeError(f"{self.path} answered {status}")
        self.version = body.split(b'data-version="', 1)[1].split(b'"', 1)[0].decode()
        return True

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, bytes]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = next((int(line[15:]) for line in head.split("\r\n") if line.startswith("content-length:")), 0)
        return int(head.split(" ", 2)[1]), await reader.readexactly(length)


@goal("screens_answered_within_a_second", at_least=0.95)
def screens() -> float:
    """The share of answers within a second, while three times a second some leader presses "next"."""
    chapters = list(Chapter.objects.order_by("pk")[:CHAPTERS])
    meetings = [_started(chapter) for chapter in chapters]
    paths = [screen_path(chapter, day) for chapter, day in zip(chapters, meetings, strict=True)]
    pollers = [Poller(paths[number % len(paths)]) for number in range(SCREENS)]
    with served(WORKERS) as port:
        asyncio.run(_all(port, pollers, list(zip(chapters, meetings, strict=True))))
    answers = [seconds for poller in pollers for seconds in poller.seconds]
    news = sum(poller.news for poller in pollers)
    median = sorted(answers)[len(answers) // 2]
    print(f"     {len(answers)} answers, {news} with news; median {median * 1000:.0f} ms, longest {max(answers):.2f} s")
    return sum(seconds <= SOON for seconds in answers) / len(answers)


def _started(chapter: Chapter) -> date:
    """The day of a chapter's next meeting, its run sheet running."""
    with chapter_scope(chapter.pk):
        meeting = next_meeting(chapter, now())
        leader = Member.objects.in_chapter(chapter).order_by("pk").first()
        press(chapter=chapter, day=meeting.date, act=Act.START, pressed=Pressed(), by=leader, at=now())
    return meeting.date


async def _all(port: int, pollers: list[Poller], meetings: list[tuple[Chapter, date]]) -> None:
    chance = Random(SEED)
    for poller in pollers:
        await poller.open(port)
    presses = asyncio.create_task(_press(meetings, chance))
    until = perf_counter() + LENGTH
    await asyncio.gather(*(_later(chance.random() * EVERY, poller.run(port, until)) for poller in pollers))
    presses.cancel()


async def _later(seconds: float, work: Coroutine[None, None, None]) -> None:
    await asyncio.sleep(seconds)
    await work


async def _press(meetings: list[tuple[Chapter, date]], chance: Random) -> None:
    while True:
        await asyncio.to_thread(_next, *chance.choice(meetings))
        await asyncio.sleep(1 / PRESSES_A_SECOND)


def _next(chapter: Chapter, day: date) -> None:
    try:
        with chapter_scope(chapter.pk):
            leader = Member.objects.in_chapter(chapter).order_by("pk").first()
            at = datetime.now(UTC)
            meeting = next_meeting(chapter, at)
            step = sheet_of(chapter, meeting).clock.step
            press(chapter=chapter, day=day, act=Act.NEXT, pressed=Pressed(step), by=leader, at=at)
    finally:
        connection.close()
