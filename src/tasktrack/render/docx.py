"""A Word document laid out as NĐ 30/2020/NĐ-CP, Annex I, has it; broad tables are annexes on broad pages."""

from typing import TYPE_CHECKING, BinaryIO, Final

from tasktrack.i18n import _
from tasktrack.render import docx_body, docx_chart, docx_head, docx_page
from tasktrack.render.cells import people_day
from tasktrack.render.clean import one_line
from tasktrack.render.docx_text import NAMESPACES, gap, paragraph, run, safe
from tasktrack.reports.report import Chart, Paper, Report

if TYPE_CHECKING:
    from docx.document import Document

_BOOK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BOOK_LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
_CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_CHART_LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_PART_END: Final = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_EMU: Final = 12_700  # English metric units in a point


def write_docx(report: Report, stream: BinaryIO) -> None:
    """Write `report` as a Word document, with the words of its paper round it; without paper, under its title."""
    document = docx_page.new_document(report.language)
    headers = docx_page.header_ids(document)
    _fill(document, report, headers)
    paper = report.paper or Paper()
    title = paper.subject or paper.name or report.title or report.command
    docx_page.save(
        document, stream, title=one_line(title), author=one_line(paper.body), day=report.as_of or paper.day
    )


def _fill(document: "Document", report: Report, headers: tuple[str, str]) -> None:
    from docx.oxml import parse_xml

    charts = _Charts(document, report.language)
    turned = docx_body.is_turned(report)
    room = docx_page.LANDSCAPE_ROOM if turned else docx_page.PORTRAIT_ROOM
    made = docx_body.body(report, charts.draw, room)
    inside = docx_body.with_pointers(made.content, len(made.annexes))
    content = _head(report, room) + inside + _foot(report, room)
    pages = [docx_page.section(headers, landscape=turned)]
    for place, annex in enumerate(made.annexes):
        # The properties of a part stand in its last paragraph, those of the last part by themselves.
        content += f"{_PART_END}{pages[-1]}</w:pPr></w:p>"
        content += _annex_head(report, annex.title, docx_body.annex_name(place, len(made.annexes)))
        content += docx_body.annex_body(annex, report, charts.draw)
        pages.append(docx_page.section(headers, landscape=True))
    # Put in whole: element by element, lxml would take minutes for a few thousand rows.
    whole = f"<w:document {NAMESPACES}><w:body>{content}{pages[-1]}</w:body></w:document>"
    document.part._element = parse_xml(whole)


def _head(report: Report, room: float) -> str:
    paper = report.paper
    if paper is None:
        title = paragraph(run(report.title, bold=True), align="center", before=6) if report.title else ""
        as_of = ""
        if report.as_of is not None:
            words = _("As of {day}").format(day=people_day(report.as_of, report.language))
            as_of = paragraph(run(words, italic=True), align="center")
        return title + as_of + gap(8)
    opening = "".join(map(docx_body.sentence, paper.opening))
    head = docx_head.letterhead(paper, report.language, room) + docx_head.heading(paper, room)
    return head + docx_head.addressees(paper, room) + opening


def _foot(report: Report, room: float) -> str:
    if report.paper is None:
        return ""
    # No signature stands alone on a page.
    closing = "".join(docx_body.sentence(text, keep_next=True) for text in report.paper.closing)
    return closing + docx_head.foot(report.paper, room)


def _annex_head(report: Report, title: str, name: str) -> str:
    lines = [paragraph(run(name, bold=True, size=14), align="center", keep_next=True)]
    if title:
        lines.append(paragraph(run(title.upper(), bold=True, size=13), align="center", keep_next=True))
    if report.paper is not None:
        words = docx_head.enclosed_with(report.paper, report.language)
        lines.append(paragraph(run(words, italic=True, size=13), align="center", after=8, keep_next=True))
    return "".join(lines)


class _Charts:
    """Adds charts to a document as parts of their own."""

    def __init__(self, document: "Document", language: str) -> None:
        self.document = document
        self.language = language
        self.count = 0

    def draw(self, chart: Chart, width: float, height: float) -> str:
        """Add the part of a chart and return the run that shows it, with its summary for who cannot see it."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        from tasktrack.render.docx_figures import figures

        self.count += 1
        package = self.document.part.package
        name = PackURI(f"/word/charts/chart{self.count}.xml")
        part = Part(name, _CHART_TYPE, b"", package)
        book = PackURI(f"/word/embeddings/chart{self.count}.xlsx")
        data = part.relate_to(Part(book, _BOOK_TYPE, figures(chart), package), _BOOK_LINK)
        xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + docx_chart.chart_xml(
            chart, self.language, width, height, data
        )
        part._blob = xml.encode()
        key = self.document.part.relate_to(part, _CHART_LINK)
        size = f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            '<wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:docPr id="{self.count}" name="Chart {self.count}" descr="{safe(chart.summary)}"'
            f' title="{safe(chart.title)}"/>'
            "<wp:cNvGraphicFramePr/><a:graphic>"
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart r:id="{key}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )
