"""Scheme files: what they say, every fault with its line, settings, the worked example."""

import hashlib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.scheme import Scheme
from tasktrack.domain.scheme_reader import read_scheme
from tasktrack.domain.scheme_settings import SchemeFault
from tasktrack.domain.toml_source import key_lines
from tasktrack.domain.worked_example import worked_example

ROOT = Path(__file__).parents[2]
UNIT_TASKS = ROOT / "src/tasktrack/data/schemes/unit-tasks.toml"
PAR_INDEX = ROOT / "src/tasktrack/data/schemes/par-index.toml"
TAY_NINH = ROOT / "examples/schemes/par-index-tay-ninh.toml"
SMALL = """\
[scheme]
code = "small"
version = 3
title = "A small scheme"

[measures]
tasks = { formula = "count()" }

[[criteria]]
code = "total"
sum = true

[[criteria]]
code = "I.1"
parent = "total"
max = 5
mark = true

[[criteria]]
code = "half"
parent = "total"
formula = "tasks / 2"

[score]
criterion = "total"
"""


def good(text: str) -> Scheme:
    """Read a scheme that has no faults."""
    scheme, faults = read_scheme(text)
    assert faults == []
    assert scheme is not None
    return scheme


def faults_of(text: str) -> list[SchemeFault]:
    """Read a scheme that has faults."""
    scheme, faults = read_scheme(text)
    assert scheme is None
    assert all(fault.message and fault.remedy for fault in faults)
    return faults


@pytest.mark.parametrize("path", [UNIT_TASKS, PAR_INDEX, TAY_NINH], ids=lambda path: path.stem)
def test_shipped_schemes(path: Path) -> None:
    """Each is named as its file, speaks both languages, and can show an example."""
    text = path.read_text(encoding="utf-8")
    scheme = good(text)
    version = 2 if path == PAR_INDEX else 1
    assert (scheme.code, scheme.version, scheme.subject) == (path.stem, version, "unit")
    assert scheme.text == text
    assert scheme.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    labelled = [scheme.title, scheme.legal, scheme.score.label]
    labelled += [measure.label for measure in scheme.measures]
    labelled += [criterion.label for criterion in scheme.criteria]
    labelled += [band.label for band in scheme.classes]
    labelled += [breaker.label for breaker in scheme.tie_breakers]
    assert all(label("vi") != label("en") for label in labelled)
    example = worked_example(scheme)
    assert example.classification.outcome == "classified"
    assert example.evaluation.reason is None
    assert all(line.value is not None for line in example.lines)


def test_unit_tasks() -> None:
    scheme = good(UNIT_TASKS.read_text(encoding="utf-8"))
    assert not scheme.index_only
    assert scheme.longer.by == "window"
    assert scheme.periods == ("month", "quarter", "half", "nine-months", "year")
    assert [(band.code, band.lower) for band in scheme.classes] == [
        ("excellent", 90),
        ("good", 70),
        ("completed", 50),
        ("failed", 0),
    ]
    values = {name: resolved.value for name, resolved in scheme.with_settings({})[0].items()}
    assert values == {
        "scope": "due",
        "carry_over": True,
        "late_count": "occurrence",
        "roles": ("lead",),
        "needs_review": False,
        "cap_components": True,
        "missing_marks": "unscored",
        "unplanned_adds": False,
    }
    assert [breaker.order for breaker in scheme.tie_breakers] == ["desc", "asc"]


@pytest.mark.parametrize("path", [PAR_INDEX, TAY_NINH], ids=lambda path: path.stem)
def test_reform_indexes(path: Path) -> None:
    scheme = good(path.read_text(encoding="utf-8"))
    assert scheme.stands_by_marks
    assert scheme.periods == ("year",)
    root, *others = scheme.criteria
    areas = [one for one in others if one.parent == "index"]
    assert (root.code, root.level, root.maximum, len(areas)) == ("index", 0, 100, 8)
    assert [area.maximum for area in areas] == [10, 10, 15, 10, 15, 10, 15, 15]
    assert scheme.score.share_of_maximum


def test_the_tree_of_the_index() -> None:
    """Version 2 goes down to sub-criteria; a fifth of it is surveyed, and what the register knows computes itself."""
    scheme = good(PAR_INDEX.read_text(encoding="utf-8"))
    assert not scheme.index_only
    assert max(one.level for one in scheme.criteria) == 3
    of_kind = {
        kind: [one for one in scheme.criteria if one.kind == kind]
        for kind in ("computed", "marked", "survey", "sum")
    }
    assert sum(one.maximum or 0 for one in of_kind["survey"]) == 20
    assert [one.code for one in of_kind["computed"]] == [
        "1.6.1",
        "1.6.2",
        "3.4.1",
        "3.4.2",
        "5.4",
        "6.2",
        "7.2",
        "7.3.2",
    ]
    assert all(one.also_marked and one.maximum for one in of_kind["computed"])
    assert all(one.children for one in of_kind["sum"])
    assert not any(one.children for kind in ("computed", "marked", "survey") for one in of_kind[kind])
    plain = good(TAY_NINH.read_text(encoding="utf-8"))
    assert plain.index_only
    assert list(plain.settings) == ["missing_marks"]


def test_a_small_scheme() -> None:
    """What is left out has its plain meaning; an order of reckoning puts parts before sums."""
    scheme = good(SMALL)
    assert [(criterion.code, criterion.level) for criterion in scheme.criteria] == [
        ("total", 0),
        ("I.1", 1),
        ("half", 1),
    ]
    assert scheme.reckoning[-1] == "total"
    assert scheme.title("en") == scheme.title("vi") == "A small scheme"
    assert (scheme.uses, scheme.classes, scheme.tie_breakers, scheme.subject) == ((), (), (), "unit")
    assert scheme.settings["scope"].default == "due"


def test_officers_are_counted_as_officers() -> None:
    scheme = good(SMALL.replace("version = 3", 'version = 3\nsubject = "officer"'))
    assert scheme.settings["roles"].default == ("officer",)
    assert scheme.settings["roles"].choices == ("officer", "directed")


@pytest.mark.parametrize("roles", ["['lead']", "['officer', 'support']"])
def test_officers_have_no_roles_of_units(roles: str) -> None:
    text = SMALL.replace("version = 3", 'version = 3\nsubject = "officer"')
    (fault,) = faults_of(f"{text}[settings.roles]\ndefault = {roles}\n")
    assert (fault.line, fault.remedy) == (28, "Give one or more of officer, directed.")


def test_every_fault_has_its_line() -> None:
    """All faults of a file are found at once, each at its own line and place."""
    text = '''\
[scheme]
code = "Bad Code"
version = 0
uses = "other"
periods = ["week"]
colour = "red"

[settings.scope]
default = "everything"

[settings.fair]
type = "integer"
default = 2.5

[measures.late]
formula = """
sum(coefficient
  ** 2)"""

[measures.sum]
formula = "count()"

[[criteria]]
code = "a"
formula = "lat / 2"

[[criteria]]
code = "a"
mark = true
max = 1e3

[[criteria]]
code = "b"
parent = "z"
mark = true
sum = true

[score]
criterion = "q"

[[classes]]
code = "low"
from = "fifty"

[[classes]]
code = "mid"
from = 50
[[classes.conditions]]
formula = "a >="
label = "a is enough"

[[classes]]
code = "high"
from = 50.5

[[tie_breakers]]
formula = "a"
order = "up"

[longer]
of = "median"
'''
    assert [(fault.line, fault.where) for fault in faults_of(text)] == [
        (1, "scheme"),  # no title
        (2, "scheme.code"),
        (3, "scheme.version"),
        (4, "scheme.uses"),
        (5, "scheme.periods"),
        (6, "scheme.colour"),
        (9, "settings.scope.default"),
        (13, "settings.fair.default"),
        (16, "measures.late.formula"),
        (20, "measures.sum"),
        (28, "criteria[2].code"),
        (30, "criteria[2].max"),
        (32, "criteria[3]"),
        (34, "criteria[3].parent"),
        (39, "score.criterion"),
        (43, "classes[1].from"),
        (49, "classes[2].conditions[1].formula"),
        (54, "classes[3].from"),
        (58, "tie_breakers[1].order"),
        (61, "longer.of"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("version = 3", "version =", 3, "not TOML"),
        ('criterion = "total"', 'criterion = "total', 25, "not TOML"),
        ("[score]", "[score", 24, "not TOML"),
        ('title = "A small scheme"\n', "", 1, "title is missing"),
        ("version = 3", "version = 1.5", 3, "cannot be"),
        ("version = 3", "version = true", 3, "cannot be"),
        ("version = 3", "version = 3\nuses = ['small']", 4, "cannot use itself"),
        ("[score]", "[scores]", 24, "not known here"),
        ('criterion = "total"', "", 24, "criterion is missing"),
        ('criterion = "total"', 'criterion = "total"\nshare_of_maximum = true', 26, "no maximum"),
        ('parent = "total"\nmax', 'parent = "I.1"\nmax', 15, "stands below itself"),
        ("sum = true", "", 9, "exactly one source"),
        ("sum = true", "mark = true", 11, "criteria below it"),
        ("mark = true", "sum = true", 17, "no criteria below"),
        ("sum = true", 'sum = true\nformula = "1"', 9, "exactly one source"),
        ("sum = true", 'mark = true\nformula = "1"', 11, "criteria below it"),
        ("sum = true", "sum = true\nsurvey = true", 12, "points of a survey are marked"),
        ("mark = true", 'mark = true\nsurvey = true\nformula = "1"', 18, "points of a survey are marked"),
        ("mark = true", 'mark = true\nvalues = [1]\nformula = "1"', 18, "points of a mark"),
        ("max = 5", "max = 0", 16, "more than 0"),
        ('"tasks / 2"', '"total / 2"', 22, "in a circle"),
        ('"tasks / 2"', '"half / 2"', 22, "in a circle"),
        ('code = "half"', 'code = "tasks"', 20, "measure or a setting"),
        ('code = "half"', 'code = "total"', 20, "stands twice"),
        ('code = "half"', 'code = "and"', 20, "cannot be the code"),
        ("[measures]", "[settings.tasks]\ndefault = 1\n[measures]", 9, "name of a setting"),
        ("[scheme]", "classes = 5\n[scheme]", 1, "cannot be"),
        ("[scheme]", "classes = [1]\n[scheme]", 1, "cannot be"),
        ("[scheme]", "longer = 1\n[scheme]", 1, "cannot be"),
        ("[score]", "[settings.roles]\ndefault = ['boss']\n[score]", 25, "not a value"),
        ("[score]", "[settings.roles]\ndefault = []\n[score]", 25, "not a value"),
        # The ids of units and officers must never be mixed in one scheme.
        ("[score]", "[settings.roles]\ndefault = ['officer']\n[score]", 25, "not a value"),
        ("[score]", "[settings.roles]\ndefault = ['lead', 'officer']\n[score]", 25, "not a value"),
        (
            "[score]",
            "[settings.roles]\nchoices = ['lead', 'officer']\ndefault = ['lead']\n[score]",
            25,
            "other choices",
        ),
        ("[score]", "[settings.scope]\ntype = 'list'\ndefault = ['due']\n[score]", 25, "has the type"),
        (
            "[score]",
            "[settings.scope]\nchoices = ['due', 'all']\ndefault = 'due'\n[score]",
            25,
            "other choices",
        ),
        ("[score]", "[settings.x]\ndefault = 2024-01-01\n[score]", 25, "cannot be the value"),
        ("[score]", "[settings.x]\ndefault = 'due'\nsource = 5\n[score]", 26, "source cannot be"),
    ],
)
def test_a_fault(old: str, new: str, line: int, said: str) -> None:
    """One change to a good file gives a fault at the line it stands on."""
    assert old in SMALL
    faults = faults_of(SMALL.replace(old, new, 1))
    assert (line, True) in [(fault.line, said in fault.message) for fault in faults], faults


def test_maxima_add_up() -> None:
    text = SMALL.replace("sum = true", "sum = true\nmax = 6").replace(
        'formula = "tasks / 2"', "max = 2\nmark = true"
    )
    assert [fault.message for fault in faults_of(text)] == ["The maxima below total add up to 7, not to 6."]
    assert good(text.replace("max = 6", "max = 7")).criteria[0].maximum == 7


def test_one_mistake_is_told_once() -> None:
    """A measure with a fault is still known to the formulas that name it."""
    faults = faults_of(SMALL.replace("count()", "count(don)"))
    assert [(fault.line, fault.remedy) for fault in faults] == [(7, "Known: done.")]


@pytest.mark.parametrize(
    "text", ["", "# only a remark\n", "x" * 2_000_000, "a = " + "9" * 5000, "a = " + "[" * 5000]
)
def test_not_a_scheme_at_all(text: str) -> None:
    assert faults_of(text)


def test_bounds_are_exact() -> None:
    """Bounds may be whole, decimal or text; a decimal is taken from the text and never from a float."""
    classes = "".join(f'\n[[classes]]\ncode = "c{at}"\nfrom = {bound}' for at, bound in enumerate(BOUNDS))
    assert [band.lower for band in good(SMALL + classes).classes] == [
        Fraction("89.999999"),
        Fraction("70.1"),
        50,
        Fraction("-0.5"),
    ]


BOUNDS = ("89.999999", '"70.1"', "50", "-0.5")


class TestSettings:
    """An office gives values; the scheme says which are possible."""

    scheme = good(
        SMALL
        + """
[settings.base]
default = "good_only"
choices = ["good_only", "good_or_better"]
source = { vi = "Điều 20", en = "Art. 20" }
[settings.part]
default = 0.2
[settings.times]
default = 2
[settings.note]
default = "none"
"""
    )

    @pytest.mark.parametrize(
        ("name", "given", "value"),
        [
            ("base", "good_or_better", "good_or_better"),
            ("part", "0,25", Fraction(1, 4)),
            ("part", Fraction(1, 4), Fraction(1, 4)),
            ("part", 1, Fraction(1)),
            ("times", "3", 3),
            ("note", " anything ", "anything"),
            ("carry_over", "no", False),
            ("carry_over", "có", True),
            ("roles", "lead, support", ("lead", "support")),
            ("roles", ["support", "support"], ("support",)),
        ],
    )
    def test_given(self, name: str, given: object, value: object) -> None:
        settings, faults = self.scheme.with_settings({name: given})
        assert faults == []
        resolved = settings[name]
        assert (resolved.value, resolved.given) == (value, True)
        assert resolved.setting.read(resolved.text) == value

    @pytest.mark.parametrize(
        ("name", "given"),
        [
            ("base", "both"),
            ("part", "a fifth"),
            ("part", True),
            ("times", "2.5"),
            ("times", 2.5),
            ("note", ""),
            ("note", 5),
            ("carry_over", "maybe"),
            ("carry_over", 2),
            ("roles", "boss"),
            ("roles", "officer"),
            ("roles", "lead, officer"),
            ("roles", ""),
            ("roles", [1]),
            ("unheard", "1"),
        ],
    )
    def test_refused(self, name: str, given: object) -> None:
        settings, faults = self.scheme.with_settings({name: given})
        assert [(fault.line, fault.where) for fault in faults] == [(0, name)]
        assert faults[0].remedy
        assert not any(resolved.given for resolved in settings.values())

    def test_sources_speak(self) -> None:
        source = self.scheme.settings["base"].source
        assert source is not None
        assert (source("vi"), source("en")) == ("Điều 20", "Art. 20")


def test_lines_of_keys() -> None:
    """Strings, remarks, arrays and dotted keys over several lines do not mislead."""
    text = '''\
# [not.a.table]
a = """
[neither]
b = 1
"""
[one."two three"] # remark = 5
list = [
  "x", # ]
  { y = "]" },
]
c.d = 'e = "f"'
[[many]]
k = 1
[[many]]
[[many.inner]]
k = "#"
[many.more]
k = 2
'''
    assert key_lines(text) == {
        ("a",): 2,
        ("one", "two three"): 6,
        ("one", "two three", "list"): 7,
        ("one", "two three", "c"): 11,
        ("one", "two three", "c", "d"): 11,
        ("many", 0): 12,
        ("many", 0, "k"): 13,
        ("many", 1): 14,
        ("many", 1, "inner", 0): 15,
        ("many", 1, "inner", 0, "k"): 16,
        ("many", 1, "more"): 17,
        ("many", 1, "more", "k"): 18,
    }


@given(st.sampled_from([UNIT_TASKS, TAY_NINH]), st.data())
def test_a_damaged_file_is_refused_in_words(path: Path, data: st.DataObject) -> None:
    """Whatever happens to a file, reading it gives a scheme or faults, never an exception."""
    lines = path.read_text(encoding="utf-8").splitlines()
    line = data.draw(st.integers(0, len(lines) - 1))
    damage = data.draw(
        st.sampled_from(["", "[", "x = 1", "code = 5", '"', "label = []", "formula = '1 +'", "max = -1"])
    )
    lines[line] = damage
    text = "\n".join(lines)
    scheme, faults = read_scheme(text)
    assert (scheme is None) is bool(faults)
    assert all(1 <= fault.line <= len(lines) for fault in faults)
