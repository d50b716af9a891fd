//! What of a page is its article.

use super::*;
use crate::document::Date;

/// A page of lines, read: what the flow says, the heading first, and the codes of what is said besides.
fn read(source: &str) -> (Vec<String>, Vec<&'static str>, Article) {
    let dom = Dom::parse(source).unwrap();
    let own =
        dom.descendants(dom.root()).find(|id| dom.element(*id).is_some_and(|e| e.attribute("data-nianbao").is_some()));
    let article = article(&dom, own);
    let lines = lines_of(&dom, &article.roots, &article.left_out);
    let said = article.heading.iter().cloned().chain(lines.into_iter().map(|line| line.text)).collect();
    let codes = article.findings.iter().map(Finding::code).collect();
    (said, codes, article)
}

const TITLE: &str = "清河市民政局2021年政府信息公开工作年度报告";
const TEXT: &str = "<p>本年度，清河市民政局认真做好政府信息公开工作，主动公开信息122条。</p><p>一、总体情况</p><p>按照条例的要求，及时公开。</p>";

fn text() -> Vec<String> {
    ["本年度，清河市民政局认真做好政府信息公开工作，主动公开信息122条。", "一、总体情况", "按照条例的要求，及时公开。"]
        .map(str::to_owned)
        .to_vec()
}

fn titled() -> Vec<String> {
    [vec![TITLE.to_owned()], text()].concat()
}

#[test]
fn a_page_of_nothing_but_text_is_kept_whole() {
    let (said, codes, _) = read(&format!("<p>{TITLE}</p>{TEXT}<p>清河市民政局</p><p>2022年2月15日</p>"));
    assert_eq!(said, [titled(), vec!["清河市民政局".into(), "2022年2月15日".into()]].concat());
    assert_eq!(codes, [""; 0]);
}

#[test]
fn the_article_is_found_by_the_name_of_its_element() {
    for named in ["id=zoom", "class='TRS_Editor'", "class='view TRS_UEDITOR trs_paper_default'", "id='UCAP-CONTENT'"] {
        let page = format!(
            "<div class=header>清河市人民政府门户网站</div><div class=nav><a href=/>首页</a><a href=/a>政务公开</a></div>
             <h1>{TITLE}</h1><div class=info>发布时间：2022-02-15 10:44 来源：清河市民政局</div>
             <div {named}>{TEXT}</div><div class=footer>主办：清河市人民政府 ICP备12345号</div>"
        );
        let (said, codes, article) = read(&page);
        assert_eq!(said, titled(), "{named}");
        assert_eq!(codes, ["page-title-used", "page-chrome-left-out"], "{named}");
        assert_eq!(article.title.as_deref(), Some(TITLE));
        assert_eq!(article.publication.date, Date::new(2022, 2, 15));
        assert_eq!(article.publication.source.as_deref(), Some("清河市民政局"));
        let quoted = article.findings[1].value("text").unwrap();
        assert_eq!(
            quoted,
            "清河市人民政府门户网站 | 首页政务公开 | 发布时间：2022-02-15 10:44 来源：清河市民政局 | 主办：清河市人民政府 ICP备12345号"
        );
    }
}

#[test]
fn what_stands_below_the_article_may_be_its_sign_off() {
    let page = format!(
        "<div class=wrap><h1>{TITLE}</h1><div class=TRS_Editor>{TEXT}</div><p>清河市民政局</p><p>2022年2月15日</p>
         <p>【打印】【关闭】</p></div><div class=relate><ul><li><a href=1>甲</a><li><a href=2>乙</a></ul></div>"
    );
    let (said, codes, _) = read(&page);
    assert_eq!(said, [titled(), vec!["清河市民政局".into(), "2022年2月15日".into()]].concat());
    assert_eq!(codes, ["page-title-used", "page-chrome-left-out"]);
}

#[test]
fn sentences_and_tables_outside_the_article_stay() {
    let page = format!(
        "<div id=zoom>{TEXT}{TEXT}{TEXT}</div><div><p>二、主动公开情况如下。</p></div>
         <table><tr><td>规章<td>0<tr><td>行政许可<td>12</table>"
    );
    let (said, codes, _) = read(&page);
    assert_eq!(said.len(), 9 + 1 + 4, "{said:?}");
    assert_eq!(said.last().map(String::as_str), Some("12"));
    assert_eq!(codes, [""; 0]);
    // What the page calls something else does not, but its sentences are said.
    let page = format!("<div id=zoom>{TEXT}</div><div class=comment><p>请文明发言。</p></div>");
    let (said, codes, article) = read(&page);
    assert_eq!((said, codes), (text(), vec!["page-text-left-out"]));
    assert_eq!(article.findings[0].value("text"), Some("请文明发言。"));
}

#[test]
fn a_title_is_given_once() {
    let page =
        |inner: &str| format!("<title>{TITLE}_清河市人民政府</title><h1>{TITLE}</h1><div id=zoom>{inner}{TEXT}</div>");
    assert_eq!(read(&page("")).0, titled());
    assert_eq!(read(&page(&format!("<p>{TITLE}</p>"))).0, titled());
    let halves = "<p>清河市民政局</p><p>2021年政府信息公开工作年度报告</p>";
    assert_eq!(read(&page(halves)).0[..2], ["清河市民政局", "2021年政府信息公开工作年度报告"]);
    // Its end alone goes.
    assert_eq!(read(&page("<p>2021年政府信息公开工作年度报告</p>")).0, titled());
    // What only the page calls itself.
    let page = |inner: &str| format!("<title>{TITLE}-清河市人民政府</title><div id=zoom>{inner}{TEXT}</div>");
    assert_eq!(read(&page("")).0, titled());
    assert_eq!(read(&page("<p>政务公开年报</p>")).0.first().map(String::as_str), Some("政务公开年报"));
}

#[test]
fn what_the_head_of_a_page_says_is_believed() {
    let page = format!(
        "<meta name=SiteName content=清河市人民政府><meta name=ArticleTitle content={TITLE}><meta name=PubDate content='2022-02-15 10:44'>
         <meta name=contentsource content=清河市民政局><div class=con>{TEXT}</div>"
    );
    let (said, codes, article) = read(&page);
    assert_eq!((said, codes), (titled(), vec!["page-title-used"]));
    assert_eq!(article.publication.date, Date::new(2022, 2, 15));
    assert_eq!(article.publication.source.as_deref(), Some("清河市民政局"));
}

#[test]
fn the_record_of_a_document_is_no_table_of_it() {
    let record = "<table><tr><td>索引号<td>0001/2022<td>发布机构<td>清河市民政局<tr><td>名称<td>年报<td>发文日期<td>2022-02-15</table>";
    for page in [format!("{record}<div id=zoom>{TEXT}</div>"), format!("<div id=zoom>{record}{TEXT}</div>")] {
        let (said, codes, article) = read(&page);
        assert_eq!(said, text());
        assert_eq!(codes, ["page-chrome-left-out"]);
        assert_eq!(article.publication.date, Date::new(2022, 2, 15));
    }
}

#[test]
fn what_is_elsewhere_is_said() {
    let codes = |page: &str| read(page).1;
    assert_eq!(codes("<div id=app></div><script src=a.js></script>"), ["page-filled-by-script"]);
    assert_eq!(codes(&format!("{TEXT}<iframe src=a.pdf></iframe>")), ["frame-left-out"]);
    assert_eq!(
        codes("<frameset cols=20,80><frame src=left.html><frame src=main.html></frameset>"),
        ["frame-left-out"; 2]
    );
    assert_eq!(codes(&format!("<div id=zoom>{TEXT}</div><a href=2.html>下一页</a>"))[0], "page-one-of-several");
    assert_eq!(
        codes(&format!("<div id=zoom>{TEXT}</div><script>createPageHTML(3,0,'a','html')</script>")),
        ["page-one-of-several"]
    );
    assert_eq!(codes(&format!("<div id=zoom>{TEXT}</div><script>createPageHTML(1,0,'a','html')</script>")), [""; 0]);
}

#[test]
fn a_second_copy_of_the_article_is_left_out() {
    let (said, codes, _) = read(&format!("<div id=zoom>{TEXT}</div><div id=mobile>{TEXT}</div>"));
    assert_eq!((said, codes), (text(), vec!["page-copy-left-out"]));
}

#[test]
fn what_is_marked_as_ours_is_not_looked_at() {
    let inner = format!("<p>{TITLE}</p><p>来源：甲 【打印】</p>{TEXT}");
    // What somebody put beside it is named.
    for (page, named) in [
        (
            format!("<nav><a href=#a>目录</a></nav><main id=main data-nianbao=1>{inner}</main><p>更正：应为12件。</p>"),
            Some("page-text-left-out"),
        ),
        (format!("<nav><a href=#a>目录</a></nav><main id=main data-nianbao=1>{inner}</main>"), None),
        (
            format!("<div id=zoom><div data-nianbao=1>{inner}</div><p>更正：本年新收自然人申请应为2099件。</p></div>"),
            Some("page-text-left-out"),
        ),
        (format!("<div id=zoom><div data-nianbao=1>{inner}</div></div>"), None),
    ] {
        let (said, codes, _) = read(&page);
        assert_eq!(said, [vec![TITLE.to_owned(), "来源：甲 【打印】".to_owned()], text()].concat());
        assert_eq!(codes, named.into_iter().collect::<Vec<_>>(), "{page}");
    }
}
