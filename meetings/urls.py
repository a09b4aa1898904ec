"""Where the pages of this app live."""

from django.urls import URLPattern

chapter_pages: list[URLPattern] = []
network_pages: list[URLPattern] = []
