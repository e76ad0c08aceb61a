"""Products given to many, tasks in shares, a month's plan from a table: never more than the whole."""

from fractions import Fraction
from pathlib import Path

import pytest
from clerk import Clerk
from hypothesis import given
from hypothesis import strategies as st

from tasktrack.domain.numbers import scaled_text
from tasktrack.domain.shares import Share, Whole
from tasktrack.errors import Invalid

QUANTITY = st.integers(1, 10**9)
COEFFICIENT = st.integers(1, 10**6)


@pytest.fixture
def office(clerk: Clerk) -> Clerk:
    """Return a clerk with a product and a third officer, in another unit."""
    clerk.ok("product", "add", "BC", "Báo cáo tuần", "--coefficient", "1.5", "--measure", "bản")
    clerk.ok("officer", "add", "DUNG", "Phạm Dung", "--unit", "STP")
    return clerk


@pytest.fixture
def whole(office: Clerk) -> Clerk:
    """Return a clerk with NV1, a report of quantity 1."""
    words = ("--product", "BC", "--due", "2026-11-30", "--document", "3/QĐ", "--support", "XA1")
    office.task("Báo cáo quý", *words, "--kind", "key-common", "--officer", "AN")
    return office


def give(clerk: Clerk, *officers: str) -> list[str]:
    to = [word for officer in officers for word in ("--to", officer)]
    return ["task", "give", "BC", *to, "--quantity", "2", "--due", "2026-11-30"]


def test_a_product_for_each_officer(office: Clerk) -> None:
    """All terms are the product's, the lead is the officer's unit; one journal entry writes them all."""
    entries = len(office.data("history"))
    done = office.data(*give(office, "AN", "binh", "DUNG"), "--kind", "key-common", "--document", "3/QĐ")
    assert done["product"] == "BC"
    assert done["warnings"] == []
    facts = [
        (task["code"], task["officer"], task["lead"], task["title"], task["kind"]) for task in done["made"]
    ]
    assert facts == [
        ("NV1", "AN", "STC", "Báo cáo tuần", "key-common"),
        ("NV2", "BINH", "STC", "Báo cáo tuần", "key-common"),
        ("NV3", "DUNG", "STP", "Báo cáo tuần", "key-common"),
    ]
    for task in done["made"]:
        assert (task["coefficient"], task["assigned_quantity"], task["measure"]) == (1.5, 2, "bản")
        assert (task["due_on"], task["assigned_on"]) == ("2026-11-30", "2026-11-22")
    assert len(office.data("history")) == entries + 1
    assert "3 tasks of BC Báo cáo tuần registered." in office.ok(*give(office, "AN", "BINH", "DUNG")).out


def test_a_span_counts_from_the_day_of_assignment(office: Clerk) -> None:
    words = ("--assigned", "2026-11-02", "--title", "Báo cáo tháng")
    done = office.data("task", "give", "BC", "--to", "AN", "--quantity", "1", "--due", "+10d", *words)
    assert [(task["title"], task["due_on"]) for task in done["made"]] == [("Báo cáo tháng", "2026-11-12")]


def test_all_or_none(office: Clerk) -> None:
    assert "named twice" in office.refused(4, *give(office, "AN", "an"))["message"]
    office.refused(3, *give(office, "AN", "XX"))
    office.refused(3, "task", "give", "XX", "--to", "AN", "--quantity", "1", "--due", "eom")
    office.refused(4, *give(office, "AN"), "--kind", "x")
    office.refused(2, "task", "give", "BC", "--quantity", "1", "--due", "eom")
    office.ok("officer", "add", "MAI", "Vũ Mai", "--unit", "STC", "--from", "2026-12-01")
    assert "serves in no unit" in office.refused(4, *give(office, "AN", "MAI"))["message"]
    assert office.codes() == []


def test_a_task_in_shares(whole: Clerk) -> None:
    """Sub-tasks of the same product, and one of the rest; a part may be split again."""
    done = whole.data("task", "split", "NV1", "--share", "AN=0.6", "--share", "BINH=0,2")
    assert (done["task"], done["assigned_quantity"], done["rest"]) == ("NV1", 1, 0.2)
    assert (done["rest_task"], done["rest_officer"]) == ("NV4", None)
    given = [("AN", 0.6), ("BINH", 0.2), (None, 0.2)]
    for task, (officer, quantity) in zip(done["made"], given, strict=True):
        assert (task["officer"], task["assigned_quantity"], task["coefficient"]) == (officer, quantity, 1.5)
        assert (task["product"], task["due_on"], task["kind"]) == ("BC", "2026-11-30", "key-common")
        assert (task["parent"], task["support"], task["title"]) == ("NV1", ["XA1"], "Báo cáo quý")
    assert whole.data("task", "show", "NV1")["children"] == ["NV2", "NV3", "NV4"]
    error = whole.refused(4, "task", "split", "NV1", "--share", "BINH=0.1")
    assert error["message"] == "The parts of NV1 make up the whole already."
    assert error["remedy"].endswith("tasktrack task list --parent NV1.")
    said = whole.ok("task", "split", "NV4", "--share", "BINH=0.1").out
    assert "The rest, 0.1, stays with STC and has no officer: NV6." in said
    assert "make up the whole of NV6" in whole.ok("task", "split", "NV6", "--share", "AN=0.1").out


def test_the_rest_stays_with_the_holder(office: Clerk) -> None:
    """It leaves nobody's plan: the holder keeps it when no share is his and he serves there still."""
    for _task in range(2):
        office.task("Rà soát", "--quantity", "10", "--officer", "AN")
    said = office.ok("task", "split", "NV1", "--share", "BINH=0.1").out
    assert "The rest, 9.9, stays with Nguyễn Văn An (AN): NV4." in said
    parts = [office.data("task", "show", code) for code in ("NV3", "NV4")]
    assert [(task["officer"], task["assigned_quantity"]) for task in parts] == [("BINH", 0.1), ("AN", 9.9)]
    office.ok("officer", "move", "AN", "--to", "STP", "--on", "2026-11-20")
    done = office.data("task", "split", "NV2", "--share", "BINH=4")
    assert (done["rest"], done["rest_officer"]) == (6, None)


def test_the_rest_beside_parts_of_another_coefficient_is_exact(whole: Clerk) -> None:
    """Coefficient times quantity of all parts is that of the whole, though no thousandth of it is left."""
    words = ("--product", "BC", "--coefficient", "0.7", "--quantity", "0.333", "--parent", "NV1")
    whole.task("Phần trước", *words, "--assigned", "2026-11-22")
    whole.ok("task", "split", "NV1", "--share", "BINH=0.1")
    parts = [whole.data("task", "show", code) for code in ("NV2", "NV3", "NV4")]
    assert parts[2]["officer"] == "AN"
    weights = [round(task["coefficient"] * 1000) * round(task["assigned_quantity"] * 1000) for task in parts]
    assert sum(weights) == 1_500_000


def refused(clerk: Clerk, *words: str) -> str:
    return str(clerk.refused(4, *words)["message"])


def test_shares_are_never_more_than_the_whole(whole: Clerk) -> None:
    """By whatever way: split, registered, corrected, and when the whole is made less."""
    both = "would be 1.1 together, and the whole is 1."
    assert both in refused(whole, "task", "split", "NV1", "--share", "AN=0.6", "--share", "BINH=0.5")
    whole.ok("task", "split", "NV1", "--share", "AN=0.6", "--share", "BINH=0.4")
    assert "make up the whole" in refused(whole, "task", "split", "NV1", "--share", "BINH=0.2")
    part = ("--lead", "STC", "--parent", "NV1", "--quantity")
    assert both in refused(whole, "task", "add", "Thêm", *part, "0.1", "--product", "BC")
    assert both in refused(whole, "task", "edit", "NV2", "--quantity", "0.7")
    assert "the whole is 1." in refused(whole, "task", "edit", "NV2", "--coefficient", "2")
    assert "be 1 together, and the whole is 0.9." in refused(
        whole, "task", "edit", "NV1", "--quantity", "0.9"
    )
    whole.ok("task", "add", "Không phải phần chia", *part, "5")
    assert both in refused(whole, "task", "edit", "NV4", "--product", "BC", "--quantity", "0.1")
    whole.ok("task", "edit", "NV3", "--quantity", "0.3")
    whole.ok("task", "edit", "NV2", "--quantity", "0.7")
    whole.ok("task", "edit", "NV1", "--title", "Báo cáo quý IV")


def test_a_part_that_is_withdrawn_frees_its_share(whole: Clerk) -> None:
    whole.ok("task", "split", "NV1", "--share", "AN=1")
    refused(whole, "task", "split", "NV1", "--share", "BINH=0.1")
    whole.ok("undo")
    whole.ok("task", "split", "NV1", "--share", "BINH=1")


def test_what_cannot_be_split(whole: Clerk) -> None:
    assert "is not a share" in str(whole.refused(2, "task", "split", "NV1", "--share", "AN")["message"])
    assert "named twice" in refused(whole, "task", "split", "NV1", "--share", "AN=0.1", "--share", "an=0.1")
    assert "serves in STP" in refused(whole, "task", "split", "NV1", "--share", "DUNG=0.1")
    refused(whole, "task", "split", "NV1", "--share", "AN=0")
    whole.ok("log", "NV1", "--done")
    assert "finished" in refused(whole, "task", "split", "NV1", "--share", "AN=0.1")


def test_what_was_reported_on_the_whole_is_said_to_count_no_more(whole: Clerk) -> None:
    whole.ok("log", "NV1", "--quantity", "0.3")
    said = whole.ok("task", "split", "NV1", "--share", "AN=0.1")
    assert "What was reported on NV1 itself is no longer counted" in said.err


def test_a_task_without_a_product_has_shares_too(clerk: Clerk) -> None:
    clerk.task("Việc chung", "--quantity", "3")
    assert "be 4 together" in refused(clerk, "task", "split", "NV1", "--share", "AN=1", "--share", "BINH=3")
    assert clerk.data("task", "split", "NV1", "--share", "AN=1", "--share", "BINH=1.5")["rest"] == 0.5


def test_shares_of_a_whole_without_a_product_are_held_to_it(clerk: Clerk, tmp_path: Path) -> None:
    """What a split made are shares, also in a table; sub-tasks of a whole that was not split are other work."""
    for title in ("Việc chung", "Việc khác"):
        clerk.task(title, "--quantity", "3")
    clerk.ok("task", "split", "NV1", "--share", "AN=1", "--share", "BINH=2")
    more = "and the whole is 3."
    assert f"would be 32 together, {more}" in refused(clerk, "task", "edit", "NV3", "--quantity", "30")
    part = ("task", "add", "Thêm", "--lead", "STC", "--quantity", "100", "--parent")
    assert f"would be 103 together, {more}" in refused(clerk, *part, "NV1")
    rows = ("code,title,lead,parent,quantity", "NV3,Việc chung,STC,NV1,30")
    (fault,) = clerk.refused(4, "task", "import", table(tmp_path, *rows))["faults"]
    assert f"would be 32 together, {more}" in fault["message"]
    new = table(tmp_path, "title,lead,parent,quantity", "Thêm,STC,NV1,1")
    assert "would be 4 together" in clerk.refused(4, "task", "import", new)["faults"][0]["message"]
    clerk.ok(*part, "NV2")


def test_a_share_is_one_whatever_its_product(whole: Clerk) -> None:
    """Its coefficient comes with the product: 4 times 0.6 is 2.4, beside 1.5 times 0.4."""
    whole.ok("product", "add", "KH", "Kế hoạch", "--coefficient", "4")
    whole.ok("task", "split", "NV1", "--share", "AN=0.6", "--share", "BINH=0.4")
    said = refused(whole, "task", "edit", "NV2", "--product", "KH")
    assert said == "The shares of NV1 would be 2 together, and the whole is 1."
    whole.ok("task", "edit", "NV2", "--product", "KH", "--quantity", "0.225")


def table(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "plan.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_a_months_plan(office: Clerk, tmp_path: Path) -> None:
    """Officer, product, quantity and day are enough: the rest is known."""
    path = table(
        tmp_path,
        "officer,product,quantity,due_on,kind,title",
        "AN,bc,3,30/11/2026,,",
        "DUNG,BC,2,30/11/2026,adhoc,",
        "BINH,Việc lạ,1,30/11/2026,,",
        "BINH,BC,1,30/11/2026,,Báo cáo riêng",
    )
    assert office.data("task", "import", path)["added"] == 4
    found = [office.data("task", "show", f"NV{number}") for number in range(1, 5)]
    assert [(task["title"], task["lead"], task["officer"]) for task in found] == [
        ("Báo cáo tuần", "STC", "AN"),
        ("Báo cáo tuần", "STP", "DUNG"),
        ("Việc lạ", "STC", "BINH"),
        ("Báo cáo riêng", "STC", "BINH"),
    ]
    assert office.data("task", "import", path)["same"] == 4


def test_a_plan_without_columns_for_what_is_known(office: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, "officer,product,quantity,due_on", "AN,BC,3,30/11/2026", ",BC,1,", "AN,,1,")
    faults = office.refused(4, "task", "import", path)["faults"]
    assert [(fault["row"], fault["column"]) for fault in faults] == [(3, "lead"), (4, "title")]
    absent = table(tmp_path, "officer,quantity", "AN,1")
    assert office.refused(4, "task", "import", absent)["faults"][0]["column"] == "title"
    office.ok("officer", "add", "MAI", "Vũ Mai", "--unit", "STC", "--from", "2026-12-01")
    early = table(tmp_path, "officer,product", "MAI,BC")
    (fault,) = office.refused(4, "task", "import", early)["faults"]
    assert fault["column"] == "officer"
    assert "serves in no unit" in fault["message"]


def test_a_plan_that_names_tasks_leaves_their_title_and_lead(office: Clerk, tmp_path: Path) -> None:
    path = table(tmp_path, "key,officer,product,quantity,title", "K1,AN,BC,3,")
    assert office.data("task", "import", path)["added"] == 1
    office.ok("task", "edit", "K1", "--title", "Báo cáo riêng", "--lead", "STP")
    office.ok("product", "add", "KH", "Kế hoạch")
    path = table(tmp_path, "key,officer,product,quantity,title", "K1,AN,KH,4,")
    assert office.data("task", "import", path)["changed"] == 1
    task = office.data("task", "show", "K1")
    assert (task["title"], task["lead"], task["product"]) == ("Báo cáo riêng", "STP", "KH")
    assert task["assigned_quantity"] == 4


HEADING = "key,title,lead,parent,product,coefficient,quantity"


def test_shares_in_a_table(office: Clerk, tmp_path: Path) -> None:
    """Of wholes in the register, in the same file before or after; what goes beyond the whole is named."""
    path = table(
        tmp_path,
        HEADING,
        "L1,Phần,STC,L,BC,,0.6",
        "L2,Phần,STC,L,BC,,0.6",
        "W,Toàn bộ,STC,,BC,,1",
        "P1,Phần,STC,W,BC,,0.6",
        "P2,Phần,STC,W,BC,,0.5",
        "P3,Phần,STC,W,BC,,0.4",
        "P4,Khác,STC,W,KH,,9",
        "L,Toàn bộ sau,STC,,BC,,1",
    )
    faults = office.refused(4, "task", "import", path)["faults"]
    # Of those that wait for their whole the last one is written first.
    assert [(fault["row"], fault["column"]) for fault in faults] == [(2, "quantity"), (6, "quantity")]
    assert "would be 1.1 together, and the whole is 1." in faults[1]["message"]
    said = office.run("task", "import", path, "--skip-bad")
    assert said.code == 9
    again = table(tmp_path, HEADING, "P5,Phần,STC,W,BC,,0.1")
    assert len(office.refused(4, "task", "import", again)["faults"]) == 1


def test_corrections_in_a_table(office: Clerk, tmp_path: Path) -> None:
    """Row by row: what one gives up the next one may have."""
    rows = ("W,Toàn bộ,STC,,BC,,1", "P1,Phần,STC,W,BC,,0.6", "P2,Phần,STC,W,BC,,0.4")
    office.ok("task", "import", table(tmp_path, HEADING, *rows))
    good = ("P1,Phần,STC,W,BC,,0.5", "P2,Phần,STC,W,BC,,0.5")
    assert office.data("task", "import", table(tmp_path, HEADING, *good))["changed"] == 2
    more = ("W,Toàn bộ,STC,,BC,,2", "P1,Phần,STC,W,BC,,1", "N,Phần,STC,W,BC,,0.5")
    assert office.data("task", "import", table(tmp_path, HEADING, *more))["added"] == 1
    for bad in ("P2,Phần,STC,W,BC,,0.6", "W,Toàn bộ,STC,,BC,,1.9", "N,Phần,STC,W,BC,2,0.5"):
        (fault,) = office.refused(4, "task", "import", table(tmp_path, HEADING, bad))["faults"]
        assert fault["column"] == "quantity"


@given(whole=st.tuples(COEFFICIENT, QUANTITY), parts=st.lists(st.tuples(COEFFICIENT, QUANTITY), max_size=8))
def test_whatever_is_given_adds_up_to_at_most_the_whole(
    whole: tuple[int, int], parts: list[tuple[int, int]]
) -> None:
    """Refused parts are left out; what is left and what is given are the whole, exactly."""
    book, taken = Whole("NV1", Share("BC", *whole)), Fraction(0)
    for part in parts:
        tried = book.copy()
        tried.change(Share("BC", *part))
        try:
            tried.refuse_excess()
        except Invalid:
            assert taken + Fraction(part[0] * part[1]) > whole[0] * whole[1]
            continue
        book, taken = tried, taken + part[0] * part[1]
    assert taken <= whole[0] * whole[1]
    assert book.rest == whole[0] * whole[1] - taken


@given(parts=st.permutations([(1500, 300), (1000, 250), (2000, 125), (700, 999)]))
def test_the_order_of_shares_changes_nothing(parts: list[tuple[int, int]]) -> None:
    book = Whole("NV1", Share("BC", 1500, 1000))
    for part in parts:
        book.change(Share("BC", *part))
    assert book.rest == 1_500_000 - 1_649_300


@given(quantities=st.lists(st.integers(1, 400), min_size=1, max_size=6))
def test_equal_coefficients_are_told_in_quantities(quantities: list[int]) -> None:
    book = Whole("NV1", Share("BC", 1500, 1000))
    for quantity in quantities:
        book.change(Share("BC", 1500, quantity))
    if sum(quantities) <= 1000:
        book.refuse_excess()
        return
    with pytest.raises(Invalid, match="and the whole is 1") as found:
        book.refuse_excess()
    assert f"would be {scaled_text(sum(quantities), 1000)} together" in found.value.message
