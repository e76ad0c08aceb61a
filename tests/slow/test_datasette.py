"""Datasette serves the views of a register: the figures of the commands, and nothing can be written.

It runs as a program of its own, from PATH or from where `examples/datasette/serve.sh --install` puts it.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typed
import viewed
from clerk import Clerk
from cli.test_views import AS_LISTED, AS_RANKED, as_listed, as_ranked, said
from programs import PATIENCE, needs

from tasktrack.store import migrations
from tasktrack.store.schema_views import NAMES

FOLDER = typed.ROOT / "examples" / "datasette"
_FOLDERS = [str(typed.ROOT / ".venv-datasette" / name) for name in ("bin", "Scripts")]
DATASETTE = (
    shutil.which("datasette", path=os.pathsep.join([os.environ.get("PATH", ""), *_FOLDERS])) or "datasette"
)
pytestmark = [pytest.mark.slow, needs("bash", DATASETTE)]
WRITES = (
    "DELETE FROM task",
    "UPDATE v_task SET title = 'x'",
    "WITH x AS (SELECT 1) DELETE FROM task",
    "INSERT INTO setting (name, value, created, seq) VALUES ('office', 'x', 1, 1)",
    "PRAGMA writable_schema = 1",
    "PRAGMA user_version = 99",
    "ATTACH 'x.db' AS x",
    "DROP VIEW v_task",
    "VACUUM INTO 'x.db'",
)


class Served:
    """A register that is being served, and a clerk before the same file."""

    def __init__(self, clerk: Clerk, port: int) -> None:
        self.clerk = clerk
        self.root = f"http://127.0.0.1:{port}"

    def get(self, path: str, **asked: str) -> tuple[int, str]:
        """Return status and body of an answer."""
        address = f"{self.root}{path}?{urllib.parse.urlencode(asked)}"
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as fault:
            with fault:
                return fault.code, fault.read().decode()

    def rows(self, name: str, **asked: str) -> list[dict[str, Any]]:
        """Return the rows of a view or a query."""
        status, body = self.get(f"/register/{name}.json", _shape="array", **asked)
        assert status == 200, body
        found: list[dict[str, Any]] = json.loads(body)
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Served]:
    """Serve the sample province by the script, its views taking 22 November for today, and stop it again."""
    path = viewed.on(Path(shutil.copy(typed.province(), tmp_path / "Sổ của tỉnh.db")), "2026-11-22")
    (links := tmp_path / "links").mkdir()
    served = Served(Clerk(path, capsys), free_port())
    port = served.root.rpartition(":")[2]
    environment = {**os.environ, "TMPDIR": str(links)}
    environment["PATH"] = os.pathsep.join([str(Path(DATASETTE).parent), environment.get("PATH", "")])
    environment.pop("PYTHONPATH", None)
    with subprocess.Popen(
        ["bash", str(FOLDER / "serve.sh"), str(path), "--port", port],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        until = time.monotonic() + PATIENCE
        while True:
            assert server.poll() is None, server.stderr and server.stderr.read()
            assert time.monotonic() < until
            try:
                if served.get("/-/versions.json")[0] == 200:
                    break
            except OSError:
                time.sleep(0.1)
        try:
            yield served
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=PATIENCE)
    assert list(links.iterdir()) == [], "the script took its link away again"
    with pytest.raises(OSError, match=r"refused|Errno"):
        served.get("/")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_it_shows_what_the_commands_say_and_writes_nothing(served: Served) -> None:
    """Tasks and ranks; a write by SQL is refused; the file stays as it is, byte for byte."""
    clerk = served.clerk
    before = digest(clerk.db)
    listed = {row["code"]: said(row, AS_LISTED) for row in clerk.data("task", "list")}
    seen = {row["code"]: as_listed(row, AS_LISTED) for row in served.rows("v_task", _size="max")}
    assert seen == listed
    for period in ("2023", "2024", "2026-09", "2026-10"):
        ranked = clerk.data("rank", period)
        rows = served.rows("v_rank", period=period, _sort="position", _size="max")
        assert [as_ranked(row) for row in rows] == [said(row, AS_RANKED) for row in ranked]
        assert rows
    for statement in WRITES:
        status, body = served.get("/register.json", sql=statement)
        assert status in (400, 403), (statement, body)
        assert json.loads(body)["ok"] is False
    for path in ("/register/v_task/-/insert", "/register/-/create"):
        request = urllib.request.Request(f"{served.root}{path}", data=b"{}", method="POST")
        with pytest.raises(urllib.error.HTTPError, match=r"403|404|405"):
            urllib.request.urlopen(request, timeout=PATIENCE)
    assert served.get("/register.db")[0] in (403, 404)
    assert digest(clerk.db) == before
    assert [file.name for file in clerk.db.parent.glob("*.db-*")] == []


def test_views_are_shown_and_tables_are_not(served: Served) -> None:
    """With titles in both languages; every query answers."""
    about = json.loads(served.get("/register.json")[1])
    assert sorted(view["name"] for view in about["views"]) == sorted(NAMES)
    assert {table["name"] for table in about["tables"] if not table["hidden"]} == set()
    page = served.get("/register/v_task")[1]
    assert "Nhiệm vụ / Tasks" in page
    assert "Sổ theo dõi nhiệm vụ / Register of tasks" in served.get("/")[1]
    needed = {"subject": "SXD", "period": "2026-10", "days": "14"}
    names = [query["name"] for query in about["queries"]]
    assert len(names) >= 8
    for query in about["queries"]:
        assert " / " in query["title"]
        asked = {name: needed[name] for name in re.findall(r":(\w+)", query["sql"])}
        rows = served.rows(query["name"], **asked)
        assert rows, query["name"]
        status, shown = served.get(f"/register/{query['name']}", **asked)
        assert status == 200
        assert "error" not in shown.lower().split("<script")[0]
    overdue = sum(row["overdue"] for row in served.rows("overdue-by-unit"))
    assert overdue == len(served.clerk.codes("--status", "overdue"))


def test_it_follows_what_is_written(served: Served) -> None:
    """A clerk works on meanwhile, and the next click shows it."""
    clerk = served.clerk
    task = served.rows("v_task", status="in-progress", _size="1")[0]
    clerk.ok("log", task["code"], "Đã trình", "--percent", "99")
    [row] = served.rows("v_task", code=task["code"])
    assert (row["percent"], row["last_progress_on"]) == (99.0, "2026-11-22")
    clerk.check()


def test_the_file_of_titles_knows_every_table_and_view() -> None:
    """One that a later version adds would be shown without a word, or in the way."""
    text = (FOLDER / "metadata.yaml").read_text(encoding="utf-8")
    hidden = set(re.findall(r"^      (\w+): \{hidden: true\}$", text, re.M))
    assert hidden == {*migrations.expected()[1], "_sqlite_migrations"}
    titled = re.findall(r"^      (v_\w+):\n        title: .+ / .+\n        description: >-\n", text, re.M)
    assert tuple(titled) == NAMES


def test_the_script_says_what_is_wrong(tmp_path: Path) -> None:
    """Before anything is installed or started."""
    for words, code, says in (((), 2, "Usage:"), ((str(tmp_path / "none.db"),), 3, "There is no file")):
        done = subprocess.run(
            ["bash", str(FOLDER / "serve.sh"), *words],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert (done.returncode, done.stdout) == (code, "")
        assert says in done.stderr
