"""What a published report must say, worked out from its canonical JSON and the form's TOML alone.

A second implementation, on purpose: nothing here comes from the Rust code, so that both have to be wrong in the same way for a
witness to be fooled.
"""

import base64
import json
import pathlib
import re
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def squeeze(text):
    """Without white space of any kind."""
    return re.sub(r"[\s\u00a0\u200b\ufeff]+", "", text)


class Cell:
    def __init__(self, row, column, row_span, column_span, scope, blocks, data=None):
        self.row, self.column, self.row_span, self.column_span = row, column, row_span, column_span
        self.scope, self.blocks, self.data = scope, blocks, data

    @property
    def box(self):
        return (self.row, self.column, self.row_span, self.column_span)


class Table:
    def __init__(self, rows, columns, header_rows, cells, statutory=None):
        self.rows, self.columns, self.header_rows, self.cells = rows, columns, header_rows, cells
        self.statutory = statutory

    def text(self, row):
        return [squeeze(plain(cell.blocks)) for cell in self.cells if cell.row == row]

    def header_text(self):
        return "".join("".join(self.text(row)) for row in range(self.header_rows))

    def running_on(self, row):
        """The cells that began above this row and reach into it."""
        return [cell for cell in self.cells if cell.row < row < cell.row + cell.row_span]


def place(lines):
    """Rows of (row_span, column_span, …) → cells in the first free columns, as HTML does."""
    taken, cells = set(), []
    for row, line in enumerate(lines):
        column = 0
        for row_span, column_span, *rest in line:
            while (row, column) in taken:
                column += 1
            for r in range(row, row + row_span):
                for c in range(column, column + column_span):
                    assert (r, c) not in taken, ("overlap", r, c)
                    taken.add((r, c))
            cells.append(Cell(row, column, row_span, column_span, *rest))
            column += column_span
    return cells, len(lines), 1 + max((c for _, c in taken), default=-1)


def raw_text(figure):
    """What is printed for a figure of the JSON."""
    return figure["raw"] if isinstance(figure, dict) else str(figure)


def figure_value(figure):
    """Its number as text, or None."""
    value = figure.get("value") if isinstance(figure, dict) else figure
    return None if value is None else str(value)


def at(statistics, path):
    for key in path.split("."):
        statistics = statistics[key]
    return statistics


class Blocks:
    """One block: kind, inline content or children, and what it is for."""

    def __init__(self, kind, **facts):
        self.kind = kind
        self.__dict__.update(facts)


def inlines(content):
    return content if isinstance(content, list) else [content]


def block_of(item):
    if isinstance(item, (str, list)):
        return Blocks("paragraph", role="body", align="start", content=inlines(item))
    (kind, body), = item.items()
    if kind == "paragraph":
        return Blocks("paragraph", role=body.get("role", "body"), align=body.get("align", "start"), content=inlines(body["content"]))
    if kind == "heading":
        return Blocks("heading", level=body["level"], content=inlines(body["content"]))
    if kind == "list":
        items = [(entry["label"], [block_of(b) for b in entry["content"]]) for entry in body["items"]]
        return Blocks("list", items=items)
    if kind == "table":
        lines = []
        for row in body["rows"]:
            line = []
            for cell in row:
                if isinstance(cell, str):
                    cell = {"content": [cell] if cell else []}
                line.append((cell.get("row_span", 1), cell.get("column_span", 1), cell.get("header"),
                             [block_of(b) for b in cell["content"]]))
            lines.append(line)
        cells, rows, columns = place(lines)
        return Blocks("table", table=Table(rows, columns, body.get("header_rows", 0), cells))
    if kind == "figure":
        return Blocks("figure", media=body["media"], alt=body.get("alt", ""))
    if kind == "break":
        return Blocks("break")
    raise AssertionError(f"a block of a kind this model doesn't know: {kind}")


def walk(content, note):
    """The text of inline content; `note` says what stands for a note."""
    text = ""
    for inline in content:
        if isinstance(inline, str):
            text += inline
        elif "styled" in inline:
            text += inline["styled"]["text"]
        elif "link" in inline:
            text += walk(inlines(inline["link"]["content"]), note)
        elif "note" in inline:
            text += note(inline["note"])
        elif "ruby" in inline:
            text += walk(inlines(inline["ruby"]["base"]), note) + "（" + inline["ruby"]["reading"] + "）"
        elif "formula" in inline:
            text += inline["formula"]["text"]
        elif "revision" in inline:
            if inline["revision"]["change"] == "inserted":
                text += walk(inlines(inline["revision"]["content"]), note)
        elif "image" not in inline and "anchor" not in inline:
            raise AssertionError(f"an inline of a kind this model doesn't know: {inline}")
    return text


def plain(blocks, note=lambda note: "", label=True):
    """All text of some blocks."""
    text = ""
    for block in blocks:
        if block.kind in ("paragraph", "heading"):
            text += walk(block.content, note) + "\n"
        elif block.kind == "list":
            for mark, inner in block.items:
                text += (mark if label else "") + plain(inner, note, label) + "\n"
        elif block.kind == "table":
            text += "".join(plain(cell.blocks, note, label) + "\n" for cell in block.table.cells)
    return text


def chinese_date(iso):
    year, month, day = iso.split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"


def form_table(form_id, table_id, statistics):
    """The printed form of a statutory table with a report's figures in it."""
    form = tomllib.loads((ROOT / f"templates/forms/{form_id}.toml").read_text("utf-8"))
    table, = [t for t in form["tables"] if t["id"] == table_id]
    lines = []
    for row in table["rows"]:
        data = list(row.get("data", []))
        if "series" in row:
            data += [{"id": f"{row['series']}.{column}"} for column in table["series_columns"]]
        line = [(label.get("rows", 1), label.get("columns", 1), "row" if data else "column",
                 [Blocks("paragraph", role="body", content=[label["text"]])]) for label in row.get("labels", [])]
        for cell in data:
            figure = at(statistics, cell["id"])
            blocks = [Blocks("paragraph", role="body", content=[raw_text(figure)])] if raw_text(figure) else []
            line.append((cell.get("rows", 1), cell.get("columns", 1), None, blocks, cell["id"]))
        lines.append(line)
    cells, rows, columns = place(lines)
    assert columns == table["columns"], (form_id, table_id, columns)
    return Table(rows, columns, table["header_rows"], cells, table_id)


class Report:
    def __init__(self, path):
        self.json = json.loads(pathlib.Path(path).read_text("utf-8"))
        said = self.json
        self.title, self.form = said.get("title"), said.get("form")
        self.statistics = said.get("statistics", {})
        self.media = {name: base64.b64decode(medium["data"]) for name, medium in said.get("media", {}).items()}
        blocks = []
        if self.title:
            blocks.append(Blocks("paragraph", role="title", content=[self.title]))
        blocks += [block_of(item) for item in said.get("preamble", [])]
        for section in said["sections"]:
            if "heading" in section:
                blocks.append(Blocks("heading", level=1, content=inlines(section["heading"])))
            for item in section["content"]:
                if isinstance(item, dict) and "statistics" in item:
                    figures = self.statistics[item["statistics"]]
                    form = figures.get("form", self.form)
                    blocks.append(Blocks("table", table=form_table(form, item["statistics"], figures)))
                else:
                    blocks.append(block_of(item))
        signature = said.get("signature", {})
        if "organ" in signature:
            blocks.append(Blocks("paragraph", role="signature", content=[signature["organ"]]))
        if "date" in signature:
            date = signature["date"]
            text = date["raw"] if isinstance(date, dict) else chinese_date(date)
            blocks.append(Blocks("paragraph", role="date", content=[text]))
        for attachment in said.get("attachments", []):
            if "label" in attachment:
                blocks.append(Blocks("break"))
                blocks.append(Blocks("paragraph", role="attachment_label", content=[attachment["label"]]))
            if "title" in attachment:
                blocks.append(Blocks("paragraph", role="title", content=[attachment["title"]]))
            blocks += [block_of(item) for item in attachment["content"]]
        self.blocks = blocks

    @property
    def tables(self):
        return [block.table for block in self.blocks if block.kind == "table"]

    @property
    def headings(self):
        return [(block.level, squeeze(walk(block.content, lambda note: ""))) for block in self.blocks if block.kind == "heading"]

    @property
    def outline(self):
        """The headings, and the first sentences of paragraphs that are some by their numbers (GB/T 9704-2012 7.3.3: 一、, （一）)."""
        found = []
        for block in self.blocks:
            text = squeeze(walk(block.content, lambda note: "")) if block.kind in ("heading", "paragraph") else ""
            if block.kind == "heading":
                found.append((block.level, text))
            elif block.kind == "paragraph" and block.role == "body" and block.align == "start":
                head = re.match(r"(（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、)([^。；：！？0-9]{1,36})。.", text)
                if head and head[2].count("，") < 2:
                    found.append((2 if head[1].startswith("（") else 1, head[1] + head[2]))
        return found

    @property
    def attachment_names(self):
        """What names each attachment with a label, as (label, name): the line in the middle below it, or the label itself."""
        names = []
        for label, below in zip(self.blocks, [*self.blocks[1:], Blocks("break")]):
            if label.kind != "paragraph" or label.role != "attachment_label":
                continue
            said = lambda block: squeeze(walk(block.content, lambda note: ""))
            if below.kind == "paragraph" and below.role == "body" and below.align == "center":
                names.append((said(label), said(below)))
            elif not (below.kind == "heading" or below.kind == "paragraph" and below.role == "title"):
                names.append((said(label), None))
        return names

    def notes(self):
        """The notes in the order of their calls, each as text."""
        found = []

        def take(note):
            found.append((note.get("kind", "footnote"), plain([block_of(b) for b in note["content"]])))
            return ""

        plain(self.blocks, take)
        return found

    def figures(self):
        """Every statutory figure as (path, printed text, value)."""
        def leaves(value, path):
            if isinstance(value, dict) and "raw" not in value:
                for key, inner in value.items():
                    if not (key == "form" and "." not in path):
                        yield from leaves(inner, f"{path}.{key}" if path else key)
            else:
                yield path, raw_text(value), figure_value(value)
        return list(leaves(self.statistics, ""))
