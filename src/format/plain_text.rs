//! The answer as plain text: what to add where, why, and what else there is to know.

use std::fmt::Write;

use super::compare::each;
use super::console_text::bullet;
use super::line::{WIDTH, one_line, padded, wrapped};
use super::steps::{clauses, direction, other_ways, places, reason};
use super::{Format, audit, compare, rule_steps, trace};
use crate::engine::compare::{OwnRule, RuleSteps};
use crate::engine::report::{Change, Level, Report, RulePlace, Severity};
use crate::locale::{
    ActionText, ChangeRowText, ConnectionText, ConsequenceText, FindingGroup, FollowsText,
    FormatText, GuardsText, HeadlineText, Language, LevelText, OwnRuleText, ProofText,
    ProtocolPortText, ReadingLineText, SeverityText, StepsText, plain,
};
use crate::plan::Plan;

/// This format.
pub(super) const FORMAT: Format = Format {
    id: "text",
    label: FormatText::Text,
    extension: "txt",
    media_type: "text/plain",
    write,
    write_steps,
    write_audit: Some(audit::text),
    write_changes: Some(compare::text),
    write_trace: Some(trace::text),
};

fn write(plan: &Plan, report: &Report, language: Language) -> String {
    let mut text = String::new();
    if !plan.name.trim().is_empty() {
        let _ = writeln!(text, "{}\n", one_line(plan.name.trim()));
    }
    let _ = writeln!(text, "{}", HeadlineText::of(plan, report).text(language));
    let consequence = ConsequenceText::of(plan, report).text(language);
    text.push_str(&wrapped(&one_line(&consequence), WIDTH, ""));
    write_findings(&mut text, plan, report, StepsText::LookAtThisFirst, language);
    for place in places(report) {
        write_place(&mut text, place, plan, report, plan, language);
    }
    write_connections(&mut text, plan, report, language);
    write_findings(&mut text, plan, report, StepsText::Findings, language);
    let _ = writeln!(text, "\n{}", ProofText::of(report).text(language));
    text
}

/// As [`write`], with what was drawn by hand between the rules to add and the findings.
fn write_steps(steps: &RuleSteps, language: Language) -> String {
    let (plan, report) = (&steps.steps.target, &steps.report);
    let document = rule_steps::document(steps, language);
    let mut text = String::new();
    if !plan.name.trim().is_empty() {
        let _ = writeln!(text, "{}\n", one_line(plan.name.trim()));
    }
    let _ = writeln!(text, "{}", one_line(&document.headline));
    text.push_str(&wrapped(&one_line(&document.consequence), WIDTH, ""));
    write_findings(&mut text, plan, report, StepsText::LookAtThisFirst, language);
    for place in places(report) {
        write_place(&mut text, place, plan, report, &steps.steps.before, language);
    }
    write_by_hand(&mut text, &steps.opened, steps, language);
    let denied = Report { changes: steps.denied.clone(), ..report.clone() };
    for place in places(&denied) {
        write_place(&mut text, place, plan, &denied, &steps.complete, language);
    }
    write_by_hand(&mut text, &steps.removed, steps, language);
    write_connections(&mut text, plan, report, language);
    write_findings(&mut text, plan, report, StepsText::Findings, language);
    let _ = writeln!(text, "\n{}", document.proof);
    text
}

/// The findings under one of their two titles: those that make the answer void, or the others.
fn write_findings(
    text: &mut String,
    plan: &Plan,
    report: &Report,
    title: StepsText,
    language: Language,
) {
    let are_errors = title == StepsText::LookAtThisFirst;
    let mut title = Some(title);
    for group in FindingGroup::all(plan, report) {
        let (Some(finding), Some(said)) = (group.first(), group.text(plan, report)) else {
            continue;
        };
        if (finding.severity == Severity::Error) != are_errors {
            continue;
        }
        if let Some(title) = title.take() {
            let _ = writeln!(text, "\n{}", title.text(language));
        }
        let severity = SeverityText(finding.severity).text(language);
        let said = said.plain(language);
        bullet(text, &one_line(&format!("{severity}: {said}")), "  ");
        let Some(followed) = finding.sources else { continue };
        for line in ReadingLineText::both(followed) {
            bullet(text, &one_line(&line.text(language)), "    ");
        }
        let follows = FollowsText(followed).text(language);
        bullet(text, &one_line(&follows), "    ");
    }
}

/// The connections of one's own, with what comes of each.
fn write_connections(text: &mut String, plan: &Plan, report: &Report, language: Language) {
    let mut title = Some(StepsText::Connections);
    for connection in ConnectionText::all(plan, report) {
        if let Some(title) = title.take() {
            let _ = writeln!(text, "\n{}", title.text(language));
        }
        bullet(text, &one_line(&connection.plain(language)), "  ");
    }
}

/// Writes what else happens to rules that were drawn by hand, place by place.
fn write_by_hand(text: &mut String, rules: &[OwnRule], steps: &RuleSteps, language: Language) {
    let plan = &steps.steps.target;
    for place in each(rules.iter().map(|it| it.place)) {
        let about = GuardsText::of(place, plan).text(language);
        let name = GuardsText::name(place, plan);
        let _ = writeln!(text, "\n{}, {}", one_line(&name), one_line(&about));
        for own in rules.iter().filter(|it| it.place == place) {
            let said = OwnRuleText::of(own, &steps.steps).plain(language);
            bullet(text, &one_line(&said), "  ");
        }
    }
}

/// The changes at a place; `lists` has the rules that new ones go above.
fn write_place(
    text: &mut String,
    place: RulePlace,
    plan: &Plan,
    report: &Report,
    lists: &Plan,
    language: Language,
) {
    let name = GuardsText::name(place, plan);
    let about = GuardsText::of(place, plan).text(language);
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
        let rest = ChangeRowText::of(change, lists).plain(language);
        let level = match change.level {
            Level::Recommended if !change.flows.is_empty() => {
                format!(" [{}]", LevelText(change.level).text(language))
            }
            Level::Required | Level::Recommended => String::new(),
        };
        let _ = writeln!(text, "  {}  {}{level}", cells.join("  "), one_line(&rest));
        let reason = plain(&reason(change, plan, report, language));
        let reason = match change.clauses.is_empty() {
            true => reason,
            false => format!("{reason} ({})", clauses(change, language)),
        };
        text.push_str(&wrapped(&one_line(&reason), WIDTH, "      "));
        for way in other_ways(change, plan, report, language) {
            text.push_str(&wrapped(&one_line(&plain(&way)), WIDTH, "      "));
        }
    }
}

fn columns(change: &Change, plan: &Plan, language: Language) -> [String; 3] {
    [
        direction(change.kind.direction(), language),
        ActionText(change.action()).text(language).into_owned(),
        ProtocolPortText::of(change, plan).text(language).into_owned(),
    ]
}
