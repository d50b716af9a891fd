"""Outside witnesses of corrections: drafts are broken by python-docx and openpyxl, corrected, and LibreOffice accepts or rejects all changes.

    fix_witness.py NIANBAO WORK

Needs LibreOffice with python3-uno, python-docx, openpyxl. What is corrected is left in WORK.
"""

import pathlib
import sys

import docx
import openpyxl
from docx.oxml.ns import qn
from office import settled
from tally import check, end, equal, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def texts(path):
    """All paragraphs of a file, those of cells too, and blank ones; no change may be left in it."""
    body = docx.Document(path).element.body
    equal(f"{path.name}: changes left", [e.tag for e in body.iter(qn("w:ins"), qn("w:del"))], [])
    return ["".join(t.text or "" for t in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))]


def broken_word(source, target):
    """A draft in which figures are in full-width digits and every zero of the last table is gone but one total's parts; how many."""
    document = docx.Document(source)
    wide = 0
    for table in document.element.body.iter(qn("w:tbl")):
        said = "".join(text.text or "" for text in table.iter(qn("w:t")))
        if not any(word in said for word in ["现行有效件", "本年新收", "行政复议"]):
            continue
        for text in table.iter(qn("w:t")):
            if text.text and text.text.strip().isascii() and text.text.strip().isdigit() and len(text.text.strip()) > 1:
                text.text, wide = text.text.translate(WIDE), wide + 1
    blank = 0
    rows = list(list(document.element.body.iter(qn("w:tbl")))[-1].iter(qn("w:tr")))
    for cell in list(rows[-1].iter(qn("w:tc")))[:2]:
        for text in cell.iter(qn("w:t")):
            if (text.text or "").strip() == "0":
                text.text, blank = "", blank + 1
    document.save(target)
    return wide, blank


def word(name):
    source = ROOT / f"samples/{name}/draft.docx"
    before, after = WORK / f"{name}.docx", WORK / f"{name}-fixed.docx"
    wide, blank = broken_word(source, before)
    check(f"{name}: something is broken", wide + blank > 3, (wide, blank))
    run(NIANBAO, "fix", before, "-o", after, "--force", "-q")
    authors = {e.get(qn("w:author")) for e in docx.Document(after).element.body.iter(qn("w:ins"), qn("w:del"))}
    equal(f"{name}: who changed it", authors, {"nianbao"})
    equal(f"{name}: rejected by LibreOffice", texts(settled(after, False, WORK)), texts(settled(before, False, WORK)))
    accepted = texts(settled(after, True, WORK))
    # In figures and order, all other text aside, the draft before it was broken.
    numbers = [text.strip() for text in accepted if text.strip().isdigit()]
    wanted = [text.strip() for text in texts(settled(source, True, WORK)) if text.strip().isdigit()]
    equal(f"{name}: figures accepted", numbers, wanted)


def workbook(name):
    book, after = WORK / f"{name}.xlsx", WORK / f"{name}-fixed.xlsx"
    run(NIANBAO, "convert", ROOT / f"samples/{name}/report.json", "-o", book, "--force", "-q", status=(0, 1))
    opened = openpyxl.load_workbook(book)
    zeros = [cell for sheet in opened for row in sheet.iter_rows() for cell in row if cell.value == 0]
    sheet, place = zeros[0].parent, zeros[0].coordinate
    zeros[0].value = "０"
    opened.save(book)
    run(NIANBAO, "fix", book, "-o", after, "--force", "-q")
    fixed = openpyxl.load_workbook(after)[sheet.title][place]
    equal(f"{name}: the cell", (fixed.value, fixed.comment is not None), (0, True))


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ["lukou-2021", "qinghe-2023"]:
        word(name)
        workbook(name)
    end()


main()
