"""An outside witness of two thousand reports in five formats: their sums are those made here, in bounded memory, and the same after the work was killed;
lists of either shape are added up by pandas, DuckDB and LibreOffice, and read back; one wrong total is traced to its file and cell.

    many_witness.py NIANBAO WORK
"""

import csv
import decimal
import json
import os
import pathlib
import random
import subprocess
import sys
import time

import duckdb
import pandas
from tally import cells, check, end, equal, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
# Of each format so many; together two thousand.
FORMATS = {"docx": 700, "xlsx": 500, "html": 400, "json": 300, "pdf": 100}
COUNT, WRONG = sum(FORMATS.values()), 1234
MEGABYTES = 200
TOTAL = "applications.received.total"


def begun(*command):
    return subprocess.Popen([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def memory(*command):
    """Runs a program; the size of its memory at its largest, in MB."""
    process = begun(*command)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    check(f"{command[1]} ends well", process.returncode in (0, 1), process.returncode)
    return usage.ru_maxrss / 1024

units = WORK / "units"
units.mkdir(parents=True, exist_ok=True)
random.seed(2000)
text = (ROOT / "samples/qinghe-2023/report.json").read_text("utf-8")
organ = json.loads(text)["organ"]
# Multiples of figures that keep the rules of the form keep them, too.
bases = [json.loads(path.read_text("utf-8"))["statistics"] for path in sorted(ROOT.glob("samples/*/report.json")) if '"form": "2021"' in path.read_text("utf-8")]
forms = [form for form, count in FORMATS.items() for _ in range(count)]
random.shuffle(forms)
sums, made, names = {}, {form: [] for form in FORMATS}, {}
for number in range(COUNT):
    report = json.loads(text)
    report["statistics"] = json.loads(json.dumps(bases[number % len(bases)]))
    times = random.randrange(1000)
    for part, key, name in cells(report["statistics"]):
        value = part[key]["value"] if isinstance(part[key], dict) else part[key]
        amount = decimal.Decimal(value) * times + (number == WRONG and name == TOTAL)
        part[key] = str(amount) if name.endswith("fees") else int(amount)
        sums[name] = sums.get(name, 0) + amount
    form = forms[number]
    path = (units if form == "json" else WORK / "made" / form) / f"{number:04}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False).replace(organ, f"清河市第{number + 1}局"), "utf-8")
    made[form].append(path)
    names[number] = units / f"{number:04}.{form}"
for form, paths in made.items():
    if form != "json":
        run(NIANBAO, "convert", *paths, "--to", form, "--out-dir", units, "--force", "-q", status=(0, 1))
equal("so many files", len(list(units.iterdir())), COUNT)

# One go; and one that is killed when a third is done, and then goes on.
merge = [NIANBAO, "merge", units, "--organ", "清河市人民政府", "--year", "2023", "--force", "-q"]
outputs = ["area.json", "list.csv", "area.xlsx"]
whole, parts = WORK / "whole", WORK / "parts"
for folder in (whole, parts):
    folder.mkdir(exist_ok=True)
into = lambda folder, book=False: ["-o", folder / ("area.xlsx" if book else "area.json"), "--list", folder / "list.csv"]
size = memory(*merge, *into(whole))
check("sums in bounded memory", size <= MEGABYTES, f"{size:.0f} MB")
state = parts / "state"
process = begun(*merge, *into(parts), "--resume", state)
while process.poll() is None and not (state.exists() and state.read_bytes().count(b"\n") > COUNT / 3):
    time.sleep(0.02)
process.kill()
equal("killed midway", (process.wait(), (parts / "area.json").exists()), (-9, False))
kept = state.read_bytes().count(b"\n")
check("what was read by then is kept", COUNT / 3 < kept < COUNT, kept)
run(*merge, *into(parts), "--resume", state, status=(0, 1))
for folder in (whole, parts):
    # Of the workbook nothing is read again: all is in the state.
    run(*merge, *into(folder, True), "--resume", folder / "state", status=(0, 1))
for name in outputs:
    equal(f"the same {name}", (whole / name).read_bytes() == (parts / name).read_bytes(), True)
found = {name: decimal.Decimal(str(part[key])) for part, key, name in cells(json.loads((whole / "area.json").read_text("utf-8"))["statistics"])}
equal("the sums are those made here", found, sums)

# A wrong total: said at its file and cell, and in the long list beside the figure.
said = [json.loads(line) for line in run(NIANBAO, "check", names[WRONG], "--messages", "json", "--lang", "en", status=(1,), of="stderr").splitlines()]
wrong = [(line.get("file"), line.get("values", {}).get("cell", {}).get("cell")) for line in said if line.get("code") == "figure-inconsistent"]
equal("the wrong total is named in its file", wrong, [(str(names[WRONG]), "received.total")])

lists = {(shape, form): WORK / f"{shape}.{form}" for shape in ("wide", "long") for form in ("csv", "xlsx")}
for shape in ("wide", "long"):
    size = memory(NIANBAO, "list", units, "--shape", shape, "-o", lists[shape, "csv"], "--force", "-q")
    check(f"the {shape} list in bounded memory", size <= MEGABYTES, f"{size:.0f} MB")
    run(NIANBAO, "list", lists[shape, "csv"], "--shape", shape, "-o", lists[shape, "xlsx"], "--force", "-q", status=(0, 1))


def added_up(frame, shape, number=decimal.Decimal):
    if shape == "wide":
        return {name: sum(map(number, frame[name])) for name in sums}
    return frame.groupby("数据项编号")["数值"].agg(lambda values: sum(map(number, values))).to_dict()


tables = {}
for (shape, form), path in lists.items():
    read = pandas.read_csv if form == "csv" else lambda path, **how: pandas.read_excel(path, engine="openpyxl", **how)
    frame = tables[shape, form] = read(path, dtype=str, keep_default_na=False)
    equal(f"pandas adds up the {shape} {form} list", added_up(frame, shape), sums)
    again = WORK / "again.csv"
    run(NIANBAO, "list", path, "--shape", shape, "-o", again, "--force", "-q", status=(0, 1))
    back = pandas.read_csv(again, dtype=str, keep_default_na=False)
    # Where a row came from, and what was found in that file's text, is not in the list.
    rest = [name for name in back.columns if name not in ("来源文件", "错误", "警告", "提示")]
    equal(f"the {shape} {form} list reads back", back[rest].equals(tables[shape, "csv"][rest]), True)
told = tables["long", "csv"]
told = told[(told["提示"] != "") & (told["序号"] == str(WRONG + 1))]
check("and beside its figure", TOTAL in set(told["数据项编号"]), told.values.tolist()[:3])
for shape, path in (("wide", lists["wide", "csv"]), ("long", lists["long", "csv"])):
    # Of twenty thousand rows it guesses no quotation where the first of them has none.
    table = f"read_csv('{path}', all_varchar=true, delim=',', quote='\"', escape='\"')"
    if shape == "wide":
        columns = ", ".join(f'sum(cast("{name}" as decimal(30, 2)))' for name in sums)
        found = dict(zip(sums, duckdb.sql(f"select {columns} from {table}").fetchall()[0]))
    else:
        found = dict(duckdb.sql(f"select 数据项编号, sum(cast(数值 as decimal(30, 2))) from {table} group by all").fetchall())
    equal(f"DuckDB adds up the {shape} list", found, sums)
office = ["soffice", f"-env:UserInstallation={(WORK / 'profile').as_uri()}", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", WORK / "office"]
run(*office, *(lists[shape, "xlsx"] for shape in ("wide", "long")))
for shape in ("wide", "long"):
    with open(WORK / "office" / f"{shape}.csv", encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    frame = pandas.DataFrame(rows, columns=head)
    equal(f"LibreOffice has all of the {shape} list", added_up(frame, shape), sums)
end()
