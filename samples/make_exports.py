"""Saves the workbooks of the samples as other programs do: XLS and ODS by LibreOffice, CSV by Python's csv module."""
import csv
import subprocess
import tempfile
from pathlib import Path

from openpyxl import load_workbook

HERE = Path(__file__).resolve().parent

for book in ["lukou-2021/figures.xlsx", "lukou-2021/figures-one-sheet.xlsx", "qinghe-2023/figures.xlsx"]:
    book = HERE / book
    for extension in ["xls", "ods"]:
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", extension,
                            "--outdir", str(book.parent), str(book)], check=True, capture_output=True)

book = HERE / "lukou-2021/figures-one-sheet.xlsx"
rows = [["" if value is None else value for value in row]
        for row in load_workbook(book).active.iter_rows(values_only=True)]
for name, encoding in [("figures.csv", "utf-8-sig"), ("figures-gb18030.csv", "gb18030")]:
    with open(book.parent / name, "w", encoding=encoding, newline="") as out:
        csv.writer(out).writerows(rows)
with open(book.parent / "figures.tsv", "w", encoding="utf-8", newline="") as out:
    csv.writer(out, delimiter="\t").writerows(rows)
