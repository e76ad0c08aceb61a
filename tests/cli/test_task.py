"""Registering, showing and correcting tasks."""

import pytest
from clerk import Clerk

KEYS = [
    "code", "key", "title", "kind", "urgency", "status", "status_label", "lead", "lead_name", "support",
    "officer", "due_on", "due_text", "due_original", "assigned_on", "done_on", "percent", "overdue_days",
    "document", "last_progress_on", "extended",
]  # fmt: skip


def test_every_field_comes_back(clerk: Clerk) -> None:
    """What `task add` takes is what `task add`, `task show` and `task list` give."""
    parent = clerk.task("The programme")
    added = clerk.data(
        "task", "add", "  Trình đề án [gấp] ", "--lead", "STC", "--support", "STP", "--support", "XA1",
        "--kind", "key-registered", "--assigned", "1/10/2026", "--due", "2026-12-31", "--document", "12/QĐ-UBND",
        "--document-date", "2026-09-30", "--issuer", "UBND tỉnh", "--subject", "V/v phân cấp", "--linked", "3/KH; 4/TB",
        "--assigner", "Chủ tịch", "--officer", "BINH", "--product", "DA", "--coefficient", "1,5", "--quantity", "0.8",
        "--measure", "đề án", "--target", "12,5", "--baseline", "10", "--parent", parent, "--programme", "CT2026",
        "--programme", "NQ57", "--field", "Nội chính", "--urgency", "very-urgent", "--origin", "province",
        "--key", "HT-77", "--head-in-person", "--taken-over",
    )  # fmt: skip
    wanted = {
        "code": "NV2", "key": "HT-77", "title": "Trình đề án [gấp]", "kind": "key-registered",
        "kind_label": "Key task (registered by the unit)", "urgency": "very-urgent", "urgency_label": "Very urgent",
        "status": "not-started", "status_label": "Not started", "lead": "STC", "lead_name": "Sở Tài chính",
        "support": ["STP", "XA1"], "officer": "BINH", "officer_name": "Trần Thị Bình", "block": "so",
        "due_on": "2026-12-31", "due_text": None, "due_label": "2026-12-31", "due_original": "2026-12-31",
        "assigned_on": "2026-10-01", "done_on": None, "percent": None, "overdue_days": 0, "document": "12/QĐ-UBND",
        "document_date": "2026-09-30", "issuer": "UBND tỉnh", "document_subject": "V/v phân cấp",
        "linked_documents": "3/KH; 4/TB", "last_progress_on": None, "extended": 0, "taken_over": True,
        "assigner": "Chủ tịch", "head_in_person": True, "coefficient": 1.5, "assigned_quantity": 0.8,
        "done_quantity": None, "product": "DA", "measure": "đề án", "target": 12.5, "baseline": 10, "parent": "NV1",
        "children": [], "programmes": ["CT2026", "NQ57"], "field": "Nội chính", "origin": "province",
        "origin_label": "Province", "registered_by": "clerk", "warnings": [],
    }  # fmt: skip
    assert {name: added[name] for name in wanted} == wanted
    shown = clerk.data("task", "show", "HT-77")
    assert {name: shown[name] for name in added if name in shown} == {
        n: v for n, v in added.items() if n in shown
    }
    assert clerk.data("task", "show", parent)["children"] == ["NV2"]
    listed = next(row for row in clerk.data("task", "list") if row["code"] == "NV2")
    assert listed == {name: added[name] for name in listed}


def test_the_keys_of_a_task_are_frozen(clerk: Clerk) -> None:
    """Scripts rely on them: fields are added, never renamed or removed, and never missing."""
    added = clerk.data("task", "add", "Draft", "--lead", "STC")
    assert list(added)[: len(KEYS)] == KEYS
    assert list(clerk.data("task", "show", "NV1"))[: len(KEYS)] == KEYS


def test_only_title_and_lead_are_needed(clerk: Clerk) -> None:
    """The rest has its default: regular, assigned today, no deadline, coefficient and quantity 1."""
    added = clerk.data("task", "add", "Draft", "--lead", "stc")
    assert (added["lead"], added["kind"], added["urgency"]) == ("STC", "regular", "normal")
    assert (added["assigned_on"], added["due_on"], added["due_label"]) == ("2026-11-22", None, "no deadline")
    assert (added["coefficient"], added["assigned_quantity"], added["support"]) == (1, 1, [])
    assert clerk.refused(2, "task", "add", "Draft")["code"] == "usage"
    assert clerk.refused(2, "task", "add", "--lead", "STC")["code"] == "usage"


def test_people_read_code_and_title_first(clerk: Clerk) -> None:
    """Then lead, days with their weekdays, and the wording of a deadline."""
    said = clerk.ok("task", "add", "Draft", "--lead", "STC", "--due", "2026-Q4", "--assigned", "2026-11-20")
    assert said.out.splitlines() == [
        "NV1 Draft",
        "Lead: Sở Tài chính (STC).",
        "Assigned 2026-11-20 (Friday); due: quarter IV/2026, 2026-12-31 (Thursday).",
    ]
    assert said.err == ""


@pytest.mark.parametrize(
    ("typed", "day", "text", "label"),
    [
        ("2026-12-05", "2026-12-05", None, "2026-12-05"),
        ("5/12/2026", "2026-12-05", None, "2026-12-05"),
        ("3/2027", "2027-03-31", "2027-03", "in 3/2027"),
        ("2028-02", "2028-02-29", "2028-02", "in 2/2028"),
        ("Quý I/2027", "2027-03-31", "2027-Q1", "quarter I/2027"),
        ("eoq", "2026-12-31", None, "2026-12-31"),
        ("+5wd", "2026-10-08", None, "2026-10-08"),  # from the day of assignment, 1 October
        ("none", None, None, "no deadline"),
        ("không", None, None, "no deadline"),
    ],
)
def test_due_dates_are_read(clerk: Clerk, typed: str, day: str | None, text: str | None, label: str) -> None:
    """A day, a month, a quarter or none; a month and a quarter keep their wording."""
    task = clerk.task("Draft", "--due", typed)
    shown = clerk.data("task", "show", task)
    assert (shown["due_on"], shown["due_text"], shown["due_label"]) == (day, text, label)
    assert shown["due_original"] == day


def test_codes_run_on_and_are_never_reused(clerk: Clerk) -> None:
    """A dry run shows the next code and takes none."""
    assert clerk.task() == "NV1"
    assert clerk.data("task", "add", "Second", "--lead", "STC", "--dry-run")["code"] == "NV2"
    assert clerk.task() == "NV2"
    assert clerk.data("task", "show", "nv2")["code"] == "NV2"


def test_a_secret_task_is_refused_with_the_law(clerk: Clerk) -> None:
    """On registering and on correcting; nothing is kept of it."""
    fault = clerk.refused(4, "task", "add", "Mật", "--lead", "STC", "--secret")
    assert fault["code"] == "secret"
    assert "Luật 117/2025/QH15" in fault["message"]
    task = clerk.task()
    assert clerk.refused(4, "task", "edit", task, "--secret")["code"] == "secret"


def test_the_same_title_of_the_same_document_is_a_warning(clerk: Clerk) -> None:
    """Diacritics aside; another document or another title is none."""
    clerk.task("Trình đề án", "--document", "12/QĐ-UBND")
    words = ("task", "add", "TRINH DE AN", "--lead", "STP", "--document", "12/QĐ-UBND")
    said = clerk.ok(*words)
    assert said.err.startswith("Warning: ")
    assert "12/QĐ-UBND is registered already: NV1" in said.err
    assert clerk.ok(*words, "--format", "json").json["data"]["warnings"] != []
    assert (
        clerk.data("task", "add", "Trình đề án", "--lead", "STC", "--document", "13/QĐ-UBND")["warnings"]
        == []
    )
    assert (
        clerk.data("task", "add", "Trình đề", "--lead", "STC", "--document", "12/QĐ-UBND")["warnings"] == []
    )
    assert clerk.data("task", "add", "Trình đề án", "--lead", "STC")["warnings"] == []


def test_a_lead_that_ended_takes_no_task(clerk: Clerk) -> None:
    """From the day after its last; one of before is to be handed over."""
    clerk.ok("unit", "add", "CU", "Sở cũ", "--to", "2026-06-30")
    words = ("task", "add", "Draft", "--lead", "CU", "--assigned")
    assert clerk.data(*words, "2026-06-30", today="2026-06-30")["warnings"] == []
    warnings = clerk.data(*words, "2026-06-30")["warnings"]
    assert "CU ended on 2026-06-30; hand the task over" in " ".join(warnings)
    fault = clerk.refused(4, *words, "2026-07-01")
    assert "CU (Sở cũ) ended on 2026-06-30" in fault["message"]
    clerk.refused(4, "task", "add", "Draft", "--lead", "STC", "--support", "CU")


@pytest.mark.parametrize(
    ("code", "options"),
    [
        (3, ("--lead", "NONE")),
        (3, ("--support", "NONE")),
        (4, ("--support", "STC")),
        (3, ("--officer", "NONE")),
        (3, ("--parent", "NV9")),
        (4, ("--kind", "special")),
        (4, ("--urgency", "slow")),
        (4, ("--origin", "mars")),
        (4, ("--due", "2026-09-30")),
        (4, ("--due", "2026-02-30")),
        (4, ("--due", "soon")),
        (4, ("--due", "10-12-2026")),
        (4, ("--assigned", "2026-11-23")),
        (4, ("--document-date", "tomorrow")),
        (4, ("--coefficient", "0")),
        (4, ("--coefficient", "-1")),
        (4, ("--coefficient", "1000.001")),
        (4, ("--coefficient", "1.0005")),
        (4, ("--quantity", "0")),
        (4, ("--quantity", "1.200")),
        (4, ("--quantity", "2000000")),
        (4, ("--target", "many")),
        (4, ("--key", "NV7")),
        (4, ("--key", "nv12")),
        (4, ("--key", "STC:NV12")),
    ],
)
def test_bad_values_are_refused(clerk: Clerk, code: int, options: tuple[str, ...]) -> None:
    """Each with its exit code, what was given and how to mend it; nothing is written."""
    words = ["task", "add", "Draft", "--lead", "STC", "--assigned", "2026-10-01"]
    fault = clerk.refused(code, *words, *options)
    assert fault["message"]
    assert fault["remedy"]


def test_a_title_is_not_empty(clerk: Clerk) -> None:
    """Nor made of blanks."""
    clerk.refused(4, "task", "add", "", "--lead", "STC")
    clerk.refused(4, "task", "add", " \t ", "--lead", "STC")


def test_odd_titles_are_kept_as_they_are(clerk: Clerk) -> None:
    """Markup, formulas, emoji; what steers a terminal goes."""
    for title in ("[/red] :fire: [gấp]", "=1+1", "😀 họp", "x" * 5000):
        assert clerk.data("task", "show", clerk.task(title))["title"] == title
    clerk.ok("task", "add", "--lead", "STC", "--", "--not-an-option")
    assert clerk.codes("--text", "--not-an-option") == ["NV5"]
    assert clerk.data("task", "show", clerk.task("a\x1b[31mb\u202ec\nd"))["title"] == "a[31mbc d"
    decomposed = "Tra\u0300 Vinh"
    assert clerk.data("task", "show", clerk.task(decomposed))["title"] == "Trà Vinh"


def test_a_key_is_taken_once(clerk: Clerk) -> None:
    """And stands for the code wherever a task is named."""
    task = clerk.task("Draft", "--key", "12.1")
    assert clerk.refused(4, "task", "add", "Other", "--lead", "STC", "--key", "12.1")["code"] == "exists"
    other = clerk.task("Other", "--key", "12.2")
    assert clerk.refused(4, "task", "edit", other, "--key", "12.1")["code"] == "exists"
    clerk.refused(4, "task", "edit", other, "--key", "NV1")
    assert clerk.data("task", "edit", "12.1", "--key", "12.1", "--title", "Draft 2")["code"] == task


def test_a_finished_task_takes_no_part(clerk: Clerk) -> None:
    """Nor can a task stand below itself."""
    task = clerk.task()
    child = clerk.task("Part", "--parent", task)
    clerk.refused(4, "task", "edit", task, "--parent", child)
    clerk.refused(4, "task", "edit", task, "--parent", task)
    clerk.ok("log", task, "--done")
    clerk.refused(4, "task", "add", "Part", "--lead", "STC", "--parent", task)


def test_an_unknown_task_is_exit_3(clerk: Clerk) -> None:
    """For every command that names one."""
    clerk.refused(3, "task", "show", "NV1")
    clerk.refused(3, "task", "edit", "NV1", "--title", "x")
    clerk.refused(3, "task", "review", "NV1", "--accept")
    clerk.refused(3, "log", "NV1", "text")
    clerk.refused(3, "history", "NV1")
    clerk.refused(3, "progress", "list", "--task", "NV1")
    clerk.refused(3, "task", "list", "--parent", "NV1")


def test_a_correction_says_before_and_after(clerk: Clerk) -> None:
    """Of each field that differs, and nothing else."""
    task = clerk.task("Draft", "--support", "STP", "--due", "2026-12-31", "--officer", "AN")
    said = clerk.ok(
        "task", "edit", task, "--title", "Draft two", "--support", "", "--due", "2027-Q1", "--officer", "",
        "--kind", "adhoc", "--coefficient", "1.5", "--document", "1/QĐ", "--urgency", "normal",
        "--reason", "Entered wrong",
    )  # fmt: skip
    assert said.out.splitlines() == [
        "NV1 Draft two",
        "Task: Draft -> Draft two",
        "Kind: Regular -> Ad hoc, outside the plan",
        "Document: – -> 1/QĐ",
        "Support: STP -> –",
        "Officer: AN -> –",
        "Due: 2026-12-31 (Thursday) -> quarter I/2027, 2027-03-31 (Wednesday)",
        "Coefficient: 1 -> 1.5",
    ]
    shown = clerk.data("task", "show", task)
    assert (shown["due_on"], shown["due_original"], shown["extended"]) == ("2027-03-31", "2027-03-31", 0)
    assert (shown["support"], shown["officer"]) == ([], None)
    assert clerk.codes("--text", "draft two") == [task]


@pytest.mark.parametrize(
    ("field", "option", "value", "stored"),
    [
        ("title", "--title", "Other", "Other"),
        ("lead", "--lead", "STP", "STP"),
        ("support", "--support", "XA1", ["XA1"]),
        ("kind", "--kind", "key-common", "key-common"),
        ("assigned_on", "--assigned", "2026-09-01", "2026-09-01"),
        ("due_on", "--due", "none", None),
        ("document", "--document", "9/QĐ", "9/QĐ"),
        ("document_date", "--document-date", "1/9/2026", "2026-09-01"),
        ("issuer", "--issuer", "Bộ Nội vụ", "Bộ Nội vụ"),
        ("document_subject", "--subject", "V/v", "V/v"),
        ("linked_documents", "--linked", "1/KH", "1/KH"),
        ("assigner", "--assigner", "Lan", "Lan"),
        ("officer", "--officer", "BINH", "BINH"),
        ("product", "--product", "BC", "BC"),
        ("coefficient", "--coefficient", "2", 2),
        ("assigned_quantity", "--quantity", "3", 3),
        ("measure", "--measure", "tin", "tin"),
        ("target", "--target", "7", 7),
        ("baseline", "--baseline", "6", 6),
        ("parent", "--parent", "NV1", "NV1"),
        ("programmes", "--programme", "CT", ["CT"]),
        ("field", "--field", "Y tế", "Y tế"),
        ("urgency", "--urgency", "express", "express"),
        ("origin", "--origin", "own", "own"),
        ("key", "--key", "K9", "K9"),
        ("head_in_person", "--head-in-person", None, True),
        ("taken_over", "--taken-over", None, True),
    ],
)
def test_every_field_can_be_corrected(
    clerk: Clerk, field: str, option: str, value: str | None, stored: object
) -> None:
    """And only that one changes."""
    clerk.task("Parent")
    task = clerk.task("Draft", "--due", "2026-12-31")
    before = clerk.data("task", "show", task)
    words = [option] if value is None else [option, value]
    edited = clerk.data("task", "edit", task, *words)
    assert edited[field] == stored
    assert [
        change["field"].removesuffix("_label").replace("due", "due_on") for change in edited["changed"]
    ] == [field]
    after = clerk.data("task", "show", task)
    assert after[field] == stored
    kin = {
        "lead": {"lead_name"},
        "officer": {"officer_name", "holders"},
        "due_on": {"due_label", "due_original"},
        "support": {"supports"},
    }
    aside = {field, f"{field}_label", "edits", *kin.get(field, ())}
    assert {n: v for n, v in after.items() if n not in aside} == {
        n: v for n, v in before.items() if n not in aside
    }


@pytest.mark.parametrize(
    "option", ["--officer", "--document", "--field", "--key", "--target", "--origin", "--parent"]
)
def test_empty_text_clears(clerk: Clerk, option: str) -> None:
    """A field that may be absent is absent again."""
    clerk.task("Parent")
    given = {"--officer": "AN", "--target": "5", "--origin": "own", "--parent": "NV1"}.get(option, "x")
    task = clerk.task("Draft", option, given)
    name = option.removeprefix("--")
    assert clerk.data("task", "show", task)[name] is not None
    assert clerk.data("task", "edit", task, option, "")[name] is None


@pytest.mark.parametrize(
    "option", ["--title", "--lead", "--kind", "--urgency", "--coefficient", "--assigned"]
)
def test_what_a_task_must_have_cannot_be_cleared(clerk: Clerk, option: str) -> None:
    """It is refused in words."""
    assert clerk.run("task", "edit", clerk.task(), option, "").code in (3, 4)


def test_a_correction_of_nothing(clerk: Clerk) -> None:
    """No option is a fault of usage; the value it has already writes nothing, not even an entry."""
    task = clerk.task("Draft")
    clerk.refused(2, "task", "edit", task)
    before = clerk.digest()
    assert "Nothing changed." in clerk.ok("task", "edit", task, "--title", "Draft").out
    assert clerk.digest() == before


def test_lead_officer_and_days_are_corrected_within_the_first_days(clerk: Clerk) -> None:
    """On the third day yes, on the fourth no: then a change has a reason and an approver."""
    task = clerk.task("Draft", "--due", "2026-12-31", today="2026-11-02")
    words = ("task", "edit", task)
    clerk.ok(*words, "--due", "2026-12-30", today="2026-11-05")
    for late in (
        ("--due", "none"),
        ("--lead", "STP"),
        ("--officer", "AN"),
        ("--quantity", "2"),
        ("--assigned", "2026-10-02"),
    ):
        assert clerk.refused(4, *words, *late, today="2026-11-06")["code"] == "too-late"
    clerk.ok(*words, "--title", "Draft two", today="2026-11-06")
    clerk.ok("config", "set", "edit_days", "4")
    clerk.ok(*words, "--lead", "STP", today="2026-11-06")
    assert clerk.refused(4, *words, "--lead", "STC", today="2026-11-07")["code"] == "too-late"


def test_a_done_task_keeps_its_days(clerk: Clerk) -> None:
    """Its title may still be mended."""
    task = clerk.task("Draft", "--due", "2026-12-31")
    clerk.ok("log", task, "--done")
    assert clerk.refused(4, "task", "edit", task, "--due", "none")["code"] == "too-late"
    clerk.ok("task", "edit", task, "--title", "Draft two")


def test_days_of_a_correction_must_fit(clerk: Clerk) -> None:
    """Not due before assigned, not assigned after the first entry."""
    task = clerk.task("Draft", "--due", "2026-12-31")
    clerk.ok("log", task, "begun", "--on", "2026-10-10")
    clerk.refused(4, "task", "edit", task, "--due", "2026-09-30")
    clerk.refused(4, "task", "edit", task, "--assigned", "2026-10-11")
    clerk.ok("task", "edit", task, "--assigned", "2026-10-10")


def test_the_timeline_has_entries_reviews_and_corrections(clerk: Clerk) -> None:
    """In the order of their days, each with who did it."""
    task = clerk.task("Draft", today="2026-10-01")
    clerk.ok("task", "edit", task, "--title", "Drafted", "--reason", "typo", today="2026-10-02")
    clerk.ok("log", task, "begun", "--percent", "20", "--on", "2026-10-10")
    clerk.ok(
        "log", task, "half", "--percent", "45,5", "--on", "2026-10-10", "--corrects", "1", "--next", "finish"
    )
    clerk.ok("log", task, "--done", "--evidence", "9/BC", "--on", "2026-10-20", "--obstacle", "rain")
    clerk.ok(
        "task", "review", task, "--return", "--reason", "no annex", "--reviewer", "Lan", "--on", "2026-10-21"
    )
    out = clerk.ok("task", "show", task).out
    lines = [" ".join(line.split()) for line in out[out.index("Timeline") :].splitlines()[4:]]
    assert lines == [
        "2026-10-02 – corrected: Task: Draft -> Drafted; typo clerk",
        "2026-10-10 1 replaced by entry 2; 20 %; begun clerk",
        "2026-10-10 2 corrects entry 1; 45.5 %; half; next: finish clerk",
        "2026-10-20 3 done on 2026-10-20; obstacle: rain; evidence: 9/BC clerk",
        "2026-10-21 3 Returned; no annex Lan",
    ]
    shown = clerk.data("task", "show", task)
    assert [(entry["entry"], entry["voided"]) for entry in shown["entries"]] == [
        (1, True),
        (2, False),
        (3, False),
    ]
    assert shown["entries"][2]["reviews"][0]["verdict"] == "returned"
    assert shown["edits"][0]["changed"][0]["after"] == {"title": "Drafted"}


def test_the_timeline_ends_today(clerk: Clerk) -> None:
    """At an earlier --today later entries and corrections are not yet known, nor later tasks."""
    task = clerk.task("Draft", today="2026-10-01")
    clerk.ok("log", task, "begun", "--on", "2026-10-10")
    clerk.ok("task", "edit", task, "--title", "Drafted")
    shown = clerk.data("task", "show", task, today="2026-10-09")
    assert (shown["entries"], shown["edits"], shown["status"]) == ([], [], "not-started")
    clerk.refused(3, "task", "show", task, today="2026-09-30")


def test_a_dry_run_writes_nothing(clerk: Clerk) -> None:
    """The file stays byte for byte the same, the answer is that of the real run."""
    task = clerk.task()
    before = clerk.digest()
    assert clerk.ok("task", "add", "Other", "--lead", "STC", "--dry-run").out.startswith("Dry run")
    assert clerk.data("task", "edit", task, "--title", "Other", "--dry-run")["title"] == "Other"
    assert clerk.data("log", task, "--done", "--dry-run")["status"] == "done-no-deadline"
    assert clerk.digest() == before
    clerk.ok("log", task, "--percent", "50")
    before = clerk.digest()
    assert clerk.data("task", "review", task, "--fail", "--dry-run")["verdict"] == "failed"
    assert clerk.digest() == before
    assert clerk.data("task", "show", task)["title"] == "Draft the plan"


def test_reads_write_nothing(clerk: Clerk) -> None:
    """Neither file nor folder changes, today and at an earlier day, even where the file cannot be written."""
    task = clerk.task("Draft", "--due", "2026-12-31")
    clerk.ok("log", task, "half", "--percent", "50")
    before, folder = clerk.digest(), sorted(clerk.db.parent.iterdir())
    clerk.db.chmod(0o400)
    for words in (
        ("task", "list"), ("task", "show", task), ("history",), ("history", task, "--changes"), ("progress", "list"),
        ("config", "list"), ("unit", "list"), ("unit", "show", "STC"), ("officer", "list"), ("officer", "show", "AN"),
    ):  # fmt: skip
        clerk.ok(*words)
    clerk.ok("task", "list", today="2026-11-01")
    assert (clerk.digest(), sorted(clerk.db.parent.iterdir())) == (before, folder)


def test_both_languages_say_the_same(clerk: Clerk) -> None:
    """Codes and days of the JSON are one, whatever is spoken; people read days as they write them."""
    clerk.task("Draft", "--due", "2026-12-31")
    for words in (("task", "list"), ("task", "show", "NV1")):
        found = [clerk.ok(*words, "--format", "json", lang=lang).json["data"] for lang in ("en", "vi")]
        plain = [
            {n: v for n, v in (row[0] if isinstance(row, list) else row).items() if not n.endswith("_label")}
            for row in found
        ]
        assert plain[0] == plain[1]
    assert "2026-12-31" in clerk.ok("task", "show", "NV1").out
    assert "31/12/2026" in clerk.ok("task", "show", "NV1", lang="vi").out


def test_a_repetition_without_a_document_is_pointed_out(clerk: Clerk) -> None:
    words = ("task", "add", "Lập dự toán", "--lead", "STC", "--due", "2026-12-31")
    assert clerk.data(*words)["warnings"] == []
    assert clerk.data(*words)["warnings"] == ["NV1 has the same text, lead and due date."]
    assert clerk.data(*words[:-1], "2026-12-30")["warnings"] == []
    assert clerk.data(*words, "--document", "1/QĐ")["warnings"] == []


def test_a_day_before_the_last_change_names_the_entry_to_take_back(clerk: Clerk) -> None:
    clerk.task("Việc", "--due", "2026-12-31")
    why = ("--reason", "x", "--document", "1/QĐ", "--approved-by", "Chủ tịch")
    clerk.ok("task", "suspend", "NV1", *why, "--on", "2026-11-20")
    [entry] = clerk.data("history", "--limit", "1")
    remedy = clerk.refused(4, "task", "resume", "NV1", "--on", "2026-11-10")["remedy"]
    assert f"tasktrack undo {entry['seq']}" in remedy
