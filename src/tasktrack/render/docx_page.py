"""The pages of a printed document: A4, its margins and number, letters, and the package that holds it all.

NĐ 30/2020/NĐ-CP, Annex I: margins 20-25 mm above and below, 30-35 left, 15-20 right; Times New Roman 13-14, black;
the number of the page in the middle of the margin above, from the second page on.
"""

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, BinaryIO, Final

from tasktrack.render.docx_text import NAMESPACES, millimetres, safe, twips

if TYPE_CHECKING:
    from docx.document import Document

BODY_SIZE: Final = 14.0
_SHORT, _LONG = millimetres(210), millimetres(297)
_ABOVE_AND_BELOW, _LEFT, _RIGHT, _HEADER = map(millimetres, (20, 30, 15, 10))
PORTRAIT_ROOM: Final = _SHORT - _LEFT - _RIGHT
LANDSCAPE_ROOM: Final = _LONG - _LEFT - _RIGHT
LANDSCAPE_HEIGHT: Final = _SHORT - 2 * _ABOVE_AND_BELOW
_FONTS: Final = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman"'
    ' w:cs="Times New Roman"/>'
)
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file knows
_NO_DAY: Final = date(2000, 1, 1)
# Of the library's sample document, what a report has no use for.
_NOT_OURS: Final = ("thumbnail", "customXml", "stylesWithEffects", "numbering", "webSettings")


def new_document(language: str) -> "Document":
    """Return an empty document in our letters, without what the library's sample brings along."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    styles = document.styles.element
    for child in list(styles):
        styles.remove(child)
    for child in parse_xml(_styles(language)):
        styles.append(child)
    for holder in (document.part.rels, document.part.package.rels):
        for key, link in list(holder.items()):
            if link.reltype.rpartition("/")[2] in _NOT_OURS:
                del holder[key]
    return document


def header_ids(document: "Document") -> tuple[str, str]:
    """Add the header of the first page, which is empty, and that of the others, which is their number."""
    from docx.oxml import parse_xml

    number = (
        f'<w:p {NAMESPACES}><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    found = []
    for content in (f"<w:p {NAMESPACES}/>", number):
        part, key = document.part.add_header_part()  # type: ignore[no-untyped-call]
        for child in list(part.element):
            part.element.remove(child)
        part.element.append(parse_xml(content))
        found.append(key)
    return found[0], found[1]


def section(headers: tuple[str, str], *, landscape: bool) -> str:
    """Return the properties of a part of the document whose pages are counted from 1."""
    first, others = headers
    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    turned = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr><w:headerReference w:type="first" r:id="{first}"/>'
        f'<w:headerReference w:type="default" r:id="{others}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(width)}" w:h="{twips(height)}"{turned}/>'
        f'<w:pgMar w:top="{twips(_ABOVE_AND_BELOW)}" w:right="{twips(_RIGHT)}" w:bottom="{twips(_ABOVE_AND_BELOW)}"'
        f' w:left="{twips(_LEFT)}" w:header="{twips(_HEADER)}" w:footer="{twips(_HEADER)}" w:gutter="0"/>'
        '<w:pgNumType w:start="1"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )


def save(document: "Document", stream: BinaryIO, *, title: str, author: str, day: date | None) -> None:
    """Write the document so that the same report gives the same bytes: no clock, no person of this machine."""
    core = document.core_properties
    moment = datetime.combine(day or _NO_DAY, datetime.min.time())
    core.title, core.author, core.last_modified_by, core.comments = title[:255], author[:255], "", ""
    core.created = core.modified = moment
    core.revision = 1
    made = io.BytesIO()
    document.save(made)
    without_moments(made, stream)


def without_moments(made: BinaryIO, stream: BinaryIO) -> None:
    """Copy a package without the moments at which its parts were written."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))


def _styles(language: str) -> str:
    spoken = {"vi": "vi-VN", "en": "en-GB"}.get(language, "vi-VN")
    size = round(BODY_SIZE * 2)
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:keepLines/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
        for level in (1, 2)
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}"
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{safe(spoken)}" w:eastAsia="{safe(spoken)}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:rPr>{_FONTS}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>'
        '<w:uiPriority w:val="99"/></w:style>'
        f"{headings}"
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f'<w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>'
        '<w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
    )
