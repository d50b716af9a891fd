"""An outside witness of sums: made-up reports of units in several formats are added up, here and by nianbao, and pandas adds up its list.

    sum_witness.py NIANBAO WORK
"""

import decimal
import json
import pathlib
import random
import sys

import pandas
from tally import check, end, equal, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
FORMATS = ["docx", "xlsx", "pdf", "html", "json"]
ORGAN = "清河市人民政府"


def cells(part, name=""):
    """The figures below a part of a report's JSON: where each is held, its key, its id."""
    for key, value in part.items():
        if isinstance(value, dict) and "raw" not in value:
            yield from cells(value, f"{name}{key}.")
        else:
            yield part, key, name + key


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
frame = pandas.read_csv(listed, dtype=str)
equal("a line a unit, and the sum", len(frame), 21)
totals = {}
for name in frame.columns[2:]:
    numbers = [decimal.Decimal(text) for text in frame[name]]
    totals[name] = (sum(numbers[:-1]), numbers[-1])
equal("pandas adds up the list to its last line", {name: pair for name, pair in totals.items() if pair[0] != pair[1]}, {})
equal("the list has the figures of the area", {name for name in totals if totals[name][1] != sums[name]}, set())
end()
