"""An outside witness of lists in Parquet: DuckDB and pandas read them, each as the list of the same reports in CSV says it, and add them up alike;
they are read back, also as pandas and DuckDB write them again, and compressed ones are refused.

    parquet_witness.py NIANBAO WORK

NIANBAO is built with the feature parquet.
"""

import decimal
import json
import pathlib
import sys

import duckdb
import pandas
from tally import check, end, equal, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
units = WORK / "units"
units.mkdir(parents=True, exist_ok=True)
text = (ROOT / "samples/qinghe-2023/report.json").read_text("utf-8")
for number in range(40):
    report = json.loads(text)
    report["organ"] = f"清河市第{number + 1}局"
    disclosure = report["statistics"]["disclosure"]
    disclosure["licences"], disclosure["fees"] = number * 10**6, f"{number}.05"
    # A dash, a blank and what is absent are no numbers.
    disclosure["penalties"] = [{"raw": "/", "value": None}, {"raw": ""}, number][number % 3]
    if number % 5 == 0:
        del disclosure["coercive_measures"]
    (units / f"{number:02}.json").write_text(json.dumps(report, ensure_ascii=False), "utf-8")

for shape in ["wide", "long"]:
    paths = {form: WORK / f"{shape}.{form}" for form in ["csv", "parquet"]}
    for path in paths.values():
        run(NIANBAO, "list", units, "--shape", shape, "-o", path, "--force", "-q", status=(0, 1))
    again = WORK / "again"
    run(NIANBAO, "list", units, "--shape", shape, "--to", "parquet", "-o", again, "--jobs", "1", "--force", "-q", status=(0, 1))
    equal(f"{shape}: the same bytes each time", again.read_bytes() == paths["parquet"].read_bytes(), True)
    csv = pandas.read_csv(paths["csv"], dtype=str, keep_default_na=False)
    frame = pandas.read_parquet(paths["parquet"])
    equal(f"{shape}: the same columns", list(frame.columns), list(csv.columns))
    for name in csv.columns:
        numbers = [None if pandas.isna(value) else decimal.Decimal(value) for value in frame[name]] if name in ("序号", "年度", "错误", "警告", "数值") else None
        if numbers is None:
            # In CSV a text that a spreadsheet would take for a formula has an apostrophe in front.
            equal(f"{shape}: {name}", list(frame[name]), [value[1:] if value.startswith("'") else value for value in csv[name]])
        else:
            equal(f"{shape}: {name}", numbers, [decimal.Decimal(value) if value else None for value in csv[name]])
    # Read back: the list of the list. What was found in a figure is found again; a long list has no file's own findings.
    back = WORK / "back.csv"
    copies = {"own": paths["parquet"], "pandas": WORK / "pandas.parquet", "DuckDB": WORK / "duckdb.parquet"}
    frame.to_parquet(copies["pandas"], compression=None, index=False)
    duckdb.sql(f"copy (from read_parquet('{paths['parquet']}')) to '{copies['DuckDB']}' (format parquet, compression uncompressed)")
    for by, path in copies.items():
        run(NIANBAO, "list", path, "--shape", shape, "-o", back, "--force", "-q", status=(0, 1))
        read = pandas.read_csv(back, dtype=str, keep_default_na=False)
        rest = [name for name in csv.columns if name not in ("来源文件", "错误", "警告", "提示")]
        equal(f"{shape}: reads back as {by} wrote it", read[rest].equals(csv[rest]), True)
    for codec in ["snappy", "zstd", "gzip"]:
        frame.to_parquet(WORK / "packed.parquet", compression=codec, index=False)
        said = run(NIANBAO, "list", WORK / "packed.parquet", "-o", back, "--force", "--messages", "json", "--lang", "en", status=(2,), of="stderr")
        equal(f"{shape}: {codec} is refused by name", b'"parquet-compressed"' in said, True)
    types = dict(duckdb.sql(f"select column_name, column_type from (describe select * from read_parquet('{paths['parquet']}'))").fetchall())
    equal(f"{shape}: whole numbers are such", types["年度"], "BIGINT")
    if shape == "long":
        equal("amounts are decimals", types["数值"], "DECIMAL(38,10)")
        sums = duckdb.sql(f"select 数据项编号, sum(数值), count(数值) from read_parquet('{paths['parquet']}') group by all").fetchall()
        sums = {cell: (total, count) for cell, total, count in sums}
        wanted = {}
        for cell, value in zip(csv["数据项编号"], csv["数值"]):
            total, count = wanted.get(cell, (None, 0))
            wanted[cell] = (decimal.Decimal(value) + (total or 0), count + 1) if value else (total, count)
        equal("DuckDB adds them up", sums, wanted)
        check("what is no number is none", sums["disclosure.penalties"][1] == 13, sums["disclosure.penalties"])
end()
