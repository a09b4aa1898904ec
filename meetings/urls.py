"""Where the pages of this app live."""

from django.urls import URLPattern, path

from meetings.views.cant_come import cant_come

chapter_pages: list[URLPattern] = [
    path("cant-come/<str:token>/", cant_come, name="cant_come"),
]
network_pages: list[URLPattern] = []
