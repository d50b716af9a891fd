//! Whether the title is of the prescribed form: {机关全称}{年份}年政府信息公开工作年度报告.

use crate::document::Folded;
use crate::finding::{Finding, catalogue};
use crate::form::Forms;
use crate::report::Report;

/// A title that says the same in another form.
pub(super) fn check_title(report: &Report, forms: &Forms) -> Option<Finding> {
    let form = forms.get(report.form.as_deref()?)?;
    let (title, organ, year) = (report.title.as_deref()?, report.organ.as_deref()?, report.year?);
    let expected = form.title(organ, year);
    let folded = |text: &str| Folded::of(text).characters().to_vec();
    (folded(title) != folded(&expected))
        .then(|| catalogue::text::title_differs(title, expected).at_origin(&report.title_origin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Language;

    fn said(title: &str) -> Option<Finding> {
        let report = Report {
            form: Some("2021".into()),
            title: Some(title.into()),
            organ: Some("清河市民政局".into()),
            year: Some(2023),
            ..Report::default()
        };
        check_title(&report, &Forms::built_in().unwrap())
    }

    #[test]
    fn another_form_of_the_title_is_said() {
        for right in ["清河市民政局2023年政府信息公开工作年度报告", "清河市民政局 ２０２３年\n政府信息公开工作年度报告"]
        {
            assert_eq!(said(right), None, "{right}");
        }
        let finding = said("清河市民政局政府信息公开工作2023年度报告").unwrap();
        assert_eq!(finding.code(), "title-differs");
        assert_eq!(
            finding.message(Language::Chinese),
            "标题“清河市民政局政府信息公开工作2023年度报告”不是规定的写法，应为“清河市民政局2023年政府信息公开工作年度报告”"
        );
        assert!(finding.message(Language::English).contains("is not of the prescribed form"));
        assert!(said("清河市民政局2023年政府信息公开年度报告").is_some());
    }
}
