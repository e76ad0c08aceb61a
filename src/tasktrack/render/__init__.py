"""A Report in the form that was asked for; each form lives in a file that is imported only on use."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, TextIO

if TYPE_CHECKING:
    from tasktrack.reports.report import Report

FORMATS: tuple[str, ...] = ("table", "text", "csv", "tsv", "json", "jsonl", "md", "html", "xlsx", "docx")
# What is no text: a file of an office program.
BINARY: tuple[str, ...] = ("xlsx", "docx")


def write(
    report: Report,
    format: str,  # noqa: A002 - the word of the command line
    stream: TextIO,
    *,
    width: int | None = None,
    colour: bool = False,
    bom: bool = False,
) -> None:
    """Write `report` to `stream` as one of FORMATS that are text, lines ending in a line feed, or events as `ics`.

    `width` (columns of the terminal) and `colour` matter to `table` alone; `bom` starts `csv` and `tsv`
    with the mark by which spreadsheets know UTF-8. ValueError for a format that is not one of ours.
    """
    match format:
        case "table":
            from tasktrack.render.table import write_table

            write_table(report, stream, width=width, colour=colour)
        case "text":
            from tasktrack.render.text import write_text

            write_text(report, stream)
        case "csv" | "tsv":
            from tasktrack.render.delimited import write_csv, write_tsv

            (write_csv if format == "csv" else write_tsv)(report, stream, bom=bom)
        case "json" | "jsonl":
            from tasktrack.render.jsontext import write_json, write_jsonl

            (write_json if format == "json" else write_jsonl)(report, stream)
        case "md":
            from tasktrack.render.markdown import write_markdown

            write_markdown(report, stream)
        case "html":
            from tasktrack.render.html import write_html

            write_html(report, stream)
        case "ics":
            from tasktrack.render.ics import write_ics

            write_ics(report, stream)
        case _:
            raise ValueError(f"unknown format: {format}")


def write_binary(report: Report, format: str, stream: BinaryIO) -> None:  # noqa: A002 - the word of the command line
    """Write `report` to `stream` as one of BINARY; ValueError for a format that is none of them."""
    match format:
        case "xlsx":
            from tasktrack.render.xlsx import write_xlsx

            write_xlsx(report, stream)
        case "docx":
            from tasktrack.render.docx import write_docx

            write_docx(report, stream)
        case _:
            raise ValueError(f"no binary format: {format}")
