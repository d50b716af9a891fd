"""Reports of a whole province, read on every core of a cluster: a table of reports and one of their figures, and checks by SQL.

    reports_on_spark.py FOLDER OUT

A file that can't be read is a row with its error. The tables are Parquet, in OUT/reports and OUT/figures.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import nianbao
import pyarrow  # type: ignore[import-untyped]
from pyspark.sql import SparkSession

# A row is a report, or a file that can't be read. Values are decimals in their digits: no binary fraction.
FIGURE = pyarrow.struct([("cell", pyarrow.string()), ("value", pyarrow.string()), ("raw", pyarrow.string())])
ROW = pyarrow.schema(
    [
        ("source", pyarrow.string()),
        ("organ", pyarrow.string()),
        ("year", pyarrow.int32()),
        ("form", pyarrow.string()),
        ("report", pyarrow.string()),
        ("findings", pyarrow.string()),
        ("errors", pyarrow.int32()),
        ("error", pyarrow.string()),
        ("failure", pyarrow.string()),
        ("figures", pyarrow.list_(FIGURE)),
    ]
)
COLUMNS = """source string, organ string, year int, form string, report string, findings string, errors int, error string, failure string,
    figures array<struct<cell: string, value: string, raw: string>>"""


def figures(part: dict[str, Any], path: str = "") -> Iterator[dict[str, str | None]]:
    """The figures of a report's statistics: the cell's id, the number where there is one, the text as printed."""
    for key, value in part.items():
        cell = path + key
        if not isinstance(value, dict):
            yield {"cell": cell, "value": str(value), "raw": str(value)}
        elif "raw" in value:
            number = value.get("value")
            yield {"cell": cell, "value": None if number is None else str(number), "raw": value["raw"]}
        else:
            yield from figures(value, cell + ".")


def rows(path: str, content: bytes) -> Iterator[dict[str, Any]]:
    """The reports of a file, or why there are none."""
    found: list[nianbao.Finding] = []
    try:
        reports = nianbao.read_all(content, name=path, findings=found)
    except nianbao.Error as error:
        findings = json.dumps(error.findings, ensure_ascii=False)
        failure = json.dumps(error.failure, ensure_ascii=False)
        yield {"source": path, "findings": findings, "error": error.code, "failure": failure}
        return
    for report in reports:
        yield {
            "source": path,
            "organ": report.get("organ"),
            "year": report.get("year"),
            "form": report.get("form"),
            "report": json.dumps(report, ensure_ascii=False),
            "findings": json.dumps(found, ensure_ascii=False),
            "errors": sum(finding["severity"] == "error" for finding in found),
            "figures": list(figures(report["statistics"])),
        }
        # What was found in a file stands with the first of its reports.
        found = []


def read(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Files as Spark hands them over → rows, a batch at a time."""
    for batch in batches:
        paths, contents = (batch.column(name).to_pylist() for name in ("path", "content"))
        made = [row for path, content in zip(paths, contents) for row in rows(path, content)]
        yield pyarrow.RecordBatch.from_pylist(made, schema=ROW)


def path_of(address: str) -> str:
    """The path of a file as the column of paths has it, from its address."""
    return unquote(address).replace("file:///", "file:/", 1)


CHECKS = {
    "files that can't be read": "select source, error from reports where error is not null order by source",
    "bodies with more than one report on a year": """
        select organ, year, count(*) as reports from reports where error is null
        group by organ, year having count(*) > 1 order by organ, year""",
    "applications that don't add up": """
        select source, sum(
            case when cell in ('applications.received.total', 'applications.carried_in.total') then value else -value end
        ) as difference
        from figures
        where cell in ('applications.received.total', 'applications.carried_in.total', 'applications.results.total.total',
            'applications.carried_over.total')
        group by source having difference <> 0 order by source""",
    "sums": "select cell, count(value) as reports, sum(value) as total from figures group by cell order by cell",
}


def main(folder: str, out: str) -> None:
    spark = (
        SparkSession.builder.appName("nianbao")
        # So many files are in a worker's memory at once.
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "8")
        .getOrCreate()
    )
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(folder).select("path", "content")
    files.mapInArrow(read, COLUMNS).write.mode("overwrite").parquet(f"{out}/reports")
    # Spark passes over empty files without a word; they, too, are files that can't be read.
    seen = {row.source for row in spark.read.parquet(f"{out}/reports").select("source").distinct().toLocalIterator()}
    empty = sorted({path_of(address) for address in files.inputFiles()} - seen)
    if empty:
        passed_over = spark.createDataFrame([(path, bytearray()) for path in empty], "path string, content binary")
        passed_over.mapInArrow(read, COLUMNS).write.mode("append").parquet(f"{out}/reports")
    spark.read.parquet(f"{out}/reports").createOrReplaceTempView("reports")
    flat = """select source, organ, year, form, figure.cell, cast(figure.value as decimal(38, 6)) as value, figure.raw
        from reports lateral view explode(figures) as figure"""
    spark.sql(flat).write.mode("overwrite").parquet(f"{out}/figures")
    spark.read.parquet(f"{out}/figures").createOrReplaceTempView("figures")
    for name, query in CHECKS.items():
        print(f"== {name}")
        for row in spark.sql(query).toLocalIterator():
            values = {key: value if isinstance(value, int) else str(value) for key, value in row.asDict().items()}
            print(json.dumps(values, ensure_ascii=False))
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
