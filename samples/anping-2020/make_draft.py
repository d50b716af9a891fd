"""Writes draft.docx (form 2019, with hazards), the two keys, and expected.md, which names each hazard."""
from data import (CLEAN, COMMENT, DATE, HAZARDS, HERE, ORGAN, RAW, SPLIT_RUNS, T2, T3, T4, TABLES, TITLE, VALUES, s)
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

doc = Document()
s.properties(doc, TITLE, ORGAN, DATE, COMMENT)
s.a4(doc.sections[0])


def para(text="", font="仿宋", size=16, bold=None, align=None, indent=True):
    p = doc.add_paragraph()
    f = p.paragraph_format
    f.space_before = f.space_after = Pt(0)
    f.line_spacing = Pt(28)
    p.alignment = align
    if indent:
        f.first_line_indent = Pt(2 * size)
    if text:
        s.set_font(p.add_run(text), font, size, bold)
    return p


def heading(text):
    return para(text, "黑体")


def total(row):
    return CLEAN[f"applications.{row}.total"]


natural = CLEAN["applications.received.natural_person"]
para("安平县自然资源局", "宋体", 22, True, WD_ALIGN_PARAGRAPH.CENTER, indent=False)
para("2020年政府信息公开工作年度报告", "宋体", 22, True, WD_ALIGN_PARAGRAPH.CENTER, indent=False)
para(indent=False)
para("根据《中华人民共和国政府信息公开条例》第五十条规定，现公布安平县自然资源局2020年政府信息公开工作年度报告。本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。")
heading("一、总体情况")
para("2020年，我局认真做好主动公开、依申请公开、政府信息管理、平台建设和监督保障各项工作。全年新制作规范性文件2件，均按时公开。")
para(f"全年新收政府信息公开申请{total('received')}件，其中自然人{natural}件，上年结转{total('carried_in')}件，办结{total('results.total')}件，结转下年{total('carried_over')}件。")
heading("二、主动公开政府信息情况")
s.docx_table(doc, T2, RAW, [44, 28, 20, 20, 44], runs=SPLIT_RUNS)
heading("三、收到和处理政府信息公开申请情况")
first = next(c for c in T3[2] if c[5] == "三、本年度办理结果")
refused = next(c for c in T3[2] if c[5] == "（三）不予公开")
s.docx_table(doc, T3, RAW, [9, 17, 43, 12, 13, 13, 13, 12, 12, 12], size=9, runs=SPLIT_RUNS,
             skip={first[:2], refused[:2]})
heading("五、存在的主要问题及改进情况")
para("存在的主要问题：一是公开内容不够全面；二是工作人员业务能力有待提高。2021年将加强业务培训，完善审核制度，及时更新网站栏目。")
heading("四、政府信息公开行政复议、行政诉讼情况")
s.docx_table(doc, T4, RAW, [10.4] * 15, size=9)
heading("六、其他需要报告的事项")
para("2020年未收取信息处理费。无其他需要报告的事项。")
para("（本文稿为虚构样例，与同名地方和机关无关。）", "楷体", 14)
para(indent=False)
para(ORGAN, align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False)
para("2021年1月20日", align=WD_ALIGN_PARAGRAPH.RIGHT, indent=False)

out = HERE / "draft.docx"
doc.save(out)
s.normalise(out, DATE)
expected = HERE.parent / "expected"
s.write_key(expected / "anping-2020.tsv", TABLES, RAW)
s.write_key(expected / "anping-2020.values.tsv", TABLES, {k: "" if v is None else v.lstrip("+") for k, v in VALUES.items()})

# ---- expected.md --------------------------------------------------------------------------------------------
shown = {"": "(empty)", "\u00a0": "(no-break space)"}
lines = [
    "# What draft.docx holds and what it should yield",
    "",
    "Written by make_draft.py. Form 2019 throughout: 22 data cells in table 2, 161 in table 3, 15 in table 4.",
    "The full keys are ../expected/anping-2020.tsv (raw text, trimmed) and ../expected/anping-2020.values.tsv (the",
    "number, an empty field where there is none).",
    "",
    "An empty cell and “/” yield no value: the raw text is kept, the cell is reported as blank, and it is not turned",
    "into 0 in the data. For the arithmetic a blank detail counts as nothing; a blank 总计 is a gap and not a wrong sum.",
    "Every must rule then holds.",
    "",
    "## Shape and wording",
    "",
    "| hazard | where | what should come of it |",
    "|---|---|---|",
    "| title over two lines | first two paragraphs | one title, 安平县自然资源局2020年政府信息公开工作年度报告 |",
    "| no heading styles | everywhere: Normal with direct formatting | sections found by their typed numbers and titles |",
    "| sections out of order | 五 stands before 四 | six sections; table 4 belongs to 四; a warning on the order |",
    "| uneven grid | table 2: five grid columns, spans 1+1+2+1 in the rows of （一）, 1+2+1+1 in those of （五）（六）, 1+2+2 in （八）（九） | matched by label: 22 cells |",
    "| 三、本年度办理结果 not merged | table 3, column 1: label in the first of its 20 rows, 19 empty cells below | all 20 rows belong to 三 |",
    "| （三）不予公开 not merged | table 3, column 2: label in the first of its 8 rows, 7 empty cells below | items 1 to 8 belong to （三） |",
    "| （四） and （五） merged as in the form | table 3, column 2 | as usual; the same item numbers 1, 2, 3 go to their own group |",
    "| spaces within labels | 商 业 企 业, 科 研 机 构, 社会公益 组织 (table 3); 行 政 许 可 (table 2) | matched all the same |",
    "| half-width brackets | 第二十条第(五)项, 第二十条第(六)项, (一)予以公开, (四)无法提供, (六)其他处理, and the bracket and commas of （二） | matched; label differs from the form's wording |",
    "| 1、 in place of 1. | items 1 to 3 of （三） | matched |",
    "| half-width quotation marks | 3、危及\"三安全一稳定\" | matched |",
    "| space after the number | 1. 信访举报投诉类申请 | matched |",
    "| a label typed in one run per character | （五）不予处理 | matched |",
    "| a number typed in several runs | disclosure.other_services.decisions “4” + “12”; applications.results.total.total “3” + “3” | 412; 33 |",
    "| signed counts | disclosure.licences.change “+12”, disclosure.other_services.change “-3” | 12 and -3, allowed in 本年增/减 only |",
    "| numbers in the prose | 一、总体情况: 新收, 自然人, 上年结转, 办结, 结转下年, 规范性文件 | agree with the tables once full-width digits are read |",
    "",
    "## Cells",
    "",
    "| cell | raw text | value | hazard |",
    "|---|---|---|---|",
]
for cell, raw, value, why in HAZARDS:
    lines.append(f"| {cell} | {shown.get(raw, raw)} | {'none' if value is None else value} | {why} |")
lines += ["", f"All other cells hold their number plainly, the two signed ones above included ({198 - len({h[0] for h in HAZARDS})} of 198).", ""]
(HERE / "expected.md").write_text("\n".join(lines), encoding="utf-8")
