"""The grammar of formulas, and exact arithmetic over Fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.formula import check_names, read_formula, short
from tasktrack.domain.formula_parser import DEEPEST, LONGEST, FormulaFault
from tasktrack.domain.interpreter import Missing, Value

NOTHING = Missing("nothing-assigned", "assigned")


def value(text: str, **names: Value | int) -> Value:
    """Evaluate a criterion's formula."""
    known = {name: Fraction(number) if isinstance(number, int) else number for name, number in names.items()}
    return read_formula(text, division=True).value(known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("-2 - -3", 1),
        ("7 / 2", Fraction(7, 2)),
        ("1 / 3 + 1 / 3 + 1 / 3", 1),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("0.1 * 3 == 0.3", 1),
        ("123456789.123457", Fraction(123456789123457, 10**6)),
        ("2 < 2", 0),
        ("2 <= 2 and 2 >= 2", 1),
        ("1 != 1 or not 0", 1),
        ("not 5", 0),
        ("3 and 2", 1),
        ("min(3, 2, 4) + max(1, 1.5)", Fraction(7, 2)),
        ("iif(1 > 2, 10, 20)", 20),
        ("sum(1, 2, 3)", 6),
        ("count(1 > 0, 2 > 3, 5)", 2),
        ("\n  1\n  +\n  1\n", 2),
    ],
)
def test_value(text: str, expected: int | Fraction) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "column", "remedy"),
    [
        ("2 ** 3", 1, "a * a"),
        ("1 + a ** b", 5, "a * a"),
        ("1 < a < 3", 1, "a < b and b < c"),
        ("0,25", 1, "with a point"),
        ("1 // 2", 1, "+ - * /"),
        ("5 % 2", 1, "+ - * /"),
        ("a.b", 1, "names, numbers"),
        ("a[0]", 1, "names, numbers"),
        ("lambda: 1", 1, "names, numbers"),
        ("1 if a else 2", 1, "names, numbers"),
        ("[a]", 1, "names, numbers"),
        ("+a", 1, "names, numbers"),
        ("a in b", 1, "names, numbers"),
        ("a is b", 1, "names, numbers"),
        ("f'{a}'", 1, "names, numbers"),
        ("(a := 1)", 2, "names, numbers"),
        ("max(*a, 1)", 1, "names, numbers"),
        ("max(a, b, key=c)", 1, "names, numbers"),
        ("1 + open(a)", 5, "sum, count, min, max, iif"),
        ("a.b(1)", 1, "sum, count, min, max, iif"),
        ("1 + min", 5, "min(...)"),
        ("min(1)", 1, "min(a, b)"),
        ("iif(a, b)", 1, "iif(condition"),
        ("1e5", 1, "0.25"),
        ("a + 0x10", 5, "0.25"),
        ("1_000", 1, "0.25"),
        ("3j", 1, "0.25"),
        ("1and 2", 1, "0.25"),
        ("2 * .5", 5, "0.25"),
        ("5.", 1, "0.25"),
        ("1234567890", 1, "9 digits"),
        ("0.1234567", 1, "6 after"),
        ("1 + True", 5, "0.25"),
        ("a # why", 3, "comments"),
        ("a + \\\n b", 5, "comments"),
        ("đ + 1", 1, "plain letters"),
        ("kind == 'đ' and ạ", 17, "plain letters"),
        ("a = 1", 3, "=="),
        ("(a + 1", 1, "brackets"),
        ("a b", 3, "brackets"),
        ("", 1, "brackets"),
        ("a\x00", 1, "brackets"),
        ("b'x'", 1, "0.25"),
        ("9" * 5000, LONGEST + 1, "characters"),
    ],
)
def test_refused(text: str, column: int, remedy: str) -> None:
    with pytest.raises(FormulaFault) as refused:
        read_formula(text, division=True)
    assert refused.value.column == column
    assert refused.value.message.startswith(f"Column {column}: ")
    assert remedy in refused.value.remedy


@pytest.mark.parametrize("text", ["(" * 250 + "1" + ")" * 250, "-" * 1900 + "1", "not " * 400 + "1"])
def test_deep_nesting_is_a_fault(text: str) -> None:
    with pytest.raises(FormulaFault):
        read_formula(text, division=True)


def test_long_sums_are_not_deep() -> None:
    assert value(" + ".join(["1"] * (DEEPEST - 1))) == DEEPEST - 1


def test_division_is_for_criteria() -> None:
    with pytest.raises(FormulaFault, match=r"Column 1: .*does not divide") as refused:
        read_formula("1 / 2", division=False)
    assert "criterion" in refused.value.remedy


@pytest.mark.parametrize("text", ["a + b", "a == 'x'", "count()", "sum()"])
def test_names_are_checked(text: str) -> None:
    with pytest.raises(FormulaFault):
        check_names(read_formula(text, division=True), {"a"})


def test_an_unknown_name_brings_the_nearest() -> None:
    with pytest.raises(FormulaFault) as refused:
        check_names(read_formula("1 + asigned", division=True), {"assigned", "late", "c"})
    assert (refused.value.column, refused.value.remedy) == (5, "Known: assigned.")


class TestNothingIsNotZero:
    """A value that does not exist ends the formula with its reason."""

    @pytest.mark.parametrize(
        "text",
        [
            "a + 1",
            "0 * a",
            "-a",
            "not a",
            "a == a",
            "1 or a",
            "0 and a",
            "min(1, a)",
            "max(a, 1)",
            "sum(a, 1)",
            "count(1, a)",
            "iif(a, 1, 2)",
            "iif(1, a, 2)",
        ],
    )
    def test_it_spreads(self, text: str) -> None:
        assert value(text, a=NOTHING) == NOTHING

    def test_iif_reads_only_its_branch(self) -> None:
        assert value("iif(1, 2, a)", a=NOTHING) == 2
        assert value("iif(b > 0, 10 / b, 7)", b=0) == 7

    def test_division_by_zero_names_the_divisor(self) -> None:
        assert value("1 / (4 * b)", b=0) == Missing("nothing-assigned", "4 * b")

    def test_the_first_reason_counts(self) -> None:
        other = Missing("not-marked", "I.1")
        assert value("a + b", a=other, b=NOTHING) == other

    def test_a_reason_is_stored_and_said(self) -> None:
        assert Missing.read(Missing("not-marked", "a:b").stored()) == Missing("not-marked", "a:b")
        assert Missing("not-marked", "I.1").text() == "criterion I.1 is not marked"
        assert Missing("marked-above", "I").text() == "marked at I"
        assert NOTHING.text() == "nothing assigned in the period"


class TestSubstitution:
    """The author's text, with numbers where the names stood."""

    def test_numbers_stand_in_place(self) -> None:
        formula = read_formula("late / (4 * assigned)", division=True)
        numbers: dict[str, Value] = {"late": Fraction("45.18"), "assigned": Fraction("12.6")}
        assert formula.substituted(numbers) == "45.18 / (4 * 12.6)"

    def test_names_inside_names_and_odd_numbers(self) -> None:
        formula = read_formula("a - aa * a", division=True)
        assert formula.substituted({"a": Fraction(-1, 3), "aa": NOTHING}) == "(-0.333333) - – * (-0.333333)"

    @pytest.mark.parametrize(
        ("number", "text"),
        [("5", "5"), ("-0.5", "-0.5"), ("251/280", "0.896429"), ("1/2000000", "0.000001"), ("100", "100")],
    )
    def test_short(self, number: str, text: str) -> None:
        assert short(Fraction(number)) == text


@given(st.lists(st.decimals(0, 10**8, places=6), min_size=1, max_size=8))
def test_arithmetic_is_exact(numbers: list[object]) -> None:
    """Sums and products of decimals are what the rules of fractions say, to the last digit."""
    exact = [Fraction(str(number)) for number in numbers]
    text = " + ".join(f"{number} * {number}" for number in numbers)
    assert value(text) == sum((number * number for number in exact), Fraction(0))


@given(st.text(alphabet="ab1.()+-*/<>=!, 'minxf#\\\n", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but FormulaFault comes out of a text that is not a formula."""
    try:
        formula = read_formula(text, division=True)
    except FormulaFault as fault:
        seen = (fault.column, fault.remedy)
    else:
        seen = (formula.root.start + 1, formula.text[formula.root.start : formula.root.end])
    assert seen[0] >= 1
    assert seen[1]
