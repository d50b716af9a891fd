#!/usr/bin/env python3
"""How much of the text its peers find in the files of word processors nianbao finds too.

Usage: recall.py path/to/nianbao folder extension...

For every file: the characters (white space, labels of lists and punctuation of formulas aside) that its peers find and that are in the
texts of the canonical JSON, by number. The peers: LibreOffice (as text, all files in one call); pandoc (`--track-changes=accept`; not for RTF, whose code pages it does not know); for
Word 97 antiword. (catdoc prints instructions of fields, deleted text and what stands in damaged files as well: nothing to go by.) The median has to be 1.0. A file below 0.98 has to be in recall.tsv with the reason, and none that is not.
"""

import collections
import concurrent.futures
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import unicodedata

FLOOR = 0.98
# Keys of the canonical JSON whose strings are words of its own.
NO_TEXT = {"schema", "$schema", "form", "style", "marks", "align", "role", "kind", "media", "media_type", "bytes", "data", "header", "id", "change"}
REASONS = pathlib.Path(__file__).with_name("recall.tsv")
# What stands for structure and is written differently: list labels, rules of tables, formula notation, brackets of notes.
ASIDE = set("•◦▪●○■□–—-*·.()[]{}|+=_^/\\<>,:;'\"“”‘’#~`&$") | set("0123456789")


def characters(text):
    text = unicodedata.normalize("NFKC", text)
    return collections.Counter(c for c in text if not c.isspace() and c not in ASIDE and unicodedata.category(c)[0] in "LNS")


def texts(value):
    """The strings of a JSON value that are text, and no key, id or word of the form."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(map(texts, value))
    if isinstance(value, dict):
        return " ".join(texts(item) for key, item in value.items() if key not in NO_TEXT)
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def own(nianbao, source, folder):
    out = folder / (source.name + ".json")
    done = subprocess.run([nianbao, "--quiet", "convert", source, "--to", "json", "-o", out, "--force"], capture_output=True, timeout=60)
    if done.returncode not in (0, 1, 2, 3):
        raise RuntimeError(f"{source.name}: status {done.returncode}: {done.stderr.decode('utf-8', 'replace')[-500:]}")
    return characters(texts(json.loads(out.read_text("utf-8")))) if out.exists() else None


def told(*command):
    """What a peer finds that prints it; nothing where it can't read the file."""
    def find(source):
        done = subprocess.run([*command, source], capture_output=True, timeout=60)
        # Its words for a picture are none of the document.
        return characters(done.stdout.decode("utf-8", "replace").replace("[pic]", "")) if done.returncode == 0 else None
    return find


def pandoc(source):
    command = ["pandoc", f"--from={source.suffix[1:]}", "--to=plain", "--wrap=none", "--track-changes=accept", source]
    done = subprocess.run(command, capture_output=True, timeout=60)
    # The names of pictures' files are no text of the document.
    text = re.sub(r"\[[^][]*\.(?:png|jpe?g|gif|bmp|emf|wmf)\]", "", done.stdout.decode("utf-8", "replace"))
    return characters(text) if done.returncode == 0 else None


# Those that print what they find, and what they read.
PRINTING = {
    "pandoc": (pandoc, {".docx", ".odt"}),
    "antiword": (told("antiword", "-m", "UTF-8.txt", "-w", "0"), {".doc", ".dot"}),
}


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
    extensions = {f".{extension}" for extension in sys.argv[3:]}
    files = sorted(file for file in source.iterdir() if file.suffix in extensions)
    reasons = {}
    for line in REASONS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            peer, name, reason = line.split("\t")
            if pathlib.Path(name).suffix in extensions:
                reasons[peer, name] = reason
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        theirs = {}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            ours = dict(zip((f.name for f in files), pool.map(lambda f: own(nianbao, f, folder), files)))
            for peer, (find, reads) in PRINTING.items():
                readable = [file for file in files if file.suffix in reads]
                if readable:
                    theirs[peer] = dict(zip((f.name for f in readable), pool.map(find, readable)))
        theirs["LibreOffice"] = office(files, folder)
        for peer, found in theirs.items():
            both = {name: (text, ours[name]) for name, text in found.items() if text is not None and ours[name] is not None}
            recalls = {name: recall(*pair) for name, pair in both.items()}
            ordered = sorted(recalls.values())
            median, fifth = statistics.median(ordered), ordered[len(ordered) // 20]
            print(f"{peer}: {len(ordered)} files, median {median:.4f}, fifth percentile {fifth:.4f}, least {ordered[0]:.4f}")
            failed += median < 1.0
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
