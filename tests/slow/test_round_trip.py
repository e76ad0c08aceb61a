"""Tables go out and come in again equal to the byte: many random ones, and one of 100,000 tasks."""

import random
from pathlib import Path

import exchange
import pytest
from exchange import OFFICERS, UNITS, Office
from hypothesis import HealthCheck, given, settings

MANY = 100_000
WORDS = ("Báo cáo", 'kế hoạch "năm"', "rà soát; bổ sung", "=1+1", "thẩm định,", "trình\nký", "So\u031b\u0309")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round-trip")


@pytest.fixture(scope="module")
def office(folder: Path) -> Office:
    return Office(folder, "started").start(*exchange.own_tables(folder))


@pytest.mark.slow
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(rows=exchange.TASK_ROWS)
def test_random_tables_of_tasks(office: Office, rows: list[dict[str, str]]) -> None:
    exchange.goes_round(office, "task", exchange.written(exchange.TASK_COLUMNS, rows), "--elsewhere")


@pytest.mark.slow
def test_a_hundred_thousand_tasks(office: Office) -> None:
    """With keys and without, wholes before and after their parts, names in every spelling."""
    chance = random.Random(2026)
    rows = [_row(chance, number) for number in range(MANY)]
    first = office.copy("first")
    assert first.give("task", exchange.written(exchange.TASK_COLUMNS, rows)) == 0
    exported = first.table("task", "--elsewhere")
    assert exported.count(b",#") >= MANY // 5
    assert exported.count(b",K") >= MANY // 10
    second = office.copy("second")
    assert second.give("task", exported) == 0
    assert second.table("task", "--elsewhere") == exported
    before = second.path.read_bytes()
    assert second.give("task", exported) == 0
    assert second.give("task", second.table("task")) == 0
    assert second.path.read_bytes() == before
    second.ok("verify")


def _row(chance: random.Random, number: int) -> dict[str, str]:
    parent = f"K{number + chance.choice((-41, -3, 1, 9))}" if number % 5 == 1 else ""
    is_part = bool(parent) and int(parent[1:]) % 5 in (0, 2, 3) and 0 <= int(parent[1:]) < MANY
    return {
        "key": f"K{number}" if number % 5 != 4 else "",
        "title": f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number if number % 11 else ''}",
        "lead": chance.choice(UNITS[:2]),
        "support": chance.choice(("", ";".join(UNITS[2:]))),
        "officer": chance.choice(("", *OFFICERS)),
        "coefficient": chance.choice(("", "0,8")),
        "assigned_on": f"2026-10-{chance.randint(1, 30):02}",
        "due_on": "" if is_part else chance.choice(("", "2026-12", "none", "+60d")),
        "document": f"{number // 40}/KL",
        "programme": chance.choice(("", "A;B", "A\\;B")),
        "parent": parent if is_part else "",
    }
