"""Manifest, service worker and the page without network: for anybody, of nobody."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from phone.views import service_worker

pytestmark = pytest.mark.django_db


def test_the_manifest_starts_at_the_front_door_with_icons_that_are_there():
    answer = Client().get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))


@pytest.mark.parametrize("path", ["/", "/accounts/login/"])
def test_pages_link_it(path):
    page = Client().get(path).content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert 'rel="apple-touch-icon"' in page


def test_the_worker_answers_for_every_page_and_names_files_that_are_there():
    answer = Client().get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    files = re.findall(r'"/static/([^"]+)"', answer.content.decode())
    assert len(files) > 8
    assert all(finders.find(name) for name in files)


def test_another_shell_is_another_worker(monkeypatch):
    before = Client().get("/sw.js").content
    assert Client().get("/sw.js").content == before
    service_worker.version.cache_clear()
    monkeypatch.setattr(service_worker, "phone_forms", list)
    assert Client().get("/sw.js").content != before
    service_worker.version.cache_clear()


def test_every_module_the_page_imports_is_in_the_shell():
    kept = set(service_worker.SHELL)
    for name in [name for name in kept if name.endswith(".js")]:
        with open(finders.find(name)) as module:
            for imported in re.findall(r'^import[^"\n]*"\./([^"]+)";', module.read(), re.MULTILINE):
                assert f"{name.rpartition('/')[0]}/{imported}" in kept, (name, imported)


def test_the_page_is_the_same_bytes_for_everybody(member, stranger, sign_in):
    page = Client().get("/offline/")
    assert page.content == sign_in(member).get("/offline/").content == sign_in(stranger).get("/offline/").content
    assert not page.cookies
    assert "csrf" not in page.content.decode()


def test_it_has_the_forms_of_the_real_pages(at_most):
    with at_most(0):
        page = Client().get("/offline/").content.decode()
    for words in ("Who should they call?", "What have you heard?", "Whom do you thank?", "With whom?", "in person"):
        assert words in page
    assert "name=&quot;uuid" not in page
    assert 'name="uuid"' not in page
