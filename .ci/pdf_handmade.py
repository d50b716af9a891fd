"""PDFs written byte by byte, for what no program at hand makes any more: fonts named and not embedded under the GBK and UniGB
encodings, glyph ids without ToUnicode, tables ruled by fills, dots, double strokes or images, rows and labels cut by a page's end.
"""

import io
import zlib

from fontTools import subset
from fontTools.ttLib import TTFont

NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 595, 842, 60, 70, 70


def wrap(text, width, em):
    lines, line = [], ""
    for character in text:
        if line and em(line + character) > width + 1e-9:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line] if line else lines


class File:
    def __init__(self):
        self.objects = []

    def add(self, body):
        self.objects.append(body if isinstance(body, bytes) else body.encode("latin-1"))
        return len(self.objects)

    def stream(self, data, more="", compress=True):
        if compress:
            data, more = zlib.compress(data, 9), more + "/Filter/FlateDecode"
        return self.add(f"<<{more}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream")

    def save(self, path, root):
        out, places = io.BytesIO(), []
        out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        for n, body in enumerate(self.objects, 1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n" % n + body + b"\nendobj\n")
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places))
        out.write(b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, root, start))
        path.write_bytes(out.getvalue())


class NamedFont:
    """Not embedded: a name, an encoding, and the reader's own font."""

    def __init__(self, encoding, name="SimSun"):
        self.encoding, self.name = encoding, name
        self.codec = {"GBK-EUC-H": "gbk", "GBKp-EUC-H": "gbk", "GBK2K-H": "gb18030", "GB-EUC-H": "gb2312"}.get(encoding, "utf-16-be")

    def em(self, text):
        """Width in ems: half for ASCII, whole for the rest."""
        return sum(0.5 if character < "\x80" else 1 for character in text)

    def show(self, text):
        return text.encode(self.codec)

    def add_to(self, file):
        descriptor = file.add(f"<</Type/FontDescriptor/FontName/{self.name}/Flags 6/FontBBox[-8 -145 1000 859]/ItalicAngle 0/Ascent 859/Descent -141/CapHeight 683/StemV 80>>")
        # Adobe-GB1: the proportional Latin letters are CIDs 1 to 95, the half-width ones 814 to 908.
        widths = "[1 95 500 814 939 500]"
        font = file.add(f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{self.name}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
                        f"/FontDescriptor {descriptor} 0 R/DW 1000/W{widths}>>")
        return file.add(f"<</Type/Font/Subtype/Type0/BaseFont/{self.name}/Encoding/{self.encoding}/DescendantFonts[{font} 0 R]>>")


class GlyphFont:
    """An OpenType font embedded whole, CIDs in the text, no ToUnicode: its own cmap has to say what they are."""

    def __init__(self, text):
        font = TTFont(NOTO, fontNumber=2, lazy=True)
        options = subset.Options(retain_gids=False, layout_features=[], notdef_outline=True, hinting=False, name_IDs=[])
        cutter = subset.Subsetter(options)
        cutter.populate(text=text + "?")
        cutter.subset(font)
        # A CID-keyed font: the code is the CID, which is the glyph's name and not its place.
        cid = lambda name: int(name.removeprefix("cid")) if name.startswith("cid") else 0
        self.ids = {chr(code): cid(name) for code, name in font.getBestCmap().items()}
        self.advances = {cid(name): advance for name, (advance, _) in font["hmtx"].metrics.items()}
        data = io.BytesIO()
        font.save(data)
        self.data = data.getvalue()

    def em(self, text):
        return sum(self.advances.get(self.ids.get(character, 0), 1000) for character in text) / 1000

    def show(self, text):
        return b"".join(self.ids.get(character, 0).to_bytes(2, "big") for character in text)

    def add_to(self, file):
        program = file.stream(self.data, "/Subtype/OpenType")
        descriptor = file.add(f"<</Type/FontDescriptor/FontName/AAAAAA+Noto/Flags 4/FontBBox[-1000 -300 2000 1200]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 733/StemV 80/FontFile3 {program} 0 R>>")
        widths = " ".join(f"{glyph}[{advance}]" for glyph, advance in sorted(self.advances.items()) if advance != 1000)
        font = file.add("<</Type/Font/Subtype/CIDFontType0/BaseFont/AAAAAA+Noto/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                        f"/FontDescriptor {descriptor} 0 R/DW 1000/W[{widths}]>>")
        return file.add(f"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Noto/Encoding/Identity-H/DescendantFonts[{font} 0 R]>>")


class Pen:
    """Rules of one kind; y grows downwards."""

    def __init__(self, kind, width=0.5):
        self.kind, self.width = kind, width

    def line(self, x1, y1, x2, y2):
        y1, y2, w = HEIGHT - y1, HEIGHT - y2, self.width
        across = abs(y1 - y2) < 1e-6
        if self.kind == "stroke":
            return f"{w} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S\n"
        if self.kind == "double":
            shift = (0, 0.9) if across else (0.9, 0)
            return "".join(f"0.3 w {x1 + s * shift[0]:.2f} {y1 + s * shift[1]:.2f} m {x2 + s * shift[0]:.2f} {y2 + s * shift[1]:.2f} l S\n" for s in (-1, 1))
        left, low, wide, high = min(x1, x2), min(y1, y2), abs(x1 - x2), abs(y1 - y2)
        if self.kind == "fill":
            return f"{left - w / 2:.2f} {low - w / 2:.2f} {wide + w:.2f} {high + w:.2f} re f\n"
        if self.kind == "image":
            size = f"{wide:.2f} 0 0 {w} {left:.2f} {low - w / 2:.2f}" if across else f"{w} 0 0 {high:.2f} {left - w / 2:.2f} {low:.2f}"
            return f"q {size} cm /Ink Do Q\n"
        if self.kind == "dots":
            count = int((wide if across else high) / 1.5)
            step = (1.5, 0) if across else (0, 1.5)
            return "".join(f"{left + n * step[0] - 0.25:.2f} {low + n * step[1] - 0.25:.2f} 0.5 0.5 re f\n" for n in range(count + 1))
        if self.kind == "dashes":
            return f"q [2 1] 0 d {w} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S Q\n"
        raise AssertionError(self.kind)


class Hand:
    """`split`: a page's end may fall inside a row; `repeat`: header rows again on each page; `across_only`: no vertical rules;
    `gap`: rules stop short of each other by so much; `singly`: each character painted on its own, as some print drivers do;
    `open_foot`, `open_head`: where the page's end cuts a table, no rule closes it below, or above on the next page; `open_sides`:
    nor at its sides; `number`: how pages are numbered; `header`, `footer`: running text, on which pages; `notes`: how many pages
    have a note at their foot that nothing calls; `lies`: figures of which the file says that they are others."""

    def __init__(self, flow, font, pen, split=False, repeat=False, across_only=False, gap=0, singly=False, leading=12.0, size=8.5,
                 open_foot=False, open_head=False, open_sides=False, number=None, header=None, footer=None, notes=0, lies=False):
        self.font, self.pen, self.split, self.repeat, self.across_only, self.gap = font, pen, split, repeat, across_only, gap
        self.singly, self.leading, self.size = singly, leading, size
        self.open_foot, self.open_head, self.open_sides, self.lies = open_foot, open_head, open_sides, lies
        self.number, self.header, self.footer, self.notes = number, header, footer, notes
        self.order, self.waiting = [], []
        self.pages, self.y = [[]], TOP
        for item in flow.items:
            kind, value = item[0], item[1]
            if kind == "space":
                self.y += value
            elif kind == "table":
                self.table(value)
            else:
                points = {"title": 18, "heading": 13, "text": 12}[kind]
                self.prose(value, points, 2 if kind == "text" else 0, kind == "title")
                self.y += 6 if kind != "text" else 0
        self.foot()
        if notes:
            flow.order = self.order + self.waiting

    def put(self, what):
        self.pages[-1].append(what)

    def turn(self):
        self.foot()
        self.pages.append([])
        self.y = TOP

    def foot(self):
        """The page's number, running text and notes."""
        page = len(self.pages)
        if self.number:
            text, size = {"gbt": (f"— {page} —", 14), "bare": (str(page), 9), "far": (str(page + 36), 10.5), "words": (f"第 {page} 页 共 {page + 3} 页", 9)}[self.number]
            width = self.font.em(text) * size
            x = (WIDTH - width) / 2
            if self.number == "gbt":
                x = WIDTH - LEFT - 14 - width if page % 2 else LEFT + 14
            self.text(x, HEIGHT - BOTTOM + (22 if self.number == "gbt" else 14), text, size)
        for text, y in ((self.header, TOP - 8), (self.footer, HEIGHT - BOTTOM + 12)):
            if text and page in text[1]:
                self.text(LEFT + 150, y, text[0], 9)
        if page <= self.notes:
            note = ("注：1、数据截至年底。", "2、含上年结转的件数。", "3、金额以万元计。", "4、其余说明见附件。")[page - 1]
            self.put(("rule", LEFT, HEIGHT - BOTTOM + 6, LEFT + 130, HEIGHT - BOTTOM + 6))
            self.text(LEFT, HEIGHT - BOTTOM + 18, note, 7.5)
            self.waiting.append(note)

    def text(self, x, baseline, text, size):
        if self.singly:
            for character in text:
                self.put(("text", x, baseline, character, size))
                x += self.font.em(character) * size
        else:
            self.put(("text", x, baseline, text, size))

    def prose(self, text, size, indent, centred):
        width = (WIDTH - 2 * LEFT) / size
        first = wrap(text, width - indent, self.font.em)[0]
        lines = [first, *wrap(text[len(first):], width, self.font.em)]
        for n, line in enumerate(lines):
            if self.y + size * 1.6 > HEIGHT - BOTTOM:
                self.turn()
            if n == 0:
                self.order += [*self.waiting, text]
                self.waiting = []
            x = LEFT + (indent * size if n == 0 else 0)
            if centred:
                x = (WIDTH - self.font.em(line) * size) / 2
            self.text(x, self.y + size * 1.2, line, size)
            self.y += size * 1.6

    def table(self, table):
        total, leading, size = sum(table.widths), self.leading, self.size
        xs = [LEFT + (WIDTH - 2 * LEFT) * sum(table.widths[:n]) / total for n in range(table.columns + 1)]
        lines = {}
        for cell in table.cells:
            width = (xs[cell.column + cell.columns] - xs[cell.column] - 4) / size
            lines[cell] = [part for line in cell.lines for part in wrap(line, width, self.font.em)]
        heights = [1] * table.rows
        for cell in sorted(table.cells, key=lambda c: c.rows):
            have = sum(heights[cell.row:cell.row + cell.rows])
            heights[cell.row + cell.rows - 1] += max(0, len(lines[cell]) - have)
        tops = [sum(heights[:n]) for n in range(table.rows + 1)]
        first = 0
        header = tops[table.header_rows] if self.repeat else 0
        while first < tops[-1]:
            room = int((HEIGHT - BOTTOM - self.y) / leading)
            repeated = header if first > 0 else 0
            room -= repeated
            last = first + room
            if last >= tops[-1]:
                last = tops[-1]
            elif not self.split:
                last = max((t for t in tops if t <= last), default=0)
            if last <= first or (self.repeat and last < tops[table.header_rows]):
                self.turn()
                continue
            if repeated:
                self.window(table, lines, xs, tops, 0, header, False)
            self.window(table, lines, xs, tops, first, last)
            first = last
            if first < tops[-1]:
                self.turn()
        self.y += 10

    def window(self, table, lines, xs, tops, first, last, cut=True):
        """The part of a table between two of its lines, here; `cut`: at the page's end, where there is more."""
        leading, size, gap, drawn = self.leading, self.size, self.gap, set()
        for cell in table.cells:
            top, end = tops[cell.row], tops[cell.row + cell.rows]
            if end <= first or top >= last:
                continue
            x1, x2 = xs[cell.column], xs[cell.column + cell.columns]
            y1, y2 = self.y + (max(top, first) - first) * leading, self.y + (min(end, last) - first) * leading
            sides = []
            if not (self.open_head and not self.repeat and first > 0 and top <= first):
                sides.append((x1 + gap, y1, x2 - gap, y1))
            if not (self.open_foot and cut and last < tops[-1] and end >= last):
                sides.append((x1 + gap, y2, x2 - gap, y2))
            sides += [(x, y1 + gap, x, y2 - gap) for x in (x1, x2) if not self.across_only and not (self.open_sides and x in (xs[0], xs[-1]))]
            for side in sides:
                key = tuple(round(v, 1) for v in side)
                if key not in drawn:
                    drawn.add(key)
                    self.put(("rule", *side))
            begin = top + (end - top - len(lines[cell])) // 2
            for n, line in enumerate(lines[cell]):
                if first <= begin + n < last:
                    x = (x1 + x2 - self.font.em(line) * size) / 2
                    lie = self.lies and cell.data and line.isdigit()
                    if lie:
                        self.put(("said", str(9 * int(line) + 7)))
                    self.text(x, self.y + (begin + n - first) * leading + size * 1.05, line, size)
                    if lie:
                        self.put(("said", None))
        self.y += (last - first) * leading

    def save(self, path):
        file = File()
        font = self.font.add_to(file)
        ink = file.stream(b"\0", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", False)
        tree = len(file.objects) + 2 * len(self.pages) + 1
        kids = []
        for page in self.pages:
            content = ""
            for what, *rest in page:
                if what == "rule":
                    content += self.pen.line(*rest)
                elif what == "said":
                    content += "EMC\n" if rest[0] is None else f"/Span<</ActualText({rest[0]})>> BDC\n"
                else:
                    x, baseline, text, size = rest
                    # Half-width letters under predefined encodings stand where the next full one expects them.
                    content += f"BT /F {size} Tf {x:.2f} {HEIGHT - baseline:.2f} Td <{self.font.show(text).hex()}> Tj ET\n"
            data = file.stream(content.encode("latin-1"))
            kids.append(file.add(f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {data} 0 R"
                                 f"/Resources<</Font<</F {font} 0 R>>/XObject<</Ink {ink} 0 R>>>>>>"))
        assert file.add(f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>") == tree
        file.save(path, file.add(f"<</Type/Catalog/Pages {tree} 0 R>>"))
