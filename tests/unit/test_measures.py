"""Measures: SQL over task_fact against direct evaluation on Fractions."""

import csv
import sqlite3
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import event, given, reject
from hypothesis import strategies as st

from tasktrack.domain.facts import FACTS
from tasktrack.domain.formula_parser import FormulaFault
from tasktrack.domain.interpreter import over_rows
from tasktrack.domain.labels import plain
from tasktrack.domain.measures import Measure, read_measure, select_list
from tasktrack.domain.scheme_reader import read_scheme
from tasktrack.domain.scoring import Scorer
from tasktrack.errors import Invalid

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parents[1] / "data"
Row = Mapping[str, int | str]
PLAIN: Row = {name: fact.words[0] if fact.words else 0 for name, fact in FACTS.items()} | {
    "planned": 1,
    "coefficient": 1000,
    "assigned_quantity": 1000,
}


def measure(text: str, name: str = "m") -> Measure:
    """Compile one measure."""
    return read_measure(name, plain(name), text)


def ask(measures: Sequence[Measure], rows: Sequence[Row]) -> dict[str, Fraction | None]:
    """Run the measures in one pass over a task_fact that holds `rows`, all of one subject."""
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE TABLE task_fact (subject, {', '.join(FACTS)})")
    places = ", ".join("?" * (len(FACTS) + 1))
    db.executemany(
        f"INSERT INTO task_fact VALUES ({places})", [("S", *(row[name] for name in FACTS)) for row in rows]
    )
    select = select_list(measures)
    query = f"SELECT subject, {', '.join(select.columns)} FROM task_fact GROUP BY subject"
    found = db.execute(query, select.parameters).fetchone()
    db.close()
    numbers = found[1:] if found else [None] * len(measures)
    return {measure.name: measure.value(number) for measure, number in zip(measures, numbers, strict=True)}


def natural(row: Row) -> dict[str, Fraction | str]:
    """Return a row in the units an author writes: 0.8 for 800 thousandths."""
    return {
        name: value if isinstance(value, str) else Fraction(value, FACTS[name].scale)
        for name, value in row.items()
    }


def directly(formula: Measure, rows: Sequence[Row]) -> Fraction | None:
    """Evaluate a measure without SQL."""
    return over_rows(formula.formula.root, formula.formula.text, [natural(row) for row in rows])


THREE: list[Row] = [
    {**PLAIN, "assigned_quantity": 5000, "done_quantity": 3000, "percent": 5025},
    {
        **PLAIN,
        "coefficient": 2700,
        "assigned_quantity": 3000,
        "done_quantity": 4000,
        "done": 1,
        "late_count": 3,
        "percent": 10000,
    },
    {**PLAIN, "coefficient": 3700, "done_quantity": 800, "done": 1, "late_count": 6, "kind": "adhoc"},
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count()", "3"),
        ("count(done)", "2"),
        ("count(late_count)", "2"),
        ("count(done and late_count > 3)", "1"),
        ("count(not done)", "1"),
        ("count(kind == 'adhoc')", "1"),
        ("count('adhoc' != kind or role == 'support')", "2"),
        ("sum(coefficient * assigned_quantity)", "16.8"),
        ("sum(coefficient * done_quantity * max(0, 1 - 0.25 * late_count))", "5.7"),
        ("sum(done_quantity - assigned_quantity)", "-1.2"),
        ("sum(iif(done, 0.5, done_quantity))", "4"),
        ("sum(min(assigned_quantity, 2, coefficient))", "4"),
        ("sum(percent >= 50.5)", "1"),
        ("sum(percent)", "150.25"),
        ("2 * count(done) - count()", "1"),
        ("iif(count(done) >= 2, sum(done_quantity), 0)", "7.8"),
        ("max(count(done), 2.5)", "2.5"),
        ("-count() + -1", "-4"),
        ("sum(done) == 2 and not count(overdue)", "1"),
    ],
)
def test_a_measure(text: str, expected: str) -> None:
    """SQL and direct evaluation both give what was worked out by hand."""
    assert ask([measure(text)], THREE) == {"m": Fraction(expected)}
    assert directly(measure(text), THREE) == Fraction(expected)


@pytest.mark.parametrize("text", ["count()", "sum(done)", "4 + count(done)", "iif(count() > 0, 1, 2)"])
def test_no_rows_no_value(text: str) -> None:
    assert ask([measure(text)], []) == {"m": None}
    assert directly(measure(text), []) is None


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("4", 1, "neither adds up nor counts"),
        ("done", 1, "neither adds up nor counts"),
        ("count() + done", 11, "outside sum and count"),
        ("sum(sum(done))", 5, "inside one another"),
        ("sum()", 1, "one expression"),
        ("sum(done, overdue)", 1, "one expression"),
        ("count(a, b)", 1, "one expression"),
        ("sum(coeficient)", 5, "not known"),
        ("sum(state)", 5, "not known"),
        ("sum(kind)", 5, "is a word"),
        ("sum('adhoc')", 5, "only be compared"),
        ("count(kind == 'ad-hoc')", 15, "never 'ad-hoc'"),
        ("count(kind < 'adhoc')", 7, "only be compared"),
        ("count(done == 'adhoc')", 7, "only be compared"),
        ("count('adhoc' == 'adhoc')", 7, "only be compared"),
        ("count(kind == role)", 7, "is a word"),
        ("count() + (kind == 'adhoc')", 12, "only be compared"),
        ("sum(done) / count()", 1, "does not divide"),
        ("sum(coefficient * done_quantity * coefficient * done_quantity)", 5, "too large"),
        ("sum(coefficient * done_quantity * (4 - late_days) * 4)", 5, "too large"),
        ("sum(done * 0.000001 * 0.000001 * 0.1)", 5, "too large"),
        ("999999999 + sum(done * 0.000001 * 0.000001)", 1, "too large"),
    ],
)
def test_refused(text: str, column: int, said: str) -> None:
    with pytest.raises(FormulaFault) as refused:
        measure(text)
    assert refused.value.column == column
    assert said in refused.value.message
    assert refused.value.remedy


def test_what_is_bounded_is_not_too_large() -> None:
    assert measure("sum(coefficient * done_quantity * max(0, 4 - late_days))").sql.scale == 10**6


def test_words_are_bound_and_never_written() -> None:
    """Parameters stand in the order of the question marks, over several measures."""
    measures = [
        measure("sum(iif(role == 'lead', coefficient, iif(kind != 'adhoc', 2, 3)))", "one"),
        measure("count(urgency == 'express') + count(kind == 'regular')", "two"),
    ]
    select = select_list(measures)
    assert select.parameters == ("lead", "adhoc", "express", "regular")
    assert select.scales == (1000, 1)
    assert not any(word in column for word in select.parameters for column in select.columns)
    rows = [{**PLAIN, "urgency": "express"}, {**PLAIN, "kind": "regular", "role": "support"}]
    assert ask(measures, rows) == {"one": 3, "two": 2}


def test_row_terms_add_up_to_their_aggregates() -> None:
    """What each task adds can be listed: the terms of all rows are the measure."""
    whole = measure("2 * sum(coefficient * done_quantity) - count(kind == 'adhoc') + count()")
    assert [term.text for term in whole.row_terms] == [
        "sum(coefficient * done_quantity)",
        "count(kind == 'adhoc')",
        "count()",
    ]
    db = sqlite3.connect(":memory:")
    db.execute(f"CREATE TABLE task_fact ({', '.join(FACTS)})")
    for row in THREE:
        values = [row[name] for name in FACTS]
        db.execute(f"INSERT INTO task_fact VALUES ({', '.join('?' * len(FACTS))})", values)
    terms = []
    for term in whole.row_terms:
        rows = db.execute(f"SELECT {term.row.text} FROM task_fact", term.row.parameters)
        terms.append([Fraction(number, term.row.scale) for (number,) in rows])
    db.close()
    assert terms == [[3, Fraction("10.8"), Fraction("2.96")], [0, 0, 1], [1, 1, 1]]
    assert 2 * sum(terms[0]) - sum(terms[1]) + sum(terms[2]) == ask([whole], THREE)["m"]


def test_a_float_from_sqlite_is_refused() -> None:
    """Past 64 bits SQLite goes on with floats: such a row is never scored."""
    beyond: Row = {**PLAIN, "coefficient": 2**40, "done_quantity": 2**40}
    with pytest.raises(Invalid, match="not a whole number"):
        ask([measure("sum(coefficient * done_quantity)")], [beyond])


def test_the_handbook_of_2026() -> None:
    """a 89.642857 %, b 68.779762 %, c 41.726190 %, R 66.72 %, 76.70 points with 30 common ones."""
    scheme, faults = read_scheme((ROOT / "src/tasktrack/data/schemes/unit-tasks.toml").read_text("utf-8"))
    assert scheme is not None, faults
    with (DATA / "handbook-2026.csv").open(encoding="utf-8", newline="") as file:
        rows = [handbook_row(line) for line in csv.DictReader(file)]
    measures = ask(scheme.measures, rows)
    assert measures["assigned"] == Fraction("16.8")
    assert measures["delivered"] == Fraction("15.06")
    evaluation = Scorer(scheme).evaluate(measures)
    shares = [evaluation.values[code] for code in "abc"]
    assert shares == [Fraction("15.06") / Fraction("16.8"), Fraction(2311, 3360), Fraction(701, 1680)]
    printed = [round(share * 100, 6) for share in shares if isinstance(share, Fraction)]
    assert printed == [Fraction("89.642857"), Fraction("68.779762"), Fraction("41.726190")]
    assert evaluation.score is not None
    assert round(evaluation.score, 2) == Fraction("66.72")
    assert round(30 + evaluation.score * 70 / 100, 2) == Fraction("76.70")


def handbook_row(line: Mapping[str, str]) -> Row:
    """Return a row of the handbook's table as facts; its late counts are days."""
    coefficient, assigned, done = (
        int(Fraction(line[name]) * 1000) for name in ("coef", "assigned_qty", "done_qty")
    )
    return {
        **PLAIN,
        "coefficient": coefficient,
        "assigned_quantity": assigned,
        "done_quantity": done,
        "done": 1,
        "late_count": int(line["late_days"]),
        "failed_reviews": int(line["failed_reviews"]),
    }


NUMBERS = [name for name, fact in FACTS.items() if not fact.words]
SMALL = {"coefficient": 5000, "assigned_quantity": 20000, "done_quantity": 20000, "percent": 10000}
facts = st.fixed_dictionaries(
    {
        name: st.sampled_from(fact.words)
        if fact.words
        else st.integers(0, SMALL.get(name, min(6, fact.most)))
        for name, fact in FACTS.items()
    }
)
leaves = st.one_of(
    st.sampled_from(NUMBERS),
    st.sampled_from(["0", "1", "2", "0.25", "3.5", "kind == 'adhoc'", "role != 'lead'"]),
)


def combined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Combine expressions by every construct that both interpreters know."""
    two = st.tuples(parts, parts)
    return st.one_of(
        st.builds(
            lambda pair, sign: f"({pair[0]}) {sign} ({pair[1]})",
            two,
            st.sampled_from(["+", "-", "*", "<", "<=", ">", ">=", "==", "!=", "and", "or"]),
        ),
        st.builds(lambda pair, name: f"{name}({pair[0]}, {pair[1]})", two, st.sampled_from(["min", "max"])),
        st.builds("iif({}, {}, {})".format, parts, parts, parts),
        st.builds("-({})".format, parts),
        st.builds("not ({})".format, parts),
    )


expressions = st.recursive(leaves, combined, max_leaves=8)


@pytest.mark.slow
@given(st.lists(facts, max_size=5), expressions, expressions, st.sampled_from(["+", "-", "<", "=="]))
def test_sql_equals_fractions(rows: list[Row], one: str, other: str, sign: str) -> None:
    """Any measure gives the same exact number compiled to SQL and evaluated directly."""
    try:
        both = measure(f"sum({one}) {sign} count({other})")
    except FormulaFault as fault:
        event(fault.message.partition(": ")[2])
        reject()
    assert ask([both], rows)["m"] == directly(both, rows)


@pytest.mark.slow
@given(st.lists(facts, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_tasks_does_not_count(rows: list[Row], random: Random) -> None:
    text = "sum(coefficient * done_quantity * max(0, 4 - late_count)) - count(overdue)"
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert ask([measure(text)], rows) == ask([measure(text)], shuffled)
