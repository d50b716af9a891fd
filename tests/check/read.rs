//! What is said of a report as it is read: its sections, the labels and tables of its form, last year's report beside it.

use super::Case;
use super::command::written;
use crate::support::{nianbao, root, said};
use std::fs;

const PICTURE: &str = "![统计表](data:image/png;base64,\
    iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVQI12NoYPgPQgAL/gL/h0W1FAAAAABJRU5ErkJggg==)";

/// A report as Markdown, changed there: what is tried, the change, and the codes that are said of it, none where all is well.
type Change = fn(&str) -> String;
const CASES: [(&str, Change, &[&str]); 10] = [
    ("sections and labels, kept", str::to_owned, &[]),
    ("section, left out", |text| without(text, "## 六、", None), &["section-missing"]),
    (
        "section, in other words",
        |text| text.replace("五、存在的主要问题及改进情况", "五、存在的主要问题和改进措施"),
        &["section-guessed"],
    ),
    ("label", |text| text.replace("本机关不掌握相关政府信息", "本机关不掌握相关政府信"), &["label-differs"]),
    ("label, of another meaning", |text| text.replacen("行政强制", "行政强制措施", 1), &["label-not-taken"]),
    ("table, left out", |text| without(text, "<table", Some("</table>")), &["table-missing"]),
    ("table, much of it left out", |text| without(text, ">（五）不予处理<", Some("</tbody>")), &["table-incomplete"]),
    (
        "table, a picture of it",
        |text| text.replace(&between(text, "<table", Some("</table>")), PICTURE),
        &["table-is-picture"],
    ),
    (
        "table, a picture that is elsewhere",
        |text| text.replace(&between(text, "<table", Some("</table>")), "![统计表](images/%E8%A1%A8%E5%9B%9B.png)"),
        &["table-missing", "linked-picture"],
    ),
    (
        "section, a word more",
        |text| text.replace("主动公开政府信息情况", "主动公开政府信息的情况"),
        &["heading-differs"],
    ),
];

/// From the last place of a text to an end, its own if there is none.
fn between(text: &str, from: &str, to: Option<&str>) -> String {
    let start = text.rfind(from).unwrap();
    let end = to.map_or(text.len(), |to| start + text[start..].find(to).unwrap());
    text[start..end].to_owned()
}

fn without(text: &str, from: &str, to: Option<&str>) -> String {
    text.replace(&between(text, from, to), "")
}

#[test]
fn what_is_read_is_said_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let json = written(&Case::new().signed("清河县民政局", (2024, 1, 31)), folder.path(), "report.json");
    let path = folder.path().join("年报.md");
    let path = path.to_str().unwrap();
    assert!(nianbao(&["convert", &json, "-o", path]).status.success());
    let kept = fs::read_to_string(path).unwrap();
    let mut text = String::new();
    for (name, change, codes) in CASES {
        fs::write(path, change(&kept)).unwrap();
        text.push_str(&format!("{name}\n"));
        for language in ["zh", "en"] {
            let output = said(&nianbao(&["check", path, "--lang", language]));
            text.push_str(&output.replace(path, "年报.md"));
            for code in codes {
                assert!(output.contains(&format!("[{code}]")), "{name}: {output}");
            }
        }
    }
    let approved = root().join("tests/check/read.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() && std::env::var_os("CI").is_none() {
        fs::write(&approved, &text).unwrap();
    }
    assert!(
        text == fs::read_to_string(approved).unwrap_or_default(),
        "tests/check/read.txt says otherwise; now:\n{text}"
    );
}
