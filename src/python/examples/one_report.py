"""What a report says of its applications, and what a reviewer would ask.

    one_report.py FILE
"""

from __future__ import annotations

import pathlib
import sys
from typing import TYPE_CHECKING

import nianbao

if TYPE_CHECKING:
    # Types are for checkers only.
    from nianbao import Finding


def received(report: nianbao.Report) -> int | None:
    """How many applications were received, where the report says a number."""
    figure = report["statistics"].get("applications", {}).get("received", {}).get("total")
    return figure if isinstance(figure, int) else None


def main(path: pathlib.Path) -> int:
    found: list[Finding] = []
    try:
        report = nianbao.read(path.read_bytes(), name=str(path), findings=found)
    except nianbao.Error as error:
        print(f"{error.code}: {error}")
        return 2
    print(report["organ"], report["year"], received(report))
    for finding in [*found, *nianbao.check(report)]:
        print(finding["severity"], finding["code"], finding["message"])
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
