"""Where the app on a phone lives: its manifest, its worker, the page without network, and the lists it keeps."""

from django.urls import URLPattern, path

from phone.views.offline import offline
from phone.views.phone_lists import phone_lists
from phone.views.service_worker import service_worker
from phone.views.web_manifest import web_manifest

site_pages: list[URLPattern] = [
    path("manifest.webmanifest", web_manifest, name="web_manifest"),
    path("sw.js", service_worker, name="service_worker"),
    path("offline/", offline, name="offline"),
]
chapter_pages: list[URLPattern] = [
    path("phone/", phone_lists, name="phone_lists"),
]
