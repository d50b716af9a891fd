//! `nianbao check`: for every rule a report that keeps it and one that breaks it, with what is said in both languages.
//!
//! `check/messages.txt` and `check/read.txt` have every message as it is said; `UPDATE_GOLDEN=1` writes it anew (never in CI), to be reviewed by eye.

#[path = "check/command.rs"]
mod command;
#[path = "check/correct.rs"]
mod correct;
#[path = "check/mutation.rs"]
mod mutation;
#[path = "check/read.rs"]
mod read;

use crate::support::root;
use nianbao::check::{Review, review};
use nianbao::document::{Block, Date};
use nianbao::finding::{Finding, Language};
use nianbao::form::{Form, Forms};
use nianbao::report::{Count, DateText, Item, Period, Report, Signature};

/// A report and last year's, to be made wrong.
struct Case {
    forms: Forms,
    /// The form of 2021 as it was changed.
    form_text: String,
    report: Report,
    last_year: Option<Report>,
    units: Option<Vec<Report>>,
}

/// What a report's sections have to say, in other words every other year.
fn told(year: u16) -> [(&'static str, &'static str); 3] {
    match year % 2 {
        0 => [
            ("overview", "主动公开按目录进行，依申请公开按时答复，信息管理、平台建设和监督保障都有专人。"),
            ("problems", "政策解读的形式单一，已增加图解和问答。"),
            ("other", "全年没有收取信息处理费。开展了考核和社会评议，没有责任追究的情形。"),
        ],
        _ => [
            ("overview", "一年来扩大主动公开，规范依申请公开，完善政府信息管理、公开平台建设，加强监督保障。"),
            ("problems", "栏目更新不够及时，下一步按月检查。"),
            ("other", "本年度未收取信息处理费。信息公开列入考核，组织了社会评议，未发生责任追究。"),
        ],
    }
}

/// A report of few figures that keeps every rule.
fn kept(forms: &Forms, form: &str, organ: &str, year: u16) -> Report {
    let mut report = Report::blank(forms.get(form).unwrap(), organ, year);
    for (role, text) in told(year) {
        let section = report.sections.iter_mut().find(|section| section.role.as_deref() == Some(role)).unwrap();
        section.content.push(Item::Block(Block::text(text)));
    }
    for table in report.statistics.values_mut() {
        table.cells.values_mut().for_each(|count| *count = Count::of(0));
    }
    if form == "2021" {
        for (id, value) in [
            ("received.natural_person", 12),
            ("received.commercial_enterprise", 31),
            ("received.legal_service_institution", 5),
            ("received.total", 48),
            ("carried_in.natural_person", 2),
            ("carried_in.total", 2),
            ("results.granted.natural_person", 10),
            ("results.granted.commercial_enterprise", 31),
            ("results.granted.legal_service_institution", 2),
            ("results.granted.total", 43),
            ("results.unavailable.not_held.natural_person", 3),
            ("results.unavailable.not_held.legal_service_institution", 3),
            ("results.unavailable.not_held.total", 6),
            ("results.total.natural_person", 13),
            ("results.total.commercial_enterprise", 31),
            ("results.total.legal_service_institution", 5),
            ("results.total.total", 49),
            ("carried_over.natural_person", 1),
            ("carried_over.total", 1),
        ] {
            report.statistics["applications"].cells[id] = Count::of(value);
        }
        for (id, value) in [("upheld", 10), ("corrected", 1), ("total", 11)] {
            report.statistics["disputes"].cells[&format!("reconsideration.{id}")] = Count::of(value);
        }
        for (id, value) in [("issued", 2), ("repealed", 1), ("in_force", 7)] {
            report.statistics["disclosure"].cells[&format!("normative_documents.{id}")] = Count::of(value);
        }
    }
    report
}

impl Case {
    fn new() -> Self {
        let forms = Forms::built_in().unwrap();
        let report = kept(&forms, "2021", "清河县民政局", 2023);
        let form_text = std::fs::read_to_string(root().join("templates/forms/2021.toml")).unwrap();
        Case { forms, form_text, report, last_year: None, units: None }
    }

    fn set(mut self, cell: &str, raw: &str) -> Self {
        let (table, id) = cell.split_once('.').unwrap();
        let form = self.forms.get(&self.report.statistics[table].form).unwrap();
        let data = form.table(table).unwrap().data_cell(id).unwrap();
        self.report.statistics[table].cells[id] = Count::read(raw, data).0;
        self
    }

    /// Sets the figures of a row of table 3 that are named, in the order of its columns.
    fn row(self, row: &str, figures: [i64; 7]) -> Self {
        const COLUMNS: [&str; 7] = [
            "natural_person",
            "commercial_enterprise",
            "research_institution",
            "public_welfare_organization",
            "legal_service_institution",
            "other",
            "total",
        ];
        let cells = COLUMNS.iter().zip(figures);
        cells
            .fold(self, |case, (column, figure)| case.set(&format!("applications.{row}.{column}"), &figure.to_string()))
    }

    fn of(mut self, organ: &str) -> Self {
        let title = self.report.title.map(|title| title.replace(self.report.organ.as_deref().unwrap(), organ));
        self.report = Report { organ: Some(organ.into()), title, signature: None, ..self.report };
        self
    }

    /// Held against last year's report, in which these figures stand.
    fn after(mut self, figures: &[(&str, i64)]) -> Self {
        let mut last = kept(&self.forms, "2021", "清河县民政局", 2022);
        let in_force =
            [("disclosure.normative_documents.in_force", 6), ("applications.carried_over.natural_person", 2)];
        for (cell, value) in in_force.iter().chain(&[("applications.carried_over.total", 2)]).chain(figures) {
            let (table, id) = cell.split_once('.').unwrap();
            last.statistics[table].cells[id] = Count::of(*value);
        }
        self.last_year = Some(last);
        self
    }

    /// What a government's report has to say.
    fn governing(self) -> Self {
        self.saying("全年开展政务公开考核、社会评议，没有责任追究的情形。")
    }

    /// Of an area, held against two units, of which one leaves a figure blank.
    fn blank_in_unit(self, cell: &str) -> Self {
        let (table, id) = cell.split_once('.').unwrap();
        let mut case = self.over_units(2, cell, 5);
        case.units.as_mut().unwrap()[1].statistics[table].cells[id] = Count::default();
        case
    }

    /// Changed otherwise.
    fn with(mut self, change: impl FnOnce(&mut Report)) -> Self {
        change(&mut self.report);
        self
    }

    /// With nothing but that in a section.
    fn only(self, role: &str, text: &str) -> Self {
        self.with(|report| {
            let section = report.sections.iter_mut().find(|section| section.role.as_deref() == Some(role)).unwrap();
            section.content = vec![Item::Block(Block::text(text))];
        })
    }

    /// Signed by a body on a day.
    fn signed(self, organ: &str, (year, month, day): (u16, u8, u8)) -> Self {
        let date = Some(DateText::of(Date::new(year, month, day).unwrap()));
        self.with(|report| {
            report.signature = Some(Signature { organ: Some(organ.into()), date, ..Signature::default() })
        })
    }

    /// By the form with one more rule of a table.
    fn by(mut self, table: usize, rule: &str) -> Self {
        let own = self.form_text;
        let at = own.match_indices("\n[[tables.rules]]").map(|(at, _)| at);
        let first_of = |table: &str| at.clone().find(|at| own[..*at].contains(&format!("\nid = \"{table}\""))).unwrap();
        let at = match table {
            0 => own.match_indices("\n[[tables]]").nth(1).unwrap().0,
            1 => first_of("applications"),
            2 => first_of("disputes"),
            _ => own.find("\n[[rules]]").unwrap(),
        };
        let kind = if table > 2 { "rules" } else { "tables.rules" };
        let text = format!("{}\n[[{kind}]]\nid = \"own\"\nname = \"自定规则\"\n{rule}\n{}", &own[..at], &own[at..]);
        self.forms = self.forms.with(Form::from_toml(&text).unwrap());
        self.form_text = text;
        self
    }

    /// Of an area, held against that many units, which add up to it but for this figure of the first.
    fn over_units(mut self, count: usize, cell: &str, more: i64) -> Self {
        let (table, id) = cell.split_once('.').unwrap();
        let unit = |index: usize| {
            let mut unit = kept(&self.forms, "2021", &format!("清河县第{index}局"), 2023);
            let cells = unit.statistics.values_mut().flat_map(|table| table.cells.values_mut());
            cells.filter(|_| index > 0).for_each(|count| *count = Count::of(0));
            unit
        };
        let mut units: Vec<Report> = (0..count).map(unit).collect();
        let count = &mut units[0].statistics[table].cells[id];
        *count = Count::of(i64::try_from(count.value.unwrap()).unwrap() + more);
        self.units = Some(units);
        self.of("清河县人民政府")
    }

    /// With one more sentence in the overview.
    fn saying(mut self, sentence: &str) -> Self {
        let overview =
            self.report.sections.iter_mut().find(|section| section.role.as_deref() == Some("overview")).unwrap();
        overview.content.push(Item::Block(Block::text(sentence)));
        self
    }

    fn found(&self) -> Vec<Finding> {
        let (last_year, units) = (self.last_year.as_ref(), self.units.as_deref());
        review(&Review { report: &self.report, forms: &self.forms, last_year, units })
    }
}

/// What is tried, a report for each, and the rules and codes that are said of it, none where all is well.
fn cases() -> Vec<(&'static str, Case, &'static [&'static str])> {
    let new = Case::new;
    vec![
        ("everything kept", new(), &[]),
        ("everything kept, last year too", new().after(&[]), &[]),
        // Must.
        ("balance", new().row("received", [13, 31, 0, 0, 5, 0, 49]), &["sum-differs balance", "sum-differs balance"]),
        (
            "results",
            new()
                .set("applications.results.granted.natural_person", "11")
                .set("applications.results.granted.total", "44"),
            &["sum-differs results", "sum-differs results"],
        ),
        (
            "row-total",
            new()
                .set("applications.received.commercial_enterprise", "13")
                .set("applications.results.total.commercial_enterprise", "13")
                .set("applications.results.granted.commercial_enterprise", "13"),
            &["sum-differs row-total", "sum-differs row-total", "sum-differs row-total"],
        ),
        ("dispute-total", new().set("disputes.reconsideration.total", "0"), &["sum-differs dispute-total"]),
        (
            "one figure, two rules, digits transposed",
            new().set("applications.results.granted.commercial_enterprise", "13"),
            &["figure-inconsistent results row-total"],
        ),
        (
            "one figure, three rules",
            new().set("applications.results.total.legal_service_institution", "4"),
            &["figure-inconsistent balance results row-total"],
        ),
        ("a digit dropped", new().set("applications.received.total", "4"), &["figure-inconsistent balance row-total"]),
        (
            "a digit doubled",
            new().set("applications.received.total", "448"),
            &["figure-inconsistent balance row-total"],
        ),
        (
            "a digit transposed in a single rule",
            new()
                .set("disputes.reconsideration.upheld", "16")
                .set("disputes.reconsideration.total", "71")
                .set("disputes.reconsideration.corrected", "1"),
            &["sum-differs dispute-total"],
        ),
        (
            "a total left from last year",
            new().after(&[("applications.results.granted.total", 57)]).set("applications.results.granted.total", "57"),
            &["figure-inconsistent results row-total"],
        ),
        (
            "a number split over two cells",
            new().row("received", [12, 3, 1, 0, 5, 0, 48]),
            &["figure-inconsistent balance row-total"],
        ),
        (
            "a row shifted by one",
            new().row("received", [0, 12, 31, 0, 0, 5, 0]),
            &["figures-shifted balance row-total"],
        ),
        ("fee in yuan", new().by(0, "formula = \"fees = 2\"").set("disclosure.fees", "20000"), &["sum-differs own"]),
        // Relations.
        ("at most, kept", new().by(0, "formula = \"licences <= penalties\""), &[]),
        (
            "at most",
            new().by(0, "formula = \"licences <= penalties\"").set("disclosure.licences", "1"),
            &["rule-broken own"],
        ),
        ("at least, kept", new().by(0, "formula = \"licences >= 0\""), &[]),
        ("at least", new().by(0, "formula = \"licences >= 1\"\nseverity = \"note\""), &["rule-broken own"]),
        ("one of, kept", new().by(0, "formula = \"licences = penalties | 5\""), &[]),
        (
            "one of",
            new().by(0, "formula = \"licences = penalties | 5\"").set("disclosure.licences", "4"),
            &["rule-broken own"],
        ),
        (
            "across tables, kept",
            new().by(3, "formula = \"disclosure.licences <= disputes.reconsideration.total\""),
            &[],
        ),
        (
            "across tables",
            new().by(3, "formula = \"disclosure.licences = disputes.reconsideration.total\""),
            &["sum-differs own"],
        ),
        // Other units: the area's figures against their sum.
        ("units, kept", new().over_units(3, "disclosure.licences", 0).governing(), &[]),
        ("units", new().over_units(3, "disclosure.licences", 2).governing(), &["units-differ units-sum"]),
        (
            "units, one of them twice",
            Case { units: Some(vec![kept(&new().forms, "2021", "清河县民政局", 2023); 2]), ..new().of("清河县人民政府").governing() },
            &["units-unfit"],
        ),
        ("units, a blank in one of them", new().blank_in_unit("disclosure.licences").governing(), &["units-incomplete"]),
        (
            "a rule of one's own over units, kept",
            new()
                .by(3, "formula = \"disclosure.penalties <= units.disclosure.penalties\"")
                .over_units(2, "disclosure.licences", 0)
                .governing(),
            &[],
        ),
        (
            "a rule of one's own over units",
            new()
                .by(3, "formula = \"disclosure.penalties >= units.disclosure.normative_documents.issued\"")
                .over_units(2, "disclosure.licences", 0)
                .governing(),
            &["rule-broken own"],
        ),
        // Last year's report, in a rule of one's own.
        (
            "last year, kept",
            new().by(3, "formula = \"disclosure.licences <= last.disclosure.licences\"").after(&[]),
            &[],
        ),
        (
            "last year",
            new().by(3, "formula = \"applications.received.total <= last.applications.carried_over.total\"").after(&[]),
            &["rule-broken own"],
        ),
        // Figures in the text.
        (
            "the text, kept",
            new()
                .by(3, "formula = \"prose.applications.received.total = applications.received.total\"")
                .saying("全年收到政府信息公开申请48件。"),
            &[],
        ),
        (
            "the text, as what it is by another reading",
            new()
                .by(3, "formula = \"prose.applications.received.total = applications.received.total\"")
                .saying("全年收到政府信息公开申请50件。"),
            &[],
        ),
        (
            "the text",
            new()
                .by(3, "formula = \"prose.applications.results.total.total <= disclosure.normative_documents.in_force\"")
                .saying("政府信息公开申请全年办结49件。"),
            &["rule-broken own"],
        ),
        (
            "the text against last year",
            new()
                .by(3, "formula = \"prose.disclosure.normative_documents.in_force = last.disclosure.normative_documents.in_force\"")
                .after(&[])
                .saying("现行有效行政规范性文件7件。"),
            &["sum-differs own"],
        ),
        (
            "the text against last year, kept",
            new()
                .by(3, "formula = \"prose.disclosure.normative_documents.in_force >= last.disclosure.normative_documents.in_force\"")
                .after(&[])
                .saying("现行有效行政规范性文件7件。"),
            &[],
        ),
        // What the text says: period, title, dates, contents, leftovers, persons, last year's words.
        ("narrative, kept", new().saying("全年收到政府信息公开申请48件。"), &[]),
        ("narrative", new().saying("全年收到政府信息公开申请84件。"), &["narrative-differs"]),
        ("narrative, of another scope", new().saying("全县收到政府信息公开申请84件。"), &["narrative-may-differ"]),
        ("period, kept", new().with(|report| report.period = Some(period(2023, 12))), &[]),
        ("period", new().with(|report| report.period = Some(period(2022, 12))), &["period-of-other-year"]),
        ("period, a part of the year", new().with(|report| report.period = Some(period(2023, 6))), &["period-part-of-year"]),
        ("another year published", new().with(|report| report.preamble = vec![Block::text(PUBLISHED)]), &["text-of-other-year"]),
        ("another year in a sentence", new().saying("2022年，我局全年公开政府信息100条。"), &["sentence-of-other-year"]),
        ("last year compared", new().saying("2022年全年公开信息90条，2023年公开100条。"), &[]),
        (
            "title",
            new().with(|report| report.title = Some("清河县民政局政府信息公开工作2023年度报告".into())),
            &["title-differs"],
        ),
        ("sign-off, kept", new().signed("清河县民政局", (2024, 1, 31)), &[]),
        ("sign-off of another body", new().signed("清河县财政局", (2024, 1, 31)), &["signed-by-other"]),
        ("deadline", new().signed("清河县民政局", (2024, 2, 1)), &["published-late"]),
        ("sign-off of another year", new().signed("清河县民政局", (2023, 1, 15)), &["signed-in-other-year"]),
        (
            "sign-off before the period ends",
            new().with(|report| report.period = Some(period(2023, 12))).signed("清河县民政局", (2023, 12, 20)),
            &["signed-before-period-ends"],
        ),
        ("problems", new().only("problems", "无。"), &["problems-not-stated"]),
        ("fees", new().only("other", "无其他需要报告的事项。"), &["fees-not-stated"]),
        ("assessment, kept", new().of("清河县人民政府").governing(), &[]),
        ("assessment", new().of("清河县人民政府").only("other", "未收取信息处理费。"), &["assessment-not-stated"]),
        ("aspects", new().only("overview", "主动公开按目录进行，依申请公开按时答复。"), &["aspects-not-covered"]),
        ("overview of 2025, kept", overview_of_2025(1000, "解读3件"), &[]),
        ("overview of 2025, long", overview_of_2025(1001, "解读3件"), &["overview-long"]),
        ("overview of 2025, a number missing", overview_of_2025(200, "认真做好解读"), &["overview-numbers-missing"]),
        ("leftovers", new().saying("全年共发布信息____条。"), &["leftover-text"]),
        ("data of persons", new().saying("申请人身份证号11010519491231002X。"), &["personal-data"]),
        ("a telephone to call", new().saying("联系电话：13800138000。"), &[]),
        ("repeat", repeated(), &["text-repeated"]),
        ("problems of last year", problems_of_last_year(), &["problems-repeated"]),
        // Warnings.
        (
            "carry-over",
            new().after(&[("applications.carried_over.natural_person", 5), ("applications.carried_over.total", 5)]),
            &["carry-over-differs carry-over", "carry-over-differs carry-over"],
        ),
        ("in-force", new().after(&[("disclosure.normative_documents.in_force", 9)]), &["in-force-differs in-force"]),
        ("regulation-level, kept", new().of("清河市人民政府").set("disclosure.regulations.in_force", "3"), &[]),
        (
            "regulation-level",
            new().set("disclosure.regulations.in_force", "3"),
            &["regulations-beyond-level regulation-level"],
        ),
        (
            "regulation-level, in several cells",
            new()
                .set("disclosure.regulations.issued", "1")
                .set("disclosure.regulations.repealed", "2")
                .set("disclosure.regulations.in_force", "14"),
            &[
                "regulations-beyond-level regulation-level",
                "regulations-beyond-level regulation-level",
                "regulations-beyond-level regulation-level",
            ],
        ),
        ("blank", new().set("disclosure.licences", ""), &["figure-blank"]),
        ("dash", new().set("disclosure.licences", "/"), &["figure-placeholder"]),
        ("number: a count", new().set("disclosure.licences", "-3"), &["figure-outside-kind"]),
        ("number: a part of one", new().set("disclosure.licences", "2.5"), &["figure-outside-kind"]),
        ("number: a fee", new().set("disclosure.fees", "-1"), &["figure-outside-kind"]),
        ("number: none", new().set("disclosure.licences", "约10"), &["figure-not-a-number"]),
        ("vintage", Case { report: kept(&new().forms, "2019", "清河县民政局", 2023), ..new() }, &["form-not-of-year"]),
        ("vintage, kept", Case { report: kept(&new().forms, "2019", "清河县民政局", 2019), ..new() }, &[]),
        ("vintages mixed", mixed(), &["mixed-forms"]),
    ]
}

/// What a preamble says of the year before.
const PUBLISHED: &str = "现公布清河县民政局2022年政府信息公开工作年度报告。";

fn period(year: u16, to: u8) -> Period {
    let last = Date::new(year, to, if to == 6 { 30 } else { 31 }).unwrap();
    Period { from: Date::new(year, 1, 1).unwrap(), to: last }
}

/// A report on 2025 whose overview is that long and says that of interpretations.
fn overview_of_2025(length: usize, interpretations: &str) -> Case {
    let text = format!(
        "全年主动公开政府信息100条；{interpretations}；依申请公开按时答复；制发行政规范性文件2件；维护网站1个；组织培训2次，强化监督。"
    );
    let rest = "公".repeat(length - text.chars().count());
    let new = Case::new();
    let report = kept(&new.forms, "2021", "清河县民政局", 2025);
    Case { report, ..new }.only("overview", &(text + &rest))
}

/// The text of last year, word for word.
fn repeated() -> Case {
    let mut case = Case::new().after(&[]);
    case.report.sections = case.last_year.as_ref().unwrap().sections.clone();
    case
}

/// The problems of last year, word for word, and nothing else.
fn problems_of_last_year() -> Case {
    const PROBLEMS: &str =
        "政策解读的形式比较单一，图解和问答不够多，部分栏目更新不及时，下一步增加多种解读形式并按月检查栏目。";
    let mut case = Case::new().after(&[]).only("problems", PROBLEMS);
    let section = case.report.sections.iter().find(|section| section.role.as_deref() == Some("problems")).unwrap();
    let sections = &mut case.last_year.as_mut().unwrap().sections;
    let last = sections.iter_mut().find(|section| section.role.as_deref() == Some("problems")).unwrap();
    last.content = section.content.clone();
    case
}

fn mixed() -> Case {
    let mut case = Case::new();
    let other = kept(&case.forms, "2019", "清河县民政局", 2019);
    case.report.statistics["disclosure"] = other.statistics["disclosure"].clone();
    case
}

/// A finding as `check` says it.
fn shown(finding: &Finding, language: Language) -> String {
    let details = finding.details().map(|detail| format!("\n    {}", detail.render(language)));
    format!("  {}{}\n", finding.render(language), details.collect::<String>())
}

#[test]
fn every_rule_is_kept_and_broken_and_said_in_both_languages() {
    let mut text = String::new();
    for (name, case, expected) in cases() {
        let found = case.found();
        let said: Vec<String> = found
            .iter()
            .map(|finding| {
                let mut words = vec![finding.code().to_owned()];
                words.extend(finding.rules().iter().cloned());
                words.join(" ")
            })
            .collect();
        assert_eq!(said, expected, "{name}: {found:#?}");
        text.push_str(&format!("{name}\n"));
        for language in [Language::Chinese, Language::English] {
            text.extend(found.iter().map(|finding| shown(finding, language)));
        }
    }
    let path = root().join("tests/check/messages.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() && std::env::var_os("CI").is_none() {
        std::fs::write(&path, &text).unwrap();
    }
    let approved = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == approved, "tests/check/messages.txt has other messages (UPDATE_GOLDEN=1); now:\n{text}");
}

#[test]
fn a_rule_speaks_of_one_number_of_the_text_and_of_cells_there_are() {
    let own = std::fs::read_to_string(root().join("templates/forms/2021.toml")).unwrap();
    let refused = |formula: &str| {
        let text = format!("{own}\n[[rules]]\nid = \"own\"\nname = \"自定规则\"\nformula = \"{formula}\"\n");
        Form::from_toml(&text).map(|_| ()).map_err(|e| e.to_string())
    };
    assert_eq!(refused("prose.disclosure.licences = prose.disclosure.licences"), Ok(()));
    for (formula, cause) in [
        (
            "prose.disclosure.licences = prose.disclosure.penalties",
            "the formula speaks of two numbers of the text (“licences”, “penalties”), and may speak of one",
        ),
        ("units.disclosure.none = disclosure.licences", "none"),
        ("other.disclosure.licences = disclosure.licences", "disclosure.licences"),
    ] {
        let said = refused(formula).unwrap_err();
        assert!(said.contains(cause), "{formula}: {said}");
    }
    // In the rules of one table there is nothing before an id.
    let table_rule =
        own.replacen("formula = \"reconsideration.total = ", "formula = \"prose.reconsideration.total = ", 1);
    assert!(Form::from_toml(&table_rule).is_err());
}
