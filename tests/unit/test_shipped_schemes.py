"""The shipped schemes of organisations and of earlier years: bounds, every condition both ways, both languages."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from tasktrack import i18n
from tasktrack.domain.classes import Classification
from tasktrack.domain.interpreter import Missing
from tasktrack.domain.labels import Label
from tasktrack.domain.marks import Mark
from tasktrack.domain.page import Code
from tasktrack.domain.quota import most
from tasktrack.domain.related import Outcome
from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_reader import read_scheme
from tasktrack.domain.scheme_settings import well_known
from tasktrack.domain.scoring import Evaluation, Scorer
from tasktrack.domain.worked_example import worked_example
from tasktrack.errors import Invalid
from tasktrack.i18n import LANGUAGES
from tasktrack.services import help as pages

FOLDER = Path(__file__).parents[2] / "src/tasktrack/data/schemes"
CODES = (
    "nd335-unit",
    "nd233-unit",
    "nd90",
    "tt01-2018",
    "abc-tt15",
    "pass-qd25",
    "commend-danang",
    "key-tasks",
)
BY_QUALITY = ("nd335-unit", "nd233-unit")
HAIR = Fraction(1, 3 * 10**12)
UNOFFICIAL = re.compile(
    r"\b(?:hàng (?:ngày|tuần|tháng|quý|năm)|uỷ|huỷ|thuỷ|hoá|khoá|toà|qui|quí|kì)\b", re.IGNORECASE
)
Numbers = Mapping[str, int | str | Fraction]


@cache
def shipped(code: str) -> Scheme:
    """Read a shipped scheme."""
    scheme, faults = read_scheme((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    assert scheme is not None, faults
    return scheme


def fractions(numbers: Numbers) -> dict[str, Fraction]:
    return {name: Fraction(value) for name, value in numbers.items()}


def evaluate(
    code: str, measures: Numbers, marks: Numbers, known: Numbers, **settings: object
) -> tuple[Scorer, Evaluation]:
    """Evaluate one subject under a scheme; measures not given are 0, or absent when none is."""
    scheme = shipped(code)
    resolved, faults = scheme.with_settings(settings)
    assert faults == []
    scorer = Scorer(scheme, resolved)
    counted = {one.name: Fraction(0) for one in scheme.measures} | fractions(measures) if measures else {}
    assert counted.keys() <= {one.name for one in scheme.measures}
    given = {name: Mark(points) for name, points in fractions(marks).items()}
    figures = {name: Fraction(0) for name, _label in scheme.figures}
    own = {"head": 0, "leader": 0, "civil_servant": 1, "workdays": 250, "present": 240, "subunits_there": 0}
    return scorer, scorer.evaluate(counted, given, facts=figures | fractions(own) | fractions(known))


def classed(
    code: str, measures: Numbers, marks: Numbers, known: Numbers, **settings: object
) -> Classification:
    scorer, evaluation = evaluate(code, measures, marks, known, **settings)
    return scorer.classify(evaluation)


def said(found: Classification) -> str:
    """Return the class that is proposed, or why there is none."""
    return found.proposed.code if found.proposed else found.outcome


def failed(found: Classification) -> list[str]:
    """Return the formulas of the conditions that do not hold."""
    assert found.outcome == "points-ok-condition-failed"
    return [one.formula.text for one in found.failed]


def labels(scheme: Scheme) -> Iterator[Label]:
    """Yield everything that a scheme says in words."""
    yield from (scheme.title, scheme.legal)
    if scheme.score is not None:
        yield scheme.score.label
    yield from (one.label for one in scheme.measures)
    yield from (label for _name, label in scheme.figures)
    yield from (one.label for one in scheme.criteria)
    for band in scheme.classes:
        yield band.label
        yield from (one.label for one in band.conditions)
    yield from (one.label for one in (*scheme.vetoes, *scheme.gates, *scheme.quotas, *scheme.tie_breakers))
    yield from (one.source for one in scheme.settings.values() if one.source)


@pytest.mark.parametrize("code", CODES)
class TestFiles:
    """What holds of each file."""

    def test_it_is_named_as_its_file(self, code: str) -> None:
        scheme = shipped(code)
        assert (scheme.code, scheme.version) == (code, 2 if code == "tt01-2018" else 1)
        assert scheme.subject == ("officer" if code == "nd90" else "unit")
        assert scheme.longer.by == "window"

    def test_it_speaks_both_languages(self, code: str) -> None:
        words = list(labels(shipped(code)))
        assert len(words) >= 15
        assert all(label("vi") != label("en") for label in words)

    def test_its_vietnamese_is_that_of_legal_texts(self, code: str) -> None:
        text = (FOLDER / f"{code}.toml").read_text(encoding="utf-8")
        assert UNOFFICIAL.findall(text) == []
        assert unicodedata.is_normalized("NFC", text)

    def test_every_setting_that_it_declares_names_its_source(self, code: str) -> None:
        scheme = shipped(code)
        implied = well_known(scheme.subject, quotas=True, dossiers=True)
        assert all(one.source or name in implied for name, one in scheme.settings.items())
        assert scheme.settings["missing_marks"].source or not any(c.source == "mark" for c in scheme.criteria)
        if scheme.measures:
            assert all(scheme.settings[name].source for name in ("scope", "roles"))
        if scheme.quotas:
            assert all(scheme.settings[name].source for name in ("quota_share", "quota_base"))
        if code in BY_QUALITY:
            assert scheme.settings["blocks"].source

    def test_a_made_up_subject_shows_every_line(self, code: str) -> None:
        """As `scheme check` prints it."""
        scheme = shipped(code)
        lines = [line.code for line in worked_example(scheme).lines]
        assert set(lines) == {*scheme.by_code, *(one.name for one in scheme.measures), *dict(scheme.figures)}

    def test_marks_can_be_given(self, code: str) -> None:
        """Full marks, and marks of nothing, fit every criterion."""
        scheme = shipped(code)
        marked = [one for one in scheme.criteria if one.source == "mark"]
        for points in ({one.code: one.maximum or 90 for one in marked}, {one.code: 0 for one in marked}):
            evaluation = evaluate(code, {}, points, {})[1]
            assert all(evaluation.values[one.code] == points[one.code] for one in marked)


@pytest.mark.parametrize(
    ("code", "years"),
    [
        ("nd335-unit", (2026, None)),
        ("nd233-unit", (2026, None)),
        ("nd90", (2020, 2025)),
        ("tt01-2018", (2019, 2025)),
        ("abc-tt15", (None, None)),
        ("pass-qd25", (2022, 2025)),
        ("commend-danang", (None, None)),
        ("key-tasks", (None, None)),
    ],
)
def test_years(code: str, years: tuple[int | None, int | None]) -> None:
    assert shipped(code).years == years


@pytest.mark.parametrize(
    ("code", "periods", "classify"),
    [
        ("nd335-unit", "quarter half year", "year"),
        ("nd233-unit", "quarter half year", "year"),
        ("nd90", "year", "year"),
        ("tt01-2018", "quarter half year", "quarter half year"),
        ("abc-tt15", "half year", "half year"),
        ("pass-qd25", "year", "year"),
        ("commend-danang", "year", "year"),
        ("key-tasks", "half year", "year"),
    ],
)
def test_periods(code: str, periods: str, classify: str) -> None:
    scheme = shipped(code)
    assert (" ".join(scheme.periods), " ".join(scheme.classify)) == (periods, classify)


# Ten tasks of programme and plan, all done in time, three of them above requirement.
PERFECT: Numbers = {
    "tasks": 10,
    "done": 10,
    "on_time": 10,
    "exceeded": 3,
    "programme": 10,
    "programme_done": 10,
}


def points(total: int | Fraction) -> dict[str, Fraction]:
    """Return marks that add up to `total`, at the totals of the two blocks."""
    common = min(Fraction(30), Fraction(total))
    return {"common": common, "results": Fraction(total) - common}


def quality(code: str, total: int | Fraction, *, known: Numbers | None = None, **changed: int) -> str:
    """Return what an organisation with these points is proposed for; `changed` are measures."""
    return said(classed(code, {**PERFECT, **changed}, points(total), known or {}))


@pytest.mark.parametrize("code", BY_QUALITY)
class TestOrganisations:
    """NĐ 335/2025/NĐ-CP Art. 6 to 8, and its table for public service units."""

    def test_the_split_of_the_points(self, code: str) -> None:
        """Thirty and seventy are law; eight items in the decree for organisations."""
        scheme = shipped(code)
        maxima = {one.code: one.maximum for one in scheme.criteria}
        assert (maxima["total"], maxima["common"], maxima["results"]) == (100, 30, 70)
        assert sum(maxima[child] or 0 for child in scheme.by_code["common"].children) == 30
        assert sum(maxima[child] or 0 for child in scheme.by_code["results"].children) == 70
        if code == "nd335-unit":
            assert scheme.by_code["common"].children == ("1", "2", "3")
            assert scheme.by_code["results"].children == ("a", "b", "c", "d", "dd", "e", "g", "h")

    @pytest.mark.parametrize(
        ("bound", "upper", "lower"),
        [(90, "excellent", "good"), (70, "good", "completed"), (50, "completed", "failed")],
    )
    def test_bounds(self, code: str, bound: int, upper: str, lower: str) -> None:
        assert quality(code, bound) == upper
        assert quality(code, bound - HAIR) == lower
        assert quality(code, bound + HAIR) == upper

    @pytest.mark.parametrize("total", [95, 75, 55])
    def test_all_must_be_done(self, code: str, total: int) -> None:
        """From 70% to below 100% done fits no class: a person decides."""
        found = classed(code, {**PERFECT, "done": 9, "on_time": 9}, points(total), {})
        assert "done == tasks" in failed(found)

    @pytest.mark.parametrize("total", [95, 75])
    def test_all_must_be_on_time(self, code: str, total: int) -> None:
        late = {**PERFECT, "on_time": 9, "late": 1}
        assert failed(classed(code, late, points(total), {})) == [
            "on_time + excuse_delays * excused == tasks"
        ]
        assert quality(code, 55, on_time=9, late=1) == "completed"

    def test_a_confirmed_cause_excuses_where_the_office_says_so(self, code: str) -> None:
        late = {**PERFECT, "on_time": 9, "late": 1, "excused": 1}
        assert said(classed(code, late, points(95), {})) == "points-ok-condition-failed"
        assert said(classed(code, late, points(95), {}, excuse_delays=True)) == "excellent"

    @pytest.mark.parametrize("total", [95, 75])
    def test_all_must_be_to_quality(self, code: str, total: int) -> None:
        unsound = {**PERFECT, "unsound": 1}
        assert failed(classed(code, unsound, points(total), {})) == ["not quality_by_reviews or unsound == 0"]
        relaxed = classed(code, unsound, points(total), {}, quality_by_reviews=False)
        assert relaxed.outcome == "classified"
        assert quality(code, 55, unsound=1) == "completed"

    @pytest.mark.parametrize(
        ("exceeded", "tasks", "holds"), [(3, 10, True), (2, 10, False), (4, 13, True), (3, 11, False)]
    )
    def test_at_least_30_percent_above_requirement(
        self, code: str, exceeded: int, tasks: int, holds: bool
    ) -> None:
        same = dict.fromkeys(("tasks", "done", "on_time", "programme", "programme_done"), tasks)
        assert (quality(code, 90, exceeded=exceeded, **same) == "excellent") is holds
        assert quality(code, 89, exceeded=0) == "good"

    def test_no_direct_sub_unit_failed(self, code: str) -> None:
        found = classed(code, PERFECT, points(95), {"subunits_failed": 1})
        assert failed(found) == ["subunits_failed == 0"]
        assert quality(code, 75, known={"subunits_failed": 1}) == "good"

    def test_sub_units_are_classed_first(self, code: str) -> None:
        waiting = {"subunits_open": 1}
        found = classed(code, PERFECT, points(95), waiting)
        assert failed(found) == ["not subunits_first or subunits_open == 0"]
        assert said(classed(code, PERFECT, points(95), waiting, subunits_first=False)) == "excellent"

    def test_shortcomings_are_mended(self, code: str) -> None:
        """Whenever they were pointed out."""
        found = classed(code, PERFECT, points(95), {"shortcomings": 1})
        assert failed(found) == ["shortcomings == 0"]
        assert quality(code, 75, known={"shortcomings": 1}) == "good"
        (figure,) = [one for one in shipped(code).incidents if one.name == "shortcomings"]
        assert (figure.kinds, figure.unfixed, figure.whose) == (("shortcoming",), True, "self")

    @pytest.mark.parametrize(("late", "proposed"), [(2, "completed"), (3, "points-ok-condition-failed")])
    def test_at_most_20_percent_late(self, code: str, late: int, proposed: str) -> None:
        assert quality(code, 60, on_time=10 - late, late=late) == proposed

    @pytest.mark.parametrize("total", [95, 60, 10])
    def test_concluded_wrongdoing_fails(self, code: str, total: int) -> None:
        assert quality(code, total, known={"wrongdoing": 1}) == "failed"

    @pytest.mark.parametrize(("done", "proposed"), [(69, "failed"), (70, "points-ok-condition-failed")])
    def test_less_than_70_percent_of_the_programme_fails(self, code: str, done: int, proposed: str) -> None:
        of_hundred = {"tasks": 100, "done": done, "on_time": done, "programme": 100, "programme_done": done}
        assert quality(code, 95, **of_hundred) == proposed

    def test_sudden_tasks_are_no_part_of_the_programme(self, code: str) -> None:
        """Unless the office counts all."""
        counted = {
            "tasks": 20,
            "done": 10,
            "on_time": 10,
            "programme": 10,
            "programme_done": 10,
            "exceeded": 9,
        }
        assert said(classed(code, counted, points(60), {})) == "points-ok-condition-failed"
        assert said(classed(code, counted, points(60), {}, programme_only=False)) == "failed"

    def test_without_tasks_a_person_decides(self, code: str) -> None:
        """Nothing assigned is not everything done; points below 50 fail all the same."""
        assert said(classed(code, {}, points(95), {})) == "points-ok-condition-failed"
        assert said(classed(code, {}, points(49), {})) == "failed"

    def test_without_marks_there_is_no_score(self, code: str) -> None:
        scorer, evaluation = evaluate(code, PERFECT, {}, {})
        assert evaluation.reason == Missing("not-marked", "1")
        assert scorer.classify(evaluation).outcome == "no-score"

    def test_the_quota(self, code: str) -> None:
        scheme = shipped(code)
        (quota,) = scheme.quotas
        assert (quota.code, quota.beside, quota.within) == ("excellent", "good", ("authority",))
        assert (quota.small_under, quota.small_most) == ((5, 1) if code == "nd233-unit" else (0, 0))
        assert (scheme.settings["quota_share"].default, scheme.settings["quota_base"].default) == (
            20,
            "good_only",
        )
        assert [most(20, classed, "good_only") for classed in (5, 6, 11, 12)] == [0, 1, 1, 2]

    def test_sub_units_by_their_classes(self, code: str) -> None:
        """A class counts as it stands, also where a fault decided it; who has none yet is not failed."""
        failed_ones, waiting = shipped(code).results
        rows = [Outcome(Fraction(95), "failed"), Outcome(Fraction(40), "good"), Outcome(None, None)]
        assert (failed_ones.value(rows), waiting.value(rows)) == (1, 1)
        assert (failed_ones.value([]), waiting.value([])) == (0, 0)
        assert {one.whose for one in (failed_ones, waiting)} == {"subunits"}
        of = (code,) if code == "nd233-unit" else (code, "nd233-unit")
        assert {one.of for one in (failed_ones, waiting)} == {of}
        assert shipped(code).uses == of[1:]

    def test_a_quarter_has_a_band_only(self, code: str) -> None:
        scorer, evaluation = evaluate(code, {**PERFECT, "done": 1}, points(95), {"wrongdoing": 1})
        assert said(scorer.classify(evaluation, gives_class=False)) == "excellent"


@pytest.mark.parametrize(
    ("total", "code"),
    [
        ("18", "excellent"),
        ("15.0", "excellent"),
        ("14.9", "good"),
        ("12", "good"),
        ("11.9", "fair"),
        ("9", "fair"),
        ("8.9", "average"),
        ("6", "average"),
        ("5.9", "weak"),
        ("0", "weak"),
    ],
)
def test_nine_indices(total: str, code: str) -> None:
    """TT 01/2018/TT-VPCP: 15, 12, 9 and 6 of 18 points."""
    tenths = int(Fraction(total) * 10)
    each = [min(20, max(0, tenths - 20 * place)) for place in range(9)]
    marks = {str(place + 1): Fraction(value, 10) for place, value in enumerate(each)}
    scorer, evaluation = evaluate("tt01-2018", {}, marks, {})
    assert evaluation.score == Fraction(total)
    assert said(scorer.classify(evaluation)) == code


def test_each_index_is_rounded_before_it_counts() -> None:
    """The mean of the dossiers goes to one decimal, half up: 1.65 is 1.7, 1.649 is 1.6."""
    marks = dict.fromkeys("12345678", Fraction(165, 100)) | {"9": Fraction("1.4")}
    scorer, evaluation = evaluate("tt01-2018", {}, marks, {})
    assert evaluation.score == 15
    assert said(scorer.classify(evaluation)) == "excellent"
    below = evaluate("tt01-2018", {}, {**marks, "1": Fraction("1.649")}, {})
    assert (below[1].score, said(below[0].classify(below[1]))) == (Fraction("14.9"), "good")


def test_an_index_takes_two_points_at_most() -> None:
    with pytest.raises(Invalid, match=r"2\.1 points of 4"):
        evaluate("tt01-2018", {}, {"4": Fraction("2.1")}, {})


@pytest.mark.parametrize(
    ("shares", "overall"),
    [
        ("100 95 90 90", "a"),
        ("90 90 89.9 75", "a"),
        ("90 89.9 89.9 89.9", "b"),
        ("100 100 100 74.9", "b"),
        ("89.9 75 75 75", "b"),
        ("100 75 75 74.9", "b"),
        ("100 100 74.9 74.9", "c"),
        ("74.9 74.9 74.9 74.9", "c"),
        ("0 0 120 120", "c"),
        ("120 120 75 89", "a"),
    ],
)
def test_letters_together(shares: str, overall: str) -> None:
    """A: no C and two A; C: two C; else B, whatever the order of the indicators."""
    points = shares.split()
    for order in (points, points[::-1]):
        marks = {f"i{place}": Fraction(share) for place, share in enumerate(order, start=1)}
        assert said(classed("abc-tt15", {}, marks, {})) == overall


@pytest.mark.parametrize("given", [0, 1, 3])
def test_no_letter_with_an_indicator_missing(given: int) -> None:
    marks = {f"i{place}": 100 for place in range(1, given + 1)}
    scorer, evaluation = evaluate("abc-tt15", {}, marks, {})
    assert scorer.classify(evaluation).outcome == "no-score"
    assert evaluation.reason == Missing("not-marked", f"i{given + 1}")


def test_the_bounds_of_letters_are_settings() -> None:
    marks = {"i1": 85, "i2": 85, "i3": 70, "i4": 70}
    assert said(classed("abc-tt15", {}, marks, {})) == "c"
    assert said(classed("abc-tt15", {}, marks, {}, a_from=85, b_from=70)) == "a"


HALF = {
    "tc1": Fraction(5),
    "tc2": Fraction(15),
    "tc3": Fraction(15, 2),
    "tc4": Fraction(10),
    "tc5": Fraction(25, 2),
}
MOST = {"tc1": 10, "tc2": 30, "tc3": 15, "tc4": 20, "tc5": 25}


class TestAccessToLaw:
    """QĐ 25/2021/QĐ-TTg Art. 4."""

    def test_80_points(self) -> None:
        eighty = {"tc1": 5, "tc2": 25, "tc3": 13, "tc4": 17, "tc5": 20}
        assert said(classed("pass-qd25", {}, eighty, {})) == "passed"
        below = {**eighty, "tc5": 20 - HAIR}
        assert said(classed("pass-qd25", {}, below, {})) == "not-passed"

    @pytest.mark.parametrize("criterion", sorted(MOST))
    def test_half_of_each_criterion(self, criterion: str) -> None:
        """Exactly half is enough; a hair less is not, whatever the total."""
        at_half = {**MOST, criterion: HALF[criterion]}
        assert said(classed("pass-qd25", {}, at_half, {})) == "passed"
        assert (
            said(classed("pass-qd25", {}, {**at_half, criterion: HALF[criterion] - HAIR}, {})) == "not-passed"
        )

    def test_half_is_that_of_the_maxima_in_the_file(self) -> None:
        maxima = {code: shipped("pass-qd25").by_code[code].maximum for code in MOST}
        assert maxima == MOST == {code: 2 * half for code, half in HALF.items()}

    def test_a_head_at_fault(self) -> None:
        assert said(classed("pass-qd25", {}, MOST, {"head_at_fault": 1})) == "not-passed"
        assert said(classed("pass-qd25", {}, MOST, {"head_at_fault": 0})) == "passed"
        (figure,) = shipped("pass-qd25").incidents
        assert (figure.whose, figure.kinds) == ("head", ("discipline", "prosecution"))

    def test_without_a_mark_there_is_no_result(self) -> None:
        marks = {code: points for code, points in MOST.items() if code != "tc3"}
        assert said(classed("pass-qd25", {}, marks, {})) == "no-score"


class TestCommendation:
    """Đà Nẵng 2023: the published rows, and each number both ways."""

    @pytest.mark.parametrize(
        ("assigned", "done", "on_time", "done_share", "on_time_share"),
        [(680, 627, 572, "92.2", "84.1"), (630, 604, 567, "95.9", "90.0"), (355, 346, 320, "97.5", "90.1")],
    )
    def test_published_rows(
        self, assigned: int, done: int, on_time: int, done_share: str, on_time_share: str
    ) -> None:
        """Both shares are over what was assigned."""
        counted = {"assigned": assigned, "done": done, "on_time": on_time}
        scorer, evaluation = evaluate("commend-danang", counted, {}, {"praised": 5})
        values = evaluation.values
        assert isinstance(values["done_share"], Fraction)
        assert isinstance(values["on_time_share"], Fraction)
        assert abs(values["done_share"] - Fraction(done_share)) <= Fraction(1, 20)
        assert abs(values["on_time_share"] - Fraction(on_time_share)) <= Fraction(1, 20)
        assert said(scorer.classify(evaluation)) == "commended"

    def test_the_row_of_which_the_tasks_on_time_are_not_published(self) -> None:
        """1,143 of 1,246 is 91.7%: it passes with more than 996 on time."""
        row = {"assigned": 1246, "done": 1143}
        values = evaluate("commend-danang", {**row, "on_time": 997}, {}, {})[1].values
        assert isinstance(values["done_share"], Fraction)
        assert abs(values["done_share"] - Fraction("91.7")) <= Fraction(1, 20)
        for on_time, proposed in ((997, "commended"), (996, "not-commended")):
            found = classed("commend-danang", {**row, "on_time": on_time}, {}, {"praised": 5})
            assert said(found) == proposed

    @pytest.mark.parametrize(
        ("assigned", "done", "on_time", "praised"),
        [(300, 300, 300, 5), (400, 360, 350, 5), (400, 400, 320, 5), (400, 400, 400, 4)],
    )
    def test_each_number_is_strict(self, assigned: int, done: int, on_time: int, praised: int) -> None:
        at_bound = {"assigned": assigned, "done": done, "on_time": on_time}
        assert said(classed("commend-danang", at_bound, {}, {"praised": praised})) == "not-commended"
        above = {
            "assigned": max(301, assigned),
            "done": min(done + 1, max(301, assigned)),
            "on_time": on_time + 1,
        }
        above["on_time"] = min(above["on_time"], above["done"])
        assert said(classed("commend-danang", above, {}, {"praised": max(5, praised)})) == "commended"

    def test_the_numbers_are_settings(self) -> None:
        few = {"assigned": 21, "done": 21, "on_time": 21}
        found = classed("commend-danang", few, {}, {"praised": 1}, more_than_tasks=20, praised_times=1)
        assert said(found) == "commended"

    def test_nobody_is_judged_without_tasks(self) -> None:
        assert said(classed("commend-danang", {}, {}, {"praised": 9})) == "no-score"


TEN: Numbers = {"tasks": 10, "registered": 5, "shared": 5, "done": 10, "on_time": 10}


def key(total: Numbers, known: Numbers | None = None, **settings: object) -> tuple[Fraction | None, str]:
    """Return score and class of key tasks."""
    scorer, evaluation = evaluate("key-tasks", total, {}, known or {}, **settings)
    return evaluation.score, said(scorer.classify(evaluation))


class TestKeyTasks:
    """Bắc Giang's five and five, with our own point table."""

    def test_all_in_time(self) -> None:
        assert key(TEN) == (100, "excellent")
        assert key({**TEN, "exceeded": 10}) == (100, "excellent"), "never above 100"

    def test_late_counts_half(self) -> None:
        assert key({**TEN, "on_time": 8}) == (90, "excellent")
        assert key({**TEN, "on_time": 7}) == (85, "good")
        assert key({**TEN, "on_time": 7, "exceeded": 5}) == (90, "excellent")

    @pytest.mark.parametrize(
        ("done", "score", "proposed"), [(7, 70, "good"), (5, 50, "completed"), (4, 40, "failed")]
    )
    def test_what_is_not_done_counts_nothing(self, done: int, score: int, proposed: str) -> None:
        assert key({**TEN, "done": done, "on_time": done}) == (score, proposed)

    @pytest.mark.parametrize(
        ("done", "bound", "above", "below"),
        [(10, 90, "excellent", "good"), (7, 70, "good", "completed"), (5, 50, "completed", "failed")],
    )
    def test_bounds(self, done: int, bound: int, above: str, below: str) -> None:
        """What is taken for an incident brings the points to the bound, and a hair below."""
        counted = {**TEN, "done": done, "on_time": done}
        taken = 10 * done - bound
        assert key(counted, {"answered_for": 1}, points_incident=taken) == (bound, above)
        score, proposed = key(counted, {"people_disciplined": 1}, points_incident=taken + Fraction(1, 10**6))
        assert (score, proposed) == (bound - Fraction(1, 10**6), below)

    def test_five_and_five_are_asked_for_the_better_classes(self) -> None:
        assert key({**TEN, "registered": 4})[1] == "points-ok-condition-failed"
        assert key({**TEN, "shared": 4})[1] == "points-ok-condition-failed"
        assert key({**TEN, "registered": 4}, registered_number=4)[1] == "excellent"
        assert key({**TEN, "shared": 3}, common_number=3)[1] == "excellent"

    def test_the_best_class_wants_all_done(self) -> None:
        ninety = {**TEN, "done": 9, "on_time": 9}
        assert key(ninety) == (90, "points-ok-condition-failed")

    def test_the_points_are_settings(self) -> None:
        assert key({**TEN, "on_time": 5}, points_on_time=20, points_late=0)[0] == 50
        assert key(TEN, {"answered_for": 2, "people_disciplined": 1}, points_incident=5)[0] == 85
        assert key(TEN, {"answered_for": 50}, points_incident=5)[0] == 0

    def test_without_key_tasks_there_is_no_score(self) -> None:
        assert key({"tasks": 0, "registered": 0}) == (None, "no-score")


STAFF: Numbers = {"tasks": 10, "done": 10, "on_time": 10, "exceeded": 5}
BODY: Numbers = {
    "targets_done": 100,
    "targets_on_time": 100,
    "targets_exceeded": 50,
    "subunits_completed": 100,
    "subunits_good": 70,
}


def staff(known: Numbers | None = None, marks: Numbers | None = None, **changed: int) -> str:
    return said(classed("nd90", {**STAFF, **changed}, marks or {}, known or {}))


def leader(known: Numbers | None = None, own: Numbers = STAFF, **changed: int | Fraction) -> str:
    return said(classed("nd90", own, {**BODY, **changed}, {"leader": 1, **(known or {})}))


class TestConditionsOnly:
    """NĐ 90/2020 and NĐ 48/2023: no points."""

    def test_there_are_no_points(self) -> None:
        scheme = shipped("nd90")
        assert scheme.by_conditions
        assert evaluate("nd90", STAFF, {}, {})[1].score is None

    @pytest.mark.parametrize(
        ("changed", "proposed"),
        [
            ({}, "excellent"),
            ({"exceeded": 4}, "good"),
            ({"on_time": 9, "late": 1, "late_or_unsound": 1}, "completed"),
            ({"unsound": 1, "late_or_unsound": 1}, "completed"),
            ({"on_time": 8, "late": 2, "late_or_unsound": 2}, "completed"),
            ({"on_time": 7, "late": 3, "late_or_unsound": 3}, "below-all"),
            ({"done": 9, "on_time": 9, "late": 1, "late_or_unsound": 1}, "below-all"),
            ({"on_time": 5, "late": 5, "late_or_unsound": 5}, "below-all"),
            ({"on_time": 4, "late": 6, "late_or_unsound": 6}, "failed"),
            ({"done": 0, "on_time": 0, "late": 10, "late_or_unsound": 10, "exceeded": 0}, "failed"),
        ],
    )
    def test_staff(self, changed: dict[str, int], proposed: str) -> None:
        assert staff(**changed) == proposed

    def test_quality_is_told_by_reviews_unless_the_office_says_not(self) -> None:
        unsound = {**STAFF, "unsound": 1, "late_or_unsound": 1}
        assert said(classed("nd90", unsound, {}, {}, quality_by_reviews=False)) == "excellent"

    def test_handing_back_never_helps_the_giver(self) -> None:
        """It stays among the tasks that were not done."""
        assert staff(given_back=1) == "below-all"
        assert staff(given_back=11) == "failed"
        assert staff(tasks=0, done=0, on_time=0, exceeded=0, given_back=1) == "failed"

    def test_who_directs_others_and_has_no_task_is_not_excellent(self) -> None:
        assert staff(tasks=0, done=0, on_time=0, exceeded=0, directed=9) == "below-all"

    @pytest.mark.parametrize(
        ("changed", "proposed"),
        [
            ({}, "excellent"),
            ({"targets_exceeded": 49}, "good"),
            ({"subunits_good": 69}, "completed"),
            ({"subunits_completed": 99}, "completed"),
            ({"targets_done": 99}, "completed"),
            ({"targets_exceeded": 0, "targets_on_time": 80}, "good"),
            ({"targets_exceeded": 0, "targets_on_time": 79}, "completed"),
            ({"targets_done": 71}, "completed"),
            ({"targets_done": 70}, "below-all"),
            ({"targets_done": 50}, "below-all"),
            ({"targets_done": 49}, "failed"),
            ({"subunits_completed": 70, "subunits_good": 0}, "completed"),
            ({"subunits_completed": 69}, "below-all"),
        ],
    )
    def test_leaders(self, changed: dict[str, int], proposed: str) -> None:
        assert leader(**changed) == proposed

    def test_own_work_counts_for_leaders_too(self) -> None:
        late = {**STAFF, "on_time": 9, "late": 1, "late_or_unsound": 1}
        assert leader(own=late) == "completed"
        assert leader(own={**STAFF, "exceeded": 0}) == "excellent", "half exceeded is asked of the body"
        assert leader(own={"directed": 5}) == "excellent", "no task of his own"
        assert leader(own={**STAFF, "given_back": 3}) == "excellent", "those whom he leads handed back"

    def test_without_the_shares_of_the_body_nothing_is_proposed(self) -> None:
        scorer, evaluation = evaluate("nd90", STAFF, {}, {"leader": 1})
        assert scorer.classify(evaluation).outcome == "no-score"
        assert evaluation.reason == Missing("not-marked", "targets_done")

    @pytest.mark.parametrize("fault", ["disciplined", "degradation"])
    def test_faults_of_anybody(self, fault: str) -> None:
        assert staff({fault: 1}) == leader({fault: 1}) == "failed"

    def test_corruption_in_the_unit_fails_its_leader(self) -> None:
        assert leader({"unit_corruption": 1}) == "failed"
        assert staff({"unit_corruption": 1}) == "excellent"

    @pytest.mark.parametrize(
        ("months", "proposed"),
        [
            ("2.9", "excellent"),
            ("3", "completed"),
            ("6", "completed"),
            ("6.1", "unclassified"),
            ("12", "unclassified"),
        ],
    )
    def test_away(self, months: str, proposed: str) -> None:
        assert staff(marks={"months_away": months}) == proposed

    def test_away_and_not_completed(self) -> None:
        assert staff(marks={"months_away": 4}, on_time=4, late=6, late_or_unsound=6) == "failed"
        assert leader(months_away=4) == "completed"
        assert leader(months_away=4, targets_done=49) == "failed"


@pytest.mark.parametrize("language", LANGUAGES)
class TestHelpPage:
    """What the page on schemes shows can be used as it stands."""

    def test_its_example_is_a_sound_scheme(self, language: str) -> None:
        i18n.activate(language)
        (text,) = [
            "\n".join(block.lines)
            for block in pages.read_page(pages.page("schemes")).blocks
            if isinstance(block, Code) and "[scheme]" in block.lines
        ]
        scheme, faults = read_scheme(text)
        assert scheme is not None, faults
        nothing = {"subunits_failed": Fraction(0), "disunity": Fraction(0)}
        full = {"common": Mark(Fraction(30)), "mended": Mark(Fraction(1))}
        counted = {"tasks": Fraction(3), "done": Fraction(3)}
        scorer = Scorer(scheme)
        assert said(scorer.classify(scorer.evaluate(counted, full, facts=nothing))) == "excellent"
        failing = nothing | {"disunity": Fraction(1)}
        assert said(scorer.classify(scorer.evaluate(counted, full, facts=failing))) == "failed"

    def test_it_names_every_shipped_scheme(self, language: str) -> None:
        i18n.activate(language)
        text = pages.source("schemes")
        assert [path.stem for path in FOLDER.glob("*.toml") if f"`{path.stem}`" not in text] == []
