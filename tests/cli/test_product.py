"""The catalogue: products and works, from the command line and from tables; tasks take their terms."""

from pathlib import Path

import pytest
from clerk import Clerk

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
    changed = table(tmp_path, "BC-01,Báo cáo,,3", heading="code,name,measure,group")
    said = catalogue.ok("product", "import", changed, "--dry-run").out
    assert "name: Báo cáo chuyên đề -> Báo cáo, measure: báo cáo -> –, group: 2 -> 3" in said
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
