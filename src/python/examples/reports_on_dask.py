"""Reports of a whole province on Dask: a table of their figures as Parquet, files that can't be read, and the sums.

    reports_on_dask.py FOLDER OUT

A file that can't be read is a row with its error.
"""

from __future__ import annotations

import decimal
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

import dask.bag
import dask.dataframe
import nianbao

# So many files are in a worker's memory at once, if they are the largest.
TOGETHER = 8
COLUMNS = {"source": str, "organ": str, "year": str, "cell": str, "value": str, "raw": str, "error": str}


def figures(part: dict[str, Any], path: str = "") -> Iterator[tuple[str, str, str]]:
    """The figures of a report's statistics: the cell's id, the number where there is one, the text as printed."""
    for key, value in part.items():
        cell = path + key
        if not isinstance(value, dict):
            yield cell, str(value), str(value)
        elif "raw" in value:
            number = value.get("value")
            yield cell, "" if number is None else str(number), value["raw"]
        else:
            yield from figures(value, cell + ".")


def rows(path: str) -> list[dict[str, str]]:
    """The figures of a file's reports, or why there are none."""
    blank = dict.fromkeys(COLUMNS, "")
    try:
        reports = nianbao.read_all(pathlib.Path(path).read_bytes(), name=path)
    except nianbao.Error as error:
        return [{**blank, "source": path, "error": error.code}]
    found = []
    for report in reports:
        about = {"source": path, "organ": report.get("organ") or "", "year": str(report.get("year") or "")}
        for cell, value, raw in figures(report["statistics"]):
            found.append({**blank, **about, "cell": cell, "value": value, "raw": raw})
    return found


def add(total: decimal.Decimal, row: dict[str, str]) -> decimal.Decimal:
    """Decimals, as fees have them: no binary fraction."""
    return total + decimal.Decimal(row["value"] or 0)


def main(folder: str, out: str) -> None:
    paths = sorted(str(path) for path in pathlib.Path(folder).iterdir() if path.is_file())
    files = dask.bag.from_sequence(paths, partition_size=TOGETHER)  # type: ignore[no-untyped-call]
    table = files.map(rows).flatten().to_dataframe(meta=COLUMNS)
    # Each file is read once, and what follows reads the table.
    table.to_parquet(out, write_index=False)
    read = dask.dataframe.read_parquet(out).to_bag(format="dict")
    for row in read.filter(lambda row: row["error"]):
        print(row["source"], row["error"])
    sums = read.filter(lambda row: row["cell"]).foldby("cell", add, decimal.Decimal(0), lambda one, other: one + other)
    for cell, total in sorted(sums):
        print(cell, total)


if __name__ == "__main__":
    main(*sys.argv[1:3])
