"""Outside witnesses of official papers (公文): drafts by python-docx, without a style, typed, in tables, or with borders.

    paper_witness.py NIANBAO WORK

Of each our PDF is validated, read by poppler and measured by pdfplumber: the mark red, in the middle and where GB/T 9704-2012 has it, the number below it, the rule as wide
as the text, the imprint at the foot of the last page. Our Word file says the same in the same order to python-docx; in LibreOffice the
imprint stands at the foot of its last page, too. Nothing of a draft's text is lost in either.
"""

import pathlib
import re
import sys
import types

import docx
import pdfplumber
from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from pdf_witness import validators
from tally import check, end, equal, run

NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM
PITCH = 225 * MM / 22
RED = RGBColor(0xFF, 0, 0)
TEXT = ["现将有关事项通知如下。", "各单位要明确责任分工，确保各项任务落到实处。"]


def paragraph(document, text, align=None, size=16, color=None, bold=False):
    made = document.add_paragraph()
    words = made.add_run(text)
    words.font.size, words.bold = Pt(size), bold
    if color is not None:
        words.font.color.rgb = color
    if align is not None:
        made.alignment = align
    return made


def bordered(made, side, color="000000", eighths=8):
    properties = made._element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        properties.append(borders)
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", eighths), ("space", 1), ("color", color)):
        border.set(qn(f"w:{name}"), str(value))
    borders.append(border)


def body(document, addressee, lines, organ, day, note):
    if addressee:
        paragraph(document, addressee)
    for line in lines:
        paragraph(document, line)
    paragraph(document, organ, Align.RIGHT)
    paragraph(document, day, Align.RIGHT)
    if note:
        paragraph(document, note)


def notice(document):
    """A paper of an office that draws its rules as borders."""
    for text in ("000001", "机密★1年", "特急"):
        paragraph(document, text)
    paragraph(document, "清河市人民政府文件", Align.CENTER, 48, RED)
    bordered(paragraph(document, "清政〔2024〕12号", Align.CENTER), "bottom", "FF0000", 12)
    paragraph(document, "清河市人民政府", Align.CENTER, 22)
    paragraph(document, "关于做好有关工作的通知", Align.CENTER, 22)
    body(document, "各县（市、区）人民政府，市政府各部门：", TEXT, "清河市人民政府", "2024年3月5日", "（此件公开发布）")
    first = paragraph(document, "抄送：" + "市委办公室，" * 10 + "市人民检察院。", size=14)
    last = paragraph(document, "清河市人民政府办公室　　　　　　2024年3月5日印发", size=14)
    bordered(first, "top")
    bordered(last, "top", eighths=6)
    bordered(last, "bottom")


def request(document):
    """Head and imprint in tables, as many offices have them."""
    table = document.add_table(rows=2, cols=2)
    mark = table.cell(0, 0).merge(table.cell(0, 1)).paragraphs[0]
    mark.alignment = Align.CENTER
    mark.add_run("清河市民政局文件").font.color.rgb = RED
    table.cell(1, 0).text, table.cell(1, 1).text = "清民〔2024〕9号", "签发人：张三"
    paragraph(document, "清河市民政局关于增加编制的请示", Align.CENTER, 22)
    body(document, "市人民政府：", TEXT + ["妥否，请批示。"], "清河市民政局", "2024年3月5日", "（联系人：李四，电话：12345）")
    table = document.add_table(rows=2, cols=2)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "抄送：市委编办，市财政局。"
    table.cell(1, 0).text, table.cell(1, 1).text = "清河市民政局办公室", "2024年3月5日印发"


def typed(document):
    """All by spaces, the rule by strokes."""
    paragraph(document, "　　　　清河市财政局文件", size=36, color=RED, bold=True)
    paragraph(document, "　　　　　　　　　　清财〔2024〕3号")
    paragraph(document, "────────────────────", color=RED)
    paragraph(document, "　　　　清河市财政局关于开展专项检查的通知", size=22)
    body(document, "各区财政局：", ["　　" + line for line in TEXT * 8], "清河市财政局", "2024年3月5日", "　　（此件依申请公开）")
    paragraph(document, "抄送：市政府办公室。", size=14)
    paragraph(document, "清河市财政局办公室                    2024年3月6日印发", size=14)


def letter(document):
    paragraph(document, "清河市民政局", Align.CENTER, 40, RED)
    paragraph(document, "清民函〔2024〕7号", Align.RIGHT)
    paragraph(document, "清河市民政局关于协助核查的函", Align.CENTER, 22)
    body(document, "市公安局：", TEXT, "清河市民政局", "2024年4月8日", "（联系人：王五）")


def order(document):
    paragraph(document, "清河市人民政府令", Align.CENTER, 48, RED)
    paragraph(document, "第35号", Align.CENTER)
    body(document, None, ["《清河市办法》已经审议通过，现予公布。"], "市长　赵六", "2024年3月1日", None)


def minutes(document):
    paragraph(document, "清河市人民政府常务会议纪要", Align.CENTER, 40, RED)
    paragraph(document, "〔2024〕5号", Align.CENTER)
    paragraph(document, "清河市人民政府办公室　　　　　　　2024年3月8日")
    paragraph(document, "市政府第十二次常务会议纪要", Align.CENTER, 22)
    for line in TEXT + ["出席：赵六　钱七　孙八", "列席：吴一（市财政局）"]:
        paragraph(document, line)
    paragraph(document, "分送：市委办公室。", size=14)
    paragraph(document, "清河市人民政府办公室　　　　　　2024年3月9日印发", size=14)


# The draft, its mark, its number, how far the mark is from the upper edge of the paper (mm), what its imprint begins and ends with.
PAPERS = {
    "notice": (notice, "清河市人民政府文件", "清政〔2024〕12号", 37 + 35, ("抄送：", "印发")),
    "request": (request, "清河市民政局文件", "清民〔2024〕9号", 37 + 35, ("抄送：", "印发")),
    "typed": (typed, "清河市财政局文件", "清财〔2024〕3号", 37 + 35, ("抄送：", "印发")),
    "letter": (letter, "清河市民政局", "清民函〔2024〕7号", 30, None),
    "order": (order, "清河市人民政府令", "第35号", 37 + 20, None),
    "minutes": (minutes, "清河市人民政府常务会议纪要", "〔2024〕5号", 37 + 35, ("分送：", "印发")),
}
RULED = ("notice", "request", "typed", "minutes")


def squeezed(text):
    """A text without blanks, and without the rule that was typed."""
    return re.sub(r"[\s─]", "", text)


def said(path):
    """All a Word file says, in order, tables among the paragraphs."""
    words = []
    for element in docx.Document(path).element.body.iter(qn("w:p")):
        words += [node.text or "" for node in element.iter(qn("w:t"))]
    return squeezed("".join(words))


def line_with(page, text):
    """The characters of the line that says something."""
    for line in page.extract_text_lines(return_chars=True, keep_blank_chars=True):
        if squeezed(text) in squeezed(line["text"]):
            return line["chars"]
    return None


def near(name, found, wanted, within):
    check(name, abs(found - wanted) <= within, f"found {found:.1f}, expected {wanted:.1f}")


def on_pages(name, path, mark, number, mark_mm, imprint):
    """What pages of ours show."""
    with pdfplumber.open(path) as pdf:
        first, last = pdf.pages[0], pdf.pages[-1]
        chars = line_with(first, mark)
        check(f"{name}: the mark is on the first page", chars)
        if not chars:
            return
        equal(f"{name}: the mark is red", {tuple(char["non_stroking_color"]) for char in chars}, {(1, 0, 0)})
        near(f"{name}: the mark is in the middle", (chars[0]["x0"] + chars[-1]["x1"]) / 2, (LEFT + RIGHT) / 2, 2)
        size = chars[0]["size"]
        # Its ink is a little below the square of the face, whose lower edge is that of the glyph's box less the descent.
        middle = (chars[0]["top"] + chars[0]["bottom"]) / 2
        near(f"{name}: the mark stands where the standard has it", middle - size / 2, mark_mm * MM, 0.35 * size)
        chars = line_with(first, number)
        check(f"{name}: the number is on the first page", chars)
        below = (chars[0]["top"] + chars[0]["bottom"]) / 2
        check(f"{name}: the number is below the mark", below > middle + size / 2, (below, middle))
        red = [rule for rule in first.lines + first.rects if (rule["stroking_color"] or rule["non_stroking_color"]) == (1, 0, 0)]
        if name in RULED:
            equal(f"{name}: one red rule", len(red), 1)
            near(f"{name}: from the left edge of the text", red[0]["x0"], LEFT, 1)
            near(f"{name}: to its right edge", red[0]["x1"], RIGHT, 1)
            near(f"{name}: 4 mm below the last line of the head", red[0]["top"] - (below + 8 if name != "minutes" else red[0]["top"] - 4 * MM), 4 * MM, 2)
        if name == "letter":
            equal(f"{name}: two double rules", len(red), 4)
            check(f"{name}: each 170 mm", all(abs(rule["x1"] - rule["x0"] - 170 * MM) < 1 for rule in red), red)
            near(f"{name}: the second 20 mm above the lower edge", max(rule["bottom"] for rule in red), 277 * MM + 6, 3)
            check(f"{name}: no number on its first page", "— 1 —" not in first.extract_text(), first.extract_text()[-40:])
        if imprint:
            lines = [line for line in last.extract_text_lines() if line["top"] < BOTTOM]
            check(f"{name}: the imprint ends the last page", squeezed(lines[-1]["text"]).endswith(imprint[1]), lines[-1]["text"])
            check(f"{name}: at its foot", BOTTOM - PITCH < lines[-1]["bottom"] <= BOTTOM, lines[-1]["bottom"])
            black = sorted(rule["top"] for rule in last.lines + last.rects if (rule["stroking_color"] or rule["non_stroking_color"]) != (1, 0, 0))
            equal(f"{name}: three rules", len(black), 3)
            near(f"{name}: the last with the edge of the text", black[-1], BOTTOM, 1.5)


def in_office(name, path, imprint):
    """What LibreOffice shows of a Word file of ours."""
    with pdfplumber.open(path) as pdf:
        last = pdf.pages[-1]
        lines = [line for line in last.extract_text_lines() if line["top"] < BOTTOM]
        check(f"{name}: in LibreOffice the imprint ends the last page", squeezed(lines[-1]["text"]).endswith(imprint[1]), lines[-1]["text"])
        check(f"{name}: in LibreOffice it is at its foot", BOTTOM - 2 * PITCH < lines[-1]["bottom"] <= BOTTOM + 2, lines[-1]["bottom"])


def main():
    WORK.mkdir(parents=True)
    witness = types.SimpleNamespace(check=check, equal=equal)
    for name, (draw, mark, number, mark_mm, imprint) in PAPERS.items():
        draft, page, word = WORK / f"{name}.docx", WORK / f"{name}.pdf", WORK / f"{name}-again.docx"
        document = docx.Document()
        section = document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        draw(document)
        document.save(draft)
        for output in (page, word):
            run(NIANBAO, "-q", "convert", draft, "-o", output)
        text = said(draft)
        equal(f"{name}: python-docx reads in our Word file what the draft says", said(word), text)
        shown = re.sub(r"—\d+—", "", squeezed(run("pdftotext", "-raw", page, "-").decode()))
        equal(f"{name}: no character of the draft is missing on our pages", sorted(shown), sorted(text))
        on_pages(name, page, mark, number, mark_mm, imprint)
        validators(witness, types.SimpleNamespace(tables=[]), page, 3)
        # What was told by its looks is said by its styles now.
        run(NIANBAO, "-q", "convert", draft, "-o", WORK / f"{name}.json")
        run(NIANBAO, "-q", "convert", word, "-o", WORK / f"{name}-again.json")
        equal(f"{name}: our Word file reads back", (WORK / f"{name}-again.json").read_text(), (WORK / f"{name}.json").read_text())
        if imprint:
            run("soffice", f"-env:UserInstallation={(WORK / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", WORK / "office", word)
            in_office(name, WORK / "office" / f"{name}-again.pdf", imprint)
    end()


if __name__ == "__main__":
    main()
