//! The answer to a question about packets, as text and as JSON.

use std::fmt::Write;

use serde::Serialize;

use super::console_text::bullet;
use super::json_text::pretty;
use super::line::{WIDTH, one_line, padded, wrapped};
use crate::engine::trace::{Hop, Parcel, Path, Trace};
use crate::locale::{
    FateText, HopPartText, HopText, Language, ParcelText, PathText, RepliesText, TraceLabel,
    TraceNoteText, TraceText, TraceVerdictText,
};
use crate::plan::Plan;

/// The answer as plain text.
pub(super) fn text(plan: &Plan, trace: &Trace, language: Language) -> String {
    let mut text = String::new();
    text.push_str(&wrapped(&one_line(&TraceText::of(trace, plan).plain(language)), WIDTH, ""));
    let is_partial = [&trace.passes, &trace.stopped, &trace.unclear]
        .into_iter()
        .filter(|parcels| !parcels.is_empty())
        .count()
        > 1;
    if is_partial {
        text.push('\n');
        for (label, parcels) in [
            (TraceLabel::Passes, &trace.passes),
            (TraceLabel::Stopped, &trace.stopped),
            (TraceLabel::Unclear, &trace.unclear),
        ] {
            write_parcels(&mut text, label, parcels, language);
        }
    }
    for path in &trace.paths {
        write_path(&mut text, plan, path, language);
    }
    text
}

fn write_parcels(text: &mut String, label: TraceLabel, parcels: &[Parcel], language: Language) {
    if parcels.is_empty() {
        return;
    }
    let _ = writeln!(text, "{}:", label.text(language));
    for parcel in parcels {
        bullet(text, &one_line(&ParcelText::of(parcel).plain(language)), "  ");
    }
}

fn write_path(text: &mut String, plan: &Plan, path: &Path, language: Language) {
    let title = PathText::of(path, plan).plain(language);
    let verdict = TraceVerdictText::from(path).text(language);
    let _ = writeln!(text, "\n{}: {}", one_line(&title), verdict.to_lowercase());
    for (at, hop) in path.hops.iter().enumerate() {
        let number = format!("{}.", at.saturating_add(1));
        let title = HopText::of(hop, path, plan).plain(language);
        let lines = wrapped(&one_line(&title), WIDTH, "     ");
        let lines = lines.strip_prefix("     ").unwrap_or(&lines);
        let _ = write!(text, "  {}{lines}", padded(&number, 3));
        write_parts(text, plan, hop, language);
    }
    let replies = format!(
        "{}: {}",
        TraceLabel::Replies.text(language),
        RepliesText::of(path, plan).plain(language)
    );
    text.push_str(&wrapped(&one_line(&replies), WIDTH, "  "));
    for note in &path.notes {
        let note = TraceNoteText::of(note, path, plan).plain(language);
        bullet(text, &one_line(&note), "  ");
    }
}

fn write_parts(text: &mut String, plan: &Plan, hop: &Hop, language: Language) {
    let width = hop.parts.iter().map(|it| FateText(it.fate).text(language).chars().count()).max();
    for part in &hop.parts {
        let fate = padded(&FateText(part.fate).text(language), width.unwrap_or(0));
        let why = HopPartText::of(part, hop, plan).plain(language);
        let lines = wrapped(&one_line(&format!("{fate}  {why}")), WIDTH, "       ");
        // Wrapping takes the second space away, which sets the verdicts apart.
        let lines = lines.replacen(fate.trim_end(), &format!("{fate} "), 1);
        text.push_str(&lines);
        if hop.parts.len() > 1 {
            for parcel in &part.packets {
                let parcel = ParcelText::of(parcel).plain(language);
                bullet(text, &one_line(&parcel), "         ");
            }
        }
    }
}

/// The document: who answered, and the answer with its question.
#[derive(Serialize)]
struct Document<'a> {
    program: &'static str,
    version: &'static str,
    trace: &'a Trace,
}

/// The answer as JSON.
pub(super) fn json(trace: &Trace) -> String {
    pretty(&Document { program: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), trace })
}
