"""A document as DOCX in the bureau's form: title in 22 pt, text in 16 pt 仿宋, on A4.

Only what this form needs of WordprocessingML is written; the same document gives the same bytes.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.clock import BEIJING
from app.documents.ladder import DocumentState, DocumentStep
from app.documents.paper import PaperTable
from app.documents.present import DocumentView, StepView
from app.wording import Language, Text

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = f"""{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="\
application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONS = f"""{_HEAD}<Relationships \
xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="\
http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
Target="word/document.xml"/></Relationships>"""
# A4, and the margins of GB/T 9704: 37 mm above, 28 mm left, 26 mm right, 35 mm below.
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"'
    ' w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)
_WIDTH = 11906 - 1474 - 1587
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_EPOCH = (2000, 1, 1, 0, 0, 0)

_EXERCISE = Text("演练", "EXERCISE")
_EXERCISE_FOOT = Text("演练用，不作真令。", "For an exercise; not a real order.")
_ILLUSTRATIVE = Text(
    "预报为示例合成，不是机构发布的。", "The forecast is illustrative, made by us."
)
_NOT_SIGNED = Text("未签发，不得执行", "Not signed: not to be carried out")
_ENDED = {
    DocumentState.SUPERSEDED: Text("已被代替", "Superseded"),
    DocumentState.LIFTED: Text("已解除", "Lifted"),
    DocumentState.WITHDRAWN: Text("已撤回", "Withdrawn"),
}
_SIGNED = Text("签发", "Signed by")


def write_docx(view: DocumentView, language: Language) -> bytes:
    """The file's bytes."""
    body = "".join(_write_body(view, language)) + _PAGE
    document = f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>'
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name, text in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS),
                           ("word/document.xml", document)):  # fmt: skip
            file.writestr(ZipInfo(name, _EPOCH), text, ZIP_DEFLATED)
    return buffer.getvalue()


def _write_body(view: DocumentView, language: Language) -> Iterator[str]:
    def said(text: Text) -> str:
        return text.spoken(language)

    paper = view.paper
    if view.exercise:
        yield _write_line(said(_EXERCISE), size=32, bold=True)
    if view.number is None or view.state in _ENDED:
        yield _write_line(said(_ENDED.get(view.state, _NOT_SIGNED)), size=32, bold=True)
    yield _write_line(said(paper.title), size=44, bold=True, align="center", font="SimSun")
    if view.number is not None:
        yield _write_line(view.number, align="center")
    yield _write_line(said(paper.addressee))
    yield from (_write_line(said(each), indent=True) for each in paper.opening)
    for table in paper.tables:
        yield _write_line(said(table.title), bold=True, font="SimHei")
        yield _write_table(table, language)
    yield from (_write_line(said(each), indent=True) for each in paper.closing)
    yield from (
        _write_line(each, indent=True) for each in view.remarks.splitlines() if each.strip()
    )
    yield from _write_foot(view, language)


def _write_foot(view: DocumentView, language: Language) -> Iterator[str]:
    signed = next((each for each in view.steps if each.step is DocumentStep.SIGN), None)
    if signed is not None and view.number is not None:
        yield _write_line(view.issuer.name, align="right")
        yield _write_line(_signer_line(signed, language), align="right")
    if view.proof is not None:
        yield _write_line(f"SHA-256 {view.proof.hash}", size=18)
    if view.paper.illustrative:
        yield _write_line(_ILLUSTRATIVE.spoken(language), size=21)
    if view.exercise:
        yield _write_line(_EXERCISE_FOOT.spoken(language), size=21)


def _signer_line(signed: StepView, language: Language) -> str:
    at = signed.at.astimezone(BEIJING)
    day = Text(f"{at:%Y年%-m月%-d日 %H:%M}", f"{at:%Y-%m-%d %H:%M} +08:00").spoken(language)
    return f"{_SIGNED.spoken(language)} {signed.name}  {day}"


def _write_line(
    text: str, *, size: int = 32, bold: bool = False, align: str = "both", indent: bool = False,
    font: str = "FangSong",
) -> str:  # fmt: skip
    first = '<w:ind w:firstLineChars="200" w:firstLine="640"/>' if indent else ""
    told = _write_run(text, size, font, bold=bold)
    return f'<w:p><w:pPr>{first}<w:jc w:val="{align}"/></w:pPr>{told}</w:p>'


def _write_run(text: str, size: int, font: str, *, bold: bool) -> str:
    weight = "<w:b/>" if bold else ""
    fonts = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}"/>'
    return (
        f'<w:r><w:rPr>{fonts}{weight}<w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(_printable_text(text), quote=False)}</w:t></w:r>'
    )


def _printable_text(text: str) -> str:
    """XML has no place for control characters, however they came into a name."""
    return "".join(each for each in text if each >= " " or each == "\t")


def _write_table(table: PaperTable, language: Language) -> str:
    rows: list[tuple[bool, Sequence[Text]]] = [(False, row) for row in table.rows]
    if table.head:
        rows.insert(0, (True, table.head))
    columns = max((len(row) for _, row in rows), default=1)
    width = _WIDTH // columns
    grid = f'<w:gridCol w:w="{width}"/>' * columns
    told = "".join(_write_row(row, language, width, bold=head) for head, row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/>'
        f"<w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{told}</w:tbl>"
    )


def _write_row(cells: Iterable[Text], language: Language, width: int, *, bold: bool) -> str:
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"<w:p>{_write_run(each.spoken(language), 24, 'FangSong', bold=bold)}</w:p></w:tc>"
        for each in cells
    )
    return f"<w:tr>{told}</w:tr>"
