"""Writes figures.xlsx (three sheets, merged as in the form) and figures-one-sheet.xlsx (one sheet, nothing merged)."""
from data import COMMENT, DATE, HERE, ORGAN, RAW, T2, T3, T4, TITLE, s
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

NAMES = ["主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况"]

wb = Workbook()
s.book_properties(wb, TITLE, ORGAN, DATE, COMMENT)
for i, (sheet, name, geometry, width) in enumerate([("主动公开", NAMES[0], T2, 18), ("依申请公开", NAMES[1], T3, 11),
                                                    ("复议诉讼", NAMES[2], T4, 8)]):
    ws = wb.active if i == 0 else wb.create_sheet()
    ws.title = sheet
    ws["B2"] = f"{ORGAN}2021年{name}"
    ws["B2"].font = Font(name="黑体", size=14)
    s.sheet_table(ws, 3, 2, geometry, RAW)
    for c in range(geometry[1]):
        ws.column_dimensions[get_column_letter(2 + c)].width = width
    ws.column_dimensions["A"].width = 3
    if geometry is T3:
        ws.column_dimensions["B"].width = 6
        ws.column_dimensions["D"].width = 40
out = HERE / "figures.xlsx"
wb.save(out)
s.normalise(out, DATE)

# One sheet: the clerk pasted the tables below each other and unmerged everything; some figures became text.
wb = Workbook()
s.book_properties(wb, TITLE, ORGAN, DATE, COMMENT)
ws = wb.active
ws.title = "Sheet1"
text = {"disclosure.licences", "disclosure.normative_documents.issued", "applications.received.commercial_enterprise",
        "applications.received.total", "applications.results.granted.other", "applications.results.other.others.total",
        "disputes.reconsideration.total", "disputes.litigation_direct.upheld"}
ws["A1"] = TITLE
ws["A1"].font = Font(name="黑体", size=14)
row = 3
for heading, geometry in zip(["六、" + NAMES[0], "七、" + NAMES[1], "八、" + NAMES[2]], [T2, T3, T4]):
    ws.cell(row, 1, heading).font = Font(name="黑体", size=12)
    row = s.sheet_table(ws, row + 2, 1, geometry, RAW, merged=False, as_text=text) + 2
ws.cell(row, 1, "填报单位：" + ORGAN).alignment = Alignment(horizontal="left")
ws.column_dimensions["A"].width = 24
ws.column_dimensions["B"].width = 18
ws.column_dimensions["C"].width = 36
out = HERE / "figures-one-sheet.xlsx"
wb.save(out)
s.normalise(out, DATE)
