#!/usr/bin/env python3
"""Converts a folder of Word files from elsewhere to JSON and DOCX and says what went wrong.

Usage: corpus.py path/to/nianbao folder-of-docx output-folder

Fails on: a panic or signal, more than 10 seconds for a file, and an output missing without an error said. The rewritten files stay in the
output folder, for schema checks. That no text is lost is checked by tests/corpus.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time

LIMIT_SECONDS = 10


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
    faults, result = [], {"name": source.name, "status": None, "seconds": 0.0}
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
        elif to == "json" and status == 2:
            result["refused"] = said.strip().splitlines()[0][-160:]
    result["faults"] = faults
    return result


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
            print(f"refused {result['name']}: {result['refused']}")
    converted = sum(result["status"] in (0, 1) for result in results)
    slowest = max(results, key=lambda result: result["seconds"])
    print(f"{len(files)} files, {converted} converted, {len(files) - converted} refused; slowest {slowest['name']} {slowest['seconds']:.2f} s")
    failed = sum(bool(result["faults"]) for result in results)
    print(f"{len(files) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
