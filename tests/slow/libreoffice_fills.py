"""Run by the Python that LibreOffice speaks to: fills in spreadsheets through LibreOffice and saves them as .xlsx.

    python3 libreoffice_fills.py PROFILE < jobs.json

Jobs are a list of {"from", "to", "cells": {"J9": ["text"|"value"|"typed", what]}}. Prints, as JSON,
job by job, whether the sheet is protected and which of those cells are open in it.
"""

import json
import subprocess
import sys
import time

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

_PATIENCE = 90.0


def main() -> None:
    """Start an office of our own, do the jobs and end it."""
    pipe = f"tasktrack{time.time_ns()}"
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={sys.argv[1]}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        desktop = _desktop(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        print(json.dumps([_fill(desktop, job) for job in json.load(sys.stdin)]))
        desktop.terminate()
        office.wait(_PATIENCE)
    finally:
        office.kill()


def _desktop(url: str) -> object:
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            context = resolver.resolve(url)
            break
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def _fill(desktop, job):  # type: ignore[no-untyped-def]
    book = desktop.loadComponentFromURL(job["from"], "_blank", 0, (_property("Hidden", True),))
    sheet = book.Sheets.getByIndex(0)
    for name, (how, what) in job["cells"].items():
        cell = sheet.getCellRangeByName(name)
        if how == "text":
            cell.setString(what)
        elif how == "value":
            cell.setValue(what)
        else:
            cell.FormulaLocal = what
    open_cells = [name for name in job["cells"] if not sheet.getCellRangeByName(name).CellProtection.IsLocked]
    told = {"protected": sheet.isProtected(), "open": open_cells}
    book.storeToURL(job["to"], (_property("FilterName", "Calc MS Excel 2007 XML"),))
    book.close(True)
    return told


def _property(name, value):  # type: ignore[no-untyped-def]
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


main()
