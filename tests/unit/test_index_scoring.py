"""An index: criteria that compute themselves or are marked, surveys, and parts that do not apply."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from tasktrack.domain.interpreter import Missing
from tasktrack.domain.mark_missing import Person, gap
from tasktrack.domain.marks import Mark, markable, may_be_marked
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_reader import read_scheme
from tasktrack.domain.score_lines import ScoreLine, score_lines
from tasktrack.domain.scoring import Evaluation, Scorer
from tasktrack.errors import Invalid

INDEX = """
[scheme]
code = "small-index"
version = 1
title = "A small index"

[measures]
tasks = { formula = "count()" }
done = { formula = "count(done)" }

[[criteria]]
code = "index"
max = 20
sum = true
[[criteria]]
code = "1"
parent = "index"
max = 10
sum = true
[[criteria]]
code = "1.1"
parent = "1"
max = 4
formula = "4 * done / tasks"
mark = true
[[criteria]]
code = "1.2"
parent = "1"
max = 6
mark = true
[[criteria]]
code = "2"
parent = "index"
max = 7
mark = true
survey = true
[[criteria]]
code = "3"
parent = "index"
max = 3
formula = "3 * done / tasks"

[score]
criterion = "index"
share_of_maximum = true
"""
WORK: Mapping[str, Fraction | None] = {"tasks": Fraction(4), "done": Fraction(3)}
IDLE: Mapping[str, Fraction | None] = {}


def read(text: str) -> Scheme:
    """Read a scheme that has no faults."""
    scheme, faults = read_scheme(text)
    assert scheme is not None, faults
    return scheme


SCHEME = read(INDEX)


def evaluated(
    marks: dict[str, Mark], measures: Mapping[str, Fraction | None] = WORK, text: str = INDEX
) -> Evaluation:
    return Scorer(read(text)).evaluate(measures, marks)


def line(evaluation: Evaluation, code: str) -> ScoreLine:
    return next(one for one in score_lines(SCHEME, evaluation) if one.code == code)


def points(text: str) -> Mark:
    """Return a mark, `4` or with a maximum `4/5`."""
    given, _slash, most = text.partition("/")
    return Mark(Fraction(given), Fraction(most) if most else None)


FULL = {"1.2": points("5"), "2": points("6")}
NOTHING = points("0/0")


def test_the_register_computes_and_a_mark_stands_instead() -> None:
    computed = evaluated(FULL)
    assert (computed.points, computed.score) == (Fraction("16.25"), Fraction("81.25"))
    assert (line(computed, "1.1").source, line(computed, "1.1").substituted) == ("formula", "4 * 3 / 4")
    marked = evaluated({**FULL, "1.1": points("2.5")})
    assert marked.points == Fraction("15.75")
    told = line(marked, "1.1")
    assert (told.source, told.value, told.formula) == ("mark", Fraction("2.5"), "4 * done / tasks")
    assert told.substituted == "4 * 3 / 4 = 3"
    assert [line(marked, code).kind for code in ("index", "1.1", "1.2", "2", "3")] == [
        "sum",
        "computed",
        "marked",
        "survey",
        "computed",
    ]


def test_without_a_figure_the_mark_counts_and_only_without_both_is_there_no_score() -> None:
    """Criterion 3 has no mark beside its formula: there the register alone can say."""
    aside = {**FULL, "3": NOTHING}
    assert evaluated(aside, IDLE).reason == Missing("nothing-assigned", "done")
    marked = evaluated({**aside, "1.1": points("2")}, IDLE)
    assert (marked.points, marked.maximum) == (13, 17)
    assert line(marked, "1.1").substituted == "4 * – / – = –"
    as_zero = INDEX.replace("[measures]", '[settings.missing_marks]\ndefault = "zero"\n[measures]')
    assert evaluated(aside, IDLE, as_zero).points == 11
    assert evaluated(FULL, IDLE, as_zero).reason == Missing("nothing-assigned", "done")


def test_a_mark_above_stands_instead_of_what_would_be_reckoned() -> None:
    above = evaluated({"1": points("8"), "2": points("6"), "3": NOTHING})
    assert (above.points, above.maximum) == (14, 17)
    assert above.values["1.1"] == Missing("marked-above", "1")
    with pytest.raises(Invalid, match="index is reckoned, not marked"):
        evaluated({"index": points("15")})  # criterion 3 is reckoned, and not by a mark as well


def test_what_does_not_apply_makes_the_maximum_smaller() -> None:
    """With its whole subtree, reckoned or marked; the index is a share of what is left."""
    found = evaluated({"1": NOTHING, "2": points("6"), "3": NOTHING})
    assert (found.points, found.maximum, found.score) == (6, 7, Fraction(600, 7))
    assert found.values["1.2"] == Missing("marked-above", "1")
    one = evaluated({"1.1": NOTHING, **FULL})
    assert (one.points, one.maximum) == (Fraction("13.25"), 16)
    with pytest.raises(Invalid, match="2 does not apply here"):
        evaluated({"2": points("1/0")})


def test_nothing_of_a_sum_of_points_can_be_set_aside() -> None:
    """Outside an index a reckoned criterion stays reckoned."""
    plain = INDEX.replace("share_of_maximum = true", "")
    with pytest.raises(Invalid, match="3 is reckoned, not marked"):
        evaluated({**FULL, "3": NOTHING}, text=plain)


def test_who_is_asked_for_which_marks() -> None:
    """A survey is for the appraiser to enter; what computes itself nobody has to mark, and everybody may."""
    assert [one.code for one in markable(SCHEME)] == ["1.2", "2"]
    assert [one.code for one in SCHEME.criteria if may_be_marked(one)] == ["1.1", "1.2", "2"]
    person = Person(1, "A", "Unit A", "A", "Unit A", None, None)
    asked = gap(SCHEME, person, (), ())
    assert (asked.unmarked, asked.unconfirmed) == (("1.2",), ("1.2", "2"))
