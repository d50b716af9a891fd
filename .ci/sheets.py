#!/usr/bin/env python3
"""A matrix of sheets made by independent programs: every figure read right, or named in a finding; none silently wrong.

Usage: sheets.py path/to/nianbao [work folder]

Each layout and each hazard is written by openpyxl and XlsxWriter, saved by LibreOffice as XLSX, XLS (BIFF8) and ODS, and, where
nothing merged is in it, by pandas as CSV. What is in a sheet is known cell by cell from samples/common/statutory.py, which shares no
code with nianbao. Prints a table of what was read and every cell that is wrong; exit 1 if there is any.
"""
import collections
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "samples/common"))
import openpyxl
import pandas
import statutory as s
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

NIANBAO = pathlib.Path(sys.argv[1]).resolve()
ORGAN = "清河市民政局"
TRADITIONAL = dict(zip("开关于请数据处机构证项计总组织绩类况条规业书务结转续办维纠经诉审许罚强费额单万属国决护权内过执询举报复当无会统与为进后稳没现发补确访认获缴纳继废讼议",
                       "開關於請數據處機構證項計總組織績類況條規業書務結轉續辦維糾經訴審許罰強費額單萬屬國決護權內過執詢舉報復當無會統與為進後穩沒現發補確訪認獲繳納繼廢訟議"))


class Sheet:
    """Cells by row and column from 1: text, number, or a Special."""

    def __init__(self, name):
        self.name, self.cells, self.merges = name, {}, []
        self.hidden_rows, self.hidden_columns, self.comments = [], [], {}

    def put(self, row, column, value):
        self.cells[row, column] = value

    def merge(self, row, column, rows, columns):
        if rows > 1 or columns > 1:
            self.merges.append((row, column, row + rows - 1, column + columns - 1))


class Special:
    """A number with a format, a date, a formula with what it comes to."""

    def __init__(self, value, number_format="General", formula=None):
        self.value, self.number_format, self.formula = value, number_format, formula


class Case:
    """A workbook and what it states: {unit: {cell id: number as text, or None}} and findings by place."""

    def __init__(self, name, sheets, truth, findings=(), units=False, status=None):
        self.name, self.sheets, self.truth, self.findings, self.units = name, sheets, truth, list(findings), units
        self.only = None


def number(text):
    return float(text) if "." in text else int(text)


def figures(ids, seed):
    dice = random.Random(seed)
    raw = {}
    for cell in ids:
        if cell == "disclosure.fees" or cell.endswith("procurement.amount"):
            raw[cell] = f"{dice.randrange(10 ** dice.randrange(1, 6))}.{dice.randrange(1, 9999):04}".rstrip("0")
        elif cell.endswith(".change"):
            raw[cell] = str(dice.randrange(-50, 50))
        else:
            raw[cell] = str(dice.randrange(10 ** dice.randrange(1, 8)))
    return raw


def tables(form):
    return [s.table2_2021() if form == 2021 else s.table2_2019(), s.table3(form), s.table4()]


def ids_of(geometries):
    return [value for _, _, cells in geometries for *_, kind, value in cells if kind == "d"]


def lay(sheet, geometry, raw, top, left, merged=True, label=lambda text: text, column=lambda c: c, row=lambda r: r,
        place=None, as_text=()):
    """Writes a table; `label` changes its labels, `row` and `column` spread it over blank ones."""
    for r, c, rs, cs, kind, value in geometry[2]:
        at = (top + row(r), left + column(c))
        if kind == "h":
            sheet.put(*at, label(value))
        else:
            figure = raw[value]
            sheet.put(*at, number(figure) if isinstance(figure, str) and value not in as_text else figure)
            if place is not None:
                place[value] = (sheet.name, *at)
        if merged:
            sheet.merge(*at, row(r + rs - 1) - row(r) + 1, column(c + cs - 1) - column(c) + 1)
    return top + row(geometry[0] - 1) + 1


# ---- layouts of the printed form ---------------------------------------------------------------------------

def three_sheets(form, raw, at=(1, 1), **how):
    sheets = []
    for name, geometry in zip(["表二", "表三", "表四"], tables(form)):
        sheet = Sheet(name)
        lay(sheet, geometry, raw, *at, **how)
        sheets.append(sheet)
    return sheets


def one_sheet(form, raw, gap=2, titles=True, **how):
    sheet, row = Sheet("Sheet1"), 1
    if titles:
        sheet.put(1, 1, f"{ORGAN}2025年政府信息公开工作年度报告")
        row = 3
    for heading, geometry in zip("二三四", tables(form)):
        if titles:
            sheet.put(row, 1, f"表{heading}（单位：件）")
            row += 1
        row = lay(sheet, geometry, raw, row, 1, **how) + gap
    sheet.put(row, 1, "填表人：张三　审核人：李四")
    return [sheet]


def broken(text):
    return "\n".join(text) if len(text) <= 4 else text[: len(text) // 2] + "\n" + text[len(text) // 2:]


def half_width(text):
    return re.sub(r"^(\d)\.", r"\1、", text.replace("（", "(").replace("）", ")").replace("“", '"').replace("”", '"'))


def spaced(text):
    return " ".join(text) if len(text) < 12 else text.replace("、", "、 ").replace("政府", "政府　")


def traditional(text):
    return "".join(TRADITIONAL.get(c, c) for c in text)


TYPOS = {"2.其他法律行政法规禁止公开": "2.其他法律行政止公开", "6.属于四类过程性信息": "6.属于四类过程性性信息",
         "现行有效件数": "现行有效件", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开",
         "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.申请人无正当理由逾期不补正",
         "四、结转下年度继续办理": "四、结转下年继续办理", "7.属于行政执法案卷": "7.属于行政执法卷宗"}


def layouts():
    for form in (2021, 2019):
        for name, make in {
            "three sheets, merged": lambda raw: three_sheets(form, raw),
            "three sheets, offset": lambda raw: three_sheets(form, raw, at=(7, 5)),
            "one sheet, merged": lambda raw: one_sheet(form, raw),
            "one sheet, unmerged": lambda raw: one_sheet(form, raw, merged=False),
            "no titles, no gaps": lambda raw: one_sheet(form, raw, gap=0, titles=False),
            "spacer columns": lambda raw: three_sheets(form, raw, merged=False, column=lambda c: 2 * c),
            "spacer rows": lambda raw: three_sheets(form, raw, merged=False, row=lambda r: 2 * r),
            "labels broken": lambda raw: three_sheets(form, raw, label=broken),
            "half-width brackets": lambda raw: three_sheets(form, raw, label=half_width),
            "labels spaced": lambda raw: one_sheet(form, raw, label=spaced, merged=False),
            "traditional": lambda raw: three_sheets(form, raw, label=traditional),
            "known typos": lambda raw: three_sheets(form, raw, label=lambda text: TYPOS.get(text, text)),
            "figures as text": lambda raw: three_sheets(form, raw, as_text=set(raw)),
        }.items():
            raw = figures(ids_of(tables(form)), f"{form} {name}")
            yield Case(f"{form} {name}", make(raw), {None: raw})
        raw = figures(ids_of(tables(form)), f"{form} hidden")
        sheets = one_sheet(form, raw)
        sheets[0].hidden_rows, sheets[0].hidden_columns = [7, 9, 25], [5, 8]
        yield Case(f"{form} hidden rows and columns", sheets, {None: raw},
                   [("Sheet1", "hidden-rows"), ("Sheet1", "hidden-columns")])
        raw = figures(ids_of(tables(form)), f"{form} beside")
        sheet = Sheet("并排")
        two, three, four = tables(form)
        lay(sheet, two, raw, 2, 2)
        lay(sheet, four, raw, 2, 9)
        other = Sheet("表三")
        lay(other, three, raw, 1, 1)
        yield Case(f"{form} side by side", [sheet, other], {None: raw})
        raw = figures(ids_of(tables(form)), f"{form} other sheet")
        other = Sheet("附表")
        for i, row in enumerate([["序号", "事项", "办理情况"], [1, "甲事项", "已办"], [2, "乙事项", "在办"]], 1):
            for j, value in enumerate(row, 1):
                other.put(i, j, value)
        other.put(5, 1, "合并的说明")
        other.merge(5, 1, 2, 3)
        yield Case(f"{form} another sheet", three_sheets(form, raw) + [other], {None: raw})


# ---- hazards, each in a cell of its own ---------------------------------------------------------------------

def hazards():
    import datetime
    count = [  # what stands in a cell for a count, its value if any, the code of the finding at the cell
        ("１２", "12", "figure-read-as"), ("12 件", "12", "figure-read-as"), ("1,234", "1234", "figure-read-as"),
        ("0012", "12", "figure-read-as"), ("12.0", "12", "figure-read-as"), ("\u00a012", "12", None),
        (-5, None, "figure-outside-kind"), (1.5, None, "figure-outside-kind"), ("1.5 件", None, "figure-outside-kind"),
        ("-5", None, "figure-outside-kind"), ("/", None, "figure-placeholder"), ("—", None, "figure-placeholder"),
        ("无", None, "figure-placeholder"), ("", None, "figure-blank"), ("约10", None, "figure-not-a-number"),
        ("1O", None, "figure-not-a-number"), ("12人", None, "figure-not-a-number"), ("3万", None, "figure-not-a-number"),
        ("1-2", None, "figure-not-a-number"), ("①", None, "figure-not-a-number"), ("1\n0", None, "figure-parted"),
        (True, None, "figure-not-a-number"), ("1,23", None, "figure-not-a-number"),
        (Special(datetime.date(2025, 12, 31), "yyyy/m/d"), None, "date-in-cell"),
        (Special(12, "yyyy-mm-dd"), None, "date-in-cell"), (Special(0.12, "0%"), None, "figure-outside-kind"),
        (Special(1234567, "#,##0"), "1234567", None), (Special(12, '0"件"'), "12", None),
        (Special(120000, '0.0,,"百万"'), None, "figure-not-a-number"),
        (Special(12, "General", "=5+7"), "12", "formula"), (Special("#REF!", "General", "=#REF!+1"), None, "cell-error"),
        (Special("#DIV/0!", "General", "=1/0"), None, "cell-error"), (11398889, "11398889", None), (0, "0", None),
    ]
    fee = [("251000元", "25.1", "money-converted"), ("3.2 万元", "3.2", "figure-read-as"),
           ("3.2万", "3.2", "figure-read-as"), (Special(26.55, "0"), "26.55", "shown-differently"),
           (Special(26.5, "0.00"), "26.50", None), (59237.2449, "59237.2449", None), ("1,234.5", "1234.5", "figure-read-as"),
           (-1.5, None, "figure-outside-kind"), ("", None, "figure-blank")]
    geometries = tables(2021)
    ids = [cell for cell in ids_of(geometries) if cell != "disclosure.fees"]
    for batch in range(len(fee)):
        dice = random.Random(f"hazard {batch}")
        raw, place, findings = figures(ids_of(geometries), f"hazard {batch}"), {}, []
        truth = dict(raw)
        chosen = dice.sample([cell for cell in ids if ".received" not in cell], 12)
        mixed = dict(zip(chosen, dice.sample(count, 12)))
        mixed["disclosure.fees"] = fee[batch]
        for cell, (value, expected, _) in mixed.items():
            raw[cell] = value
            truth[cell] = expected
        sheets = three_sheets(2021, raw, place=place, as_text=set(mixed))
        for cell, (value, _, code) in mixed.items():
            name, row, column = place[cell]
            where = f"{name}!{get_column_letter(column)}{row}"
            if code == "formula":
                findings.append((where, "formula", cell))
            elif code == "cell-error":
                findings.append((where, "error", cell))
            elif code:
                findings.append((where, code))
        sheets[1].comments[place["applications.received.other"][1:]] = "核对"
        where = place["applications.received.other"]
        findings.append((f"{where[0]}!{get_column_letter(where[2])}{where[1]}", "cell-comment-left-out"))
        yield Case(f"hazards {batch + 1}", sheets, {None: truth}, findings)


# ---- lists of units -----------------------------------------------------------------------------------------

def paths(geometry):
    """By cell id its labels, of rows and of columns, outermost first."""
    rows, columns, cells = geometry
    header = [cell for cell in cells if cell[4] == "h"]
    data = [cell for cell in cells if cell[4] == "d"]
    out = {}
    for r, c, rs, cs, _, value in data:
        left = sorted((h for h in header if h[0] <= r < h[0] + h[2] and h[1] < c), key=lambda h: h[1])
        above = [h for h in header if h[1] <= c < h[1] + h[3] and h[0] < r and h[2] * h[3] < 9]
        nearest = max((h[0] for h in above), default=0)
        above = sorted((h for h in above if nearest - h[0] < 3 and not (h[3] == columns)), key=lambda h: h[0])
        out[value] = ([h[5] for h in left], [h[5].replace("\n", "") for h in above])
    return out


UNITS = ["清河市民政局", "清河市财政局", "清河市人民政府办公室", "东城区人民政府", "清河市公安局"]


def label_paths():
    found = {}
    for geometry in tables(2021):
        found.update(paths(geometry))
    return found


def lists():
    ids = ids_of(tables(2021))
    by_path = label_paths()
    some = [cell for cell in ids if cell.startswith("applications.re")][:49] + ids[:10] + ids[-15:]

    def unit_figures(seed, cells=ids, units=UNITS, years=(2025,)):
        return {(unit, year): figures(cells, f"{seed} {unit} {year}") for unit in units for year in years}

    def wide(name, head, stated, cells, lead=("单位名称", "年度"), merges=(), rows_before=(), rows_after=(), year=True):
        sheet = Sheet("清单")
        for i, text in enumerate(rows_before, 1):
            sheet.put(i, 1, text)
        top = len(rows_before) + 1
        for i, line in enumerate(head):
            for j, text in enumerate(line):
                if text is not None:
                    sheet.put(top + i, 1 + j, text)
        for merge in merges:
            sheet.merge(top + merge[0], 1 + merge[1], merge[2], merge[3])
        row = top + len(head)
        for (unit, of_year), raw in stated.items():
            lead_cells = [unit, of_year] if year else [unit]
            for j, value in enumerate(lead_cells + [number(raw[cell]) for cell in cells]):
                sheet.put(row, 1 + j, value)
            row += 1
        for line in rows_after:
            for j, value in enumerate(line):
                if value is not None:
                    sheet.put(row, 1 + j, value)
            row += 1
        return sheet

    stated = unit_figures("wide ids")
    yield Case("list: wide, ids", [wide("", [["单位名称", "年度", *ids]], stated, ids)], stated, units=True)
    stated = unit_figures("wide years", years=(2023, 2024, 2025))
    yield Case("list: wide, several years", [wide("", [["机关", "年份", *ids]], stated, ids)], stated, units=True)
    stated = unit_figures("wide paths", cells=some)
    head = ["单位", "年度"] + ["/".join(by_path[cell][0] + by_path[cell][1]) for cell in some]
    yield Case("list: wide, paths", [wide("", [head], stated, some)], stated, units=True)
    head = ["部门", "年度"] + [half_width("-".join(by_path[cell][0][-1:] + by_path[cell][1][-2:])) for cell in some]
    stated = unit_figures("wide short paths", cells=some)
    yield Case("list: wide, short paths", [wide("", [head], stated, some)], stated, units=True)
    # Heads of three rows: group, label, applicant; merged and not.
    cells = [cell for cell in ids if cell.startswith(("applications.received", "applications.carried_in", "applications.results.refused", "applications.results.total"))]
    lines = [["单位", "年度"], [None, None], [None, None]]
    merges = [(0, 0, 3, 1), (0, 1, 3, 1)]
    for j, cell in enumerate(cells, 2):
        rows = by_path[cell][0]
        group = rows[-2] if len(rows) > 1 and rows[-2].startswith("（") else rows[-1]
        lines[0].append(group)
        lines[1].append(rows[-1] if group != rows[-1] else None)
        lines[2].append(by_path[cell][1][-1])
    for line in (0, 1):
        j = 2
        while j < len(lines[line]):
            end = j + 1
            while end < len(lines[line]) and lines[line][end] == lines[line][j] and (line == 0 or lines[0][end] in (None, lines[0][j])) \
                    and (line == 0 or lines[1][j] is not None):
                end += 1
            if end - j > 1:
                height = 2 if line == 0 and lines[1][j] is None else 1
                merges.append((line, j, height, end - j))
                for k in range(j + 1, end):
                    lines[line][k] = None
            j = end
    stated = unit_figures("wide head", cells=cells)
    yield Case("list: wide, head of three rows", [wide("", lines, stated, cells, merges=merges)], stated, units=True)
    yield Case("list: wide, head unmerged", [wide("", lines, stated, cells)], stated, units=True)
    # Title, totals, notes.
    cells = ids[:10]
    stated = unit_figures("totals", cells=cells)
    sums = [sum(int(raw[cell]) if "." not in raw[cell] else 0 for raw in stated.values()) for cell in cells]
    sheet = wide("", [["填报单位", *cells]], stated, cells, year=False, rows_before=["清河市2025年政府信息公开情况统计表", "单位：件"],
                 rows_after=[["合计", *sums], ["注：数据截至2025年12月31日。"]])
    yield Case("list: title, totals, note", [sheet], stated, [("清单!A9", "list-total-row"), ("清单", "list-year-from-title")], units=True)
    # A unit twice, unlike; an unknown column; a column twice.
    stated = unit_figures("twice", cells=cells)
    again = {("清河市民政局", 2025): dict(stated["清河市民政局", 2025], **{cells[0]: "99999999"})}
    sheet = wide("", [["单位", "年度", *cells, "上年行政许可", cells[3]]], stated, cells,
                 rows_after=[["清河市民政局", 2025, *[number(again["清河市民政局", 2025][cell]) for cell in cells]]])
    for row in range(2, 7):
        sheet.put(row, 13, 7)
        sheet.put(row, 14, 8)
    expected = {key: {cell: value for cell, value in raw.items() if cell != cells[3]} for key, raw in stated.items()}
    del expected["清河市民政局", 2025][cells[0]]
    yield Case("list: twice and unknown", [sheet], expected, [
        ("清单!C7", "list-figure-disputed"), ("清单!A7", "list-unit-repeated"), ("清单!M1", "list-column-unknown"),
        ("清单!F1", "list-column-repeated"), ("清单!N1", "list-column-repeated")], units=True)
    # Long lists.
    for name, row_of in {
        "ids": lambda cell: [cell],
        "paths": lambda cell: ["/".join(by_path[cell][0] + by_path[cell][1])],
        "item and applicant": lambda cell: [by_path[cell][0][-1] if by_path[cell][0] else "/".join(by_path[cell][1]),
                                            "/".join(by_path[cell][1][1:]) if cell.startswith("app") else
                                            (by_path[cell][1][-1] if by_path[cell][0] else "")],
    }.items():
        chosen = [cell for cell in ids if not re.search(r"\.(other|total)\.|others", cell) or name != "item and applicant" or ".results.total" in cell]
        stated = unit_figures(f"long {name}", cells=chosen, units=UNITS[:3], years=(2024, 2025))
        sheet = Sheet("长表")
        head = ["单位", "年度", "项目", "申请人", "数值"] if name == "item and applicant" else ["单位", "年度", "项目", "数值"]
        for j, text in enumerate(head, 1):
            sheet.put(1, j, text)
        row = 2
        for (unit, year), raw in stated.items():
            for cell in chosen:
                for j, value in enumerate([unit, year, *row_of(cell), number(raw[cell])], 1):
                    if value != "":
                        sheet.put(row, j, value)
                row += 1
        yield Case(f"list: long, {name}", [sheet], stated, units=True)
    chosen = [cell for cell in ids if cell.startswith("applications")]
    stated = unit_figures("half long", cells=chosen)
    sheet = Sheet("2025年")
    columns = [label[1][-1] for label in (by_path[cell] for cell in chosen[:7])]
    for j, text in enumerate(["单位名称", "项目", *columns], 1):
        sheet.put(1, j, text)
    row = 2
    for (unit, _), raw in stated.items():
        for i in range(0, len(chosen), 7):
            for j, value in enumerate([unit, "/".join(by_path[chosen[i]][0]), *[number(raw[cell]) for cell in chosen[i:i + 7]]], 1):
                sheet.put(row, j, value)
            row += 1
    yield Case("list: half long", [sheet], stated, units=True)


# ---- writers ------------------------------------------------------------------------------------------------

def by_openpyxl(case, path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in case.sheets:
        ws = book.create_sheet(sheet.name)
        for (row, column), value in sheet.cells.items():
            cell = ws.cell(row, column)
            if isinstance(value, Special):
                cell.value = value.formula or value.value
                cell.number_format = value.number_format
            else:
                cell.value = value if value != "" else None
                if isinstance(value, str):
                    cell.number_format = "@"
        for top, left, bottom, right in sheet.merges:
            ws.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in sheet.hidden_rows:
            ws.row_dimensions[row].hidden = True
        for column in sheet.hidden_columns:
            ws.column_dimensions[get_column_letter(column)].hidden = True
        for (row, column), text in sheet.comments.items():
            ws.cell(row, column).comment = Comment(text, "甲")
    book.save(path)


def by_xlsxwriter(case, path):
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy/m/d"})
    for sheet in case.sheets:
        ws = book.add_worksheet(sheet.name)
        merged = {}
        for top, left, bottom, right in sheet.merges:
            ws.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for (row, column), value in sheet.cells.items():
            at = (row - 1, column - 1)
            if isinstance(value, Special):
                style = book.add_format({"num_format": value.number_format})
                if value.formula:
                    ws.write_formula(*at, value.formula, style, value.value)
                elif hasattr(value.value, "year"):
                    ws.write_datetime(*at, value.value, style)
                else:
                    ws.write_number(*at, value.value, style)
            elif isinstance(value, bool):
                ws.write_boolean(*at, value)
            elif isinstance(value, str):
                if value:
                    ws.write_string(*at, value)
            else:
                ws.write_number(*at, value)
        for row in sheet.hidden_rows:
            ws.set_row(row - 1, None, None, {"hidden": True})
        for column in sheet.hidden_columns:
            ws.set_column(column - 1, column - 1, None, None, {"hidden": True})
        for (row, column), text in sheet.comments.items():
            ws.write_comment(row - 1, column - 1, text)
    book.close()


def by_pandas(case, path):
    (sheet,) = case.sheets
    rows, columns = max(r for r, _ in sheet.cells), max(c for _, c in sheet.cells)
    frame = pandas.DataFrame([[str(sheet.cells.get((r, c), "")) for c in range(1, columns + 1)] for r in range(1, rows + 1)])
    frame.to_csv(path, header=False, index=False, encoding="gb18030" if "gb18030" in path.name else "utf-8",
                 sep="\t" if path.suffix == ".tsv" else ",")


def office(folder, to, files):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    out = folder / f"office-{to}"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", to, "--outdir", out, *files], check=True,
                   capture_output=True, timeout=600)
    return out


# ---- comparing ----------------------------------------------------------------------------------------------

def flat(node, prefix=""):
    for key, value in node.items():
        if key == "form" and not prefix.count("."):
            continue
        name = f"{prefix}{key}"
        if isinstance(value, dict) and "raw" not in value:
            yield from flat(value, name + ".")
        else:
            yield name, value


def value_of(figure):
    if isinstance(figure, dict):
        figure = figure.get("value")
    return None if figure is None else str(figure)


def equal(found, expected):
    if found is None or expected is None:
        return found is expected
    return found == expected or float(found) == float(expected)


def read(path, folder):
    """By unit and year the figures read, and the findings by place."""
    shutil.rmtree(folder, ignore_errors=True)
    run = subprocess.run([NIANBAO, "convert", path, "--to", "json", "--out-dir", folder, "--lang", "en"], capture_output=True,
                         text=True, timeout=60)
    reports = {}
    for file in sorted(folder.glob("*.json")) if folder.exists() else []:
        report = json.loads(file.read_text())
        reports[report.get("organ"), report.get("year")] = dict(flat(report.get("statistics", {})))
    findings = set()
    for line in run.stderr.splitlines():
        found = re.search(r"\[([a-z-]+)\](?:: (.*))?$", line)
        if not found:
            continue
        place = re.match(r"\s*(?:sheet )?(.*?): (?:note|warning|error)", line)
        if found[2] is not None:  # several folded into one line
            findings.update((place.strip(" …"), found[1]) for place in found[2].removesuffix(" …").split(", "))
        elif place:
            findings.add((place[1], found[1]))
    return reports, findings, run


def compare(case, program, path, folder):
    """What is wrong, and how many figures were right or rightly refused."""
    reports, findings, run = read(path, folder)
    wrong, right = [], 0
    if run.returncode not in (0, 1):
        return [f"exit {run.returncode}: {run.stderr[-300:]}"], 0
    text_only = path.suffix in (".csv", ".tsv")
    truth = case.truth
    if text_only and case.sheets[0].name == "2025年":  # a text file has no sheet name to take the year from
        truth = {(unit, None): raw for (unit, _), raw in truth.items()}
    if not case.units:
        if len(reports) != 1:
            return [f"{len(reports)} reports"], 0
        reports = {None: next(iter(reports.values()))}
    elif set(reports) != set(truth):
        wrong.append(f"units {sorted(map(str, reports))[:6]}, expected {sorted(map(str, truth))[:6]}")
    uncalculated = {cell for _, code, *cell in case.findings if code == "formula" for cell in cell} if program == "openpyxl" else set()
    # A total whose formula was never calculated may be added up by the form's rule, if that is said where it stands.
    added_up = {cell[0] for where, code, *cell in case.findings if code in ("formula", "error") and (where, "total-calculated") in findings}
    for unit, expected in truth.items():
        found = reports.get(unit, {})
        for cell, value in expected.items():
            if cell in added_up:
                stem, column = cell.removesuffix("total"), cell.rpartition(".")[2]
                if stem != cell:  # the total of a row
                    parts = [part for other, part in expected.items() if other.startswith(stem) and other != cell]
                else:  # （七）总计 of a column
                    parts = [part for other, part in expected.items() if other.startswith("applications.results.")
                             and other.endswith("." + column) and not other.startswith("applications.results.total.")]
                value = str(sum(int(part) for part in parts))
            elif cell in uncalculated:
                value = None
            if cell not in found and value is not None:
                wrong.append(f"{unit or ''} {cell}: absent, expected {value}")
            elif not equal(value_of(found.get(cell)), value):
                wrong.append(f"{unit or ''} {cell}: {found.get(cell)!r}, expected {value!r}")
            else:
                right += 1
        for cell in found.keys() - expected.keys():
            wrong.append(f"{unit or ''} {cell}: {found[cell]!r}, expected to be absent")
    for where, code, *_ in case.findings:
        if text_only and code in ("hidden-rows", "hidden-columns", "list-year-from-title", "cell-comment-left-out"):
            continue
        if code == "formula":
            code = {"openpyxl": "formula-without-value", "XlsxWriter": "formula-value-not-calculated"}.get(program)
        if code == "error":
            code = "formula-without-value" if program == "openpyxl" else "cell-error"
        if code is None:
            continue
        if text_only:
            letters, row = re.match(r".*!([A-Z]+)(\d+)", where).groups() if "!" in where else ("A", "1")
            column = sum((ord(c) - 64) * 26 ** i for i, c in enumerate(reversed(letters)))
            where = f"table 1 row {row} column {column}"
        if not any(place == where and other == code for place, other in findings):
            wrong.append(f"no [{code}] at {where}; there: {sorted(other for place, other in findings if place == where)}")
    return wrong, right


def main():
    work = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()).resolve()
    made = work / "made"
    made.mkdir(parents=True, exist_ok=True)
    cases = [*layouts(), *hazards(), *lists()]
    files = collections.defaultdict(list)
    for index, case in enumerate(cases):
        stem = f"{index:03}"
        for program, write in {"openpyxl": by_openpyxl, "XlsxWriter": by_xlsxwriter}.items():
            folder = made / program
            folder.mkdir(exist_ok=True)
            write(case, folder / f"{stem}.xlsx")
            files[program].append((case, folder / f"{stem}.xlsx"))
        plain = len(case.sheets) == 1 and not any(case.sheets[0].merges) and not case.sheets[0].hidden_rows
        if plain and not any(isinstance(v, Special) for v in case.sheets[0].cells.values()):
            for name in [f"{stem}.csv", f"{stem}-gb18030.csv", f"{stem}.tsv"]:
                by_pandas(case, made / name)
                files["pandas"].append((case, made / name))
    if shutil.which("soffice"):
        sources = [path for _, path in files["openpyxl"]]
        for to in ("xlsx", "xls", "ods"):
            folder = office(work, to, sources)
            files[f"LibreOffice {to}"] = [(case, folder / f"{path.stem}.{to}") for case, path in files["openpyxl"]]
    bad, sheets, cells = 0, 0, 0
    print(f"{'written by':<18}{'files':>6}{'sheets':>8}{'figures right or named':>24}{'wrong':>7}")
    details = []
    for program, of_program in files.items():
        right = wrong = 0
        for case, path in of_program:
            faults, good = compare(case, program, path, work / "out")
            right += good
            wrong += len(faults)
            sheets += len(case.sheets)
            details += [f"{program}, {case.name} ({path.name}): {fault}" for fault in faults[:8]]
        cells += right
        bad += wrong
        print(f"{program:<18}{len(of_program):>6}{sum(len(case.sheets) for case, _ in of_program):>8}{right:>24}{wrong:>7}", flush=True)
    print(f"{len(cases)} workbooks, {sheets} sheets, {cells} figures")
    for line in details[:60]:
        print("FAIL", line)
    if len(details) > 60:
        print(f"… {len(details) - 60} more")
    sys.exit(1 if bad else 0)


main()
