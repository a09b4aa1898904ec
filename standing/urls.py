"""Where the pages of this app live."""

from django.urls import URLPattern, path

from standing.views.my_week import my_week

chapter_pages: list[URLPattern] = [
    path("", my_week, name="my_week"),
]
network_pages: list[URLPattern] = []
