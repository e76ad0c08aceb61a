"""What may have been meant by a name that is not there; asked by refusals alone."""

from collections.abc import Iterator, Sequence

from tasktrack.store.connect import Connection

_NEIGHBOURS = 5


def units(db: Connection) -> Iterator[tuple[str, str]]:
    """Yield every spelling of every unit: code, name and other names, each with `CODE (name)`."""
    rows = db.execute(
        "SELECT code, name, code AS spelling FROM unit WHERE voided IS NULL"
        " UNION ALL SELECT code, name, name FROM unit WHERE voided IS NULL"
        " UNION ALL SELECT u.code, u.name, a.alias FROM unit_alias a JOIN unit u ON u.id = a.unit"
        " WHERE a.voided IS NULL AND u.voided IS NULL ORDER BY code"
    )
    for row in rows:
        yield row["spelling"], f"{row['code']} ({row['name']})"


def officers(db: Connection) -> Iterator[tuple[str, str]]:
    """Yield code and name of every officer, each with `CODE (name)`."""
    for row in db.execute("SELECT code, name FROM officer WHERE voided IS NULL ORDER BY code"):
        for spelling in (row["code"], row["name"]):
            yield spelling, f"{row['code']} ({row['name']})"


def tasks(db: Connection, codes: Sequence[str]) -> dict[str, str]:
    """Return those of the codes that tasks have, with their titles, in the order given."""
    marks = ", ".join("?" for _code in codes)
    rows = db.execute(f"SELECT code, title FROM task WHERE code IN ({marks}) AND voided IS NULL", codes)
    titles = {row["code"]: row["title"] for row in rows}
    return {code: titles[code] for code in codes if code in titles}


def task_keys(db: Connection, word: str) -> list[tuple[str, str]]:
    """Return keys of tasks that stand beside a word in alphabetical order, with their titles."""
    columns = "SELECT key, title FROM task WHERE voided IS NULL AND key IS NOT NULL AND key"
    after = db.execute(f"{columns} > ? ORDER BY key LIMIT {_NEIGHBOURS}", (word,)).fetchall()
    before = db.execute(f"{columns} < ? ORDER BY key DESC LIMIT {_NEIGHBOURS}", (word,)).fetchall()
    return [(row["key"], row["title"]) for row in (*after, *before)]


def periods(db: Connection, kind: str) -> list[str]:
    """Return the keys of the periods of a kind, newest first."""
    rows = db.execute("SELECT key FROM period WHERE kind = ? ORDER BY starts_on DESC", (kind,))
    return [str(row["key"]) for row in rows]
