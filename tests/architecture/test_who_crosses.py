"""Who may look over the wall, who may name several chapters, and who names them to PostgreSQL: pinned."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = "config demo archive inbound phone standing meetings referrals members notices accounts chapters".split()
CROSS = {
    "members/places.py": "a user's own memberships, for the switcher",
    "referrals/actions/door.py": "what authors in the network's other chapters put to the network",
    "standing/batch.py": "snapshots of a chunk of chapters at once",
}
NAME_SEVERAL = {"standing/batch.py"}
BESIDE = {"archive/progress.py"}
"""Tells how far an import is over a connection of its own, which names the import's own chapter."""
OPEN_ANOTHERS = {
    "referrals/actions/door.py": "hands an answer to a chapter of the same network",
    "archive/": "a chapter's own files",
    "inbound/": "mail comes in for a chapter named by its address, outside any request of a person's",
}
"""What opens a chapter's scope from within a request; everything else that does is a command or a worker."""
WORKERS = ("chapters/scope.py", "notices/", "standing/batch.py", "/management/commands/", "members/actions/founding.py")
NAME_TO_POSTGRESQL = {"chapters/scope.py", "chapters/middleware.py"}


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == name:
                    yield str(path.relative_to(ROOT)), node


def test_only_these_cross_chapters_and_each_says_why():
    found = list(calls("across_chapters"))
    assert {path for path, _ in found} == CROSS.keys()
    assert all(any(word.arg == "reason" for word in call.keywords) for _, call in found)


def test_a_page_a_command_and_a_task_name_one_chapter_and_only_the_batch_names_several():
    found = list(calls("chapter_scope"))
    assert len(found) > 5
    several = {path for path, call in found if len(call.args) != 1 or isinstance(call.args[0], ast.Starred)}
    assert several == NAME_SEVERAL


def test_one_door_opens_another_chapters_scope_from_a_page_and_opens_it_once():
    opening = [path for path, _ in calls("chapter_scope") if not any(part in path for part in WORKERS)]
    assert {path for path in opening if not path.startswith(tuple(OPEN_ANOTHERS))} == set()
    assert opening.count("referrals/actions/door.py") == 1


def test_nobody_else_tells_postgresql_which_chapters_there_are():
    assert {path for path, _ in calls("name_until_transaction_ends")} <= NAME_TO_POSTGRESQL
    says = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "app.chapter_ids" in path.read_text() and "migrations" not in path.parts
    }
    assert says == {*NAME_TO_POSTGRESQL, *BESIDE, "chapters/walls.py"}
