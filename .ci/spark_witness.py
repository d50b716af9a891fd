"""An outside witness of the examples on Spark and Dask: 500 files of several formats, five of them broken, read by a job on two cores give the rows,
counts and sums that the command line gives in one process.

    spark_witness.py NIANBAO WORK
"""

import decimal
import json
import os
import pathlib
import random
import subprocess
import sys
import time
import urllib.parse

import duckdb
from tally import cells, check, end, equal, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
JOB = ROOT / "src/python/examples/reports_on_spark.py"
COUNT = 500
BROKEN = {"a.docx": b"PK", "b.pdf": b"%PDF-1.7\n", "c.json": b'{"schema":', "d.xlsx": b"", "e.docx": b"\xff\xd8\xff\xe0"}

units = WORK / "units"
units.mkdir(parents=True, exist_ok=True)
random.seed(2023)
text = (ROOT / "samples/qinghe-2023/report.json").read_text("utf-8")
formats = ["docx", "xlsx", "html", "pdf", "json"]
made = {form: [] for form in formats}
for number in range(COUNT - len(BROKEN)):
    report = json.loads(text)
    old = report["organ"]
    for part, key, name in cells(report["statistics"]):
        part[key] = str(random.randrange(10**7)) if name.endswith("fees") else random.randrange(1000)
    form = formats[number % len(formats)]
    path = (units if form == "json" else WORK / form) / f"{number:03}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False).replace(old, f"清河市第{number // 2 + 1}局"), "utf-8")
    made[form].append(path)
for form in formats[:-1]:
    run(NIANBAO, "convert", *made[form], "--to", form, "--out-dir", units, "--force", "-q", status=(0, 1))
for name, content in BROKEN.items():
    (units / name).write_bytes(content)

# The command line, in one process; the example, on two cores.
began = time.monotonic()
paths = WORK / "paths"
paths.write_text("\n".join(str(path) for path in sorted(units.iterdir())), "utf-8")
lines = run(NIANBAO, "list", "--paths-from", paths, "--to", "jsonl", "-o", "-", "--jobs", "1", "-q", status=(2,)).decode("utf-8").splitlines()
single = time.monotonic() - began
# As a name for the command line the whole path: what findings call the file is in the rows, too.
wanted = {line["source"]: line for line in map(json.loads, lines)}
environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
out = WORK / "out"
began = time.monotonic()
command = [sys.executable, str(JOB), str(units), str(out)]
environment["PYSPARK_SUBMIT_ARGS"] = "--master local[2] --conf spark.ui.enabled=false --driver-memory 1g pyspark-shell"
done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=600)
spark = time.monotonic() - began
if done.returncode != 0:
    sys.exit(done.stderr.decode("utf-8", "replace")[-4000:])
said = {}
for line in done.stdout.decode("utf-8").splitlines():
    if line.startswith("== "):
        rows = said[line[3:]] = []
    else:
        rows.append(json.loads(line))


def path_of(source):
    """The path in an address of a file, as Spark gives it."""
    return urllib.parse.urlparse(source).path if source.startswith("file:") else source


columns = "source, organ, year, form, report, findings, error, failure"
found = {path_of(row[0]): row for row in duckdb.sql(f"select {columns} from read_parquet('{out}/reports/*.parquet')").fetchall()}
equal("a row a file", (len(found), set(found) == set(wanted)), (COUNT, True))
different = []
for source, line in wanted.items():
    _, organ, year, form, report, findings, error, failure = found[source]
    # What findings call a file is its address there.
    there = json.loads(findings.replace("file:" + str(units), str(units)))
    failure = failure and json.loads(failure.replace("file:" + str(units), str(units)))
    ours = {"source": source, **({"report": json.loads(report)} if report else {}), "findings": there, **({"error": failure} if failure else {})}
    if ours != line:
        different.append((source, ours, line))
equal("each is what the command line says of it", different[:1], [])
broken = sorted(source for source, line in wanted.items() if "error" in line)
equal("five are broken", [pathlib.Path(source).name for source in broken], sorted(BROKEN))
equal("and are rows with their error", [path_of(row["source"]) for row in said["files that can't be read"]], broken)
sums, counts = {}, {}
for line in wanted.values():
    for part, key, name in cells(line.get("report", {}).get("statistics", {})):
        number = part[key]["value"] if isinstance(part[key], dict) else part[key]
        sums[name] = sums.get(name, 0) + decimal.Decimal(number)
        counts[name] = counts.get(name, 0) + 1
equal("the sums", {row["cell"]: decimal.Decimal(row["total"]) for row in said["sums"]}, sums)
equal("the counts", {row["cell"]: row["reports"] for row in said["sums"]}, counts)
read = duckdb.sql(f"select cell, sum(value) from read_parquet('{out}/figures/*.parquet') group by cell").fetchall()
equal("the sums of the files of Parquet", dict(read), sums)
equal("bodies twice", len(said["bodies with more than one report on a year"]), (COUNT - len(BROKEN)) // 2)
applications = [line["report"]["statistics"]["applications"] for line in wanted.values() if "report" in line]
wrong = sum(
    a["received"]["total"] + a["carried_in"]["total"] != a["results"]["total"]["total"] + a["carried_over"]["total"] for a in applications
)
equal("what does not add up", len(said["applications that don't add up"]), wrong)

# The same on Dask, in two processes.
out = WORK / "dask"
began = time.monotonic()
command = [sys.executable, str(ROOT / "src/python/examples/reports_on_dask.py"), str(units), str(out)]
done = subprocess.run(command, env={**os.environ, "DASK_NUM_WORKERS": "2"}, stdin=subprocess.DEVNULL, capture_output=True, timeout=600)
dask = time.monotonic() - began
if done.returncode != 0:
    sys.exit(done.stderr.decode("utf-8", "replace")[-4000:])
printed = [line.rsplit(" ", 1) for line in done.stdout.decode("utf-8").splitlines()]
equal("Dask names what can't be read", sorted(path for path, _ in printed[: len(BROKEN)]), broken)
equal("and its sums are the same", {cell: decimal.Decimal(total) for cell, total in printed[len(BROKEN) :]}, sums)
read = duckdb.sql(f"select count(*) filter (cell != ''), count(distinct source) from read_parquet('{out}/*.parquet')").fetchall()
equal("its table has every figure", read, [(sum(counts.values()), COUNT)])
print(f"{COUNT} files: {single:.1f} s in one process on one core; their start included {spark:.1f} s by Spark, {dask:.1f} s by Dask, each on two")
end()
