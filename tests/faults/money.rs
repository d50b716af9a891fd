//! Amounts of money of which something says another unit than their head: converted where that is certain, else refused.

use super::figures::{FEES, says, stated, workbook};
use nianbao::finding::Warned;
use nianbao::report::Report;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Format as Look, Worksheet};

/// The head of the fee.
const HEAD: (u32, u16) = (12, 1);

/// A fee under the forms' own head, which says 万元.
fn with(fee: f64, change: impl FnOnce(&mut Worksheet)) -> Warned<Report> {
    workbook(|sheet| {
        sheet.write(HEAD.0, HEAD.1, "本年收费金额（单位：万元）").unwrap();
        sheet.write_number(FEES.0, FEES.1, fee).unwrap();
        change(sheet);
    })
}

fn value(read: &Warned<Report>) -> Option<String> {
    stated(read, "fees").0
}

#[test]
fn another_unit_beside_the_forms_own_is_refused() {
    for (row, column, text) in [
        (0, 4, "单位:件;元"),
        (0, 4, "（单位：件；元）"),
        (15, 0, "注：本表金额单位均为元"),
        (15, 0, "收费单位:元"),
        (15, 0, "备注：收费金额为264400元"),
        (HEAD.0, HEAD.1 + 3, "元"),
        (FEES.0, FEES.1 + 3, "元"),
        (FEES.0, 0, "行政事业性收费 单位：元"),
    ] {
        let read = with(264_400.0, |sheet| sheet.write(row, column, text).map(|_| ()).unwrap());
        assert_eq!((value(&read), says(&read, "money-unit-unclear")), (None, 1), "{text}");
    }
    for header in ["&R单位：元", "&C金额单位：元"] {
        let above = with(264_400.0, |sheet| {
            sheet.set_header(header);
        });
        assert_eq!((value(&above), says(&above, "money-unit-unclear")), (None, 1), "{header}");
        let below = with(264_400.0, |sheet| {
            sheet.set_footer(header);
        });
        assert_eq!((value(&below), says(&below, "money-unit-unclear")), (None, 1), "{header}");
    }
}

#[test]
fn what_a_cell_says_once_it_is_chosen_counts_as_a_note_does() {
    let prompted = |fee: f64, prompt: &str| {
        with(fee, |sheet| {
            let rule = DataValidationRule::GreaterThanOrEqualTo(0.0);
            let validation = DataValidation::new().allow_decimal_number(rule).set_input_message(prompt).unwrap();
            sheet.add_data_validation(FEES.0, FEES.1, FEES.0, FEES.1, &validation).unwrap();
        })
    };
    let other = prompted(264_400.0, "单位：元");
    assert_eq!((value(&other), says(&other, "money-unit-unclear")), (None, 1));
    assert_eq!(says(&other, "input-message-left-out"), 1);
    let own = prompted(26.44, "单位：万元");
    assert_eq!((value(&own).as_deref(), says(&own, "money-unit-unclear")), (Some("26.44"), 0));
}

#[test]
fn the_forms_own_unit_is_quiet_wherever_it_stands() {
    for (row, column, text) in [
        (0, 4, "单位：万元"),
        (0, 4, "单位：件、万元"),
        (0, 4, "单位:件;万元"),
        (15, 0, "注：金额单位均为万元"),
        (15, 0, "备注：收费金额为264400元"),
        (15, 0, "备注：行政事业性收费共26.44万元"),
        (15, 0, "行政事业性收费标准：每件10元"),
        (15, 0, "其中：信息处理费0元"),
        (FEES.0, 0, "行政事业性收费"),
    ] {
        let read = with(26.44, |sheet| sheet.write(row, column, text).map(|_| ()).unwrap());
        assert_eq!(value(&read).as_deref(), Some("26.44"), "{text}");
        assert_eq!(says(&read, "money-unit-unclear") + says(&read, "money-converted"), 0, "{text}");
    }
    let header = with(26.44, |sheet| {
        sheet.set_header("&R单位：万元");
    });
    assert_eq!(value(&header).as_deref(), Some("26.44"));
}

#[test]
fn a_head_says_its_unit_in_many_words() {
    for (head, fee, value, code) in [
        ("本年收费金额（元）", 264_400.0, "26.44", Some("money-converted")),
        ("收费金额（人民币元）", 264_400.0, "26.44", Some("money-converted")),
        ("收费金额（百元）", 2_644.0, "26.44", Some("money-converted")),
        ("收费金额（单位：千元）", 264.4, "26.44", Some("money-converted")),
        ("收费金额/元", 264_400.0, "26.44", Some("money-converted")),
        ("本年收费金额（人民币万元）", 2_644.0, "2644", None),
        ("收费金额（万）", 2_644.0, "2644", None),
        ("收费金额（单位：万元）", 2_644.0, "2644", None),
        ("金额（万元）", 2_644.0, "2644", None),
        // Nothing says it: small, it is the form's; very large, somebody should look.
        ("收费金额", 26.44, "26.44", None),
        ("本年收费金额", 264_400.0, "264400", Some("money-unit-unsaid")),
    ] {
        let read = with(fee, |sheet| sheet.write(HEAD.0, HEAD.1, head).map(|_| ()).unwrap());
        assert_eq!(self::value(&read).as_deref(), Some(value), "{head}: {:?}", read.findings);
        let said = read.findings.iter().map(nianbao::finding::Finding::code).find(|code| code.starts_with("money-"));
        assert_eq!(said, code, "{head}");
    }
}

#[test]
fn a_struck_part_of_a_unit_is_not_there() {
    let (plain, struck) = (Look::new(), Look::new().set_font_strikethrough());
    let read = with(264_400.0, |sheet| {
        let runs = [(&plain, "本年收费金额（单位："), (&struck, "万"), (&plain, "元）")];
        sheet.write_rich_string(HEAD.0, HEAD.1, &runs).map(|_| ()).unwrap();
    });
    assert_eq!((value(&read).as_deref(), says(&read, "money-converted")), (Some("26.44"), 1));
}

#[test]
fn a_sign_of_currency_alone_says_no_unit() {
    let read = with(264_400.0, |sheet| sheet.write(HEAD.0, HEAD.1, "本年收费金额（￥）").map(|_| ()).unwrap());
    assert_eq!((value(&read), says(&read, "money-unit-unclear")), (None, 1));
}

#[test]
fn number_formats_say_the_unit_in_whatever_way() {
    let fee = |number: f64, format: &str| {
        let look = Look::new().set_num_format(format);
        with(0.0, |sheet| sheet.write_number_with_format(FEES.0, FEES.1, number, &look).map(|_| ()).unwrap())
    };
    for format in ["#,##0.00\"（元）\"", "[DBNum1]0\"元\"", "G/通用格式\"元\""] {
        let read = fee(264_400.0, format);
        assert_eq!((value(&read).as_deref(), says(&read, "money-converted")), (Some("26.44"), 1), "{format}");
    }
    assert_eq!(value(&fee(264_400.0, "[$CNY] #,##0")), None);
    assert_eq!(says(&fee(264_400.0, "0,.00"), "shown-differently"), 1);
    for format in ["0.00", "#,##0.00", "0.00_);(0.00)"] {
        let read = fee(26.44, format);
        assert_eq!((value(&read).as_deref(), says(&read, "shown-differently")), (Some("26.44"), 0), "{format}");
    }
}

#[test]
fn counts_in_multiples_are_not_taken() {
    for text in ["单位：百件", "（数量单位：千件，金额单位：万元）", "注：本表数据以百件计"]
    {
        let read = with(26.44, |sheet| sheet.write(0, 4, text).map(|_| ()).unwrap());
        assert_eq!((stated(&read, "licences").0, says(&read, "counts-in-multiples")), (None, 1), "{text}");
        assert_eq!(stated(&read, "licences").1, "15", "{text}");
    }
    for text in ["单位：件", "单位：件、万元", "注：受理3百件以上的"] {
        let read = with(26.44, |sheet| sheet.write(0, 4, text).map(|_| ()).unwrap());
        assert_eq!(
            (stated(&read, "licences").0.as_deref(), says(&read, "counts-in-multiples")),
            (Some("15"), 0),
            "{text}"
        );
    }
}

#[test]
fn a_head_that_makes_another_quantity_of_the_label_is_not_taken() {
    for head in ["本年制发件数占比", "制发件数（％）", "本年制发件数（百件）", "本年制发件数目标", "本年制发页数"]
    {
        let read = with(26.44, |sheet| sheet.write(1, 1, head).map(|_| ()).unwrap());
        let refused = says(&read, "label-not-taken") + says(&read, "row-missing") + says(&read, "column-missing");
        let is_taken = read.value.statistics["disclosure"]
            .cells
            .get("normative_documents.issued")
            .is_some_and(|c| c.value.is_some());
        assert!(refused > 0 && !is_taken, "{head}: {:?}", read.findings);
    }
}
