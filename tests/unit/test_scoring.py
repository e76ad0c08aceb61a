"""Scores: marks, own maxima, reasons for what is missing, lines, classes at their bounds."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.interpreter import Missing
from tasktrack.domain.marks import Mark, Owner, check_mark
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_reader import read_scheme
from tasktrack.domain.score_lines import label_of, score_lines
from tasktrack.domain.scoring import Evaluation, Scorer
from tasktrack.errors import Invalid

ROOT = Path(__file__).parents[2]
UNIT_TASKS = (ROOT / "src/tasktrack/data/schemes/unit-tasks.toml").read_text(encoding="utf-8")
TREE = """
[scheme]
code = "tree"
version = 1
title = "Common points and tasks"

[settings.weight]
default = 0.5
[settings.strict]
default = false

[measures.assigned]
formula = "sum(coefficient)"
[measures.delivered]
formula = "sum(done_quantity)"

[[criteria]]
code = "total"
max = 100
formula = "common + weight * tasks"
[[criteria]]
code = "common"
parent = "total"
sum = true
max = 30
[[criteria]]
code = "I"
parent = "common"
sum = true
[[criteria]]
code = "I.1"
parent = "I"
mark = true
max = 5
[[criteria]]
code = "I.2"
parent = "I"
mark = true
max = 5
[[criteria]]
code = "II"
parent = "common"
mark = true
max = 20
[[criteria]]
code = "tasks"
parent = "total"
formula = "140 * delivered / assigned"

[score]
criterion = "total"

[[classes]]
code = "high"
from = 90
conditions = [
  { formula = "delivered >= assigned", label = "all work done" },
  { formula = "not strict or II >= 15", label = "II is at least 15" },
]
[[classes]]
code = "middle"
from = 70
[[classes]]
code = "low"
from = 50

[[tie_breakers]]
formula = "delivered / assigned"
[[tie_breakers]]
formula = "II"
order = "asc"
"""


def read(text: str) -> Scheme:
    """Read a scheme that has no faults."""
    scheme, faults = read_scheme(text)
    assert scheme is not None, faults
    return scheme


SCHEME = read(TREE)
SCORER = Scorer(SCHEME)
WORK: Mapping[str, Fraction | None] = {"assigned": Fraction(10), "delivered": Fraction(9)}


def marks(**points: str) -> dict[str, Mark]:
    """Return marks by criterion, `I_1="4"` or with a maximum `II="9/10"`."""
    found = {}
    for code, text in points.items():
        given, _slash, maximum = text.partition("/")
        found[code.replace("_", ".")] = Mark(Fraction(given), Fraction(maximum) if maximum else None)
    return found


FULL = marks(I_1="4", I_2="5", II="18")


class TestTree:
    """Criteria from formulas, marks and sums."""

    def test_every_criterion(self) -> None:
        evaluation = SCORER.evaluate(WORK, FULL)
        values = {code: evaluation.values[code] for code in SCHEME.by_code}
        assert values == {"total": 90, "common": 27, "I": 9, "I.1": 4, "I.2": 5, "II": 18, "tasks": 126}
        assert (evaluation.score, evaluation.points, evaluation.maximum) == (90, 90, 100)
        assert evaluation.reason is None

    def test_own_maxima(self) -> None:
        maxima = SCORER.evaluate(WORK, marks(I_1="2.5/2.5", I_2="5", II="8/10")).maxima
        assert (maxima["I"], maxima["common"], maxima["total"]) == (Fraction("7.5"), Fraction("17.5"), 100)

    def test_a_mark_may_stand_above(self) -> None:
        """Published tables often have totals only."""
        evaluation = SCORER.evaluate(WORK, marks(common="27"))
        assert evaluation.score == 90
        assert evaluation.values["I.1"] == Missing("marked-above", "common")
        assert evaluation.maxima["common"] == 30
        assert SCORER.evaluate(WORK, marks(common="9/10")).maxima["common"] == 10

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            (marks(common="9", I_2="1"), "common and I.2 are both marked"),
            (marks(I="9", I_2="1"), "I and I.2 are both marked"),
            (marks(tasks="1"), "reckoned, not marked"),
            (marks(II="20.5"), "20.5 points of II are not between 0 and 20"),
            (marks(II="11/10"), "11 points of II are not between 0 and 10"),
            (marks(II="-1"), "-1 points"),
            (marks(II="1/21"), "maximum 21 of II"),
            (marks(II="0/-1"), "maximum -1 of II"),
        ],
    )
    def test_refused_marks(self, given: dict[str, Mark], said: str) -> None:
        with pytest.raises(Invalid, match=said.replace(".", r"\.")) as refused:
            SCORER.evaluate(WORK, given)
        assert "tasktrack mark set PERIOD SUBJECT " in refused.value.remedy

    def test_a_refusal_names_whose_mark_it_is_and_the_command_that_mends_it(self) -> None:
        with pytest.raises(Invalid) as refused:
            SCORER.evaluate(WORK, marks(I_1="1", II="21"), Owner("2026-11", "STC"))
        assert refused.value.message == "STC: 21 points of II are not between 0 and 20."
        command = f"tasktrack mark set 2026-11 STC II none --scheme {SCHEME.code}"
        assert refused.value.remedy == f"Correct the mark, or take it out: {command}."

    def test_marks_of_criteria_that_are_gone_count_for_nothing(self) -> None:
        """Another version of the scheme had them."""
        evaluation = SCORER.evaluate(WORK, FULL | marks(III="99"))
        assert evaluation == SCORER.evaluate(WORK, FULL)
        assert "III" not in evaluation.marks

    @pytest.mark.parametrize(
        ("code", "beside", "said"),
        [
            ("III", {}, "no criterion III"),
            ("common", marks(I_2="1"), "common and I.2 are both marked"),
            ("I.2", marks(common="9"), "common and I.2 are both marked"),
        ],
    )
    def test_a_mark_that_cannot_be_set(self, code: str, beside: dict[str, Mark], said: str) -> None:
        with pytest.raises(Invalid, match=said):
            check_mark(SCHEME, code, Mark(Fraction(1)), beside)

    def test_other_marks_do_not_stand_in_the_way(self) -> None:
        """One mark is checked at a time: another that no longer fits is mended by its own command."""
        check_mark(SCHEME, "II", Mark(Fraction(1)), marks(I_1="99", III="1"))


class TestNothingIsNotZero:
    """What cannot be reckoned has a reason and no number."""

    @pytest.mark.parametrize(
        ("measures", "given", "reason"),
        [
            ({}, FULL, Missing("nothing-assigned", "delivered")),
            ({"assigned": None, "delivered": None}, FULL, Missing("nothing-assigned", "delivered")),
            (
                {"assigned": Fraction(0), "delivered": Fraction(0)},
                FULL,
                Missing("nothing-assigned", "assigned"),
            ),
            (WORK, {}, Missing("not-marked", "I.1")),
            (WORK, marks(I_1="1", II="1"), Missing("not-marked", "I.2")),
            (WORK, marks(I="1"), Missing("not-marked", "II")),
        ],
    )
    def test_reason(
        self, measures: dict[str, Fraction | None], given: dict[str, Mark], reason: Missing
    ) -> None:
        evaluation = SCORER.evaluate(measures, given)
        assert (evaluation.score, evaluation.reason) == (None, reason)
        assert SCORER.classify(evaluation).outcome == "no-score"

    def test_unmarked_may_be_zero(self) -> None:
        settings, faults = SCHEME.with_settings({"missing_marks": "zero"})
        assert faults == []
        scorer = Scorer(SCHEME, settings)
        assert scorer.evaluate(WORK, marks(II="18")).score == 81
        # Below a mark nothing is missing, and nothing is zero either.
        assert scorer.evaluate(WORK, marks(I="9", II="18")).values["I.2"] == Missing("marked-above", "I")

    def test_no_share_of_nothing(self) -> None:
        index = Scorer(
            read(TREE.replace('criterion = "total"', 'criterion = "common"\nshare_of_maximum = true'))
        )
        evaluation = index.evaluate(WORK, marks(common="0/0"))
        assert (evaluation.points, evaluation.score) == (0, None)
        assert evaluation.reason == Missing("nothing-assigned", "common")


def test_settings_are_read() -> None:
    settings, _faults = SCHEME.with_settings({"weight": "0.25"})
    assert Scorer(SCHEME, settings).evaluate(WORK, FULL).score == Fraction("58.5")


class TestLines:
    """An explanation, line by line."""

    def test_lines(self) -> None:
        lines = score_lines(SCHEME, SCORER.evaluate(WORK, FULL))
        assert [(line.level, line.code, line.source, line.substituted) for line in lines] == [
            (0, "total", "formula", "27 + 0.5 * 126"),
            (1, "common", "sum", "9 + 18"),
            (2, "I", "sum", "4 + 5"),
            (3, "I.1", "mark", ""),
            (3, "I.2", "mark", ""),
            (2, "II", "mark", ""),
            (1, "tasks", "formula", "140 * 9 / 10"),
            (0, "assigned", "measure", ""),
            (0, "delivered", "measure", ""),
        ]
        by_code = {line.code: line for line in lines}
        assert (by_code["common"].formula, by_code["common"].points, by_code["common"].maximum) == (
            "I + II",
            27,
            30,
        )
        # A ratio or a helping number is a value, not points.
        assert (by_code["tasks"].value, by_code["tasks"].points) == (126, None)
        assert by_code["assigned"].formula == "sum(coefficient)"

    def test_lines_are_known_by_their_codes(self) -> None:
        """What was frozen without words gets them back from the scheme."""
        text = TREE.replace('criterion = "total"', 'criterion = "common"\nshare_of_maximum = true')
        scheme = read(text)
        lines = score_lines(scheme, Scorer(scheme).evaluate(WORK, FULL))
        unmarked = [line for line in lines if line.source != "mark"]
        assert len(unmarked) == 7
        assert [label_of(scheme, line.code) for line in unmarked] == [
            (line.label, line.formula) for line in unmarked
        ]
        assert label_of(scheme, "II")[1] == ""
        label, formula = label_of(scheme, "gone")
        assert (label("vi"), formula) == ("gone", "")

    def test_lines_without_numbers(self) -> None:
        by_code = {line.code: line for line in score_lines(SCHEME, SCORER.evaluate({}, marks(I="1")))}
        assert by_code["total"].substituted == "– + 0.5 * –"
        assert by_code["tasks"].substituted == "140 * – / –"
        assert (by_code["I"].source, by_code["I"].points) == ("mark", 1)
        assert by_code["I.1"].reason == Missing("marked-above", "I")
        assert by_code["assigned"].reason == Missing("nothing-assigned", "assigned")

    def test_the_share_of_the_maximum_is_a_line(self) -> None:
        text = TREE.replace('criterion = "total"', 'criterion = "common"\nshare_of_maximum = true')
        scheme = read(text)
        evaluation = Scorer(scheme).evaluate(WORK, marks(common="6/9"))
        (line,) = [line for line in score_lines(scheme, evaluation) if line.source == "share"]
        assert (line.formula, line.substituted) == ("common / max * 100", "6 / 9 * 100")
        assert line.value == evaluation.score == Fraction(200, 3)


def scored(points: Fraction, *, done: int = 10, second: int = 20) -> Evaluation:
    """Evaluate a subject whose total is `points`."""
    plain = read(
        TREE.replace('"common + weight * tasks"', '"points"').replace(
            '[[criteria]]\ncode = "total"',
            '[[criteria]]\ncode = "points"\nmark = true\n[[criteria]]\ncode = "total"',
        )
    )
    given = {"points": Mark(points), "II": Mark(Fraction(second))}
    return Scorer(plain).evaluate({"assigned": Fraction(10), "delivered": Fraction(done)}, given)


class TestClasses:
    """Bounds are inclusive and exact; conditions are shown, never passed over."""

    @pytest.mark.parametrize("hair", [Fraction(1, 10**9), Fraction(1, 3 * 10**12), Fraction(1, 7)])
    @pytest.mark.parametrize(("bound", "upper", "lower"), [(90, "high", "middle"), (70, "middle", "low")])
    def test_at_the_bound(self, bound: int, upper: str, lower: str, hair: Fraction) -> None:
        assert code_of(scored(Fraction(bound))) == upper
        assert code_of(scored(bound + hair)) == upper
        assert code_of(scored(bound - hair)) == lower

    @pytest.mark.parametrize(("shares", "code"), [((90, 90, 90), "excellent"), ((50, 50, 50), "completed")])
    def test_unit_tasks_at_90_and_50(self, shares: tuple[int, int, int], code: str) -> None:
        """Thirds of hundredths are no reason to fall below a bound."""
        scheme = read(UNIT_TASKS)
        scorer = Scorer(scheme)
        evaluation = scorer.evaluate(thirds(shares, Fraction(0)))
        band = scorer.classify(evaluation).proposed
        assert band is not None
        assert (evaluation.score, band.code) == (shares[0], code)
        below = scorer.classify(scorer.evaluate(thirds(shares, Fraction(1, 10**9)))).proposed
        assert below is not None
        assert below.code != code

    def test_below_all(self) -> None:
        result = SCORER.classify(scored(Fraction(50) - Fraction(1, 10**9)))
        assert (result.outcome, result.proposed) == ("below-all", None)

    def test_a_failed_condition_proposes_nothing(self) -> None:
        result = SCORER.classify(scored(Fraction(95), done=9))
        assert result.outcome == "points-ok-condition-failed"
        assert result.proposed is None
        assert result.band is not None
        assert result.band.code == "high"
        assert [condition.label("en") for condition in result.failed] == ["all work done"]

    def test_conditions_read_settings(self) -> None:
        settings, _faults = SCHEME.with_settings({"strict": True})
        strict = Scorer(SCHEME, settings)
        values = dict(scored(Fraction(95), second=14).values) | {"strict": Fraction(1)}
        evaluation = Evaluation(values, {}, {}, Fraction(95), None, Fraction(95), None)
        assert [condition.label() for condition in strict.classify(evaluation).failed] == [
            "II is at least 15"
        ]

    def test_a_condition_that_cannot_be_reckoned_does_not_hold(self) -> None:
        evaluation = Evaluation(
            dict(scored(Fraction(95)).values) | {"assigned": Missing("nothing-assigned", "assigned")},
            {},
            {},
            Fraction(95),
            None,
            Fraction(95),
            None,
        )
        assert SCORER.classify(evaluation).outcome == "points-ok-condition-failed"


def code_of(evaluation: Evaluation) -> str:
    """Return the code of the proposed class."""
    band = SCORER.classify(evaluation).proposed
    assert band is not None
    return band.code


def thirds(shares: tuple[int, int, int], less: Fraction) -> dict[str, Fraction | None]:
    """Return measures whose a, b and c are `shares` percent, over an awkward denominator."""
    assigned = Fraction(7, 3)
    a, b, c = (Fraction(share, 100) * assigned for share in shares)
    return {
        "assigned": assigned,
        "delivered": a,
        "sound_quarters": 4 * b,
        "punctual_quarters": 4 * c - less,
        "tasks": Fraction(3),
        "tasks_on_time": Fraction(1),
        "tasks_overdue": Fraction(0),
    }


def test_tie_breakers_have_values() -> None:
    assert SCORER.breakers(SCORER.evaluate(WORK, FULL)) == (Fraction(9, 10), 18)
    assert SCORER.breakers(SCORER.evaluate({}, {})) == (None, None)


quantities = st.integers(0, 5000)


@given(
    st.lists(st.tuples(quantities, quantities, st.integers(0, 6), st.integers(0, 6)), min_size=1), quantities
)
def test_laws_of_unit_tasks(tasks: list[tuple[int, int, int, int]], more: int) -> None:
    """A score lies between 0 and 100, hangs on no order, and never falls when more is done."""
    scorer = Scorer(read(UNIT_TASKS))
    score = scorer.evaluate(unit_measures(tasks)).score
    if not any(assigned for assigned, *_rest in tasks):
        assert score is None
        return
    assert score is not None
    assert 0 <= score <= 100
    assert scorer.evaluate(unit_measures(tasks[::-1])).score == score
    assigned, done, late, failed = tasks[0]
    better = scorer.evaluate(unit_measures([(assigned, done + more, late, failed), *tasks[1:]])).score
    assert better is not None
    assert better >= score


def unit_measures(tasks: list[tuple[int, int, int, int]]) -> dict[str, Fraction | None]:
    """Measure tasks of coefficient 1: assigned, done (thousandths), times late, failed reviews."""
    return {
        "assigned": Fraction(sum(assigned for assigned, *_rest in tasks), 1000),
        "delivered": Fraction(sum(done for _assigned, done, *_rest in tasks), 1000),
        "punctual_quarters": Fraction(sum(done * max(0, 4 - late) for _a, done, late, _f in tasks), 1000),
        "sound_quarters": Fraction(sum(done * max(0, 4 - failed) for _a, done, _l, failed in tasks), 1000),
    }
