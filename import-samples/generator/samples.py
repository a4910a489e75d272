"""What dirty.py and clerk.py share: made-up people, sheets of rows, and writers whose files are the same on every run.

    pip install openpyxl xlwt msoffcrypto-tool

No wall clock and no chance anywhere: workbook properties and zip entries carry one fixed moment.
"""
import datetime, io, pathlib, re, zipfile
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.utils import get_column_letter

MOMENT = datetime.datetime(2009, 1, 5, 9, 0, 0)
SAMPLES = pathlib.Path(__file__).resolve().parent.parent


def id_number(birth, sequence, area="990101"):
    """A right 18-character number: area code 9901xx (there is none), birth date YYYYMMDD, sequence, check character (GB 11643)."""
    body = f"{area}{birth}{sequence:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights)) % 11]


def id_number_ending_in_x(birth):
    """The first right number of that birth date whose check character is X."""
    return next(number for number in (id_number(birth, sequence) for sequence in range(1000)) if number.endswith("X"))


def day(text):
    return datetime.date.fromisoformat(text)


class Formula(str):
    """A formula, without the leading equals sign. openpyxl and xlwt write it without a result."""


class ErrorValue(str):
    """An error value such as #REF! in a cell of its own kind. A plain str is always text, whatever it begins with."""


class Sheet:
    """A sheet under way: rows of cells as they were typed. Row and column numbers count from 1, as people count."""

    def __init__(self, name):
        self.name = name
        self.rows = []  # lists of values; None is an empty cell
        self.merges = []  # "A4:A6"
        self.hidden_rows = []
        self.hidden_columns = []  # letters
        self.number_formats = {}  # "B3" → "yyyy-mm-dd"

    def add(self, *values):
        """Adds a row and tells its number."""
        self.rows.append(list(values))
        return len(self.rows)

    def merge(self, reference):
        self.merges.append(reference)


# Writers. Each takes sheets and gives the bytes of a file.


def xlsx(sheets, date_1904=False):
    book = openpyxl.Workbook()
    book.remove(book.active)
    if date_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.title = sheet.name
        for row, values in enumerate(sheet.rows, 1):
            for column, value in enumerate(values, 1):
                if value is None:
                    continue
                cell = page.cell(row, column)
                if isinstance(value, Formula):
                    cell.value = "=" + value
                elif isinstance(value, ErrorValue):
                    cell.value, cell.data_type = str(value), "e"
                elif isinstance(value, str):
                    cell.value, cell.data_type = value, "s"
                else:
                    cell.value = value
                if isinstance(value, datetime.date):
                    cell.number_format = "yyyy-mm-dd"
        for reference, number_format in sheet.number_formats.items():
            page[reference].number_format = number_format
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
        for column in sheet.hidden_columns:
            page.column_dimensions[column].hidden = True
        for reference in sheet.merges:
            page.merge_cells(reference)
    book.properties.creator = "tonggu"
    book.properties.created = MOMENT
    target = io.BytesIO()
    book.save(target)
    return fixed(target.getvalue())


def xls(sheets):
    book = xlwt.Workbook(encoding="utf-8")
    date_style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        merged = {}
        for reference in sheet.merges:
            first_column, first_row, last_column, last_row = openpyxl.utils.range_boundaries(reference)
            merged[first_row, first_column] = (last_row, last_column)
        for row, values in enumerate(sheet.rows, 1):
            for column, value in enumerate(values, 1):
                if value is None:
                    continue
                style = date_style if isinstance(value, datetime.date) else xlwt.Style.default_style
                if isinstance(value, Formula):
                    value = xlwt.Formula(str(value))
                if (row, column) in merged:
                    last_row, last_column = merged[row, column]
                    page.write_merge(row - 1, last_row - 1, column - 1, last_column - 1, value, style)
                else:
                    page.write(row - 1, column - 1, value, style)
        for row in sheet.hidden_rows:
            page.row(row - 1).hidden = True
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def ods(sheets):
    """A plain ods. Cells under a merge are written as LibreOffice writes them: covered, and blank."""
    tables = []
    for sheet in sheets:
        spans, covered = {}, set()
        for reference in sheet.merges:
            first_column, first_row, last_column, last_row = openpyxl.utils.range_boundaries(reference)
            spans[first_row, first_column] = (last_row - first_row + 1, last_column - first_column + 1)
            covered |= {(row, column) for row in range(first_row, last_row + 1) for column in range(first_column, last_column + 1)}
            covered.remove((first_row, first_column))
        lines = []
        for row, values in enumerate(sheet.rows, 1):
            cells = []
            for column, value in enumerate(values, 1):
                span = ""
                if (row, column) in spans:
                    rows, columns = spans[row, column]
                    span = f' table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
                if (row, column) in covered:
                    cells.append("<table:covered-table-cell/>")
                elif value is None:
                    cells.append(f"<table:table-cell{span}/>")
                elif isinstance(value, datetime.date):
                    cells.append(f'<table:table-cell office:value-type="date" office:date-value="{value}"{span}><text:p>{value}</text:p></table:table-cell>')
                elif isinstance(value, str):
                    cells.append(f'<table:table-cell office:value-type="string"{span}><text:p>{escape(value)}</text:p></table:table-cell>')
                else:
                    cells.append(f'<table:table-cell office:value-type="float" office:value="{value}"{span}><text:p>{value}</text:p></table:table-cell>')
            lines.append("<table:table-row>" + "".join(cells) + "</table:table-row>")
        name = escape(sheet.name, {'"': "&quot;"})
        tables.append(f'<table:table table:name="{name}">' + "".join(lines) + "</table:table>")
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        "<office:body><office:spreadsheet>" + "".join(tables) + "</office:spreadsheet></office:body></office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return package([("mimetype", mime), ("content.xml", content), ("META-INF/manifest.xml", manifest)])


def csv_text(rows, delimiter=",", end="\r\n"):
    def field(value):
        text = "" if value is None else str(value)
        needs_quotes = any(mark in text for mark in (delimiter, '"', "\n", "\r"))
        return '"' + text.replace('"', '""') + '"' if needs_quotes else text

    return "".join(delimiter.join(field(value) for value in row) + end for row in rows)


def package(parts):
    """A zip of named parts, each with the fixed moment."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def fixed(workbook):
    """A package with every moment in it set to the fixed one."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name in ("docProps/core.xml", "meta.xml"):
                moment = MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb">\d{4}-\d\d-\d\dT[\d:.]+Z?<", b">" + moment + b"<", content)
            parts.append((name, content))
    return package(parts)


def column_letter(number):
    return get_column_letter(number)
