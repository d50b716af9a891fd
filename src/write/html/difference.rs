//! What two reports differ in → a web page, one beside the other.
//!
//! As the page of a report it carries no script, loads nothing and is well-formed as XML. What changed is said in words as well as
//! in colours, and marked as deleted and inserted text.

use super::escape::escaped;
use crate::diff::{
    Change, Difference, Figure, Passage, PassageKind, PassageText, Side, TableDifference, signed, stated_in_words,
};
use crate::finding::{Language, Term, Value, terms};

const STYLE: &str = r#":root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.7 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;background:Canvas;color:CanvasText;overflow-wrap:anywhere}
main{max-width:80rem;margin:0 auto;padding:1.5rem 1rem 4rem}
.skip{position:absolute;left:-100vw}
.skip:focus{left:1rem;top:1rem;padding:.5rem 1rem;background:Canvas;border:2px solid}
h1{font-size:1.6rem;margin:.3em 0}
h2{font-size:1.25rem;margin:1.8em 0 .5em;border-bottom:2px solid GrayText}
ul{margin:.5em 0;padding-inline-start:1.4em}
table{border-collapse:collapse;width:100%;margin:.8em 0 1.6em;font-size:.9375rem}
caption{text-align:start;font-weight:700;padding:.3em 0}
td,th{border:1px solid GrayText;padding:.3em .5em;vertical-align:top;text-align:start;font-weight:400}
thead th{font-weight:700}
td.figure{text-align:end;font-variant-numeric:tabular-nums}
.text td{white-space:pre-wrap;width:45%}
.text .how{width:10%}
.text .heading td{font-weight:700}
tr.same td,tr.year td,tr.spacing td{opacity:.72}
del{text-decoration:line-through;background:#ffd7d5;color:#6e0b05}
ins{text-decoration:underline;background:#ccf3d2;color:#05401a}
.how{font-size:.875rem}
.none{color:GrayText}
@media (prefers-color-scheme:dark){del{background:#5c1a17;color:#ffd7d5}ins{background:#12401f;color:#ccf3d2}}
@page{size:A4 landscape;margin:15mm}
@media print{:root{color-scheme:light}body{background:#fff;color:#000;font-size:9pt}main{max-width:none;padding:0}.skip{display:none}
thead{display:table-header-group}tr{break-inside:avoid}h2,caption{break-after:avoid}tr.same td,tr.year td,tr.spacing td{opacity:1}
del{background:none;color:#000}ins{background:none;color:#000}}
"#;

/// The difference as one HTML page. Same difference and language, same text.
#[must_use]
pub fn difference_to_html(difference: &Difference, language: Language) -> String {
    let mut page = Page { out: String::new(), language };
    page.whole(difference);
    page.out
}

struct Page {
    out: String,
    language: Language,
}

/// How a change is called in the style sheet.
fn class(change: Change) -> &'static str {
    match change {
        Change::Same => "same",
        Change::Year => "year",
        Change::Spacing => "spacing",
        _ => "differs",
    }
}

/// The element a text stands in that is only on one side.
fn only(tag: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("<{tag}>{}</{tag}>", escaped(text)) }
}

impl Page {
    fn word(&self, term: &'static Term) -> String {
        escaped(term.words(self.language))
    }

    fn said(&self, value: &Value) -> String {
        escaped(&value.render(self.language))
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn whole(&mut self, difference: &Difference) {
        let language = match self.language {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        };
        let title = self.word(terms::COMPARISON);
        self.push(&format!(
            "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{language}\" xml:lang=\"{language}\">\n<head>\n\
             <meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#text\">{}</a>\n<main>\n<h1>{title}</h1>\n",
            self.word(terms::SKIP_TO_TEXT)
        ));
        self.sides(difference);
        self.list(difference);
        self.particulars(difference);
        if !difference.tables.is_empty() {
            self.push(&format!("<h2>{}</h2>\n", self.word(terms::STATUTORY_FIGURES)));
            difference.tables.iter().for_each(|table| self.table(table));
        }
        self.text(&difference.passages);
        self.push("</main>\n</body>\n</html>\n");
    }

    fn sides(&mut self, difference: &Difference) {
        for (name, side) in [(terms::REPORT_BEFORE, &difference.before), (terms::REPORT_AFTER, &difference.after)] {
            let Side { file, organ, year, .. } = side;
            let year = year.map(|year| year.to_string());
            let parts: Vec<&str> = [file, organ, &year].into_iter().flatten().map(String::as_str).collect();
            let colon = self.language.colon();
            self.push(&format!(
                "<p>{}{colon}<span lang=\"zh-CN\">{}</span></p>\n",
                self.word(name),
                escaped(&parts.join(" "))
            ));
        }
    }

    fn list(&mut self, difference: &Difference) {
        let said: Vec<Value> = difference.notes().into_iter().chain(difference.summary()).collect();
        let items: Vec<String> = said.iter().map(|value| format!("<li>{}</li>", self.said(value))).collect();
        self.push(&format!("<ul>\n{}\n</ul>\n", items.join("\n")));
    }

    /// The heads of a table: some words, each the head of a column.
    fn heads(&self, words: &[&'static Term]) -> String {
        let heads: String = words.iter().map(|word| format!("<th scope=\"col\">{}</th>", self.word(word))).collect();
        format!("<thead><tr>{heads}</tr></thead>")
    }

    fn particulars(&mut self, difference: &Difference) {
        if difference.particulars.is_empty() {
            return;
        }
        let heads = [
            "",
            terms::REPORT_BEFORE.words(self.language),
            terms::REPORT_AFTER.words(self.language),
            terms::HOW_CHANGED.words(self.language),
        ];
        let heads: String = heads
            .iter()
            .map(|head| {
                if head.is_empty() {
                    "<td></td>".to_owned()
                } else {
                    format!("<th scope=\"col\">{}</th>", escaped(head))
                }
            })
            .collect();
        let mut rows = String::new();
        for particular in &difference.particulars {
            let side = |stated: &Option<String>, tag: &str| {
                let text = particular.shown(stated.as_deref(), self.language);
                if particular.change.is_difference() { only(tag, &text) } else { escaped(&text) }
            };
            rows.push_str(&format!(
                "<tr class=\"{}\"><th scope=\"row\">{}</th><td lang=\"zh-CN\">{}</td><td lang=\"zh-CN\">{}</td><td class=\"how\">{}</td></tr>\n",
                class(particular.change),
                self.word(particular.field.term()),
                side(&particular.before, "del"),
                side(&particular.after, "ins"),
                self.word(particular.change.term()),
            ));
        }
        let title = self.word(terms::PARTICULARS);
        self.push(&format!(
            "<h2>{title}</h2>\n<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
        ));
    }

    /// The figures of a table that differ; of the others how many there are.
    fn table(&mut self, table: &TableDifference) {
        let rows: Vec<String> = table
            .figures
            .iter()
            .filter(|figure| figure.change.is_difference())
            .map(|figure| self.figure(figure))
            .collect();
        let whole = table.as_whole().map(|value| self.said(&value));
        let alike = match table.alike() {
            0 => None,
            _ if rows.is_empty() => Some(self.word(terms::NO_DIFFERENCES)),
            count => Some(self.said(&terms::figures_alike(count))),
        };
        let said: Vec<String> = whole.into_iter().chain(alike).collect();
        let name = escaped(&table.name);
        if rows.is_empty() {
            self.push(&format!(
                "<p><span lang=\"zh-CN\">{name}</span>{}{}</p>\n",
                self.language.colon(),
                said.join(" ")
            ));
            return;
        }
        let heads = self.heads(&[
            terms::ROW_OF_TABLE,
            terms::COLUMN_OF_TABLE,
            terms::REPORT_BEFORE,
            terms::REPORT_AFTER,
            terms::BY_HOW_MUCH,
            terms::HOW_CHANGED,
        ]);
        self.push(&format!(
            "<table>\n<caption lang=\"zh-CN\">{name}</caption>\n{heads}\n<tbody>\n{}</tbody>\n</table>\n",
            rows.concat()
        ));
        if !said.is_empty() {
            self.push(&format!("<p>{}</p>\n", said.join(" ")));
        }
    }

    fn figure(&self, figure: &Figure) -> String {
        let label = |label: &Option<String>| escaped(label.as_deref().unwrap_or_default());
        let side = |stated, tag| only(tag, &stated_in_words(stated, self.language));
        format!(
            "<tr><th scope=\"row\" lang=\"zh-CN\">{}</th><td lang=\"zh-CN\">{}</td><td class=\"figure\">{}</td><td class=\"figure\">{}</td><td class=\"figure\">{}</td><td class=\"how\">{}</td></tr>\n",
            label(&figure.row),
            label(&figure.column),
            side(figure.before.as_ref(), "del"),
            side(figure.after.as_ref(), "ins"),
            escaped(&signed(figure.delta.as_deref())),
            self.word(figure.change.term()),
        )
    }

    fn text(&mut self, passages: &[Passage]) {
        let title = self.word(terms::TEXT_OF_REPORT);
        self.push(&format!("<h2 id=\"text\">{title}</h2>\n"));
        if passages.is_empty() {
            self.push(&format!("<p>{}</p>\n", self.word(terms::NO_DIFFERENCES)));
            return;
        }
        let heads = self.heads(&[terms::REPORT_BEFORE, terms::REPORT_AFTER, terms::HOW_CHANGED]);
        self.push(&format!("<table class=\"text\">\n{heads}\n<tbody>\n"));
        passages.iter().for_each(|passage| self.passage(passage));
        self.push("</tbody>\n</table>\n");
    }

    fn passage(&mut self, passage: &Passage) {
        let text = |text: &Option<PassageText>| text.as_ref().map_or("", |text| text.text.as_str()).to_owned();
        let (before, after) = (text(&passage.before), text(&passage.after));
        let (before, after) = match passage.change {
            Change::Added => (String::new(), only("ins", &after)),
            Change::Removed => (only("del", &before), String::new()),
            _ if passage.pieces.is_empty() => (escaped(&before), escaped(&after)),
            _ => in_pieces(passage),
        };
        let how = match (&passage.change, &passage.before) {
            (Change::Same, _) => String::new(),
            (Change::Moved, Some(PassageText { section: Some(section), .. })) => self.said(&terms::moved_from(section)),
            (change, _) => self.word(change.term()),
        };
        let heading = if passage.kind == PassageKind::Heading { " heading" } else { "" };
        self.push(&format!(
            "<tr class=\"{}{heading}\"><td lang=\"zh-CN\">{before}</td><td lang=\"zh-CN\">{after}</td><td class=\"how\">{how}</td></tr>\n",
            class(passage.change),
        ));
    }
}

/// A changed passage on both sides, what changed marked.
fn in_pieces(passage: &Passage) -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    for piece in &passage.pieces {
        match piece.change {
            Change::Removed => before.push_str(&only("del", &piece.text)),
            Change::Added => after.push_str(&only("ins", &piece.text)),
            _ => {
                before.push_str(&escaped(piece.was.as_deref().unwrap_or(&piece.text)));
                after.push_str(&escaped(&piece.text));
            }
        }
    }
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Content};
    use crate::form::Forms;
    use crate::report::{Item, Report, Section};

    fn report(title: &str, texts: &[&str]) -> Report {
        let content = texts.iter().map(|text| Item::Block(Block::text(*text))).collect();
        let heading = Some(Content::plain("一、<b>总体</b>情况"));
        Report {
            title: Some(title.into()),
            sections: vec![Section { role: None, heading, content }],
            ..Report::default()
        }
    }

    fn page(language: Language) -> String {
        let before =
            report("甲<script>alert(1)</script>", &["全年共收到申请64件\"&", "原来的一段话不在了", "没有变的话"]);
        let after = report(
            "乙<img src=x onerror=alert(1)>",
            &["全年共收到申请46件\"&<i>", "没有变的话", "\u{1}\u{0}新的一段话"],
        );
        difference_to_html(&crate::diff::reports_to_difference(&before, &after, &Forms::built_in().unwrap()), language)
    }

    #[test]
    fn nothing_a_report_says_is_markup_and_the_page_is_well_formed() {
        for language in [Language::Chinese, Language::English] {
            let page = page(language);
            assert!(
                !page.contains("<script") && !page.contains("<img") && !page.contains("<b>") && !page.contains("<i>")
            );
            assert!(!page.contains(['\u{0}', '\u{1}']));
            let mut reader = quick_xml::Reader::from_str(&page);
            let mut depth = 0;
            loop {
                match reader.read_event().unwrap() {
                    quick_xml::events::Event::Start(_) => depth += 1,
                    quick_xml::events::Event::End(_) => depth -= 1,
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(depth, 0);
        }
    }

    #[test]
    fn the_words_of_the_page_are_those_of_the_language() {
        let (zh, en) = (page(Language::Chinese), page(Language::English));
        assert!(zh.contains("<h1>年报对比</h1>") && zh.contains("收到申请<del>64</del>件"), "{zh}");
        assert!(en.contains("<h1>Two reports compared</h1>") && en.contains("收到申请<ins>46</ins>件"), "{en}");
        assert!(en.contains("<td class=\"how\">changed</td>") && zh.contains("<td class=\"how\">改动</td>"), "{en}");
    }
}
