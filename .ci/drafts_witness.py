"""Outside witnesses of reading other word processors' files: drafts that LibreOffice saves in them say the same; tables are LibreOffice's.

    drafts_witness.py NIANBAO WORK [FOLDER]

Each draft of the samples is saved as Word 97, RTF, OpenDocument and flat OpenDocument: the canonical JSON must be that of the Word
file it was made from. Where LibreOffice itself changes what a draft says, drafts.tsv names the draft, the format, how many lines of the
JSON differ, and why. Of FOLDER every file must be read or refused within bounds of time and memory, and its tables be LibreOffice's.
"""

import collections
import concurrent.futures
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

from tally import check, end, equal, run

ROOT = pathlib.Path(__file__).resolve().parent.parent
NIANBAO, WORK = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
FORMATS = ["doc", "rtf", "odt", "fodt"]
SECONDS, MEGABYTES = 20, 128
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
TABLE, TEXT = (f"{{{OFFICE.format(name)}}}" for name in ("table", "text"))


def reasons():
    """What drafts.tsv says, by file and format: lines that differ (tables, for files from elsewhere) and why."""
    said = {}
    for line in pathlib.Path(__file__).with_name("drafts.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, form, count, reason = line.split("\t")
            said[name, form] = (int(count), reason)
    return said


REASONS = reasons()


def saved(files, form, folder):
    """Files saved by LibreOffice in another format; calls again for those after one it stumbles over."""
    folder.mkdir(parents=True, exist_ok=True)
    rest = list(files)
    while rest:
        command = ["soffice", f"-env:UserInstallation={(WORK / 'profile').as_uri()}", "--headless", "--convert-to", form, "--outdir", folder, *rest]
        try:
            subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
        except subprocess.TimeoutExpired:
            pass
        done = [file for file in rest if (folder / f"{file.stem}.{form}").exists()]
        rest = [file for file in rest if file not in done][1:]
    return folder


def canonical(file, *options):
    return json.loads(run(NIANBAO, "-q", "convert", file, "--to", "json", "-o", "-", *options, status=(0, 1)))


def lines(value, path=""):
    """A JSON value as a line for each of its leaves; widths, which every format rounds its own way, aside."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in ("widths", "size", "data", "media"):
                yield from lines(item, f"{path}.{key}")
    elif isinstance(value, list):
        for item in value:
            yield from lines(item, f"{path}[]")
    else:
        yield f"{path} = {json.dumps(value, ensure_ascii=False)}"


def differences(one, other):
    found = difflib.unified_diff(list(lines(one)), list(lines(other)), lineterm="", n=0)
    return [line for line in found if not line.startswith(("---", "+++", "@@"))]


def as_drafts():
    sources = WORK / "drafts"
    sources.mkdir(parents=True, exist_ok=True)
    for file in [*ROOT.glob("samples/drafts/*.docx"), *ROOT.glob("samples/*/draft.docx"), ROOT / "samples/plain/notice.docx"]:
        name = file.stem if file.stem != "draft" else file.parent.name
        (sources / f"{name}.docx").write_bytes(file.read_bytes())
    files = sorted(sources.iterdir())
    check("drafts", len(files) >= 28, len(files))
    for form in FORMATS:
        folder = saved(files, form, WORK / form)
        for file in files:
            other = folder / f"{file.stem}.{form}"
            found = differences(canonical(file), canonical(other))
            expected, _ = REASONS.get((file.stem, form), (0, ""))
            check(f"{other.name}: as its Word file", len(found) == expected, f"{len(found)} lines, expected {expected}: " + " | ".join(found[:6]))
    named_otherwise(files[0].stem)


def named_otherwise(stem):
    """What a file is goes by its bytes."""
    for form, name in [("doc", "wps"), ("doc", "docx"), ("rtf", "doc"), ("odt", "docx"), ("docx", "wps")]:
        file = WORK / ("drafts" if form == "docx" else form) / f"{stem}.{form}"
        other = WORK / f"{form}.{name}"
        other.write_bytes(file.read_bytes())
        equal(f"{form} called {name}", differences(canonical(file), canonical(other)), [])


def squeezed(text):
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def bounded(file):
    """The canonical JSON of a file from elsewhere, or nothing where it is refused; within bounds of time and memory."""
    out = WORK / "elsewhere-json" / f"{file.name}.json"
    command = ["/usr/bin/time", "-f", "%M", NIANBAO, "-q", "convert", file, "--to", "json", "-o", out, "--force"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        check(f"{file.name}: within {SECONDS} s", False)
        return None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    check(f"{file.name}: no crash", done.returncode in (0, 1, 2, 3), done.stderr[-400:])
    kilobytes = int(said[-1])
    check(f"{file.name}: at most {MEGABYTES} MB", kilobytes <= MEGABYTES << 10, kilobytes >> 10)
    if done.returncode > 1 or not out.exists():
        check(f"{file.name}: refused with a reason", len(said) > 1, said)
        return None
    return json.loads(out.read_text("utf-8"))


def own_tables(value):
    """The tables of a report outermost first, each as its rows of texts."""
    if isinstance(value, list):
        for item in value:
            yield from own_tables(item)
    elif isinstance(value, dict):
        if isinstance(value.get("table"), dict) and "rows" in value["table"]:
            yield [[squeezed(own_text(cell)) for cell in row] for row in value["table"]["rows"]]
        for item in value.values():
            yield from own_tables(item)


def own_text(value):
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return "".join(map(own_text, value))
    if isinstance(value, dict):
        return "".join(own_text(value[key]) for key in value if key in ("content", "table", "rows", "items", "label", "paragraph", "heading",
                                                                        "list", "styled", "text", "link", "ruby", "base", "formula", "raw"))
    return ""


def office_tables(file):
    """The tables in the text of a flat OpenDocument file, likewise: neither those of headers nor sheets embedded in it, whose cells are
    repeated up to their last row and column."""
    for table in tables_below(ET.parse(file).getroot().find(f"{{{OFFICE.format('office')}}}body")):
        rows = []
        for row in own_rows(table):
            cells = []
            for cell in row:
                if cell.tag == f"{TABLE}table-cell":
                    cells += [squeezed(office_text(cell))] * int(cell.get(f"{TABLE}number-columns-repeated", 1))
            rows += [cells] * int(row.get(f"{TABLE}number-rows-repeated", 1))
        yield rows


def tables_below(element):
    for child in element:
        if child.tag == f"{TABLE}table":
            yield child
        if child.tag != f"{{{OFFICE.format('drawing')}}}object":
            yield from tables_below(child)


def own_rows(table):
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in (f"{TABLE}table-header-rows", f"{TABLE}table-row-group", f"{TABLE}table-rows"):
            yield from own_rows(child)


def office_text(element):
    if element.tag in (f"{TEXT}note", f"{TEXT}tracked-changes") or element.tag.endswith(("}annotation", "}binary-data")):
        return ""
    text = element.text or ""
    for child in element:
        text += office_text(child) + (child.tail or "")
    return text


def from_elsewhere(folder):
    (WORK / "elsewhere-json").mkdir(parents=True, exist_ok=True)
    files = sorted(file for file in folder.iterdir() if file.suffix != ".tsv")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        read = dict(zip(files, pool.map(bounded, files)))
    word = [file for file, value in read.items() if value is not None and file.suffix in (".doc", ".dot")]
    flat = saved(word, "fodt", WORK / "elsewhere")
    total = wrong = 0
    for file in word:
        theirs = flat / f"{file.stem}.fodt"
        if not theirs.exists():
            continue
        wanted = [rows for rows in office_tables(theirs) if any(map(any, rows))]
        found = [rows for rows in own_tables(read[file]) if any(map(any, rows))]
        missing = collections.Counter(map(str, wanted)) - collections.Counter(map(str, found))
        count = sum(missing.values())
        total, wrong = total + len(wanted), wrong + count
        expected, _ = REASONS.get((file.name, "tables"), (0, ""))
        check(f"{file.name}: tables as LibreOffice's", count == expected, f"{count} of {len(wanted)} differ: {list(missing)[:1]}")
    refused = sum(value is None for value in read.values())
    print(f"{len(files)} files, {refused} refused; {total} tables, {total - wrong} as LibreOffice's")


as_drafts()
if len(sys.argv) > 3:
    from_elsewhere(pathlib.Path(sys.argv[3]).resolve())
end()
