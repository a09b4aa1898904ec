"""Where the pages of this app live: in development only."""

from django.urls import URLPattern, path

from demo.views import style

development_pages: list[URLPattern] = [
    path("style/", style, name="style"),
]
