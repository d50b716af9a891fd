#!/usr/bin/env python3
"""Converts a folder of Word files from elsewhere to JSON and DOCX and says what went wrong.

Usage: corpus.py path/to/nianbao folder-of-docx output-folder

Fails on: a panic or signal, more than 10 seconds for a file, an output missing without an error said, and text lost in silence: less than
999 of 1000 characters of the body's w:t text (deletions and move sources left out, alternate content once) found in the JSON where no
finding says that something was left out. The rewritten files stay in the output folder, for schema checks.
"""

import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time
import zipfile

from lxml import etree
from report_model import Report, block_of, plain, squeeze

LIMIT_SECONDS = 10
RECALL = 0.999
# Findings that say text of the body was left out or cut.
LEFT_OUT = {
    "cell-text-cut", "contents-list-left-out", "control-character-left-out", "deleted-cells-dropped", "deleted-rows-dropped",
    "deletions-dropped", "drawing-left-out", "embedded-file-left-out", "hidden-rows-dropped", "hidden-text-dropped", "limit-exceeded",
    "merged-cell-text-dropped", "nesting-too-deep", "part-damaged", "package-salvaged", "text-box-left-out", "text-under-merge",
    "unknown-symbol", "xml-breaks-off",
}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def body_text(path):
    """The text a reader of the file sees in the body, or None where the package has no document this script can parse."""
    try:
        with zipfile.ZipFile(path) as package:
            tree = etree.fromstring(package.read("word/document.xml"), etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError):
        return None
    text = []

    def visit(element):
        if not isinstance(element.tag, str) or element.tag in (W + "del", W + "moveFrom"):
            return
        if element.tag == W + "t":
            text.append(element.text or "")
        if element.tag == MC + "AlternateContent":
            branches = element.findall(MC + "Choice") or element.findall(MC + "Fallback")
            element = branches[0] if branches else ()
        for child in element:
            visit(child)

    body = tree.find(W + "body")
    if body is None:
        return None
    sys.setrecursionlimit(100_000)
    visit(body)
    return squeeze("".join(text))


def run(nianbao, source, out, to):
    start = time.monotonic()
    try:
        command = [nianbao, "--lang", "en", "convert", source, "--to", to, "-o", out, "--force"]
        done = subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, capture_output=True, timeout=LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        return None, f"more than {LIMIT_SECONDS} s", set(), LIMIT_SECONDS
    said = done.stderr.decode("utf-8", "replace")
    codes = set(re.findall(r"\[([a-z][a-z0-9-]+)\]$", said, re.M))
    return done.returncode, said, codes, time.monotonic() - start


def one(job):
    nianbao, source, folder = job
    faults, result = [], {"name": source.name, "recall": None, "status": None, "seconds": 0.0, "exempt": set()}
    for to in ("json", "docx"):
        out = folder / to / f"{source.stem}.{to}"
        status, said, codes, seconds = run(nianbao, source, out, to)
        result["seconds"] = max(result["seconds"], seconds)
        result["status"] = status if to == "json" else result["status"]
        if status is None or status < 0 or status == 101 or status > 2:
            faults.append(f"{to}: status {status}: {said.strip()[-400:]}")
        elif status == 2 and not codes:
            faults.append(f"{to}: refused without a reason: {said.strip()[-200:]}")
        elif status != 2 and not out.exists():
            faults.append(f"{to}: status {status}, but no output")
        elif to == "json" and status != 2:
            wanted = body_text(source)
            result["exempt"] = codes & LEFT_OUT
            if wanted:
                found = collections.Counter(squeeze(text_of(Report(out))))
                have = sum((collections.Counter(wanted) & found).values())
                result["recall"] = have / len(wanted)
                if result["recall"] < RECALL and not result["exempt"]:
                    missing = "".join((collections.Counter(wanted) - found).elements())
                    faults.append(f"recall {result['recall']:.4f} ({len(wanted)} characters), nothing said ({', '.join(sorted(codes)) or 'no findings'}); "
                                  f"missing: {missing[:60]!r}")
        elif to == "json" and (wanted := body_text(source)):
            result["refused"] = f"{len(wanted)} characters of text: {said.strip().splitlines()[0][-160:]}"
    result["faults"] = faults
    return result


def text_of(report):
    return plain(report.blocks, plain_note)


def plain_note(note):
    return plain([block_of(item) for item in note["content"]], plain_note)


def main():
    nianbao, source, folder = (pathlib.Path(arg).resolve() for arg in sys.argv[1:4])
    for to in ("json", "docx"):
        (folder / to).mkdir(parents=True, exist_ok=True)
    files = sorted(source.glob("*.docx"))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(one, [(nianbao, file, folder) for file in files]))
    for result in results:
        for fault in result["faults"]:
            print(f"FAIL {result['name']}: {fault}")
    for result in results:
        if "refused" in result:
            print(f"refused {result['name']}, {result['refused']}")
    recalls = [result["recall"] for result in results if result["recall"] is not None]
    below = [result for result in results if result["recall"] is not None and result["recall"] < RECALL]
    converted = sum(result["status"] in (0, 1) for result in results)
    slowest = max(results, key=lambda result: result["seconds"])
    print(f"{len(files)} files, {converted} converted, {len(files) - converted} refused; mean recall {sum(recalls) / max(1, len(recalls)):.5f} over {len(recalls)}, "
          f"{len(below)} below {RECALL}; slowest {slowest['name']} {slowest['seconds']:.2f} s")
    failed = sum(bool(result["faults"]) for result in results)
    print(f"{len(files) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
