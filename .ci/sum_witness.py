"""An outside witness of sums and lists: made-up reports of units in several formats are added up, here and by nianbao; pandas and DuckDB add
up its lists, LibreOffice calculates its workbook.

    sum_witness.py NIANBAO WORK
"""

import decimal
import json
import pathlib
import random
import sys

import duckdb
import openpyxl
import pandas
from tally import cells, check, end, equal, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
FORMATS = ["docx", "xlsx", "pdf", "html", "json"]
ORGAN = "清河市人民政府"


WORK.mkdir(parents=True, exist_ok=True)
units = WORK / "units"
units.mkdir(exist_ok=True)
sums = {}
random.seed(2023)
for number in range(20):
    report = json.loads((ROOT / "samples/qinghe-2023/report.json").read_text("utf-8"))
    old, organ = report["organ"], f"清河市第{number + 1}局"
    for part, key, name in cells(report["statistics"]):
        amount = decimal.Decimal(random.choice([0, 0, 0, random.randrange(100), random.randrange(10**7)]))
        if name.endswith("fees"):
            amount = amount / 100
            part[key] = str(amount)
        else:
            part[key] = int(amount)
        sums[name] = sums.get(name, 0) + amount
    made = units / f"{number:02}.json"
    made.write_text(json.dumps(report, ensure_ascii=False).replace(old, organ), "utf-8")
    wanted = FORMATS[number % len(FORMATS)]
    if wanted != "json":
        run(NIANBAO, "convert", made, "-o", made.with_suffix("." + wanted), "--force", "-q", status=(0, 1))
        made.unlink()

area, listed = WORK / "area.json", WORK / "list.csv"
run(NIANBAO, "merge", units, "--organ", ORGAN, "--year", "2023", "-o", area, "--list", listed, "--force", "-q", status=(0, 1))
found = {}
for part, key, name in cells(json.loads(area.read_text("utf-8"))["statistics"]):
    found[name] = decimal.Decimal(str(part[key]))
check("there are all figures", len(found) == 200, len(found))
equal("the sums are those made here", {name: found[name] for name in found if found[name] != sums[name]}, {})
frame = pandas.read_csv(listed, dtype=str, keep_default_na=False)
ids = [name for name in frame.columns if "." in name]
equal("a row a unit, and the sum", (len(frame), len(ids)), (21, 200))
totals = {}
for name in ids:
    numbers = [decimal.Decimal(text) for text in frame[name]]
    totals[name] = (sum(numbers[:-1]), numbers[-1])
equal("pandas adds up the list to its last row", {name: pair for name, pair in totals.items() if pair[0] != pair[1]}, {})
equal("the list has the figures of the area", {name for name in totals if totals[name][1] != sums[name]}, set())

# Lists of both shapes, in both formats, read by pandas and DuckDB, and read back by nianbao.
for shape in ["wide", "long"]:
    for form in ["csv", "xlsx"]:
        path = WORK / f"{shape}.{form}"
        run(NIANBAO, "list", units, "--shape", shape, "-o", path, "--force", "-q", status=(0, 1))
        if form == "csv":
            frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
        else:
            frame = pandas.read_excel(path, dtype=str, keep_default_na=False, engine="openpyxl")
        if shape == "wide":
            read = {name: sum(map(decimal.Decimal, frame[name])) for name in ids}
        else:
            read = frame.groupby("数据项编号")["数值"].agg(lambda numbers: sum(map(decimal.Decimal, numbers))).to_dict()
        equal(f"pandas adds up the {shape} {form} list", read, sums)
        again = WORK / "again.csv"
        run(NIANBAO, "merge", path, "--organ", ORGAN, "-o", WORK / "again.json", "--list", again, "--force", "-q", status=(0, 1))
        back = pandas.read_csv(again, dtype=str, keep_default_na=False)
        rest = ["序号", "单位名称", "年度", "表式", *ids]
        equal(f"the {shape} {form} list reads back", back[rest].equals(pandas.read_csv(listed, dtype=str, keep_default_na=False)[rest]), True)
rows = duckdb.sql(
    f"select 数据项编号, sum(cast(数值 as decimal(20, 2))) from read_csv('{WORK / 'long.csv'}', all_varchar=true) group by all"
).fetchall()
equal("DuckDB adds up the long list", dict(rows), sums)

# The workbook, calculated anew by LibreOffice: every formula's value is the one that was stored.
own = json.loads(area.read_text("utf-8"))
own["statistics"]["disclosure"]["licences"] += 7
(WORK / "own.json").write_text(json.dumps(own, ensure_ascii=False), "utf-8")
names = "".join(f"清河市第{number + 1}局,{'部门' if number % 3 else '乡镇'}\n" for number in range(20))
(WORK / "names.csv").write_text("单位,层级\n" + names, "utf-8")
book = WORK / "area.xlsx"
merge = [NIANBAO, "merge", units, "--organ", ORGAN, "--units", WORK / "names.csv", "--own", WORK / "own.json", "-o", book]
run(*merge, "--force", "-q", status=(0, 1))
stored, formulas = openpyxl.load_workbook(book, data_only=True), openpyxl.load_workbook(book)
# openpyxl drops every stored result, so that all is calculated.
typed, profile = WORK / "typed.xlsx", (WORK / "profile").as_uri()
formulas.save(typed)
run("soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir", WORK / "office", typed)
calculated = openpyxl.load_workbook(WORK / "office" / typed.name, data_only=True)
count, different = 0, []
for sheet in formulas:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                count += 1
                ours, theirs = (read[sheet.title][cell.coordinate].value for read in (stored, calculated))
                if (ours or "") != (theirs or "") and not (ours == 0 == theirs):
                    different.append((sheet.title, cell.coordinate, ours, theirs))
check("the workbook is live", count > 1000, count)
leads = {(cell.value.replace("$", "").lstrip("="), cell.hyperlink and cell.hyperlink.location) for sheet in formulas for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("='各单位'!")}
check("a sum of the tables leads to its column of the units", len(leads) > 100 and all(formula == place for formula, place in leads), sorted(leads)[:3])
equal("LibreOffice calculates what is stored", different, [])
sheet = stored["各单位"]
head = {cell.value: cell.column for cell in sheet[3] if cell.value}
equal(
    "the sums of the sheet of units are those made here",
    {name for name in ids if decimal.Decimal(str(sheet.cell(4, head[name]).value)) != sums[name]},
    set(),
)
levels = [decimal.Decimal(str(sheet.cell(row, head["disclosure.fees"]).value)) for row in (5, 6)]
equal("the levels add up to the sum", sum(levels), sums["disclosure.fees"])
residuals = {name: sheet.cell(8, head[name]).value for name in ids}
equal("only what was changed differs", {name: value for name, value in residuals.items() if value != 0}, {"disclosure.licences": 7})
end()
