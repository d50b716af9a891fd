"""PDFs of a flow by programs that know nothing of nianbao: browsers, typesetters, office suites.

Each maker writes the source its program reads and says how the PDF is made from it.
"""

import functools
import html
import pathlib
import re
import shutil
import subprocess
import threading

import pikepdf

OFFICE = threading.Lock()


# ---- HTML: Chromium and WeasyPrint ------------------------------------------------------------------------------------------


def to_html(flow, css="", repeat=True, upright_css=False, head=""):
    """A page with true spans; `repeat`: header rows in a thead; `upright_css`: 三、本年度办理结果 in vertical writing mode."""
    parts = []
    for kind, value, *level in flow.items:
        if kind == "title":
            parts.append(f"<h1>{html.escape(value)}</h1>")
        elif kind == "heading":
            depth = min(level[0] + 1, 6)
            parts.append(f"<h{depth}>{html.escape(value)}</h{depth}>")
        elif kind == "text":
            parts.append(f"<p>{html.escape(value)}</p>")
        elif kind == "space":
            parts.append(f'<div style="height:{value}pt"></div>')
        else:
            total = sum(value.widths)
            cols = "".join(f'<col style="width:{width * 100 / total:.3f}%">' for width in value.widths)
            rows = []
            for row in range(value.rows):
                line = ""
                for cell in sorted((c for c in value.cells if c.row == row), key=lambda c: c.column):
                    tag = "th" if cell.heads else "td"
                    text = "<br>".join(map(html.escape, cell.lines))
                    if upright_css and cell.text == "三、本年度办理结果":
                        text = f'<span style="writing-mode:vertical-rl">{text}</span>'
                    spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
                    line += f"<{tag}{spans}>{text}</{tag}>"
                rows.append(f"<tr>{line}</tr>")
            heads = value.header_rows if repeat else 0
            body = f"<thead>{''.join(rows[:heads])}</thead>" * (heads > 0) + f"<tbody>{''.join(rows[heads:])}</tbody>"
            parts.append(f"<table><colgroup>{cols}</colgroup>{body}</table>")
    style = ("body{font:12pt/1.6 'Noto Serif CJK SC';margin:0}h1{font-size:18pt;text-align:center}h2,h3,h4{font-size:13pt}"
             "p{text-indent:2em;margin:0;text-align:justify}table{border-collapse:collapse;width:100%;table-layout:fixed;"
             "font-size:9pt;line-height:1.3;margin:6pt 0}td,th{border:1px solid #000;padding:2px 3px;font-weight:normal}"
             "td{text-align:center}@page{size:A4;margin:25mm 20mm}" + css)
    return f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>年报</title><style>{style}</style>{head}</head><body>{"".join(parts)}</body></html>'


def print_page(source, target, chrome_header=False):
    program = shutil.which("chromium") or shutil.which("google-chrome")
    profile = target.parent / f"{target.stem}-chromium"
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={profile}",
               f"--print-to-pdf={target}"] + ["--no-pdf-header-footer"] * (not chrome_header) + [source.as_uri()]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    shutil.rmtree(profile, ignore_errors=True)


def chromium(flow, target, css="", repeat=True, upright_css=False, chrome_header=False, tags=True):
    source = target.with_suffix(".html")
    source.write_text(to_html(flow, css, repeat, upright_css), "utf-8")
    print_page(source, target, chrome_header)
    if not tags:
        untag(target)


def weasyprint(flow, target, css="", repeat=True, tags=False):
    import weasyprint as program
    program.HTML(string=to_html(flow, css, repeat)).write_pdf(target, pdf_tags=tags)


def untag(path):
    """Takes the structure tree out, as programs do that do not write one."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines"):
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.save(path, deterministic_id=True)


# ---- typst ------------------------------------------------------------------------------------------------------------------


def typst_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def typst(flow, target, stroke="0.5pt", inset="3pt", font="Noto Serif CJK SC", size=12, table_size=9, repeat=True, page="", align="center + horizon",
          tags=True, rules=""):
    import typst as program
    lines = [f'#set page(paper: "a4", margin: (x: 20mm, y: 25mm){page})', f'#set text(font: "{font}", size: {size}pt, lang: "zh", region: "cn")',
             "#set par(first-line-indent: (amount: 2em, all: true), justify: true)", "#show heading: set text(size: 13pt)", rules]
    for kind, value, *level in flow.items:
        if kind == "title":
            lines.append(f'#align(center, text(size: 18pt)[#{typst_string(value)}])')
        elif kind == "heading":
            lines.append(f'#heading(level: {level[0]})[#{typst_string(value)}]')
        elif kind == "text":
            lines.append(f"#{typst_string(value)}\n")
        elif kind == "space":
            lines.append(f"#v({value}pt)")
        else:
            cell_of = lambda cell: (f"table.cell(x: {cell.column}, y: {cell.row}, rowspan: {cell.rows}, colspan: {cell.columns})"
                                    f"[{' #linebreak() '.join('#' + typst_string(line) for line in cell.lines)}]")
            heads = value.header_rows if repeat else 0
            head = [cell_of(cell) for cell in value.cells if cell.row < heads]
            body = [cell_of(cell) for cell in value.cells if cell.row >= heads]
            header = f"table.header({', '.join(head)}), " if head else ""
            columns = ", ".join(f"{width}fr" for width in value.widths)
            lines.append(f"#[#set text(size: {table_size}pt)\n#set par(first-line-indent: 0em, justify: false, leading: 0.4em)\n"
                         f"#table(columns: ({columns},), stroke: {stroke}, inset: {inset}, align: {align}, {header}{', '.join(body)})]")
    source = target.with_suffix(".typ")
    source.write_text("\n".join(lines), "utf-8")
    target.write_bytes(program.compile(str(source)))
    if not tags:
        untag(target)


# ---- LibreOffice ------------------------------------------------------------------------------------------------------------


def office(sources, folder, profile):
    """PDFs of office files by LibreOffice, beside one another in `folder`."""
    with OFFICE:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, *sources]
        subprocess.run(list(map(str, command)), check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


NAMESPACES = {"office": "office", "style": "style", "text": "text", "table": "table"}


def fodt(flow, target, border="0.5pt solid #000000", padding="0.6mm", repeat=True, together=True, landscape=False, font="Noto Serif CJK SC",
         size=12, align="center", footer=True, inner=None):
    """A flat ODF text; `together`: rows are not split by a page's end; `inner`: another border inside (left and right)."""
    esc = html.escape
    width = 247 if landscape else 170
    sheet = ('fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape"' if landscape
             else 'fo:page-width="210mm" fo:page-height="297mm"')
    face = f'style:font-name-asian="{font}" style:font-name="{font}"'
    sizes = lambda points: f'fo:font-size="{points}pt" style:font-size-asian="{points}pt"'
    edges = f'fo:border="{border}"' if inner is None else f'fo:border-top="{border}" fo:border-bottom="{border}" fo:border-left="{inner}" fo:border-right="{inner}"'
    styles, body = [], []
    for n, item in enumerate(flow.items):
        kind, value = item[0], item[1]
        if kind == "title":
            body.append(f'<text:p text:style-name="Title">{esc(value)}</text:p>')
        elif kind == "heading":
            body.append(f'<text:h text:style-name="Head" text:outline-level="{item[2]}">{esc(value)}</text:h>')
        elif kind == "text":
            body.append(f'<text:p text:style-name="Body">{esc(value)}</text:p>')
        elif kind == "space":
            styles.append(f'<style:style style:name="S{n}" style:family="paragraph"><style:paragraph-properties fo:margin-top="{value}pt" fo:line-height="1pt"/></style:style>')
            body.append(f'<text:p text:style-name="S{n}"/>')
        else:
            total = sum(value.widths)
            styles.append(f'<style:style style:name="T{n}" style:family="table"><style:table-properties style:width="{width}mm" table:align="margins" style:may-break-between-rows="true"/></style:style>')
            columns = ""
            for c, share in enumerate(value.widths):
                styles.append(f'<style:style style:name="T{n}.{c}" style:family="table-column"><style:table-column-properties style:column-width="{width * share / total:.2f}mm"/></style:style>')
                columns += f'<table:table-column table:style-name="T{n}.{c}"/>'
            rows = []
            for row in range(value.rows):
                line = ""
                for column in range(value.columns):
                    cell = value.at(row, column)
                    if cell is None:
                        line += "<table:covered-table-cell/>"
                        continue
                    text = "<text:line-break/>".join(map(esc, cell.lines))
                    spans = f' table:number-rows-spanned="{cell.rows}" table:number-columns-spanned="{cell.columns}"' if cell.rows * cell.columns > 1 else ""
                    line += f'<table:table-cell table:style-name="Cell"{spans}><text:p text:style-name="{"CellHead" if cell.heads else "CellData"}">{text}</text:p></table:table-cell>'
                rows.append(f'<table:table-row table:style-name="Row">{line}</table:table-row>')
            heads = value.header_rows if repeat else 0
            head = f"<table:table-header-rows>{''.join(rows[:heads])}</table:table-header-rows>" if heads else ""
            body.append(f'<table:table table:style-name="T{n}">{columns}{head}{"".join(rows[heads:])}</table:table>')
    paragraph = lambda name, layout, points: (f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {layout}/>'
                                              f'<style:text-properties {sizes(points)} {face}/></style:style>')
    names = "".join(f' xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in NAMESPACES)
    foot = '<style:footer><text:p text:style-name="Foot">— <text:page-number text:select-page="current">1</text:page-number> —</text:p></style:footer>' * footer
    source = target.with_suffix(".fodt")
    source.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{names} xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        f'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:font-face-decls><style:font-face style:name="{font}" svg:font-family="\'{font}\'"/></office:font-face-decls><office:styles>'
        + paragraph("Title", 'fo:text-align="center" fo:margin-bottom="4mm"', 18) + paragraph("Head", 'fo:margin-top="2mm"', 13)
        + paragraph("Body", f'fo:text-indent="{2 * size}pt" fo:text-align="justify" fo:line-height="160%" style:punctuation-wrap="simple"', size)
        + paragraph("CellHead", f'fo:text-align="{align}"', 9) + paragraph("CellData", f'fo:text-align="{align}"', 9) + paragraph("Foot", 'fo:text-align="center"', 10)
        + f'</office:styles><office:automatic-styles><style:page-layout style:name="P"><style:page-layout-properties {sheet} fo:margin="20mm"/>'
        f'<style:footer-style><style:header-footer-properties fo:min-height="8mm"/></style:footer-style></style:page-layout>'
        f'<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties style:vertical-align="middle" fo:padding="{padding}" {edges}/></style:style>'
        f'<style:style style:name="Row" style:family="table-row"><style:table-row-properties style:min-row-height="6mm" fo:keep-together="{"always" if together else "auto"}"/></style:style>'
        + "".join(styles) + f'</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">{foot}</style:master-page></office:master-styles>'
        f'<office:body><office:text>{"".join(body)}</office:text></office:body></office:document>', "utf-8")
    return source


def word(flow, target, style="Table Grid", size=9, repeat=True, split=False, landscape=False):
    """A Word file by python-docx."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for name in ("Normal",):
        document.styles[name].font.name = "Noto Sans CJK SC"
        document.styles[name].element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    for item in flow.items:
        kind, value = item[0], item[1]
        if kind == "space":
            document.add_paragraph().paragraph_format.space_before = Pt(value)
        elif kind != "table":
            paragraph = document.add_paragraph()
            run = paragraph.add_run(value)
            run.font.size = Pt({"title": 18, "heading": 13, "text": 12}[kind])
            run.bold = kind == "heading"
            if kind == "title":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif kind == "text":
                paragraph.paragraph_format.first_line_indent = Pt(24)
        else:
            table = document.add_table(value.rows, value.columns, style=style)
            for cell in value.cells:
                box = table.cell(cell.row, cell.column)
                if cell.rows * cell.columns > 1:
                    box = box.merge(table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
                paragraph = box.paragraphs[0]
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                run = paragraph.add_run("\n".join(cell.lines))
                run.font.size = Pt(size)
            for n, row in enumerate(table.rows):
                properties = row._tr.get_or_add_trPr()
                if repeat and n < value.header_rows:
                    properties.append(OxmlElement("w:tblHeader"))
                if not split:
                    properties.append(OxmlElement("w:cantSplit"))
    source = target.with_suffix(".docx")
    document.save(source)
    return source


def workbook(flow, target, border="thin", sheets=True, fit=True, landscape=False):
    """An Excel file by openpyxl, a sheet a table or all below each other; prose in cells without borders."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter
    book = openpyxl.Workbook()
    book.remove(book.active)
    side = Side(style=border)
    sheet, top, held = None, 1, []

    def set_up(sheet, columns):
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        if fit:
            sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
            sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    for item in flow.items:
        if item[0] == "space":
            continue
        if item[0] != "table":
            held.append(item[1])
            continue
        value = item[1]
        if sheet is None or sheets:
            sheet, top = book.create_sheet(f"表{len(book.worksheets) + 1}"), 1
            set_up(sheet, value.columns)
        span = value.columns if sheets else 15
        for text in held:
            sheet.cell(top, 1, text).alignment = Alignment(wrap_text=True, vertical="top")
            sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=span)
            sheet.row_dimensions[top].height = 16 * (1 + len(text) // 40)
            top += 1
        held = []
        total = sum(value.widths)
        if sheets:
            for c, width in enumerate(value.widths):
                sheet.column_dimensions[get_column_letter(c + 1)].width = max(5.5, 90 * width / total)
        for cell in value.cells:
            row, column = top + cell.row, 1 + cell.column
            text = "\n".join(cell.lines)
            number = cell.data and re.fullmatch(r"0|[1-9]\d{0,7}", text)
            made = sheet.cell(row, column, int(text) if number else text)
            for r in range(row, row + cell.rows):
                for c in range(column, column + cell.columns):
                    sheet.cell(r, c).border = Border(side, side, side, side)
            made.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
            made.font = Font(name="Noto Sans CJK SC", size=9)
            if cell.rows * cell.columns > 1:
                sheet.merge_cells(start_row=row, end_row=row + cell.rows - 1, start_column=column, end_column=column + cell.columns - 1)
        for row in range(value.rows):
            longest = max((len(c.text) / sum(value.widths[c.column:c.column + c.columns]) for c in value.cells if c.row == row and c.rows == 1), default=0)
            sheet.row_dimensions[top + row].height = max(18, 14 * (1 + longest * total // (50 if sheets else 25)))
        top += value.rows + 1
    source = target.with_suffix(".xlsx")
    book.save(source)
    return source


# ---- reportlab --------------------------------------------------------------------------------------------------------------


def reportlab(flow, target, grid=0.5, size=9, repeat=True, split=False, horizontal=False, double=False, landscape=False, color="black"):
    """Text in a font that is named and not embedded (STSong-Light with UniGB-UCS2-H)."""
    from reportlab.lib import colors, enums, pagesizes
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    paper = pagesizes.landscape(pagesizes.A4) if landscape else pagesizes.A4
    style = lambda points, **more: ParagraphStyle("x", fontName="STSong-Light", fontSize=points, leading=points * 1.4, wordWrap="CJK", **more)
    centred, left, body = style(size, alignment=enums.TA_CENTER), style(size), style(12, firstLineIndent=24)
    story = []
    for item in flow.items:
        kind, value = item[0], item[1]
        if kind == "space":
            story.append(Spacer(1, value))
        elif kind == "title":
            story.append(Paragraph(html.escape(value), style(18, alignment=enums.TA_CENTER, spaceAfter=12)))
        elif kind == "heading":
            story.append(Paragraph(html.escape(value), style(13, spaceBefore=8, spaceAfter=4)))
        elif kind == "text":
            story.append(Paragraph(html.escape(value), body))
        else:
            lines = [["" for _ in range(value.columns)] for _ in range(value.rows)]
            commands = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2),
                        ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
            ink = colors.toColor(color)
            if horizontal:
                commands += [("LINEABOVE", (0, 0), (-1, -1), grid, ink), ("LINEBELOW", (0, -1), (-1, -1), grid, ink)]
            elif double:
                commands += [("GRID", (0, 0), (-1, -1), grid, ink, 2, None, None, 2, 1.5)]
            else:
                commands += [("GRID", (0, 0), (-1, -1), grid, ink)]
            for cell in value.cells:
                text = "<br/>".join(map(html.escape, cell.lines))
                lines[cell.row][cell.column] = Paragraph(text, left if cell.heads and cell.column == 2 else centred)
                if cell.rows * cell.columns > 1:
                    commands.append(("SPAN", (cell.column, cell.row), (cell.column + cell.columns - 1, cell.row + cell.rows - 1)))
            total, width = sum(value.widths), paper[0] - 100
            story.append(Table(lines, [width * share / total for share in value.widths], style=commands,
                               repeatRows=value.header_rows if repeat else 0, splitInRow=1 if split else 0))
    SimpleDocTemplate(str(target), pagesize=paper, leftMargin=45, rightMargin=45, topMargin=55, bottomMargin=55, invariant=1).build(story)
