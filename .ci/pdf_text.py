#!/usr/bin/env python3
"""The characters of PDF files as nianbao reads them, held against poppler and pdfium.

Usage: pdf_text.py whole PDF...          numbers, dates and words of published reports come whole out of poppler, pdfium and mupdf
       pdf_text.py make FOLDER           makes Chinese PDFs by programs of many kinds, and by hand in the encodings of old ones
       pdf_text.py compare PDFS TEXTS    TEXTS holds NAME.txt for each NAME.pdf: what the ignored test `texts_of_many_files` wrote

`whole` takes what is to be there from the report attached to each file. For the rest, a character counts where poppler and pdfium agree on it. Text painted twice on one place (faked bold) is text once. Exit 1 where a
file with Chinese text has less than 0.999 of those characters, or nothing says why a file has less.
"""

import collections
import ctypes
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata
import zlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
AIM = 0.999
# Findings that say that text which the others show is not there, or can't be known.
TOLD = ("text-outside", "invisible-text", "buried-text", "white-text", "layer-left-out", "glyphs-without-text", "font-unusable",
        "content-damaged", "pdf-scanned", "pdf-without-characters", "pdf-empty", "pdf-outlined", "remark-left-out", "limit-exceeded")

# Files of other projects whose fonts say one thing and show another; nianbao reads what they show.
MISREAD = ("pdfjs-094", "pdfminersix-005")


# ---- Texts ----------------------------------------------------------------------------------------------------------------------


def strings(value):
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(item)


def paragraphs():
    texts = []
    for sample in sorted(ROOT.glob("samples/*/report.json")):
        for text in strings(json.loads(sample.read_text(encoding="utf8"))):
            if any("\u4e00" <= c <= "\u9fff" for c in text):
                texts.append(" ".join(text.split()))
    return texts + ["标点：“双引号”‘单引号’——省略……（括号）《书名》、，。；：？！·", "数字 0123456789 １２３ ①②③ ㈠ Ⅳ ％ ℃ ㎡ 〇 ○"]


# ---- Makers ---------------------------------------------------------------------------------------------------------------------


def pdf(objects):
    """A file of numbered objects: bytes, or (dictionary, stream)."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        if isinstance(body, tuple):
            entries, data = body
            data = zlib.compress(data)
            body = b"<<%s/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (entries, len(data), data)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, start))


def shown(text):
    return b"<" + text.hex().encode() + b">Tj\n"


def by_hand(font, descendants, encode, lines, vertical=False):
    """A page in one font; `encode` makes the bytes of a line."""
    lines = [line[:32] for line in lines][:40]
    if vertical:
        content = b"".join(b"BT/F 14 Tf 1 0 0 1 %d 800 Tm " % (560 - 18 * n) + shown(encode(line)) + b"ET " for n, line in enumerate(lines[:28]))
    else:
        content = b"".join(b"BT/F 14 Tf 1 0 0 1 40 %d Tm " % (800 - 18 * n) + shown(encode(line)) + b"ET " for n, line in enumerate(lines))
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>", (b"", content),
                font, *descendants])


def encodable(lines, codec):
    return [line.encode(codec, "ignore").decode(codec) for line in lines]


def hand_made(folder, lines):
    descriptor = b"<</Type/FontDescriptor/FontName/SimSun/Flags 32/FontBBox[0 -141 1000 859]/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 700/StemV 80>>"
    cid = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1[500] 814 939 500]/FontDescriptor 7 0 R>>"
    for name, codec in [("GBK-EUC-H", "gbk"), ("GBK-EUC-V", "gbk"), ("GBKp-EUC-H", "gbk"), ("GB-EUC-H", "gb2312"), ("GBK2K-H", "gb18030"),
                        ("UniGB-UCS2-H", "utf-16-be"), ("UniGB-UCS2-V", "utf-16-be"), ("UniGB-UTF16-H", "utf-16-be")]:
        font = b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/%s/DescendantFonts[6 0 R]>>" % name.encode()
        usable = encodable(lines, codec)
        (folder / f"hand-{name}.pdf").write_bytes(by_hand(font, [cid, descriptor], lambda line: line.encode(codec), usable, name.endswith("V")))
    name = "".join("#%02X" % byte for byte in "宋体".encode("gbk")).encode()
    simple = b"<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[%s]/FontDescriptor 6 0 R>>" % (name, b"500 " * 224)
    (folder / "hand-simple-gbk.pdf").write_bytes(by_hand(simple, [descriptor.replace(b"SimSun", name)], lambda line: line.encode("gbk"), encodable(lines, "gbk")))


def with_reportlab(folder, lines):
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    for name, turn in [("upright", 0), ("turned", 90)]:
        canvas = Canvas(str(folder / f"reportlab-{name}.pdf"), pagesize=A4)
        for start in range(0, min(len(lines), 120), 40):
            if turn:
                canvas.translate(595, 0)
                canvas.rotate(turn)
            canvas.setFont("STSong-Light", 12)
            for row, line in enumerate(lines[start:start + 40]):
                canvas.drawString(40, 560 - 13 * row if turn else 800 - 18 * row, line[:38])
            canvas.showPage()
        canvas.save()


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, timeout=300, **options)
    if done.returncode:
        print("could not run", command[0], done.stderr.decode("utf8", "replace")[-300:])


def make(folder):
    folder.mkdir(parents=True, exist_ok=True)
    lines = paragraphs()
    hand_made(folder, lines)
    with_reportlab(folder, lines)
    for face in ("Noto Serif CJK SC", "Noto Sans CJK SC"):
        name = face.split()[1].lower()
        style = f"body{{font:12pt '{face}'}}h1{{writing-mode:vertical-rl}}b{{font-weight:bold}}td{{border:1px solid}}"
        body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        cells = "".join(f"<tr><td>{html.escape(line[:20])}<td><b>{html.escape(line[:9])}</b></tr>" for line in lines[:40])
        page = f"<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><style>{style}</style><h1>{html.escape(lines[0])}</h1>{body}<table>{cells}</table>"
        source = folder / f"{name}.html"
        source.write_text(page, encoding="utf8")
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        if chromium:
            run(chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={folder / f'chromium-{name}.pdf'}", source.as_uri())
        import weasyprint

        weasyprint.HTML(str(source)).write_pdf(folder / f"weasyprint-{name}.pdf")
        import typst

        escaped = [line.translate({ord(c): "\\" + c for c in "\\#$*_`<>@=-+/[]~'\""}) for line in lines]
        text = folder / f"{name}.typ"
        text.write_text(f'#set text(font: "{face}", lang: "zh")\n' + "\n\n".join(escaped), encoding="utf8")
        typst.compile(str(text), output=str(folder / f"typst-{name}.pdf"))
        source.unlink()
        text.unlink()
    if shutil.which("soffice"):
        for draft in sorted(ROOT.glob("samples/*/draft.docx")):
            target = folder / f"office-{draft.parent.name}.docx"
            shutil.copy(draft, target)
            run("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(target))
            target.unlink()
        shutil.rmtree(folder / "profile", ignore_errors=True)


# ---- Comparison -----------------------------------------------------------------------------------------------------------------


def radicals():
    table = {}
    for line in (ROOT / "templates/unicode/radicals.tsv").read_text(encoding="utf8").splitlines():
        if not line.startswith("#"):
            radical, ideograph = line.split("\t")
            table[ord(radical)] = ideograph
    return table


def characters(text, table):
    text = unicodedata.normalize("NFKC", text.translate(table))
    return collections.Counter(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Cs") and c != "\ufffd")


def by_poppler(path):
    try:
        done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", str(path), "-"], capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.decode("utf8", "replace") if done.returncode == 0 else None


def by_pdfium(path):
    """Each character where it stands; of two on one place, one."""
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return None
    text = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for number in range(len(document)):
        try:
            page = document[number].get_textpage()
        except pypdfium2.PdfiumError:
            continue
        places = collections.defaultdict(list)
        for index in range(raw.FPDFText_CountChars(page)):
            code = raw.FPDFText_GetUnicode(page, index)
            if raw.FPDFText_IsGenerated(page, index) == 1 or not raw.FPDFText_GetCharOrigin(page, index, x, y):
                continue
            reach = 0.12 * raw.FPDFText_GetFontSize(page, index)
            near = places[code]
            if any(abs(a - x.value) < reach and abs(b - y.value) < reach for a, b in near[-400:]):
                continue
            near.append((x.value, y.value))
            text.append(chr(code))
    # Surrogates come one by one.
    return "".join(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def compare(pdfs, texts):
    table = radicals()
    total = hits = failed = 0
    for path in sorted(pdfs.glob("*.pdf")):
        own, told = texts / f"{path.stem}.txt", texts / f"{path.stem}.findings"
        poppler, pdfium = by_poppler(path), by_pdfium(path)
        if poppler is None or pdfium is None:
            continue
        own, told = characters(own.read_text(encoding="utf8"), table), told.read_text(encoding="utf8")
        both = characters(poppler, table) & characters(pdfium, table)
        count, found = sum(both.values()), sum((both & own).values())
        is_chinese = any("\u3400" <= c <= "\u9fff" for c in both)
        if is_chinese:
            total, hits = total + count, hits + found
        recall = found / count if count else 1.0
        is_told = any(f"[{code}]" in told for code in TOLD)
        wrong = recall < AIM and (is_chinese or not is_told) and path.stem not in MISREAD
        failed += wrong
        if recall < AIM or "-v" in sys.argv:
            missing = "".join(sorted((both - own).elements()))
            print(f"{'FAIL' if wrong else 'told' if recall < AIM else 'ok'} {path.stem}: {found}/{count}, missing {missing[:40]!r}")
    print(f"characters of Chinese files on which poppler and pdfium agree: {total}, found {hits} ({hits / max(total, 1):.5f})")
    return failed


# ---- Whole words ----------------------------------------------------------------------------------------------------------------


# What of a report is said otherwise on its pages, or not at all.
UNPRINTED = {"schema", "form", "media", "scope", "role", "kind", "target", "anchor", "crop", "size", "mathml", "published", "period", "author", "date",
             "align", "position", "capitals", "color", "highlight", "font", "shading", "header", "change", "break", "alt", "year", "level", "row", "column",
             "rows", "columns", "widths", "header_rows", "row_span", "column_span"}


def printed_strings(value):
    """What of a report is printed: its strings, and its figures as they stand in their cells."""
    if isinstance(value, dict):
        for name, item in value.items():
            is_value_of_raw = name == "value" and "raw" in value
            is_place_of_table = name == "statistics" and isinstance(item, str)
            if name not in UNPRINTED and not is_value_of_raw and not is_place_of_table:
                yield from printed_strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from printed_strings(item)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)


def tokens(text):
    """Numbers and Latin words with all that stands next to them without a blank or a mark between: 第711号, 2023年12月31日, PM2.5."""
    for token in re.findall(r"[0-9A-Za-z\u3007\u4e00-\u9fff](?:[0-9A-Za-z\u3007\u4e00-\u9fff%℃㎡²]|[.,:/@+-](?=[0-9A-Za-z]))*", text):
        if re.search(r"[0-9A-Za-z]", token):
            yield token


def by_pdfium_pages(path):
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "\n".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))


def by_mupdf(path):
    import pymupdf

    # As the viewers of mupdf take it; ligatures are none of ours.
    with pymupdf.open(path) as document:
        return "\n".join(page.get_text("text") for page in document)


def whole(paths):
    import pypdfium2

    failed = count = 0
    for path in map(pathlib.Path, paths):
        report = json.loads(bytes(pypdfium2.PdfDocument(path).get_attachment(0).get_data()))
        wanted = collections.Counter(token for text in printed_strings(report) for token in tokens(text))
        for reader, read in (("poppler", by_poppler), ("pdfium", by_pdfium_pages), ("mupdf", by_mupdf)):
            # Lines end inside words of Chinese; only blanks part them. Cells of Word tables stand one below the other.
            text = re.sub(r"[\r\n\f]+", "", read(str(path)))
            missing = [token for token in wanted if token not in text]
            count += len(wanted)
            failed += len(missing)
            if missing:
                print(f"FAIL {path.name}: {reader} has no {missing[:6]}")
    print(f"numbers, dates and words looked for in {len(paths)} files by three readers: {count}, not whole: {failed}")
    return failed


if __name__ == "__main__":
    if sys.argv[1:2] == ["whole"]:
        sys.exit(min(whole(sys.argv[2:]), 1))
    if sys.argv[1:2] == ["make"]:
        make(pathlib.Path(sys.argv[2]).resolve())
    elif sys.argv[1:2] == ["compare"]:
        sys.exit(min(compare(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])), 1))
    else:
        sys.exit(__doc__)
