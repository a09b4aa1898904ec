"""The chapter's own agenda: begun from the usual one, changed item by item, given up again."""

from typing import Any

from django.db import transaction

from chapters.models import Chapter
from meetings.agenda import Item, usual_agenda
from meetings.models import AgendaItem


def _locked(chapter: Chapter) -> list[AgendaItem]:
    """The items in order, held against another officer's change; the chapter's row orders two who begin at once."""
    Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    return list(AgendaItem.objects.in_chapter(chapter).order_by("position"))


@transaction.atomic
def begin_own(*, chapter: Chapter) -> None:
    """Write down the usual agenda as the chapter's own; nothing happens where it has one."""
    if _locked(chapter):
        return
    AgendaItem.objects.bulk_create(
        AgendaItem(chapter=chapter, position=position, **_columns(item))
        for position, item in enumerate(usual_agenda(chapter.duration_minutes))
    )


def _columns(item: Item) -> dict[str, Any]:
    return {**vars(item), "title": str(item.title)}


@transaction.atomic
def add_item(*, chapter: Chapter, item: Item) -> None:
    """Put an item at the end of the chapter's own agenda, which begins with it from the usual one."""
    begin_own(chapter=chapter)
    last = _locked(chapter)[-1:]
    position = last[0].position + 1 if last else 0
    AgendaItem.objects.create(chapter=chapter, position=position, **_columns(item))


def change_item(*, row: AgendaItem, item: Item) -> None:
    """Say otherwise what an item is."""
    AgendaItem.objects.in_chapter(row.chapter_id).filter(pk=row.pk).update(**_columns(item))


@transaction.atomic
def move_item(*, row: AgendaItem, up: bool, seen: int) -> None:
    """Swap an item with the one above or below; nothing happens where it is no longer where it was `seen`."""
    items = _locked(row.chapter)
    place = next((n for n, one in enumerate(items) if one.pk == row.pk and one.position == seen), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(items):
        return
    rows = AgendaItem.objects.in_chapter(row.chapter_id)
    rows.filter(pk=items[place].pk).update(position=items[other].position)
    rows.filter(pk=items[other].pk).update(position=items[place].position)


def remove_item(*, row: AgendaItem) -> None:
    """Take an item off; after the last one the usual agenda holds again."""
    AgendaItem.objects.in_chapter(row.chapter_id).filter(pk=row.pk).delete()


def give_up_own(*, chapter: Chapter) -> None:
    """Let the usual agenda hold again."""
    AgendaItem.objects.in_chapter(chapter).delete()
