//! The audit as plain text.

use std::fmt::Write;

use super::sheet::{AuditRow, Sheet};
use crate::engine::report::{Audit, Report};
use crate::format::line::{WIDTH, one_line, wrapped};
use crate::locale::{Language, plain};
use crate::plan::Plan;

pub(in crate::format) fn write(
    plan: &Plan,
    report: &Report,
    audit: &Audit,
    language: Language,
) -> String {
    let sheet = Sheet::of(plan, report, audit, language);
    let mut text = format!("{}\n\n", one_line(&sheet.title));
    text.push_str(&wrapped(&one_line(&sheet.summary), WIDTH, ""));
    for block in &sheet.blocks {
        let _ = writeln!(text, "\n{}, {}", one_line(&block.name), one_line(&block.about));
        block.rows.iter().for_each(|row| write_row(&mut text, row));
    }
    for section in sheet.lints.iter().chain(&sheet.simpler) {
        let _ = writeln!(text, "\n{}", section.title);
        if !section.sentence.is_empty() {
            text.push_str(&wrapped(&one_line(&section.sentence), WIDTH, "  "));
        }
        for item in &section.items {
            text.push_str(&wrapped(&format!("- {}", one_line(&plain(item))), WIDTH, "  "));
        }
    }
    text
}

fn write_row(text: &mut String, row: &AuditRow) {
    let chips =
        if row.chips.is_empty() { String::new() } else { format!(" [{}]", row.chips.join(", ")) };
    let head = format!("{}: {}{chips}", row.direction, plain(&row.rule));
    text.push_str(&wrapped(&one_line(&head), WIDTH, "  "));
    for sentence in &row.sentences {
        text.push_str(&wrapped(&one_line(&plain(sentence)), WIDTH, "      "));
    }
    if !row.tightest.is_empty() {
        let list = row.tightest.iter().map(|it| plain(it)).collect::<Vec<_>>().join("; ");
        let said = format!("{} {list}", row.tightest_title);
        text.push_str(&wrapped(&one_line(&said), WIDTH, "      "));
    }
    let said = format!("{} {}", row.removal_title, plain(&row.removal));
    text.push_str(&wrapped(&one_line(&said), WIDTH, "      "));
}
