#!/usr/bin/env python3
"""Whether nianbao gets every character that two other readers agree is there.

Usage: pdf_recall.py path/to/flow FILE.pdf …

Poppler and PDFium read the same files; of the characters both find on a page, white space and running heads and feet aside, how many
are in what nianbao makes of the file? Prints a line a file; exit 1 below the aim for all of them together.
"""

import collections
import json
import re
import subprocess
import sys
import unicodedata

import pypdfium2
from report_model import block_of, plain

RECALL = 0.999


def characters(text):
    return collections.Counter(c for c in unicodedata.normalize("NFKC", text) if not c.isspace() and c.isprintable())


def running(pages):
    """Lines at the top and foot that come back page after page, numbers aside."""
    like = lambda line: re.sub(r"\d+|\b[ivxlc]+\b", "#", line.strip())
    ends = [{like(line) for line in (lines[:2] + lines[-2:])} for lines in pages]
    count = collections.Counter(line for page in ends for line in page)
    return lambda line: count[like(line)] >= max(3, len(pages) // 20) or re.fullmatch(r"\W*#\W*", like(line))


def agreed(path):
    """The characters both readers find, page by page."""
    text = subprocess.run(["pdftotext", "-q", path, "-"], check=True, capture_output=True).stdout.decode("utf-8", "replace")
    pages = [[line for line in page.split("\n") if line.strip()] for page in text.split("\f")[:-1]]
    is_running = running(pages)
    total = collections.Counter()
    with pypdfium2.PdfDocument(path) as pdf:
        for lines, page in zip(pages, pdf):
            # PDFium marks a hyphen at a line's end thus.
            other = characters(page.get_textpage().get_text_bounded().replace("\ufffe", "-"))
            here = characters("".join(lines)) & other
            for line in lines[:2] + lines[-2:]:
                if is_running(line):
                    here -= characters(line)
            total += here
    return total


def main():
    flow, *paths = sys.argv[1:]
    both = missing = 0
    for path in paths:
        read = json.loads(subprocess.run([flow, path], check=True, capture_output=True).stdout)
        found = characters(plain([block_of(item) for item in read["blocks"]], note=lambda note: plain([block_of(b) for b in note["content"]]))) if "blocks" in read else collections.Counter()
        wanted = agreed(path)
        lost = wanted - found
        both, missing = both + wanted.total(), missing + lost.total()
        most = " ".join(f"{c}{n}" for c, n in lost.most_common(12))
        print(f"{path.rsplit('/', 1)[-1]:<50}{wanted.total():>9} characters, recall {1 - lost.total() / max(1, wanted.total()):.5f}  {read.get('error', '')}{most}", flush=True)
    recall = 1 - missing / max(1, both)
    print(f"{both} characters in {len(paths)} files: recall {recall:.5f}")
    sys.exit(recall < RECALL)


if __name__ == "__main__":
    main()
