"""Writes figures.xlsx: the three statutory tables on three sheets, merged as in the form."""
from data import COMMENT, DATE, HERE, ORGAN, RAW, T2, T3, T4, TITLE, s
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

wb = Workbook()
s.book_properties(wb, TITLE, ORGAN, DATE, COMMENT)
for i, (sheet, name, geometry, width) in enumerate([
        ("表2 主动公开", "主动公开政府信息情况", T2, 18), ("表3 依申请公开", "收到和处理政府信息公开申请情况", T3, 11),
        ("表4 复议诉讼", "政府信息公开行政复议、行政诉讼情况", T4, 8)]):
    ws = wb.active if i == 0 else wb.create_sheet()
    ws.title = sheet
    ws["A1"] = f"{ORGAN}2023年{name}"
    ws["A1"].font = Font(name="黑体", size=14)
    ws.merge_cells(start_row=1, start_column=1, end_row=1, end_column=geometry[1])
    end = s.sheet_table(ws, 3, 1, geometry, RAW)
    ws.cell(end + 1, 1, "注：数据为虚构样例。")
    for c in range(geometry[1]):
        ws.column_dimensions[get_column_letter(1 + c)].width = width
    if geometry is T2:
        for r in range(3, end):
            for c in range(2, 5):
                cell = ws.cell(r, c)
                if isinstance(cell.value, int):
                    cell.number_format = "#,##0"
                elif isinstance(cell.value, float):
                    cell.number_format = "0.00"
    if geometry is T3:
        ws.column_dimensions["A"].width = 6
        ws.column_dimensions["C"].width = 40
out = HERE / "figures.xlsx"
wb.save(out)
s.normalise(out, DATE)
