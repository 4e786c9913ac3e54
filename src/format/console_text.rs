//! Steps to take in the console as plain text.

use std::fmt::Write;

use super::line::{WIDTH, one_line, padded, wrapped};
use super::steps::{Block, Sheet, Steps};
use crate::locale::{Language, StepsText, plain};

/// Steps as plain text.
pub(super) fn rendered(steps: &Steps, language: Language) -> String {
    let mut text = String::new();
    text.push_str(&one_line(&steps.title));
    text.push_str("\n\n");
    text.push_str(&one_line(&steps.headline));
    text.push('\n');
    text.push_str(&wrapped(&one_line(&steps.consequence), WIDTH, ""));
    if !steps.first.is_empty() {
        let _ = writeln!(text, "\n{}", StepsText::LookAtThisFirst.text(language));
        for error in &steps.first {
            bullet(&mut text, &one_line(&plain(error)), "");
        }
    }
    if steps.blocks.is_empty() {
        let _ = writeln!(text, "\n{}", StepsText::NoSteps.text(language));
    }
    for block in &steps.blocks {
        text.push('\n');
        write_block(&mut text, block);
    }
    if !steps.connections.is_empty() {
        let _ = writeln!(text, "\n{}", StepsText::Connections.text(language));
        for connection in &steps.connections {
            bullet(&mut text, &one_line(&plain(connection)), "");
        }
    }
    if !steps.notes.is_empty() {
        let _ = writeln!(text, "\n{}", steps.notes_title);
        for note in &steps.notes {
            bullet(&mut text, &one_line(&plain(note)), "");
        }
    }
    let _ = writeln!(text, "\n{}", steps.proof);
    text
}

fn write_block(text: &mut String, block: &Block) {
    let name = one_line(&block.name);
    let _ = match block.about.is_empty() {
        true => writeln!(text, "{name}"),
        false => writeln!(text, "{name}, {}", one_line(&block.about)),
    };
    for (at, step) in block.steps.iter().enumerate() {
        let number = format!("{}.", at.saturating_add(1));
        let lines = wrapped(&one_line(&step.text), WIDTH, "     ");
        let lines = lines.strip_prefix("     ").unwrap_or(&lines);
        let _ = write!(text, "  {}{lines}", padded(&number, 3));
        if let Some(sheet) = &step.sheet {
            write_sheet(text, sheet);
        }
    }
}

fn write_sheet(text: &mut String, sheet: &Sheet) {
    let widest = sheet.columns.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    for (at, row) in sheet.rows.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        for (label, value) in sheet.columns.iter().zip(&row.values) {
            let label = padded(label, widest);
            let _ = writeln!(text, "       {label}  {}", one_line(value));
        }
        let reason = match row.clauses.is_empty() {
            true => plain(&row.reason),
            false => format!("{} ({})", plain(&row.reason), row.clauses),
        };
        text.push_str(&wrapped(&one_line(&reason), WIDTH, "       "));
        for way in &row.other_ways {
            text.push_str(&wrapped(&one_line(&plain(way)), WIDTH, "       "));
        }
    }
}

/// A point of a list, in as many lines as it takes.
pub(super) fn bullet(text: &mut String, point: &str, indent: &str) {
    let behind = format!("{indent}  ");
    let lines = wrapped(point, WIDTH, &behind);
    let lines = lines.strip_prefix(&behind).unwrap_or(&lines);
    let _ = write!(text, "{indent}- {lines}");
}
