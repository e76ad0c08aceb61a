"""The catalogue: products and works, from the command line and from tables; tasks take their terms."""

import csv
from fractions import Fraction
from pathlib import Path

import exchange
import pytest
from clerk import Clerk
from effort import examples
from exchange import Office
from hypothesis import given, settings
from hypothesis import strategies as st

from tasktrack.store.register import Caller, reading

PUBLISHED = Path(__file__).parent.parent / "data" / "product-coefficients.csv"
HEADING = "code,name,measure,group,points,coefficient"


def table(folder: Path, *rows: str, heading: str = HEADING) -> str:
    """Write a table and return its path."""
    path = folder / "products.csv"
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def catalogue(clerk: Clerk) -> Clerk:
    """Return a clerk with a product of coefficient 1.5 and one without."""
    clerk.ok(
        "product", "add", "BC-01", "Báo cáo chuyên đề", "--measure", "báo cáo", "--group", "2",
        "--points", "150", "--coefficient", "1,5",
    )  # fmt: skip
    clerk.ok("product", "add", "TT", "Tờ trình")
    return clerk


def test_a_product_is_added_listed_and_shown(catalogue: Clerk) -> None:
    shown = catalogue.data("product", "show", "bc-01")
    assert shown == {
        "code": "BC-01",
        "name": "Báo cáo chuyên đề",
        "measure": "báo cáo",
        "group": 2,
        "points": 150,
        "coefficient": 1.5,
        "coefficient_source": "given",
        "coefficient_source_label": "given",
        "retired_on": None,
        "taken": [],
    }
    assert [row["code"] for row in catalogue.data("product", "list")] == ["BC-01", "TT"]
    assert [row["code"] for row in catalogue.data("product", "list", "--group", "2")] == ["BC-01"]
    assert [row["code"] for row in catalogue.data("product", "list", "--text", "to trinh")] == ["TT"]
    assert catalogue.data("product", "show", "TT")["coefficient"] is None
    assert "No product passes" in catalogue.ok("product", "list", "--text", "zzz").out
    assert "Complexity group: 2" in catalogue.ok("product", "show", "BC-01").out


def test_bad_products_are_refused(catalogue: Clerk) -> None:
    """Codes with blanks, taken ones in other letters, groups beyond five, coefficients of nothing."""
    catalogue.refused(4, "product", "add", "B C", "x")
    assert catalogue.refused(4, "product", "add", "bc-01", "x")["code"] == "exists"
    catalogue.refused(4, "product", "add", "X", " ")
    for option, value in (
        ("--group", "6"),
        ("--group", "0"),
        ("--group", "1.5"),
        ("--coefficient", "0"),
        ("--points", "-1"),
        ("--points", "1000001"),
    ):
        catalogue.refused(4, "product", "add", "X", "x", option, value)
    assert "BC-01 (Báo cáo chuyên đề)" in catalogue.refused(3, "product", "show", "bao cao")["remedy"]


def test_a_dry_run_adds_nothing(catalogue: Clerk) -> None:
    before = catalogue.digest()
    assert "nothing is written" in catalogue.ok("product", "add", "X", "x", "--dry-run").out
    assert catalogue.digest() == before


def test_products_come_in_from_a_table(catalogue: Clerk, tmp_path: Path) -> None:
    """New ones, corrected ones, the same; what the file has not stays, an empty cell clears."""
    path = table(tmp_path, "bc-01,Báo cáo chuyên đề,báo cáo,2,150,1.5", "KH,Kế hoạch,văn bản,5,,")
    done = catalogue.data("product", "import", path)
    assert (done["added"], done["changed"], done["same"]) == (1, 0, 1)
    before = catalogue.digest()
    assert catalogue.data("product", "import", path)["same"] == 2
    assert catalogue.digest() == before
    changed = table(tmp_path, "BC-01,Báo cáo,,3,250", heading="code,name,measure,group,points")
    said = catalogue.ok("product", "import", changed, "--dry-run").out
    assert (
        "name: Báo cáo chuyên đề -> Báo cáo, measure: báo cáo -> –, group: 2 -> 3, points: 150 -> 250" in said
    )
    catalogue.ok("product", "import", changed)
    shown = catalogue.data("product", "show", "BC-01")
    assert (shown["name"], shown["measure"], shown["group"], shown["coefficient"]) == (
        "Báo cáo",
        None,
        3,
        1.5,
    )
    assert [row["code"] for row in catalogue.data("product", "list", "--text", "bao cao")] == ["BC-01"]
    assert catalogue.data("product", "list", "--text", "chuyen de") == []


def test_every_fault_of_products(catalogue: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, "B C,x,,6,x,0", "A,a,,,,", "a,b,,,,", "A,a,,,,", "TT,Tờ trình,,,,2")
    error = catalogue.refused(4, "product", "import", path)
    assert [(fault["row"], fault["column"]) for fault in error["faults"]] == [
        (2, "code"),
        (2, "coefficient"),
        (2, "group"),
        (2, "points"),
        (4, "code"),
    ]
    said = catalogue.run("product", "import", path, "--skip-bad", "--format", "json")
    data = said.json["data"]
    assert (said.code, data["added"], data["changed"], data["same"]) == (9, 1, 1, 1)


def test_a_task_takes_the_terms_of_its_product_and_keeps_them(catalogue: Clerk, tmp_path: Path) -> None:
    """The catalogue may change later."""
    task = catalogue.task("Report", "--product", "bc-01")
    shown = catalogue.data("task", "show", task)
    assert (shown["product"], shown["coefficient"], shown["measure"]) == ("BC-01", 1.5, "báo cáo")
    catalogue.ok("product", "import", table(tmp_path, "BC-01,Báo cáo chuyên đề,trang,2,,3"))
    shown = catalogue.data("task", "show", task)
    assert (shown["coefficient"], shown["measure"]) == (1.5, "báo cáo")


def test_what_is_given_wins_over_the_catalogue(catalogue: Clerk) -> None:
    given = catalogue.data("task", "show", catalogue.task("A", "--product", "BC-01", "--coefficient", "2"))
    assert (given["coefficient"], given["measure"]) == (2, None)
    measured = catalogue.data("task", "show", catalogue.task("B", "--product", "BC-01", "--measure", "trang"))
    assert (measured["coefficient"], measured["measure"]) == (1.5, "trang")
    open_one = catalogue.data("task", "show", catalogue.task("C", "--product", "TT"))
    assert (open_one["product"], open_one["coefficient"]) == ("TT", 1)
    free = catalogue.data("task", "show", catalogue.task("D", "--product", "Việc ngoài danh mục"))
    assert (free["product"], free["coefficient"]) == ("Việc ngoài danh mục", 1)


def of(clerk: Clerk, code: str) -> tuple[object, object]:
    """Return the coefficient of a product and where it comes from."""
    shown = clerk.data("product", "show", code)
    return shown["coefficient"], shown["coefficient_source"]


def coefficients(path: Path) -> dict[str, int]:
    """Return the coefficient frozen in each task, in thousandths."""
    with reading(path, Caller()) as register:
        return dict(tuple(row) for row in register.db.execute("SELECT code, coefficient FROM task"))


# What the points say


def test_a_published_table_is_reproduced(clerk: Clerk, tmp_path: Path) -> None:
    """Points of a published catalogue, measured by a product of 5 points, make the printed coefficients."""
    with PUBLISHED.open(encoding="utf-8") as file:
        printed = list(csv.DictReader(file))
    rows = [
        f'P{place},"{row["task_vi"]}",{row["product_vi"]},,{row["points"]}'
        for place, row in enumerate(printed)
    ]
    path = table(tmp_path, *rows, heading="code,name,measure,group,points")
    assert clerk.data("product", "import", path)["added"] == len(printed) == 10
    assert {row["coefficient"] for row in clerk.data("product", "list")} == {None}
    assert "no standard product is named: P0, P1, P2, P3, P4 ..." in clerk.ok("product", "list").out
    for name, value in (("standard_points", "5"), ("standard_product", "p0")):
        clerk.ok("config", "set", name, value)
        found = clerk.data("product", "list")
        assert [Fraction(str(row["coefficient"])) for row in found] == [
            Fraction(row["coefficient"]) for row in printed
        ]
        assert {row["coefficient_source"] for row in found} == {"derived"}
    assert "Derived: points / 5 (standard product P0)" in clerk.ok("product", "list").out
    assert "Derived: 4 / 5" in clerk.ok("product", "show", "P1").out


def test_a_given_coefficient_stands(clerk: Clerk) -> None:
    clerk.ok("config", "set", "standard_points", "5")
    clerk.ok("product", "add", "A", "a", "--points", "40", "--coefficient", "7.25")
    clerk.ok("product", "add", "B", "b", "--points", "4,2")
    assert of(clerk, "A") == (7.25, "given")
    assert of(clerk, "B") == (0.8, "derived")
    said = clerk.ok("product", "edit", "A", "--coefficient", "").out
    assert "Coefficient: 7.25 -> 8" in said
    assert "Coefficient is: given -> derived" in said
    clerk.ok("config", "set", "standard_points", "")
    assert of(clerk, "A") == (None, None)


def test_a_coefficient_out_of_bounds_is_refused(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("config", "set", "standard_points", "5")
    for options in (("--points", "0.2"), ("--points", "0"), ("--coefficient", "0.049")):
        clerk.refused(4, "product", "add", "X", "x", *options)
    clerk.ok("product", "add", "X", "x", "--points", "0.25")
    assert of(clerk, "X") == (0.1, "derived")
    clerk.refused(4, "product", "edit", "X", "--points", "0.24")
    clerk.refused(4, "product", "edit", "X", "--points", "5001")
    faults = clerk.refused(4, "product", "import", table(tmp_path, "Y,y,,,0.2,", "Z,z,,,,0.01"))["faults"]
    assert [(fault["row"], fault["column"]) for fault in faults] == [(2, "points"), (3, "coefficient")]
    # A later standard moves what was sound: nothing is made up, and nothing is assigned by it.
    clerk.ok("config", "set", "standard_points", "50")
    assert of(clerk, "X") == (None, None)
    assert "below 0.1 or above 1000: X" in clerk.ok("product", "list").out
    clerk.refused(4, "task", "add", "T", "--lead", "STC", "--product", "X")
    given = clerk.task("T", "--product", "X", "--coefficient", "2")
    assert clerk.data("task", "show", given)["coefficient"] == 2


def test_groups_are_bands_of_points(clerk: Clerk, tmp_path: Path) -> None:
    """Up to 100 points, then above the most of the group before; derived where no group is given."""
    for points, group in (("0.5", 1), ("100", 1), ("100.001", 2), ("200", 2), ("500", 5), ("500.5", None)):
        code = f"P{points}"
        clerk.ok("product", "add", code, "x", "--points", points)
        assert clerk.data("product", "show", code)["group"] == group
        assert [code in row["code"] for row in clerk.data("product", "list", "--group", str(group or 1))]
    assert {row["code"] for row in clerk.data("product", "list", "--group", "2")} == {"P100.001", "P200"}
    error = clerk.refused(4, "product", "add", "X", "x", "--group", "2", "--points", "100")
    assert error["message"] == "Group 2 takes more than 100 and up to 200 points, not 100."
    assert "group 1" in error["remedy"]
    clerk.refused(4, "product", "add", "X", "x", "--group", "1", "--points", "101")
    clerk.refused(4, "product", "edit", "P200", "--group", "3")
    faults = clerk.refused(4, "product", "import", table(tmp_path, "X,x,,5,400,"))["faults"]
    assert [(fault["row"], fault["column"]) for fault in faults] == [(2, "group")]
    clerk.ok("config", "set", "group_points", "50,1000")
    clerk.ok("product", "add", "X", "x", "--group", "2", "--points", "1000")
    clerk.refused(4, "product", "add", "Y", "y", "--group", "3", "--points", "1000")
    clerk.ok("config", "set", "group_points", "none")
    clerk.ok("product", "edit", "X", "--group", "5")
    assert clerk.data("product", "show", "P200")["group"] is None
    for bad in ("", "200,100", "1,2,3,4,5,6", "0,1", "a"):
        clerk.refused(4, "config", "set", "group_points", bad)


def test_the_standard_product_has_points(catalogue: Clerk, tmp_path: Path) -> None:
    catalogue.refused(3, "config", "set", "standard_product", "ZZ")
    assert (
        "product edit TT --points"
        in catalogue.refused(4, "config", "set", "standard_product", "tt")["remedy"]
    )
    catalogue.ok("config", "set", "standard_product", "bc-01")
    assert catalogue.ok("config", "get", "standard_product").out.strip() == "BC-01"
    catalogue.refused(4, "product", "edit", "BC-01", "--points", "")
    catalogue.refused(4, "product", "import", table(tmp_path, "BC-01,x,", heading="code,name,points"))
    # What is measured by it follows it, in the same table too.
    rows = ("BC-01,Báo cáo,2,120", "TT,Tờ trình,1,60")
    catalogue.ok("product", "import", table(tmp_path, *rows, heading="code,name,group,points"))
    assert of(catalogue, "TT") == (0.5, "derived")
    assert of(catalogue, "BC-01") == (1.5, "given")
    catalogue.ok("product", "retire", "BC-01")
    assert of(catalogue, "TT") == (0.5, "derived")


def test_the_standard_product_cannot_be_taken_back(clerk: Clerk) -> None:
    clerk.ok("product", "add", "TT", "Tờ trình", "--points", "60")
    clerk.ok("product", "add", "C", "Chuẩn", "--points", "5")
    clerk.ok("config", "set", "standard_product", "C")
    assert of(clerk, "TT") == (12, "derived")
    with reading(clerk.db, Caller()) as register:
        entry = register.db.execute("SELECT seq FROM product WHERE code = 'C'").fetchone()[0]
    assert "standard_product" in clerk.refused(4, "undo", str(entry), "--yes")["message"]
    assert of(clerk, "TT") == (12, "derived")


# A new version of the catalogue


def test_an_edit_says_before_and_after(catalogue: Clerk) -> None:
    task = catalogue.task("Report", "--product", "BC-01")
    said = catalogue.ok(
        "product", "edit", "bc-01", "--name", "Báo cáo", "--measure", "", "--group", "", "--points", "320",
        "--coefficient", "3", "--reason", "QĐ 12",
    ).out  # fmt: skip
    assert said.splitlines() == [
        "BC-01 Báo cáo",
        "Name: Báo cáo chuyên đề -> Báo cáo",
        "Unit of measure: báo cáo -> –",
        "Complexity group: 2 -> 4",
        "Points: 150 -> 320",
        "Coefficient: 1.5 -> 3",
        "1 task keeps the terms that it took.",
    ]
    assert "QĐ 12" in catalogue.ok("history").out
    assert [row["code"] for row in catalogue.data("product", "list", "--text", "bao cao")] == ["BC-01"]
    assert catalogue.data("product", "list", "--text", "chuyen de") == []
    assert catalogue.data("task", "show", task)["coefficient"] == 1.5
    assert "Nothing changed" in catalogue.ok("product", "edit", "BC-01", "--points", "320").out
    catalogue.refused(2, "product", "edit", "BC-01")
    catalogue.refused(3, "product", "edit", "ZZ", "--points", "1")
    catalogue.refused(4, "product", "edit", "BC-01", "--name", " ")
    before = catalogue.digest()
    catalogue.ok("product", "edit", "BC-01", "--points", "300", "--group", "3", "--dry-run")
    assert catalogue.digest() == before
    catalogue.ok("undo", "--yes")
    assert of(catalogue, "BC-01") == (1.5, "given")


def test_the_terms_that_tasks_took_are_shown(catalogue: Clerk) -> None:
    """A line for each coefficient; what was taken back is not among them."""
    for _again in range(2):
        catalogue.task("Report", "--product", "BC-01")
    catalogue.ok("product", "edit", "BC-01", "--coefficient", "2")
    catalogue.task("Report", "--product", "BC-01", "--quantity", "3")
    catalogue.task("Report", "--product", "BC-01")
    catalogue.ok("undo", "--yes")
    assert catalogue.data("product", "show", "BC-01")["taken"] == [
        {"coefficient": 1.5, "tasks": 2},
        {"coefficient": 2, "tasks": 1},
    ]
    assert "Frozen in the tasks that took it" in catalogue.ok("product", "show", "BC-01").out
    assert "Frozen" not in catalogue.ok("product", "show", "TT").out


def test_every_way_of_assigning_takes_a_derived_coefficient(clerk: Clerk, tmp_path: Path) -> None:
    """By hand, as a part, from a table, repeated, corrected: frozen in each, whatever comes later."""
    clerk.ok("config", "set", "standard_points", "5")
    clerk.ok("product", "add", "BC", "Báo cáo", "--points", "40", "--measure", "bản")
    clerk.ok("product", "add", "TT", "Tờ trình", "--points", "4")
    whole = clerk.task("Whole", "--due", "2026-12-31")
    part = clerk.task("Part", "--product", "bc", "--parent", whole)
    monthly = clerk.task("Monthly", "--product", "BC", "--due", "2026-10-31", today="2026-10-01")
    path = tmp_path / "tasks.csv"
    path.write_text("key,title,lead,product\nK1,Từ bảng,STC,bc\n", encoding="utf-8")
    clerk.ok("task", "import", str(path))
    clerk.ok("task", "repeat", monthly, "--monthly", "--through", "2026-12")
    found = coefficients(clerk.db)
    assert found.pop(whole) == 1000
    assert len(found) == 5
    assert set(found.values()) == {8000}
    other = clerk.data("task", "edit", part, "--product", "tt")
    assert (other["product"], other["coefficient"], other["measure"]) == ("TT", 0.8, None)
    clerk.ok("task", "edit", part, "--product", "BC", "--coefficient", "3")
    kept = clerk.data("task", "edit", part, "--product", "bc", "--measure", "trang")
    assert (kept["product"], kept["coefficient"], kept["measure"]) == ("BC", 3, "trang")
    free = clerk.data("task", "edit", part, "--product", "Việc ngoài danh mục")
    assert (free["product"], free["coefficient"]) == ("Việc ngoài danh mục", 3)
    # The same table again, after the catalogue lost the coefficient: the task keeps its own.
    clerk.ok("config", "set", "standard_points", "")
    assert clerk.data("task", "import", str(path))["same"] == 1
    assert coefficients(clerk.db)[clerk.data("task", "show", "K1")["code"]] == 8000


ACTIONS = st.lists(
    st.sampled_from(
        [
            ("product", "edit", "BC", "--points", "80"),
            ("product", "edit", "BC", "--coefficient", "2.5"),
            ("product", "edit", "BC", "--coefficient", "", "--points", ""),
            ("product", "edit", "TT", "--points", "25", "--measure", "trang"),
            ("product", "retire", "BC", "--on", "2026-01-01"),
            ("product", "retire", "BC", "--on", "none"),
            ("config", "set", "standard_points", "7"),
            ("config", "set", "standard_points", ""),
            ("config", "set", "standard_product", "TT"),
            ("config", "set", "standard_product", ""),
            ("config", "set", "group_points", "none"),
            ("product", "import", "catalogue.csv"),
            ("task", "import", "tasks.csv"),
        ]
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def assigned(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office whose tasks took products, given and derived coefficients."""
    folder = tmp_path_factory.mktemp("catalogue")
    office = Office(folder, "assigned").start(*exchange.own_tables(folder))
    (folder / "catalogue.csv").write_text("code,name,points,coefficient\nBC,Báo cáo,60,9\nTT,Tờ,10,\n")
    (folder / "tasks.csv").write_text(
        "key,title,lead,product,coefficient\nA,Một,STC,BC,\nB,Hai,STP,TT,\nC,Ba,STC,bc,4\nD,Bốn,XA1,Ngoài,\n"
    )
    office.ok("config", "set", "standard_points", "5")
    office.ok("product", "add", "BC", "Báo cáo", "--points", "40")
    office.ok("product", "add", "TT", "Tờ trình", "--points", "4", "--coefficient", "1.5")
    office.ok("task", "import", str(folder / "tasks.csv"))
    return office


@settings(max_examples=examples(12), deadline=None)
@given(actions=ACTIONS)
def test_a_catalogue_never_changes_a_task(assigned: Office, actions: list[tuple[str, ...]]) -> None:
    """Whatever becomes of products, standard and bands, tasks keep the coefficient that they took."""
    office = assigned.copy("later")
    for words in actions:
        office.run(*(str(office.folder / word) if word.endswith(".csv") else word for word in words))
    assert list(coefficients(office.path).values()) == [8000, 1500, 4000, 1000]


# Retired


def test_a_retired_product_is_assigned_no_more(catalogue: Clerk, tmp_path: Path) -> None:
    """From that day on, by the day of assignment, whichever way a task comes."""
    task = catalogue.task("Before", "--product", "BC-01", "--assigned", "2026-11-18", "--due", "2026-11-30")
    said = catalogue.ok("product", "retire", "bc-01", "--on", "2026-11-20").out
    assert "no more from 2026-11-20 (Friday) on" in said
    error = catalogue.refused(4, "task", "add", "T", "--lead", "STC", "--product", "bc-01")
    assert "retired from 2026-11-20" in error["message"]
    assert "product retire BC-01 --on none" in error["remedy"]
    catalogue.refused(4, "task", "add", "T", "--lead", "STC", "--product", "BC-01", "--coefficient", "2")
    catalogue.task("Late", "--product", "BC-01", "--assigned", "2026-11-19")
    other = catalogue.task("Other", "--product", "TT", "--assigned", "2026-11-20")
    catalogue.refused(4, "task", "edit", other, "--product", "BC-01")
    catalogue.refused(4, "task", "edit", task, "--assigned", "2026-11-20")
    catalogue.ok("task", "edit", task, "--title", "Still")
    catalogue.ok("task", "edit", task, "--product", "BC-01", "--assigned", "2026-11-19")
    catalogue.refused(4, "task", "repeat", task, "--monthly", "--through", "2026-12")
    path = tmp_path / "tasks.csv"
    heading = "key,title,lead,product,assigned_on\n"
    path.write_text(f"{heading}K1,Một,STC,bc-01,2026-11-19\nK2,Hai,STC,TT,2026-11-20\n", encoding="utf-8")
    assert catalogue.data("task", "import", str(path))["added"] == 2
    path.write_text(
        f"{heading}K1,Một,STC,bc-01,2026-11-20\nK2,Hai,STC,bc-01,2026-11-20\nK3,Ba,STC,BC-01,\n",
        encoding="utf-8",
    )
    faults = catalogue.refused(4, "task", "import", str(path))["faults"]
    assert [(fault["row"], fault["column"]) for fault in faults] == [
        (2, "product"),
        (3, "product"),
        (4, "product"),
    ]
    # A table that names what is there, without its day, changes nothing.
    path.write_text("key,title,lead,product\nK1,Một,STC,BC-01\n", encoding="utf-8")
    assert catalogue.data("task", "import", str(path))["same"] == 1
    catalogue.ok("product", "retire", "BC-01", "--on", "none")
    catalogue.task("Again", "--product", "BC-01")


def test_a_retired_product_is_not_listed(catalogue: Clerk) -> None:
    catalogue.ok("product", "retire", "BC-01", "--on", "2026-11-23")
    assert len(catalogue.data("product", "list")) == 2
    catalogue.task("T", "--product", "BC-01", "--assigned", "2026-11-21")
    said = catalogue.data("product", "retire", "BC-01", "--on", "2026-11-21", "--reason", "QĐ 12")
    assert (said["retired_on"], said["tasks"]) == ("2026-11-21", 1)
    assert [row["code"] for row in catalogue.data("product", "list")] == ["TT"]
    assert "1 retired product is not shown; --all shows it." in catalogue.ok("product", "list").out
    assert [row["retired_on"] for row in catalogue.data("product", "list", "--all")] == ["2026-11-21", None]
    assert "Retired on: " in catalogue.ok("product", "show", "BC-01").out
    before = catalogue.digest()
    catalogue.ok("product", "retire", "TT", "--dry-run")
    assert catalogue.digest() == before
    catalogue.refused(3, "product", "retire", "ZZ")
    catalogue.refused(4, "product", "retire", "TT", "--on", "sometime")
    catalogue.ok("undo", "--yes")
    assert catalogue.data("product", "show", "BC-01")["retired_on"] == "2026-11-23"


def test_retirement_comes_in_from_a_table(catalogue: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, "TT,Tờ trình,31/12/2026", "BC-01,Báo cáo chuyên đề,", heading="code,name,retired")
    assert catalogue.data("product", "import", path)["changed"] == 1
    assert catalogue.data("product", "show", "TT")["retired_on"] == "2026-12-31"
    out = catalogue.ok("product", "list", "--for-import").out
    assert "BC-01,Báo cáo chuyên đề,báo cáo,2,150,1.5,\n" in out
    assert "TT,Tờ trình,,,,,2026-12-31\n" in out
    catalogue.ok("product", "import", table(tmp_path, "TT,Tờ trình,", heading="code,name,retired"))
    assert catalogue.data("product", "show", "TT")["retired_on"] is None
    error = catalogue.refused(
        4, "product", "import", table(tmp_path, "TT,Tờ trình,x", heading="code,name,retired")
    )
    assert error["faults"][0]["column"] == "retired"


def test_work_outside_the_catalogue_is_scored_like_the_rest(clerk: Clerk) -> None:
    task = clerk.data("task", "show", clerk.task("Việc khác", "--coefficient", "2", "--officer", "BINH"))
    assert (task["product"], task["coefficient"]) == (None, 2)
