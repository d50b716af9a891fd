//! Pages in the style of the large content management systems of governments, each with one hazard or more, of one made-up report.

use super::markup::{
    self, Markup, PLAIN, Part, by_character, capitals, cut_short, divisions, flattened, hard_spaces, headed, lines,
    open_table, overlapping, overreaching, parts, pictured, plain, tabbed, table_by_character, to_the_end, trs, word,
    word_table, wps,
};
use nianbao::document::{Block, Document, ParagraphRole};

/// What is read of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// The whole report, nothing else.
    Whole,
    /// Its text, without the tables.
    WithoutTables,
    /// All but the table of that id.
    Without(&'static str),
    /// Its text; its figures, or an error that says which are not.
    RightOrNamed,
    /// Nothing.
    Nothing,
}

/// A page and what is to come of it.
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) source: Vec<u8>,
    pub(super) expected: Expected,
    /// Codes that are said of it, among others.
    pub(super) says: Vec<&'static str>,
}

/// The parts of the report in one kind of markup.
struct Content {
    parts: Vec<(Part, String)>,
}

impl Content {
    fn of(document: &Document, markup: Markup) -> Self {
        Content { parts: parts(document, markup) }
    }

    fn all(&self) -> String {
        self.with(|_| true)
    }

    fn with(&self, wanted: impl Fn(Part) -> bool) -> String {
        self.parts.iter().filter(|(part, _)| wanted(*part)).map(|(_, text)| text.as_str()).collect()
    }

    fn untitled(&self) -> String {
        self.with(|part| part != Part::Title)
    }

    fn unsigned(&self) -> String {
        self.with(|part| !matches!(part, Part::Signature | Part::Title))
    }

    fn signature(&self) -> String {
        self.with(|part| part == Part::Signature)
    }
}

const SITE: &str = "清河市人民政府门户网站";
pub(super) const TITLE: &str = "清河市民政局2023年政府信息公开工作年度报告";

const TOP: &str = "<div class=\"header\"><a href=\"/\"><img src=\"/images/logo.png\" alt=\"清河市人民政府\"></a><form action=\"/search\"><input name=\"q\" value=\"请输入关键字\"><button>搜索</button></form></div>
<ul class=\"nav\"><li><a href=\"/\">首页</a></li><li><a href=\"/zwgk\">政务公开</a></li><li><a href=\"/zwfw\">政务服务</a></li><li><a href=\"/hdjl\">互动交流</a></li><li><a href=\"/sjfb\">数据发布</a></li></ul>
<div class=\"crumb\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/zwgk\">政务公开</a> &gt; <a href=\"/nb\">政府信息公开年报</a> &gt; 正文</div>";

const BOTTOM: &str = "<div class=\"friendlink\"><select><option>国务院部门网站</option><option>省直部门网站</option></select></div>
<div class=\"footer\"><p><a href=\"/wzdt\">网站地图</a> | <a href=\"/lxwm\">联系我们</a></p><p>主办：清河市人民政府　承办：清河市人民政府办公室　技术支持：某科技公司</p><p>网站标识码：9900000001　某ICP备00000001号　某公网安备 99000002000001号</p></div>
<script>var _hmt = _hmt || []; document.write(\"<p>访问量统计。</p>\");</script>";

const INFO: &str = "<div class=\"info\"><span>发布时间：2024-01-24 10:44</span><span>来源：清河市民政局</span><span>浏览次数：<i id=\"hits\"></i>次</span><span>字体：【<a href=\"#\">大</a> <a href=\"#\">中</a> <a href=\"#\">小</a>】</span></div>";

const SHARE: &str = "<div class=\"bdsharebuttonbox\"><a href=\"#\">分享到：</a><a href=\"#\">微信</a><a href=\"#\">微博</a></div><div>【<a href=\"javascript:window.print()\">打印</a>】【<a href=\"javascript:window.close()\">关闭</a>】</div>";

const RECORD: &str = "<table class=\"xxgk-head\" width=\"100%\"><tr><td>索引号：</td><td>000014349/2024-00012</td><td>主题分类：</td><td>民政、扶贫、救灾</td></tr><tr><td>发文机构：</td><td>清河市民政局</td><td>发文日期：</td><td>2024-01-24</td></tr><tr><td>名称：</td><td colspan=\"3\">清河市民政局2023年政府信息公开工作年度报告</td></tr><tr><td>文号：</td><td></td><td>有效性：</td><td>有效</td></tr></table>";

const RELATED: &str = "<div class=\"related\"><h3>相关阅读</h3><ul><li><a href=\"1.html\">清河市民政局2022年政府信息公开工作年度报告</a></li><li><a href=\"2.html\">清河市民政局2021年政府信息公开工作年度报告</a></li></ul></div><div class=\"prevnext\"><p>上一篇：<a href=\"3.html\">清河市司法局2023年政府信息公开工作年度报告</a></p><p>下一篇：没有了</p></div>";

const META: &str = "<meta name=\"SiteName\" content=\"清河市人民政府门户网站\"><meta name=\"ArticleTitle\" content=\"清河市民政局2023年政府信息公开工作年度报告\"><meta name=\"PubDate\" content=\"2024-01-24 10:44\"><meta name=\"ContentSource\" content=\"清河市民政局\"><meta name=\"ColumnName\" content=\"政府信息公开年报\">";

/// A page with that in its head and body.
fn page(head: &str, body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{TITLE}_{SITE}</title>{head}</head><body>{body}</body></html>")
        .into_bytes()
}

/// The usual page around an article.
fn usual(article: &str) -> Vec<u8> {
    page(META, &format!("{TOP}<div class=\"main\">{article}</div>{BOTTOM}"))
}

/// A page by its name, its source, and the codes that are said of it.
fn whole(name: &'static str, source: Vec<u8>, says: &[&'static str]) -> Page {
    Page { name, source, expected: Expected::Whole, says: says.to_vec() }
}

/// All pages.
pub(super) fn pages(report: &Document) -> Vec<Page> {
    let plain = Content::of(report, PLAIN);
    [
        systems(report, &plain),
        pasted(report, &plain),
        titles(&plain),
        tables(report),
        around(&plain),
        without(report, &plain),
    ]
    .into_iter()
    .flatten()
    .collect()
}

const CHROME: &str = "page-chrome-left-out";

/// The systems, each with what it has round its articles.
fn systems(report: &Document, plain: &Content) -> Vec<Page> {
    let trs_content = Content::of(report, Markup { paragraph: trs, table: markup::table });
    let (all, untitled) = (plain.all(), plain.untitled());
    vec![
        whole(
            "大汉: zoom in a table, record above",
            page(META, &format!("{TOP}{RECORD}<table width=\"1000\" align=\"center\"><tr><td class=\"title\">{TITLE}</td></tr><tr><td>{INFO}</td></tr><tr><td><div id=\"zoom\"><!--ZJEG_RSS.content.begin-->{untitled}<!--ZJEG_RSS.content.end--></div></td></tr></table>{SHARE}{BOTTOM}")),
            &[CHROME],
        ),
        whole("大汉: bt_content", usual(&format!("<h1>{TITLE}</h1>{INFO}<div class=\"bt_content\" id=\"Zoom\">{untitled}</div>{SHARE}{RELATED}")), &[CHROME, "page-title-used"]),
        whole("TRS: TRS_Editor", usual(&format!("<h2 class=\"title\">{TITLE}</h2>{INFO}<div class=\"TRS_Editor\"><style>.TRS_Editor P{{line-height:2}}</style>{}</div>{SHARE}", trs_content.untitled())), &[CHROME]),
        whole("TRS: trs_editor_view, styled twice", usual(&format!("{INFO}<div class=\"view TRS_UEDITOR trs_paper_default trs_web\"><div class=\"Custom_UnionStyle\"><div class=\"trs_editor_view\">{}</div></div></div>", trs_content.all())), &[CHROME]),
        whole("TRS: one page of one", usual(&format!("<div class=\"TRS_Editor\">{all}</div><script>createPageHTML(1, 0, \"t20240124_1\", \"html\");</script>")), &[CHROME]),
        whole("UCAP", usual(&format!("<h1 id=\"ti\">{TITLE}</h1><div class=\"pages-date\">2024-01-24 10:44</div><div id=\"UCAP-CONTENT\">{untitled}</div>")), &[CHROME]),
        whole("开普: pages_content", usual(&format!("<div class=\"article\"><h1>{TITLE}</h1>{INFO}<div class=\"pages_content\"><p></p>{untitled}</div><div class=\"editor\">责任编辑：张三</div></div>")), &[CHROME]),
        whole("博达: the article in a form", usual(&format!("<form name=\"_newscontent_fromname\"><div><h2 align=\"center\">{TITLE}</h2><div>2024年01月24日 10:44　　点击：[<span id=\"dynclicks\"></span>]</div><div id=\"vsb_content\"><div class=\"v_news_content\">{untitled}</div></div><p>上一条：<a href=\"1.htm\">公告</a></p></div></form>")), &[CHROME]),
        whole("ASP.NET: the page in a form", page("", &format!("<form method=\"post\" id=\"aspnetForm\"><input type=\"hidden\" name=\"__VIEWSTATE\" value=\"dDwtMTk\">{TOP}<div id=\"article\"><h1>{TITLE}</h1>{INFO}<div class=\"con_text\">{untitled}</div></div>{BOTTOM}</form>")), &[CHROME]),
        whole("no names at all", page("", &format!("<div><a href=1>首页</a> <a href=2>新闻</a> <a href=3>公开</a></div><div><div><div>{TITLE}</div><div>{untitled}</div></div></div><div>清河市人民政府 版权所有</div>")), &[CHROME]),
        whole("article and main", usual(&format!("<main><article><header><h1>{TITLE}</h1></header>{untitled}</article><aside><p>热线：12345</p></aside></main>")), &[CHROME]),
        whole("XHTML", format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"xhtml1-transitional.dtd\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>{TITLE}</title></head><body><div class=\"content\">{all}</div></body></html>").into_bytes(), &[]),
    ]
}

/// What was pasted from office programs.
fn pasted(report: &Document, plain: &Content) -> Vec<Page> {
    let content = |paragraph, table| Content::of(report, Markup { paragraph, table }).all();
    let zoom = |inner: String| usual(&format!("{INFO}<div id=\"zoom\">{inner}</div>{SHARE}"));
    let gb = |encoding: &'static encoding_rs::Encoding, label: &str| {
        let page = format!(
            "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={label}\"><title>{TITLE}</title></head><body><div id=\"zoom\">{}</div></body></html>",
            plain.all()
        );
        encoding.encode(&page).0.into_owned()
    };
    vec![
        whole("Word", zoom(content(word, word_table)), &[CHROME]),
        whole("Word, saved as a web page", format!("<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w=\"urn:schemas-microsoft-com:office:word\"><head><meta http-equiv=Content-Type content=\"text/html; charset=utf-8\"><title>政府信息公开</title><!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {{mso-style-parent:\"\";}} --></style></head><body lang=ZH-CN><div class=WordSection1 style='layout-grid:15.6pt'>{}</div></body></html>", content(word, word_table)).into_bytes(), &[]),
        whole("Word, a span to each character", zoom(content(by_character, table_by_character)), &[CHROME]),
        whole("WPS", zoom(content(wps, word_table)), &[CHROME]),
        whole("lines of one block", zoom(content(lines, markup::table)), &[CHROME]),
        whole("hard spaces", zoom(content(hard_spaces, markup::table)), &[CHROME]),
        whole("divisions", zoom(content(divisions, markup::table)), &[CHROME]),
        whole("capitals, tags left open", zoom(content(capitals, open_table)), &[CHROME]),
        whole("GB2312", gb(encoding_rs::GBK, "gb2312"), &[]),
        whole("GB18030 that says it is UTF-8", gb(encoding_rs::GB18030, "utf-8"), &["encoding-differs"]),
        whole("a fragment", content(plain_paragraph, markup::table).into_bytes(), &[]),
    ]
}

fn plain_paragraph(part: Part, text: &str) -> String {
    plain(part, text)
}

/// Where the title is.
fn titles(plain: &Content) -> Vec<Page> {
    let (all, untitled) = (plain.all(), plain.untitled());
    let zoom = |inner: &str| format!("<div id=\"zoom\">{inner}</div>");
    let bare = |head: &str, body: String| {
        format!("<html><head>{head}</head><body>{TOP}{body}{BOTTOM}</body></html>").into_bytes()
    };
    vec![
        whole("title twice", usual(&format!("<h1>{TITLE}</h1>{INFO}{}", zoom(&all))), &[CHROME]),
        whole("title twice in the article", usual(&zoom(&format!("<h1>{TITLE}</h1>{INFO}{all}"))), &[CHROME]),
        whole(
            "title in the heading",
            bare("", format!("<h1>{TITLE}</h1>{INFO}{}", zoom(&untitled))),
            &["page-title-used"],
        ),
        whole(
            "title in <title>",
            bare(&format!("<title>{TITLE}-{SITE}</title>"), zoom(&untitled)),
            &["page-title-used"],
        ),
        whole("title in <meta>", bare(META, zoom(&untitled)), &["page-title-used"]),
        whole("title in the record", bare("", format!("{RECORD}{}", zoom(&untitled))), &["page-title-used"]),
        whole(
            "title without the body in the article",
            usual(&format!(
                "<h1>{TITLE}</h1>{}",
                zoom(&format!("<p align=center>2023年政府信息公开工作年度报告</p>{untitled}"))
            )),
            &["page-title-used"],
        ),
    ]
}

/// How the tables are.
fn tables(report: &Document) -> Vec<Page> {
    let page = |table| {
        usual(&format!(
            "<div class=\"TRS_Editor\">{}</div>",
            Content::of(report, Markup { paragraph: plain, table }).all()
        ))
    };
    vec![
        whole("heads of columns and rows", page(headed), &[]),
        whole("spans beyond the table", page(overreaching), &[]),
        whole("rowspan 0", page(to_the_end), &[]),
        whole("one cell a line", page(flattened), &[]),
        whole("tabs", page(tabbed), &[]),
        Page { name: "rows too short", source: page(cut_short), expected: Expected::RightOrNamed, says: vec![] },
        Page {
            name: "cells over each other",
            source: page(overlapping),
            expected: Expected::RightOrNamed,
            says: vec![],
        },
        Page {
            name: "tables as pictures",
            source: page(pictured),
            expected: Expected::WithoutTables,
            says: vec!["table-missing"],
        },
    ]
}

/// Pages of a report in the form of 2019; its attachments and notes are not in them.
pub(super) fn of_form_2019(report: &Document) -> Vec<Vec<u8>> {
    let wanted = |block: &Block| match block {
        Block::Heading(_) | Block::Table(_) => true,
        Block::Paragraph(paragraph) => paragraph.role != ParagraphRole::AttachmentLabel,
        _ => false,
    };
    let blocks = report.blocks.iter().filter(|block| wanted(block)).cloned().collect();
    let report = Document { blocks, ..Document::default() };
    [Markup { paragraph: trs, table: headed }, Markup { paragraph: word, table: word_table }]
        .map(|markup| usual(&format!("<div class=\"TRS_Editor\">{}</div>", Content::of(&report, markup).all())))
        .to_vec()
}

/// What stands round the article.
fn around(plain: &Content) -> Vec<Page> {
    let (all, unsigned, signature) = (plain.all(), plain.unsigned(), plain.signature());
    let zoom = format!("<div id=\"zoom\">{all}</div>");
    vec![
        whole(
            "sign-off below the article",
            usual(&format!("<h1>{TITLE}</h1>{INFO}<div id=\"zoom\">{unsigned}</div>{signature}{SHARE}{RELATED}")),
            &[CHROME],
        ),
        whole(
            "sign-off in an element of its own",
            usual(&format!(
                "<h1>{TITLE}</h1><div class=\"wrap\"><div id=\"zoom\">{unsigned}</div></div><div class=\"luokuan\">{signature}</div>{RELATED}"
            )),
            &[CHROME],
        ),
        whole("record in the article", usual(&format!("<div id=\"zoom\">{RECORD}{all}</div>")), &[CHROME]),
        whole(
            "nested layout tables",
            page(
                "",
                &format!(
                    "<table><tr><td>{TOP}</td></tr><tr><td><table><tr><td valign=\"top\" width=\"200\"><table><tr><td><a href=\"1\">机构职能</a></td></tr><tr><td><a href=\"2\">领导介绍</a></td></tr></table></td><td><table><tr><td>{all}</td></tr></table></td></tr></table></td></tr><tr><td>{BOTTOM}</td></tr></table>"
                ),
            ),
            &[CHROME],
        ),
        whole(
            "a copy that is not shown",
            usual(&format!("{zoom}<div class=\"wap\" style=\"display:none\">{all}</div>")),
            &[],
        ),
        whole(
            "a copy for telephones",
            usual(&format!("<div class=\"pc\"><div id=\"zoom\">{all}</div></div><div class=\"wap-box\">{all}</div>")),
            &["page-copy-left-out"],
        ),
        whole(
            "comments",
            usual(&format!(
                "{zoom}<form class=\"comment\"><p>网友评论仅供其表达个人看法，并不表明本网同意其观点。</p><textarea>请输入评论内容。</textarea><button>发表评论</button></form>"
            )),
            &["page-text-left-out"],
        ),
        whole(
            "related articles with their beginnings",
            usual(&format!(
                "{zoom}<div class=\"related-list\"><ul><li><a href=\"1\">清河市民政局召开会议</a><p>1月20日，清河市民政局召开工作会议。</p></li></ul></div>"
            )),
            &["page-text-left-out"],
        ),
        whole(
            "a foot with a sentence",
            usual(&format!("{zoom}<div class=\"footer\">建议使用1024×768分辨率浏览本站。</div>")),
            &["page-text-left-out"],
        ),
        whole("a frame beside", usual(&format!("{zoom}<iframe src=\"/comment.html\"></iframe>")), &["frame-left-out"]),
        whole(
            "furniture in the article",
            usual(&format!(
                "<div id=\"zoom\"><p>信息来源：清河市民政局　发布时间：2024-01-24 10:44:08</p>{all}<p>（责任编辑：张三）</p><p>【打印本页】【关闭窗口】</p><p>扫一扫在手机打开当前页</p></div>"
            )),
            &[CHROME],
        ),
        whole(
            "tools that float",
            usual(&format!(
                "<div id=\"article\"><div class=\"share\">分享</div>{all}<div class=\"qrcode\"><img src=\"qr.png\"><p>扫一扫在手机打开当前页</p></div></div><div class=\"backtop\">返回顶部</div><div class=\"wza\">无障碍</div>"
            )),
            &[CHROME],
        ),
        whole(
            "one page of several",
            usual(&format!(
                "{zoom}<div class=\"pagination\"><a href=\"2.html\">2</a><a href=\"2.html\">下一页</a></div>"
            )),
            &["page-one-of-several"],
        ),
        whole(
            "one page of several by a script",
            usual(&format!("{zoom}<script>createPageHTML(3, 0, \"t20240124_1\", \"html\");</script>")),
            &["page-one-of-several"],
        ),
        whole("noscript", usual(&format!("<noscript><p>请启用脚本。</p></noscript>{zoom}")), &[]),
        whole(
            "a menu of the body's own pages",
            usual(&format!(
                "<div class=\"leftmenu\"><h3>清河市民政局</h3><ul><li><a href=\"a\">政府信息公开指南</a></li><li><a href=\"b\">政府信息公开制度</a></li><li><a href=\"c\">法定主动公开内容</a></li><li><a href=\"d\">政府信息公开年报</a></li></ul></div>{zoom}"
            )),
            &[CHROME],
        ),
    ]
}

/// What is not in the page.
fn without(report: &Document, plain: &Content) -> Vec<Page> {
    let mut seen = 0;
    let parts = parts(report, PLAIN).into_iter().filter(|(_, text)| {
        seen += usize::from(text.starts_with("<table"));
        !(text.starts_with("<table") && seen == 4)
    });
    let missing: String = parts.map(|(_, text)| text).collect();
    let _ = plain;
    let nothing =
        |name, source: &str, says| Page { name, source: source.as_bytes().to_vec(), expected: Expected::Nothing, says };
    vec![
        Page {
            name: "a table is missing",
            source: usual(&format!("<div id=\"zoom\">{missing}</div>")),
            expected: Expected::Without("disputes"),
            says: vec!["table-missing"],
        },
        nothing(
            "filled by a script",
            "<html><head><title>加载中</title></head><body><div id=\"app\"></div><noscript>请启用脚本</noscript><script src=\"/js/app.js\"></script></body></html>",
            vec!["page-filled-by-script"],
        ),
        nothing(
            "frames",
            "<html><frameset cols=\"20%,80%\"><frame src=\"menu.html\"><frame src=\"content.html\"></frameset></html>",
            vec!["frame-left-out"],
        ),
        nothing(
            "a file shown in the page",
            "<html><body><div class=\"nav\"><a href=\"/\">首页</a></div><iframe src=\"/pdfjs/web/viewer.html?file=a.pdf\"></iframe></body></html>",
            vec!["frame-left-out"],
        ),
    ]
}
