"""The demo: always this week, never the future, and only where it belongs."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from chapters.models import Chapter
from chapters.scope import chapter_scope
from chapters.values import Week
from demo import lakeside, tables
from demo.people import PEOPLE
from demo.this_week import brought_to
from members.models import Member, Waiting
from tests import factories

RIVERSIDE = Path("demo/riverside")
LAST_WEEK = Week(date(2026, 11, 16))


@pytest.mark.parametrize("today", [date(2026, 11, 16), date(2026, 11, 17), date(2027, 3, 29), date(2029, 2, 28)])
def test_the_record_ends_this_week_and_nothing_is_in_the_future(today):
    at = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
    record = brought_to(tables.read(RIVERSIDE), last_week=LAST_WEEK, at=at, today=today)
    assert max(row["given_at"] for row in record["slips.csv"]) <= at.strftime("%Y-%m-%dT%H:%M:%SZ")
    held = max(row["date"] for row in record["meetings.csv"] if row["status"] == "held")
    assert 1 <= (today - date.fromisoformat(held)).days <= 13
    assert max(row["date"] for row in record["attendance.csv"]) == held


def test_lakeside_is_the_same_at_every_start():
    assert lakeside.tables(date(2026, 11, 21)) == lakeside.tables(date(2026, 11, 21))


@pytest.mark.django_db
def test_the_demo_loads_and_its_people_sign_in(settings):
    settings.DEMO = True
    call_command("load_demo")
    riverside = Chapter.objects.get(slug="riverside")
    with chapter_scope(riverside.pk):
        waiting = set(Waiting.objects.in_chapter(riverside).values_list("name", flat=True))
        assert waiting
        assert not waiting & set(Member.objects.in_chapter(riverside).values_list("name", flat=True))
        assert Member.objects.in_chapter(riverside).filter(user__isnull=False).count() == 3
    for person in PEOPLE:
        client = Client()
        signed_in = client.post("/accounts/login/", {"login": person.email, "password": settings.DEMO_PASSWORD})
        assert signed_in.status_code == 302
        home = f"/c/{person.chapter}/" if person.chapter else "/n/waterside/"
        assert client.get("/").headers["Location"] == home


@pytest.mark.django_db
def test_the_demos_password_opens_nothing_outside_demo_mode(settings):
    user = factories.UserFactory(email="amara.osei@riverside.example")
    user.set_password(settings.DEMO_PASSWORD)
    user.save()
    form = {"login": user.email, "password": settings.DEMO_PASSWORD}
    settings.DEMO = False
    assert Client().post("/accounts/login/", form).status_code == 200
    settings.DEMO = True
    assert Client().post("/accounts/login/", form).status_code == 302


@pytest.mark.django_db
def test_the_demo_goes_into_an_empty_database_only(settings):
    settings.DEMO = True
    factories.ChapterFactory()
    with pytest.raises(CommandError, match="empty database"):
        call_command("load_demo")
    settings.DEMO = False
    with pytest.raises(CommandError, match="CHAPTERHOUSE_DEMO"):
        call_command("load_demo")
