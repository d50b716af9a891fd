"""The layouts of the matrix: which program sets which sample how. Each entry makes one PDF and its truth."""

import pathlib
import subprocess

import pdf_handmade as hand
import pdf_makers as make
from pdf_flow import flow_of, of_sample
from report_model import ROOT

LUKOU, QINGHE, ANPING = "lukou-2021", "qinghe-2023", "anping-2020"


class Layout:
    """`guess`: columns or spans that no rule and no tag shows, so a reading has to guess and to say so."""

    def __init__(self, name, sample, build, seed=None, blanks=False, office=False, own=None, prose=True, guess=False, **flow):
        self.name, self.sample, self.build, self.office, self.own, self.prose, self.guess = name, sample, build, office, own, prose, guess
        self.seed, self.blanks, self.options = seed, blanks, flow
        self.flow = None

    def prepare(self, folder):
        report, self.json = of_sample(self.sample, folder, self.seed, self.blanks)
        self.flow = flow_of(report, **self.options)
        self.pdf = folder / f"{self.name}.pdf"


def by(program, **options):
    return lambda flow, target: getattr(make, program)(flow, target, **options)


def by_hand(font, pen, **options):
    def build(flow, target):
        text = "".join(flow.prose) + "".join(cell.text for table in flow.tables for cell in table.cells)
        face = hand.GlyphFont(text) if font == "glyphs" else hand.NamedFont(font)
        hand.Hand(flow, face, pen, **options).save(target)
    return build


def cells(css):
    return f"td,th{{{css}}}"


ROWS_ONLY = cells("border-left:none;border-right:none")
PAGE = "@page{size:A4 landscape;margin:18mm}"

LAYOUTS = [
    # Chromium prints pages of true spans: tagged, text by glyph ids.
    Layout("chromium-thin", LUKOU, by("chromium"), seed=1),
    Layout("chromium-double", LUKOU, by("chromium", css=cells("border:3px double #000")), seed=2, broken=True),
    Layout("chromium-dotted-untagged", LUKOU, by("chromium", css=cells("border:1px dotted #000"), tags=False), seed=3, space=60),
    Layout("chromium-hairline-grey", QINGHE, by("chromium", css=cells("border:.25pt solid #999;padding:6px 2px")), seed=4),
    Layout("chromium-rows-only", LUKOU, by("chromium", css=ROWS_ONLY), seed=5),
    Layout("chromium-landscape-upright", LUKOU, by("chromium", css=PAGE, upright_css=True), seed=6),
    Layout("chromium-no-repeat-untagged", LUKOU, by("chromium", repeat=False, tags=False), seed=7, space=130, upright=True),
    Layout("chromium-header-footer", QINGHE, by("chromium", chrome_header=True), seed=8, broken=True),
    Layout("chromium-filled-heads-untagged", LUKOU, by("chromium", css="th{background:#dde}" + cells("border:1px solid #678"), tags=False), seed=9, space=250),
    Layout("chromium-rows-torn-untagged", ANPING, by("chromium", css=cells("padding:9px 3px;line-height:1.7"), repeat=False, tags=False), seed=10, space=190),
    Layout("chromium-our-page", LUKOU, None, own="html"),
    # WeasyPrint.
    Layout("weasyprint-thin", LUKOU, by("weasyprint"), seed=11, short=True),
    Layout("weasyprint-tagged", LUKOU, by("weasyprint", css=cells("border:.3pt solid #333"), tags=True), seed=12, short=True, space=90),
    Layout("weasyprint-dashed", ANPING, by("weasyprint", css=cells("border:1px dashed #000;text-align:left"), repeat=False), seed=13, short=True, space=210),
    # typst.
    Layout("typst-thin", LUKOU, by("typst"), seed=14),
    Layout("typst-untagged", QINGHE, by("typst", tags=False), seed=15, broken=True),
    Layout("typst-dotted-untagged", LUKOU, by("typst", stroke='(thickness: 0.6pt, dash: "dotted")', tags=False), seed=16, space=100),
    Layout("typst-dashed-grey", LUKOU, by("typst", stroke='(paint: luma(130), thickness: 0.4pt, dash: "dashed")', inset="(x: 2pt, y: 6pt)"), seed=17, space=40),
    Layout("typst-rows-only-tagged", LUKOU, by("typst", stroke="(x: none, y: 0.5pt)"), seed=18),
    Layout("typst-landscape-sans-untagged", LUKOU, by("typst", font="Noto Sans CJK SC", page=", flipped: true", tags=False), seed=19, broken=True),
    Layout("typst-no-repeat-untagged", LUKOU, by("typst", repeat=False, tags=False, inset="5pt"), seed=20, space=300, blanks=True),
    Layout("typst-footer-left", ANPING, by("typst", page=', numbering: "— 1 —"', align="left + top"), seed=21, space=30),
    Layout("typst-big-cells-untagged", LUKOU, by("typst", table_size=11, inset="4pt", tags=False), seed=22, space=170, upright=True),
    # LibreOffice, from ODF, Word, Excel files of other makers and from nianbao's own.
    Layout("office-odf-thin", LUKOU, by("fodt"), seed=23, office=True),
    Layout("office-odf-hairline", QINGHE, by("fodt", border="0.05pt solid #000000"), seed=24, office=True, broken=True),
    Layout("office-odf-double", LUKOU, by("fodt", border="1.5pt double #000000"), seed=25, office=True, space=80),
    Layout("office-odf-dotted", LUKOU, by("fodt", border="0.75pt dotted #000000"), seed=26, office=True, space=150),
    Layout("office-odf-rows-torn", LUKOU, by("fodt", together=False, repeat=False, padding="2mm"), seed=27, office=True, space=230),
    Layout("office-odf-landscape", LUKOU, by("fodt", landscape=True, align="start"), seed=28, office=True, blanks=True),
    Layout("office-odf-no-repeat", ANPING, by("fodt", repeat=False), seed=29, office=True, space=290, upright=True),
    Layout("office-odf-thick-frame", LUKOU, by("fodt", border="2pt solid #000000", inner="0.25pt solid #808080"), seed=30, office=True, space=20),
    Layout("office-word-grid", LUKOU, by("word"), seed=31, office=True, broken=True),
    Layout("office-word-torn-landscape", LUKOU, by("word", split=True, landscape=True, repeat=False), seed=32, office=True, space=110),
    Layout("office-word-small", QINGHE, by("word", size=7), seed=33, office=True, upright=True),
    Layout("office-draft-lukou", LUKOU, ROOT / "samples/lukou-2021/draft.docx", office=True, relabel=[("现行有效件数", "现行有效件")]),
    Layout("office-draft-qinghe", QINGHE, ROOT / "samples/qinghe-2023/draft.fodt", office=True, prose=False),
    # Of this one LibreOffice 7.4 leaves out the commas that hang in the margin.
    Layout("office-our-word-lukou", LUKOU, None, office=True, own="docx", prose=False),
    Layout("office-our-word-anping", ANPING, None, office=True, own="docx"),
    Layout("calc-sheets", LUKOU, by("workbook"), seed=34, office=True, short=True, prose=False),
    Layout("calc-hair-one-sheet", LUKOU, by("workbook", border="hair", sheets=False), seed=35, office=True, short=True, prose=False),
    Layout("calc-double-landscape", ANPING, by("workbook", border="double", landscape=True), seed=36, office=True, short=True, prose=False),
    Layout("calc-dotted", LUKOU, by("workbook", border="dotted"), seed=37, office=True, short=True, prose=False, broken=True),
    # reportlab: STSong-Light, named and not embedded.
    Layout("reportlab-thin", LUKOU, by("reportlab"), seed=38),
    Layout("reportlab-double", LUKOU, by("reportlab", double=True), seed=39, broken=True, space=70),
    Layout("reportlab-hairline-grey", QINGHE, by("reportlab", grid=0.1, color="grey", size=8), seed=40, plain_spaces=True),
    Layout("reportlab-no-repeat-landscape", ANPING, by("reportlab", repeat=False, landscape=True), seed=41, space=140),
    # Byte by byte.
    Layout("hand-gbk-euc", LUKOU, by_hand("GBK-EUC-H", hand.Pen("stroke")), seed=42),
    Layout("hand-gbk-euc-torn", LUKOU, by_hand("GBK-EUC-H", hand.Pen("fill", 0.3), split=True), seed=43, space=77),
    Layout("hand-gb-euc-images", ANPING, by_hand("GBKp-EUC-H", hand.Pen("image"), repeat=True), seed=44, space=200),
    Layout("hand-unigb-ucs2-dots", LUKOU, by_hand("UniGB-UCS2-H", hand.Pen("dots"), repeat=True), seed=45, broken=True, space=120),
    Layout("hand-unigb-utf16-torn-double", LUKOU, by_hand("UniGB-UTF16-H", hand.Pen("double"), split=True, repeat=True), seed=46, space=33),
    Layout("hand-glyphs-no-map", LUKOU, by_hand("glyphs", hand.Pen("stroke", 1.2), split=True), seed=47, space=240),
    Layout("hand-glyphs-singly-gaps", QINGHE, by_hand("glyphs", hand.Pen("fill", 0.6), singly=True, gap=0.6), seed=48),
    Layout("hand-gbk2k-dashes", LUKOU, by_hand("GBK2K-H", hand.Pen("dashes"), split=True, leading=14, size=10), seed=49, upright=True, blanks=True),
    *[Layout(f"hand-push-{push:03}", LUKOU, by_hand("GBK-EUC-H" if push % 90 else "UniGB-UCS2-H", hand.Pen("stroke" if push % 60 else "fill"),
             split=push % 60 == 0, repeat=push % 90 == 0), seed=100 + push, short=True, space=push) for push in range(60, 690, 45)],
    *[Layout(f"typst-push-{push:03}", LUKOU, by("typst", tags=push % 50 == 0, repeat=push % 75 == 0), seed=200 + push, short=True, space=push)
      for push in range(75, 600, 75)],
    # Page furniture within a table's reach, open feet, heads and sides, notes at the foot, files that lie.
    *[Layout(f"hand-foot-{number}-{push:03}", LUKOU, by_hand("GBK-EUC-H", hand.Pen("stroke"), open_foot=True, open_head=push % 80 == 0, split=push % 120 == 0, number=number),
             seed=300 + push, short=True, space=push) for number in ("gbt", "bare", "far", "words") for push in (40, 80, 120, 200)],
    Layout("hand-foot-header", ANPING, by_hand("UniGB-UCS2-H", hand.Pen("fill"), open_foot=True, open_head=True, header=("年度报告", range(1, 99))), seed=51, space=90),
    Layout("hand-foot-footer", LUKOU, by_hand("GBK-EUC-H", hand.Pen("stroke"), open_foot=True, footer=("清河市民政局", range(1, 99))), seed=52, space=130),
    Layout("hand-header-of-part", LUKOU, by_hand("GBK-EUC-H", hand.Pen("stroke"), open_head=True, header=("数据表资料汇编", range(2, 5)), number="bare"), seed=53, space=300),
    *[Layout(f"hand-sides-{push:03}", LUKOU, by_hand("GBK-EUC-H", hand.Pen("stroke"), open_sides=True, open_foot=push % 100 == 0, number="gbt"), seed=54 + push, space=push)
      for push in (0, 50, 100, 150)],
    *[Layout(f"hand-head-cut-{push:03}", LUKOU, by_hand("GBK-EUC-H", hand.Pen("stroke"), split=True, open_foot=push % 2 == 0, open_head=push % 2 == 0, number="gbt"),
             seed=400 + push, short=True, space=push) for push in (255, 266, 277, 288, 299)],
    *[Layout(f"hand-notes-{push:03}", LUKOU, by_hand("GBK-EUC-H", hand.Pen("stroke"), notes=4), seed=55 + push, space=push) for push in (0, 70)],
    *[Layout(f"hand-lies-{push:03}", LUKOU, by_hand("UniGB-UCS2-H", hand.Pen("stroke"), lies=True, number="gbt"), seed=56 + push, short=True, space=push) for push in (0, 70)],
    # As WPS sets them: the foot of a table open at the page's end, the page's number at the place of GB/T 9704, small figures.
    *[Layout(f"wps-like-{n:02}", (LUKOU, QINGHE, ANPING)[n % 3], by_hand(("GBK-EUC-H", "UniGB-UCS2-H", "GBKp-EUC-H")[n % 3], hand.Pen("fill" if n % 4 else "stroke", 0.5),
             size=7.5, leading=(10.5, 14, 20)[n % 3], open_foot=True, open_head=n % 5 == 0, split=n % 2 == 0, number="gbt", singly=n % 7 == 0), seed=500 + n, short=n % 4 == 0, space=17 * n)
      for n in range(20)],
    Layout("hand-rows-only-guess", LUKOU, by_hand("GBK-EUC-H", hand.Pen("stroke"), across_only=True), seed=50, guess=True),
]


def sources(layout, folder, nianbao):
    """Makes the PDF, or the office file LibreOffice is still to make it from (returned)."""
    if layout.own:
        made = folder / f"{layout.name}.{layout.own}"
        subprocess.run([nianbao, "convert", layout.json, "-o", made, "--force", "--quiet"], check=False, stdin=subprocess.DEVNULL)
        if layout.office:
            return made
        make.print_page(made, layout.pdf)
    elif isinstance(layout.build, pathlib.Path):
        made = folder / f"{layout.name}{layout.build.suffix}"
        made.write_bytes(layout.build.read_bytes())
        return made
    else:
        made = layout.build(layout.flow, layout.pdf)
        return made if layout.office else None
