"""An XLSX with what GDAL cannot write: drop-down lists, comments, widths, cells that stay text."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LAST_ROW = 5000  # as far as drop-down lists go
_MOMENT = (2026, 1, 1, 0, 0, 0)  # the same bytes each time

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column: its heading, what is said of it, the values to choose from."""

    heading: str
    comment: str = ""
    choices: tuple[str, ...] = ()
    width: int = 14


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet of a workbook: titles above the heading, merged cells as `A1:C1`."""

    name: str
    columns: Sequence[BookColumn]
    rows: Sequence[Sequence[Cell]]
    titles: Sequence[str] = ()
    merged: Sequence[str] = ()


def write_workbook(sheets: Sequence[BookSheet]) -> bytes:
    """The workbook's bytes, the same for the same sheets."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _members(sheets):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _HEAD + text)
    return out.getvalue()


def _members(sheets: Sequence[BookSheet]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    yield "[Content_Types].xml", _content_types(numbers)
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    names = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
    )
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations([*targets, ("rStyles", "styles", "styles.xml")]),
    )
    yield "xl/styles.xml", _STYLES
    for number, sheet in enumerate(sheets, 1):
        yield f"xl/worksheets/sheet{number}.xml", _sheet(sheet)
        yield (
            f"xl/worksheets/_rels/sheet{number}.xml.rels",
            _relations([
                ("rId1", "comments", f"../comments{number}.xml"),
                ("rId2", "vmlDrawing", f"../drawings/vml{number}.vml"),
            ]),
        )  # fmt: skip
        yield f"xl/comments{number}.xml", _comments(sheet)
        yield f"xl/drawings/vml{number}.vml", _drawing(sheet)


def _content_types(numbers: range) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    parts += [(f"/xl/comments{n}.xml", "comments") for n in numbers]
    told = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in parts
    )
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    drawing = "application/vnd.openxmlformats-officedocument.vmlDrawing"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        f'<Default Extension="vml" ContentType="{drawing}"/>{told}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, kind, target in targets
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


# 0 plain, 1 text (a code keeps its zeros), 2 the heading.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFE4EDEA"/></patternFill></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="49" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" applyFont="1" applyFill="1"/></cellXfs></styleSheet>'
)


def _sheet(sheet: BookSheet) -> str:
    top = len(sheet.titles) + 1
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{each.width}" style="1" customWidth="1"/>'
        for n, each in enumerate(sheet.columns, 1)
    )
    head = [_row(n, [title], 0) for n, title in enumerate(sheet.titles, 1)]
    head.append(_row(top, [each.heading for each in sheet.columns], 2))
    body = [_row(n, row, 1) for n, row in enumerate(sheet.rows, top + 1)]
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merged)
    return (
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{top}" topLeftCell="A{top + 1}" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join([*head, *body])}</sheetData>"
        f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}{_choices(sheet, top)}"
        f'<legacyDrawing r:id="rId2"/></worksheet>'
    )


def _row(number: int, cells: Sequence[Cell], style: int) -> str:
    told = "".join(_cell(f"{letters(n)}{number}", value, style) for n, value in enumerate(cells))
    return f'<row r="{number}">{told}</row>'


def _cell(reference: str, value: Cell, style: int) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        return f'<c r="{reference}" s="{style}" t="inlineStr">{text}</c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def _choices(sheet: BookSheet, top: int) -> str:
    told = [
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" '
        f'sqref="{letters(n)}{top + 1}:{letters(n)}{_LAST_ROW}">'
        f"<formula1>{escape(chr(34) + ','.join(each.choices) + chr(34))}</formula1>"
        "</dataValidation>"
        for n, each in enumerate(sheet.columns)
        if each.choices
    ]
    if not told:
        return ""
    return f'<dataValidations count="{len(told)}">{"".join(told)}</dataValidations>'


def _comments(sheet: BookSheet) -> str:
    top = len(sheet.titles) + 1
    told = "".join(
        f'<comment ref="{letters(n)}{top}" authorId="0"><text><t>{escape(each.comment)}</t></text>'
        "</comment>"
        for n, each in enumerate(sheet.columns)
        if each.comment
    )
    return (
        f'<comments xmlns="{_MAIN}"><authors><author>Haitang</author></authors>'
        f"<commentList>{told}</commentList></comments>"
    )


def _drawing(sheet: BookSheet) -> str:
    """The boxes of the comments: without them Excel says that it repaired the file."""
    top = len(sheet.titles)
    shapes = "".join(
        f'<v:shape id="c{n}" type="#t202" style="visibility:hidden;width:180pt;height:60pt">'
        f'<v:textbox/><x:ClientData ObjectType="Note"><x:Row>{top}</x:Row><x:Column>{n}</x:Column>'
        "</x:ClientData></v:shape>"
        for n, each in enumerate(sheet.columns)
        if each.comment
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:'
        'office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="t202" '
        f'coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/>{shapes}</xml>'
    )


def letters(index: int) -> str:
    """Column 0 is A, 26 is AA."""
    text = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
