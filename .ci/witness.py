#!/usr/bin/env python3
"""Independent witnesses: other programs read what nianbao published and say whether it is what the canonical JSON states.

Usage: witness.py path/to/nianbao [work folder]

Needs LibreOffice, poppler-utils, qpdf, Java with PDFBox; python-docx, openpyxl, lxml, jsonschema, pikepdf, fontTools, pdfua. What a document has to say comes from
report_model.py, which shares no code with nianbao. Prints every check that fails and one line with the count; exit 1 on failure.
"""

import collections
import csv
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import docx
import jsonschema
import openpyxl
from docx.oxml.ns import qn
import pdf_witness
import raster_witness
import word_witness
from lxml import etree
from report_model import CIRCLED, ROOT, Report, block_of, plain, raw_text, squeeze, walk

NIANBAO = pathlib.Path(sys.argv[1]).resolve()
SAMPLES = {  # exit status: anping-2020 has an arithmetic error of its source, reported as an error
    "lukou-2021": ("samples/lukou-2021/draft.docx", 0),
    "qinghe-2023": ("samples/qinghe-2023/draft.docx", 0),
    "anping-2020": ("samples/anping-2020/draft.docx", 1),
    "notice": ("samples/plain/notice.docx", 0),
}
# 采购总金额 reads 486000元 where the form prints no unit: kept as text under an error finding, never a guessed number, although a
# person may read one.
NO_NUMBER = ["disclosure.procurement.amount"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

passed, failed = collections.Counter(), []


def check(name, holds, detail=""):
    kind = name.split(": ")[1] if ": " in name else name
    if holds:
        passed[kind] += 1
    else:
        failed.append(name)
        print(f"FAIL {name}" + (f"\n     {detail}" if detail != "" else ""), flush=True)


def equal(name, found, wanted):
    """Checks equality; of long things, says where they part."""
    if found == wanted:
        return check(name, True)
    if isinstance(found, str) and isinstance(wanted, str):
        at = next((i for i, (a, b) in enumerate(zip(found, wanted)) if a != b), min(len(found), len(wanted)))
        near = slice(max(0, at - 25), at + 40)
        return check(name, False, f"at {at} of {len(wanted)}: found …{found[near]!r}, expected …{wanted[near]!r}")
    if isinstance(found, list) and isinstance(wanted, list):
        at = next((i for i, (a, b) in enumerate(zip(found, wanted)) if a != b), min(len(found), len(wanted)))
        return check(name, False, f"{len(found)} against {len(wanted)} items; item {at}: found {found[at:at + 1]}, expected {wanted[at:at + 1]}")
    check(name, False, f"found {found!r}, expected {wanted!r}")


def run(*command, status=(0,), **options):
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, **options)
    if done.returncode not in status:
        said = (done.stderr or done.stdout).decode("utf-8", "replace")
        raise RuntimeError(f"{' '.join(map(str, command))}: status {done.returncode}: {said[-2000:]}")
    return done.stdout


def office(profile, to, folder, file):
    run("soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", to, "--outdir", folder, file,
        timeout=300)


def grid_of(boxes):
    """Whether boxes (row, column, rows, columns) tile a rectangle without gap or overlap."""
    places = [(r, c) for row, column, rows, columns in boxes for r in range(row, row + rows) for c in range(column, column + columns)]
    if not places:
        return True
    height, width = 1 + max(r for r, _ in places), 1 + max(c for _, c in places)
    return len(places) == len(set(places)) == height * width


def cells_of(table):
    return sorted((cell.box, squeeze(plain(cell.blocks))) for cell in table.cells)


# DOCX -------------------------------------------------------------------------------------------------------------------


def docx_by_office(name, report, path, work, profile):
    folder = work / "office"
    office(profile, "txt:Text (encoded):UTF8", folder, path)
    numbers = iter(range(1, 10_000))
    wanted = plain(report.blocks, lambda note: str(next(numbers)))
    equal(f"{name}: LibreOffice reads the same text from the DOCX", squeeze((folder / f"{path.stem}.txt").read_text("utf-8-sig")), squeeze(wanted))


def docx_table_cells(table):
    """(row, column, rows, columns) and text of each cell, from gridSpan and vMerge (ECMA-376 §17.4.17, §17.4.84)."""
    open_cells, cells, sums = {}, [], []
    for r, row in enumerate(table.findall(W + "tr")):
        column = 0
        for cell in row.findall(W + "tc"):
            properties = cell.find(W + "tcPr")
            span = properties.find(W + "gridSpan") if properties is not None else None
            merge = properties.find(W + "vMerge") if properties is not None else None
            width = int(span.get(W + "val")) if span is not None else 1
            text = squeeze("".join(t.text or "" for t in cell.iter(W + "t")))
            if merge is not None and merge.get(W + "val", "continue") == "continue":
                above = open_cells[column]
                above[2] += 1
                above[4] += text
                above[5] = above[5] and above[3] == width
            else:
                entry = [r, column, 1, width, text, True]
                cells.append(entry)
                open_cells[column] = entry
            column += width
        sums.append(column)
    return sorted(((r, c, rows, columns), text) for r, c, rows, columns, text, _ in cells), sums, all(cell[5] for cell in cells)


def docx_by_python(name, report, path):
    document = docx.Document(str(path))
    numbered = lambda paragraph: paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    found = [squeeze(p.text) for p in document.paragraphs if squeeze(p.text)]
    wanted = []

    def lines(blocks):
        for block in blocks:
            if block.kind in ("paragraph", "heading"):
                wanted.append(squeeze(walk(block.content, lambda note: "")))
            elif block.kind == "list":
                for _, inner in block.items:
                    lines(inner)

    lines(report.blocks)
    equal(f"{name}: python-docx: paragraphs in order", found, [text for text in wanted if text])
    labels = [label for block in report.blocks if block.kind == "list" for label, _ in block.items]
    equal(f"{name}: python-docx: list items are numbered by Word", sum(map(numbered, document.paragraphs)), len(labels))
    headings = [(int(p.style.name.split()[1]), squeeze(p.text)) for p in document.paragraphs if re.fullmatch(r"Heading \d", p.style.name)]
    equal(f"{name}: python-docx: heading styles and levels", headings, report.headings)
    titles = [squeeze(p.text) for p in document.paragraphs if p.style.name == "Title"]
    equal(f"{name}: python-docx: title style", titles, [squeeze(report.title)] if report.title else [])
    tables = [table._tbl for table in document.tables]
    equal(f"{name}: python-docx: number of tables", len(tables), len(report.tables))
    for i, (found, wanted) in enumerate(zip(tables, report.tables), 1):
        cells, sums, straight = docx_table_cells(found)
        columns = len(found.find(W + "tblGrid").findall(W + "gridCol"))
        equal(f"{name}: python-docx: table {i}: columns of tblGrid", columns, wanted.columns)
        equal(f"{name}: python-docx: table {i}: every row spans the grid", set(sums), {wanted.columns})
        check(f"{name}: python-docx: table {i}: merged cells keep their width", straight)
        equal(f"{name}: python-docx: table {i}: cells, spans, text", cells, cells_of(wanted))
        rows = found.findall(W + "tr")
        flagged = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        equal(f"{name}: python-docx: table {i}: header rows flagged", flagged, [r < wanted.header_rows for r in range(wanted.rows)])
        check(f"{name}: python-docx: table {i}: rows don't split", all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows))
    pictures = [block for block in report.blocks if block.kind == "figure"]
    shown = document.element.body.findall(f".//{qn('wp:inline')}")
    equal(f"{name}: python-docx: pictures with alternative text", [inline.find(qn("wp:docPr")).get("descr", "") for inline in shown], [p.alt for p in pictures])
    embedded = [document.part.related_parts[inline.find(f".//{qn('a:blip')}").get(qn("r:embed"))].blob for inline in shown]
    equal(f"{name}: python-docx: pictures' bytes", embedded, [report.media[p.media] for p in pictures])
    with zipfile.ZipFile(path) as package:
        for kind in ("footnote", "endnote"):
            notes = []
            if f"word/{kind}s.xml" in package.namelist():
                tree = etree.fromstring(package.read(f"word/{kind}s.xml"))
                notes = [squeeze("".join(t.text or "" for t in note.iter(W + "t"))) for note in tree if note.get(W + "type", "normal") == "normal"]
            equal(f"{name}: DOCX {kind}s", notes, [squeeze(text) for k, text in report.notes() if k == kind])
    equal(f"{name}: python-docx: title in the properties", document.core_properties.title, report.title or "")


# XLSX -------------------------------------------------------------------------------------------------------------------


def above_tables(report):
    """The heading or caption each table stands under."""
    last, names = None, []
    for block in report.blocks:
        if block.kind == "heading" or (block.kind == "paragraph" and block.role == "caption"):
            last = walk(block.content, lambda note: "")
        elif block.kind == "table":
            names.append(last or f"表{len(names) + 1}")
    return names


def is_plain_number(text, value):
    return value is not None and re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?", text) is not None and text == value


def xlsx_by_openpyxl(name, report, path):
    # Totals are formulas; what they came to is stored beside them.
    book = openpyxl.load_workbook(path, data_only=True)
    sheets, names = book.worksheets, above_tables(report)
    checks = any(table.statutory for table in report.tables)
    equal(f"{name}: openpyxl: number of sheets", len(sheets), max(1, len(report.tables)) + checks)
    for sheet, table, title in zip(sheets, report.tables, names):
        label = f"{name}: openpyxl: {sheet.title}"
        equal(f"{label}: title row", squeeze(str(sheet["A1"].value)), squeeze(title))
        merged = {(m.min_row - 3, m.min_col - 1, m.max_row - m.min_row + 1, m.max_col - m.min_col + 1) for m in sheet.merged_cells.ranges}
        wanted = {cell.box for cell in table.cells if cell.row_span * cell.column_span > 1}
        wanted |= {(-2, 0, 1, table.columns)} if table.columns > 1 else set()
        # Row 2 says whose figures a statutory table holds.
        stated = "".join(str(cell.value) for cell in sheet[2] if cell.value is not None)
        equal(f"{label}: organ stated", bool(report.json.get("organ")) and f"填报单位：{report.json['organ']}" in stated, bool(table.statutory))
        equal(f"{label}: merged ranges", sorted(box for box in merged if box[0] != -1), sorted(wanted))
        for cell in table.cells:
            found = sheet.cell(cell.row + 3, cell.column + 1)
            text = squeeze(plain(cell.blocks))
            if cell.data and table.statutory:
                figure = raw_text(report_figure(report, table, cell))
                number = is_plain_number(figure, report_value(report, table, cell))
                where = f"{label}: {found.coordinate}"
                if number:
                    decimals = len(figure.partition(".")[2])
                    equal(f"{where}: a number", found.data_type, "n")
                    equal(f"{where}: its value", format_number(found.value), figure.rstrip("0").rstrip(".") if "." in figure else figure)
                    equal(f"{where}: its format", found.number_format, "0." + "0" * decimals if decimals else "0")
                else:
                    equal(f"{where}: text as printed", (found.data_type, found.value), ("s", figure) if figure else ("n", None))
            else:
                equal(f"{label}: {found.coordinate}: text", squeeze(str(found.value if found.value is not None else "")), text)
        rows = table.header_rows
        headed = 0 < rows < table.rows
        equal(f"{label}: print titles", sheet.print_title_rows, f"$3:${2 + rows}" if headed else None)
        equal(f"{label}: freeze panes", sheet.freeze_panes, f"A{3 + rows}" if headed else None)
        # One page is what fitToWidth means where it is not said (ECMA-376 §18.3.1.63).
        set_up = (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToWidth or 1)
        equal(f"{label}: A4, one page wide", set_up, (9, True, 1))


def format_number(value):
    return str(value) if isinstance(value, int) else repr(value).removesuffix(".0")


def report_figure(report, table, cell):
    figure = report.statistics[table.statutory]
    for key in cell.data.split("."):
        figure = figure[key]
    return figure


def report_value(report, table, cell):
    figure = report_figure(report, table, cell)
    value = figure.get("value") if isinstance(figure, dict) else figure
    return None if value is None else str(value)


def xlsx_by_office(name, report, path, work, profile):
    folder = work / "sheets"
    folder.mkdir()
    # Comma, quoted, UTF-8, as shown, every sheet to its own file.
    office(profile, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", folder, path)
    titles = [sheet.title for sheet in openpyxl.load_workbook(path).worksheets]
    for title, table in zip(titles, report.tables):
        file = folder / f"{path.stem}-{title}.csv"
        if not file.exists():
            check(f"{name}: LibreOffice opens the sheet {title}", False, sorted(os.listdir(folder)))
            continue
        rows = list(csv.reader(file.read_text("utf-8").splitlines(keepends=True)))
        shown = lambda cell: rows[cell.row + 2][cell.column] if cell.row + 2 < len(rows) and cell.column < len(rows[cell.row + 2]) else None
        for cell in table.cells:
            wanted = raw_text(report_figure(report, table, cell)) if cell.data else squeeze(plain(cell.blocks))
            found = shown(cell)
            found = found if cell.data or found is None else squeeze(found)
            kind = "figure shown" if cell.data else "label shown"
            equal(f"{name}: LibreOffice: {kind} in {title} row {cell.row + 3} column {cell.column + 1}", found, wanted)


# PDF --------------------------------------------------------------------------------------------------------------------


def note_mark(number):
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"[{number}]"


class PageText:
    """The characters a PDF has to show, in order, with what a page break does to them."""

    def __init__(self, report):
        self.text, self.row_at, self.notes = "", [], []
        self.number = 0
        self.blocks(report.blocks)

    def add(self, text, row=None):
        text = squeeze(text)
        self.text += text
        self.row_at += [row] * len(text)

    def note(self, note):
        self.number += 1
        self.notes.append((self.number, squeeze(plain([block_of(item) for item in note["content"]]))))
        return f"\u0001{self.number}\u0002"

    def blocks(self, blocks):
        for block in blocks:
            if block.kind == "table":
                for cell in block.table.cells:
                    self.marked(plain(cell.blocks, self.note), (block.table, cell.row))
            else:
                self.marked(plain([block], self.note))

    def marked(self, text, row=None):
        for i, part in enumerate(re.split(r"\u0001(\d+)\u0002", text)):
            if i % 2:
                self.notes[int(part) - 1] += (len(self.text),)
                part = note_mark(int(part))
            self.add(part, row)

    def structure(self):
        """In the order of the structure tree: a note follows its call."""
        text, last = "", 0
        for number, note, position in self.notes:
            end = position + len(note_mark(number))
            text += self.text[last:end] + note_mark(number) + note
            last = end
        return text + self.text[last:]


def pages_hold(name, wanted, pages, prefix="—", suffix="—"):
    """Each page: what repeats on it, then the text from where the last page ended, its footnotes, its number."""
    position = 0
    for number, found in enumerate(pages, 1):
        furniture = ""
        row = wanted.row_at[position] if position < len(wanted.text) else None
        if row is not None and position and wanted.row_at[position - 1] is not None and wanted.row_at[position - 1][0] is row[0]:
            table, line = row
            check(f"{name}: PDF: page {number} begins with a whole row", wanted.row_at[position - 1][1] != line)
            # Above a continuation: the heading rows, and the merged labels that reach into it, each in its place.
            labels = "".join(squeeze(plain(cell.blocks)) for cell in table.running_on(line))
            furniture = (table.header_text() if line >= table.header_rows else "") + labels
        foot = squeeze(f"{prefix}{number}{suffix}")
        notes = ""
        while True:
            end = position + len(found) - len(furniture) - len(foot) - len(notes)
            on_page = [note for note in wanted.notes if position <= note[2] < end]
            again = "".join(note_mark(n) + text for n, text, _ in on_page)
            if again == notes:
                break
            if len(again) < len(notes):  # a call on the very edge of the page: the longer reading
                break
            notes = again
        equal(f"{name}: PDF: page {number} shows exactly its text", found, furniture + wanted.text[position:max(end, position)] + notes + foot)
        position = max(end, position)
    equal(f"{name}: PDF: all pages together show all text", position, len(wanted.text))


def structure_strings(listing):
    lines = [line.strip() for line in listing.splitlines()]
    return squeeze("".join(line[1:-1] for line in lines if len(line) >= 2 and line.startswith('"') and line.endswith('"')))


def structure_tables(listing):
    """Tables of the structure tree as cell boxes, text and header scope, from `pdfinfo -struct-text`."""
    tables, indents = [], []
    table = None
    for line in listing.splitlines():
        indent, word = len(line) - len(line.lstrip()), line.strip()
        if table is not None and indent <= table["indent"]:
            table = None
        if re.match(r"Table\b", word):
            table = {"indent": indent, "rows": []}
            tables.append(table)
        elif table is None:
            continue
        elif re.match(r"TR\b", word):
            table["rows"].append([])
        elif match := re.match(r"(TH|TD)\b", word):
            table["rows"][-1].append({"kind": match[1], "rows": 1, "columns": 1, "scope": None, "text": ""})
        elif match := re.match(r"/(RowSpan|ColSpan) (\d+)", word):
            table["rows"][-1][-1]["rows" if match[1] == "RowSpan" else "columns"] = int(match[2])
        elif match := re.match(r"/Scope /(\w+)", word):
            table["rows"][-1][-1]["scope"] = match[1].lower()
        elif word.startswith('"') and table["rows"] and table["rows"][-1]:
            table["rows"][-1][-1]["text"] += squeeze(word[1:-1])
    found = []
    for table in tables:
        taken, cells = set(), []
        for r, row in enumerate(table["rows"]):
            c = 0
            for cell in row:
                while (r, c) in taken:
                    c += 1
                taken |= {(x, y) for x in range(r, r + cell["rows"]) for y in range(c, c + cell["columns"])}
                cells.append(((r, c, cell["rows"], cell["columns"]), cell["text"], cell["scope"] if cell["kind"] == "TH" else None))
                c += cell["columns"]
        found.append(cells)
    return found


def pdf_objects(path):
    data = json.loads(run("qpdf", "--json", path, status=(0, 3)))
    objects = data["qpdf"][1]

    def resolve(value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            value = objects[f"obj:{value}"]
            value = value.get("value", value.get("stream", {}).get("dict"))
        return value

    return data, resolve, resolve(objects["trailer"]["value"]["/Root"])


def outline_titles(entries, level=1):
    for entry in entries:
        yield level, squeeze(entry["title"])
        yield from outline_titles(entry["kids"], level + 1)


def pdf(name, report, path, json_path, work):
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True)
    equal(f"{name}: PDF: qpdf --check", checked.returncode, 0)
    wanted = PageText(report)
    listing = run("pdfinfo", "-struct-text", path).decode()
    equal(f"{name}: PDF: text by the structure tree is the report's, character for character", structure_strings(listing), wanted.structure())
    count = int(re.search(r"^Pages:\s+(\d+)", run("pdfinfo", path).decode(), re.M)[1])
    pages = [squeeze(run("pdftotext", "-raw", "-enc", "UTF-8", "-f", n, "-l", n, path, "-").decode()) for n in range(1, count + 1)]
    pages_hold(name, wanted, pages)
    found = structure_tables(listing)
    equal(f"{name}: PDF: number of tables in the structure tree", len(found), len(report.tables))
    for i, (cells, table) in enumerate(zip(found, report.tables), 1):
        mark = lambda cell: squeeze(plain(cell.blocks))
        equal(f"{name}: PDF: table {i} of the structure tree: spans and text", sorted((box, text) for box, text, _ in cells), sorted((c.box, mark(c)) for c in table.cells))
        check(f"{name}: PDF: table {i} of the structure tree: a true grid", grid_of([box for box, _, _ in cells]))
        if table.statutory:
            equal(f"{name}: PDF: table {i} of the structure tree: header scopes", sorted((box, scope) for box, _, scope in cells if scope), sorted((c.box, c.scope) for c in table.cells if c.scope))
    fonts = run("pdffonts", path).decode().splitlines()[2:]
    check(f"{name}: PDF: it has fonts", bool(fonts))
    for font in fonts:
        flags = re.search(r"\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$", font)
        check(f"{name}: PDF: font {font.split()[0]} embedded, subset, with Unicode map", flags is not None and set(flags.groups()) == {"yes"}, font)
    data, resolve, root = pdf_objects(path)
    equal(f"{name}: PDF: language", root.get("/Lang"), "u:zh-CN")
    equal(f"{name}: PDF: marked", (resolve(root.get("/MarkInfo")) or {}).get("/Marked"), True)
    equal(f"{name}: PDF: viewers show the title", (resolve(root.get("/ViewerPreferences")) or {}).get("/DisplayDocTitle"), True)
    title = re.search(r"^Title:\s+(.*)$", run("pdfinfo", path).decode(), re.M)
    equal(f"{name}: PDF: title", title and title[1].strip(), report.title)
    titled = report.title is not None
    headings = [(1, squeeze(report.title))] if titled else []
    headings += [(level + titled, text) for level, text in report.outline]
    headings += [(1 + titled, label + (title or "")) for label, title in report.attachment_names]
    equal(f"{name}: PDF: bookmarks", [text for _, text in outline_titles(data["outlines"])], [text for _, text in headings])
    attached = work / "attached"
    attached.mkdir()
    run("pdfdetach", "-saveall", "-o", attached, path)
    equal(f"{name}: PDF: poppler finds the canonical JSON attached", [f.read_bytes() for f in attached.iterdir()], [json_path.read_bytes()])
    pdf_witness.witness(name, report, path, json_path.read_bytes(), 3, check, equal)
    for profile, part in (("a2a", 2), ("plain", None)):
        other = work / f"{profile}.pdf"
        run(NIANBAO, "convert", json_path, "-o", other, "--pdf", profile, status=(0, 1))
        pdf_witness.witness(f"{name} {profile}", report, other, None, part, check, equal)
        equal(f"{name} {profile}: PDF: the same text on the pages", run("pdftotext", "-raw", other, "-"), run("pdftotext", "-raw", path, "-"))
    raster_witness.witness(name, NIANBAO, json_path, path, work, check, equal)
    figures = [b for b in report.blocks if b.kind == "figure"]
    images = [line for line in run("pdfimages", "-list", path).decode().splitlines()[2:] if line.split()[2] == "image"]
    check(f"{name}: PDF: pictures", len(images) >= len({f.media for f in figures}), images)


# What else stands in a line: formula, its text and its MathML.
FORMULAS = [
    ("a/b", "<mfrac><mi>a</mi><mi>b</mi></mfrac>", False),
    ("√(x^2+1)", "<msqrt><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>1</mn></msqrt>", False),
    ("x=1/n∑_(i=1)^n(y)/2", "<mi>x</mi><mo>=</mo><mfrac><mn>1</mn><mi>n</mi></mfrac><munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn>"
     "</mrow><mi>n</mi></munderover><mrow><mo>(</mo><mfrac><mi>y</mi><mn>2</mn></mfrac><mo>)</mo></mrow>", True),
]


def inline_pdf(work):
    """Links within the document, colours, readings, formulas, tab stops and a list of contents, which no sample has."""
    name = "inline"
    formula = lambda text, inner, display: {"formula": {"text": text, "mathml": f"<math>{inner}</math>", "display": display}}
    report = json.loads((ROOT / "samples/lukou-2021/report.json").read_text())
    link = lambda target, content: {"link": {"target": target, "content": content}}
    report["preamble"] = [
        ["读作", {"ruby": {"base": "渌口", "reading": "lùkǒu"}}, "，", *(formula(*f) for f in FORMULAS if not f[2]), "，", link("#二", "见第二部分"), "，", link("https://www.example.gov.cn/", "见网站"), "。"],
        [formula(*f) for f in FORMULAS if f[2]],
        [{"styled": {"text": "红字黄底", "color": "#C00000", "highlight": "#FFFF00", "underline": True}}],
        {"paragraph": {"tabs": [{"at": 500}, {"at": 1000, "align": "right", "leader": "dots"}], "content": "联系人：何某\t电话：0712-6000123\t第9页"}},
    ]
    report["sections"][1]["content"].insert(0, [{"anchor": "二"}, "第二部分。"])
    source, style = work / "report.json", work / "style.toml"
    source.write_text(json.dumps(report, ensure_ascii=False))
    style.write_text('extends = "gongwen"\nname = "彩色"\n[emphasis]\nkeep_colors = true\n[contents]\nlevels = 2\n')
    for profile, part in (("a3a", 3), ("a2a", 2)):
        path = work / f"{profile}.pdf"
        run(NIANBAO, "convert", source, "-o", path, "--pdf", profile, "--style", style)
        with pdf_witness.pikepdf.open(path) as opened:
            json_ = opened.Root.AF[0].EF.F.read_bytes() if part == 3 else None
            # An entry on two lines has two areas.
            destinations = {(a.Dest[0].objgen, float(a.Dest[3])) for page in opened.pages for a in page.get("/Annots", []) if "/Dest" in a}
        listed = sum(level <= 2 for level, _ in Report(source).headings)
        equal(f"{name} {profile}: PDF: links to places in it, and entries of the list of contents", len(destinations), 1 + listed)
        pdf_witness.witness(f"{name} {profile}", Report(source), path, json_, part, check, equal)
        equal(f"{name} {profile}: PDF: the numbers in the list of contents", pdf_witness.contents_numbers(path, 2), listed)
        text = squeeze(run("pdftotext", "-raw", path, "-").decode())
        for said in [squeeze(f[0]) for f in FORMULAS] + ["渌口", "lùkǒu", "红字黄底"]:
            check(f"{name} {profile}: PDF: poppler reads what formulas and readings say", said in text, said)
    plain_path = work / "plain.pdf"
    run(NIANBAO, "convert", source, "-o", plain_path)
    raster_witness.witness(name, NIANBAO, source, plain_path, work, check, equal)


# HTML -------------------------------------------------------------------------------------------------------------------

X = "{http://www.w3.org/1999/xhtml}"


def closing(boxes):
    """What makes of a box of a table the same without the columns in which none begins."""
    starts = sorted({column for _, column, _, _ in boxes})

    def closed(box):
        row, column, rows, columns = box
        first, end = (sum(start < at for start in starts) for at in (column, column + columns))
        return row, first, rows, end - first

    return closed


def html(name, report, path):
    source = path.read_text("utf-8")
    tree = etree.fromstring(source.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))
    equal(f"{name}: HTML: language", tree.get("lang"), "zh-CN")
    main = tree.find(f".//{X}main")
    numbers = {"footnote": 0, "endnote": 0}
    notes = {"footnote": [], "endnote": []}

    def note(body):
        kind = body.get("kind", "footnote")
        numbers[kind] += 1
        mark = f"[{'尾' if kind == 'endnote' else ''}{numbers[kind]}]"
        notes[kind].append(mark + plain([block_of(b) for b in body["content"]]))
        return mark

    wanted = plain(report.blocks, note) + "".join(notes["footnote"] + notes["endnote"])
    equal(f"{name}: HTML: text", squeeze("".join(main.itertext())), squeeze(wanted))
    equal(f"{name}: HTML: title", squeeze(tree.findtext(f".//{X}title") or ""), squeeze(report.title or ""))
    headings = [(int(e.tag[-1]) - 1, squeeze("".join(e.itertext()))) for e in main.iter() if re.fullmatch(r"h[2-6]", etree.QName(e).localname)]
    marks = re.compile(r"\[\d+\]$")
    equal(f"{name}: HTML: headings and levels", [(level, marks.sub("", text)) for level, text in headings],
          report.headings + [(1, title or label) for label, title in report.attachment_names])
    tables = main.findall(f".//{X}table")
    equal(f"{name}: HTML: number of tables", len(tables), len(report.tables))
    for i, (table, form) in enumerate(zip(tables, report.tables), 1):
        taken, cells, overlap = set(), [], False
        for r, row in enumerate(table.iter(f"{X}tr")):
            c = 0
            for cell in row:
                while (r, c) in taken:
                    c += 1
                rows, columns = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
                places = {(x, y) for x in range(r, r + rows) for y in range(c, c + columns)}
                overlap |= bool(places & taken)
                taken |= places
                cells.append(((r, c, rows, columns), squeeze("".join(cell.itertext())), cell))
                c += columns
        check(f"{name}: HTML: table {i}: a true grid", not overlap and grid_of([box for box, _, _ in cells]))
        # On pages columns in which no cell begins are none: HTML forbids them.
        closed = closing([c.box for c in form.cells]) if form.statutory else lambda box: box
        equal(f"{name}: HTML: table {i}: spans and text", sorted((box, text) for box, text, _ in cells), sorted((closed(box), text) for box, text in cells_of(form)))
        heads = [cell for _, _, cell in cells if etree.QName(cell).localname == "th"]
        check(f"{name}: HTML: table {i}: every th has its scope", all(cell.get("scope") in ("col", "row") for cell in heads))
        if form.statutory:
            scope = {"col": "column", "row": "row", None: None}
            equal(f"{name}: HTML: table {i}: header cells", sorted((box, scope[cell.get("scope")]) for box, _, cell in cells if cell.get("scope")), sorted((closed(c.box), c.scope) for c in form.cells if c.scope))
        equal(f"{name}: HTML: table {i}: rows in thead", len(table.findall(f"{X}thead/{X}tr")), form.header_rows)
    images = main.findall(f".//{X}img")
    equal(f"{name}: HTML: pictures' alternative text", [image.get("alt") for image in images], [b.alt for b in report.blocks if b.kind == "figure"])
    outside = [value for e in tree.iter(etree.Element) for key, value in e.attrib.items() if key in ("src", "srcset", "data", "poster", "action") and not value.startswith("data:")]
    outside += [e.get("href") for e in tree.iter(f"{X}link")] + [str(e.tag) for e in tree.iter(f"{X}iframe", f"{X}object", f"{X}base")]
    # Blocks of data are no scripts (HTML 4.12.1).
    outside += [e.get("type") for e in tree.iter(f"{X}script") if e.get("type") not in ("application/json", "application/ld+json")]
    outside += re.findall(r"@import[^;]*|url\(\s*['\"]?(?!data:)[^)]*", "".join(e.text or "" for e in tree.iter(f"{X}style")))
    equal(f"{name}: HTML: nothing is fetched", outside, [])
    targets = [a.get("href")[1:] for a in tree.iter(f"{X}a") if a.get("href", "").startswith("#")]
    ids = [e.get("id") for e in tree.iter(etree.Element) if e.get("id")]
    check(f"{name}: HTML: ids are unique and inner links lead somewhere", len(ids) == len(set(ids)) and set(targets) <= set(ids))


# JSON, manifest, keys ---------------------------------------------------------------------------------------------------


def canonical(name, path, work):
    schema = json.loads((ROOT / "templates/schema/report-1.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in validator(schema).iter_errors(json.loads(path.read_text("utf-8")))]
    equal(f"{name}: JSON validates against its schema", errors, [])
    again = work / "again.json"
    run(NIANBAO, "convert", path, "-o", again, status=(0, 1))
    check(f"{name}: JSON loaded and saved again has the same bytes", again.read_bytes() == path.read_bytes())
    text = path.read_bytes()
    check(f"{name}: JSON ends with one line feed, without carriage returns", text.endswith(b"}\n") and b"\r" not in text)


def manifest(name, folder, source):
    said = json.loads((folder / "manifest.json").read_text("utf-8"))
    sums = {entry["name"]: (entry["bytes"], entry["sha256"]) for entry in said["files"]}
    real = {f.name: (f.stat().st_size, hashlib.sha256(f.read_bytes()).hexdigest()) for f in folder.iterdir() if f.name != "manifest.json"}
    equal(f"{name}: manifest: every file with its size and SHA-256", sums, real)
    equal(f"{name}: manifest: the source's SHA-256", said["source"]["sha256"], hashlib.sha256(source.read_bytes()).hexdigest())


def key_of(file):
    lines = (ROOT / "samples/expected" / file).read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) if "\t" in line else (line, "") for line in lines)


def keys(name, report, folder, stem):
    """The keys were written down from the printed reports by hand and script, never by nianbao."""
    raw = key_of(f"{name}.tsv")
    equal(f"{name}: key: JSON has exactly the figures", sorted((path, text.strip()) for path, text, _ in report.figures()), sorted(raw.items()))
    if (ROOT / f"samples/expected/{name}.values.tsv").exists():
        values = key_of(f"{name}.values.tsv")
        for path in NO_NUMBER:
            values[path] = ""
        equal(f"{name}: key: JSON has exactly the numbers", sorted((path, value or "") for path, _, value in report.figures()), sorted(values.items()))
    book = openpyxl.load_workbook(folder / f"{stem}.xlsx", data_only=True)
    document = docx.Document(str(folder / f"{stem}.docx"))
    for index, table in enumerate(report.tables):
        if not table.statutory:
            continue
        sheet, word = book.worksheets[index], dict(docx_table_cells(document.tables[index]._tbl)[0])
        for cell in table.cells:
            if cell.data:
                path = f"{table.statutory}.{cell.data}"
                equal(f"{name}: key: {path} in the DOCX", word.get(cell.box), squeeze(raw.get(path, "absent")))
                found = sheet.cell(cell.row + 3, cell.column + 1)
                shown = "" if found.value is None else found.value if isinstance(found.value, str) else printed(found.value, found.number_format)
                equal(f"{name}: key: {path} in the XLSX", shown.strip(), raw.get(path, "absent"))


def printed(value, number_format):
    return f"{value:.{len(number_format.partition('.')[2])}f}"


def workbooks_in(work):
    """Figures taken from workbooks instead of the draft."""
    for name, file in (("lukou-2021", "figures.xlsx"), ("lukou-2021", "figures-one-sheet.xlsx"), ("qinghe-2023", "figures.xlsx")):
        out = work / f"{name}-{file}.json"
        run(NIANBAO, "convert", ROOT / f"samples/{name}/draft.docx", "--tables", ROOT / f"samples/{name}/{file}", "-o", out)
        figures = Report(out).figures()
        key = key_of(f"{name}.tsv")
        equal(f"{name}: {file} gives exactly the key's figures", sorted((path, text.strip()) for path, text, _ in figures), sorted(key.items()))


def witness(name, source, status, work, profile):
    source = ROOT / source
    folder, second, third = work / "out", work / "out2", work / "out3"
    for target, start in ((folder, source), (second, source)):
        run(NIANBAO, "publish", start, "--out-dir", target, status=(status,))
    files = {f.name: f.read_bytes() for f in folder.iterdir()}
    equal(f"{name}: two runs give the same files", sorted(files), sorted(f.name for f in second.iterdir()))
    for file in sorted(files):
        check(f"{name}: two runs give the same bytes of {file}", (second / file).read_bytes() == files[file])
    stem = source.stem
    run(NIANBAO, "publish", folder / f"{stem}.json", "--out-dir", third, status=(0, 1))
    for file in sorted(f for f in files if f != "manifest.json"):
        check(f"{name}: from the JSON, the same bytes of {file}", (third / file).read_bytes() == files[file])
    path = lambda extension: folder / f"{stem}.{extension}"
    report = Report(path("json"))
    canonical(name, path("json"), work)
    manifest(name, folder, source)
    docx_by_office(name, report, path("docx"), work, profile)
    docx_by_python(name, report, path("docx"))
    word_witness.page_counts(name, source, NIANBAO, run, office, work, profile, check)
    if report.tables:
        xlsx_by_openpyxl(name, report, path("xlsx"))
        xlsx_by_office(name, report, path("xlsx"), work, profile)
    pdf(name, report, path("pdf"), path("json"), work)
    html(name, report, path("html"))
    if report.statistics:
        keys(name, report, folder, stem)


def main():
    keep = len(sys.argv) > 2
    base = pathlib.Path(sys.argv[2] if keep else tempfile.mkdtemp(prefix="nianbao-witness-")).resolve()
    if keep and base.exists():
        shutil.rmtree(base)
    base.mkdir(parents=True, exist_ok=True)
    try:
        for name, (source, status) in SAMPLES.items():
            before = sum(passed.values()), len(failed)
            work = base / name
            work.mkdir()
            try:
                witness(name, source, status, work, base / "profile")
            except Exception as fault:  # one sample's fault must not hide the others'
                check(f"{name}: witnessed to its end", False, f"{type(fault).__name__}: {fault}")
                import traceback
                traceback.print_exc()
            print(f"{name}: {sum(passed.values()) - before[0]} passed, {len(failed) - before[1]} failed", flush=True)
        (base / "inline").mkdir()
        inline_pdf(base / "inline")
        workbooks_in(base)
        word_witness.templates(NIANBAO, ROOT / "samples/qinghe-2023/draft.docx", run, office, base, base / "profile", check, equal)
        word_witness.turned_pages(NIANBAO, run, office, base, base / "profile", equal)
        word_witness.formulas(NIANBAO, run, office, base, base / "profile", equal)
    finally:
        if not keep:
            shutil.rmtree(base, ignore_errors=True)
    print(f"{sum(passed.values())} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


main()
