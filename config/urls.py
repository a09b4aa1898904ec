"""The map. Chapter pages live under /c/<slug>/, a network's under /n/<slug>/; sign-in is allauth's.

Each app lists its chapter pages in its own `urls.chapter_pages`, a network's in `urls.network_pages`.
"""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
