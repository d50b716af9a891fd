//! What no person sees, or hardly any: by conditional formats, number formats, flat rows, tiny and pale runs, hidden shapes.

use super::figures::{LICENCES, says, stated, workbook};
use crate::support::options;
use nianbao::convert::bytes_to_report;
use nianbao::finding::Warned;
use nianbao::format::Format;
use nianbao::report::Report;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula, Format as Look, Worksheet,
};

const AT: (u32, u16) = LICENCES;

fn licences(read: &Warned<Report>) -> Option<String> {
    stated(read, "licences").0
}

/// A sheet whose licences have a look and a conditional format: where they are more than so much.
fn conditional(own: &Look, more_than: f64, change: &Look) -> Warned<Report> {
    let rule =
        ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::GreaterThan(more_than)).set_format(change);
    workbook(|sheet| {
        sheet.write_number_with_format(AT.0, AT.1, 15, own).unwrap();
        sheet.add_conditional_format(AT.0, AT.1, AT.0, AT.1, &rule).unwrap();
    })
}

#[test]
fn conditional_formats_hide_strike_and_show() {
    let plain = Look::new();
    let white = Look::new().set_font_color(0xFFFFFF);
    let dark = Look::new().set_background_color(0x1F3864);
    let struck = Look::new().set_font_strikethrough();
    for (own, more_than, change, value, code) in [
        (&plain, 0.0, &white, None, "ground-colored-text-dropped"),
        (&plain, 99.0, &white, Some("15"), ""),
        (&plain, 0.0, &struck, None, "figure-struck"),
        (&white, 0.0, &dark, Some("15"), ""),
        (&white, 99.0, &dark, None, "ground-colored-text-dropped"),
        (&plain, 0.0, &dark, Some("15"), ""),
    ] {
        let read = conditional(own, more_than, change);
        assert_eq!(licences(&read).as_deref(), value, "{change:?} {more_than}");
        assert!(code.is_empty() || says(&read, code) == 1, "{code}: {:?}", read.findings);
    }
}

#[test]
fn conditions_that_cannot_be_told_are_named() {
    let formula = |rule: &str, change: &Look| {
        let rule = ConditionalFormatFormula::new().set_rule(rule).set_format(change);
        workbook(|sheet| {
            sheet.write_number(AT.0, AT.1, 15).unwrap();
            sheet.add_conditional_format(AT.0, AT.1, AT.0, AT.1, &rule).map(|_| ()).unwrap();
        })
    };
    let white = Look::new().set_font_color(0xFFFFFF);
    let read = formula("=ISODD($A$1)", &white);
    assert_eq!((licences(&read).as_deref(), says(&read, "conditional-format-may-hide")), (Some("15"), 1));
    // What changes nothing that matters needs no word.
    let read = formula("=ISODD($A$1)", &Look::new().set_background_color(0xFFFF00));
    assert_eq!((licences(&read).as_deref(), says(&read, "conditional-format-may-hide")), (Some("15"), 0));
    assert_eq!(licences(&formula("=TRUE", &white)), None);
}

#[test]
fn number_formats_have_colours() {
    for (format, value) in
        [("[White]0", None), ("[Color2]0", None), ("[Red]0", Some("15")), ("0;[White]-0", Some("15"))]
    {
        let look = Look::new().set_num_format(format);
        let read = workbook(|sheet| drop(sheet.write_number_with_format(AT.0, AT.1, 15, &look)));
        assert_eq!(licences(&read).as_deref(), value, "{format}");
    }
    let counted = Look::new().set_num_format("0\"件\"");
    let read = workbook(|sheet| drop(sheet.write_number_with_format(AT.0, AT.1, 15, &counted)));
    assert_eq!((licences(&read).as_deref(), says(&read, "shown-differently")), (Some("15"), 0));
}

#[test]
fn flat_rows_and_columns_are_hidden_ones() {
    let said = |change: fn(&mut Worksheet), code: &str| says(&workbook(change), code);
    assert_eq!(said(|sheet| drop(sheet.set_row_height(6, 0.75)), "hidden-rows"), 1);
    assert_eq!(said(|sheet| drop(sheet.set_row_height(6, 12)), "hidden-rows"), 0);
    assert_eq!(said(|sheet| drop(sheet.set_column_width(1, 0.1)), "hidden-columns"), 1);
    assert_eq!(said(|sheet| drop(sheet.set_column_width(1, 2)), "hidden-columns"), 0);
}

#[test]
fn hardly_seen_digits_join_no_figure() {
    let plain = Look::new();
    let (minute, small) = (Look::new().set_font_size(1.5), Look::new().set_font_size(8));
    let pale = Look::new().set_font_color(0xE6E6E6);
    for (look, value, code) in
        [(&minute, None, "minute-text-read"), (&pale, None, "pale-text-read"), (&small, Some("1555"), "")]
    {
        let read = workbook(|sheet| drop(sheet.write_rich_string(AT.0, AT.1, &[(&plain, "15"), (look, "55")])));
        assert_eq!(licences(&read).as_deref(), value, "{look:?}");
        assert!(code.is_empty() || says(&read, code) == 1, "{code}: {:?}", read.findings);
    }
}

#[test]
fn a_struck_label_is_told() {
    let struck = Look::new().set_font_strikethrough();
    let read = workbook(|sheet| drop(sheet.write_with_format(AT.0, 0, "行政许可", &struck)));
    assert_eq!(says(&read, "label-struck"), 1);
}

/// A Word file with this inside of its body.
fn word(body: &str) -> Warned<Report> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relations = format!(
        r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    let body = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:body><w:p><w:r><w:t>清河市民政局2023年政府信息公开工作年度报告</w:t></w:r></w:p>{body}</w:body></w:document>"#
    );
    let parts =
        [("_rels/.rels".to_owned(), relations.into_bytes()), ("word/document.xml".to_owned(), body.into_bytes())];
    let bytes = nianbao::ooxml::parts_to_package(&parts).unwrap();
    bytes_to_report(&bytes, Format::Docx, &options()).unwrap()
}

#[test]
fn hidden_shapes_are_left_out() {
    let text = "<w:txbxContent><w:p><w:r><w:t>框内备注</w:t></w:r></w:p></w:txbxContent>";
    let vml = |style: &str| {
        format!(
            r#"<w:p><w:r><w:t>正文。</w:t></w:r><w:r><w:pict><v:shape style="{style}"><v:textbox>{text}</v:textbox></v:shape></w:pict></w:r></w:p>"#
        )
    };
    let drawing = |hidden: &str| {
        format!(
            r#"<w:p><w:r><w:t>正文。</w:t></w:r><w:r><w:drawing><wp:inline><wp:docPr id="1" name="a"{hidden}/><a:graphic><a:graphicData><wps:wsp><wps:txbx>{text}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
        )
    };
    let forms = options().forms;
    for (body, is_hidden) in [
        (vml("width:50pt;visibility:hidden"), true),
        (vml("width:50pt;visibility:visible"), false),
        (drawing(" hidden=\"1\""), true),
        (drawing(""), false),
    ] {
        let read = word(&body);
        assert_eq!(says(&read, "hidden-text-dropped"), usize::from(is_hidden), "{body}");
        assert_eq!(nianbao::report::save(&read.value, &forms).contains("框内备注"), !is_hidden, "{body}");
    }
}

#[test]
fn hardly_seen_digits_of_a_cell_of_word_stand_apart() {
    let cell = |properties: &str| {
        word(&format!(
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>5758</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t>55</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        ))
    };
    let forms = options().forms;
    for (properties, is_joined, code) in [
        ("<w:sz w:val=\"3\"/>", false, "minute-text-read"),
        ("<w:sz w:val=\"4\"/>", false, "minute-text-read"),
        ("<w:color w:val=\"E6E6E6\"/>", false, "pale-text-read"),
        ("<w:sz w:val=\"18\"/>", true, ""),
    ] {
        let read = cell(properties);
        assert_eq!(nianbao::report::save(&read.value, &forms).contains("575855"), is_joined, "{properties}");
        assert!(code.is_empty() || says(&read, code) == 1, "{properties}: {:?}", read.findings);
    }
}
