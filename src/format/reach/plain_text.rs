//! The answer who reaches what as plain text: server by server, who gets in and with what.

use std::fmt::Write;

use super::super::line::{WIDTH, one_line, wrapped};
use super::answer::ReachAnswer;
use super::lines::{cell_text, source, target, title};
use crate::engine::reach::Cell;
use crate::locale::{Language, ReachLabel};

/// The answer as plain text.
pub(super) fn write(answer: ReachAnswer, language: Language) -> String {
    let ReachAnswer { plan, reach, .. } = answer;
    let mut text = String::new();
    let _ = writeln!(text, "{}", one_line(&title(answer, language)));
    if reach.targets.is_empty() {
        let _ = writeln!(text, "\n{}", ReachLabel::NoServers.text(language));
    }
    let named = |row| one_line(&source(row, plan, language).text()).into_owned();
    let sources = reach.rows.iter().map(named);
    let sources = sources.collect::<Vec<_>>();
    for (number, column) in (0..).zip(&reach.targets) {
        let name = target(column, plan, language);
        let _ = writeln!(text, "\n{}: {}", ReachLabel::To.text(language), one_line(&name.text()));
        let mut is_any = false;
        for (row, source) in reach.rows.iter().zip(&sources) {
            let cell = row.cell(number);
            if cell.is_none_or(is_silent) {
                continue;
            }
            is_any = true;
            let line = format!(
                "{} {source}: {}",
                ReachLabel::From.text(language),
                cell_text(cell, language)
            );
            let lines = wrapped(&line, WIDTH, "      ");
            let _ = write!(text, "  {}", lines.trim_start());
        }
        let rest = if is_any { ReachLabel::NothingElse } else { ReachLabel::NobodyElse };
        let _ = writeln!(text, "  {}", rest.text(language));
    }
    text
}

/// Checks whether there is nothing to say about a cell.
fn is_silent(cell: &Cell) -> bool {
    cell.itself || cell.traffic.is_empty()
}
