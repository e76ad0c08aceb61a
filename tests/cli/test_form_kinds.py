"""Forms of key tasks, of officers' products and of marks: out, filled in, and in again."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from clerk import Clerk
from filled import fill

FIRST = 9


def export(clerk: Clerk, kind: str, period: str, folder: Path) -> Path:
    """Send one form to STC, and return it."""
    (made,) = clerk.data(
        "form", "export", "--kind", kind, "--period", period, "--unit", "STC", "-o", str(folder)
    )
    return Path(made["file"])


def take(clerk: Clerk, path: Path, *words: str) -> dict[str, Any]:
    """Import one form that is taken."""
    data = clerk.data("form", "import", str(path), *words)
    return dict(data["forms"][0])


def faults(clerk: Clerk, path: Path, *words: str) -> list[tuple[str, str]]:
    """Import one form that is refused, and return cell and message of each fault."""
    error = clerk.refused(4, "form", "import", str(path), *words)
    return [(one["cell"], one["message"]) for one in error["forms"][0]["faults"]]


def test_key_tasks_are_proposed(clerk: Clerk, tmp_path: Path) -> None:
    """Each row becomes a key task that awaits approval, proposed by the head; once only."""
    form = export(clerk, "key-tasks", "2026", tmp_path)
    fill(
        form,
        {
            "B9": "Lập cơ sở dữ liệu giá đất",
            "C9": "95,5",
            "D9": "%",
            "E9": 80,
            "F9": "31/12/2026",
            "G9": "05/KH-UBND",
            "B11": "Thanh toán không dùng tiền mặt",
            "F11": "Quý IV/2026",
        },
    )
    done = take(clerk, form)
    assert (done["state"], done["added"]) == ("taken", 2)
    assert done["warnings"]
    one, other = clerk.data("task", "list", "--status", "proposed")
    assert {one["title"], other["title"]} == {"Lập cơ sở dữ liệu giá đất", "Thanh toán không dùng tiền mặt"}
    shown = clerk.data("task", "show", "BM1/#1")
    assert (shown["kind"], shown["lead"], shown["due_on"]) == ("key-registered", "STC", "2026-12-31")
    assert (shown["target"], shown["baseline"], shown["measure"]) == (95.5, 80, "%")
    assert (shown["document"], shown["assigner"]) == ("05/KH-UBND", "Nguyễn Văn An")
    assert clerk.data("task", "show", "BM1/#3")["due_text"] == "2026-Q4"
    assert take(clerk, form)["state"] == "same"


def test_a_key_task_is_corrected(clerk: Clerk, tmp_path: Path) -> None:
    """A later version of the form changes what was proposed only when it is to; new rows are proposed."""
    form = export(clerk, "key-tasks", "2026", tmp_path)
    take(clerk, fill(form, {"B9": "Lập cơ sở dữ liệu", "F9": "31/12/2026", "C9": 90}))
    fill(form, {"C9": 95, "B10": "Việc nữa", "F10": "30/11/2026"})
    assert faults(clerk, form) == [("C9", "Form BM1 came on 2026-11-22 and said: 90.")]
    done = take(clerk, form, "--correct")
    assert (done["added"], done["changed"]) == (1, 1)
    assert clerk.data("task", "show", "BM1/#1")["target"] == 95


def test_faults_of_key_tasks(clerk: Clerk, tmp_path: Path) -> None:
    """A row without its wording or day, a day of another year, a figure that is none."""
    form = export(clerk, "key-tasks", "2026", tmp_path)
    fill(form, {"B9": "Không hạn", "F10": "31/12/2026", "B11": "Sang năm", "F11": "31/01/2027"})
    assert [cell for cell, _message in faults(clerk, form)] == ["F9", "B10", "F11"]
    fill(form, {"F9": "31/12/2026", "B10": "Có", "F11": "31/12/2026", "C11": "nhiều"})
    assert [cell for cell, _message in faults(clerk, form)] == ["C11"]
    fill(form, {"C11": 5, "B11": "MẬT: việc mật", "F9": "01/02/2026"})
    assert [cell for cell, _message in faults(clerk, form)] == ["F9", "B11"]
    assert clerk.data("task", "list") == []


@pytest.fixture
def products(clerk: Clerk, tmp_path: Path) -> Path:
    """Give an officer two products of November, and return the form of his unit."""
    clerk.ok("product", "add", "SP1", "Báo cáo tháng", "--coefficient", "1.5", "--measure", "báo cáo")
    clerk.ok("product", "add", "SP2", "Tờ trình, dự thảo", "--coefficient", "0.8")
    clerk.ok("period", "open", "2026-11")
    for title, product in (("Viết báo cáo", "SP1"), ("Soạn tờ trình", "SP2")):
        words = ("--officer", "BINH", "--product", product, "--quantity", "4", "--due", "2026-11-27")
        clerk.task(title, *words, "--assigned", "2026-11-02")
    clerk.task("Next month", "--officer", "BINH", "--product", "SP1", "--due", "2026-12-27")
    return export(clerk, "products", "2026-11", tmp_path)


def test_products_are_done(clerk: Clerk, products: Path) -> None:
    """What was assigned stands there, each with its officer; how much was done is logged."""
    sheet = openpyxl.load_workbook(products).worksheets[0]
    given = [[cell.value for cell in sheet[row]][:10] for row in (FIRST, FIRST + 1)]
    assert [row[1:4] for row in given] == [
        ["NV1", "BINH – Trần Thị Bình", "SP1 – Báo cáo tháng"],
        ["NV2", "BINH – Trần Thị Bình", "SP2 – Tờ trình, dự thảo"],
    ]
    assert [row[6:8] for row in given] == [[1.5, 4], [0.8, 4]]
    done = take(clerk, fill(products, {"D6": "20/11/2026", "K9": "2,5", "K10": 4, "L10": "20/11/2026"}))
    assert (done["added"], done["faults"]) == (2, [])
    assert clerk.data("task", "show", "NV1")["done_quantity"] == 2.5
    assert clerk.status("NV2") == "done-early"
    assert take(clerk, products)["state"] == "same"


def test_work_outside_becomes_a_task(clerk: Clerk, products: Path) -> None:
    """With the coefficient of the catalogue, for an officer of the list, assigned on the first day of the month."""
    cells = {
        "D6": "20/11/2026",
        "C11": "BINH – Trần Thị Bình",
        "D11": "SP2 – Tờ trình, dự thảo",
        "F11": "đột xuất",
        "H11": 2,
        "I11": "25/11/2026",
        "K11": 2,
        "L11": "19/11/2026",
        "C12": "Nguyễn Văn An",
        "D12": "SP1",
    }
    done = take(clerk, fill(products, cells))
    assert (done["added"], done["faults"]) == (2, [])
    shown = clerk.data("task", "show", "BM1/#1")
    assert (shown["title"], shown["officer"], shown["kind"]) == ("Tờ trình, dự thảo", "BINH", "adhoc")
    assert (shown["coefficient"], shown["assigned_quantity"], shown["assigned_on"]) == (0.8, 2, "2026-11-01")
    assert (shown["status"], shown["done_on"]) == ("done-early", "2026-11-19")
    other = clerk.data("task", "show", "BM1/#2")
    assert (other["officer"], other["assigned_quantity"], other["status"]) == ("AN", 1, "not-started")
    fill(products, {"K11": 1})
    assert faults(clerk, products) == [("K11", "Form BM1 came on 2026-11-22 and said: 2.")]
    assert take(clerk, products, "--correct")["changed"] == 1


def test_faults_of_products(clerk: Clerk, products: Path) -> None:
    """New work without its officer or product, one that stands in no list, a day before it was assigned."""
    fill(products, {"D6": "20/11/2026", "C11": "BINH – Trần Thị Bình", "D12": "SP9", "C12": "Ai đó"})
    assert [cell for cell, _message in faults(clerk, products)] == ["C12", "D12", "D11"]
    fill(products, {"C12": None, "D12": None})
    assert faults(clerk, products) == [("D11", "Product or work is empty.")]
    fill(products, {"D11": "SP1", "I11": "15/10/2026", "H11": 0})
    assert [cell for cell, _message in faults(clerk, products)] == ["I11", "H11"]
    assert clerk.codes() == ["NV1", "NV2", "NV3"]


@pytest.fixture
def marks(clerk: Clerk, tmp_path: Path) -> Path:
    """Let an office score its people, one of whom has marked a criterion, and return the form of their unit."""
    clerk.ok("config", "set", "people_schemes", "nd335-officer,nd335-leader")
    clerk.ok("period", "open", "2026-11")
    clerk.ok("mark", "set", "2026-11", "BINH", "I.1", "--scheme", "nd335-officer", "--self", "4.5")
    return export(clerk, "marks", "2026-11", tmp_path)


def rows_of(path: Path) -> dict[tuple[str, str], int]:
    """Return by whose mark and which criterion the row in which it stands."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return {(row[2].value, row[4].value): row[0].row for row in sheet.iter_rows(min_row=FIRST)}


def test_marks_are_set(clerk: Clerk, marks: Path) -> None:
    """Each criterion that people mark has a row for each officer; what was marked stands there."""
    rows = rows_of(marks)
    assert {who for who, _criterion in rows} == {"AN", "BINH"}
    assert len(rows) == 10 + 12
    sheet = openpyxl.load_workbook(marks).worksheets[0]
    first, second = rows["BINH", "I.1"], rows["BINH", "I.2"]
    assert [sheet.cell(first, column).value for column in (7, 8, 9)] == [5, 4.5, None]
    done = take(clerk, fill(marks, {f"I{first}": "4,25", f"H{second}": 5, f"J{first}": "Đi muộn"}))
    assert (done["added"], done["changed"], done["faults"]) == (1, 1, [])
    held = {row["criterion"]: row for row in clerk.data("mark", "list", "2026-11")}
    assert (held["I.1"]["self_points"], held["I.1"]["points"], held["I.1"]["reason"]) == (
        4.5,
        4.25,
        "Đi muộn",
    )
    assert held["I.2"]["self_points"] == 5


def test_faults_of_marks(clerk: Clerk, marks: Path) -> None:
    """More than the most, in the very cell; a mark taken out; one that was set otherwise since the form went out."""
    rows = rows_of(marks)
    first, second = rows["BINH", "I.1"], rows["BINH", "I.2"]
    fill(marks, {f"H{second}": 6, f"I{second}": 7, f"H{first}": None})
    assert [cell for cell, _message in faults(clerk, marks)] == [f"H{first}", f"H{second}", f"I{second}"]
    fill(marks, {f"H{first}": 4})
    assert [cell for cell, _message in faults(clerk, marks)] == [f"H{second}", f"I{second}"]
    fill(marks, {f"H{second}": None, f"I{second}": None})
    clerk.ok("mark", "set", "2026-11", "BINH", "I.1", "--scheme", "nd335-officer", "--self", "3")
    assert faults(clerk, marks) == [(f"H{first}", "The register has something else here by now: 3.")]
    assert take(clerk, marks, "--correct")["changed"] == 1


def test_marks_until_the_closing(clerk: Clerk, marks: Path) -> None:
    """A locked period takes marks still, a closed one none."""
    row = rows_of(marks)["BINH", "I.2"]
    fill(marks, {f"H{row}": 5})
    clerk.ok("period", "lock", "2026-11", "--now")
    assert take(clerk, marks)["state"] == "taken"
    fill(marks, {f"H{row}": 4})
    clerk.ok("period", "close", "2026-11", "--scheme", "unit-tasks")
    assert clerk.refused(5, "form", "import", str(marks))["code"] == "period-closed"


def test_marks_of_the_reform_index(clerk: Clerk, tmp_path: Path) -> None:
    """A unit marks its sub-criteria and names what shows it; what does not apply to it is not asked."""
    index = ("--scheme", "par-index")
    clerk.ok("period", "open", "2026")
    clerk.ok("mark", "set", "2026", "STC", "3", "--not-applicable", "--reason", "Không có thủ tục")
    clerk.ok("mark", "set", "2026", "STC", "6.3", "--not-applicable", "--reason", "Không có đơn vị sự nghiệp")
    clerk.ok("mark", "set", "2026", "STC", "1.2", "--self", "1", "--evidence", "40/BC-STC")
    words = ("form", "export", "--kind", "marks", "--period", "2026", "--unit", "STC", *index)
    (made,) = clerk.data(*words, "-o", str(tmp_path))
    form = Path(made["file"])
    rows = {criterion: row for (_who, criterion), row in rows_of(form).items()}
    assert {"1.1.1", "1.6.1", "5.4", "8.1"} <= rows.keys()
    assert not {"1", "1.1", "3", "3.4.1", "6.3"} & rows.keys()
    sheet = openpyxl.load_workbook(form).worksheets[0]
    assert [sheet.cell(rows["1.2"], column).value for column in (7, 8, 9, 11)] == [1, 1, None, "40/BC-STC"]
    one, two = rows["1.1.1"], rows["1.6.1"]
    fill(
        form,
        {f"H{one}": "0,5", f"K{one}": "02/KH-STC", f"H{two}": 1, f"I{two}": 0.5, f"J{two}": "Chậm 2 việc"},
    )
    done = take(clerk, form)
    assert (done["added"], done["faults"]) == (2, [])
    held = {row["criterion"]: row for row in clerk.data("mark", "list", "2026")}
    assert (held["1.1.1"]["self_points"], held["1.1.1"]["evidence"]) == (0.5, "02/KH-STC")
    assert [held["1.6.1"][name] for name in ("self_points", "points", "reason")] == [1, 0.5, "Chậm 2 việc"]
