"""A real server with the demo, and one real Chromium, for each worker of the test run."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.van import Van
from tests.conftest import MIGRATED, copy_database

PHONE, DESK, NARROW = (390, 844), (1440, 900), (360, 740)
READY_SECONDS = 30
SOON = 3_000 if os.environ.get("FAULTS") == "full" else 20_000
"""The milliseconds in which one screen follows another; a day's test run is judged by what is seen, not by how busy
the machine is."""
ENVIRONMENT: dict[str, str] = {}
"""What this worker's server runs with, for a command beside it."""
KEPT = """async () => {
    const kept = await import("/static/js/phone/store.js");
    const here = await kept.who();
    const all = here ? await kept.entries(here.user) : [];
    return { here, all, lists: Boolean(here && await kept.lists(here)) };
}"""
"""What a phone keeps for whoever is signed in on it."""
SETTLED = f"""async (patience) => {{
    const over = Date.now() + patience;
    const late = new Promise((_, no) => setTimeout(() => no(new Error("no worker serves this page")), patience));
    await Promise.race([navigator.serviceWorker.ready, late]);
    while (!navigator.serviceWorker.controller || !(await ({KEPT})()).lists) {{
        if (Date.now() > over) throw new Error("the lists are not here");
        await new Promise((go) => setTimeout(go, 50));
    }}
}}"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


class Site:
    """A server of the demo in a database of its own: where it is, what it runs with, and a restart of it."""

    def __init__(self, name: str, data: Path) -> None:
        copy_database(MIGRATED, name)
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.environment = os.environ | {
            "CHAPTERHOUSE_MODE": "development",
            "CHAPTERHOUSE_DATA": str(data),
            "DATABASE_URL": with_database(os.environ["DATABASE_URL"], name),
            "MIGRATION_DATABASE_URL": with_database(os.environ["MIGRATION_DATABASE_URL"], name),
            "PORT": str(self.port),
        }
        self.manage("load_demo")
        self.start()

    def manage(self, *command: str) -> str:
        """What a command beside the server prints."""
        line = [sys.executable, "manage.py", *command]
        return subprocess.run(line, env=self.environment, check=True, capture_output=True, text=True).stdout

    def start(self) -> None:
        """Serve, and wait until it answers."""
        bind = f"127.0.0.1:{self.port}"
        server = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", bind, "--threads", "8"]
        self.process = subprocess.Popen(
            [*server, "--no-control-socket"], env=self.environment, stderr=subprocess.DEVNULL
        )
        wait_for(self.address)

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(10)


@contextmanager
def serving(name: str, data: Path) -> Iterator[Site]:
    site = Site(name, data)
    try:
        yield site
    finally:
        site.stop()


@pytest.fixture(scope="session")
def site(django_db_setup, worker_id: str, tmp_path_factory) -> Iterator[str]:
    """The address of a server of this worker's own, with the demo in a database of its own."""
    with serving(f"browser_{worker_id}", tmp_path_factory.mktemp("data")) as found:
        ENVIRONMENT.update(found.environment)
        yield found.address


def wait_for(address: str) -> None:
    until = time.monotonic() + READY_SECONDS
    while True:
        try:
            urllib.request.urlopen(address, timeout=1).close()
            return
        except (urllib.error.URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def chromium_path() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "No Chromium: install one, or name yours in CHROMIUM."
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one Chromium of this worker."""
    with sync_playwright() as playwright:
        as_people_have_it = ["--disable-back-forward-cache"]
        chromium = playwright.chromium.launch(
            executable_path=chromium_path(), args=FLAGS, ignore_default_args=as_people_have_it
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def signed_in(site, browser):
    """What a browser remembers of each demo person once they signed in, by their address."""
    remembered: dict[str, dict] = {}

    def sign_in(email: str) -> dict:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{site}/accounts/login/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(settings.DEMO_PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/accounts/" not in url)
        state = context.storage_state()
        context.close()
        return state

    def state_of(email: str, *, own: bool) -> dict:
        if own:
            return sign_in(email)
        if email not in remembered:
            remembered[email] = sign_in(email)
        return remembered[email]

    return state_of


@pytest.fixture
def open_as(site, browser, signed_in):
    """Open a path as a demo person, on a screen, light or dark, with JavaScript or without; watches for complaints.

    `worker` lets the service worker in, which hides requests from `page.route`, and has a sign-in of its own, so that
    signing out ends no other test's; `at` is a way to the site (van.py).
    """
    contexts = []

    def opened(
        email: str,
        path: str,
        *,
        screen=PHONE,
        dark: bool = False,
        script: bool = True,
        at: str = "",
        worker: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=at or site,
            service_workers="allow" if worker else "block",
            storage_state=signed_in(email, own=worker) if email else None,
            viewport={"width": screen[0], "height": screen[1]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            has_touch=screen != DESK,
            reduced_motion="reduce",  # what is looked at stands still
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def settle(page: Page) -> None:
    """Wait until a phone has the shell and the member's lists."""
    page.evaluate(SETTLED, SOON)


@pytest.fixture
def van(site) -> Iterator[Van]:
    """A bad network before this worker's server."""
    made = Van(site)
    yield made
    made.close()


@pytest.fixture
def on_phone(open_as, van):
    """A page of somebody, through the van, on a phone that has the app: its shell, and their lists."""

    def opened(email: str, path: str = "/c/riverside/") -> Page:
        page = open_as(email, path, at=van.address, worker=True)
        settle(page)
        return page

    return opened
