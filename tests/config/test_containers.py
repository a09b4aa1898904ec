"""The files for a server with containers, read as an engine would read them; no engine runs here."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from config import postgres
from config.place import PROJECT, Place
from config.processes import account_for, make_reachable
from tests.config.conftest import bare_environment, kill_all
from tests.config.test_production import SERVER
from tests.faults.scale import only_full

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
EXAMPLE = (PROJECT / ".env.example").read_text()
OURS = ("migrate", "web", "worker", "beat", "mail")
VARIABLE = re.compile(r"\$\{(\w+)")


def dockerfile() -> list[list[str]]:
    text = (PROJECT / "Dockerfile").read_text().replace("\\\n", " ")
    return [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]


def test_the_services_are_a_server() -> None:
    assert set(SERVICES) == {"db", "valkey", *OURS}
    assert SERVICES["db"]["image"] == "postgres:18"
    assert SERVICES["valkey"]["image"] == "valkey/valkey:9"
    assert {name: SERVICES[name].get("command", [])[:4] for name in OURS} == {
        "migrate": ["python", "manage.py", "migrate"],
        "web": [],
        "worker": ["celery", "-A", "config", "worker"],
        "beat": ["celery", "-A", "config", "beat"],
        "mail": ["python", "manage.py", "receive_mail"],
    }


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_every_service_that_stays_has_a_health_check_and_comes_back(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_everything_waits_for_what_it_needs() -> None:
    assert SERVICES["migrate"]["depends_on"] == {"db": {"condition": "service_healthy"}}
    for name in ("web", "worker", "beat", "mail"):
        needs = SERVICES[name]["depends_on"]
        assert needs["migrate"] == {"condition": "service_completed_successfully"}
        assert needs["valkey"] == {"condition": "service_healthy"}


def test_no_secret_is_written_down() -> None:
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET", name):
                assert re.fullmatch(r"\$\{\w+:[?-]\}", value), name
            assert not re.search(r"//[^@/:]+:(?!\$\{)[^@/]+@", value), name
    assert not re.search(r"^\w*(SECRET_KEY|PASSWORD)\w*=.+$", EXAMPLE, re.MULTILINE)


def test_only_migrate_knows_the_owners_password() -> None:
    knowing = {name for name in OURS if "OWNER_PASSWORD" in str(SERVICES[name]["environment"])}
    assert knowing == {"migrate"}


def test_only_the_web_and_the_door_for_mail_are_published_and_to_this_machine_alone() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {
        "web": ["127.0.0.1:${PORT:-8000}:8000"],
        "mail": ["127.0.0.1:${INBOUND_PORT:-8024}:8024"],
    }


def test_ours_may_do_little() -> None:
    for name in OURS:
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["cap_drop"] == ["ALL"]
        assert SERVICES[name]["security_opt"] == ["no-new-privileges:true"]


def test_every_variable_is_explained_in_the_example() -> None:
    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (PROJECT / "config" / "settings.py").read_text()))
    composed = set(VARIABLE.findall((PROJECT / "docker-compose.yml").read_text()))
    assert read | composed == named


def test_a_shell_can_read_the_example() -> None:
    read = subprocess.run(
        ["bash", "-euc", ". ./.env.example; echo $DEFAULT_FROM_EMAIL"], cwd=PROJECT, capture_output=True
    )
    assert (read.stdout, read.stderr) == (b"Chapterhouse <notices@chapters.example>\n", b"")


def test_the_image_is_small_locked_and_not_roots() -> None:
    steps = dockerfile()
    assert [rest for step, rest in steps if step == "FROM"] == ["python:3.11-slim AS packages", "python:3.11-slim"]
    assert [rest for step, rest in steps if step == "USER"] == ["chapterhouse"]
    assert [step for step, _ in steps].index("USER") < [step for step, _ in steps].index("CMD")
    assert any("pip install" in rest and "--require-hashes" in rest for step, rest in steps if step == "RUN")


def test_the_image_holds_every_app_and_nothing_private() -> None:
    kept = {line[1:] for line in (PROJECT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert (PROJECT / ".dockerignore").read_text().splitlines()[1] == "*"
    packages = {path.parent.name for path in PROJECT.glob("*/__init__.py")} - {"tests", "bench"}
    assert kept >= packages | {"manage.py", "static", "templates", "requirements/base.txt"}
    assert not kept & {".env", ".git", "var", "tests", ".venv"}


def test_the_images_step_that_collects_files_runs(tmp_path: Path) -> None:
    (step,) = [rest for step, rest in dockerfile() if step == "RUN" and "collectstatic" in rest]
    words = shlex.split(step)
    settings = dict(word.split("=", 1) for word in words if "=" in word)
    command = [sys.executable, *words[words.index("python") + 1 :], "--dry-run"]
    environment = bare_environment(CHAPTERHOUSE_MODE="production", **settings)
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)


@only_full
def test_the_two_roles_of_the_init_script_are_enough(tmp_path: Path) -> None:
    place, sockets = Place(tmp_path / "data"), tmp_path / "s"
    place.make()
    sockets.mkdir(mode=0o700)
    account = account_for(place.cluster)
    if account:
        os.chown(sockets, *account)
        make_reachable(place.cluster, sockets)
    server = postgres.serve(place.cluster, sockets, place.log("postgres"), account=account, durable=False)
    secrets = {"POSTGRES_USER": "postgres", "OWNER_PASSWORD": "o'1", "APP_PASSWORD": "a'2", "PGHOST": str(sockets)}
    path = f"{postgres.binary('psql').parent}:{os.environ['PATH']}"
    everything = bare_environment(**secrets, PATH=path)
    undo = ["psql", "-qd", "postgres", "-c", "DROP DATABASE chapterhouse", "-c", "DROP ROLE chapterhouse_app"]
    try:
        subprocess.run([*undo, "-U", "postgres"], env=everything, check=True)
        subprocess.run([str(PROJECT / "deploy" / "roles.sh")], env=everything, check=True)
        urls = {
            "DATABASE_URL": postgres.url("chapterhouse_app", sockets),
            "MIGRATION_DATABASE_URL": postgres.url("chapterhouse_owner", sockets),
        }
        for command in (["migrate", "--verbosity", "0"], ["check", "--database", "default"]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=PROJECT,
                env=bare_environment(**SERVER | urls),
                check=True,
            )
    finally:
        postgres.shut_down(server)
        kill_all(place.root)
