"""The service worker: served from the root, so that it may answer for every page."""

from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from chapters.access import public
from phone.views.offline import phone_forms

SHELL = (
    "css/site.css",
    "img/icon.svg",
    "js/site.js",
    "js/picker.js",
    "js/phone/leaving.js",
    "js/phone/offline.js",
    "js/phone/outbox.js",
    "js/phone/prefill.js",
    "js/phone/push.js",
    "js/phone/store.js",
)
"""What the page without network is made of, and nothing else."""


@public(reason="a browser asks for it by itself")
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The same text until an upgrade changes what it keeps; a browser that finds another text takes the new one."""
    context = {"files": [static(name) for name in SHELL], "version": version(get_language())}
    response = render(request, "phone/service_worker.js", context, content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=8)
def version(language: str | None) -> str:
    """A digest of the shell in a language: of its files and of the page."""
    digest = blake2b(render_to_string("phone/offline.html", {"forms": phone_forms()}).encode(), digest_size=8)
    for name in SHELL:
        digest.update(Path(str(finders.find(name))).read_bytes())
    return digest.hexdigest()
