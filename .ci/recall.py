#!/usr/bin/env python3
"""How much of the text its peers find in Word files nianbao finds too.

Usage: recall.py path/to/nianbao folder-of-docx

For every file: the characters (white space, labels of lists and punctuation of formulas aside) that pandoc
(`--track-changes=accept`) and LibreOffice (as text, all files in one call) find and that are in the canonical JSON, by number. The median has
to be 1.0 and the fifth percentile at least 0.98. A file below 0.98 has to be in recall.tsv with the reason, and none that is not.
"""

import collections
import concurrent.futures
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import unicodedata

from report_model import Report, block_of, plain

FLOOR = 0.98
REASONS = pathlib.Path(__file__).with_name("recall.tsv")
# What stands for structure and is written differently: list labels, rules of tables, formula notation, brackets of notes.
ASIDE = set("•◦▪●○■□–—-*·.()[]{}|+=_^/\\<>,:;'\"“”‘’#~`&$") | set("0123456789")


def characters(text):
    text = unicodedata.normalize("NFKC", text)
    return collections.Counter(c for c in text if not c.isspace() and c not in ASIDE and unicodedata.category(c)[0] in "LNS")


def note_text(note):
    return plain([block_of(item) for item in note["content"]], note_text)


def own(nianbao, source, folder):
    out = folder / (source.stem + ".json")
    done = subprocess.run([nianbao, "--quiet", "convert", source, "--to", "json", "-o", out, "--force"], capture_output=True, timeout=60)
    return characters(out.read_text("utf-8") if done.returncode < 2 and out.exists() else "") if out.exists() else None


def pandoc(source):
    command = ["pandoc", "--from=docx", "--to=plain", "--wrap=none", "--track-changes=accept", source]
    done = subprocess.run(command, capture_output=True, timeout=60)
    return characters(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else None


def office(files, folder):
    """All files in as few calls as there are files it stumbles over."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    out = folder / "office"
    rest = list(files)
    for _ in range(4):
        command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", out, *rest]
        try:
            subprocess.run(command, capture_output=True, timeout=300)
        except subprocess.TimeoutExpired:
            pass
        done = [file for file in rest if (out / (file.stem + ".txt")).exists()]
        rest = rest[len(done) + 1:]
        if not done or not rest:
            break
    found = {}
    for file in files:
        text = out / (file.stem + ".txt")
        found[file.name] = characters(text.read_text("utf-8", "replace")) if text.exists() else None
    return found


def recall(wanted, found):
    total = sum(wanted.values())
    return sum((wanted & found).values()) / total if total else 1.0


def main():
    nianbao, source = (pathlib.Path(arg).resolve() for arg in sys.argv[1:3])
    files = sorted(source.glob("*.docx"))
    reasons = {}
    for line in REASONS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            peer, name, reason = line.split("\t")
            reasons[peer, name] = reason
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            ours = dict(zip((f.name for f in files), pool.map(lambda f: own(nianbao, f, folder), files)))
            by_pandoc = dict(zip((f.name for f in files), pool.map(pandoc, files)))
        by_office = office(files, folder)
        for peer, theirs in (("pandoc", by_pandoc), ("LibreOffice", by_office)):
            both = {f.name: (theirs[f.name], ours[f.name]) for f in files if theirs[f.name] is not None and ours[f.name] is not None}
            recalls = {name: recall(*pair) for name, pair in both.items()}
            ordered = sorted(recalls.values())
            median, fifth = statistics.median(ordered), ordered[len(ordered) // 20]
            print(f"{peer}: {len(ordered)} files, median {median:.4f}, fifth percentile {fifth:.4f}, least {ordered[0]:.4f}")
            failed += median < 1.0 or fifth < FLOOR
            low = {name for name, value in recalls.items() if value < FLOOR}
            for name in sorted(low):
                missing = "".join((both[name][0] - both[name][1]).elements())[:60]
                if (peer, name) in reasons:
                    print(f"  {recalls[name]:.3f} {name}: {reasons[peer, name]}")
                else:
                    failed += 1
                    print(f"FAIL {recalls[name]:.3f} {name}: not explained; missing {missing!r}")
            for known, name in sorted(reasons):
                if known == peer and name not in low:
                    failed += 1
                    print(f"FAIL {peer} {name}: explained in {REASONS.name}, but nothing is missing")
    print("passed" if not failed else f"{failed} failed")
    sys.exit(1 if failed else 0)


main()
