"""Word files as Word, WPS and LibreOffice meet them: pages beside the PDF's, an office's own template, pages turned for wide tables."""

import collections
import re
import subprocess
import zipfile

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree
from report_model import squeeze

STYLES = ("gongwen", "web-print")


def pages(path):
    """The sizes of a PDF's pages, whole points."""
    said = subprocess.run(["pdfinfo", "-f", "1", "-l", "999", path], capture_output=True, check=True).stdout.decode()
    return [(round(float(w)), round(float(h))) for w, h in re.findall(r"^Page +\d+ size: +([\d.]+) x ([\d.]+)", said, re.M)]


def text_by_office(office, profile, folder, path):
    office(profile, "txt:Text (encoded):UTF8", folder, path)
    return squeeze((folder / f"{path.stem}.txt").read_text("utf-8-sig"))


def page_counts(name, source, nianbao, run, office, work, profile, check):
    """As many pages as our PDF has, give or take one: fonts differ."""
    for style in STYLES:
        folder = work / f"word-{style}"
        folder.mkdir(parents=True)
        ours, word = folder / "ours.pdf", folder / "word.docx"
        for output in (ours, word):
            run(nianbao, "convert", source, "-o", output, "--style", style, status=(0, 1))
        office(profile, "pdf", folder, word)
        counts = len(pages(folder / "word.pdf")), len(pages(ours))
        check(f"{name}: DOCX {style}: LibreOffice has as many pages as the PDF", abs(counts[0] - counts[1]) <= 1, counts)


def house_template(folder, profile, office):
    """Templates by python-docx and, from the same, by LibreOffice."""
    house = docx.Document()
    section = house.sections[0]
    section.page_width, section.page_height = Cm(20), Cm(28)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = Cm(3), Cm(2.5), Cm(2.4), Cm(2.2)
    section.header.paragraphs[0].text = "某市人民政府办公室"
    section.footer.paragraphs[0].text = "内部资料"
    house.styles["Normal"].font.size = Pt(15)
    house.styles["Heading 1"].font.color.rgb = RGBColor(0, 0x70, 0xC0)
    house.add_paragraph("样板的文字")
    path = folder / "house.docx"
    house.save(path)
    office(profile, "dotx:MS Word 2007 XML Template", folder, path)
    return [path, folder / "house.dotx"]


def twice(path):
    """The names of styles a file has more than once."""
    with zipfile.ZipFile(path) as package:
        styles = etree.fromstring(package.read("word/styles.xml")).iter(qn("w:style"))
        names = collections.Counter((style.get(qn("w:type")), style.find(qn("w:name")).get(qn("w:val")).lower()) for style in styles)
    return {name for name, count in names.items() if count > 1}


def templates(nianbao, source, run, office, work, profile, check, equal):
    folder = work / "templates"
    folder.mkdir()
    plain = folder / "plain.docx"
    run(nianbao, "convert", source, "-o", plain)
    wanted = text_by_office(office, profile, folder, plain)
    made = []
    for template in house_template(folder, profile, office):
        name = f"templates: {template.name}"
        path = folder / f"by-{template.suffix[1:]}.docx"
        run(nianbao, "convert", source, "-o", path, "--reference-doc", template)
        made.append(path)
        equal(f"{name}: LibreOffice reads the same text", text_by_office(office, profile, folder, path), wanted)
        document = docx.Document(str(path))
        section = document.sections[0]
        size = round(section.page_width.cm), round(section.page_height.cm), round(section.left_margin.cm, 1)
        equal(f"{name}: page", size, (20, 28, 2.4))
        equal(f"{name}: header", section.header.paragraphs[0].text, "某市人民政府办公室")
        equal(f"{name}: footer", section.footer.paragraphs[0].text, "内部资料")
        headings = [p.style for p in document.paragraphs if p.style.name == "Heading 1"]
        check(f"{name}: headings in its style", headings and all(str(style.font.color.rgb) == "0070C0" for style in headings), len(headings))
        check(f"{name}: no style twice but those the template has twice", twice(path) <= twice(template), twice(path))
        check(f"{name}: no text of its own", all("样板的文字" not in p.text for p in document.paragraphs))
        office(profile, "pdf", folder, path)
        check(f"{name}: LibreOffice sets it", len(pages(path.with_suffix(".pdf"))) > 1)
    return made


def turned_pages(nianbao, run, office, work, profile, equal):
    folder = work / "turned"
    folder.mkdir()
    draft = docx.Document()
    draft.add_heading("2025年报告", 0)
    draft.add_paragraph("总体情况良好。" * 20)
    table = draft.add_table(rows=6, cols=18)
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            cell.text = f"单位名称{c}" if r == 0 else str(r * 10_000_000 + c)
    draft.add_paragraph("其他情况见后。" * 20)
    draft.save(folder / "draft.docx")
    for style in STYLES:
        ours, word = folder / f"{style}-ours.pdf", folder / f"{style}.docx"
        for output in (ours, word):
            run(nianbao, "convert", folder / "draft.docx", "-o", output, "--style", style, status=(0, 1))
        document = docx.Document(str(word))
        lies = [section.orientation for section in document.sections]
        equal(f"turned pages: {style}: sections", lies, [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT])
        numbers = [len(section._sectPr.findall(qn("w:footerReference"))) for section in document.sections]
        equal(f"turned pages: {style}: page numbers in every section", numbers, [2, 2, 2])
        office(profile, "pdf", folder, word)
        found, wanted = pages(folder / f"{style}.pdf"), pages(ours)
        equal(f"turned pages: {style}: LibreOffice's pages lie as the PDF's", [w > h for w, h in found], [w > h for w, h in wanted])


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
FRACTION = (
    "<m:f><m:num><m:r><m:t>b</m:t></m:r><m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/>"
    "<m:e><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>7</m:t></m:r></m:sup></m:sSup></m:e></m:rad></m:num>"
    "<m:den><m:r><m:t>2a</m:t></m:r></m:den></m:f>"
)


def formulas(nianbao, run, office, work, profile, equal):
    """A formula of Word's and a field that sets one (EQ), as LibreOffice sets them in our Word file and we in our PDF."""
    folder = work / "formulas"
    folder.mkdir()
    draft = docx.Document()
    draft.add_heading("2025年报告", 0)
    paragraph = draft.add_paragraph("公式")
    paragraph._p.append(etree.fromstring(f"<m:oMath xmlns:m='{MATH}'>{FRACTION}</m:oMath>"))
    paragraph = draft.add_paragraph("域")
    for kind, text in (("begin", None), (None, r" EQ \f(x,35) "), ("end", None)):
        run_of = paragraph.add_run()._r
        child = run_of.makeelement(qn("w:fldChar" if kind else "w:instrText"), {qn("w:fldCharType"): kind} if kind else {})
        child.text = text
        run_of.append(child)
    draft.save(folder / "draft.docx")
    ours, word = folder / "ours.pdf", folder / "word.docx"
    for output in (ours, word):
        run(nianbao, "convert", folder / "draft.docx", "-o", output)
    office(profile, "pdf", folder, word)

    def signs(path):
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
        return "".join(sorted(re.findall("[a-z]|[0-9]", text.replace("2025", "").replace("— 1 —", "").replace("—1—", ""))))

    equal("formulas: all signs in LibreOffice's pages of our Word file", signs(folder / "word.pdf"), "".join(sorted("bc72ax35")))
    equal("formulas: all signs in our pages", signs(ours), "".join(sorted("bc72ax35")))
