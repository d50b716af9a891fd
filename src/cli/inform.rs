//! `schema`, `forms`, `styles`, `licenses` and `explain`: what nianbao knows, printed.

use super::args::{ExplainArgs, FormsArgs, SchemaArgs, SchemaOf};
use super::dictionary::form_to_dictionary;
use super::files;
use super::streams::{Outcome, print};
use crate::finding::json::MESSAGES_SCHEMA;
use crate::finding::{Code, Error, Language, catalogue, terms};
use crate::form::{Form, Forms, Rule};
use crate::style::Style;
use std::io::Write;

/// Prints the JSON Schema of the canonical form, or of messages.
pub(super) fn schema(args: &SchemaArgs) -> Result<Outcome, Error> {
    if args.of == SchemaOf::Lines {
        return print(|out| out.write_all(super::lines::SCHEMA.as_bytes()));
    }
    if args.of == SchemaOf::Messages {
        return print(|out| out.write_all(MESSAGES_SCHEMA.as_bytes()));
    }
    if args.of == SchemaOf::Difference {
        let schema = crate::diff::schema();
        return print(|out| writeln!(out, "{schema:#}"));
    }
    let schema = crate::report::schema(&files::forms(args.form.as_ref())?);
    print(|out| writeln!(out, "{schema:#}"))
}

/// Lists the forms, or the cells of one.
pub(super) fn forms(args: &FormsArgs) -> Result<Outcome, Error> {
    let forms = files::forms(args.form.as_ref())?;
    match &args.id {
        None => print(|out| forms.iter().try_for_each(|form| summary(form, out))),
        Some(id) => {
            let form = form_of(&forms, id)?;
            match args.to {
                Some(format) => print(|out| out.write_all(form_to_dictionary(form, format).as_bytes())),
                None => print(|out| cells(form, out)),
            }
        }
    }
}

/// The form of that id; an error names those there are.
pub(super) fn form_of<'f>(forms: &'f Forms, id: &str) -> Result<&'f Form, Error> {
    forms.get(id).ok_or_else(|| {
        let known = forms.iter().map(|form| form.id.as_str()).collect::<Vec<_>>().join(" ");
        catalogue::convert::usage(terms::no_form(id, known)).into()
    })
}

fn summary(form: &Form, out: &mut dyn Write) -> std::io::Result<()> {
    let last = form.last_year.map_or_else(String::new, |year| year.to_string());
    writeln!(out, "{}\t{}\t{}\t{}–{last}", form.id, form.name, form.source, form.first_year)?;
    for table in &form.tables {
        writeln!(
            out,
            "\t{}\t{}\t{} × {}\t{}",
            table.id,
            table.name,
            table.rows,
            table.columns,
            table.data_cells().count()
        )?;
    }
    Ok(())
}

fn cells(form: &Form, out: &mut dyn Write) -> std::io::Result<()> {
    for table in &form.tables {
        for cell in table.data_cells() {
            let labels = cell.row_labels.iter().chain(&cell.column_labels).map(|label| label.text.as_str());
            writeln!(out, "{}.{}\t{}\t{}", table.id, cell.id, cell.unit, labels.collect::<Vec<_>>().join(" / "))?;
        }
    }
    Ok(())
}

/// Lists the styles nianbao comes with.
pub(super) fn styles() -> Result<Outcome, Error> {
    let styles = Style::names().map(|name| Ok((name, Style::built_in(name)?))).collect::<Result<Vec<_>, Error>>()?;
    print(|out| {
        styles.iter().try_for_each(|(name, style)| {
            let page = &style.page;
            let body = &style.paragraphs.body;
            writeln!(
                out,
                "{name}\t{}\t{} × {} mm\t{} pt\t{} × {}",
                style.name, page.width_mm, page.height_mm, body.size_pt, page.lines, page.characters
            )
        })
    })
}

/// The crates the program is made of, and the licence each states.
const CRATES: &str = include_str!("../../templates/licences/crates.tsv");

/// Prints the licences of the embedded faces, and the names and licences of the crates.
pub(super) fn licenses() -> Result<Outcome, Error> {
    print(|out| {
        nianbao_fonts::LICENCES.iter().enumerate().try_for_each(|(number, text)| {
            if number > 0 {
                writeln!(out, "\n{}\n", "-".repeat(72))?;
            }
            writeln!(out, "{}", text.trim_end())
        })?;
        write!(out, "\n{}\n\n# Crates\n\n{CRATES}", "-".repeat(72))
    })
}

/// Prints what a code says, its manual page and its hint, or what a rule of the forms says; or lists all codes and rules.
pub(super) fn explain(args: &ExplainArgs, language: Language) -> Result<Outcome, Error> {
    let forms = Forms::built_in()?;
    let Some(name) = &args.code else {
        let rules = rules(&forms, |_| true);
        return print(|out| {
            Code::all()
                .iter()
                .try_for_each(|code| writeln!(out, "{}\t{}", code.name, code.severity.label(language)))?;
            rules.iter().try_for_each(|(rule, forms)| {
                let severity = rule.severity.label(language);
                writeln!(out, "{}\t{severity}\t{}\t{}", rule.id, forms.join(" "), rule.name)
            })
        });
    };
    let name = name.trim_matches(['[', ']']);
    let rules = rules(&forms, |rule| rule.id == name);
    if !rules.is_empty() {
        return print(|out| {
            rules.iter().try_for_each(|(rule, forms)| {
                let severity = rule.severity.label(language);
                writeln!(out, "{} ({severity})\t{}\t{}\t[{}]", rule.id, forms.join(" "), rule.name, rule.message.name)
            })
        });
    }
    let code = Code::by_name(name).ok_or_else(|| Error::from(catalogue::convert::unknown_code(name)))?;
    print(|out| {
        writeln!(out, "{} ({})", code.name, code.severity.label(language))?;
        writeln!(out, "\n{}\n\n{}", code.message(language), code.manual(language))?;
        match code.hint(language) {
            Some(hint) => writeln!(out, "\n{}{}{hint}", language.hint_label(), language.colon()),
            None => Ok(()),
        }
    })
}

/// The rules of the forms that are wanted, each wording once, with the forms that have it.
fn rules(forms: &Forms, is_wanted: impl Fn(&Rule) -> bool) -> Vec<(&Rule, Vec<&str>)> {
    let mut found: Vec<(&Rule, Vec<&str>)> = Vec::new();
    for form in forms.iter() {
        for rule in form.all_rules().filter(|rule| is_wanted(rule)) {
            match found.iter_mut().find(|(known, _)| known.id == rule.id && known.name == rule.name) {
                Some((_, forms)) if forms.contains(&form.id.as_str()) => {}
                Some((_, forms)) => forms.push(&form.id),
                None => found.push((rule, vec![&form.id])),
            }
        }
    }
    found
}
