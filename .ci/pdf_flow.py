"""What the PDFs of the matrix say: a sample's prose and statutory tables with figures of their own, as a flow of simple things.

The flow is the truth a reading is held against. It comes from report_model.py and the forms' TOML, never from nianbao.
"""

import json
import random
import sys
import tomllib

from report_model import ROOT, Report, walk

sys.path.insert(0, str(ROOT / "samples/common"))
from statutory import BLOCKS, COLUMNS, OUTCOMES, rows3  # noqa: E402


class Cell:
    def __init__(self, row, column, rows, columns, lines, heads=False, data=None):
        self.row, self.column, self.rows, self.columns = row, column, rows, columns
        self.lines, self.heads, self.data = lines, heads, data

    @property
    def box(self):
        return (self.row, self.column, self.rows, self.columns)

    @property
    def text(self):
        return "".join(self.lines)


class Table:
    def __init__(self, rows, columns, header_rows, widths, cells, statutory=None):
        self.rows, self.columns, self.header_rows, self.widths, self.cells = rows, columns, header_rows, widths, cells
        self.statutory = statutory

    def at(self, row, column):
        """The cell that begins there, or None."""
        return next((cell for cell in self.cells if (cell.row, cell.column) == (row, column)), None)


class Flow:
    """`items`: ("title" | "heading" | "text", text, level), ("table", Table), ("space", points)."""

    def __init__(self, report, items):
        self.report, self.items = report, items
        self.order = None

    @property
    def prose(self):
        """In the order the maker set it, where it has more than the flow says (notes at the foot of pages)."""
        return self.order or [item[1] for item in self.items if item[0] in ("title", "heading", "text")]

    @property
    def tables(self):
        return [item[1] for item in self.items if item[0] == "table"]

    @property
    def figures(self):
        """Every statutory figure as printed, by cell id."""
        return {path: raw for path, raw, _ in self.report.figures()}


def put(statistics, path, value):
    *above, last = path.split(".")
    for key in above:
        statistics = statistics.setdefault(key, {})
    statistics[last] = value


def random_figures(statistics, form, seed, blanks):
    """Other figures that keep the arithmetic; `blanks`: some are printed as nothing, - or /."""
    chance = random.Random(seed)
    small = lambda: chance.choice([0, 0, 0, chance.randint(1, 9), chance.randint(10, 99), chance.randint(100, 4321)])
    rows = rows3(int(form))
    results = [row for row in rows if ".results." in row and not row.endswith(".results.total")]
    totals = dict.fromkeys(rows, 0)
    for column in COLUMNS[:-1]:
        value = {row: small() for row in results}
        value["applications.results.total"] = sum(value.values())
        value["applications.carried_over"] = small()
        both = value["applications.results.total"] + value["applications.carried_over"]
        value["applications.carried_in"] = chance.randint(0, both)
        value["applications.received"] = both - value["applications.carried_in"]
        for row in rows:
            put(statistics, f"{row}.{column}", value[row])
            totals[row] += value[row]
    for row in rows:
        put(statistics, f"{row}.total", totals[row])
    for block in BLOCKS:
        parts = [small() for _ in OUTCOMES[:-1]]
        for outcome, value in zip(OUTCOMES, [*parts, sum(parts)]):
            put(statistics, f"disputes.{block}.{outcome}", value)
    if form == "2021":
        for stem in ("regulations", "normative_documents"):
            for key in ("issued", "repealed", "in_force"):
                put(statistics, f"disclosure.{stem}.{key}", chance.choice([0, chance.randint(1, 99)]))
        for key in ("licences", "penalties", "coercive_measures"):
            put(statistics, f"disclosure.{key}", chance.choice([0, chance.randint(100, 11398889)]))
        put(statistics, "disclosure.fees", chance.choice(["26.55", "96171.6", "59237.2449", "0"]))
    if blanks:
        for row in chance.sample(results, 4):
            for column in COLUMNS[:-1]:
                raw = chance.choice(["", "-", "/"])
                stems = row.split(".")
                place = statistics
                for key in stems:
                    place = place[key]
                if place[column] == 0:
                    place[column] = {"raw": raw} if raw == "" else {"raw": raw, "value": None}


def of_sample(name, folder, seed=None, blanks=False):
    """The sample's report, with other figures where a seed is given, and its file."""
    said = json.loads((ROOT / f"samples/{name}/report.json").read_text("utf-8"))
    if seed is not None:
        random_figures(said["statistics"], said["form"], seed, blanks)
    path = folder / f"{name}{'' if seed is None else f'-{seed}'}.json"
    path.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    return Report(path), path


def text_of(blocks):
    return "".join(walk(block.content, lambda note: "") for block in blocks if block.kind in ("paragraph", "heading"))


def paragraphs(blocks, kind="text"):
    for block in blocks:
        if block.kind == "heading":
            yield "heading", text_of([block]), block.level
        elif block.kind == "paragraph":
            yield "title" if block.role == "title" else block.role, text_of([block]), None
        elif block.kind == "list":
            for label, inner in block.items:
                for n, (kind, text, level) in enumerate(paragraphs(inner)):
                    yield kind, (label + text if n == 0 else text), level


BROKEN = {"商业企业": ["商业", "企业"], "科研机构": ["科研", "机构"], "结果维持": ["结果", "维持"], "结果纠正": ["结果", "纠正"],
          "其他结果": ["其他", "结果"], "尚未审结": ["尚未", "审结"], "社会公益组织": ["社会", "公益", "组织"],
          "法律服务机构": ["法律", "服务", "机构"]}


def table_of(model, broken, upright):
    """`broken`: column heads in several lines; `upright`: 三、本年度办理结果 one character below another."""
    widths = [1] * model.columns
    if model.statutory:
        for form in ("2021", "2019"):
            data = tomllib.loads((ROOT / f"templates/forms/{form}.toml").read_text("utf-8"))
            table = next(t for t in data["tables"] if t["id"] == model.statutory)
            if table["columns"] == model.columns and "widths" in table:
                widths = table["widths"]
                break
    cells = []
    for cell in model.cells:
        text = text_of(cell.blocks)
        lines = [text] if text else []
        if broken and text in BROKEN:
            lines = BROKEN[text]
        if upright and text == "三、本年度办理结果":
            lines = ["三、", *text[2:]]
        cells.append(Cell(cell.row, cell.column, cell.row_span, cell.column_span, lines, bool(cell.scope), cell.data))
    return Table(model.rows, model.columns, model.header_rows, widths, cells, model.statutory)


def flow_of(report, broken=False, upright=False, space=0, short=False, plain_spaces=False, relabel=()):
    """`plain_spaces`: no wide ones, which some programs do not keep; `relabel`: labels the source has otherwise; `space`: points of white before each statutory table, so that the page's end falls elsewhere; `short`: tables with their
    headings and one paragraph each."""
    items = []
    for block in report.blocks:
        if block.kind == "table":
            if space:
                items.append(("space", space))
            items.append(("table", table_of(block.table, broken, upright)))
        else:
            for kind, text, level in paragraphs([block]):
                if text.strip():
                    items.append((kind if kind in ("title", "heading") else "text", text.strip(" \u3000"), level))
    if plain_spaces:
        items = [(kind, value.replace("\u3000", " "), *rest) if kind != "table" and kind != "space" else (kind, value, *rest) for kind, value, *rest in items]
    for old, new in relabel:
        for cell in (cell for kind, value, *_ in items if kind == "table" for cell in value.cells if cell.lines == [old]):
            cell.lines = [new]
    if short:
        kept, since = [], 0
        for item in items:
            since = since + 1 if item[0] == "text" else 0
            if since <= 1:
                kept.append(item)
        items = kept
    return Flow(report, items)
