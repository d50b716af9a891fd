"""Outside witnesses of annotated files: a figure is broken, and python-docx, openpyxl, pikepdf and LibreOffice find the comment at it;
every part that has nothing to do with comments is byte-equal.

    annotate_witness.py NIANBAO WORK

Needs LibreOffice; qpdf, poppler-utils; python-docx, openpyxl, lxml, pikepdf, pymupdf. What is annotated is left in WORK.
"""

import pathlib
import re
import sys
import zipfile

import docx
import openpyxl
import pikepdf
import pikepdf.pdfa
import pymupdf
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree
from openpyxl.comments import Comment
from tally import check, end, equal, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
WRONG = 98765


def office(to, folder, file):
    folder.mkdir(parents=True, exist_ok=True)
    run("soffice", f"-env:UserInstallation={(WORK / 'profile').as_uri()}", "--headless", "--convert-to", to, "--outdir", folder, file)
    return folder / f"{file.stem}.{to.partition(':')[0]}"


def untouched(name, before, after, changed):
    """Every part but these is there as it was, and in its order."""
    old, new = zipfile.ZipFile(before), zipfile.ZipFile(after)
    names = old.namelist()
    equal(f"{name}: parts in their order", new.namelist()[: len(names)], names)
    others = [part for part in names if not re.fullmatch(changed, part)]
    equal(f"{name}: parts changed that should not be", [part for part in others if old.read(part) != new.read(part)], [])
    for part in new.namelist():
        if part.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(new.read(part))
    check(f"{name}: no part twice", len(set(new.namelist())) == len(new.namelist()))


def annotated(before, after, twice=True):
    run(NIANBAO, "check", before, "--annotate", after, "--force", status=(0, 1))
    if not twice:
        return
    again = after.with_stem(after.stem + "-again")
    run(NIANBAO, "check", after, "--annotate", again, "--force", status=(0, 1))
    check(f"{after.name}: annotated twice is annotated once", again.read_bytes() == after.read_bytes())
    again.unlink()


# Word.


def total_cell(document):
    """The cell of the first 总计 of the last statutory table."""
    for table in reversed(list(document.element.body.iter(qn("w:tbl")))):
        text = "".join(t.text or "" for t in table.iter(qn("w:t")))
        if "行政复议" in text and "行政诉讼" in text and not list(table.iterdescendants(qn("w:tbl"))):
            rows = [row for row in table.iter(qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
            cells = list(rows[-1].iter(qn("w:tc")))
            if len(cells) >= 15:
                return cells[len(cells) - 11]
    return None


def set_text(cell, text):
    texts = list(cell.iter(qn("w:t")))
    if not texts:
        return False
    texts[0].text = text
    for rest in texts[1:]:
        rest.text = ""
    return True


def commented_cells(document, comment):
    """The cells in which the marks of a comment stand, and the text between."""
    body, ident = document.element.body, str(comment.comment_id)
    ends = [e for e in body.iter(qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:commentReference")) if e.get(qn("w:id")) == ident]
    return [next(e.iterancestors(qn("w:tc")), None) for e in ends]


def word(draft, folder):
    name = draft.stem if draft.stem != "draft" else draft.parent.name
    broken, made = folder / f"{name}.docx", folder / f"{name}-annotated.docx"
    document = docx.Document(draft)
    cell = total_cell(document)
    if cell is None or not set_text(cell, str(WRONG)):
        return
    first = Paragraph(next(document.element.body.iter(qn("w:p"))), document)
    user = document.add_comment(first.add_run(" "), text="请核对标题", author="科长", initials="科")
    document.save(broken)
    annotated(broken, made)
    untouched(name, broken, made, r"word/document\d*\.xml|word/comments\.xml|word/_rels/document\d*\.xml\.rels|\[Content_Types\]\.xml")
    after = docx.Document(made)
    said = [comment for comment in after.comments if "[sum-differs]" in comment.text and str(WRONG) in comment.text]
    equal(f"{name}: comments on the wrong total", len(said), 1)
    check(f"{name}: authors", {comment.author for comment in after.comments} >= {"科长", "nianbao"})
    equal(f"{name}: the user's comment", [c.text for c in after.comments if c.author == "科长"], [user.text])
    for comment in said:
        cells = commented_cells(after, comment)
        equal(f"{name}: marks of the comment", len(cells), 3)
        wanted = total_cell(after)
        check(f"{name}: the comment is in the cell", all(cell is wanted for cell in cells))
    odt = office("odt", folder / "office", made)
    content = etree.fromstring(zipfile.ZipFile(odt).read("content.xml"))
    ns = {k: v for k, v in content.nsmap.items() if k}
    ours = [a for a in content.iterfind(".//office:annotation", ns) if a.findtext("dc:creator", namespaces=ns) == "nianbao"]
    equal(f"{name}: comments LibreOffice shows", len(ours), len([c for c in after.comments if c.author == "nianbao"]))
    wrong = [a for a in ours if "[sum-differs]" in "".join(a.itertext()) and str(WRONG) in "".join(a.itertext())]
    at = ["".join(next(a.iterancestors(f"{{{ns['table']}}}table-cell")).itertext()) for a in wrong]
    check(f"{name}: LibreOffice has it in the cell", len(at) == 1 and str(WRONG) in at[0], at)


# Workbooks.


def sheet_of_disputes(book):
    return next(sheet for sheet in book.worksheets if "复议" in sheet.title)


def wrong_total(book):
    """The cell of the first 总计 in the row of figures."""
    sheet = sheet_of_disputes(book)
    heads = [cell for row in sheet.iter_rows() for cell in row if cell.value == "总计"]
    first = min(heads, key=lambda cell: cell.column)
    row = next(r for r in range(first.row + 1, sheet.max_row + 1) if sheet.cell(r, 1).value is not None and str(sheet.cell(r, 1).value).isdigit())
    return sheet.cell(row, first.column)


def workbook(name, before, folder):
    made = folder / f"{name}-annotated.xlsx"
    annotated(before, made)
    untouched(name, before, made, r"xl/worksheets/.*|xl/comments.*|xl/drawings/.*vml.*|xl/styles\.xml|\[Content_Types\]\.xml")
    plain, after = openpyxl.load_workbook(before), openpyxl.load_workbook(made)
    cell = wrong_total(plain)
    place = f"{cell.parent.title}!{cell.coordinate}"
    there = after[cell.parent.title][cell.coordinate]
    check(f"{name}: a note at {place}", there.comment is not None and "[sum-differs]" in there.comment.text, there.comment)
    notes = lambda book: {(s.title, c.coordinate): c.comment.text for s in book for row in s.iter_rows() for c in row if c.comment}
    for at, text in notes(plain).items():
        check(f"{name}: the user's note at {at}", notes(after).get(at, "").startswith(text))
    grounds = [r for r in after[cell.parent.title].conditional_formatting if cell.coordinate in r.sqref]
    colors = [rule.dxf.fill.bgColor.rgb for r in grounds for rule in r.rules if rule.formula == ['"nianbao"="nianbao"']]
    equal(f"{name}: the ground at {place}", colors, ["FFFFC7CE"])
    for old, new in zip(plain.worksheets, after.worksheets):
        cells = lambda sheet: {c.coordinate: (c.value, c.style_id) for row in sheet.iter_rows() for c in row if c.value is not None}
        equal(f"{name}: {old.title}: cells", cells(new), cells(old))
    ods = office("ods", folder / "office", made)
    content = etree.fromstring(zipfile.ZipFile(ods).read("content.xml"))
    ns = {k: v for k, v in content.nsmap.items() if k}
    shown = ["".join(a.itertext()) for a in content.iterfind(".//office:annotation", ns)]
    equal(f"{name}: notes LibreOffice shows", len(shown), len(notes(after)))
    at = [a.getparent() for a in content.iterfind(".//office:annotation", ns) if "[sum-differs]" in "".join(a.itertext()) and str(WRONG) in "".join(a.itertext())]
    values = [cell.get(f"{{{ns['office']}}}value") for cell in at]
    check(f"{name}: LibreOffice has it at the total", str(WRONG) in values, values)


def workbooks(name, folder):
    ours = folder / f"{name}.xlsx"
    run(NIANBAO, "-q", "convert", ROOT / f"samples/{name}/draft.docx", "-o", ours, status=(0, 1))
    # By openpyxl, with a note of the user's on the very cell; by LibreOffice; and by that again from openpyxl's.
    book = openpyxl.load_workbook(office("xlsx", folder / "calculated", ours))
    wrong_total(book).value = WRONG
    by_openpyxl = folder / f"{name}-openpyxl.xlsx"
    book.save(by_openpyxl)
    workbook(f"{name}-openpyxl", by_openpyxl, folder)
    by_office = office("xlsx", folder / "by-office", by_openpyxl)
    workbook(f"{name}-office", by_office, folder)
    wrong_total(book).comment = Comment("科长：这个数不对吧", "科长")
    sheet_of_disputes(book)["A1"].comment = Comment("标题已核", "科长")
    noted = folder / f"{name}-noted.xlsx"
    book.save(noted)
    workbook(f"{name}-noted", noted, folder)
    workbook(f"{name}-noted-office", office("xlsx", folder / "by-office", noted), folder)


# PDF files.


def remarks(path):
    """Our annotations with the number of their page."""
    pdf = pikepdf.open(path)
    found = []
    for number, page in enumerate(pdf.pages):
        for annotation in page.get("/Annots", []):
            if str(annotation.get("/T", "")) == "nianbao":
                found.append((number, [float(x) for x in annotation.Rect], str(annotation.Contents), str(annotation.Subtype)))
    return found


def appended(name, before, after):
    """Every byte of the file is there, the pages look as they did but for the signs, and qpdf finds no fault."""
    check(f"{name}: what was there stays, byte for byte", after.read_bytes().startswith(before.read_bytes()))
    run("qpdf", "--check", after)
    text = lambda path: run("pdftotext", "-layout", path, "-")
    equal(f"{name}: text", text(after), text(before))


def pages(broken, folder):
    name = broken.stem
    if not broken.exists():
        return
    before, after = office("pdf", folder, broken), folder / f"{name}-annotated.pdf"
    annotated(before, after)
    appended(name, before, after)
    said = [remark for remark in remarks(after) if "[sum-differs]" in remark[2] and str(WRONG) in remark[2]]
    equal(f"{name}: annotations on the wrong total", len(said), 1)
    for number, rect, _, kind in said:
        equal(f"{name}: kind", kind, "/Text")
        page = pymupdf.open(after)[number]
        # The figure may be broken to fit its cell.
        cells = [(cell, text) for table in page.find_tables().tables for row, texts in zip(table.rows, table.extract()) for cell, text in zip(row.cells, texts)]
        cell = next((pymupdf.Rect(cell) for cell, text in cells if cell and re.sub(r"\s", "", text or "") == str(WRONG)), None)
        sign = pymupdf.Rect(rect[0], page.rect.height - rect[3], rect[2], page.rect.height - rect[1])
        check(f"{name}: the sign is in the cell", cell is not None and (cell + (-1, -1, 1, 1)).contains(sign.tr / 2 + sign.br / 2), (cell, sign))


def own_pages(folder):
    """What nianbao publishes as PDF/A-3a stays PDF/A when it is annotated."""
    before, after = folder / "own.pdf", folder / "own-annotated.pdf"
    run(NIANBAO, "-q", "convert", ROOT / "samples/lukou-2021/draft.docx", "-o", before, status=(0, 1))
    # Once annotated it is read by its pages: there is other to say of these than of the data it carries.
    annotated(before, after, twice=False)
    appended("own", before, after)
    check("own: it has remarks", remarks(after))
    faults = lambda path: sorted(str(finding) for finding in pikepdf.pdfa.validate_written(path, "3b").findings)
    equal("own: PDF/A-3b", [fault for fault in faults(after) if fault not in faults(before)], [])


def main():
    (WORK / "word").mkdir(parents=True, exist_ok=True)
    (WORK / "workbooks").mkdir(exist_ok=True)
    (WORK / "pages").mkdir(exist_ok=True)
    drafts = [ROOT / f"samples/{name}/draft.docx" for name in ("lukou-2021", "qinghe-2023", "anping-2020")]
    drafts += sorted((ROOT / "samples/drafts").glob("*.docx"))
    for draft in drafts:
        # python-docx does not know strict files.
        if draft.stem != "strict":
            word(draft, WORK / "word")
    for name in ("qinghe-2023", "anping-2020", "nested", "framed-tables"):
        pages(WORK / "word" / f"{name}.docx", WORK / "pages")
    own_pages(WORK / "pages")
    for name in ("lukou-2021", "qinghe-2023"):
        workbooks(name, WORK / "workbooks")
    end()


main()
