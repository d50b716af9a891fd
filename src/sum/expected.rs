//! The units there should be: a list of names, perhaps with the level of each.

use super::names::Names;
use crate::form::normal_label;
use std::collections::BTreeMap;

/// Heads of the column of names, and of that of levels.
const NAMES: [&str; 5] = ["单位", "单位名称", "机关", "机关名称", "名称"];
const LEVELS: [&str; 6] = ["层级", "级别", "类别", "类型", "分类", "层次"];

/// The units there should be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expected(Vec<(String, Option<String>)>);

impl Expected {
    /// What a text names: a unit a line, in the first field, its level in the column of that head, or without heads in the second.
    #[must_use]
    pub fn in_text(text: &str) -> Self {
        let mut rows = rows(text).into_iter().peekable();
        let head = rows.next_if(|row| row.first().is_some_and(|first| NAMES.contains(&first.as_str())));
        let level = match &head {
            None => Some(1),
            Some(head) => head.iter().position(|name| LEVELS.contains(&name.as_str())),
        };
        let level_of = |row: &[String]| level.and_then(|at| row.get(at)).filter(|level| !level.is_empty()).cloned();
        Expected(rows.filter_map(|row| Some((row.first()?.clone(), level_of(&row)))).collect())
    }

    /// The names.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Which level a body is of, by its name or one that is short for it.
    pub fn levels(&self) -> impl Fn(&str) -> Option<String> {
        let mut names = Names::default();
        self.0.iter().for_each(|(name, level)| names.insert(name, level.as_deref().unwrap_or_default()));
        let known = self.0.iter().filter_map(|(name, level)| Some((normal_label(name), level.clone()?)));
        let levels: BTreeMap<String, String> = known.collect();
        move |organ: &str| {
            let exact = levels.get(&normal_label(organ));
            exact.or_else(|| levels.get(&normal_label(names.like(organ)?))).cloned()
        }
    }
}

/// The rows of a text of fields: set apart by commas, tabs or semicolons, in quotation marks where they hold one of these. Rows whose first
/// field is blank name nobody.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        let Some(row) = rows.last_mut() else { break };
        let Some(field) = row.last_mut() else { break };
        match c {
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if is_quoted => is_quoted = false,
            '"' if field.trim().is_empty() => is_quoted = true,
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            ',' | '，' | '\t' | ';' if !is_quoted => row.push(String::new()),
            c => field.push(c),
        }
    }
    let trim = |field: &mut String| *field = field.trim_matches(|c: char| c.is_whitespace()).to_owned();
    rows.iter_mut().flatten().for_each(trim);
    rows.retain(|row| row.first().is_some_and(|first| !first.is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_a_line_with_its_level() {
        let list = "\u{feff}单位名称,编号,层级\r\n清河市民政局,1,部门\n\n\"东山镇,\n\"\"人民\"\"政府\"\t2\t乡镇\n,3,乡镇\n名称";
        let expected = Expected::in_text(list);
        assert_eq!(expected.names(), ["清河市民政局", "东山镇,\n\"人民\"政府", "名称"]);
        let level = expected.levels();
        let levels = ["清河市民政局", "市民政局", "名称", "甲"].map(|organ| level(organ).unwrap_or_default());
        assert_eq!(levels, ["部门", "部门", "", ""]);
        let bare = Expected::in_text("甲局;部门\n乙镇\n");
        assert_eq!((bare.levels()("甲局").as_deref(), bare.levels()("乙镇")), (Some("部门"), None));
        assert_eq!(Expected::in_text("单位,部门类\n甲局,一").levels()("甲局"), None, "no column of levels");
    }
}
