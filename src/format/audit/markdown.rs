//! The audit as Markdown, with a list of rules for each security group and network ACL.

use std::fmt::Write;

use super::sheet::{AuditRow, Sheet};
use crate::engine::report::{Audit, Report};
use crate::format::markdown_text::{escaped, prose};
use crate::locale::Language;
use crate::plan::Plan;

pub(in crate::format) fn write(
    plan: &Plan,
    report: &Report,
    audit: &Audit,
    language: Language,
) -> String {
    let sheet = Sheet::of(plan, report, audit, language);
    let mut text = format!("# {}\n\n**{}**\n", escaped(&sheet.title), escaped(&sheet.summary));
    for block in &sheet.blocks {
        let _ = writeln!(text, "\n## {}, {}\n", escaped(&block.name), escaped(&block.about));
        block.rows.iter().for_each(|row| write_row(&mut text, row));
    }
    for section in sheet.lints.iter().chain(&sheet.simpler) {
        let (title, sentence) = (escaped(&section.title), escaped(&section.sentence));
        let _ = writeln!(text, "\n## {title}");
        if !sentence.is_empty() {
            let _ = writeln!(text, "\n{sentence}");
        }
        if !section.items.is_empty() {
            text.push('\n');
        }
        for item in &section.items {
            let _ = writeln!(text, "- {}", prose(item));
        }
    }
    text
}

fn write_row(text: &mut String, row: &AuditRow) {
    let chips = row.chips.iter().map(|it| format!(" **{}**", escaped(it))).collect::<String>();
    let _ = writeln!(text, "- {}: {}{chips}", escaped(&row.direction), prose(&row.rule));
    for sentence in &row.sentences {
        let _ = writeln!(text, "  - {}", prose(sentence));
    }
    if !row.tightest.is_empty() {
        let list = row.tightest.iter().map(|it| prose(it)).collect::<Vec<_>>().join("; ");
        let _ = writeln!(text, "  - {} {list}", escaped(&row.tightest_title));
    }
    let _ = writeln!(text, "  - {} {}", escaped(&row.removal_title), prose(&row.removal));
}
