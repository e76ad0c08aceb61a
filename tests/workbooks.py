"""Workbooks made by hand: honest ones in a few lines, and such as no program would write."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"

Cells = Sequence[Sequence[object]]


def book(
    path: Path, sheets: Mapping[str, Cells], merged: Sequence[str] = (), hidden: Sequence[str] = ()
) -> Path:
    """Write a workbook with openpyxl; `merged` are areas of its first sheet."""
    whole = openpyxl.Workbook()
    whole.remove(whole.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = whole.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    for area in merged:
        whole.worksheets[0].merge_cells(area)
    whole.save(path)
    return path


def parts(sheet: str = "<row r='1'><c r='A1'><v>1</v></c></row>", **more: str) -> dict[str, str]:
    """Return the parts of the smallest .xlsx, `sheet` being what stands in its sheetData; `more` replaces parts."""
    smallest = {
        "[Content_Types].xml": (
            f"<Types xmlns='{PACKAGE}/content-types'><Default Extension='xml' ContentType='application/xml'/>"
            f"<Override PartName='/xl/workbook.xml' ContentType='{SHEET_TYPE}'/></Types>"
        ),
        "xl/workbook.xml": (
            f"<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'>"
            "<sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f"<Relationships xmlns='{PACKAGE}/relationships'><Relationship Id='rId1' "
            f"Type='{RELATIONS}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>"
        ),
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{MAIN}'><sheetData>{sheet}</sheetData></worksheet>",
    }
    return smallest | more


def zipped(path: Path, content: Mapping[str, str | bytes]) -> Path:
    """Write parts into a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in content.items():
            made.writestr(name, text)
    return path


def ods(path: Path, tables: str, **more: str | bytes) -> Path:
    """Write an .ods whose content is the given tables."""
    content = (
        f"<office:document-content xmlns:office='{OFFICE}:office:1.0' xmlns:table='{OFFICE}:table:1.0' "
        f"xmlns:text='{OFFICE}:text:1.0'><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(path, {"mimetype": ODS, "content.xml": content, **more})


def compound(*names: str, **streams: bytes) -> bytes:
    """Return a compound file, as old office programs wrote them, whose directory names these, and holds these streams.

    A stream is at least 4,096 bytes long, so that it lies in whole sectors.
    """
    entries, data = [(name, 0xFFFFFFFE, 0) for name in names], b""
    sectors = 1 + -(-(len(names) + len(streams)) // 4)
    table = [0xFFFFFFFD, *range(2, sectors), 0xFFFFFFFE]
    for name, content in streams.items():
        entries.append((name, len(table), len(content)))
        count = -(-len(content) // 512)
        table += [*range(len(table) + 1, len(table) + count), 0xFFFFFFFE]
        data += content.ljust(512 * count, b"\0")
    directory = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        + struct.pack("<H", 2 * len(name) + 2)
        + bytes(50)
        + struct.pack("<IQ", start, length)
        for name, start, length in entries
    )
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    links = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return head + links + directory.ljust(512 * (sectors - 1), b"\0") + data
