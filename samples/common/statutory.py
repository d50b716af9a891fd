"""The statutory tables as plain geometry, written down from the published forms, and the helpers the sample
makers share: cell ids in form order, writers for python-docx, openpyxl and flat ODF, the arithmetic rules,
and a step that makes a zip package reproducible.

It shares no code with the converter, so that the keys written from it (expected/*.tsv) are independent of it.

A geometry is (rows, columns, cells); a cell is (row, column, rowspan, colspan, kind, value), zero-based;
kind "h" is a header cell and value its text, kind "d" is a data cell and value its id.
"""
import re
import zipfile
from xml.sax.saxutils import escape

COLUMNS = ["natural_person", "commercial_enterprise", "research_institution", "public_welfare_organization",
           "legal_service_institution", "other", "total"]

A = "applications."
R = A + "results."
REFUSED = [("state_secret", "1.属于国家秘密"), ("prohibited_by_law", "2.其他法律行政法规禁止公开"),
           ("three_securities_one_stability", "3.危及“三安全一稳定”"), ("third_party_rights", "4.保护第三方合法权益"),
           ("internal_affairs", "5.属于三类内部事务信息"), ("process_information", "6.属于四类过程性信息"),
           ("enforcement_files", "7.属于行政执法案卷"), ("administrative_inquiry", "8.属于行政查询事项")]
UNAVAILABLE = [("not_held", "1.本机关不掌握相关政府信息"), ("needs_creation", "2.没有现成信息需要另行制作"),
               ("still_unclear", "3.补正后申请内容仍不明确")]
NOT_PROCESSED = [("petition", "1.信访举报投诉类申请"), ("repeated", "2.重复申请"),
                 ("public_publication", "3.要求提供公开出版物"), ("unjustified_mass", "4.无正当理由大量反复申请"),
                 ("confirm_or_reissue", "5.要求行政机关确认或重新出具已获取信息")]
OTHER = [("not_corrected_in_time", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
         ("fee_unpaid_in_time", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
         ("others", "3.其他")]


def _groups(form):
    g = [("refused", "（三）不予公开", REFUSED), ("unavailable", "（四）无法提供", UNAVAILABLE),
         ("not_processed", "（五）不予处理", NOT_PROCESSED)]
    if form == 2021:
        g.append(("other", "（六）其他处理", OTHER))
    return g


def rows3(form):
    """Row ids of table 3 in form order."""
    out = [A + "received", A + "carried_in", R + "granted", R + "partly_granted"]
    for name, _, items in _groups(form):
        out += [f"{R}{name}.{i}" for i, _ in items]
    if form == 2019:
        out.append(R + "other")
    return out + [R + "total", A + "carried_over"]


def table3(form):
    cells = [(0, 0, 3, 3, "h", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"),
             (0, 3, 1, 7, "h", "申请人情况"), (1, 3, 2, 1, "h", "自然人"), (1, 4, 1, 5, "h", "法人或其他组织"),
             (1, 9, 2, 1, "h", "总计")]
    for i, t in enumerate(["商业\n企业", "科研\n机构", "社会公益组织", "法律服务机构", "其他"]):
        cells.append((2, 4 + i, 1, 1, "h", t))

    def data(r, row_id):
        cells.extend((r, 3 + i, 1, 1, "d", f"{row_id}.{c}") for i, c in enumerate(COLUMNS))

    r = 3
    for row_id, label in [(A + "received", "一、本年新收政府信息公开申请数量"),
                          (A + "carried_in", "二、上年结转政府信息公开申请数量")]:
        cells.append((r, 0, 1, 3, "h", label))
        data(r, row_id)
        r += 1
    cells.append((r, 0, 22 if form == 2021 else 20, 1, "h", "三、本年度办理结果"))
    for row_id, label in [(R + "granted", "（一）予以公开"),
                          (R + "partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")]:
        cells.append((r, 1, 1, 2, "h", label))
        data(r, row_id)
        r += 1
    for name, label, items in _groups(form):
        cells.append((r, 1, len(items), 1, "h", label))
        for item, text in items:
            cells.append((r, 2, 1, 1, "h", text))
            data(r, f"{R}{name}.{item}")
            r += 1
    tail = [(R + "other", "（六）其他处理")] if form == 2019 else []
    for row_id, label in tail + [(R + "total", "（七）总计")]:
        cells.append((r, 1, 1, 2, "h", label))
        data(r, row_id)
        r += 1
    cells.append((r, 0, 1, 3, "h", "四、结转下年度继续办理"))
    data(r, A + "carried_over")
    return r + 1, 10, cells


def table2_2021():
    d = "disclosure."
    cells = []

    def line(r, *parts):
        c = 0
        for span, kind, value in parts:
            cells.append((r, c, 1, span, kind, value))
            c += span

    def three(r, label, stem):
        line(r, (1, "h", label), *[(1, "d", f"{d}{stem}.{k}") for k in ("issued", "repealed", "in_force")])

    line(0, (4, "h", "第二十条第（一）项"))
    line(1, *[(1, "h", t) for t in ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")])
    three(2, "规章", "regulations")
    three(3, "行政规范性文件", "normative_documents")
    line(4, (4, "h", "第二十条第（五）项"))
    line(5, (1, "h", "信息内容"), (3, "h", "本年处理决定数量"))
    line(6, (1, "h", "行政许可"), (3, "d", d + "licences"))
    line(7, (4, "h", "第二十条第（六）项"))
    line(8, (1, "h", "信息内容"), (3, "h", "本年处理决定数量"))
    line(9, (1, "h", "行政处罚"), (3, "d", d + "penalties"))
    line(10, (1, "h", "行政强制"), (3, "d", d + "coercive_measures"))
    line(11, (4, "h", "第二十条第（八）项"))
    line(12, (1, "h", "信息内容"), (3, "h", "本年收费金额（单位：万元）"))
    line(13, (1, "h", "行政事业性收费"), (3, "d", d + "fees"))
    return 14, 4, cells


def table2_2019(spans_a=(1, 1, 2, 1), spans_b=(1, 2, 1, 1), spans_c=(1, 2, 2)):
    """Form 2019, table 2 on the uneven five-column grid it is usually published with."""
    d = "disclosure."
    cells = []

    def line(r, spans, kinds, values):
        c = 0
        for span, kind, value in zip(spans, kinds, values):
            cells.append((r, c, 1, span, kind, value))
            c += span

    def head(r, text, spans, cols):
        line(r, (5,), "h", [text])
        line(r + 1, spans, "hhhh", ["信息内容"] + cols)

    def row(r, spans, label, stem, keys):
        line(r, spans, "hddd", [label] + [f"{d}{stem}.{k}" for k in keys])

    made, chg = ("made", "published", "published_total"), ("previous", "change", "decisions")
    head(0, "第二十条第（一）项", spans_a, ["本年新制作数量", "本年新公开数量", "对外公开总数量"])
    row(2, spans_a, "规章", "regulations", made)
    row(3, spans_a, "规范性文件", "normative_documents", made)
    head(4, "第二十条第（五）项", spans_b, ["上一年项目数量", "本年增/减", "处理决定数量"])
    row(6, spans_b, "行政许可", "licences", chg)
    row(7, spans_b, "其他对外管理服务事项", "other_services", chg)
    head(8, "第二十条第（六）项", spans_b, ["上一年项目数量", "本年增/减", "处理决定数量"])
    row(10, spans_b, "行政处罚", "penalties", chg)
    row(11, spans_b, "行政强制", "coercive_measures", chg)
    head(12, "第二十条第（八）项", spans_c, ["上一年项目数量", "本年增/减"])
    row(14, spans_c, "行政事业性收费", "fees", chg[:2])
    head(15, "第二十条第（九）项", spans_c, ["采购项目数量", "采购总金额"])
    row(17, spans_c, "政府集中采购", "procurement", ("items", "amount"))
    return 18, 5, cells


OUTCOMES = ["upheld", "corrected", "other", "pending", "total"]
BLOCKS = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]


def table4(heads=("结果\n维持", "结果\n纠正", "其他\n结果", "尚未\n审结", "总计"), first=None):
    cells = [(0, 0, 1, 5, "h", "行政复议"), (0, 5, 1, 10, "h", "行政诉讼")]
    for i, t in enumerate(first or heads):
        cells.append((1, i, 2, 1, "h", t))
    cells += [(1, 5, 1, 5, "h", "未经复议直接起诉"), (1, 10, 1, 5, "h", "复议后起诉")]
    for b in (5, 10):
        cells += [(2, b + i, 1, 1, "h", t) for i, t in enumerate(heads)]
    for b, block in enumerate(BLOCKS):
        cells += [(3, 5 * b + i, 1, 1, "d", f"disputes.{block}.{k}") for i, k in enumerate(OUTCOMES)]
    return 4, 15, cells


def relabel(geometry, changes):
    n, m, cells = geometry
    return n, m, [(r, c, rs, cs, k, changes.get(v, v) if k == "h" else v) for r, c, rs, cs, k, v in cells]


def ids(geometry):
    """Data cell ids in reading order."""
    return [c[5] for c in sorted(geometry[2]) if c[4] == "d"]


# ---- arithmetic -------------------------------------------------------------------------------------------

def number(raw):
    """A raw cell as a number; blank and "/" count as 0 for the sums below."""
    t = raw.translate(str.maketrans("０１２３４５６７８９＋－", "0123456789+-")).strip().replace("\u00a0", "")
    if t in ("", "/"):
        return 0
    return float(t) if "." in t else int(t)


def check(form, raw, blank_row_totals=False):
    """The rules every report has to satisfy: balance, results, row-total, dispute-total."""
    rows = rows3(form)
    v = {}
    for row in rows:
        for c in COLUMNS:
            text = raw[f"{row}.{c}"]
            v[row, c] = number(text)
            assert v[row, c] >= 0
            if c == "total":
                s = sum(v[row, k] for k in COLUMNS[:6])
                if blank_row_totals and text.strip() == "":
                    v[row, c] = s
                assert v[row, c] == s, ("row-total", row, v[row, c], s)
    for c in COLUMNS:
        total = v[R + "total", c]
        assert v[A + "received", c] + v[A + "carried_in", c] == total + v[A + "carried_over", c], ("balance", c)
        assert total == sum(v[r, c] for r in rows if r.startswith(R) and r != R + "total"), ("results", c)
    for b in BLOCKS:
        x = [number(raw[f"disputes.{b}.{k}"]) for k in OUTCOMES]
        assert sum(x[:4]) == x[4], ("dispute-total", b)


def with_totals(form, people, received=None):
    """Fill the sums: people maps a row id (without results.total and received) to six numbers."""
    rows = {k: list(v) for k, v in people.items()}
    details = [r for r in rows3(form) if r.startswith(R) and r != R + "total"]
    rows[R + "total"] = [sum(rows[r][i] for r in details) for i in range(6)]
    rows[A + "received"] = [rows[R + "total"][i] + rows[A + "carried_over"][i] - rows[A + "carried_in"][i]
                            for i in range(6)]
    if received is not None:
        assert rows[A + "received"] == received, rows[A + "received"]
    out = {}
    for r in rows3(form):
        for c, x in zip(COLUMNS, rows[r] + [sum(rows[r])]):
            out[f"{r}.{c}"] = str(x)
    return out


def write_key(path, geometries, raw):
    """cell_id TAB raw text, in form order; blanks at the ends of a raw text are trimmed."""
    wanted = [i for g in geometries for i in ids(g)]
    assert sorted(wanted) == sorted(raw), set(wanted) ^ set(raw)
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        for i in wanted:
            f.write(f"{i}\t{raw[i].strip()}\n")


# ---- writers ----------------------------------------------------------------------------------------------

def docx_table(doc, geometry, raw, widths_mm, size=10, skip=(), font="宋体", runs=None, notes=()):
    """A bordered table with true merges. `skip` holds (row, column) of cells to leave unmerged (the label stays in
    the first cell); `runs` maps a cell's text or id to the list of run texts it is typed in; labels in `notes` are
    set in 楷体."""
    from docx.enum.table import WD_TABLE_ALIGNMENT, WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm
    n, m, cells = geometry
    table = doc.add_table(n, m)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for col, w in zip(table.columns, widths_mm):
        col.width = Mm(w)
    for row in table.rows:
        row.height = Mm(6)
    grid = [list(row.cells) for row in table.rows]
    for row in grid:
        for c, w in zip(row, widths_mm):
            c.width = Mm(w)
    for r, c, rs, cs, kind, value in cells:
        cell = grid[r][c]
        if (rs > 1 or cs > 1):
            end_r = r if (r, c) in skip else r + rs - 1
            if end_r > r or cs > 1:
                cell = cell.merge(grid[end_r][c + cs - 1])
            if (r, c) in skip and cs > 1:
                for k in range(r + 1, r + rs):
                    grid[k][c].merge(grid[k][c + cs - 1])
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        text = raw[value] if kind == "d" else value
        p = cell.paragraphs[0]
        left = kind == "h" and m == 10 and c < 3 and r > 2 and not (rs > 1)
        p.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
        for piece in (runs or {}).get(value, [text]):
            for i, t in enumerate(piece.split("\n")):
                run = p.add_run()
                if i:
                    run.add_break()
                run.add_text(t)
                set_font(run, "楷体" if value in notes else font, size)
    return table


def set_font(run, east, size=None, bold=None, latin="Times New Roman"):
    from docx.oxml.ns import qn
    from docx.shared import Pt
    run.font.name = latin
    run._element.rPr.rFonts.set(qn("w:eastAsia"), east)
    if size:
        run.font.size = Pt(size)
    if bold is not None:
        run.font.bold = bold


def sheet_table(ws, top, left, geometry, raw, merged=True, as_text=()):
    """The table with its first cell at (top, left); numbers as numbers, those in `as_text` as text."""
    from openpyxl.styles import Alignment, Border, Font, Side
    n, m, cells = geometry
    thin = Side(style="thin")
    for r in range(n):
        for c in range(m):
            ws.cell(top + r, left + c).border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for r, c, rs, cs, kind, value in cells:
        cell = ws.cell(top + r, left + c)
        if kind == "h":
            cell.value = value
        else:
            cell.value = raw[value].strip() if value in as_text else number(raw[value])
            if value in as_text:
                cell.number_format = "@"
        cell.font = Font(name="宋体", size=10)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        if merged and (rs > 1 or cs > 1):
            ws.merge_cells(start_row=top + r, start_column=left + c, end_row=top + r + rs - 1,
                           end_column=left + c + cs - 1)
    return top + n


def fodt_table(name, geometry, raw, widths_mm, p_head="TableHead", p_left="TableLeft", p_data="TableData",
               cell_style="Cell", header_rows=0):
    n, m, cells = geometry
    at = {(c[0], c[1]): c for c in cells}
    covered = {(r + i, c + j) for r, c, rs, cs, _, _ in cells for i in range(rs) for j in range(cs)}
    out = [f'<table:table table:name="{name}" table:style-name="{name}">']
    out += [f'<table:table-column table:style-name="{name}.{i}"/>' for i in range(m)]
    for r in range(n):
        if header_rows and r == 0:
            out.append("<table:table-header-rows>")
        out.append('<table:table-row table:style-name="Row">')
        for c in range(m):
            if (r, c) not in at:
                assert (r, c) in covered, (r, c)
                out.append("<table:covered-table-cell/>")
                continue
            _, _, rs, cs, kind, value = at[r, c]
            text = raw[value] if kind == "d" else value
            style = p_data if kind == "d" else p_left if m == 10 and c < 3 and r > 2 and rs == 1 else p_head
            span = (f' table:number-columns-spanned="{cs}"' if cs > 1 else "") + \
                   (f' table:number-rows-spanned="{rs}"' if rs > 1 else "")
            body = escape(text).replace("\n", "<text:line-break/>")
            out.append(f'<table:table-cell table:style-name="{cell_style}" office:value-type="string"{span}>'
                       f'<text:p text:style-name="{style}">{body}</text:p></table:table-cell>')
        out.append("</table:table-row>")
        if header_rows and r == header_rows - 1:
            out.append("</table:table-header-rows>")
    out.append("</table:table>")
    return "".join(out)


# ---- reproducible packages --------------------------------------------------------------------------------

def normalise(path, date):
    """Rewrite a DOCX or XLSX so that two runs give the same bytes: fixed zip times, fixed document dates."""
    with zipfile.ZipFile(path) as z:
        parts = [(i.filename, z.read(i)) for i in z.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts:
            if name == "docProps/core.xml":
                text = data.decode("utf-8")
                for tag in ("dcterms:created", "dcterms:modified"):
                    text = re.sub(rf"(<{tag}[^>]*>)[^<]*(</{tag}>)", rf"\g<1>{date}\g<2>", text)
                text = re.sub(r"(<cp:revision>)\d*(</cp:revision>)", r"\g<1>1\g<2>", text)
                data = text.encode("utf-8")
            if name == "docProps/app.xml":
                text = data.decode("utf-8")
                text = re.sub(r"<TotalTime>\d*</TotalTime>", "<TotalTime>0</TotalTime>", text)
                text = re.sub(r"<Application>LibreOffice[^<]*</Application>",
                              "<Application>LibreOffice</Application>", text)
                data = text.encode("utf-8")
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            z.writestr(info, data, compresslevel=9)


def properties(doc, title, author, date, comment):
    """Fixed document properties for python-docx."""
    import datetime
    when = datetime.datetime.fromisoformat(date.rstrip("Z"))
    p = doc.core_properties
    p.title, p.author, p.last_modified_by, p.comments = title, author, author, comment
    p.created = p.modified = when
    p.revision = 1
    p.keywords = p.subject = p.category = ""


def a4(section):
    from docx.shared import Mm
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def book_properties(wb, title, author, date, comment):
    import datetime
    when = datetime.datetime.fromisoformat(date.rstrip("Z"))
    wb.properties.title, wb.properties.creator, wb.properties.lastModifiedBy = title, author, author
    wb.properties.created = wb.properties.modified = when
    wb.properties.description = comment
