"""Where the pages about people live."""

from django.urls import URLPattern, path

from members.views.switch_chapter import switch_chapter

site_pages: list[URLPattern] = [
    path("", switch_chapter, name="switch_chapter"),
]
chapter_pages: list[URLPattern] = []
network_pages: list[URLPattern] = []
