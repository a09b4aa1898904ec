"""The map. Chapter pages live under /c/<slug>/, a network's under /n/<slug>/; sign-in is allauth's.

Each app lists its pages in its `urls`: `chapter_pages`, `network_pages`, and what belongs to neither.
"""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from archive import urls as archive
from config.health import health
from demo import urls as demo
from inbound import urls as inbound
from meetings import urls as meetings
from members import urls as members
from notices import urls as notices
from phone import urls as phone
from referrals import urls as referrals
from reviews import urls as reviews
from standing import urls as standing

urlpatterns: list[URLPattern | URLResolver] = [
    *members.site_pages,
    *notices.site_pages,
    *inbound.site_pages,
    *phone.site_pages,
    path("health/", health, name="health"),
    path("accounts/", include("allauth.urls")),
    *(
        path("c/<slug:chapter>/", include(app.chapter_pages))
        for app in (reviews, standing, meetings, referrals, members, notices, inbound, phone, archive)
    ),
    *(path("n/<slug:network>/", include(app.network_pages)) for app in (standing, members, archive)),
]
if settings.DEVELOPMENT:
    urlpatterns += [path("dev/", include(app.development_pages)) for app in (notices, demo)]
