#!/usr/bin/env python3
"""Makes hazards.docx, floats.docx and rows.docx beside itself and has LibreOffice save them as .doc, .rtf and .odt. hazards: what a figure's cell may
hold beside its figure, joined and nested cells, automatic numbers, notes, a text box, revisions. floats: pictures that stand in no line, a
seal among them, and cells whose text runs downwards or upwards. rows: a row too low to be seen, a deleted one, ornaments of text. Needs LibreOffice; the files are committed.

    make.py [NAME …]
"""
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

HERE = pathlib.Path(__file__).resolve().parent
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
BY = 'w:id="{}" w:author="张三" w:date="2024-01-02T03:04:00Z"'
ids = iter(range(1, 1000))


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, properties=""):
    return f'<w:p><w:pPr>{properties}</w:pPr>{"".join(runs)}</w:p>'


def inserted(text):
    return f'<w:ins {BY.format(next(ids))}>{run(text)}</w:ins>'


def deleted(text):
    return f'<w:del {BY.format(next(ids))}><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def cell(content, width=1500, properties=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def table(rows, columns):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>' + "".join(
        f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
FIGURES = [
    ("划去", [run("12"), run("3", "<w:strike/>")]),
    ("双线划去", [run("12"), run("3", "<w:dstrike/>")]),
    ("上标", [run("12"), run("3", '<w:vertAlign w:val="superscript"/>')]),
    ("下标", [run("12"), run("3", '<w:vertAlign w:val="subscript"/>')]),
    ("隐藏", [run("12"), run("3", "<w:vanish/>")]),
    ("白字", [run("12"), run("3", '<w:color w:val="FFFFFF"/>')]),
    ("红字", [run("12"), run("3", '<w:color w:val="FF0000"/>')]),
    ("删除", [run("12"), deleted("3")]),
    ("插入", [run("12"), inserted("3")]),
    ("注", [run("12"), NOTE]),
    ("粗", [run("12"), run("3", "<w:b/>")]),
    ("斜", [run("12"), run("3", "<w:i/>")]),
]
MARKS = table([[cell(paragraph(run(name))), cell(paragraph(*runs))] for name, runs in FIGURES], [1500, 1500])
JOINED = table([
    [cell(paragraph(run("甲")), 3000, '<w:gridSpan w:val="2"/>'), cell(paragraph(run("乙")), 1500, '<w:vMerge w:val="restart"/>')],
    [cell(paragraph(run("1"))), cell(paragraph(run("2"))), cell(paragraph(), 1500, "<w:vMerge/>")],
    [cell(paragraph(run("3"))), cell(table([[cell(paragraph(run("4")), 700), cell(paragraph(run("5")), 700)]], [700, 700]) + paragraph(run("6"))), cell(paragraph(run("7")))],
], [1500, 1500, 1500])
NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
BOX = '<w:r><w:pict><v:shape style="width:100pt;height:40pt" type="#_x0000_t202"><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
BODY = "".join([
    paragraph(run("第一条标题"), properties='<w:pStyle w:val="1"/>'),
    paragraph(run("正文里"), deleted("删掉的"), inserted("加上的"), run("字。")),
    MARKS,
    paragraph(run("编号一"), properties=NUMBERED.format(0)),
    paragraph(run("编号二"), properties=NUMBERED.format(1)),
    paragraph(run("编号三"), properties=NUMBERED.format(0)),
    JOINED,
    paragraph(run("有框的段"), BOX.format(paragraph(run("框里的字")))),
    paragraph(run("分页前"), '<w:r><w:br w:type="page"/></w:r>', run("分页后")),
    paragraph(run("右"), properties='<w:jc w:val="right"/>'),
])
LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:suff w:val="nothing"/><w:lvlText w:val="{}"/></w:lvl>'
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    + "".join(f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>' for name, kind in
              (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"), ("footnotes", "footnotes"))) + "</Types>",
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
        f'<Relationship Id="r{name}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}" Target="{name}.xml"/>' for name in ("styles", "numbering", "footnotes")) + "</Relationships>",
    "word/document.xml": f'<w:document {W}><w:body>{BODY}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
    "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="0"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="0"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>',
    "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{LEVEL.format(0, "chineseCountingThousand", "（%1）")}{LEVEL.format(1, "decimal", "%2．")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:type="continuationSeparator" w:id="1"><w:p/></w:footnote><w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", run("不含撤回的"))}</w:footnote></w:footnotes>',
}



def picture_file(red, green, blue):
    """A picture of two by two points."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([red, green, blue]) * 2) * 2
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


MM = 36_000
PICTURE = ('<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{0}" name="{1}"/>'
           '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rp{1}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
           '<a:ext cx="{2}" cy="{3}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>')


def in_line(name, width, height):
    number, cx, cy = next(ids), width * MM, height * MM
    return (f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{number}" name="p{number}" descr="{name}"/>'
            f'{PICTURE.format(number, name, cx, cy)}</wp:inline></w:drawing></w:r>')


def floating(name, width, height, wrap="<wp:wrapNone/>", vertical=("paragraph", 0), behind=0):
    """A picture with a place of its own; `vertical` in millimetres, or how it is aligned."""
    number, cx, cy = next(ids), width * MM, height * MM
    where, offset = vertical
    offset = f"<wp:align>{offset}</wp:align>" if isinstance(offset, str) else f"<wp:posOffset>{offset * MM}</wp:posOffset>"
    return (f'<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}" behindDoc="{behind}" locked="0" layoutInCell="1" allowOverlap="1">'
            f'<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>{90 * MM}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="{where}">{offset}</wp:positionV>'
            f'<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}<wp:docPr id="{number}" name="p{number}" descr="{name}"/>'
            f'{PICTURE.format(number, name, cx, cy)}</wp:anchor></w:drawing></w:r>')


PICTURES = {"甲": (1, 2, 3), "乙": (90, 2, 3), "丙": (1, 90, 3), "丁": (1, 2, 90), "戊": (90, 90, 3), "章": (230, 0, 0)}
SQUARE, ABOVE_AND_BELOW = '<wp:wrapSquare wrapText="bothSides"/>', "<wp:wrapTopAndBottom/>"
TURNED = '<w:textDirection w:val="{}"/>'
TURNED_CELLS = table([
    [cell(paragraph(run("办理结果")), 1500, TURNED.format("tbRl")), cell(paragraph(run("尚未审结")), 1500, TURNED.format("btLr")), cell(paragraph(run("维持")))],
    [cell(paragraph(run("1"))), cell(paragraph(run("2"))), cell(paragraph(run("3")))],
], [1500, 1500, 1500])
FLOATS = "".join([
    paragraph(run("文中的图"), in_line("甲", 10, 8), run("在行里。")),
    paragraph(run("四周有字的图"), floating("乙", 30, 20, SQUARE), run("在旁边。")),
    paragraph(run("上下有字的图"), floating("丙", 30, 20, ABOVE_AND_BELOW, ("paragraph", 5)), run("在下边。")),
    paragraph(run("字下的图"), floating("丁", 42, 42, vertical=("paragraph", -10), behind=1), run("在底下。")),
    paragraph(run("页上的图"), floating("戊", 20, 20, vertical=("page", 40)), run("在页上。")),
    TURNED_CELLS,
    paragraph(*[run(f"第{number}段。") for number in range(40)]),
    paragraph(run("再一段。")),
    paragraph(run("又一段。")),
    paragraph(run("还一段。")),
    paragraph(run("清河市民政局"), properties='<w:jc w:val="right"/>'),
    paragraph(run("2024年1月15日"), floating("章", 42, 42, vertical=("paragraph", -20)), properties='<w:jc w:val="right"/>'),
])
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
FLOAT_PARTS = {
    "[Content_Types].xml": PARTS["[Content_Types].xml"].replace("footnotes", "settings").replace("<Override", '<Default Extension="png" ContentType="image/png"/><Override', 1),
    "_rels/.rels": PARTS["_rels/.rels"],
    "word/_rels/document.xml.rels": PARTS["word/_rels/document.xml.rels"].replace("footnotes", "settings").replace("</Relationships>", "".join(
        f'<Relationship Id="rp{name}" Type="{RELATED}/image" Target="media/{number}.png"/>' for number, name in enumerate(PICTURES)) + "</Relationships>"),
    "word/document.xml": f'<w:document {W} xmlns:r="{RELATED}" xmlns:wp="{DRAWN}/wordprocessingDrawing" xmlns:a="{DRAWN}/main" xmlns:pic="{DRAWN}/picture"><w:body>{FLOATS}'
                         '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
    **{name: PARTS[name] for name in ("word/styles.xml", "word/numbering.xml")},
    "word/settings.xml": f"<w:settings {W}/>",
    **{f"word/media/{number}.png": picture_file(*color) for number, color in enumerate(PICTURES.values())},
}

CHANGED = '<w:trPr><w:{0} {1}/></w:trPr>'
MARK = '<w:rPr><w:{0} {1}/></w:rPr>'


def changed_row(kind, texts):
    """A row that is inserted or deleted as a whole."""
    content = inserted if kind == "ins" else deleted
    return [CHANGED.format(kind, BY.format(next(ids)))] + [cell(paragraph(content(text), properties=MARK.format(kind, BY.format(next(ids))))) for text in texts]


ROWS = table([
    [cell(paragraph(run("1"))), cell(paragraph(run("2")))],
    ['<w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr>', cell(paragraph(run("3"))), cell(paragraph(run("4")))],
    [cell(paragraph(run("&lt;5"))), cell(paragraph(run("6")))],
    changed_row("del", ["7", "8"]),
], [1500, 1500]) + paragraph(run("12"), run("3", '<w:bdr w:val="single" w:sz="4"/>'), run("4", '<w:u w:val="double"/>'), run("。"))
ROW_PARTS = {**FLOAT_PARTS, "word/document.xml": f'<w:document {W}><w:body>{ROWS}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'}

for name, parts in (("hazards", PARTS), ("floats", FLOAT_PARTS), ("rows", ROW_PARTS)):
    if sys.argv[1:] and name not in sys.argv[1:]:
        continue
    with zipfile.ZipFile(HERE / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(zipfile.ZipInfo(part), content)
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("doc", "rtf", "odt"):
            subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}", "--headless", "--convert-to", kind, "--outdir", HERE, HERE / f"{name}.docx"], check=True)
