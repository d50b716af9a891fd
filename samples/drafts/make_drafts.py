"""Writes the drafts: the same report (content.py) in the ways clerks have of making a Word file.

    python3 make_drafts.py [name ...]

A draft is a class; what it does not say is done as in `Draft`. python-docx, raw XML where that has no word for it, and
LibreOffice for the last ones.
"""
import copy
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from content import COMMENT, DATE, HERE, ORGAN, PARTS, RAW, T2, T3, TABLES, TITLE, s
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

W = nsdecls("w")
WIDTHS = {id(T2): [39] * 4, id(T3): [9, 17, 44, 12, 12, 12, 13, 13, 12, 12]}


def xml(text):
    return parse_xml(text)


def element(tag, **attributes):
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn("w:" + name), str(value))
    return made


class Draft:
    """Heading styles, typed numbers, the layout of a tidy clerk."""

    def __init__(self):
        self.doc = Document()
        self.parent = self.doc
        s.a4(self.doc.sections[0])

    # ---- the parts of the report

    def paragraph(self, text="", font="仿宋", size=16, bold=None, align=None, indent=True, style=None):
        p = self.parent.add_paragraph(style=style)
        p.paragraph_format.space_before = p.paragraph_format.space_after = Pt(0)
        p.paragraph_format.line_spacing = Pt(28)
        if align is not None:
            p.alignment = align
        if indent:
            p.paragraph_format.first_line_indent = Pt(2 * size)
        self.runs(p, text, font, size, bold)
        return p

    def runs(self, p, text, font, size, bold=None):
        if text:
            s.set_font(p.add_run(text), font, size, bold)

    def title(self, text):
        return self.paragraph(text, "方正小标宋简体", 22, align=ALIGN.CENTER, indent=False, style="Title")

    def p(self, text):
        return self.paragraph(text)

    def h1(self, number, text):
        return self.paragraph(number + text, "黑体", style="Heading 1")

    def h2(self, number, text):
        return self.paragraph(number + text, "楷体", style="Heading 2")

    def item(self, number, text):
        return self.paragraph(number + text)

    def table(self, geometry):
        return s.docx_table(self.parent, geometry, RAW, WIDTHS.get(id(geometry), [10.4] * 15), size=9)

    def own(self, rows):
        table = self.parent.add_table(len(rows), len(rows[0]))
        table.style = "Table Grid"
        for row, texts in zip(table.rows, rows):
            for cell, text in zip(row.cells, texts):
                self.cell(cell, text)
        return table

    def cell(self, cell, text):
        p = cell.paragraphs[0]
        p.alignment = ALIGN.CENTER
        s.set_font(p.add_run(text), "宋体", 10)

    def organ(self, text):
        return self.paragraph(text, align=ALIGN.RIGHT, indent=False)

    def date(self, text):
        return self.paragraph(text, align=ALIGN.RIGHT, indent=False)

    # ---- before, between and after

    def begin(self):
        pass

    def end(self):
        pass

    def package(self, parts):
        """Changes the parts of the finished package, a dict by name."""

    def make(self):
        self.begin()
        for kind, *values in PARTS:
            getattr(self, kind)(*values)
        self.end()
        s.properties(self.doc, "", "", DATE, COMMENT)
        out = io.BytesIO()
        self.doc.save(out)
        with zipfile.ZipFile(out) as z:
            parts = {i.filename: z.read(i) for i in z.infolist()}
        slim(parts)
        self.package(parts)
        return parts


def slim(parts):
    """Leaves out what python-docx's template brings and nothing here needs: half of each file."""
    for name in ("docProps/thumbnail.jpeg", "word/theme/theme1.xml", "customXml/item1.xml", "customXml/itemProps1.xml",
                 "customXml/_rels/item1.xml.rels", "word/stylesWithEffects.xml"):
        parts.pop(name, None)
    for name, content in parts.items():
        if name.endswith(".rels"):
            text = re.sub(r'<Relationship [^>]*(thumbnail|theme1|customXml|stylesWithEffects)[^>]*/>', "", content.decode())
            parts[name] = text.encode()
    types = parts["[Content_Types].xml"].decode()
    types = re.sub(r'<Override PartName="/(word/theme|customXml|word/stylesWithEffects)[^>]*/>', "", types)
    parts["[Content_Types].xml"] = types.encode()
    styles = parts["word/styles.xml"].decode()
    styles = re.sub(r"<w:latentStyles.*?</w:latentStyles>", "", styles, flags=re.S)
    used = "2|PlaceholderText|Normal|TableNormal|TableGrid|Heading[1-3]|Title|ListParagraph|ListNumber|DefaultParagraphFont|NoList"
    styles = re.sub(r'<w:style (?=[^>]*w:styleId="(?!(?:%s)")).*?</w:style>' % used, "", styles, flags=re.S)
    parts["word/styles.xml"] = re.sub(r"<w:link [^>]*/>", "", styles).encode()


def save(name, parts):
    path = HERE / f"{name}.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for part, content in parts.items():
            z.writestr(part, content)
    s.normalise(path, DATE)


def numbering(doc, levels):
    """A numbering definition of these (format, text) levels; its id."""
    root = doc.part.numbering_part.element
    ids = [int(n.get(qn("w:abstractNumId"))) for n in root.findall(qn("w:abstractNum"))]
    abstract = max(ids, default=0) + 1
    inside = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>' for i, (form, text) in enumerate(levels))
    made = xml(f'<w:abstractNum {W} w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>{inside}</w:abstractNum>')
    first = root.find(qn("w:num"))
    if first is None:
        root.append(made)
    else:
        first.addprevious(made)
    number = max([int(n.get(qn("w:numId"))) for n in root.findall(qn("w:num"))], default=0) + 1
    root.append(xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>'))
    return number


def numbered(p, number, level):
    p._p.get_or_add_pPr().append(xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'))
    return p


def mess(table):
    """What careless hands leave in a table: blanks and breaks in labels and around figures, blank paragraphs, other brackets."""
    for i, cell in enumerate(table._tbl.iter(qn("w:tc"))):
        texts = [t for t in cell.iter(qn("w:t")) if t.text and t.text.strip()]
        for text in texts:
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            if text.text.strip().isdigit():
                text.text = (" {}", "{}\u00a0", "\u3000{} ", "{}")[i % 4].format(text.text)
            elif len(text.text) == 2:
                text.text = text.text[0] + ("  ", "\u3000", "")[i % 3] + text.text[1]
            elif i % 3 == 0:
                text.text = text.text.replace("（", "(").replace("）", ")").replace("、", "、 ")
            elif i % 3 == 1 and len(text.text) > 6:
                run = text.getparent()
                rest = copy.deepcopy(text)
                text.text, rest.text = text.text[:4], text.text[4:]
                text.addnext(rest)
                run.insert(run.index(rest), element("w:br"))
        if i % 5 == 0:
            cell.append(element("w:p"))


class Bare(Draft):
    """One face and size, no style, no bold; indents typed as spaces, blank paragraphs for distance, typed full-width blanks."""

    def paragraph(self, text="", *_, align=None, indent=True, **__):
        p = self.parent.add_paragraph()
        typed = "" if not indent else "　　" if len(text) % 2 else "    "
        s.set_font(p.add_run(typed + text), "仿宋_GB2312", 16)
        if align is not None and align != ALIGN.RIGHT:
            p.alignment = align
        return p

    def title(self, text):
        self.paragraph(" " * 12 + text, indent=False)
        self.paragraph("", indent=False)

    def h1(self, number, text):
        self.paragraph("", indent=False)
        self.paragraph(number + text)

    def table(self, geometry):
        table = super().table(geometry)
        mess(table)
        return table

    def organ(self, text):
        self.paragraph("", indent=False)
        self.signs = self.paragraph("\u3000" * 18 + text, indent=False)

    def date(self, text):
        run = self.signs.add_run()
        run.add_break()
        run.add_text(" " * 44 + text)
        self.paragraph("", indent=False)


class FakeHeadings(Draft):
    """Headings by face, size and bold alone; the title on two lines, the second typed with blanks."""

    def title(self, text):
        p = self.paragraph(text[:6], "宋体", 22, True, ALIGN.CENTER, False)
        p.add_run().add_break()
        self.runs(p, text[6:], "宋体", 22, True)
        return p

    def h1(self, number, text):
        return self.paragraph(number + text, "黑体", bold=True)

    def h2(self, number, text):
        return self.paragraph(number + text, "楷体", bold=True)


class Automatic(Draft):
    """Every number automatic, by heading styles and one multilevel list."""

    def begin(self):
        self.number = numbering(self.doc, [("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")])

    def h1(self, number, text):
        return numbered(self.paragraph(text, "黑体", style="Heading 1"), self.number, 0)

    def h2(self, number, text):
        return numbered(self.paragraph(text, "楷体", style="Heading 2"), self.number, 1)

    def item(self, number, text):
        return numbered(self.paragraph(text, indent=False), self.number, 2)


class Mixed(Draft):
    """Sections typed and bold, what is below them automatic, in lists of their own without heading styles."""

    def begin(self):
        self.second = numbering(self.doc, [("japaneseCounting", "（%1）")])
        self.third = numbering(self.doc, [("decimal", "%1.")])

    def h1(self, number, text):
        return self.paragraph(number + text, "黑体", bold=True)

    def h2(self, number, text):
        return numbered(self.paragraph(text, "楷体", bold=True, style="List Paragraph"), self.second, 0)

    def item(self, number, text):
        return numbered(self.paragraph(text, style="List Paragraph"), self.third, 0)


class OutlineOnly(Mixed):
    """Sections automatic by direct outline level, what is below them typed."""

    def begin(self):
        self.first = numbering(self.doc, [("chineseCounting", "%1、")])

    def h1(self, number, text):
        p = numbered(self.paragraph(text, "黑体"), self.first, 0)
        p._p.get_or_add_pPr().append(element("w:outlineLvl", val=0))
        return p

    h2 = FakeHeadings.h2
    item = Draft.item


class Wps(FakeHeadings):
    """As WPS writes: runs split by script, hints, its own attributes and parts, first-line characters, alternate content."""

    def paragraph(self, text="", *args, **named):
        p = super().paragraph(text, *args, **named)
        properties = p._p.get_or_add_pPr()
        for tag, value in (("w:kinsoku", 1), ("w:wordWrap", 1), ("w:overflowPunct", 1), ("w:bidi", 0), ("w:snapToGrid", 1)):
            properties.append(element(tag, val=value))
        for indent in properties.findall(qn("w:ind")):
            indent.set(qn("w:firstLineChars"), "200")
        p._p.insert(1, element("w:bookmarkStart", id=0, name="_GoBack"))
        p._p.append(element("w:bookmarkEnd", id=0))
        return p

    def runs(self, p, text, font, size, bold=None):
        for piece in re.findall(r"[\x00-\x7f]+|[^\x00-\x7f]+", text):
            run = p.add_run(piece)
            s.set_font(run, font, size, bold)
            fonts = run._element.rPr.rFonts
            fonts.set(qn("w:hint"), "eastAsia" if ord(piece[0]) > 127 else "default")
            fonts.set(qn("w:cs"), font)
            run._element.rPr.append(element("w:highlight", val="none"))
            run._element.rPr.append(element("w:lang", val="en-US", eastAsia="zh-CN"))

    def h1(self, number, text):
        p = super().h1(number, text)
        p._p.get_or_add_pPr().insert(0, element("w:pStyle", val="2"))
        return p

    def end(self):
        # The ids WPS gives to the built-in styles are bare numbers.
        self.doc.styles.element.append(xml(
            f'<w:style {W} w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:qFormat/>'
            f'<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'))
        body = self.doc.element.body
        last = body.findall(qn("w:p"))[-1]
        last.append(xml(
            '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"><mc:AlternateContent>'
            '<mc:Choice Requires="wpsCustomData"><wpsCustomData:docfieldStart id="0"/></mc:Choice></mc:AlternateContent></w:r>'))

    def package(self, parts):
        parts["docProps/custom.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
            'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
            'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-11.8.2.10158</vt:lpwstr>'
            '</property></Properties>').encode()
        types = parts["[Content_Types].xml"].decode()
        parts["[Content_Types].xml"] = types.replace("</Types>", (
            '<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>'
            '</Types>')).encode()
        rels = parts["_rels/.rels"].decode()
        parts["_rels/.rels"] = rels.replace("</Relationships>", (
            '<Relationship Id="rIdK" Target="docProps/custom.xml" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"/></Relationships>')).encode()


SPACES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
          'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
          'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
          'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
          'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
          'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"')


class BoxedTitle(FakeHeadings):
    """The title in a text box, in DrawingML with VML for older programs; a red rule drawn below it."""

    def boxed(self, text):
        inside = (f'<w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/>'
                  f'<w:sz w:val="44"/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:txbxContent>')
        old = (f'<w:pict><v:shape id="t" style="width:440pt;height:60pt" type="#_x0000_t202"><v:textbox>{inside}</v:textbox></v:shape></w:pict>')
        new = (f'<w:drawing><wp:anchor behindDoc="0" distB="0" distL="0" distR="0" distT="0" layoutInCell="1" locked="0" simplePos="0" '
               f'relativeHeight="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:align>center</wp:align>'
               f'</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
               f'<wp:extent cx="5588000" cy="762000"/><wp:wrapTopAndBottom/><wp:docPr id="9" name="文本框 9"/><a:graphic>'
               f'<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
               f'<wps:spPr/><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>')
        return new, old

    def title(self, text):
        new, old = self.boxed(text)
        p = self.paragraph("", indent=False)
        p._p.append(xml(f'<w:r {SPACES}><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
                        f'</mc:AlternateContent></w:r>'))
        self.paragraph("", indent=False)


class VmlTitle(BoxedTitle):
    """The title in a VML text box, beside the first paragraph, with the line of a red head before it."""

    def title(self, text):
        self.waiting = text

    def p(self, text):
        p = super().p(text)
        if self.waiting:
            _, old = self.boxed(self.waiting)
            p._p.insert(1, xml(f"<w:r {SPACES}>{old}</w:r>"))
            self.waiting = None
        return p


class Excel(FakeHeadings):
    """Tables pasted from Excel: a column each a few points wide, spans over idle columns, a face per cell, floating."""

    def table(self, geometry):
        rows, columns, cells = geometry
        table = super().table(geometry)
        properties = table._tbl.tblPr
        for style in properties.findall(qn("w:tblStyle")):
            properties.remove(style)
        properties.insert(0, element("w:tblpPr", leftFromText=180, rightFromText=180, vertAnchor="text", horzAnchor="margin",
                                     tblpXSpec="center", tblpY=1))
        for cell in table._tbl.iter(qn("w:tc")):
            tc = cell.get_or_add_tcPr()
            span = tc.find(qn("w:gridSpan"))
            wide = int(span.get(qn("w:val"))) if span is not None else 1
            if span is not None:
                tc.remove(span)
            width = tc.find(qn("w:tcW"))
            made = element("w:gridSpan", val=2 * wide)
            width.addnext(made) if width is not None else tc.insert(0, made)
            tc.append(element("w:noWrap"))
            for run in cell.iter(qn("w:r")):
                run.rPr.rFonts.set(qn("w:eastAsia"), "等线")
                run.rPr.append(element("w:color", val="000000"))
        grid = table._tbl.tblGrid
        for column in list(grid):
            width = int(column.get(qn("w:w")))
            column.set(qn("w:w"), str(width - width // 3))
            column.addnext(element("w:gridCol", w=width // 3))
        self.paragraph("", indent=False)
        return table


class Tracked(FakeHeadings):
    """Change tracking was on: words put in and taken out, figures corrected, a paragraph moved, rows and marks deleted."""

    def mark(self, tag):
        self.changes = getattr(self, "changes", 0) + 1
        return element(tag, id=self.changes, author="李", date="2024-01-20T08:00:00Z")

    def deleted(self, text):
        made = self.mark("w:del")
        made.append(xml(f'<w:r {W}><w:delText xml:space="preserve">{text}</w:delText></w:r>'))
        return made

    def p(self, text):
        p = super().p(text)
        run = p.runs[0]
        if len(text) > 40:
            before, middle, after = text[:20], text[20:26], text[26:]
            run.text = before
            rest = copy.deepcopy(run._r)
            put_in = self.mark("w:ins")
            put_in.append(copy.deepcopy(run._r))
            put_in[0].find(qn("w:t")).text = middle
            rest.find(qn("w:t")).text = after
            run._r.addnext(self.deleted("（旧稿文字）"))
            run._r.getnext().addnext(put_in)
            put_in.addnext(rest)
            run._r.rPr.append(xml(f'<w:rPrChange {W} w:id="900" w:author="李"><w:rPr><w:b/></w:rPr></w:rPrChange>'))
        elif len(text) > 30:
            # The paragraph was cut in two; its first end is deleted.
            at = len(text) // 2
            run.text = text[:at]
            marks = p._p.get_or_add_pPr().get_or_add_rPr() if hasattr(p._p.get_or_add_pPr(), "get_or_add_rPr") else None
            if marks is None:
                marks = element("w:rPr")
                p._p.get_or_add_pPr().append(marks)
            marks.append(self.mark("w:del"))
            self.paragraph(text[at:])
        return p

    def h2(self, number, text):
        if number == "（二）":
            # A paragraph moved away from here, and one deleted whole.
            p = self.paragraph("")
            moved = self.mark("w:moveFrom")
            moved.append(xml(f'<w:r {W}><w:t>门户网站全年访问量旧数</w:t></w:r>'))
            p._p.append(moved)
            p._p.get_or_add_pPr().append(element("w:rPr"))
            p._p.pPr[-1].append(self.mark("w:moveFrom"))
        return super().h2(number, text)

    def table(self, geometry):
        table = super().table(geometry)
        last = table._tbl.tr_lst[-1]
        gone = copy.deepcopy(last)
        gone.get_or_add_trPr().append(self.mark("w:del"))
        for text in gone.iter(qn("w:t")):
            text.text = "9" + (text.text or "")
        last.addnext(gone)
        self.doc.add_comment(self.doc.paragraphs[3].runs, text="此处数字请核对：1501还是1510？", author="王", initials="W")
        for paragraph in list(last.iter(qn("w:p")))[1:4]:
            for run in paragraph.findall(qn("w:r")):
                put_in = self.mark("w:ins")
                run.addprevious(put_in)
                put_in.append(run)
                put_in.addprevious(self.deleted("88"))
        return table


class Controls(FakeHeadings):
    """A template of content controls, filled in: whole paragraphs, runs, cells, rows; one date, one list, one left empty."""

    def control(self, tag, inside, extra=""):
        self.controls = getattr(self, "controls", 0) + 1
        return xml(f'<w:sdt {W}><w:sdtPr><w:alias w:val="{tag}"/><w:tag w:val="{tag}"/><w:id w:val="{self.controls}"/>{extra}</w:sdtPr>'
                   f'<w:sdtContent/></w:sdt>'), inside

    def wrap(self, element_, tag, extra=""):
        control, _ = self.control(tag, element_, extra)
        element_.addprevious(control)
        control[-1].append(element_)

    def title(self, text):
        p = super().title(text)
        paragraph = self.doc.element.body.findall(qn("w:p"))[-1]
        self.wrap(paragraph, "标题", "<w:text w:multiLine=\"1\"/>")
        return p

    def p(self, text):
        p = super().p(text)
        self.wrap(p.runs[0]._r, "正文", "<w:text/>")
        return p

    def h1(self, number, text):
        p = super().h1(number, text)
        self.wrap(p._p, "章节", "<w:lock w:val=\"sdtLocked\"/>")
        return p

    def h2(self, number, text):
        p = super().h2(number, text)
        hidden = self.paragraph("填写说明：本节不超过五百字。")
        hidden.runs[0].font.hidden = True
        empty = self.paragraph("")
        empty._p.append(xml(
            f'<w:sdt {W}><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
            f'<w:t>单击或点击此处输入文字。</w:t></w:r></w:sdtContent></w:sdt>'))
        return p

    def begin(self):
        self.doc.styles.element.append(xml(
            f'<w:style {W} w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="808080"/>'
            f'</w:rPr></w:style>'))

    def date(self, text):
        p = super().date(text)
        self.wrap(p.runs[0]._r, "日期", '<w:date w:fullDate="2024-01-24T00:00:00Z"><w:dateFormat w:val="yyyy年M月d日"/></w:date>')
        return p

    def organ(self, text):
        p = super().organ(text)
        self.wrap(p.runs[0]._r, "单位", f'<w:dropDownList><w:listItem w:displayText="{text}" w:value="1"/></w:dropDownList>')
        return p

    def table(self, geometry):
        table = super().table(geometry)
        rows = table._tbl.tr_lst
        for run in list(rows[-1].iter(qn("w:r"))):
            self.wrap(run, "数字", "<w:text/>")
        self.wrap(rows[-1].tc_lst[-1], "单元格")
        self.wrap(rows[-1], "行")
        return table


class Nested(FakeHeadings):
    """Everything in the one cell of a layout table; the tables stand in it."""

    def begin(self):
        outer = self.doc.add_table(1, 1)
        self.parent = self.cell_ = outer.cell(0, 0)

    def title(self, text):
        p = super().title(text)
        self.cell_._tc.remove(self.cell_.paragraphs[0]._p)
        return p

    def table(self, geometry):
        outer, cell = self.parent, self.cell_
        doc = Document()
        s.a4(doc.sections[0])
        made = s.docx_table(doc, geometry, RAW, WIDTHS.get(id(geometry), [10.4] * 15), size=9)
        cell._tc.append(made._tbl)
        self.parent = outer
        cell.add_paragraph()

    def own(self, rows):
        doc = Document()
        self.parent, cell = doc, self.parent
        made = super().own(rows)
        self.parent = cell
        cell._tc.append(made._tbl)
        cell.add_paragraph()


class FramedTables(FakeHeadings):
    """Each statutory table in the one cell of a table that frames it."""

    def table(self, geometry):
        cell = self.doc.add_table(1, 1).cell(0, 0)
        doc = Document()
        s.a4(doc.sections[0])
        made = s.docx_table(doc, geometry, RAW, WIDTHS.get(id(geometry), [10.4] * 15), size=9)
        cell._tc.insert(1, made._tbl)


class Sections(FakeHeadings):
    """A section for the wide table, laid across; headers and footers that differ; page numbers; columns."""

    def begin(self):
        section = self.doc.sections[0]
        section.different_first_page_header_footer = True
        self.doc.settings.odd_and_even_pages_header_footer = True
        section.header.paragraphs[0].text = ORGAN
        section.even_page_header.paragraphs[0].text = TITLE
        for footer in (section.footer, section.even_page_footer):
            footer.paragraphs[0]._p.append(xml(f'<w:fldSimple {W} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
            footer.paragraphs[0].insert_paragraph_before("—")

    def title(self, text):
        for line in (text[:6], text[6:]):
            self.paragraph(line, "宋体", 22, True, ALIGN.CENTER, False)
        header = self.doc.sections[0].header.paragraphs[0]
        header._p.append(xml(f'<w:r {SPACES}><w:pict><v:shape id="m" type="#_x0000_t136" style="width:400pt;height:100pt">'
                             f'<v:textpath string="征求意见稿"/></v:shape></w:pict></w:r>'))

    def h1(self, number, text):
        turn = {"三、": WD_ORIENT.LANDSCAPE, "四、": WD_ORIENT.PORTRAIT}.get(number)
        if turn is not None:
            section = self.doc.add_section(WD_SECTION.NEW_PAGE)
            section.orientation = turn
            section.page_width, section.page_height = section.page_height, section.page_width
            section.header.is_linked_to_previous = False
            section.header.paragraphs[0].text = "表三" if turn == WD_ORIENT.LANDSCAPE else "表四"
        elif number == "五、":
            self.doc.add_section(WD_SECTION.CONTINUOUS)
        return super().h1(number, text)


class Letters(FakeHeadings):
    """A run to each character, some with marks that show nothing; proofing errors, smart tags, soft breaks between."""

    def runs(self, p, text, font, size, bold=None):
        for i, c in enumerate(text):
            run = p.add_run(c)
            s.set_font(run, font, size, bold)
            if i % 5 == 0:
                run._r.rPr.append(element("w:spacing", val=i % 3))
            if i % 7 == 0:
                p._p.append(element("w:proofErr", type="spellStart"))
            if i % 11 == 3:
                tag = xml(f'<w:smartTag {W} w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="chsdate"/>')
                run._r.addprevious(tag)
                tag.append(run._r)
            if i % 13 == 5:
                run._r.insert(1, element("w:lastRenderedPageBreak"))
                run._r.append(element("w:softHyphen"))

    def cell(self, cell, text):
        p = cell.paragraphs[0]
        p.alignment = ALIGN.CENTER
        self.runs(p, text, "宋体", 10)


class FullWidth(FakeHeadings):
    """Digits and punctuation of an old input method: full width in the tables, in the date and in headings."""

    WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

    def table(self, geometry):
        table = super().table(geometry)
        for text in table._tbl.iter(qn("w:t")):
            if text.text.strip().isdigit():
                text.text = text.text.translate(self.WIDE)
        return table

    def date(self, text):
        return super().date(text.translate(self.WIDE))

    def h2(self, number, text):
        return super().h2(number.replace("（", "(").replace("）", ")"), text)

    def item(self, number, text):
        return super().item(number.translate(self.WIDE).replace(".", "．"), text)


class Cover(Draft):
    """A cover page, a generated list of contents, the title once more on the page after it, page breaks all ways."""

    def title(self, text):
        for _ in range(3):
            self.paragraph("", indent=False)
        self.paragraph(text, "方正小标宋简体", 26, align=ALIGN.CENTER, indent=False)
        self.paragraph("", indent=False).add_run().add_break(WD_BREAK.PAGE)
        body = self.doc.element.body
        toc = xml(f'<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>')
        lines = [number + text for kind, *(number, text) in [p for p in PARTS if p[0] == "h1"]]
        begin = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\u </w:instrText></w:r>'
                 '<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
        content = toc[-1]
        content.append(xml(f'<w:p {W}><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>目　录</w:t></w:r></w:p>'))
        for i, line in enumerate(lines):
            content.append(xml(f'<w:p {W}>{begin if i == 0 else ""}<w:r><w:t>{line}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{i + 1}</w:t></w:r></w:p>'))
        content.append(xml(f'<w:p {W}><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'))
        body.insert(len(body) - 1, toc)
        p = super().title(text)
        p.paragraph_format.page_break_before = True
        return p


class SplitTables(FakeHeadings):
    """Long tables cut in two by hand: once with the head typed again, once without; the sign-off in a table without rules."""

    def table(self, geometry):
        table = super().table(geometry)
        rows = table._tbl.tr_lst
        if len(rows) < 10:
            return table
        rest = copy.deepcopy(table._tbl)
        # Nothing merged runs over the cut.
        head, at = (3, 5) if geometry is T3 else (0, 7)
        for row in rows[at:]:
            table._tbl.remove(row)
        for row in rest.tr_lst[head:at]:
            rest.remove(row)
        blank = self.paragraph("", indent=False)
        blank._p.addnext(rest)
        return table

    def organ(self, text):
        self.signs = text

    def date(self, text):
        table = self.doc.add_table(2, 2)
        for row, line in zip(table.rows, (self.signs, text)):
            row.cells[1].paragraphs[0].alignment = ALIGN.RIGHT
            self.runs(row.cells[1].paragraphs[0], line, "仿宋", 16)


class RunIn(FakeHeadings):
    """A section's heading and its first lines in one paragraph, a line break between them; the title in a frame."""

    def title(self, text):
        p = super().title(text)
        p._p.get_or_add_pPr().insert(0, element("w:framePr", w=8800, hSpace=180, wrap="around", vAnchor="text", hAnchor="margin", y=1))

    def h1(self, number, text):
        self.opened = super().h1(number, text) if number in ("一、", "六、") else None
        return self.opened or super().h1(number, text)

    def p(self, text):
        p = getattr(self, "opened", None)
        if p is None:
            return super().p(text)
        self.opened = None
        p.add_run().add_break()
        self.runs(p, text, "仿宋", 16)


class Strict(Excel):
    """In the strict namespaces, other prefixes than usual, the main part under another name, sizes with units."""

    def package(self, parts):
        swaps = [("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"),
                 ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                  "http://purl.oclc.org/ooxml/officeDocument/relationships")]
        for name, content in list(parts.items()):
            text = content.decode("utf-8")
            for transitional, strict in swaps:
                text = text.replace(transitional, strict)
            if name.startswith("word/") and name.endswith(".xml"):
                text = re.sub(r"(</?|\s)w:", r"\1ns0:", text).replace("xmlns:w=", "xmlns:ns0=")
                text = re.sub(r'ns0:sz ns0:val="(\d+)"', lambda m: f'ns0:sz ns0:val="{int(m[1]) / 2}pt"', text)
            text = text.replace("word/document.xml", "word/document2.xml")
            parts[name] = text.encode()
        for folder, end in (("word/", ""), ("word/_rels/", ".rels")):
            parts[f"{folder}document2.xml{end}"] = parts.pop(f"{folder}document.xml{end}")


class Office(Automatic):
    """The automatic draft opened and saved by LibreOffice."""


class OldWord(Excel):
    """The Excel draft saved as a Word 97 document and back by LibreOffice."""


class Odt(Wps):
    """The draft of WPS saved as ODT and back."""


DRAFTS = {
    "styles": Draft, "bare": Bare, "fake-headings": FakeHeadings, "automatic": Automatic, "mixed": Mixed, "outline": OutlineOnly,
    "wps": Wps, "boxed-title": BoxedTitle, "vml-title": VmlTitle, "excel": Excel, "tracked": Tracked, "controls": Controls,
    "nested": Nested, "framed-tables": FramedTables, "sections": Sections, "letters": Letters, "full-width": FullWidth, "cover": Cover,
    "split-tables": SplitTables, "run-in": RunIn, "strict": Strict, "office": Office, "old-word": OldWord, "odt": Odt,
}
# By way of these formats.
THROUGH = {"office": ["docx"], "old-word": ["doc", "docx"], "odt": ["odt", "docx"]}


def through_office(name, parts, formats):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        path = folder / f"{name}.docx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            for part, content in parts.items():
                z.writestr(part, content)
        for step, form in enumerate(formats):
            out = folder / str(step)
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form,
                            "--outdir", str(out), str(path)], check=True, capture_output=True)
            path = out / f"{name}.{form}"
        with zipfile.ZipFile(path) as z:
            return {i.filename: z.read(i) for i in z.infolist()}


def main():
    for name in sys.argv[1:] or DRAFTS:
        parts = DRAFTS[name]().make()
        if name in THROUGH:
            parts = through_office(name, parts, THROUGH[name])
        save(name, parts)
    s.write_key(HERE.parent / "expected" / "drafts.tsv", TABLES, RAW)


main()
