"""The embedded servers: there when somebody needs them, gone with their last user, safe in between."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import redis

from tests.config.conftest import (
    SETTLE_SECONDS,
    USER,
    Join,
    User,
    bare_environment,
    eventually,
    kill_all,
    nothing_left,
    processes_on,
)


def sockets_of(user: User) -> Path:
    return Path(parse_qs(urlsplit(user.environment["DATABASE_URL"]).query)["host"][0])


def test_a_user_finds_both_servers(join: Join) -> None:
    user = join()
    assert user.ask("SHOW server_version_num")[0][0].startswith("18")
    broker = redis.Redis.from_url(user.environment["REDIS_URL"])
    assert broker.info("server")["server_name"] == "valkey"
    assert broker.info("server")["valkey_version"].startswith("9.")


def test_the_servers_listen_on_private_sockets_only(join: Join) -> None:
    user = join()
    assert user.ask("SHOW listen_addresses") == [("",)]
    assert redis.Redis.from_url(user.environment["REDIS_URL"]).config_get("port") == {"port": "0"}
    assert stat.S_IMODE(sockets_of(user).stat().st_mode) == 0o700


def test_the_application_role_passes_no_wall_and_owns_nothing(join: Join) -> None:
    user = join()
    rights = "rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin"
    asked = f"SELECT {rights} FROM pg_roles WHERE rolname = current_user"
    assert user.ask(asked) == [(False, False, False, False, True)]
    assert user.ask(asked, as_owner=True)[0][0] is True
    assert user.ask("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'chapterhouse'") == [("postgres",)]


def test_the_database_sorts_and_stores_alike_everywhere(join: Join) -> None:
    asked = "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datlocale FROM pg_database"
    assert join().ask(f"{asked} WHERE datname = 'chapterhouse'") == [("UTF8", "b", "C.UTF-8")]


def test_what_was_committed_survives(join: Join) -> None:
    assert join().ask("SHOW fsync") == [("on",)]


def test_a_user_that_leaves_takes_the_servers_along(join: Join, folder: Path) -> None:
    user = join()
    sockets = sockets_of(user)
    assert len(processes_on(folder)) > 3
    user.leave()
    assert processes_on(folder) == {}
    assert not sockets.exists()


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_user_that_is_killed_takes_the_servers_along(join: Join, folder: Path, ending: signal.Signals) -> None:
    user = join()
    user.process.send_signal(ending)
    user.process.wait(SETTLE_SECONDS)
    assert nothing_left(folder)


def test_a_forked_child_does_not_keep_the_servers(folder: Path) -> None:
    source = "import os, time, config.embedded as e; e.ensure(); os.fork() or time.sleep(60); os.kill(os.getpid(), 9)"
    command = [sys.executable, "-c", source]
    parent = subprocess.Popen(command, env=bare_environment(CHAPTERHOUSE_DATA=str(folder)))
    parent.wait(SETTLE_SECONDS)
    assert eventually(lambda: len(processes_on(folder)) == 1)
    (child,) = processes_on(folder)
    assert "os.fork()" in processes_on(folder)[child]
    os.kill(child, signal.SIGKILL)
    assert nothing_left(folder)


def test_a_second_user_joins_and_may_stay_longer(join: Join) -> None:
    first = join()
    second = join()
    assert second.environment == first.environment
    first.leave()
    assert second.ask("SELECT 1") == [(1,)]
    second.leave()


def test_users_that_come_and_go_together_all_get_servers(folder: Path) -> None:
    environment = bare_environment(CHAPTERHOUSE_DATA=str(folder))
    for _ in range(3):
        crowd = [
            subprocess.Popen(
                [sys.executable, "-c", USER], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
            )
            for _ in range(6)
        ]
        answers = [process.communicate()[0] for process in crowd]
        assert [process.returncode for process in crowd] == [0] * 6
        assert all(b"postgresql://chapterhouse_app@/" in answer for answer in answers)
    assert nothing_left(folder)


def test_killed_servers_recover_with_all_that_was_committed(join: Join, folder: Path) -> None:
    user = join()
    user.ask("CREATE TABLE kept AS SELECT 7 AS n", as_owner=True)
    kill_all(folder)
    assert (folder / "postgres" / "postmaster.pid").exists()
    assert join().ask("SELECT n FROM kept", as_owner=True) == [(7,)]


def test_a_killed_keeper_takes_the_servers_along_and_the_next_start_works(join: Join, folder: Path) -> None:
    user = join()
    (keeper,) = [pid for pid, command in processes_on(folder).items() if "config.keeper" in command]
    os.kill(keeper, signal.SIGKILL)
    assert eventually(lambda: set(processes_on(folder)) == {user.process.pid})
    assert join().ask("SELECT 1") == [(1,)]


def test_a_stale_pid_file_that_names_a_stranger_is_no_hindrance(join: Join, folder: Path) -> None:
    join().leave()
    owner = (folder / "postgres").stat().st_uid
    with subprocess.Popen(["sleep", "60"], user=owner if os.geteuid() == 0 else None) as stranger:
        (folder / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n{folder / 'postgres'}\n1\n")
        assert join().ask("SELECT 1") == [(1,)]
        assert stranger.poll() is None
        stranger.kill()


def test_an_interrupted_first_start_is_begun_again(join: Join, folder: Path) -> None:
    unfinished = folder / "postgres.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("half")
    assert join().ask("SELECT 1") == [(1,)]
    assert not unfinished.exists()


def test_a_folder_with_a_long_name_will_do(join: Join, folder: Path) -> None:
    user = join(CHAPTERHOUSE_DATA=str(folder / ("long" * 50)))
    assert user.ask("SELECT 1") == [(1,)]
    user.leave()


def test_only_the_missing_server_is_embedded(join: Join) -> None:
    assert list(join(DATABASE_URL="postgresql://elsewhere/x").environment) == ["REDIS_URL"]


def test_only_the_missing_database_is_embedded(join: Join) -> None:
    assert list(join(REDIS_URL="redis://elsewhere").environment) == ["DATABASE_URL", "MIGRATION_DATABASE_URL"]


def test_who_needs_more_than_runs_is_refused(join: Join, folder: Path) -> None:
    join(DATABASE_URL="postgresql://elsewhere/x")
    refused = subprocess.run(
        [sys.executable, "-c", USER],
        env=bare_environment(CHAPTERHOUSE_DATA=str(folder)),
        capture_output=True,
        text=True,
    )
    assert refused.returncode == 1
    assert refused.stderr == f"On {folder} not all servers run that are needed; stop what uses it first.\n"


@pytest.mark.parametrize(
    "configured",
    [
        {"DATABASE_URL": "postgresql://elsewhere/x", "REDIS_URL": "redis://elsewhere"},
        {"CHAPTERHOUSE_MODE": "production"},
    ],
)
def test_nothing_is_embedded_where_it_has_no_place(join: Join, folder: Path, configured: dict[str, str]) -> None:
    assert join(**configured).environment is None
    assert not folder.exists()


@pytest.mark.parametrize("place", ["/dev/null/data", "/proc/data"])
def test_an_unusable_folder_is_refused_with_a_sentence(place: str) -> None:
    environment = bare_environment(CHAPTERHOUSE_DATA=place)
    refused = subprocess.run([sys.executable, "-c", USER], env=environment, capture_output=True, text=True)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"The data folder {place} cannot be used: ")
    assert refused.stderr.count("\n") == 1


def test_a_broken_cluster_is_refused_with_postgresqls_own_words(join: Join, folder: Path) -> None:
    join().leave()
    (folder / "postgres" / "PG_VERSION").write_text("12\n")
    environment = bare_environment(CHAPTERHOUSE_DATA=str(folder))
    refused = subprocess.run([sys.executable, "-c", USER], env=environment, capture_output=True, text=True)
    assert refused.returncode == 1
    assert refused.stderr.startswith("PostgreSQL does not start: ")
    assert "initialized by PostgreSQL version 12" in refused.stderr
    assert nothing_left(folder)


def test_test_runs_have_servers_of_their_own(join: Join, folder: Path) -> None:
    first = join("disposable")
    second = join("disposable")
    assert sockets_of(first) != sockets_of(second)
    assert first.ask("SHOW fsync") == [("off",)]
    assert sorted(path.name for path in (folder / "tests").iterdir()) == ["1", "2"]
    assert not (folder / "postgres").exists()


def test_a_test_cluster_that_was_killed_is_made_anew(join: Join, folder: Path) -> None:
    user = join("disposable")
    user.ask("CREATE TABLE lost AS SELECT 7 AS n", as_owner=True)
    kill_all(folder)
    assert join("disposable").ask("SELECT to_regclass('lost')", as_owner=True) == [(None,)]


def test_a_test_cluster_that_was_shut_down_is_used_again(join: Join, folder: Path) -> None:
    user = join("disposable")
    user.ask("CREATE TABLE kept AS SELECT 7 AS n", as_owner=True)
    user.leave()
    assert join("disposable").ask("SELECT n FROM kept", as_owner=True) == [(7,)]


def test_the_log_of_a_start_begins_anew(join: Join, folder: Path) -> None:
    join().leave()
    shutil.copy(folder / "logs" / "postgres.log", folder / "before.log")
    join().leave()
    assert (folder / "logs" / "postgres.log").read_text().count("starting PostgreSQL") == 1
