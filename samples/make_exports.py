"""Saves the workbooks of the samples as other programs do: XLS and ODS by LibreOffice, CSV by Python's csv module."""
import csv
import datetime
import subprocess
import tempfile
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

HERE = Path(__file__).resolve().parent

# What a value can be apart from a plain figure, cell by cell; the formulas are calculated by LibreOffice.
(HERE / "sheets").mkdir(exist_ok=True)
book = Workbook()
sheet = book.active
sheet.title = "混杂"
for row, (label, value, number_format) in enumerate([
        ("文本数字", "0100", "@"), ("日期", datetime.date(2021, 12, 31), "yyyy/m/d"), ("百分比", 0.125, "0.0%"),
        ("两位小数", 26.5, "0.00"), ("取整显示", 26.55, "0"), ("公式", "=1+2", "General"), ("文字公式", '="甲"&"乙"', "General"),
        ("错误", "=1/0", "General"), ("逻辑值", True, "General"), ("负数", -5, "General"), ("一件半", 1.5, "General"),
        ("大数", 1234567890123, "#,##0")], start=2):
    sheet.cell(row, 2, label)
    sheet.cell(row, 3, value).number_format = number_format
sheet["B15"] = "合并"
sheet.merge_cells("B15:C16")
sheet.row_dimensions[5].hidden = True
sheet.column_dimensions["B"].hidden = True
sheet["C10"].comment = Comment("核对", "甲")
hidden = book.create_sheet("隐藏")
hidden["A1"] = "草稿"
hidden.sheet_state = "hidden"
book.save(HERE / "sheets/hazards.xlsx")

for book in ["sheets/hazards.xlsx", "lukou-2021/figures.xlsx", "lukou-2021/figures-one-sheet.xlsx", "qinghe-2023/figures.xlsx"]:
    book = HERE / book
    for to in ["xls"] if book.name == "figures-one-sheet.xlsx" else ["xls", "ods"]:
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to,
                            "--outdir", str(book.parent), str(book)], check=True, capture_output=True)

book = HERE / "lukou-2021/figures-one-sheet.xlsx"
rows = [["" if value is None else value for value in row]
        for row in load_workbook(book).active.iter_rows(values_only=True)]
for name, encoding in [("figures.csv", "utf-8-sig"), ("figures-gb18030.csv", "gb18030")]:
    with open(book.parent / name, "w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows(rows)
with open(book.parent / "figures.tsv", "w", encoding="utf-8", newline="") as out:
    csv.writer(out, delimiter="\t").writerows(rows)
