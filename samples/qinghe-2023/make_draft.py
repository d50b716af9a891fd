"""Writes draft.fodt and has LibreOffice make draft.docx of it: real heading styles, automatic numbering, footnotes,
lists, a picture, a link. Set SOFFICE if the program is not called soffice."""
import base64
import os
import subprocess
import tempfile
from pathlib import Path

import make_chart
from data import (COMMENT, DATE, HERE, N, ORGAN, R, RAW, RESULTS, T2, T3, T4, TABLES, TITLE, TOPICS, TOPICS_TOTAL,
                  UNITS, UNITS_TOTAL, group, s, total)
from xml.sax.saxutils import escape, quoteattr

make_chart.main()

NS = {"office": "office:1.0", "style": "style:1.0", "text": "text:1.0", "table": "table:1.0", "draw": "drawing:1.0",
      "meta": "meta:1.0", "fo": "xsl-fo-compatible:1.0", "svg": "svg-compatible:1.0"}
XMLNS = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}"' for k, v in NS.items()) + \
    ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


# ---- body -------------------------------------------------------------------------------------------------

def h(level, text, name=None):
    style = f"Heading_20_{level}"
    return f'<text:h text:style-name="{style}" text:outline-level="{level}">{escape(text)}</text:h>'


def p(*inline, style="Text_20_body"):
    """Plain strings are escaped; what the helpers below return is kept."""
    return f'<text:p text:style-name="{style}">{"".join(x if isinstance(x, X) else escape(x) for x in inline)}</text:p>'


class X(str):
    pass


def span(style, text):
    return X(f'<text:span text:style-name="{style}">{escape(text)}</text:span>')


notes = 0


def note(text):
    global notes
    notes += 1
    return X(f'<text:note text:id="ftn{notes}" text:note-class="footnote"><text:note-citation>{notes}'
             f'</text:note-citation><text:note-body><text:p text:style-name="Footnote">{escape(text)}</text:p>'
             f'</text:note-body></text:note>')


def link(url, text):
    return X(f'<text:a xlink:type="simple" xlink:href={quoteattr(url)} text:style-name="Internet_20_link">'
             f'{escape(text)}</text:a>')


def items(style, texts):
    inner = "".join("<text:list-item>" + p(*(t if isinstance(t, tuple) else (t,)), style="List_20_body") +
                    "</text:list-item>" for t in texts)
    return f'<text:list text:style-name="{style}">{inner}</text:list>'


seq = {"图": 0, "表": 0}


def caption(kind, text):
    seq[kind] += 1
    name = "Figure" if kind == "图" else "Table"
    return p(kind, X(f'<text:sequence text:ref-name="ref{name}{seq[kind]}" text:name="{name}" '
                     f'text:formula="ooow:{name}+1" style:num-format="1">{seq[kind]}</text:sequence>'),
             "　" + text, style="Caption")


def picture(path, alt, width_mm, height_mm):
    data = base64.b64encode(path.read_bytes()).decode()
    frame = (f'<draw:frame draw:name="办理结果" draw:style-name="Picture" text:anchor-type="as-char" '
             f'svg:width="{width_mm}mm" svg:height="{height_mm}mm"><draw:image draw:mime-type="image/png">'
             f'<office:binary-data>{data}</office:binary-data></draw:image><svg:title>办理结果柱状图</svg:title>'
             f'<svg:desc>{escape(alt)}</svg:desc></draw:frame>')
    return p(X(frame), style="Picture_20_line")


topic_cells = [(0, i, 1, 1, "h", t) for i, t in enumerate(["重点领域", "信息类别", "公开数量（条）", "占比（%）"])]
row = 1
for topic, kinds in TOPICS:
    topic_cells.append((row, 0, len(kinds), 1, "h", topic))
    for kind, n in kinds:
        topic_cells += [(row, 1, 1, 1, "h", kind), (row, 2, 1, 1, "h", str(n)),
                        (row, 3, 1, 1, "h", f"{100 * n / TOPICS_TOTAL:.1f}")]
        row += 1
topic_cells += [(row, 0, 1, 2, "h", "合计"), (row, 2, 1, 1, "h", str(TOPICS_TOTAL)), (row, 3, 1, 1, "h", "100.0")]
topics = (row + 1, 4, topic_cells)

units = (len(UNITS) + 2, 5, [(0, i, 1, 1, "h", t) for i, t in enumerate(["单位", "新收", "上年结转", "办结", "结转下年"])] +
         [(r + 1, c, 1, 1, "h", str(v)) for r, u in enumerate(UNITS + [UNITS_TOTAL]) for c, v in enumerate(u)])

WIDTHS = {"Topics": [36, 44, 38, 38], "Table2": [39] * 4, "Table3": [9, 17, 46, 12, 12, 12, 12, 12, 12, 12],
          "Table4": [10.4] * 15, "Units": [44, 28, 28, 28, 28]}


def table(name, geometry, **kw):
    return s.fodt_table(name, geometry, RAW, WIDTHS[name], **kw)


A = "applications."
received, carried_in = total(A + "received"), total(A + "carried_in")
natural = N[A + "received.natural_person"]
legal = received - natural
closed, left = total(R + "total"), total(A + "carried_over")
recon, lit = N["disputes.reconsideration.total"], N["disputes.litigation_direct.total"] + \
    N["disputes.litigation_after_reconsideration.total"]
docs = [N[f"disclosure.normative_documents.{k}"] for k in ("issued", "repealed", "in_force")]
regs = [N[f"disclosure.regulations.{k}"] for k in ("issued", "repealed", "in_force")]
results = "，".join(f"{k}{v}件" for k, v in RESULTS)

body = [
    p(TITLE, style="Title"),
    p("本报告由清河市人民政府办公室根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）第四十九条、第五十条和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制，内容包括总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，存在的主要问题及改进情况，其他需要报告的事项等六个部分，并附1个附件。"),
    p("本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止，范围为市政府工作部门和各县（区）人民政府。",
      note("清河市及本报告所列单位、数据、地址均为虚构，仅作样例使用。"),
      "本报告电子版可在清河市人民政府门户网站（", link("http://www.qinghe.example/zwgk/nb/", "www.qinghe.example"),
      "）“政府信息公开年报”专栏查阅、下载。如对本报告有疑问，请与清河市人民政府办公室政务公开科联系（地址：清河市人民路1号；邮编：000000；电话：0000-5550123）。"),
    h(1, "总体情况"),
    p("2023年，全市各级行政机关坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神，严格落实《条例》规定，以公开促落实、强监管、优服务，政府信息公开工作质量稳步提升。"),
    h(2, "主动公开"),
    p("聚焦中心工作和群众关切，持续加大主动公开力度。全年制发规章", f"{regs[0]}件，废止{regs[1]}件；制发行政规范性文件{docs[0]}件，废止{docs[1]}件，现行有效{docs[2]}件，均在门户网站集中公开并标注效力状态。围绕重点领域公开信息{TOPICS_TOTAL}条（见表1），其中民生保障类{sum(n for _, n in TOPICS[1][1])}条。主要做了以下工作："),
    items("Numbered", [
        "集中公开本级政府规章和行政规范性文件，提供Word、PDF等多种格式下载，清理结果同步更新；",
        (span("Strong", "做优政策解读。"), "坚持解读方案与政策文件同步组织、同步审签、同步部署，全年发布解读材料196篇，其中图解、视频等形式占62%；"),
        "开展“政府开放日”活动24场，邀请群众代表、企业代表等1,350余人次走进政务服务大厅、污水处理厂和应急指挥中心。",
    ]),
    caption("表", "重点领域信息公开情况"),
    table("Topics", topics, header_rows=1),
    h(2, "依申请公开"),
    p(f"全市各级行政机关新收政府信息公开申请{received}件，其中自然人申请{natural}件，法人或其他组织申请{legal}件；上年结转{carried_in}件。全年办结{closed}件，结转下年度继续办理{left}件。从办理结果看，{results}（见图1）。"),
    picture(HERE / "chart.png", "柱状图：2023年政府信息公开申请办理结果，" + results + "。", 140, 72.33),
    caption("图", "2023年政府信息公开申请办理结果（单位：件）"),
    p("严格执行答复文书示范文本，建立“", span("Emphasis", "登记—会商—审核—答复"),
      "”全流程台账，疑难申请由法律顾问出具书面意见。因政府信息公开引发的行政复议", f"{recon}件、行政诉讼{lit}件，",
      "均依法按期办理。", note("行政诉讼件数包括未经复议直接起诉和复议后起诉两类。")),
    h(2, "政府信息管理"),
    p("修订《清河市政府信息公开属性源头认定办法》，要求公文起草时", span("Underline", "同步确定公开属性"),
      "，对不予公开的说明理由，未经保密审查的一律不得发布。完成2019年以来公开信息“回头看”，纠正错敏信息317处，转化公开属性42件。"),
    h(2, "政府信息公开平台建设"),
    h(3, "政府网站"),
    p("完成门户网站适老化与无障碍改造，优化智能检索，新设“政策计算器”等栏目，全年访问量1,286万人次，网民留言按期回复率99.6%。"),
    h(3, "政务新媒体和线下专区"),
    p("备案运行政务新媒体87个，关停整合13个。线下平台建设情况如下："),
    items("Bullets", [
        ("建成政务公开专区46个，总面积3,180 m", span("Super", "2"), "，覆盖全部县（区）政务服务中心和图书馆、档案馆；"),
        "在乡镇（街道）便民服务中心设置政务公开查阅点112个；",
        "编印《清河市人民政府公报》6期，免费赠阅2.4万份。",
    ]),
    h(2, "监督保障"),
    p("将政府信息公开纳入全市绩效考核，分值权重不低于4%。", span("Strong", "全年举办业务培训11期"),
      "，培训890人次；开展季度检查4次，通报问题63个，均已整改到位。委托第三方机构开展年度评估，公众满意度为96.2%。"),
    h(1, "主动公开政府信息情况"),
    table("Table2", T2),
    h(1, "收到和处理政府信息公开申请情况"),
    table("Table3", T3, header_rows=3),
    h(1, "政府信息公开行政复议、行政诉讼情况"),
    table("Table4", T4),
    h(1, "存在的主要问题及改进情况"),
    h(2, "存在的主要问题"),
    p("2023年全市政府信息公开工作虽然取得一定成效，但仍存在一些不足：一是部分单位对公开属性的认定不够准确，源头管理有待加强；二是政策解读形式较为单一，针对性不强；三是基层工作人员变动频繁，依申请公开答复的规范化水平不够均衡。"),
    h(2, "改进情况"),
    p("针对上述问题，重点推进以下改进：一是严格落实公开属性源头认定办法，每季度抽查公文属性标注情况；二是推行“一图读懂”“一问一答”等解读方式，鼓励部门负责人走进直播间解读政策；三是建立县（区）业务骨干跟班学习制度，编印典型案例汇编，提升答复质量。上年度报告提出的“政策文件库更新不及时”问题已整改完成。"),
    h(1, "其他需要报告的事项"),
    p("按照《政府信息公开信息处理费管理办法》，2023年全市各级行政机关共发出收费通知15件，实际收取信息处理费1.26万元。市政府对42个部门和4个县（区）开展政府信息公开工作考核、社会评议，对工作滞后的3个单位进行约谈，未发生责任追究情形。"),
    p(style="Text_20_body"),
    p("附件：2023年政府信息公开申请分单位办理情况"),
    p(style="Text_20_body"),
    p(ORGAN, style="Signature"),
    p("2024年1月25日", style="Signature_20_date"),
    p("附件", style="Attachment_20_mark"),
    p("2023年政府信息公开申请分单位办理情况", style="Attachment_20_title"),
    p(f"2023年，全市新收政府信息公开申请{received}件，上年结转{carried_in}件，办结{closed}件，结转下年{left}件，分单位情况见下表。"),
    caption("表", "分单位办理情况（单位：件）"),
    table("Units", units, header_rows=1),
    p("注：市政府工作部门数据包括市政府办公室数据。", style="Remark"),
]

# ---- styles -----------------------------------------------------------------------------------------------

FONTS = ["Times New Roman", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体", "方正小标宋简体"]


def text_props(east, size, bold=False, extra=""):
    weight = "".join(f' fo:font-weight{x}="bold"' if not x else f' style:font-weight{x}="bold"' for x in ("", "-asian")) \
        if bold else ' fo:font-weight="normal" style:font-weight-asian="normal"'
    return (f'<style:text-properties style:font-name="Times New Roman" style:font-name-asian="{east}" '
            f'fo:font-size="{size}pt" style:font-size-asian="{size}pt" fo:font-style="normal" '
            f'style:font-style-asian="normal" fo:color="#000000"{weight}{extra}/>')


def para_style(name, east, size, props, parent="Standard", display=None, more="", bold=False):
    shown = f' style:display-name="{display}"' if display else ""
    up = f' style:parent-style-name="{parent}"' if parent else ""
    return (f'<style:style style:name="{name}"{shown} style:family="paragraph"{up} {more}>'
            f'<style:paragraph-properties {props}/>{text_props(east, size, bold)}</style:style>')


LINE = 'fo:line-height="28pt" fo:margin-top="0mm" fo:margin-bottom="0mm"'
SMALL = 'fo:line-height="100%" fo:margin-top="0mm" fo:margin-bottom="0mm" fo:text-indent="0mm"'
styles = [
    '<style:default-style style:family="paragraph"><style:paragraph-properties style:punctuation-wrap="hanging" '
    'style:line-break="strict" style:text-autospace="none"/><style:text-properties style:font-name="Times New Roman" '
    'style:font-name-asian="仿宋_GB2312" fo:font-size="16pt" style:font-size-asian="16pt" fo:language="en" '
    'fo:country="US" style:language-asian="zh" style:country-asian="CN"/></style:default-style>',
    para_style("Standard", "仿宋_GB2312", 16, LINE, parent=None, more='style:class="text"'),
    para_style("Text_20_body", "仿宋_GB2312", 16, LINE + ' fo:text-indent="32pt" fo:text-align="justify"',
               display="Text body"),
    para_style("List_20_body", "仿宋_GB2312", 16, LINE + ' fo:text-align="justify"', display="List body"),
    para_style("Title", "方正小标宋简体", 22, 'fo:text-align="center" fo:line-height="32pt" fo:margin-top="0mm" '
               'fo:margin-bottom="10mm"'),
    para_style("Heading_20_1", "黑体", 16, LINE + ' fo:keep-with-next="always"', display="Heading 1",
               more='style:default-outline-level="1" style:next-style-name="Text_20_body"'),
    para_style("Heading_20_2", "楷体_GB2312", 16, LINE + ' fo:keep-with-next="always"', display="Heading 2",
               more='style:default-outline-level="2" style:next-style-name="Text_20_body"'),
    para_style("Heading_20_3", "仿宋_GB2312", 16, LINE + ' fo:keep-with-next="always"', display="Heading 3",
               more='style:default-outline-level="3" style:next-style-name="Text_20_body"', bold=True),
    para_style("Caption", "黑体", 12, 'fo:text-align="center" fo:line-height="20pt" fo:margin-top="2mm" '
               'fo:margin-bottom="2mm"'),
    para_style("Picture_20_line", "仿宋_GB2312", 16, 'fo:text-align="center" fo:line-height="100%" '
               'fo:margin-top="2mm" fo:keep-with-next="always"', display="Picture line"),
    para_style("Footnote", "宋体", 9, SMALL),
    para_style("Footer", "宋体", 14, SMALL + ' fo:text-align="center"'),
    para_style("Signature", "仿宋_GB2312", 16, LINE + ' fo:text-align="end" fo:margin-right="32pt"'),
    para_style("Signature_20_date", "仿宋_GB2312", 16, LINE + ' fo:text-align="end" fo:margin-right="64pt"',
               display="Signature date"),
    para_style("Attachment_20_mark", "黑体", 16, LINE + ' fo:break-before="page"', display="Attachment mark"),
    para_style("Attachment_20_title", "方正小标宋简体", 22, 'fo:text-align="center" fo:line-height="32pt" '
               'fo:margin-top="6mm" fo:margin-bottom="6mm"', display="Attachment title"),
    para_style("Remark", "宋体", 10.5, SMALL),
    para_style("TableHead", "宋体", 10, SMALL + ' fo:text-align="center"', display="Table head"),
    para_style("TableLeft", "宋体", 10, SMALL + ' fo:text-align="start"', display="Table left"),
    para_style("TableData", "宋体", 10, SMALL + ' fo:text-align="center"', display="Table data"),
    '<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold" '
    'style:font-weight-asian="bold"/></style:style>',
    '<style:style style:name="Emphasis" style:family="text"><style:text-properties fo:font-style="italic" '
    'style:font-style-asian="italic"/></style:style>',
    '<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text">'
    '<style:text-properties fo:color="#0563c1" style:text-underline-style="solid"/></style:style>',
    '<style:style style:name="Footnote_20_Symbol" style:display-name="Footnote Symbol" style:family="text"/>',
    '<style:style style:name="Footnote_20_anchor" style:display-name="Footnote anchor" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>',
    '<text:notes-configuration text:note-class="footnote" text:citation-style-name="Footnote_20_Symbol" '
    'text:citation-body-style-name="Footnote_20_anchor" style:num-format="1" text:start-value="0" '
    'text:footnotes-position="page" text:start-numbering-at="document"/>',
]


def outline(level, fmt, prefix, suffix):
    return (f'<text:outline-level-style text:level="{level}" style:num-format="{fmt}" style:num-prefix="{prefix}" '
            f'style:num-suffix="{suffix}"><style:list-level-properties '
            f'text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment '
            f'text:label-followed-by="nothing" fo:text-indent="32pt" fo:margin-left="0mm"/>'
            f'</style:list-level-properties></text:outline-level-style>')


styles.append('<text:outline-style style:name="Outline">' + outline(1, "一, 二, 三, ...", "", "、") +
              outline(2, "一, 二, 三, ...", "（", "）") + outline(3, "1", "", ".") + "</text:outline-style>")

LEVEL = ('<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
         '<style:list-level-label-alignment text:label-followed-by="{}" {}fo:text-indent="{}" '
         'fo:margin-left="{}"/></style:list-level-properties>')
auto = [
    '<text:list-style style:name="Numbered"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-prefix="（" style:num-suffix="）">' + LEVEL.format("nothing", "", "32pt", "0mm") +
    '</text:list-level-style-number></text:list-style>',
    '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">' +
    LEVEL.format("listtab", 'text:list-tab-stop-position="48pt" ', "-16pt", "48pt") +
    '</text:list-level-style-bullet></text:list-style>',
    '<style:style style:name="Underline" style:family="text"><style:text-properties style:text-underline-style="solid" '
    'style:text-underline-width="auto"/></style:style>',
    '<style:style style:name="Super" style:family="text"><style:text-properties style:text-position="super 58%"/>'
    '</style:style>',
    '<style:style style:name="Picture" style:family="graphic"><style:graphic-properties style:vertical-pos="middle" '
    'style:vertical-rel="line"/></style:style>',
    '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
    'style:vertical-align="middle" fo:padding="0.6mm" fo:border="0.5pt solid #000000"/></style:style>',
    '<style:style style:name="Row" style:family="table-row"><style:table-row-properties style:min-row-height="6mm" '
    'fo:keep-together="always"/></style:style>',
    '<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" '
    'fo:margin-top="37mm" fo:margin-bottom="21mm" fo:margin-left="28mm" fo:margin-right="26mm"/>'
    '<style:footer-style><style:header-footer-properties fo:min-height="10mm" fo:margin-top="4mm"/>'
    '</style:footer-style></style:page-layout>',
]
for name, widths in WIDTHS.items():
    auto.append(f'<style:style style:name="{name}" style:family="table"><style:table-properties '
                f'style:width="{sum(widths):g}mm" table:align="center"/></style:style>')
    auto += [f'<style:style style:name="{name}.{i}" style:family="table-column"><style:table-column-properties '
             f'style:column-width="{w}mm"/></style:style>' for i, w in enumerate(widths)]

meta = (f'<dc:title>{TITLE}</dc:title><dc:description>{COMMENT}</dc:description><meta:initial-creator>{ORGAN}'
        f'</meta:initial-creator><dc:creator>{ORGAN}</dc:creator><meta:creation-date>{DATE[:-1]}</meta:creation-date>'
        f'<dc:date>{DATE[:-1]}</dc:date><dc:language>zh-CN</dc:language>')
fodt = (f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {XMLNS} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">\n<office:meta>{meta}</office:meta>\n'
        '<office:font-face-decls>' +
        "".join(f'<style:font-face style:name="{f}" svg:font-family="\'{f}\'"/>' for f in FONTS) +
        '</office:font-face-decls>\n<office:styles>\n' + "\n".join(styles) + '\n</office:styles>\n'
        '<office:automatic-styles>\n' + "\n".join(auto) + '\n</office:automatic-styles>\n<office:master-styles>'
        '<style:master-page style:name="Standard" style:page-layout-name="Page"><style:footer>'
        '<text:p text:style-name="Footer">— <text:page-number text:select-page="current">1</text:page-number> —</text:p>'
        '</style:footer></style:master-page></office:master-styles>\n<office:body><office:text>\n'
        '<text:sequence-decls><text:sequence-decl text:display-outline-level="0" text:name="Figure"/>'
        '<text:sequence-decl text:display-outline-level="0" text:name="Table"/></text:sequence-decls>\n' +
        "\n".join(body) + '\n</office:text></office:body></office:document>\n')
(HERE / "draft.fodt").write_text(fodt, encoding="utf-8")

with tempfile.TemporaryDirectory() as tmp:
    subprocess.run([os.environ.get("SOFFICE", "soffice"), f"-env:UserInstallation={Path(tmp).as_uri()}", "--headless",
                    "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(HERE), str(HERE / "draft.fodt")],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
s.normalise(HERE / "draft.docx", DATE)
s.write_key(HERE.parent / "expected" / "qinghe-2023.tsv", TABLES, RAW)
