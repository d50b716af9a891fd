#!/usr/bin/env python3
"""How many reports of a folder have a row of table 3 whose total is not its sum, and how long pandas takes to tell.

    python3 benches/check_sums.py FOLDER

FOLDER holds canonical JSON or workbooks as nianbao writes them. Prints seconds and the number of such reports.
"""
import json, sys, time
from pathlib import Path

import pandas

COLUMNS = ['natural_person', 'commercial_enterprise', 'research_institution', 'public_welfare_organization',
           'legal_service_institution', 'other', 'total']


def rows_of_json(path):
    """The rows of seven figures in a report's JSON."""
    rows = []

    def visit(value):
        if isinstance(value, dict):
            if 'natural_person' in value:
                rows.append([value[column] for column in COLUMNS])
            else:
                for inner in value.values():
                    visit(inner)

    visit(json.loads(path.read_text(encoding='utf-8'))['statistics']['applications'])
    return pandas.DataFrame(rows, columns=COLUMNS)


def rows_of_workbook(path):
    """The rows of seven figures on the workbook's second sheet."""
    sheet = pandas.read_excel(path, sheet_name=1, header=None)
    figures = sheet[sheet.columns[-7:]].apply(pandas.to_numeric, errors='coerce').dropna()
    figures.columns = COLUMNS
    return figures


def main():
    files = sorted(Path(sys.argv[1]).iterdir())
    before = time.perf_counter()
    wrong = 0
    for path in files:
        rows = rows_of_json(path) if path.suffix == '.json' else rows_of_workbook(path)
        wrong += bool((rows[COLUMNS[:-1]].sum(axis=1) != rows['total']).any())
    print(f'{time.perf_counter() - before:.3f} {wrong}')


main()
