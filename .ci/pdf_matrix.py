#!/usr/bin/env python3
"""Published tables and prose in the layouts of a dozen programs, read back and held against what was put in.

Usage: pdf_matrix.py path/to/nianbao path/to/flow [work folder] [part of a layout's name]

`flow` is .ci/flow.rs: it prints the tables and paragraphs of a PDF before they are recognised. Every PDF is made here and now
(pdf_layouts.py), so its truth is known: each table's rows, columns, spans and text, each paragraph, each statutory figure. Prints a
line a layout, pdfplumber's score beside nianbao's; exit 1 where an aim is missed, or a statutory figure is wrong and nothing says so.
"""

import concurrent.futures
import difflib
import json
import logging
import pathlib
import re
import subprocess
import sys
import tempfile

import pdf_makers
import pdfplumber
from pdf_layouts import LAYOUTS, sources
from report_model import block_of, plain, raw_text, walk

logging.disable(logging.WARNING)  # pdfplumber has much to say
EXPLAIN = False
CELLS, TABLES, PROSE = 0.99, 0.95, 0.99
# What a reviewer of the text would say of the samples themselves, whoever reads them.
OF_THE_TEXT = ("section-", "heading-", "title-", "period-", "label-")


def collapse(cells):
    """Boxes and texts on the coarsest grid that holds them: columns and rows in which nothing begins are no columns or rows."""
    rows = sorted({box[0] for box, _ in cells} | {box[0] + box[2] for box, _ in cells})
    columns = sorted({box[1] for box, _ in cells} | {box[1] + box[3] for box, _ in cells})
    place = lambda marks, value: marks.index(value)
    boxes = {}
    for (row, column, row_span, column_span), text in cells:
        top, left = place(rows, row), place(columns, column)
        boxes[top, left] = (place(rows, row + row_span) - top, place(columns, column + column_span) - left, text)
    return boxes


def texts(cells):
    return "".join(text for _, _, text in cells.values())


def pair(found, wanted):
    """For each wanted table the found one most like it, each used once, in order."""
    pairs, rest = [], list(range(len(found)))
    for table in wanted:
        score = lambda n: difflib.SequenceMatcher(None, texts(found[n])[:400], texts(table)[:400], autojunk=False).ratio()
        best = max(rest, key=score, default=None)
        if best is not None and score(best) < 0.3:
            best = None
        if best is not None:
            rest.remove(best)
        pairs.append((found[best] if best is not None else {}, table))
    return pairs


def cell_score(pairs):
    """Cells right in place, spans and text; all cells; tables right in every cell; all tables."""
    right = sum(found.get(at) == cell for found, wanted in pairs for at, cell in wanted.items())
    return right, sum(len(wanted) for _, wanted in pairs), sum(found == wanted for found, wanted in pairs), len(pairs)


def flat(text):
    return text.replace("\n", "").strip(" \u3000")


def read_tables(blocks):
    return [collapse([(cell.box, flat(plain(cell.blocks))) for cell in block.table.cells]) for block in blocks if block.kind == "table"]


def read_prose(blocks):
    for block in blocks:
        if block.kind in ("paragraph", "heading"):
            text = walk(block.content, lambda note: "").strip(" \u3000")
            if text:
                yield text
        elif block.kind == "list":
            for label, inner in block.items:
                first, *more = list(read_prose(inner)) or [""]
                yield label + first
                yield from more


def peer_tables(path):
    """What pdfplumber finds, tables of one width on pages that follow each other taken together."""
    tables = []
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            for table in page.find_tables():
                texts = table.extract()
                boxes = {cell: text for row, line in zip(table.rows, texts) for cell, text in zip(row.cells, line) if cell}
                xs, ys = (sorted({round(box[i]) for box in boxes} | {round(box[i + 2]) for box in boxes}) for i in (0, 1))
                cells = []
                for box, text in boxes.items():
                    left, top, right, bottom = (round(value) for value in box)
                    cells.append(((ys.index(top), xs.index(left), ys.index(bottom) - ys.index(top), xs.index(right) - xs.index(left)), flat(text or "")))
                tables.append((number, len(xs), len(ys) - 1, cells))
    joined = []
    for number, width, height, cells in tables:
        if joined and joined[-1][0] == number - 1 and joined[-1][1] == width:
            _, _, above, earlier = joined.pop()
            cells = earlier + [((row + above, column, rows, columns), text) for (row, column, rows, columns), text in cells]
            height += above
        joined.append((number, width, height, cells))
    return [collapse(cells) for *_, cells in joined if cells]


def peer(job):
    path, wanted = job
    try:
        return cell_score(pair(peer_tables(path), wanted))
    except Exception:  # whatever it is: pdfplumber scores nothing there
        return 0, sum(map(len, wanted)), 0, len(wanted)


def main():
    nianbao, flow = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp()).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    layouts = [layout for layout in LAYOUTS if len(sys.argv) < 5 or sys.argv[4] in layout.name]
    for layout in layouts:
        layout.prepare(folder)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda layout: sources(layout, folder, nianbao), layouts))
    if any(made):
        pdf_makers.office([source for source in made if source], folder, folder / "office")
    paths = [str(layout.pdf) for layout in layouts]
    said = [json.loads(line) for line in subprocess.run([flow, *paths], check=True, stdin=subprocess.DEVNULL, capture_output=True).stdout.splitlines()]
    wanted = {layout: [collapse([(cell.box, flat(cell.text)) for cell in table.cells]) for table in layout.flow.tables] for layout in layouts}
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        peers = list(pool.map(peer, [(layout.pdf, wanted[layout]) for layout in layouts]))

    print(f"{'layout':<34}{'cells':>12}{'tables':>8}{'prose':>9}{'figures':>10}   pdfplumber: cells, tables")
    sums, failures = [0] * 8, []
    for layout, read, other in zip(layouts, said, peers):
        notes = []
        if "error" in read:
            read = {"blocks": [], "findings": [], "report": {"sections": []}, **read}
            notes.append(read["error"])
        blocks = [block_of(item) for item in read["blocks"]]
        pairs = pair(read_tables(blocks), wanted[layout])
        right, cells, whole, tables = cell_score(pairs)
        prose, found = layout.flow.prose if layout.prose else [], list(read_prose(blocks))
        matched = sum(block.size for block in difflib.SequenceMatcher(None, found, prose, autojunk=False).get_matching_blocks())
        known = said_of_truth(nianbao, layout)
        loud = sorted({f["code"] for f in read["findings"] if f["severity"] != "note" and not f["code"].startswith(OF_THE_TEXT) and f["code"] not in known})
        figures = figures_of(read["report"].get("statistics", {}))
        truth = layout.flow.figures
        wrong = {path: (figures.get(path), raw) for path, raw in truth.items() if figures.get(path) != raw.strip()}
        if wrong and not loud:
            failures.append(f"{layout.name}: {len(wrong)} figures silently wrong: {dict(list(wrong.items())[:5])}")
        if not layout.guess:
            for n, value in enumerate((right, cells, whole, tables, matched, len(prose), other[0], other[1])):
                sums[n] += value
        print(f"{layout.name:<34}{right:>6}/{cells:<5}{whole:>4}/{tables:<3}{matched:>5}/{len(prose):<3}{len(truth) - len(wrong):>5}/{len(truth):<4}   "
              f"{other[0] / max(1, other[1]):>6.3f} {other[2]}/{other[3]}  {' '.join(notes + loud)}", flush=True)
        if len(layouts) <= 3 or EXPLAIN:
            explain(pairs, found, prose, wrong)
    right, cells, whole, tables, matched, prose, peer_right, peer_cells = sums
    scores = [("cells", right / max(1, cells), CELLS), ("whole tables", whole / max(1, tables), TABLES), ("prose", matched / max(1, prose), PROSE)]
    print(f"{len(layouts)} layouts: " + ", ".join(f"{name} {score:.4f}" for name, score, _ in scores) + f"; pdfplumber: cells {peer_right / max(1, peer_cells):.4f}")
    failures += [f"{name} exact: {score:.4f}, wanted {aim}" for name, score, aim in scores if score < aim]
    for failure in failures:
        print("FAIL", failure)
    sys.exit(bool(failures))


def figures_of(value, path=""):
    """Every figure as printed, by cell id; those that were not found are not there."""
    if not isinstance(value, dict) or "raw" in value:
        return {path: raw_text(value)}
    found = {}
    for key, inner in value.items():
        if not (key == "form" and "." not in path):
            found.update(figures_of(inner, f"{path}.{key}" if path else key))
    return found


def said_of_truth(nianbao, layout):
    """The codes of what is said of the truth itself: its arithmetic."""
    command = [nianbao, "convert", layout.json, "--to", "json", "-o", "-", "--lang", "en"]
    said = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True).stderr
    return set(re.findall(r"\[([a-z-]+)\]$", said, re.MULTILINE))


def explain(pairs, found, prose, wrong):
    for found_table, wanted in pairs:
        for at in sorted(set(found_table) | set(wanted)):
            if found_table.get(at) != wanted.get(at):
                print("   cell", at, "found", found_table.get(at), "wanted", wanted.get(at))
    for line in difflib.unified_diff(prose, found, "wanted", "found", lineterm="", n=0):
        print("   " + line[:150])
    for path, (got, want) in list(wrong.items())[:20]:
        print("   figure", path, "found", repr(got), "wanted", repr(want))


if __name__ == "__main__":
    main()
