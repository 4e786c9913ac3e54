//! The answer who reaches what as a table in Markdown: a row for each kind of senders, a column for each target.

use std::fmt::Write;

use super::super::markdown_text::{escaped, table_line};
use super::answer::ReachAnswer;
use super::lines::{Name, cell_text, source, target, title};
use crate::locale::{Language, ReachLabel};

/// The answer as Markdown.
pub(super) fn write(answer: ReachAnswer, language: Language) -> String {
    let ReachAnswer { plan, reach, .. } = answer;
    let mut text = format!("# {}\n\n", escaped(&title(answer, language)));
    if reach.targets.is_empty() {
        let _ = writeln!(text, "{}", escaped(&ReachLabel::NoServers.text(language)));
        return text;
    }
    let corner = format!(
        "{} \u{2193} {} \u{2192}",
        ReachLabel::From.text(language),
        ReachLabel::To.text(language)
    );
    let columns = reach.targets.iter().map(|it| named(&target(it, plan, language)));
    table_line(&mut text, std::iter::once(escaped(&corner)).chain(columns));
    table_line(&mut text, (0..=reach.targets.len()).map(|_| "---".to_owned()));
    for row in &reach.rows {
        let numbers = (0..).zip(&reach.targets).map(|(number, _)| number);
        let cells = numbers.map(|number: u32| escaped(&cell_text(row.cell(number), language)));
        let name = named(&source(row, plan, language));
        table_line(&mut text, std::iter::once(name).chain(cells));
    }
    text
}

fn named(name: &Name) -> String {
    match name.detail.is_empty() {
        true => format!("**{}**", escaped(&name.title)),
        false => format!("**{}** {}", escaped(&name.title), escaped(&name.detail)),
    }
}
