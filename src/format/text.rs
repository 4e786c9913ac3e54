//! The answer as plain text: what to add where, why, and what else there is to know.

use std::fmt::Write;

use super::Format;
use super::console::bullet;
use super::line::{one_line, padded, wrapped};
use super::steps::{clauses, direction, places};
use crate::engine::report::{Change, ChangeKind, Level, Place, Report};
use crate::locale::{
    ActionText, ChangeRowText, ConsequenceText, FindingText, FollowsText, FormatText, HeadlineText,
    Language, LevelText, PlaceText, ProofText, ProtocolPortText, ReadingLineText, ReasonText,
    SeverityText, StepsText,
};
use crate::plan::{Action, Plan};

/// This format.
pub(super) const FORMAT: Format = Format {
    id: "text",
    label: FormatText::Text,
    extension: "txt",
    media_type: "text/plain",
    write,
};

/// The width of running text.
const WIDTH: usize = 88;

fn write(plan: &Plan, report: &Report, language: Language) -> String {
    let mut text = String::new();
    if !plan.name.trim().is_empty() {
        let _ = writeln!(text, "{}\n", one_line(plan.name.trim()));
    }
    let _ = writeln!(text, "{}", HeadlineText::of(plan, report).text(language));
    let consequence = ConsequenceText::of(plan, report).text(language);
    text.push_str(&wrapped(&one_line(&consequence), WIDTH, ""));
    for place in places(report) {
        write_place(&mut text, place, plan, report, language);
    }
    if !report.findings.is_empty() {
        let _ = writeln!(text, "\n{}", StepsText::Findings.text(language));
        for finding in &report.findings {
            let severity = SeverityText(finding.severity).text(language);
            let said = FindingText::of(finding, plan, report).plain(language);
            bullet(&mut text, &one_line(&format!("{severity}: {said}")), "  ");
            let Some(followed) = finding.sources else { continue };
            for line in ReadingLineText::both(followed) {
                bullet(&mut text, &one_line(&line.text(language)), "    ");
            }
            let follows = FollowsText(followed.follows).text(language);
            bullet(&mut text, &one_line(&follows), "    ");
        }
    }
    let _ = writeln!(text, "\n{}", ProofText::of(report).text(language));
    text
}

fn write_place(text: &mut String, place: Place, plan: &Plan, report: &Report, language: Language) {
    let name = PlaceText::name(place, plan);
    let about = PlaceText::of(place, plan).text(language);
    let _ = writeln!(text, "\n{}, {}", one_line(&name), one_line(&about));
    let rows: Vec<_> =
        report.changes_in(place).map(|change| (change, columns(change, plan, language))).collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|(_, cells)| cells.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..3).map(width).collect();
    for (change, cells) in &rows {
        let cells: Vec<_> =
            cells.iter().zip(&widths).map(|(cell, width)| padded(cell, *width)).collect();
        let rest = ChangeRowText::of(change, plan).plain(language);
        let level = match change.level {
            Level::Required => String::new(),
            Level::Recommended => format!(" [{}]", LevelText(change.level).text(language)),
        };
        let _ = writeln!(text, "  {}  {}{level}", cells.join("  "), one_line(&rest));
        let reason = ReasonText::of(change, plan, report).plain(language);
        let reason = format!("{reason} ({})", clauses(change, language));
        text.push_str(&wrapped(&one_line(&reason), WIDTH, "      "));
    }
}

fn columns(change: &Change, plan: &Plan, language: Language) -> [String; 3] {
    let action = match &change.kind {
        ChangeKind::AddSecurityGroupRule { rule, .. } => rule.action,
        ChangeKind::AddNetworkAclRule { rule, .. } => rule.action,
        ChangeKind::LowerPriority { .. } => Action::Deny,
    };
    [
        direction(change.kind.direction(), language),
        ActionText(action).text(language).into_owned(),
        ProtocolPortText::of(change, plan).text(language).into_owned(),
    ]
}
